"""The steps of a wizard, with the present one marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from salesdesk.ui.widgets.buttons import PushButton
from salesdesk.ui.widgets.text import label, line, set_look


class StepDot(PushButton):
    """The numbered circle of a step; a finished one can be pressed to go back."""

    def __init__(self, number: int, title: str, parent: QWidget | None = None) -> None:
        super().__init__(str(number), parent)
        self.setFixedSize(24, 24)
        self.setAccessibleName(f"Step {number}: {title}")


class StepBar(QWidget):
    """Numbered steps in a row. ``step_requested`` carries the index of a finished step the person pressed."""

    step_requested = Signal(int)

    def __init__(self, steps: Sequence[str], current: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._dots: list[StepDot] = []
        self._texts = []
        for number, title in enumerate(steps):
            dot = StepDot(number + 1, title)
            dot.clicked.connect(self._on_dot_clicked)
            text = label(title)
            layout.addWidget(dot)
            layout.addWidget(text)
            layout.addWidget(line("full"), 1, Qt.AlignmentFlag.AlignVCenter)
            self._dots.append(dot)
            self._texts.append(text)
        self._current = 0
        self.set_current(current)

    def current(self) -> int:
        """The index of the present step."""
        return self._current

    def set_current(self, index: int) -> None:
        """Mark the present step; those before it can be pressed."""
        self._current = index
        for number, (dot, text) in enumerate(zip(self._dots, self._texts, strict=True)):
            state = "done" if number < index else "current" if number == index else "later"
            set_look(dot, state=state)
            dot.setEnabled(number <= index)
            dot.setFocusPolicy(Qt.FocusPolicy.TabFocus if number < index else Qt.FocusPolicy.NoFocus)
            # The style goes first: taking it off brings back the font it found.
            set_look(text, text_style="section" if state == "current" else "")
            face = text.font()
            face.setWeight(QFont.Weight.DemiBold if state == "current" else QFont.Weight.Normal)
            text.setFont(face)

    def _on_dot_clicked(self) -> None:
        index = self._dots.index(self.sender())  # type: ignore[arg-type]
        if index < self._current:
            self.step_requested.emit(index)
