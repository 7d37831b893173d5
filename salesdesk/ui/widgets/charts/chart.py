"""What every chart shares: bars that can be hovered, pressed and reached by keyboard."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLocale, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
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

from salesdesk.ui import fonts
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.text import plain_tip


@dataclass(frozen=True, slots=True)
class Spot:
    """One bar as laid out. ``area`` is what reacts to the pointer (larger than a thin bar); ``key`` is what
    pressing it emits; ``tip`` says in words what it stands for."""

    bar: QRectF
    area: QRectF
    color: QColor
    key: object
    tip: str


def number_text(value: float) -> str:
    """A number in the person's locale, without decimals it does not need."""
    locale = QLocale()
    return locale.toString(int(value)) if value == int(value) else locale.toString(value, "f", 1)


class Chart(QWidget):
    """Lays out ``Spot``s when its size or data change and paints them. ``activated`` carries the key of the
    pressed bar: a click, or Enter or Space on the bar the arrow keys reached."""

    activated = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.body_font = fonts.font(fonts.SECONDARY)
        self.strong_font = fonts.font(fonts.BODY, QFont.Weight.DemiBold)
        self.metrics = QFontMetricsF(self.body_font)
        self.strong_metrics = QFontMetricsF(self.strong_font)
        self._spots: list[Spot] = []
        self._hovered = -1
        self._focused = -1
        theme.changed.connect(self.relayout)

    @abstractmethod
    def layout_spots(self) -> list[Spot]:
        """Where every bar lies at the present size."""

    @abstractmethod
    def paint_texts(self, painter: QPainter) -> None:
        """Draw labels, values and axes."""

    def spots(self) -> Sequence[Spot]:
        """The bars as laid out now."""
        return self._spots

    def relayout(self) -> None:
        """Lay out and paint anew; also keeps what a screen reader hears in step with the data."""
        self._spots = self.layout_spots()
        self._focused = min(self._focused, len(self._spots) - 1)
        self._hovered = -1
        self.setAccessibleDescription("; ".join(spot.tip for spot in self._spots))
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._spots else Qt.CursorShape.ArrowCursor)
        self.update()

    def shade(self, role: str, strength: float) -> QColor:
        """``role`` mixed with the panel: 1 is the full colour, 0 the panel's."""
        full, panel = self.theme.color(role), self.theme.color("panel")
        share = max(0.0, min(1.0, strength))
        return QColor.fromRgbF(
            *(
                p + (f - p) * share
                for f, p in zip(full.getRgbF()[:3], panel.getRgbF()[:3], strict=True)  # type: ignore[index]
            )
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, spot in enumerate(self._spots):
            painter.setPen(Qt.PenStyle.NoPen)
            color = spot.color.lighter(112) if number == self._hovered else spot.color
            painter.setBrush(color)
            painter.drawRoundedRect(spot.bar, 3, 3)
        self.paint_texts(painter)
        if self.hasFocus() and 0 <= self._focused < len(self._spots):
            painter.setPen(QPen(self.theme.color("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._spots[self._focused].bar.adjusted(-2, -2, 2, 2), 4, 4)
        painter.end()

    def elided(self, text: str, width: float) -> str:
        """``text`` in the body font, shortened to ``width``."""
        return self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

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
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self._spots:
            self._focused = (self._focused + steps[Qt.Key(event.key())]) % len(self._spots)
            self._show_tip(self._focused)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if 0 <= self._focused < len(self._spots):
                self.activated.emit(self._spots[self._focused].key)
        else:
            super().keyPressEvent(event)

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
        return next((i for i, spot in enumerate(self._spots) if spot.area.contains(x, y)), -1)

    def _hover(self, number: int) -> None:
        if number != self._hovered:
            self._hovered = number
            self.update()

    def _show_tip(self, number: int) -> None:
        spot = self._spots[number]
        QToolTip.showText(self.mapToGlobal(spot.bar.topRight().toPoint()), plain_tip(spot.tip), self)
