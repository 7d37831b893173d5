"""One column of the board: its header and its cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QMenu, QVBoxLayout, QWidget

from salesdesk.domain.deals import DealCard, StageTotal
from salesdesk.domain.pipelines import CardOrder, Stage
from salesdesk.ui.models.record_table_model import RecordIdRole
from salesdesk.ui.pages.deals.card_delegate import CardDelegate, drop_line
from salesdesk.ui.pages.deals.card_model import CardModel, dragged_deal
from salesdesk.ui.theme import Theme
from salesdesk.ui.value_texts import number_text, sum_text
from salesdesk.ui.widgets.buttons import icon_button
from salesdesk.ui.widgets.menu_place import offer_menu
from salesdesk.ui.widgets.progress import MiniProgress
from salesdesk.ui.widgets.text import ElidedLabel, PartedLabel, label, plain_tip


class CardList(QListView):
    """The cards of a stage.

    Enter opens; Ctrl+Left and Ctrl+Right ask to move the card to the neighbouring stage, Ctrl+Up and Ctrl+Down
    within the column; Left and Right go to the neighbouring column. Letters ask what ``LETTERS`` says.
    """

    LETTERS: Mapping[Qt.Key, str] = {Qt.Key.Key_W: "win", Qt.Key.Key_L: "log"}

    opened = Signal(object)
    dropped = Signal(object, object)
    """deal id, id of the card it was dropped before (None: at the end)."""
    shift_requested = Signal(object, int)
    """deal id, -1 or 1: to the stage before or behind."""
    reorder_requested = Signal(object, int)
    leave_requested = Signal(int)
    """-1 or 1: the focus goes to the neighbouring column."""
    drag_changed = Signal(bool)
    menu_requested = Signal(object, QPoint)
    letter_typed = Signal(object, str)
    """deal id, what the letter asks for."""

    def __init__(
        self, theme: Theme, model: CardModel, delegate: CardDelegate, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._cards = theme, model
        self._drop_row: int | None = None
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setProperty("board", True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)  # titles take one line or two
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.viewport().setAutoFillBackground(False)
        self.doubleClicked.connect(self._open)
        offer_menu(self, self._ask_menu)

    def current_deal(self) -> int | None:
        """The deal the focus is on."""
        index = self.currentIndex()
        return index.data(RecordIdRole) if index.isValid() else None

    def select_deal(self, deal_id: int) -> bool:
        """Put the focus on a deal; False when it is not in this column."""
        row = self._cards.row_of(deal_id)
        if row >= 0:
            self.setCurrentIndex(self._cards.index(row))
            self.scrollTo(self._cards.index(row))
        return row >= 0

    def renew(self, cards: Sequence[DealCard]) -> None:
        """Show other cards. The one in hand stays in hand, and what was in sight stays in sight."""
        kept, at = self.current_deal(), self.verticalScrollBar().value()
        if not self._cards.set_cards(cards):
            return
        row = self._cards.row_of(kept) if kept is not None else -1
        scrolls = self.hasAutoScroll()
        self.setAutoScroll(False)
        if row >= 0:
            self.setCurrentIndex(self._cards.index(row))
        self.setAutoScroll(scrolls)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Titles break at another word in another width, and Qt lays out anew only for another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def event(self, event: QEvent) -> bool:
        """While a card has the focus its letters are its own, whatever they mean in the window."""
        asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asked and self._letter(event) and self.current_deal() is not None:  # type: ignore[arg-type]
            event.accept()
            return True
        return super().event(event)

    def _letter(self, event: QKeyEvent) -> str:
        """What a key that was pressed alone asks for, "" for nothing."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        return self.LETTERS.get(Qt.Key(event.key()), "") if plain else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        deal, key = self.current_deal(), event.key()
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key))
        if deal is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(deal)
        elif deal is not None and self._letter(event):
            self.letter_typed.emit(deal, self._letter(event))
        elif sideways is not None and held and deal is not None:
            self.shift_requested.emit(deal, sideways)
        elif sideways is not None:
            self.leave_requested.emit(sideways)
        elif held and deal is not None and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.reorder_requested.emit(deal, -1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        self.drag_changed.emit(True)
        super().startDrag(actions)
        self.drag_changed.emit(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged_deal(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if dragged_deal(event.mimeData()) is None:
            event.ignore()
            return
        self._drop_row = self._row_before(event.position().toPoint())
        self.viewport().update()
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_row = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move; nothing changes here. The place is told from the position, because a drop on a card's
        middle arrives as "on" that card."""
        deal = dragged_deal(event.mimeData())
        row = self._row_before(event.position().toPoint())
        self._drop_row = None
        self.viewport().update()
        if deal is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        cards = self._cards.cards
        before = cards[row].id if row < len(cards) else None
        if before == deal:
            before = cards[row + 1].id if row + 1 < len(cards) else None
        self.dropped.emit(deal, before)

    def _row_before(self, at: QPoint) -> int:
        index = self.indexAt(at)
        if not index.isValid():
            return self._cards.rowCount()
        rect = self.visualRect(index)
        return index.row() + (1 if at.y() > rect.center().y() else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop_row is None:
            return
        rows = self._cards.rowCount()
        y = 2
        if rows:
            rect = self.visualRect(self._cards.index(min(self._drop_row, rows - 1)))
            y = rect.top() if self._drop_row < rows else rect.bottom() - 3
        drop_line(QPainter(self.viewport()), self._theme, max(2, y - 1), self.viewport().width())

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(RecordIdRole))

    def _ask_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            self.menu_requested.emit(index.data(RecordIdRole), self.viewport().mapToGlobal(at))


class CardColumn(QWidget):
    """A column of cards on a board."""

    cards: CardList
    model: CardModel
    head: QWidget
    """What stands above the cards."""


class BoardColumn(CardColumn):
    """A stage's header (name, count, sum, weighted, share) over its cards."""

    sort_requested = Signal(object, object)
    """stage id, CardOrder."""

    def __init__(self, theme: Theme, stage: Stage, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = stage
        self.setMinimumWidth(176)
        self.model = CardModel(self)
        self.delegate = CardDelegate(theme, today, self)
        self.cards = CardList(theme, self.model, self.delegate, stage.name, self)
        self._name = ElidedLabel(stage.name, "section")
        self._count = label("", "note")
        self._sums = PartedLabel("", "secondary")
        self._bar = MiniProgress()
        named = QHBoxLayout()
        named.setSpacing(6)
        named.addWidget(self._name)
        named.addWidget(self._count)
        named.addStretch(1)
        self.sort = icon_button(theme, "chevrons-up-down", "", self._ask_order)
        named.addWidget(self.sort)
        self.head = QWidget()
        head = QVBoxLayout(self.head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(4)
        head.addLayout(named)
        head.addWidget(self._sums)
        head.addStretch(1)
        head.addWidget(self._bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.head)
        layout.addWidget(self.cards, 1)
        self.show_stage(stage)

    def show_stage(self, stage: Stage) -> None:
        """Take over what a person changed of the stage."""
        self.stage = stage
        self._name.setText(stage.name)
        self.cards.setAccessibleName(stage.name)
        sorted_by = self.tr("{0}: sorted by {1}").format(stage.name, order_text(stage.card_order))
        self.sort.setToolTip(plain_tip(sorted_by))
        self.sort.setAccessibleName(sorted_by)

    def _ask_order(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Sort {0}").format(self.stage.name))
        for order in CardOrder:
            text = order_text(order)
            action = QAction(text[:1].upper() + text[1:], menu)
            action.setCheckable(True)
            action.setChecked(order is self.stage.card_order)
            action.setData(order.value)
            menu.addAction(action)
        menu.triggered.connect(self._choose_order)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.sort.mapToGlobal(self.sort.rect().bottomLeft()))

    def _choose_order(self, action: QAction) -> None:
        self.sort_requested.emit(self.stage.id, CardOrder(action.data()))

    def show_cards(self, cards: Sequence[DealCard], today: date) -> None:
        """Show the cards of the stage."""
        self.delegate.set_today(today)
        self.cards.renew(cards)

    def show_total(self, total: StageTotal, largest: int, currency: str) -> None:
        """Show count, sum and weighted sum; the bar compares the sum with the largest column's."""
        self._count.setText(number_text(total.count))
        amount = sum_text(total.amount, currency, total.apart)
        weighted = self.tr("weighted {0}").format(sum_text(total.weighted, currency, total.apart_weighted))
        self._sums.setText(f"{amount} · {weighted}")
        self._bar.set_share(total.amount / largest if largest else 0.0)
        self.cards.setAccessibleDescription(f"{total.count}, {self._sums.text()}")


def order_text(order: CardOrder) -> str:
    """What the cards of a column are sorted by, as it stands within a sentence."""
    texts = {
        CardOrder.NEXT_STEP: QCoreApplication.translate("deals", "next step"),
        CardOrder.BY_HAND: QCoreApplication.translate("deals", "hand"),
        CardOrder.AMOUNT: QCoreApplication.translate("deals", "amount"),
        CardOrder.CLOSE: QCoreApplication.translate("deals", "closing day"),
    }
    return texts[order]
