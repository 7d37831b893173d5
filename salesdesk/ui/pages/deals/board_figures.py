"""The figures above the board."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout

from salesdesk.domain.deals import StageTotal
from salesdesk.domain.forecast import WonSum
from salesdesk.domain.pipelines import Pipeline, StageKind
from salesdesk.domain.rates import together
from salesdesk.ui.pages.deals.won_figure import show_won
from salesdesk.ui.value_texts import number_text, sum_text
from salesdesk.ui.widgets.cards import FigureCard


class BoardFigures(QObject):
    """``row`` holds the ``cards``; ``asked`` carries which one was pressed."""

    asked = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        captions = {
            "open": self.tr("Open"),
            "weighted": self.tr("Weighted"),
            "won": self.tr("Won this month"),
            "attention": self.tr("Needs attention"),
        }
        self.cards = {key: FigureCard(caption, small=True) for key, caption in captions.items()}
        self.row = QHBoxLayout()
        self.row.setSpacing(12)
        for key, card in self.cards.items():
            card.clicked.connect(partial(self.asked.emit, key))
            self.row.addWidget(card, 1)

    def show_sums(
        self, pipeline: Pipeline, totals: Mapping[int, StageTotal], won: WonSum, currency: str
    ) -> None:
        """Show what is open, what of it is to be expected, and what was won this month."""
        open_ = [totals[s.id] for s in pipeline.stages if s.kind is StageKind.OPEN]
        foreign = sum(t.foreign for t in open_)
        apart = self.tr(", {0} without a rate").format(number_text(foreign)) if foreign else ""
        amount = sum_text(sum(t.amount for t in open_), currency, together(*(t.apart for t in open_)))
        self.cards["open"].set_figure(amount, self._deals(sum(t.count for t in open_)) + apart)
        weighted = sum(t.weighted for t in open_)
        beside = together(*(t.apart_weighted for t in open_))
        self.cards["weighted"].set_figure(sum_text(weighted, currency, beside))
        show_won(self.cards["won"], won, currency, self._deals(won.count))

    def show_waiting(self, count: int) -> None:
        """Show how many deals somebody should look at."""
        note = self.tr("overdue, stale or no next step")
        self.cards["attention"].set_figure(number_text(count), note, tone="warn" if count else "")

    def _deals(self, count: int) -> str:
        return self.tr("1 deal") if count == 1 else self.tr("{0} deals").format(number_text(count))
