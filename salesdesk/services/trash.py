"""Bringing deleted records back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from salesdesk.domain.changes import Cause, ChangeSet, EntityKind
from salesdesk.domain.trash import TrashedRecord
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.store import Store


class TrashService:
    """Use cases of the trash."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def restore(self, records: Iterable[TrashedRecord]) -> ChangeSet:
        """Bring records back, with everything that belongs to them."""
        by_kind: dict[EntityKind, list[int]] = defaultdict(list)
        chosen = list(records)
        for record in chosen:
            by_kind[record.kind].append(record.id)
        what = (
            phrase("changes.quoted", name=chosen[0].title)
            if len(chosen) == 1
            else phrase("changes.records", count=len(chosen))
        )

        def change(uow: Writing) -> None:
            for kind, ids in by_kind.items():
                self._store.trash.restore(uow, kind, ids)

        return self._commands.run(phrase("changes.restore", what=what), change, cause=Cause.BULK_EDIT)
