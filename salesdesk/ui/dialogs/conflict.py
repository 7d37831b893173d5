"""Asking whose values stay, where somebody else changed the same fields of a record meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtWidgets import QWidget

from salesdesk.domain.conflicts import FieldClash, RecordClash, Seen
from salesdesk.ui.conflict_texts import ClashTexts, whose_text
from salesdesk.ui.context import Context
from salesdesk.ui.dialogs.sides import Questions
from salesdesk.ui.dialogs.sides_table import QuestionTable
from salesdesk.ui.widgets.conflict_cell import Choice, ConflictCell, Side
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.three_way_table import ThreeWayRow, Verdict

Dropped = Collection[tuple[int, str]]
"""The fields whose own value is given up, by record and key."""
Asked = tuple[RecordClash, FieldClash | None]
"""A question: a field of a record, or the record as a whole."""
_DELETED = ""  # the key of a record that was deleted as a whole
_FEW = 3
"""Questions that are asked one below the other; more of them are the rows of a table."""


class ConflictDialog(Dialog):
    """One question for each field that both changed, and one for each record that somebody deleted: a few as cells, many
    as a table of both sides. ``decided`` gets the fields whose own value is given up; Cancel decides nothing and leaves
    everything as it was typed."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        clashes: Sequence[RecordClash],
        decided: Callable[[Dropped], object],
    ) -> None:
        self._words = ClashTexts(context, clashes)
        asked = [(clash, field) for clash in clashes for field in self._words.asked(clash)]
        many = len(asked) > _FEW
        super().__init__(
            parent, self.tr("Changed meanwhile"), self._words.heading(), width=900 if many else 460
        )
        self.setAccessibleName(self.windowTitle())
        self._decided, self._context = decided, context
        self.cells: list[ConflictCell] = []
        self._questions = self._table(asked) if many else self._few(asked)
        self._questions.close_with(
            self.tr("Save"), self._accept, all_ours=self.tr("All yours"), all_theirs=self.tr("All theirs")
        )

    def _few(self, asked: Sequence[Asked]) -> Questions[Asked]:
        questions = Questions[Asked](self)
        for clash, field in asked:
            questions.add(self._cell(clash, field), (clash, field))
        self.cells = questions.cells
        return questions

    def _table(self, asked: Sequence[Asked]) -> QuestionTable[Asked]:
        return QuestionTable(self, self._context.theme, asked, self._row)

    def _row(self, asked: Asked) -> ThreeWayRow:
        clash, field = asked
        name = self._words.name(clash)
        if field is None:
            ours, gone = self.tr("Bring it back with what you typed"), self.tr("Leave it in the trash")
            return ThreeWayRow(name, self.tr("(deleted)"), "", ours, gone, Verdict(""))
        words = self._words
        theirs = f"{words.value(clash, field, field.theirs)} · {whose_text(self._context.store, field.by)}"
        return ThreeWayRow(
            name,
            words.field_title(clash, field),
            words.value(clash, field, field.base),
            words.value(clash, field, field.ours),
            theirs,
            Verdict(""),
        )

    def _cell(self, clash: RecordClash, field: FieldClash | None) -> ConflictCell:
        words, store = self._words, self._context.store
        if field is None:
            ours = Choice(self.tr("Bring it back with what you typed"), self.tr("You, now"))
            return ConflictCell(
                words.name(clash),
                ours,
                Choice(self.tr("Leave it in the trash"), whose_text(store, clash.deleted)),
            )
        before = words.value(clash, field, field.base)
        return ConflictCell(
            words.title(clash, field),
            Choice(words.value(clash, field, field.ours), self.tr("You, now")),
            Choice(words.value(clash, field, field.theirs), whose_text(store, field.by)),
            self.tr("was: {0}").format(before),
        )

    def _accept(self) -> None:
        dropped = {_key(*asked) for asked in self._questions.decided_for(Side.THEIRS)}
        self.accept()
        self._decided(dropped)


def _key(clash: RecordClash, field: FieldClash | None) -> tuple[int, str]:
    return clash.record, field.field if field else _DELETED


def ask_who_stays(
    parent: QWidget | None,
    context: Context,
    clashes: Sequence[RecordClash],
    seen: Seen,
    decided: Callable[[Dropped], object],
) -> ConflictDialog:
    """Ask, then call ``decided`` with the fields that are not to be written; what was shown counts as seen from then on,
    so that the own values can be written over it."""

    def answered(dropped: Dropped) -> None:
        gone = {record for record, key in dropped if key == _DELETED}
        seen.accept(clash for clash in clashes if clash.record not in gone)
        fields = set(dropped)
        for record in gone:
            fields |= {(record, key) for key in seen.fields(record)}
        if any(key == "amount" for _, key in fields):
            fields |= {(record, "currency") for record, key in dropped if key == "amount"}
        decided(fields)

    dialog = ConflictDialog(parent, context, clashes, answered)
    dialog.open()
    return dialog
