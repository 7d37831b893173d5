"""The first row of every page: where one is, what it is, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from salesdesk.ui.widgets.buttons import link_button
from salesdesk.ui.widgets.text import ElidedLabel


class PageHeader(QWidget):
    """Title, quiet subtitle beside it, and the page's actions at the right.

    ``crumb`` names the page above ("Campaigns"); pressing it emits ``crumb_clicked``.
    """

    crumb_clicked = Signal()

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        *actions: QWidget,
        crumb: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setMinimumHeight(34)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.crumb = link_button(f"{crumb} /", self.crumb_clicked.emit)
        self.crumb.setAccessibleName(f"Back to {crumb}")
        self.crumb.setVisible(bool(crumb))
        self.title = ElidedLabel(title, "title", minimum=80)
        self.subtitle = ElidedLabel(subtitle, "subtitle", minimum=0)
        self.subtitle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(8)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        layout.addWidget(self.crumb)
        layout.addWidget(self.title)
        layout.addLayout(self._beside)
        layout.addWidget(self.subtitle, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(self._actions)
        for action in actions:
            self.add_action(action)

    def set_title(self, text: str) -> None:
        """Change the title."""
        self.title.setText(text)

    def set_subtitle(self, text: str) -> None:
        """Change the quiet text beside the title."""
        self.subtitle.setText(text)

    def add_beside(self, widget: QWidget) -> None:
        """Put a chip or a small menu right behind the title."""
        self._beside.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_action(self, widget: QWidget, *, first: bool = False) -> None:
        """Put a control at the right, behind the others or ``first``; the primary one comes last."""
        self._actions.insertWidget(0 if first else -1, widget, 0, Qt.AlignmentFlag.AlignVCenter)
