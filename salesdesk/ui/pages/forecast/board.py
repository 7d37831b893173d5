"""The columns of the forecast side by side, and where to drop what is decided."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salesdesk.domain.forecast import Forecast, ForecastColumn, ForecastPlace, Span, close_at
from salesdesk.ui.pages.deals.card_board import CardBoard
from salesdesk.ui.pages.forecast.month_view import MonthColumn
from salesdesk.ui.pages.forecast.texts import closes_text, tr
from salesdesk.ui.theme import Theme


class MonthBoard(CardBoard[MonthColumn]):
    """Columns of cards by month."""

    drop_requested = Signal(object, object, bool)
    """deal id, ForecastPlace, whether to ask for the day."""
    shift_requested = Signal(object, int)
    """deal id, -1 or 1: a month back or on."""
    rows_requested = Signal(object)
    """The ForecastPlace whose deals are asked for."""
    gap = 4

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._forecast: Forecast | None = None

    def show_forecast(self, forecast: Forecast) -> None:
        """Show the columns that there are: overdue and undated ones only when there are such deals."""
        self._forecast = forecast
        shown = [column for column in forecast.columns if _is_shown(column)]
        if [column.place for column in self.columns] != [column.place for column in shown]:
            self._build([column.place for column in shown])
        largest = max((c.won.amount + max(c.open.weighted, c.open.best) for c in shown), default=0)
        for view, column in zip(self.columns, shown, strict=True):
            view.show_column(column, largest, forecast.currency, forecast.today)

    def _build(self, places: Sequence[ForecastPlace]) -> None:
        kept = self.current_deal()
        assert self._forecast is not None
        today = self._forecast.today
        self._replace([MonthColumn(self._theme, place, today) for place in places])
        for column in self.columns:
            column.cards.shift_requested.connect(self.shift_requested)
            column.dropped.connect(self._on_dropped)
            column.hinted.connect(self._on_hinted)
            column.head.opened.connect(self._on_rows)
        if kept is not None:
            self.focus_deal(kept)

    def _on_dropped(self, deal: object, asks: bool) -> None:
        self.drop_requested.emit(deal, self._column().place, asks)

    def _on_rows(self) -> None:
        self.rows_requested.emit(self._column().place)

    def _on_hinted(self, deal: object) -> None:
        column, card = self._column(), self.card(deal) if isinstance(deal, int) else None
        if card is None or self._forecast is None:
            return
        today = self._forecast.today
        if column.place.span is Span.OVERDUE:
            column.show_hint(tr("takes no cards"))
        else:
            column.show_hint(closes_text(close_at(column.place, card.expected_close, today), today))


def _is_shown(column: ForecastColumn) -> bool:
    return bool(column.cards) or column.place.span not in (Span.OVERDUE, Span.UNDATED)
