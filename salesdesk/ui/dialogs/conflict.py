"""Asking whose values stay, where somebody else changed the same fields of a record meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtWidgets import QWidget

from salesdesk.domain.conflicts import ASKED_ONE_BY_ONE, FieldClash, RecordClash, Seen
from salesdesk.ui.conflict_texts import ClashTexts, whose_text
from salesdesk.ui.context import Context
from salesdesk.ui.dialogs.sides import Questions
from salesdesk.ui.widgets.conflict_cell import Choice, ConflictCell, Side
from salesdesk.ui.widgets.dialog import Dialog

Dropped = Collection[tuple[int, str]]
"""The fields whose own value is given up, by record and key."""
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
        self._decided, self._store = decided, context.store
        self._questions = Questions[tuple[int, str]](self)
        asked = [(clash, field) for clash in clashes for field in words.asked(clash)]
        for clash, field in asked[:ASKED_ONE_BY_ONE]:
            self._questions.add(self._cell(words, clash, field), _key(clash, field))
        rest = [_key(clash, field) for clash, field in asked[ASKED_ONE_BY_ONE:]]
        self._questions.add_rest(rest, self.tr("As you typed them"), self.tr("As they are now"))
        self._questions.close_with(
            self.tr("Save"), self._accept, all_ours=self.tr("All yours"), all_theirs=self.tr("All theirs")
        )

    @property
    def cells(self) -> list[ConflictCell]:
        """The questions in order."""
        return self._questions.cells

    def _cell(self, words: ClashTexts, clash: RecordClash, field: FieldClash | None) -> ConflictCell:
        if field is None:
            ours = Choice(self.tr("Bring it back with what you typed"), self.tr("You, now"))
            return ConflictCell(
                words.name(clash),
                ours,
                Choice(self.tr("Leave it in the trash"), whose_text(self._store, clash.deleted)),
            )
        before = words.value(clash, field, field.base)
        return ConflictCell(
            words.title(clash, field),
            Choice(words.value(clash, field, field.ours), self.tr("You, now")),
            Choice(words.value(clash, field, field.theirs), whose_text(self._store, field.by)),
            self.tr("was: {0}").format(before),
        )

    def _accept(self) -> None:
        dropped = set(self._questions.decided_for(Side.THEIRS))
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
