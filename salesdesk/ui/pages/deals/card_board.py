"""Columns of cards side by side, and where to drop what is decided: what the board by stage and that by month share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from salesdesk.domain.deals import DealCard
from salesdesk.ui.pages.deals.card_model import dragged_deal
from salesdesk.ui.pages.deals.column_view import CardColumn
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.text import set_look


class DecisionZone(QLabel):
    """Where a dragged card is dropped to win or lose it; shown only while a card is dragged."""

    dropped = Signal(object)

    def __init__(self, text: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAcceptDrops(True)
        self.setFixedHeight(46)
        self.setProperty("decision", True)
        set_look(self, tone=tone)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged_deal(event.mimeData()) is not None:
            set_look(self, hot=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_look(self, hot=False)

    def dropEvent(self, event: QDropEvent) -> None:
        set_look(self, hot=False)
        deal = dragged_deal(event.mimeData())
        if deal is not None:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            self.dropped.emit(deal)


class DecisionZones(QWidget):
    """The two zones side by side; hidden until a card is dragged."""

    win_requested = Signal(object)
    lose_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("foot", True)
        self.won = DecisionZone(self.tr("Drop here: won"), "good")
        self.lost = DecisionZone(self.tr("Drop here: lost (asks why)"), "bad")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.won)
        row.addWidget(self.lost)
        self.won.dropped.connect(self.win_requested)
        self.lost.dropped.connect(self.lose_requested)
        self.hide()


Column = TypeVar("Column", bound=CardColumn)


class CardBoard(QWidget, Generic[Column]):
    """Columns of cards. It only asks: every signal is a request, and the page shows the outcome. ``gap`` is what lies between
    two columns, in pixels."""

    deal_opened = Signal(object)
    menu_requested = Signal(object, QPoint)
    letter_typed = Signal(object, str)
    """deal id, what was asked for: "win", "log"."""

    gap = 12

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.columns: list[Column] = []
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(self.gap)
        inner = QWidget()
        inner.setProperty("scroll_body", True)
        inner.setLayout(self._row)
        inner.installEventFilter(self)
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._align_heads()
        return super().eventFilter(watched, event)

    def _align_heads(self) -> None:
        """The cards of all columns begin at the same height, also where the sums above some take more lines."""
        heads = [column.head for column in self.columns]
        highest = max((head.sizeHint().height() for head in heads), default=0)
        for head in heads:
            if head.minimumHeight() != highest:
                head.setMinimumHeight(highest)

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

    def _replace(self, columns: Sequence[Column]) -> None:
        """Show other columns."""
        for column in self.columns:
            self._row.removeWidget(column)
            column.hide()
            column.deleteLater()
        self.columns = list(columns)
        for column in self.columns:
            self._row.addWidget(column, 1)
            cards = column.cards
            cards.opened.connect(self.deal_opened)
            cards.leave_requested.connect(self._on_leave)
            cards.letter_typed.connect(self.letter_typed)
            cards.drag_changed.connect(self.zones.setVisible)
            cards.menu_requested.connect(self.menu_requested)

    def _column(self) -> Column:
        """The column a signal comes from: from itself, or from something in it."""
        sender = self.sender()
        return next(one for one in self.columns if sender is one or sender.parent() is one)

    def _on_leave(self, step: int) -> None:
        """Go on in the next column to that side that has cards."""
        at = self.columns.index(self._column())
        row = self.columns[at].cards.currentIndex().row()
        at += step
        while 0 <= at < len(self.columns):
            column = self.columns[at]
            if column.model.rowCount():
                near = max(0, min(row, column.model.rowCount() - 1))
                column.cards.setCurrentIndex(column.model.index(near))
                column.cards.setFocus(Qt.FocusReason.TabFocusReason)
                self._scroll.ensureWidgetVisible(column, 0, 0)
                return
            at += step
