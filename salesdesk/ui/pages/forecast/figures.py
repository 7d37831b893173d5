"""The figures above the forecast."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout

from salesdesk.domain.forecast import Forecast, Span
from salesdesk.domain.money import whole_units
from salesdesk.domain.today import pace
from salesdesk.ui.pages.deals.won_figure import show_won
from salesdesk.ui.pages.forecast.texts import best_text, open_text, place_text, tr, weighted_text
from salesdesk.ui.value_texts import month_text, number_text, short_month_text, sum_text
from salesdesk.ui.widgets.cards import FigureCard
from salesdesk.ui.widgets.text import plain_tip


class ForecastFigures(QObject):
    """``row`` holds the cards; ``asked`` carries which one was pressed."""

    asked = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout()
        self.row.setSpacing(12)
        captions = {
            "quarter": tr("This quarter, weighted"),
            "won": tr("Won this quarter"),
            "pace": "",
            "overdue": tr("Overdue"),
        }
        self.cards = {key: FigureCard(caption, small=True) for key, caption in captions.items()}
        for key, card in self.cards.items():
            card.clicked.connect(partial(self.asked.emit, key))
            self.row.addWidget(card, 1)
        self.cards["quarter"].setToolTip(
            plain_tip(
                tr("Open deals that should be closed by the end of the quarter, what is overdue with them.")
            )
        )

    def show_forecast(self, forecast: Forecast) -> None:
        """Show the figures of a forecast."""
        currency, today, cards = forecast.currency, forecast.today, self.cards
        cards["quarter"].set_figure(
            weighted_text(forecast.quarter, currency), best_text(forecast.quarter, currency)
        )
        won = forecast.quarter_won
        deals = tr("1 deal") if won.count == 1 else tr("{0} deals").format(number_text(won.count))
        show_won(cards["won"], won, currency, deals)
        month, before = forecast.month_won, forecast.month_before
        here = next(c.place for c in forecast.columns if c.place.span is Span.MONTH)
        cards["pace"].caption.setText(tr("{0} pace").format(place_text(here, today)))
        had, earlier = (sum_text(one.amount, currency, one.apart) for one in (month, before))
        cards["pace"].set_figure(
            sum_text(whole_units(pace(month.amount, today), currency), currency, ()),
            tr("{0} won · {1} {2}").format(had, short_month_text(before_month(today)), earlier),
        )
        cards["pace"].setToolTip(
            plain_tip(
                tr("Won so far: {0}. In the same days of {1}: {2}.").format(
                    had, month_text(before_month(today)), earlier
                )
            )
        )
        late = forecast.overdue
        cards["overdue"].set_figure(
            number_text(late.count), open_text(late, currency), tone="warn" if late.count else ""
        )


def before_month(today: date) -> int:
    """The number of the month before that of a day."""
    return 12 if today.month == 1 else today.month - 1
