"""What a page shows when it has nothing to show: what it is for and the first action."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from salesdesk.ui.theme import Theme, ThemeWatcher
from salesdesk.ui.widgets.text import label


class EmptyState(QWidget):
    """An icon, a title, one or two sentences and the actions, centred."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        text: str = "",
        actions: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(1)
        picture = QLabel()
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        ThemeWatcher(picture, theme, icon, "ink_3", 32)
        self.title = label(title, "heading", wrap=True)
        self.text = label(text, "subtitle", wrap=True)
        for part in (self.title, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(picture)
        layout.addSpacing(4)
        layout.addWidget(self.title)
        self.text.setMaximumWidth(520)
        # A wrapping label that is centred by alignment would shrink to one word a line.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.text, 10)
        row.addStretch(1)
        layout.addLayout(row)
        if actions:
            layout.addSpacing(6)
            buttons = QHBoxLayout()
            buttons.setSpacing(8)
            buttons.addStretch(1)
            for action in actions:
                buttons.addWidget(action)
            buttons.addStretch(1)
            layout.addLayout(buttons)
        layout.addStretch(1)

    def set_texts(self, title: str, text: str) -> None:
        """Say something else, for example that the filter keeps nothing."""
        self.title.setText(title)
        self.text.setText(text)
