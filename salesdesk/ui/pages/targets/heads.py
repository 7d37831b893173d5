"""The heads of a grid of targets: the periods above, and who or what is counted at the left."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from salesdesk.ui import fonts
from salesdesk.ui.pages.targets.cell_delegate import EDGE
from salesdesk.ui.pages.targets.grid_model import TargetModel
from salesdesk.ui.pages.targets.texts import period_title, tr
from salesdesk.ui.theme import Theme
from salesdesk.ui.value_texts import number_text

HEIGHT, NAMES = 34, 150
_ICON = 14


class PeriodHead(QHeaderView):
    """The periods; the running ones say how many working days are left."""

    def __init__(self, theme: Theme, model: TargetModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme, self._model = theme, model
        self.setFixedHeight(HEIGHT)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setAccessibleName(tr("Periods"))
        theme.changed.connect(self.viewport().update)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        grid = self._model.grid
        if grid is None or section >= len(grid.periods):
            return
        period = grid.periods[section]
        runs = period.holds(grid.today)
        painter.save()
        if runs and period.month:
            painter.fillRect(rect, self._theme.color("accent_bg"))
        title = period_title(period, grid.today.year)
        if runs and period.month:
            left = grid.days_left(period)
            title += " · " + (
                tr("1 day left") if left == 1 else tr("{0} days left").format(number_text(left))
            )
        room = rect.adjusted(EDGE, 0, -EDGE, 0)
        small = fonts.font(fonts.CAPTION)
        target = tr("target")
        strong = fonts.font(fonts.CAPTION, QFont.Weight.DemiBold if runs else QFont.Weight.Normal)
        painter.setFont(strong)
        painter.setPen(self._theme.color("accent_ink" if runs else "ink_2"))
        wide, metrics = QFontMetrics(small).horizontalAdvance(target), QFontMetrics(strong)
        fits = metrics.horizontalAdvance(title) + wide + 8 <= room.width()
        own = room.adjusted(0, 0, -(wide + 8) if fits else 0, 0)
        text = metrics.elidedText(title, Qt.TextElideMode.ElideRight, own.width())
        painter.drawText(own, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        if fits:
            painter.setFont(small)
            painter.setPen(self._theme.color("ink_3"))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, target)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class NameHead(QHeaderView):
    """Whose a line is. A press on the heading of a measure emits ``toggled`` with its row."""

    toggled = Signal(int)

    def __init__(self, theme: Theme, model: TargetModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme, self._model = theme, model
        self.setFixedWidth(NAMES)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName(tr("Owners"))
        theme.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        return QSize(NAMES, super().sizeHint().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self.logicalIndexAt(event.position().toPoint())
        if 0 <= row < len(self._model.lines) and self._model.lines[row].is_head:
            self.toggled.emit(row)
            return
        super().mouseReleaseEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if section >= len(self._model.lines):
            return
        line, name = self._model.lines[section], self._model.name(section)
        painter.save()
        painter.fillRect(rect, self._theme.color("background" if line.is_head else "panel"))
        strong = line.is_head or line.owner is None
        font = fonts.font(fonts.BODY, QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        icon = "users" if line.owner is None else "user"
        if line.is_head:
            icon = "chevron-down" if line.measure in self._model.open else "chevron-right"
        at = QRect(rect.left() + EDGE, rect.center().y() - _ICON // 2, _ICON, _ICON)
        self._theme.icon(icon, "ink_3", _ICON).paint(painter, at)
        room = rect.adjusted(EDGE + _ICON + 8, 0, -6, 0)
        painter.setFont(font)
        painter.setPen(self._theme.color("ink"))
        text = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(QPen(self._theme.color("line_soft"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()
