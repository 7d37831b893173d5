"""Greying what is shown while something newer is on its way."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from salesdesk.ui.theme import Theme

DELAY_MS = 80
"""What comes sooner is not worth a flicker."""
_STRENGTH = 150


class Veil(QObject):
    """Lies over a widget, which calls ``paint`` after it has painted itself."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme, self._over = theme, over
        self.is_drawn = False
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(partial(self._set, True))

    def draw(self, waiting: bool) -> None:
        """Something newer is on its way, or has come."""
        if waiting:
            self._delay.start()
        else:
            self._delay.stop()
            self._set(False)

    def _set(self, drawn: bool) -> None:
        if drawn != self.is_drawn:
            self.is_drawn = drawn
            self._over.update()

    def paint(self, event: QPaintEvent) -> None:
        """Grey what ``event`` has painted."""
        if self.is_drawn:
            veil = self._theme.color("panel")
            veil.setAlpha(_STRENGTH)
            painter = QPainter(self._over)
            painter.fillRect(event.rect(), veil)
            painter.end()
