"""A panel that floats over the page and casts a shadow."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from salesdesk.ui.theme import Theme


class FloatingPanel(QFrame):
    """Rounded, with a border and a soft shadow; put the content into ``body``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setBlurRadius(36)
        self._shadow.setOffset(0, 10)
        self.setGraphicsEffect(self._shadow)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        theme.changed.connect(self._recolor)
        self._recolor()

    def _recolor(self) -> None:
        self._shadow.setColor(self._theme.shadow())
