"""A record's timeline: what happened, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from salesdesk.ui.theme import Theme, ThemeWatcher
from salesdesk.ui.widgets.layouts import clear
from salesdesk.ui.widgets.text import ElidedLabel, label, line


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One happening. ``time`` is shown as given; entries with the same ``group`` stand under one heading
    ("Today"); ``key`` is handed back when the entry is pressed (None: it cannot be pressed)."""

    icon: str
    title: str
    time: str = ""
    text: str = ""
    group: str = ""
    key: object = None
    tone: str = "ink_2"


class TimelineRow(QFrame):
    """One entry as drawn."""

    pressed = Signal(object)

    def __init__(self, theme: Theme, entry: TimelineEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry = entry
        self.setAccessibleName(", ".join(part for part in (entry.title, entry.time, entry.text) if part))
        if entry.key is not None:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 10)
        layout.setSpacing(12)
        badge = QLabel()
        badge.setProperty("badge", True)
        badge.setFixedSize(26, 26)
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        ThemeWatcher(badge, theme, entry.icon, entry.tone, 14)
        layout.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(ElidedLabel(entry.title, "strong"), 1)
        head.addWidget(label(entry.time, "note"))
        column.addLayout(head)
        if entry.text:
            column.addWidget(label(entry.text, "secondary", wrap=True))
        layout.addLayout(column, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._entry.key is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self._entry.key)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit(self._entry.key)
            return
        super().keyPressEvent(event)


class TimelineList(QWidget):
    """Entries below each other with rules between. ``activated`` carries the key of the pressed entry."""

    activated = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Timeline")
        self._theme = theme
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def set_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show these entries instead of the present ones. Hand over a page of them, not a whole life."""
        clear(self._layout)
        group = ""
        for entry in entries:
            if entry.group and entry.group != group:
                group = entry.group
                self._layout.addWidget(label(group, "group"))
            row = TimelineRow(self._theme, entry)
            row.pressed.connect(self.activated)
            self._layout.addWidget(row)
            self._layout.addWidget(line("soft"))
        self._layout.addStretch(1)
