"""What stands beside a text where there is room for both, and below it where there is not."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget


class BesideOrBelow(QWidget):
    """``text`` takes the room that ``details`` leave, which stand below it, at the right, when less than ``least`` pixels are
    left; without ``least`` the text needs all that it would like."""

    def __init__(self, text: QWidget, details: QHBoxLayout, *, least: int | None = None) -> None:
        super().__init__()
        self._text, self._details, self._least = text, details, least
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(8)
        self._parts.addWidget(text, 1)
        details.insertStretch(0)
        self._parts.addLayout(details)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Place the details anew: the text or they are others."""
        least = self._text.sizeHint().width() if self._least is None else self._least
        needed = self._details.sizeHint().width() + self._parts.spacing() + least
        beside = self.width() >= needed
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._parts.direction() != wanted:
            self._parts.setSpacing(8 if beside else 2)
            self._parts.setDirection(wanted)
