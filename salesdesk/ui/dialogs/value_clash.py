"""Asking whose value stays of a setting or a name, where another window changed it meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from salesdesk.domain.conflicts import EditConflict, FieldClash
from salesdesk.ui.conflict_texts import whose_text
from salesdesk.ui.context import Context
from salesdesk.ui.dialogs.sides import Questions
from salesdesk.ui.value_texts import DASH
from salesdesk.ui.widgets.conflict_cell import Choice, ConflictCell, Side
from salesdesk.ui.widgets.dialog import Dialog


class ValueClashDialog(Dialog):
    """One cell for each value; ``titles`` says what a field is called, ``shown`` how its value is read. ``decided`` gets the
    fields whose own value stays, with what the person saw of the others by then. Cancel leaves theirs."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        conflict: EditConflict,
        titles: Mapping[str, str],
        decided: Callable[[dict[str, object], dict[str, object]], object],
        shown: Callable[[str, object], str] = lambda _field, value: str(value or ""),
    ) -> None:
        text = self.tr("Somebody else changed it too. Choose what stays.")
        super().__init__(parent, self.tr("Changed meanwhile"), text, width=420)
        self.setAccessibleName(self.windowTitle())
        self._context, self._titles, self._shown, self._decided = context, titles, shown, decided
        self._questions = Questions[FieldClash](self)
        for clash in conflict.clashes:
            for field in clash.fields:
                self._questions.add(self._cell(field), field)
        self._questions.close_with(
            self.tr("Save"), self._accept, all_ours=self.tr("All yours"), all_theirs=self.tr("All theirs")
        )

    @property
    def cells(self) -> list[ConflictCell]:
        """The questions in order."""
        return self._questions.cells

    def _cell(self, field: FieldClash) -> ConflictCell:
        base, ours, theirs = (
            self._shown(field.field, value) or DASH for value in (field.base, field.ours, field.theirs)
        )
        return ConflictCell(
            self._titles.get(field.field, field.field),
            Choice(ours, self.tr("You, now")),
            Choice(theirs, whose_text(self._context.store, field.by)),
            self.tr("was: {0}").format(base),
        )

    def _accept(self) -> None:
        ours = self._questions.decided_for(Side.OURS)
        self.accept()
        self._decided(
            {field.field: field.ours for field in ours}, {field.field: field.theirs for field in ours}
        )
