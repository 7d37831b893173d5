"""Draws one cell of targets: what was reached, what is to be, a bar of both, and how far one is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from salesdesk.domain.target_standing import Standing, TargetGrid
from salesdesk.domain.targets import Measure
from salesdesk.ui import fonts
from salesdesk.ui.pages.targets.grid_model import TargetModel
from salesdesk.ui.pages.targets.texts import (
    actual_text,
    goal_text,
    short_text,
    standing_texts,
    standing_tone,
    tr,
)
from salesdesk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
EDGE, BAR = 12, 6
CELL_HEIGHT, HEAD_HEIGHT = 62, 32
_ROOM_OVER = 1.25
"""A bar ends so many times beyond the target, so that what is more shows."""


class TargetDelegate(QStyledItemDelegate):
    """Paints cells and headings; the editor stands where the target does."""

    def __init__(self, theme: Theme, model: TargetModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self._strong = fonts.font(fonts.BODY, QFont.Weight.DemiBold)
        self._plain = fonts.font(fonts.SECONDARY)
        self._small = fonts.font(fonts.CAPTION)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, HEAD_HEIGHT if self._model.lines[index.row()].is_head else CELL_HEIGHT)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(tr("Target"))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        width = max(84, area.width() * 6 // 10)
        editor.setGeometry(area.right() - width - 4, area.top() + 4, width, 26)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        self._model.setData(index, editor.text())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        grid, cell = self._model.grid, self._model.standing(index)
        area = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if grid is not None and cell is None:
            self._paint_head(painter, area, self._model.lines[index.row()].measure)
        elif grid is not None and cell is not None:
            if cell.place.period.holds(grid.today) and cell.place.period.month:
                painter.fillRect(area, self._faint())
            self._paint_cell(painter, area, cell, grid)
            if state & QStyle.StateFlag.State_Selected:
                painter.setPen(
                    QPen(self._theme.color("accent"), 2 if state & QStyle.StateFlag.State_HasFocus else 1)
                )
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(area.adjusted(2, 2, -3, -3), 6, 6)
        painter.setPen(QPen(self._theme.color("line_soft"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()

    def _faint(self) -> QColor:
        color = QColor(self._theme.color("accent_bg"))
        color.setAlphaF(0.45)
        return color

    def _paint_head(self, painter: QPainter, area: QRectF, measure: Measure) -> None:
        """The legend of the bars, once; whom the others count."""
        painter.fillRect(area, self._theme.color("background"))
        painter.setFont(self._small)
        metrics = QFontMetrics(self._small)
        if measure is not Measure.REVENUE:
            notes = {
                Measure.LEADS: tr(
                    "people who reached marketing-qualified or further, on the day they did for the first time"
                ),
                Measure.ACTIVITIES: tr("calls, meetings and whatever else counts as having been in touch"),
            }
            painter.setPen(self._theme.color("ink_3"))
            painter.drawText(
                area.adjusted(EDGE, 0, -EDGE, 0), Qt.AlignmentFlag.AlignVCenter, notes.get(measure, "")
            )
            return
        left = area.left() + EDGE
        for role, text in (
            ("accent", tr("won")),
            ("weighted", tr("weighted, due by then")),
            ("tick", tr("target")),
        ):
            middle = area.center().y()
            painter.setPen(Qt.PenStyle.NoPen)
            if role == "tick":
                painter.setBrush(self._theme.color("ink"))
                painter.drawRect(QRectF(left + 3, middle - 6, 2, 12))
            else:
                painter.setBrush(self._color(role))
                painter.drawRoundedRect(QRectF(left, middle - 3, 9, 6), 2, 2)
            painter.setPen(self._theme.color("ink_2"))
            painter.drawText(QPointF(left + 14, middle + metrics.ascent() / 2 - 1), text)
            left += 14 + metrics.horizontalAdvance(text) + 16

    def _color(self, role: str) -> QColor:
        if role != "weighted":
            return self._theme.color(role)
        full, panel = self._theme.color("accent"), self._theme.color("panel")
        mixed = [(one + two) / 2 for one, two in zip(full.getRgbF()[:3], panel.getRgbF()[:3], strict=True)]  # type: ignore[index]
        return QColor.fromRgbF(*mixed)

    def _paint_cell(self, painter: QPainter, area: QRectF, cell: Standing, grid: TargetGrid) -> None:
        inner = area.adjusted(EDGE, 6, -EDGE, -6)
        measure, currency = cell.place.measure, grid.currency
        goal = goal_text(cell.goal, measure, currency)
        begun = cell.place.period.first <= grid.today
        painter.setFont(self._strong if begun else self._plain)
        painter.setPen(self._theme.color("ink" if begun else "ink_2"))
        text = actual_text(cell, currency)
        own = QFontMetrics(painter.font()).horizontalAdvance(text)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, text)
        painter.setFont(self._plain)
        painter.setPen(self._theme.color("ink_2"))
        room = inner.adjusted(own + 6, 1, 0, 0)
        metrics = QFontMetrics(self._plain)
        if cell.goal is not None and cell.goal.over:
            self._theme.icon("lock", "ink_3", 11).paint(
                painter, QRect(int(room.right()) - 11, int(room.top()) + 2, 11, 11)
            )
            room = room.adjusted(0, 0, -15, 0)
        if metrics.horizontalAdvance(goal) > room.width():  # a figure that is cut would be another one
            metrics = QFontMetrics(self._small)
            painter.setFont(self._small)
            room = room.adjusted(-3, 1, 0, 0)
        if metrics.horizontalAdvance(goal) > room.width():
            goal = (
                ""
                if cell.goal is None or cell.goal.apart
                else short_text(cell.goal.amount, measure, currency)
            )
        shown = metrics.elidedText(goal, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, shown)
        self._paint_bar(painter, QRectF(inner.left(), inner.top() + 23, inner.width(), BAR), cell)
        painter.setFont(self._small)
        painter.setPen(self._theme.color(standing_tone(cell, grid)))
        said, small = standing_texts(cell, grid), QFontMetrics(self._small)
        fits = [text for text in said if small.horizontalAdvance(text) + 2 <= inner.width()]
        text = (fits or said[-1:] or ("",))[0]
        below = small.elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, below)

    def _paint_bar(self, painter: QPainter, bar: QRectF, cell: Standing) -> None:
        goal = cell.goal.amount if cell.goal is not None and not cell.goal.apart else 0
        if not goal:
            return  # a full bar would say that all is done
        top = max(goal * _ROOM_OVER, cell.actual + cell.weighted, 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("line_soft"))
        painter.drawRoundedRect(bar, 3, 3)
        right = bar.left()
        for role, value in (("accent", max(0, cell.actual)), ("weighted", max(0, cell.weighted))):
            width = bar.width() * value / top
            if width >= 1:
                painter.setBrush(self._color(role))
                painter.drawRoundedRect(QRectF(right, bar.top(), width, bar.height()), 2, 2)
            right += width
        if goal:
            at = bar.left() + bar.width() * goal / top
            painter.setBrush(self._theme.color("ink"))
            painter.drawRect(QRectF(at - 1, bar.top() - 4, 2, bar.height() + 8))
