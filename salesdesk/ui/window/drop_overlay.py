"""Shown over the whole window while a file hovers above it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from salesdesk.ui import fonts
from salesdesk.ui.theme import Theme


class DropOverlay(QWidget):
    """A veil in the accent's tint with a dashed frame and a few words."""

    def __init__(self, theme: Theme, text: str, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._text = text
        self.setAccessibleName(text)
        # Drag events must reach what lies below, where the window decides.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self) -> None:
        """Show over the whole parent."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = self._theme.color("accent_bg")
        veil.setAlphaF(0.93)
        painter.fillRect(self.rect(), veil)
        pen = QPen(self._theme.color("accent"), 2)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(16, 16, -16, -16), 14, 14)
        ratio = self.devicePixelRatioF()
        center = self.rect().center()
        painter.drawPixmap(
            center.x() - 20, center.y() - 56, self._theme.pixmap("file-up", "accent", 40, ratio)
        )
        painter.setFont(fonts.font(20, QFont.Weight.DemiBold))
        painter.setPen(self._theme.color("accent_ink"))
        painter.drawText(self.rect().adjusted(0, 24, 0, 24), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()
