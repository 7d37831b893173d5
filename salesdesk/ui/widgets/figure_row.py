"""Figure cards side by side, in as many rows as the width asks for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QWidget

from salesdesk.ui.widgets.cards import FigureCard
from salesdesk.ui.widgets.layouts import per_row
from salesdesk.ui.widgets.self_fitting import SelfFitting

GAP, NARROWEST = 12, 168


class FigureRow(SelfFitting):
    """Equal cards; when they would become narrower than readable they stand in two rows, then three, and below each other
    where their values are long."""

    def __init__(self, cards: Sequence[FigureCard], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = tuple(cards)
        self._per_row = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._arrange(len(self.cards))

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def fit(self) -> None:
        if self.cards:
            needed = max(NARROWEST, *(card.needed for card in self.cards))
            self._arrange(per_row(len(self.cards), self.width() + GAP, needed + GAP))

    def _arrange(self, per_row: int) -> None:
        if per_row == self._per_row:
            return
        for card in self.cards:
            self._grid.removeWidget(card)
        for column in range(max(per_row, self._per_row)):
            self._grid.setColumnStretch(column, 1 if column < per_row else 0)
        self._per_row = per_row
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // per_row, place % per_row)
