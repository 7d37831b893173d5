"""One column of the forecast: its head and its cards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.forecast import ForecastColumn, ForecastPlace
from salesdesk.ui.pages.deals.card_delegate import CardDelegate
from salesdesk.ui.pages.deals.card_model import CardModel, dragged_deal
from salesdesk.ui.pages.deals.column_view import CardColumn, CardList
from salesdesk.ui.pages.forecast.month_head import MonthHead
from salesdesk.ui.pages.forecast.texts import place_text
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.text import label

NARROWEST = 158


class MonthCards(CardList):
    """The cards of a month. ``Ctrl`` with an arrow asks to move the card a month; its column takes the drops."""

    LETTERS: Mapping[Qt.Key, str] = {
        **CardList.LETTERS,
        Qt.Key.Key_L: "lose",
        Qt.Key.Key_D: "date",
    }


class MonthColumn(CardColumn):
    """A month. Wherever in it a card is dropped, it asks for the same; ``hinted`` asks what that would be."""

    head: MonthHead

    dropped = Signal(object, bool)
    """deal id, whether the day is to be asked for (Alt was held)."""
    hinted = Signal(object)
    """The deal that is dragged over the column, None when it has left."""

    def __init__(
        self, theme: Theme, place: ForecastPlace, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self.place = theme, place
        self._hot = False
        self.setMinimumWidth(NARROWEST)
        self.setAcceptDrops(True)
        self.head = MonthHead(theme)
        self.hint = label("", "secondary", "accent")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setFixedHeight(34)
        self.hint.hide()
        self.model = CardModel(self)
        self.delegate = CardDelegate(theme, today, self, likely=True)
        self.cards = MonthCards(theme, self.model, self.delegate, place_text(place, today), self)
        self.cards.setAcceptDrops(False)
        self.cards.viewport().setAcceptDrops(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 0)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self.hint)
        layout.addWidget(self.cards, 1)

    def show_column(self, column: ForecastColumn, largest: int, currency: str, today: date) -> None:
        """Show the cards and sums of the place."""
        self.place = column.place
        self.cards.setAccessibleName(place_text(column.place, today))
        self.head.show_column(column, largest, currency, today)
        self.delegate.set_today(today)
        self.cards.renew(column.cards)

    def show_hint(self, text: str) -> None:
        """Say what a drop would set."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        deal = dragged_deal(event.mimeData())
        if deal is not None:
            self._set_hot(True)
            self.hinted.emit(deal)
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if dragged_deal(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_hot(False)
        self.show_hint("")

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move; nothing changes here."""
        self._set_hot(False)
        self.show_hint("")
        deal = dragged_deal(event.mimeData())
        if deal is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        self.dropped.emit(deal, bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._hot:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent_bg"))
            painter.drawRoundedRect(QRectF(self.rect()), 10, 10)

    def _set_hot(self, hot: bool) -> None:
        self._hot = hot
        self.update()
