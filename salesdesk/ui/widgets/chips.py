"""Chips that say a state in a word, and avatars that stand for people."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from salesdesk.ui.widgets.buttons import PushButton
from salesdesk.ui.widgets.text import set_look


class Chip(QLabel):
    """A small pill with a text. ``tone``: "" neutral, accent, info, good, warn, bad."""

    def __init__(self, text: str = "", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, text: str, tone: str = "") -> None:
        """Show another state."""
        self.setText(text)
        set_look(self, tone=tone)


class ChipButton(PushButton):
    """A chip that can be pressed: it stands for rows or leads somewhere."""

    def __init__(self, text: str, tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("tone", "pill")
        self.setProperty("chip", tone)

    def set_state(self, text: str, tone: str = "") -> None:
        """Show another state."""
        self.setText(text)
        set_look(self, chip=tone)


def initials(name: str) -> str:
    """One or two letters for a person or company: "Amara Okafor" -> "AO", "" -> "?"."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][:2].upper() if len(words[0]) > 1 and words[0].isupper() else words[0][0].upper()
    return (words[0][0] + words[-1][0]).upper()


class Avatar(QLabel):
    """A round badge with initials; ``size`` is 24, 32 or 44."""

    def __init__(self, letters: str = "", size: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(letters, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setProperty("avatar", str(size))
        self.setFixedSize(size, size)

    def set_name(self, name: str) -> None:
        """Show the initials of ``name`` and tell the name to a screen reader."""
        self.setText(initials(name))
        self.setAccessibleName(name)
