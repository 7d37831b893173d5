"""One field that two sides changed: both values stand there, and one of them is to stay."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from salesdesk.ui.widgets.text import label


class Side(StrEnum):
    """Whose value stays."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value as it is read, and below it whose it is and when it was written."""

    text: str
    whose: str


class ConflictCell(QFrame):
    """``title`` names the field, ``before`` what stood there when both began. Ours is chosen at first: it is what the
    person wanted to write, and the other one stays in the history. ``changed`` follows every choice."""

    changed = Signal()

    def __init__(
        self, title: str, ours: Choice, theirs: Choice, before: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setProperty("conflict", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(title, "section"))
        head.addStretch(1)
        head.addWidget(label(before, "caption"))
        layout.addLayout(head)
        self._group = QButtonGroup(self)
        self._buttons: dict[Side, QRadioButton] = {}
        for side, choice in ((Side.OURS, ours), (Side.THEIRS, theirs)):
            row = _Row(choice)
            self._group.addButton(row.button)
            self._buttons[side] = row.button
            layout.addWidget(row)
        self._buttons[Side.OURS].setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self.changed.emit())
        self.setFocusProxy(self._buttons[Side.OURS])

    @property
    def side(self) -> Side:
        """Whose value stays."""
        return next(side for side, button in self._buttons.items() if button.isChecked())

    def choose(self, side: Side) -> None:
        """Let the value of ``side`` stay."""
        self._buttons[side].setChecked(True)
        self.changed.emit()


class _Row(QWidget):
    """One of the two values; a press anywhere in it chooses it."""

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.button = QRadioButton()
        self.button.setAccessibleName(f"{choice.whose}: {choice.text}")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(choice.text, wrap=True))
        words.addWidget(label(choice.whose, "caption"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.button.click()
        super().mouseReleaseEvent(event)
