"""What has no time yet: a list whose rows are dragged into the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.calendar.events import CalendarEvent
from salesdesk.ui import fonts
from salesdesk.ui.models.record_table_model import RecordIdRole, ValueRole
from salesdesk.ui.pages.today.calendar.looks import look_of
from salesdesk.ui.theme import Theme
from salesdesk.ui.value_texts import due_text
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.widgets.text import plain_tip

HEIGHT, MARGIN = 50, 12
Index = QModelIndex | QPersistentModelIndex


class PlaceModel(QAbstractListModel):
    """Steps without a time, as events."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.events: Sequence[CalendarEvent] = ()
        self.choices, self.now = Choices.of({}), datetime.min

    def set_events(self, events: Sequence[CalendarEvent], choices: Choices, now: datetime) -> None:
        """Show these."""
        self.beginResetModel()
        self.events, self.choices, self.now = events, choices, now
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.events)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.events):
            return None
        event = self.events[index.row()]
        if role == ValueRole:
            return event
        if role == RecordIdRole:
            return event.entry.id
        look = look_of(event, self.choices, self.now)
        if role == Qt.ItemDataRole.DisplayRole:
            return look.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(look.sentence)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{look.title}, {self.due(event)}"
        return None

    def due(self, event: CalendarEvent) -> str:
        """When it is due."""
        return due_text(event.entry.due_at, self.now.date())


class PlaceDelegate(QStyledItemDelegate):
    """Paints a grip, the kind, the title over what it is about, and when it is due."""

    def __init__(self, theme: Theme, model: PlaceModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model, self._view = theme, model, parent
        self._title = fonts.font(fonts.SECONDARY, QFont.Weight.Medium)
        self._small = fonts.font(fonts.CAPTION)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(180, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        event: CalendarEvent = index.data(ValueRole)
        color, look = self._theme.color, look_of(event, self._model.choices, self._model.now)
        row, state = QRect(option.rect), option.state
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected) and bool(
            state & QStyle.StateFlag.State_HasFocus
        )
        painter.fillRect(row, color("accent_bg" if chosen else "panel"))
        painter.setPen(color("line_soft"))
        painter.drawLine(row.left(), row.bottom(), row.right(), row.bottom())
        ratio = self._view.devicePixelRatioF()
        painter.drawPixmap(
            row.left() + 8, row.top() + 11, self._theme.pixmap("grip-vertical", "ink_3", 12, ratio)
        )
        icon = self._model.choices.kind(event.entry.kind).icon
        painter.drawPixmap(row.left() + 26, row.top() + 9, self._theme.pixmap(icon, "ink_2", 15, ratio))
        right = self._chip(painter, row, self._model.due(event), late=look.tone == "bad")
        left = row.left() + 50
        for text, face, role, at in (
            (look.title, self._title, "ink", 6),
            (look.detail, self._small, "ink_2", 26),
        ):
            room = (right if at == 6 else row.right() - MARGIN) - left - 6
            painter.setFont(face)
            painter.setPen(color(role))
            shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, max(0, room))
            painter.drawText(QRect(left, row.top() + at, room, 18), _LEFT, shown)
        painter.restore()

    def _chip(self, painter: QPainter, row: QRect, text: str, *, late: bool) -> int:
        """Painted at the right; returns where it begins."""
        wide = QFontMetrics(self._small).horizontalAdvance(text) + 14
        box = QRectF(row.right() - MARGIN - wide, row.top() + 7, wide, 18)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("bad_bg" if late else "line_soft"))
        painter.drawRoundedRect(box, 9, 9)
        painter.setFont(self._small)
        painter.setPen(self._theme.color("bad" if late else "ink_2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return int(box.left())


class PlaceList(QListView):
    """P asks for a day or a time for a step, Enter opens it, Space ticks it off; a row is dragged into the calendar."""

    place_requested = Signal(object)
    opened = Signal(object)
    ticked = Signal(object)
    dragged = Signal(object, QPoint)
    """The step, and where on the screen it is."""
    dropped = Signal()
    put_back = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = PlaceModel(self)
        self.setModel(self.steps)
        choose_by_keyboard(self)
        self.setItemDelegate(PlaceDelegate(theme, self.steps, self))
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setProperty("flush", True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._start: tuple[QPoint, CalendarEvent] | None = None
        self._dragging = False
        theme.changed.connect(self.viewport().update)

    def current(self) -> CalendarEvent | None:
        """The step the focus is on."""
        index = self.currentIndex()
        return index.data(ValueRole) if index.isValid() else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        held = event.button() == Qt.MouseButton.LeftButton and index.isValid()
        self._start = (event.position().toPoint(), index.data(ValueRole)) if held else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._start is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        start, step = self._start
        far = (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance()
        if self._dragging or far:
            self._dragging = True
            self.dragged.emit(step, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._start = None
        if self._dragging:
            self._dragging = False
            self.dropped.emit()
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._start = None
        step = self.current()
        if step is not None:
            self.opened.emit(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, key = self.current(), Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._dragging:
            self._dragging, self._start = False, None
            self.put_back.emit()
            return
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        asked = {
            Qt.Key.Key_P: self.place_requested,
            Qt.Key.Key_Return: self.opened,
            Qt.Key.Key_Enter: self.opened,
            Qt.Key.Key_Space: self.ticked,
        }.get(key)
        if plain and asked is not None and step is not None:
            asked.emit(step)
        elif event.text().strip() and plain:
            event.ignore()  # letters belong to the calendar
        else:
            super().keyPressEvent(event)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
