"""Takes the demonstration data away again, or says what that would come to."""

from __future__ import annotations

from dataclasses import replace

from salesdesk.domain.changes import Cause
from salesdesk.domain.demo import Cleared
from salesdesk.domain.entities import entities
from salesdesk.domain.progress import Work
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.store.journal.revert import Reversal
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.emptiness import holds_no_record
from salesdesk.store.store import Store

_MOST = 10_000_000
_WHOLE = frozenset({Cause.MERGE, Cause.REDO})
"""What joined records is taken back whole: half a merge would leave none of them as it was."""


class _OnlyLookedError(Exception):
    """Leaves a unit of work with nothing changed."""


class Clearing:
    """The clearing of what the batch ``sample`` wrote."""

    def __init__(self, store: Store, commands: Commands, sample: int) -> None:
        self._store, self._commands, self._sample = store, commands, sample

    def run(self, work: Work) -> Cleared:
        """Clear it."""
        found: list[Cleared] = []
        changes = self._commands.run(
            phrase("changes.demo_cleared"),
            lambda uow: found.append(self._clear(uow, work)),
            cause=Cause.CLEAR,
        )
        return replace(found[0], changes=changes)

    def look(self, work: Work) -> Cleared:
        """Clear it and leave everything as it was: what refers to what is too much to be told otherwise."""
        found: list[Cleared] = []

        def change(uow: Writing) -> None:
            found.append(self._clear(uow, work))
            raise _OnlyLookedError

        try:
            self._commands.run(phrase("changes.demo_cleared"), change, cause=Cause.CLEAR)
        except _OnlyLookedError:
            pass
        return found[0]

    def _clear(self, uow: Writing, work: Work) -> Cleared:
        kinds = {kind.value for kind, spec in entities().items() if spec.page}
        records = self._store.journal.records_of(self._sample, _MOST)
        edits = self._store.journal.built_on(self._sample)
        for batch in edits:
            Reversal(uow, batch.id, work, within=None if batch.cause in _WHOLE else self._sample).run()
        kept = Reversal(uow, self._sample, work).run()
        staying = len({(row.table, row.row) for row in kept if row.table in kinds})
        going = sum(table in kinds for table, _ in records) - staying
        return Cleared(going, staying, len(edits), holds_no_record(self._store.database), kept)
