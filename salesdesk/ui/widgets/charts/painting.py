"""Painting the shapes of a chart in the theme's roles."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPolygonF

from salesdesk.domain.charts import Box, Drawing, Label, Line, Mark, Path
from salesdesk.domain.charts.drawing import hatching
from salesdesk.ui import fonts
from salesdesk.ui.theme import Theme

_SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
_LIGHTER = 112  # per cent: what is pointed at


def rectangle(box: Box) -> QRectF:
    """A box of the geometry."""
    return QRectF(box.x, box.y, box.width, box.height)


def mixed(full: QColor, paper: QColor, strength: float) -> QColor:
    """A colour mixed with that of the paper: 1 is the full colour, 0 the paper's."""
    share = max(0.0, min(1.0, strength))
    pairs = zip(full.getRgbF()[:3], paper.getRgbF()[:3], strict=True)  # type: ignore[index]
    return QColor.fromRgbF(*(p + (f - p) * share for f, p in pairs))


class ShapePainter:
    """Paints drawings with one painter."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self._painter, self._theme = painter, theme
        self._plain = fonts.font(fonts.SECONDARY)
        self._bold = fonts.font(fonts.SECONDARY, QFont.Weight.DemiBold)

    def paint(self, drawing: Drawing, pointed: Box | None = None) -> None:
        """Paint every shape; ``pointed`` is the box under the pointer."""
        for shape in drawing.shapes:
            match shape:
                case Box():
                    self._box(shape, pointed=shape is pointed)
                case Line():
                    self._path((shape.start, shape.end), shape.role, shape.width, shape.dash)
                case Path():
                    self._path(shape.points, shape.role, shape.width, shape.dash)
                case Mark():
                    self._mark(shape)
                case Label():
                    self._label(shape)

    def _box(self, box: Box, *, pointed: bool) -> None:
        color = mixed(self._theme.color(box.role), self._theme.color("panel"), box.strength)
        edge = QPen(self._theme.color("ink_3"), 0.8) if box.outlined else QPen(Qt.PenStyle.NoPen)
        self._painter.setPen(edge)
        self._painter.setBrush(color.lighter(_LIGHTER) if pointed else color)
        radius = min(box.radius, box.width / 2, box.height / 2)
        self._painter.drawRoundedRect(rectangle(box), radius, radius)
        for line in hatching(box):
            self._path((line.start, line.end), line.role, line.width, ())

    def _path(
        self, points: tuple[tuple[float, float], ...], role: str, width: float, dash: tuple[float, ...]
    ) -> None:
        pen = QPen(self._theme.color(role), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dash:
            pen.setDashPattern([part / width for part in dash])  # Qt counts in widths of the pen
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))

    def _mark(self, mark: Mark) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QBrush(self._theme.color(mark.role)))
        if mark.corners:
            self._painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in mark.corners]))
        else:
            self._painter.drawEllipse(QPointF(mark.x, mark.y), mark.radius, mark.radius)

    def _label(self, label: Label) -> None:
        painter = self._painter
        painter.setFont(self._bold if label.bold else self._plain)
        painter.setPen(self._theme.color(label.role))
        align = _SIDES[label.align] | Qt.AlignmentFlag.AlignVCenter
        flags = align | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
        if not label.turned:
            painter.drawText(QRectF(label.x, label.y, label.width, label.height), flags, label.text)
            return
        painter.save()
        painter.translate(label.x, label.y + label.height)
        painter.rotate(-90)
        painter.drawText(QRectF(0, 0, label.height, label.width), flags, label.text)
        painter.restore()
