"""What was typed into the fields of records and is not in the file yet: being saved, or refused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Signal
from shiboken6 import isValid

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.conflicts import EditConflict, RecordClash, Seen
from salesdesk.errors import Cancelled, SalesDeskError
from salesdesk.ui.wording import worded
from salesdesk.ui.write_queue import Unsaved, Write, WriteQueue, waiting_text
from salesdesk.value_classes import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TypedValue:
    """What stands in a field instead of the stored value. ``problem`` is why it was refused, "" while it is saved."""

    value: object
    problem: str = ""

    @property
    def is_refused(self) -> bool:
        return bool(self.problem)

    @property
    def note(self) -> str:
        """What stands beside the value in a word or two."""
        word = "Not saved" if self.problem else "Saving…"
        return QCoreApplication.translate("edits", word)

    @property
    def sentence(self) -> str:
        """Why it is not stored yet."""
        return self.problem or waiting_text()

    def spoken(self, text: str) -> str:
        """The shown text with its state, for a screen reader."""
        return f"{text}, {self.note}" + (f": {self.problem}" if self.problem else "")


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """Values typed into the fields of one or several records of a kind, and what the change is called."""

    kind: EntityKind
    values: Mapping[int, Mapping[str, object]]
    what: str
    text: str = ""
    kept: bool = True
    """Whether the fields show what was refused, until it is edited again or dropped."""
    seen: Seen | None = None
    """What it was made from, see ``FieldEdits.seen``; None writes whatever stands there by now."""

    def fields(self) -> list[tuple[int, str, object]]:
        """Record, key and value of each field."""
        return [(record, key, value) for record, typed in self.values.items() for key, value in typed.items()]

    def without(self, dropped: Collection[tuple[int, str]]) -> FieldEdit | None:
        """The edit without some fields, None when nothing is left."""
        left = {
            record: {key: value for key, value in typed.items() if (record, key) not in dropped}
            for record, typed in self.values.items()
        }
        left = {record: typed for record, typed in left.items() if typed}
        return replace(self, values=left) if left else None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Somebody else wrote the same fields: ``decide`` gets those whose own value is given up, by record and key; an
    empty set writes all the own values over theirs."""

    edit: FieldEdit
    clashes: Sequence[RecordClash]
    decide: Callable[[Collection[tuple[int, str]]], object]


class FieldEdits(QObject):
    """Writes values typed into fields. Lists, panels and pages show the same field in the same state.

    ``changed`` carries the kind and the ids of the records whose fields changed their state; ``disagreed`` a
    ``Disagreement`` for the person to decide. Until then the fields show what was typed.
    """

    changed = Signal(object, object)
    disagreed = Signal(object)

    def __init__(self, writes: WriteQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writes = writes
        self._typed: dict[tuple[EntityKind, int, str], tuple[FieldEdit, TypedValue]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether every field shows what is stored, as nearly always."""
        return not self._typed

    def of(self, kind: EntityKind, record: int, key: str) -> TypedValue | None:
        """What was typed into a field; None when the stored value stands there."""
        found = self._typed.get((kind, record, key))
        return found[1] if found else None

    def of_record(self, kind: EntityKind, record: int) -> dict[str, TypedValue]:
        """The fields of one record that do not show what is stored, by key."""
        return {k: typed for (one, n, k), (_, typed) in self._typed.items() if (one, n) == (kind, record)}

    def seen(
        self, kind: EntityKind, values: Mapping[int, Mapping[str, object]], *, since: int | None = None
    ) -> Seen:
        """What an edit is made from: the ``values`` shown when it was begun (and ``since``, see ``Seen``). What was typed
        into one of the fields before and is not stored yet was made from something older, and so is what is typed over
        it now."""
        typed = [
            edit.seen
            for (one, record, key), (edit, _) in self._typed.items()
            if one is kind and key in values.get(record, ()) and edit.seen is not None
        ]
        shown = {record: dict(fields) for record, fields in values.items()}
        return typed[0] if typed else Seen(shown, since=since)

    def refused(self) -> list[Unsaved]:
        """The texts that were given back and neither saved nor dropped since."""
        edits = {id(edit): edit for edit, typed in self._typed.values() if typed.is_refused}
        return [Unsaved(edit.what, edit.text) for edit in edits.values()]

    def forget(self, kind: EntityKind, record: int, key: str) -> None:
        """The person dropped a refused text, and with it what was typed or pasted in the same go: the stored values
        stand there again."""
        found = self._typed.get((kind, record, key))
        if found is not None and found[1].is_refused:
            self._clear(found[0])

    def run(
        self,
        edit: FieldEdit,
        function: Callable[[FieldEdit], T],
        *,
        taken: Callable[[], object] | None = None,
        done: Callable[[T], object] | None = None,
        failed: Callable[[SalesDeskError], bool] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Write ``edit`` by ``function`` (see ``WriteQueue.run``), which gets what is left of it once the person decided
        about fields that somebody else changed. ``taken`` is called once the editor may close: it
        was saved or waits for its turn. ``failed`` gets the refusal and says whether it is shown there; else it goes
        to the message bar."""

        def is_there() -> bool:
            return owner is None or isValid(owner)

        def saved(result: T) -> None:
            self._clear(edit)  # what is done looks at the fields
            if taken is not None and not waited and is_there():
                taken()
            if done is not None and is_there():
                done(result)

        def decide(dropped: Collection[tuple[int, str]]) -> None:
            self._clear(edit)
            if (left := edit.without(dropped)) is not None:
                self.run(left, function, done=done, owner=owner)

        def refused(error: SalesDeskError) -> None:
            if isinstance(error, EditConflict) and edit.seen is not None and not waited and is_there():
                if taken is not None:
                    taken()
                if edit.kept:
                    self._set(edit, worded(error))
                else:
                    self._clear(edit)
                self.disagreed.emit(Disagreement(edit, error.clashes, decide))
                return
            said = failed is not None and is_there() and failed(error)
            if edit.kept:
                self._set(edit, worded(error))
            else:
                self._clear(edit)
            if not said and not isinstance(error, Cancelled):
                self._writes.say_refused(Unsaved(edit.what, edit.text), error)

        def pending(_write: Write) -> None:
            waited.append(True)
            self._set(edit, "")
            if taken is not None:
                taken()

        waited: list[bool] = []
        self._writes.run(
            partial(function, edit),
            what=edit.what,
            text=edit.text,
            done=saved,
            failed=refused,
            pending=pending,
        )

    def _set(self, edit: FieldEdit, problem: str) -> None:
        """Show what was typed, unless something newer was typed into the same field since."""
        for record, key, value in edit.fields():
            newer = self._typed.get((edit.kind, record, key))
            if not problem or newer is None or newer[0] is edit:
                self._typed[edit.kind, record, key] = edit, TypedValue(value, problem)
        self.changed.emit(edit.kind, frozenset(edit.values))

    def _clear(self, edit: FieldEdit) -> None:
        cleared = False
        for record, key, _ in edit.fields():
            standing = self._typed.get((edit.kind, record, key))
            # A refused text that was typed before goes too: it was typed over.
            if standing is not None and (standing[0] is edit or standing[1].is_refused):
                del self._typed[edit.kind, record, key]
                cleared = True
        if cleared:
            self.changed.emit(edit.kind, frozenset(edit.values))
