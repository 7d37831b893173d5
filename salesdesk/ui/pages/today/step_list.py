"""The list of the day's steps: how it is painted, and its keys."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from salesdesk.domain.today import StepState, TodayStep
from salesdesk.ui import fonts
from salesdesk.ui.models.record_table_model import RecordIdRole, ValueRole
from salesdesk.ui.pages.today.step_model import StepModel
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.widgets.menu_place import beneath

HEIGHT, MARGIN, CIRCLE, CHIP = 54, 14, 18, 20
_ROLES = "panel line line_soft ink ink_2 ink_3 accent accent_bg accent_ink bad bad_bg good good_bg".split()
Index = QModelIndex | QPersistentModelIndex


def circle_of(row: QRect) -> QRect:
    """Where the circle is that ticks a step off."""
    return QRect(row.left() + MARGIN, row.center().y() - CIRCLE // 2, CIRCLE, CIRCLE)


class StepDelegate(QStyledItemDelegate):
    """Paints a circle, the title over what it is about, and a chip that says when."""

    def __init__(self, theme: Theme, model: StepModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self._title = fonts.font(fonts.BODY, QFont.Weight.Medium)
        self._second = fonts.font(fonts.SECONDARY)
        self._small = fonts.font(fonts.CAPTION, QFont.Weight.Medium)
        self._colors: dict[str, QColor] = {}
        theme.changed.connect(self.reload_colors)
        self.reload_colors()

    def reload_colors(self) -> None:
        """Take the theme's colours of now."""
        self._colors = {role: self._theme.color(role) for role in _ROLES}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        step: TodayStep | None = index.data(ValueRole)
        if step is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, self._colors["accent_bg"])
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(row, self._colors["line_soft"])
        painter.setPen(self._colors["line_soft"])
        painter.drawLine(row.bottomLeft(), row.bottomRight())
        self._paint_circle(painter, circle_of(row), step)
        left = row.left() + MARGIN + CIRCLE + 12
        right = self._paint_chip(painter, row, step)
        done = step.state is StepState.DONE
        for at, font, role, text in (
            (9, self._title, "ink_3" if done else "ink", self._model.title(step)),
            (28, self._second, "ink_3" if done else "ink_2", self._model.detail(step)),
        ):
            room = max(0, right - left - 12)
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.setFont(font)
            painter.setPen(self._colors[role])
            box = QRect(left, row.top() + at, room, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _paint_circle(self, painter: QPainter, circle: QRect, step: TodayStep) -> None:
        done = step.state is StepState.DONE
        role = "good" if done else "bad" if step.state is StepState.OVERDUE else "ink_3"
        painter.setPen(QPen(self._colors[role], 1.5))
        painter.setBrush(self._colors["good_bg" if done else "panel"])
        painter.drawEllipse(QRectF(circle).adjusted(0.75, 0.75, -0.75, -0.75))
        if step.entry.priority == "high" and not done:
            painter.setPen(self._colors[role])
            painter.setFont(self._small)
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, "!")
        if done:
            painter.setPen(QPen(self._colors["good"], 1.8))
            x, y = circle.left(), circle.top()
            painter.drawPolyline([QPoint(x + 5, y + 9), QPoint(x + 8, y + 12), QPoint(x + 13, y + 6)])

    def _paint_chip(self, painter: QPainter, row: QRect, step: TodayStep) -> int:
        """The chip at the right; returns where it begins."""
        text, tone = self._model.when(step)
        width = QFontMetrics(self._small).horizontalAdvance(text) + 16
        box = QRectF(row.right() - MARGIN - width, row.center().y() - CHIP / 2, width, CHIP)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colors[f"{tone}_bg" if tone else "line_soft"])
        painter.drawRoundedRect(box, CHIP / 2, CHIP / 2)
        painter.setFont(self._small)
        painter.setPen(self._colors["accent_ink" if tone == "accent" else tone or "ink_2"])
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return int(box.left())


class StepList(QListView):
    """The steps of the day. Enter opens one, Space ticks it off or opens it again, S puts it off, R moves it, L logs what
    happened, N asks for a new one; a click on the circle is Space."""

    new_requested = Signal()
    opened = Signal(object)
    ticked = Signal(object)
    snooze_requested = Signal(object)
    move_requested = Signal(object)
    log_requested = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = StepModel(self)
        self.setModel(self.steps)
        choose_by_keyboard(self)
        self.setItemDelegate(StepDelegate(theme, self.steps, self))
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setProperty("flush", True)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(RecordIdRole)))

    def current_step(self) -> int | None:
        """The step the focus is on."""
        index = self.currentIndex()
        return index.data(RecordIdRole) if index.isValid() else None

    def select_step(self, activity_id: int | None, row: int = 0) -> None:
        """Put the focus on a step, or where it is gone on the one that stands at ``row`` now."""
        found = self.steps.row_of(activity_id) if activity_id is not None else -1
        last = self.steps.rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self.steps.index(found if found >= 0 else max(0, min(row, last))))

    def menu_place(self) -> QPoint:
        """Below the current step, where a menu about it opens."""
        return beneath(self) + QPoint(MARGIN, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, key = self.current_step(), Qt.Key(event.key())
        asked = {
            Qt.Key.Key_Return: self.opened,
            Qt.Key.Key_Enter: self.opened,
            Qt.Key.Key_Space: self.ticked,
            Qt.Key.Key_S: self.snooze_requested,
            Qt.Key.Key_R: self.move_requested,
            Qt.Key.Key_L: self.log_requested,
        }.get(key)
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if step is not None and asked is not None and plain:
            asked.emit(step)
            return
        if key == Qt.Key.Key_N and plain:
            self.new_requested.emit()
            return
        if plain and event.text().isalpha():
            event.ignore()  # letters belong to the page
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        on_circle = index.isValid() and circle_of(self.visualRect(index)).adjusted(-6, -8, 6, 8).contains(
            event.position().toPoint()
        )
        super().mouseReleaseEvent(event)
        if on_circle and event.button() == Qt.MouseButton.LeftButton:
            self.ticked.emit(index.data(RecordIdRole))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            index = self.indexAt(event.position().toPoint())
            over = index.isValid() and circle_of(self.visualRect(index)).contains(event.position().toPoint())
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            )
        return super().viewportEvent(event)
