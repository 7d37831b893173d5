"""The key figures above the day: won, expected, new leads, time of response, each with what it stands beside."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.today import TodayFigures, quarter_end
from salesdesk.ui.context import Context
from salesdesk.ui.pages.today.texts import hours_text
from salesdesk.ui.value_texts import DASH, number_text, percent_text, sum_text
from salesdesk.ui.widgets.cards import FigureCard
from salesdesk.ui.wording import worded


class KeyFigures(QHBoxLayout):
    """A card for each; the ones with rows behind them open those."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.cards = {
            "won": FigureCard(""),
            "expected": FigureCard(self.tr("Expected this quarter")),
            "leads": FigureCard(self.tr("New leads, 7 days")),
            "response": FigureCard(self.tr("Lead response time"), clickable=False),
        }
        self.setSpacing(12)
        for key, card in self.cards.items():
            card.clicked.connect(partial(self._open_rows, key))
            self.addWidget(card, 1)

    def name_month(self, month: str) -> None:
        """Say in which month deals were won."""
        self.cards["won"].caption.setText(self.tr("Won in {0}").format(month))

    def show_figures(self, f: TodayFigures) -> None:
        """Show them as they were read."""
        pace = self.tr("on pace for {0}").format(sum_text(f.pace, f.currency, ()))
        before = self.tr("{0} on the same days of the month before").format(
            sum_text(f.won_before, f.currency, f.before_apart)
        )
        won = sum_text(f.won, f.currency, f.apart)
        later = "".join(f"\n{worded(note)}" for note in f.notes)
        if f.target:
            share = f.won / f.target
            target = sum_text(f.target, f.currency, ())
            against = self.tr("{0} of the target of {1}").format(percent_text(share), target)
            tone = "good" if share >= 1 else "warn" if f.pace < f.target else ""
            self.cards["won"].set_figure(won, f"{against} · {pace}{later}", min(1.0, share), tone)
        else:
            self.cards["won"].set_figure(won, f"{pace} · {before}{later}")
        best = self.tr("weighted · best case {0}").format(sum_text(f.best, f.currency, f.best_apart))
        expected = sum_text(f.expected, f.currency, f.expected_apart)
        self.cards["expected"].set_figure(expected, best)
        if f.leads_before:
            share = round((f.leads - f.leads_before) * 100 / f.leads_before)
            words = (
                self.tr("{0} % more than the week before")
                if share >= 0
                else self.tr("{0} % fewer than the week before")
            )
            against = words.format(number_text(abs(share)))
        else:
            against = self.tr("none in the week before")
        self.cards["leads"].set_figure(number_text(f.leads), against)
        answered = self.tr("median of {0} answered leads, 30 days").format(number_text(f.answered))
        nobody = self.tr("no lead of the last 30 days was spoken to yet")
        self.cards["response"].set_figure(
            DASH if f.response_hours is None else hours_text(f.response_hours),
            answered if f.answered else nobody,
        )

    def _open_rows(self, figure: str) -> None:
        """The rows behind a figure, as a list."""
        day = self._context.services.today.day
        if figure == "won":
            won = Condition("stage_kind", Op.IS, ("won",))
            first = Condition("closed_at", Op.AT_LEAST, (day.replace(day=1).isoformat(),))
            self._context.navigate("deals", Filter((won, first)))
        elif figure == "expected":
            open_ = Condition("stage_kind", Op.IS, ("open",))
            until = Condition("expected_close", Op.AT_MOST, (quarter_end(day).isoformat(),))
            self._context.navigate("deals", Filter((open_, until)))
        elif figure == "leads":
            since = Condition("created_at", Op.AT_LEAST, ((day - timedelta(days=6)).isoformat(),))
            self._context.navigate("contacts", Filter((since,)))
