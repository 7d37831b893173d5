"""How the heading of a group is painted: over all columns, with what each column adds up to in its own place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionViewItem, QTableView

from salesdesk.ui import fonts
from salesdesk.ui.models.columns import Column
from salesdesk.ui.theme import Theme

if TYPE_CHECKING:
    from salesdesk.ui.lists.grouped_rows import GroupLine

_PADDING, _ARROW, _GAP = 8, 14, 8
_WIDE, _RING = 4000, 2


class HeadingPainter:
    """Paints one cell of a heading. The words begin at the left edge of the table and run on below each other's cells up to
    the first column that adds up to something."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._strong = fonts.font(fonts.BODY, QFont.Weight.DemiBold)
        self._plain = fonts.font(fonts.BODY)
        self._strong_metrics, self._plain_metrics = QFontMetrics(self._strong), QFontMetrics(self._plain)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, column: Column, line: GroupLine, row: int
    ) -> None:
        """Paint the part of ``line`` that lies in the cell of ``column`` in a row."""
        rect, color = option.rect, self._theme.color
        painter.save()
        painter.setClipRect(rect)
        chosen = option.state & QStyle.StateFlag.State_Selected
        painter.fillRect(rect, color("accent_bg" if chosen else "background"))
        painter.setPen(color("line_soft"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        total = line.totals.get(column.key)
        view = option.widget
        if total and view is not None:
            painter.setFont(self._strong)
            painter.setPen(color("ink"))
            inside = rect.adjusted(_PADDING, 0, -_PADDING, -1)
            shown = self.total_text(total, inside.width())
            side = Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
            painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, shown)
        elif isinstance(view, QTableView):
            self._paint_words(painter, rect, view, line)
        if (
            isinstance(view, QTableView)
            and getattr(view, "over", view).hasFocus()
            and row == view.currentIndex().row()
        ):
            painter.fillRect(rect.left(), rect.top(), rect.width(), _RING, color("accent"))
            painter.fillRect(rect.left(), rect.bottom() - _RING, rect.width(), _RING, color("accent"))
        painter.restore()

    def width_of(self, total: str) -> int:
        """The width of a sum in pixels."""
        return self._strong_metrics.horizontalAdvance(total)

    def total_text(self, total: str, room: int) -> str:
        """A sum in its room: of several amounts the first one in full, and a sign that there are more."""
        first, more, _ = total.partition(" + ")
        if more and self.width_of(total) > room:
            total = f"{first} + …"
            if self.width_of(total) > room:
                total = f"{first} +"
        if self.width_of(total) <= room:
            return total
        return self._strong_metrics.elidedText(total, Qt.TextElideMode.ElideRight, room)

    def _paint_words(self, painter: QPainter, rect: QRect, view: QTableView, line: GroupLine) -> None:
        left, right = _room_for_words(view, line)
        if rect.left() >= right:
            return
        arrow = "chevron-down" if line.is_open else "chevron-right"
        picture = self._theme.pixmap(arrow, "ink_2", _ARROW, painter.device().devicePixelRatioF())
        x = left + _PADDING
        painter.drawPixmap(QPoint(x, rect.center().y() - _ARROW // 2 + 1), picture)
        x += _ARROW + _GAP
        count_width = self._plain_metrics.horizontalAdvance(line.count)
        room = max(40, right - x - _PADDING - _GAP - count_width)
        title = self._strong_metrics.elidedText(line.title, Qt.TextElideMode.ElideRight, room)
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._strong)
        painter.setPen(self._theme.color("ink"))
        painter.drawText(QRect(x, rect.top(), _WIDE, rect.height() - 1), middle, title)
        x += self._strong_metrics.horizontalAdvance(title) + _GAP
        painter.setFont(self._plain)
        painter.setPen(self._theme.color("ink_2"))
        painter.drawText(QRect(x, rect.top(), _WIDE, rect.height() - 1), middle, line.count)


def _room_for_words(view: QTableView, line: GroupLine) -> tuple[int, int]:
    """From where to where the words of a heading may run: up to the first column with a total behind the first one."""
    view = getattr(view, "over", view)  # frozen columns show the beginning of what the table shows
    header: QHeaderView = view.horizontalHeader()
    model = view.model()
    columns = getattr(model, "columns", ())
    left, right = 0, view.viewport().width()
    first = True
    for visual in range(header.count()):
        section = header.logicalIndex(visual)
        if header.isSectionHidden(section):
            continue
        if first:
            left = max(0, header.sectionViewportPosition(section))
            first = False
        if section < len(columns) and columns[section].key in line.totals:
            return left, max(left, header.sectionViewportPosition(section))
    return left, right
