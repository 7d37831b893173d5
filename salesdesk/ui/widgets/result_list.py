"""A short list of results to choose from with the arrow keys while the focus stays in a text field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from salesdesk.ui import fonts
from salesdesk.ui.theme import Theme

ROW = 37
HEADING = 28
ResultRole = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Result:
    """One row; ``hint`` stands at the right ("Ctrl L"). A ``heading`` only separates and cannot be chosen."""

    title: str
    detail: str = ""
    icon: str = ""
    hint: str = ""
    value: object = None
    heading: bool = False


class ResultDelegate(QStyledItemDelegate):
    """Icon, title, quiet detail, hint; ``enter`` says of the current row what Enter does with it."""

    def __init__(self, theme: Theme, parent: QObject | None = None, *, enter: str = "↵ open") -> None:
        super().__init__(parent)
        self._theme, self._enter = theme, enter
        self._strong = fonts.font(fonts.BODY, QFont.Weight.Medium)
        self._plain = fonts.font(fonts.BODY)
        self._small = fonts.font(fonts.SECONDARY)
        self._strong_metrics, self._plain_metrics = QFontMetrics(self._strong), QFontMetrics(self._plain)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        result: Result = index.data(ResultRole)
        return QSize(200, HEADING if result.heading else ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        result: Result = index.data(ResultRole)
        rect: QRect = option.rect
        painter.save()
        middle = Qt.AlignmentFlag.AlignVCenter
        inner = rect.adjusted(16, 0, -16, 0)
        if result.heading:
            painter.setFont(fonts.font(fonts.CAPTION))
            painter.setPen(self._theme.color("ink_3"))
            painter.drawText(inner.adjusted(0, 6, 0, 0), middle, result.title)
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, self._theme.color("accent_bg"))
        if result.icon:
            ratio = painter.device().devicePixelRatioF()
            pixmap = self._theme.pixmap(result.icon, "ink", 16, ratio)
            painter.drawPixmap(inner.left(), rect.center().y() - 7, pixmap)
        hint = result.hint or (self._enter if selected else "")
        painter.setFont(self._small)
        painter.setPen(self._theme.color("ink_3"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, hint)
        inner.setRight(inner.right() - 70)
        inner.setLeft(inner.left() + 26)
        elide = Qt.TextElideMode.ElideRight
        beside = min(self._plain_metrics.horizontalAdvance(result.detail) + 8, inner.width() * 2 // 5)
        room = inner.width() - (
            beside if result.detail else 0
        )  # a long title leaves room for what tells it apart
        title = self._strong_metrics.elidedText(result.title, elide, room)
        painter.setFont(self._strong)
        painter.setPen(self._theme.color("ink"))
        painter.drawText(inner, middle, title)
        inner.setLeft(inner.left() + self._strong_metrics.horizontalAdvance(title) + 8)
        if inner.width() > 24:
            painter.setFont(self._plain)
            painter.setPen(self._theme.color("ink_2"))
            painter.drawText(
                inner, middle, self._plain_metrics.elidedText(result.detail, elide, inner.width())
            )
        painter.restore()


class ResultList(QListWidget):
    """``chosen`` carries the value of the result pressed or confirmed with Enter."""

    chosen = Signal(object)
    escaped = Signal()

    def __init__(
        self, theme: Theme, name: str, parent: QWidget | None = None, *, enter: str = "↵ open"
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("flat", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(ResultDelegate(theme, self, enter=enter))
        self.itemEntered.connect(self.setCurrentItem)
        self.itemClicked.connect(self._choose)
        theme.changed.connect(self.viewport().update)

    def set_results(self, results: Sequence[Result]) -> None:
        """Show these; the first that can be chosen is current."""
        self.clear()
        for result in results:
            item = QListWidgetItem(f"{result.title} {result.detail}".strip())
            item.setData(ResultRole, result)
            if result.heading:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        self._step(1, start=-1)

    def content_height(self) -> int:
        """The height all rows need."""
        return sum(self.sizeHintForRow(row) for row in range(self.count()))

    def drive(self, field: QLineEdit) -> None:
        """Let the arrow keys, Enter and Escape of ``field`` act on this list."""
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.isVisible():
            return self._handle(event.key()) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _handle(self, key: int) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        if key in steps:
            self._step(steps[Qt.Key(key)], start=self.currentRow())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            return False
        return True

    def _step(self, step: int, start: int) -> None:
        rows = [row for row in range(self.count()) if self.item(row).flags() & Qt.ItemFlag.ItemIsSelectable]
        if not rows:
            return
        here = rows.index(start) if start in rows else -1
        far = here + step
        place = far % len(rows) if abs(step) == 1 else min(len(rows) - 1, max(0, far))
        self.setCurrentRow(rows[place])

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            result: Result = item.data(ResultRole)
            if not result.heading:
                self.chosen.emit(result.value)
