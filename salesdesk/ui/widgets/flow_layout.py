"""A layout that puts widgets side by side and wraps them like words."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, then the next row; rows are as high as their highest widget, which stand centred."""

    def __init__(
        self, parent: QWidget | None = None, *, spacing: int = 8, row_spacing: int | None = None
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        # Asked for at every step of laying out, for every width that is tried; they change with ``invalidate`` alone.
        self._sizes: list[tuple[QLayoutItem, QSize, int]] | None = None
        self._heights: dict[int, int] = {}
        self._row_spacing = spacing if row_spacing is None else row_spacing
        self.setSpacing(spacing)
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._forget()

    def invalidate(self) -> None:
        self._forget()
        super().invalidate()

    def _forget(self) -> None:
        self._sizes = None
        self._heights.clear()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        self._forget()
        return self._items.pop(index)

    def clear(self) -> None:
        """Remove every widget and let it go."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._forget()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return height

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        y = area.y()
        row: list[tuple[QLayoutItem, QSize]] = []
        used = 0
        for item, wanted, least in self._shown():
            hint = QSize(min(wanted.width(), max(area.width(), least)), wanted.height())
            if row and used + self.spacing() + hint.width() > area.width():
                y += self._place_row(row, area.x(), y, move=move) + self._row_spacing
                row, used = [], 0
            used += hint.width() + (self.spacing() if row else 0)
            row.append((item, hint))
        if row:
            y += self._place_row(row, area.x(), y, move=move)
        return y - rect.y() + margins.bottom()

    def _shown(self) -> list[tuple[QLayoutItem, QSize, int]]:
        """What has a place, with the size it would like and the least width."""
        if self._sizes is None:
            self._sizes = [
                (item, item.sizeHint(), item.minimumSize().width())
                for item in self._items
                if not item.isEmpty()
            ]
        return self._sizes

    def _place_row(self, row: list[tuple[QLayoutItem, QSize]], x: int, y: int, *, move: bool) -> int:
        height = max(hint.height() for _item, hint in row)
        for item, hint in row:
            if move:
                item.setGeometry(QRect(QPoint(x, y + (height - hint.height()) // 2), hint))
            x += hint.width() + self.spacing()
        return height
