"""What every chart shares: shapes that are laid out once and painted, and values that can be hovered, pressed and
reached by keyboard."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLocale, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from salesdesk.domain import charts
from salesdesk.ui import fonts
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.charts.painting import ShapePainter, rectangle
from salesdesk.ui.widgets.text import plain_tip


@dataclass(frozen=True, slots=True)
class Spot:
    """One value as laid out. ``area`` is what reacts to the pointer (larger than a thin bar); ``key`` is what pressing it
    emits; ``tip`` says in words what it stands for."""

    bar: QRectF
    area: QRectF
    key: object
    tip: str
    series: int = 0
    category: int = 0


def number_text(value: float) -> str:
    """A number in the person's locale, without decimals it does not need."""
    locale = QLocale()
    return locale.toString(int(value)) if value == int(value) else locale.toString(value, "f", 1)


class Chart(QWidget):
    """Paints a drawing that is laid out anew when its size, its data or the theme change. ``activated`` carries the key of
    the pressed value: a click, or Enter or Space on the one that the arrow keys reached: left and right go through a
    series, up and down to the next series."""

    activated = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._metrics = QFontMetricsF(fonts.font(fonts.SECONDARY))
        self._strong_metrics = QFontMetricsF(fonts.font(fonts.SECONDARY, QFont.Weight.DemiBold))
        self._drawing = charts.Drawing(0, 0, (), ())
        self._spots: list[Spot] = []
        self._hovered = -1
        self._focused = -1
        theme.changed.connect(self.relayout)

    @abstractmethod
    def laid_out(self, width: float, height: float) -> charts.Drawing:
        """The chart in the present size."""

    def key_of(self, spot: charts.Spot) -> object:
        """What pressing a value emits."""
        return spot.series, spot.category

    @property
    def drawing(self) -> charts.Drawing:
        """The chart as laid out now."""
        return self._drawing

    def spots(self) -> Sequence[Spot]:
        """The values as laid out now."""
        return self._spots

    def measured(self, text: str, *, bold: bool = False) -> float:
        """The width of a text in the letters of charts."""
        return (self._strong_metrics if bold else self._metrics).horizontalAdvance(text)

    def relayout(self) -> None:
        """Lay out and paint anew; also keeps what a screen reader hears in step with the data."""
        self._drawing = self.laid_out(self.width(), self.height())
        self._spots = [
            Spot(rectangle(one.bar), rectangle(one.area), self.key_of(one), one.tip, one.series, one.category)
            for one in self._drawing.spots
        ]
        self._focused = min(self._focused, len(self._spots) - 1)
        self._hovered = -1
        self.setAccessibleDescription("; ".join(spot.tip for spot in self._spots))
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._spots else Qt.CursorShape.ArrowCursor)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = self._drawing.spots[self._hovered].bar if self._hovered >= 0 else None
        ShapePainter(painter, self.theme).paint(self._drawing, hovered)
        if self.hasFocus() and 0 <= self._focused < len(self._spots):
            painter.setPen(QPen(self.theme.color("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._spots[self._focused].bar.adjusted(-2, -2, 2, 2), 4, 4)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.relayout()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._at(event.position().x(), event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position().x(), event.position().y())
        if number >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit(self._spots[number].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        target = self._reached(Qt.Key(event.key())) if self._spots else -1
        if target >= 0:
            self._focused = target
            self._show_tip(target)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if 0 <= self._focused < len(self._spots):
                self.activated.emit(self._spots[self._focused].key)
        else:
            super().keyPressEvent(event)

    def _reached(self, key: Qt.Key) -> int:
        """The value that a key leads to, -1 for a key that leads nowhere."""
        count = len(self._spots)
        match key:
            case Qt.Key.Key_Home:
                return 0
            case Qt.Key.Key_End:
                return count - 1
            case Qt.Key.Key_Right:
                return (self._focused + 1) % count
            case Qt.Key.Key_Left:
                return (self._focused - 1) % count
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                return self._beside(1 if key == Qt.Key.Key_Down else -1)
        return -1

    def _beside(self, step: int) -> int:
        """The value of the next series in the same category; of a chart of one series the next one."""
        kinds = len({spot.series for spot in self._spots})
        if kinds < 2 or self._focused < 0:
            return (self._focused + step) % len(self._spots)
        here = self._spots[self._focused]
        for away in range(1, kinds + 1):
            wanted = (here.series + step * away) % kinds
            for place, spot in enumerate(self._spots):
                if (spot.series, spot.category) == (wanted, here.category):
                    return place
        return self._focused

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._focused < 0 and self._spots:
            self._focused = 0
        super().focusInEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._at(event.pos().x(), event.pos().y())
            if number >= 0:
                QToolTip.showText(event.globalPos(), plain_tip(self._spots[number].tip), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _at(self, x: float, y: float) -> int:
        """The value at a point: the one whose shape is there, else the one whose surroundings are."""
        shapes = (i for i, spot in enumerate(self._spots) if spot.bar.contains(x, y))
        areas = (i for i, spot in enumerate(self._spots) if spot.area.contains(x, y))
        return next(shapes, next(areas, -1))

    def _hover(self, number: int) -> None:
        if number != self._hovered:
            self._hovered = number
            self.update()

    def _show_tip(self, number: int) -> None:
        spot = self._spots[number]
        QToolTip.showText(self.mapToGlobal(spot.bar.topRight().toPoint()), plain_tip(spot.tip), self)
