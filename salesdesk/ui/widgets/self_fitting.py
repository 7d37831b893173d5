"""A widget that arranges its parts by the room it has."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class SelfFitting(QWidget):
    """``fit`` is called whenever the room, what stands in it or the typeface is another one, once there is room at all."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_if_placed()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.StyleChange):
            self._fit_if_placed()
        return super().event(event)

    def fit(self) -> None:
        """Arrange the parts."""
        raise NotImplementedError

    def _fit_if_placed(self) -> None:
        if self.testAttribute(Qt.WidgetAttribute.WA_Resized):  # before, its width says nothing
            self.fit()
