"""What a person began to write and did not save, kept in the file until it is gone on with."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.domain.drafts import Draft, DraftChange
from salesdesk.store.records.drafts import KeptDrafts
from salesdesk.store.store import Store


class DraftService:
    """Use cases of drafts. They are beside the history: undo leaves them alone."""

    def __init__(self, store: Store) -> None:
        self._store, self._kept = store, KeptDrafts(store.database)

    def of(self, form: str) -> list[Draft]:
        """What this person began in a form, the newest first: more than one where it was begun in two windows."""
        return self._kept.of(self._store.actor, form)

    def write(self, changes: Sequence[DraftChange]) -> None:
        """Keep and forget drafts of this person; what another window wrote since stays beside them. Raises
        ``StoreError`` where nothing can be written."""
        self._kept.write(self._store.actor, self._store.now(), changes)
