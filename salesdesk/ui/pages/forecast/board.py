"""The columns of the forecast side by side, and where to drop what is decided."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from salesdesk.domain.deals import DealCard
from salesdesk.domain.forecast import Forecast, ForecastColumn, ForecastPlace, Span, close_at
from salesdesk.ui.pages.deals.board import DecisionZones
from salesdesk.ui.pages.forecast.month_view import MonthColumn
from salesdesk.ui.pages.forecast.texts import closes_text, tr
from salesdesk.ui.theme import Theme


class MonthBoard(QWidget):
    """Columns of cards by month. It only asks: every signal is a request, and the page shows the outcome."""

    drop_requested = Signal(object, object, bool)
    """deal id, ForecastPlace, whether to ask for the day."""
    shift_requested = Signal(object, int)
    """deal id, -1 or 1: a month back or on."""
    letter_typed = Signal(object, str)
    deal_opened = Signal(object)
    rows_requested = Signal(object)
    """The ForecastPlace whose deals are asked for."""
    menu_requested = Signal(object, QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._forecast: Forecast | None = None
        self.columns: list[MonthColumn] = []
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        inner = QWidget()
        inner.setProperty("scroll_body", True)
        inner.setLayout(self._row)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.zones = DecisionZones()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.zones)

    def show_forecast(self, forecast: Forecast) -> None:
        """Show the columns that there are: overdue and undated ones only when there are such deals."""
        self._forecast = forecast
        shown = [column for column in forecast.columns if _is_shown(column)]
        if [column.place for column in self.columns] != [column.place for column in shown]:
            self._build([column.place for column in shown])
        largest = max((c.won.amount + max(c.open.weighted, c.open.best) for c in shown), default=0)
        for view, column in zip(self.columns, shown, strict=True):
            view.show_column(column, largest, forecast.currency, forecast.today)

    def card(self, deal_id: int) -> DealCard | None:
        """The card of a deal as it is shown."""
        cards = (card for column in self.columns for card in column.model.cards)
        return next((card for card in cards if card.id == deal_id), None)

    def current_deal(self) -> int | None:
        """The deal whose card has the focus."""
        return next((c.cards.current_deal() for c in self.columns if c.cards.hasFocus()), None)

    def show_moving(self, deal_id: int, into: str) -> None:
        """Say on a card that it waits to be moved; "" when it does not any more."""
        for column in self.columns:
            column.model.show_moving(deal_id, into)

    def focus_deal(self, deal_id: int) -> bool:
        """Put the focus on a card; False when it is in no column."""
        for column in self.columns:
            if column.cards.select_deal(deal_id):
                column.cards.setFocus(Qt.FocusReason.OtherFocusReason)
                self._scroll.ensureWidgetVisible(column, 0, 0)
                return True
        return False

    def _build(self, places: Sequence[ForecastPlace]) -> None:
        kept = self.current_deal()
        for column in self.columns:
            self._row.removeWidget(column)
            column.hide()
            column.deleteLater()
        assert self._forecast is not None
        self.columns = [MonthColumn(self._theme, place, self._forecast.today) for place in places]
        for column in self.columns:
            self._row.addWidget(column, 1)
            self._connect_column(column)
        if kept is not None:
            self.focus_deal(kept)

    def _connect_column(self, column: MonthColumn) -> None:
        cards = column.cards
        cards.opened.connect(self.deal_opened)
        cards.shift_requested.connect(self.shift_requested)
        cards.leave_requested.connect(self._on_leave)
        cards.letter_typed.connect(self.letter_typed)
        cards.drag_changed.connect(self.zones.setVisible)
        cards.menu_requested.connect(self.menu_requested)
        column.dropped.connect(self._on_dropped)
        column.hinted.connect(self._on_hinted)
        column.head.opened.connect(self._on_rows)

    def _column(self) -> MonthColumn:
        """The column a signal comes from."""
        sender = self.sender()
        return next(one for one in self.columns if sender in (one, one.cards, one.head))

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

    def _on_leave(self, step: int) -> None:
        at = self.columns.index(self._column()) + step
        while 0 <= at < len(self.columns):
            if self.columns[at].model.rowCount():
                row = self.columns[at - step].cards.currentIndex().row()
                last = self.columns[at].model.rowCount() - 1
                self.columns[at].cards.setCurrentIndex(self.columns[at].model.index(max(0, min(row, last))))
                self.columns[at].cards.setFocus(Qt.FocusReason.TabFocusReason)
                self._scroll.ensureWidgetVisible(self.columns[at], 0, 0)
                return
            at += step


def _is_shown(column: ForecastColumn) -> bool:
    return bool(column.cards) or column.place.span not in (Span.OVERDUE, Span.UNDATED)
