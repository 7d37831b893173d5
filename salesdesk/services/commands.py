"""Doing, undoing and redoing. The stack is a view of the journal, so it outlives the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from salesdesk.domain.changes import Batch, Cause, ChangeSet, EntityKind, UndoResult
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.progress import Work
from salesdesk.errors import DomainError
from salesdesk.phrases import Phrase
from salesdesk.store.journal.edits import GuardedEdit, ReadFields, Superseded, Values
from salesdesk.store.journal.writing import Writing
from salesdesk.store.store import Store
from salesdesk.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class UndoState:
    """What the undo and redo menu entries say; None when there is nothing to do."""

    undo: Phrase | None
    redo: Phrase | None


class Commands:
    """Runs changes as units of work and takes them back."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def run(
        self,
        told: Phrase,
        change: Callable[[Writing], object],
        *,
        cause: Cause = Cause.EDIT,
        origin: object = None,
    ) -> ChangeSet:
        """Do one change in one unit of work; ``told`` names it in the history. Returns what changed."""
        with self._store.unit_of_work(cause, told, origin=origin) as uow:
            change(uow)
        return uow.changes

    def edit(
        self,
        told: Phrase,
        kind: EntityKind,
        values: Mapping[int, Values],
        apply: Callable[[Writing, int, Values], object],
        read: ReadFields,
        seen: Seen | None,
        *,
        cause: Cause = Cause.EDIT,
        origin: object = None,
        written: Callable[[Writing], object] = lambda _uow: None,
    ) -> ChangeSet:
        """Change fields of records as `run` does; ``apply`` writes the values of one, and ``written`` is called when all are.
        With ``seen``, what the edit was
        made from, others' changes of other fields stay, and those of the same ones are refused by ``EditConflict`` with
        nothing written. ``read`` gives the fields as they are (see ``store.journal.edits``)."""
        if seen is None:

            def change(uow: Writing) -> None:
                for record, given in values.items():
                    apply(uow, record, given)
                written(uow)

            return self.run(told, change, cause=cause, origin=origin)
        wanted = dict(values)
        while True:
            edit = GuardedEdit(kind, wanted, seen, read, apply)
            try:
                with self._store.unit_of_work(cause, told, origin=origin) as uow:
                    alone = seen.since is not None and not self._store.others.wrote_since(seen.since)
                    fields_now = edit.write(uow, alone=alone)
                    written(uow)
            except Superseded as superseded:
                wanted = superseded.without(wanted)
                continue
            for record, fields in fields_now.items():
                seen.renew(record, fields)
            return uow.changes

    def state(self) -> UndoState:
        """What can be undone and redone now."""
        undo, redo = self._store.journal.next_undo(), self._store.journal.next_redo()
        return UndoState(undo.told if undo else None, redo.told if redo else None)

    def undo(self) -> UndoResult:
        """Take back the newest change that still stands."""
        batch = self._store.journal.next_undo()
        if batch is None:
            raise DomainError("undo.nothing_to_undo")
        return self._revert(batch, Cause.UNDO)

    def redo(self) -> UndoResult:
        """Bring back what was undone last."""
        batch = self._store.journal.next_redo()
        if batch is None:
            raise DomainError("undo.nothing_to_redo")
        return self._revert(batch, Cause.REDO)

    def undo_newest(self) -> UndoResult:
        """``undo`` for somebody who does not see what it would be. Raises ``DomainError`` where the newest change erased
        something: what stands before it is not what was meant."""
        newest = self._store.journal.batch(self._store.journal.latest())
        before = self._store.journal.next_undo()
        if newest is not None and newest.cause is Cause.ERASE and before is not None:
            raise DomainError("undo.erased_last", number=before.id, what=before.told)
        return self.undo()

    def undo_batch(self, number: int, work: Work | None = None) -> UndoResult:
        """Take back one batch of the history, however old; what moved on since is kept and listed. ``work`` hears
        of the progress; stopping it leaves everything as it was."""
        batch = self._store.journal.batch(number)
        if batch is None:
            raise DomainError("undo.no_such_change", number=number)
        if batch.undone_by is not None:
            raise DomainError("undo.already_undone", number=number, what=batch.told)
        if batch.cause is Cause.SETUP:
            raise DomainError("undo.set_up", number=number, what=batch.told)
        if batch.cause is Cause.ERASE:
            raise DomainError("undo.erased", number=number)
        return self._revert(batch, Cause.REDO if batch.cause is Cause.UNDO else Cause.UNDO, work)

    def _revert(self, batch: Batch, cause: Cause, work: Work | None = None) -> UndoResult:
        from salesdesk.store.journal.revert import Reversal  # not needed to show a window

        with self._store.unit_of_work(cause, batch.told, undoes=batch.id) as uow:
            uow.open_batch()
            kept = Reversal(uow, batch.id, work).run()
        return UndoResult(batch.told, uow.changes, kept)
