"""Many questions with two sides each, as the rows of one table: ours and theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication

from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.conflict_cell import Side
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.record_header import HEIGHT
from salesdesk.ui.widgets.record_table import ROW
from salesdesk.ui.widgets.text import label
from salesdesk.ui.widgets.three_way_table import Headings, ThreeWayRow, ThreeWayTable, Verdict

K = TypeVar("K")
Shown = Callable[[K], ThreeWayRow]
"""Words a question when it is painted; its verdict is put in by the table."""

_LETTERS = {"K": Side.OURS, "T": Side.THEIRS}
_MOST_ROWS = 7
"""Rows on screen at once."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("conflicts", text)


class QuestionTable(Generic[K]):
    """The questions of a dialog by their keys. Ours is chosen at first; Enter or a click turns a row round, K keeps the
    person's own values of the selected rows, T takes the others'."""

    def __init__(self, dialog: Dialog, theme: Theme, keys: Sequence[K], shown: Shown[K]) -> None:
        self._dialog, self._keys, self._shown = dialog, tuple(keys), shown
        self._sides = [Side.OURS] * len(self._keys)
        self._verdicts = {
            Side.OURS: Verdict(_tr("keep yours"), "good", open=True),
            Side.THEIRS: Verdict(_tr("take theirs"), "accent", open=True),
        }
        headings = Headings(
            _tr("Record"), _tr("Field"), _tr("Before"), _tr("You, now"), _tr("Theirs"), _tr("Result")
        )
        self.table = ThreeWayTable(
            theme, _tr("Fields that both changed"), headings, self._row, letters="".join(_LETTERS)
        )
        self.table.setFixedHeight(HEIGHT + ROW * min(len(self._keys), _MOST_ROWS) + 4)
        self.table.show_places(range(len(self._keys)))
        self.table.asked.connect(self._turn)
        self.table.keyed.connect(self._on_letter)
        dialog.add(self.table)
        dialog.add(label(_tr("Enter turns a row round · K keep yours · T take theirs"), "caption"))

    def close_with(self, text: str, decided: Callable[[], object], *, all_ours: str, all_theirs: str) -> None:
        """Append the buttons: two that answer all alike, and ``text``, the one that decides."""
        for side, words in ((Side.OURS, all_ours), (Side.THEIRS, all_theirs)):
            self._dialog.add_button(words, partial(self.choose_all, side), left=True)
        self._dialog.add_cancel(_tr("Cancel"))
        self._dialog.add_button(text, decided, tone="primary", default=True)
        self.table.setFocus()

    def choose_all(self, side: Side) -> None:
        """Answer all alike."""
        self.choose(range(len(self._keys)), side)

    def choose(self, places: Sequence[int], side: Side) -> None:
        """Answer some questions."""
        for place in places:
            self._sides[place] = side
        self.table.rows.renew()

    def decided_for(self, side: Side) -> list[K]:
        """The keys of the questions answered so."""
        return [key for key, chosen in zip(self._keys, self._sides, strict=True) if chosen is side]

    def _row(self, place: int) -> ThreeWayRow:
        return replace(self._shown(self._keys[place]), verdict=self._verdicts[self._sides[place]])

    def _turn(self, place: int) -> None:
        self.choose([place], Side.THEIRS if self._sides[place] is Side.OURS else Side.OURS)

    def _on_letter(self, letter: str) -> None:
        self.choose(self.table.selected_ids(), _LETTERS[letter])
