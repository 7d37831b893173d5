"""The lifecycle of a record as a strip: what was reached, and when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.ui.records.profile import JourneyStep
from salesdesk.ui.widgets.layouts import clear
from salesdesk.ui.widgets.text import ElidedLabel, plain_tip, set_look


class JourneySegment(QFrame):
    """One step: a bar, its name, a note. Pressing it asks to move there."""

    pressed = Signal(str)

    def __init__(self, step: JourneyStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = step.code
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        state = self.tr("reached") if step.reached else self.tr("not reached")
        self.setAccessibleName(f"{step.title}, {state}" + (f", {step.note}" if step.note else ""))
        self.setToolTip(plain_tip(step.tip))
        self.setAccessibleDescription(step.tip)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        bar = QFrame()
        bar.setFixedHeight(6)
        bar.setProperty("journey", (step.tone or "reached") if step.reached else "open")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(bar)
        title = ElidedLabel(step.title, "strong" if step.reached else "", minimum=10)
        set_look(title, small=True)
        layout.addSpacing(3)
        layout.addWidget(title)
        layout.addWidget(ElidedLabel(step.note, "caption", minimum=10))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()) and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self._code)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit(self._code)
            return
        super().keyPressEvent(event)


class JourneyStrip(QWidget):
    """The steps side by side. ``chosen`` carries the code of the pressed one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Lifecycle"))
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)

    def show_steps(self, steps: Sequence[JourneyStep]) -> None:
        """Show these steps."""
        clear(self._layout)
        for step in steps:
            segment = JourneySegment(step)
            segment.pressed.connect(self.chosen)
            self._layout.addWidget(segment, 1)
            segment.show()
