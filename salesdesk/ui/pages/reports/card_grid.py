"""Cards beside each other where there is room for two, and else below each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

_TWO = 952  # pixels, from which on there is room for two columns
_GAP = 12


@dataclass(frozen=True, slots=True)
class Placed:
    """A card of the grid. One that is ``broad`` always takes the whole width, any other where it is ``wanted`` pixels wide
    and half the room is less. A ``chart`` keeps its place, tables that take the whole width come last."""

    card: QWidget
    broad: bool = False
    wanted: int = 0
    chart: bool = False


class CardGrid(QWidget):
    """Holds cards; they find other places when the window gets wider or narrower."""

    def __init__(self, cards: Sequence[Placed], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = list(cards)
        self._placed: list[tuple[int, int, int, int]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._place(_TWO)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(event.size().width())

    def _place(self, width: int) -> None:
        columns = 2 if width >= _TWO else 1
        places = self._places(width, columns)
        if places == self._placed:
            return
        self._placed = places
        for entry in self._cards:
            self._grid.removeWidget(entry.card)
        for number, row, column, span in places:
            self._grid.addWidget(self._cards[number].card, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _places(self, width: int, columns: int) -> list[tuple[int, int, int, int]]:
        """The number of each card in its order, with its row, its column, and how many columns it takes."""
        half = (width - _GAP) // 2
        wide = [columns == 2 and (entry.broad or entry.wanted > half) for entry in self._cards]
        order = sorted(
            range(len(self._cards)), key=lambda number: not self._cards[number].chart and 1 + wide[number]
        )
        found: list[tuple[int, int, int, int]] = []
        row = at = 0
        for place, number in enumerate(order):
            if wide[number] and at:
                row, at = row + 1, 0
            # one that has nothing to stand beside takes the whole width
            alone = not at and all(wide[other] for other in order[place + 1 : place + 2])
            span = columns if wide[number] or alone else 1
            found.append((number, row, at, span))
            at += span
            if at >= columns:
                row, at = row + 1, 0
        return found
