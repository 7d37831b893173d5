"""Asking whose values stay, where somebody else changed the same fields of a record meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from salesdesk.domain.conflicts import FieldClash, RecordClash, Seen, WrittenBy
from salesdesk.ui.conflict_texts import ClashTexts
from salesdesk.ui.context import Context
from salesdesk.ui.widgets.conflict_cell import Choice, ConflictCell, Side
from salesdesk.ui.widgets.dialog import Dialog

Dropped = Collection[tuple[int, str]]
"""The fields whose own value is given up, by record and key."""
MOST = 40
"""Fields asked one by one; of more, the rest is decided together."""
_DELETED = ""  # the key of a record that was deleted as a whole


class ConflictDialog(Dialog):
    """One cell for each field that both changed, and one for each record that somebody deleted. ``decided`` gets the
    fields whose own value is given up; Cancel decides nothing and leaves everything as it was typed."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        clashes: Sequence[RecordClash],
        decided: Callable[[Dropped], object],
    ) -> None:
        words = ClashTexts(context, clashes)
        super().__init__(parent, self.tr("Changed meanwhile"), words.heading(), width=460)
        self.setAccessibleName(self.windowTitle())
        self._decided = decided
        self._cells: list[tuple[ConflictCell, list[tuple[int, str]]]] = []
        asked = [(clash, field) for clash in clashes for field in words.asked(clash)]
        for clash, field in asked[:MOST]:
            self._add(self._cell(words, clash, field), [(clash.record, field.field if field else _DELETED)])
        rest = [(clash.record, field.field if field else _DELETED) for clash, field in asked[MOST:]]
        if rest:
            title = self.tr("{0} more").format(self.locale().toString(len(rest)))
            choices = Choice(self.tr("As you typed them"), ""), Choice(self.tr("As they are now"), "")
            self._add(ConflictCell(title, *choices), rest)
        if len(self._cells) > 1:
            for side, text in ((Side.OURS, self.tr("All yours")), (Side.THEIRS, self.tr("All theirs"))):
                self.add_button(text, partial(self._choose_all, side), left=True)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Save"), self._accept, tone="primary", default=True)
        self._cells[0][0].setFocus()

    @property
    def cells(self) -> list[ConflictCell]:
        """The questions in order."""
        return [cell for cell, _ in self._cells]

    def _add(self, cell: ConflictCell, fields: list[tuple[int, str]]) -> None:
        self._cells.append((cell, fields))
        self.add(cell)

    def _cell(self, words: ClashTexts, clash: RecordClash, field: FieldClash | None) -> ConflictCell:
        if field is None:
            ours = Choice(self.tr("Bring it back with what you typed"), self.tr("You, now"))
            return ConflictCell(
                words.name(clash),
                ours,
                Choice(self.tr("Leave it in the trash"), self._whose(words, clash.deleted)),
            )
        before = words.value(clash, field, field.base)
        return ConflictCell(
            words.title(clash, field),
            Choice(words.value(clash, field, field.ours), self.tr("You, now")),
            Choice(words.value(clash, field, field.theirs), self._whose(words, field.by)),
            self.tr("was: {0}").format(before),
        )

    def _whose(self, words: ClashTexts, by: WrittenBy | None) -> str:
        if by is None or not by.at:
            return self.tr("Somebody else")
        return self.tr("{0}, {1}").format(words.actor(by), words.moment(by))

    def _choose_all(self, side: Side) -> None:
        for cell in self.cells:
            cell.choose(side)

    def _accept(self) -> None:
        dropped = {key for cell, keys in self._cells if cell.side is Side.THEIRS for key in keys}
        self.accept()
        self._decided(dropped)


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
