"""The place of the details beside a list: shown or not, and how wide."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QWidget

from salesdesk.ui.page import GAP
from salesdesk.ui.preferences import Option, Preferences
from salesdesk.ui.records.detail_panel import WIDTH, DetailPanel

SHOWN_FROM = 1120
"""The width of the window from which there is room for the details beside the list."""

_LEAST_LIST = 420


class ListBeside(QSplitter):
    """The list at the left, the details at the right when there is room and the person wants them. ``button`` is
    the toggle of the page's header. Both choices are remembered."""

    def __init__(
        self, preferences: Preferences, name: str, left: QWidget, panel: DetailPanel, button: QPushButton
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._preferences, self._panel, self._button = preferences, panel, button
        self._sized = False
        self._wanted = Option(f"{name}/details", True)
        self._width = Option(f"{name}/details_width", WIDTH)
        self.setAccessibleName(button.text())
        self.setChildrenCollapsible(False)
        self.setHandleWidth(GAP)
        left.setMinimumWidth(_LEAST_LIST)
        self.addWidget(left)
        self.addWidget(panel)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        button.setCheckable(True)
        button.clicked.connect(self.toggle)
        panel.closed.connect(self.toggle)
        self.splitterMoved.connect(self._remember)

    @property
    def is_shown(self) -> bool:
        """Whether the details stand beside the list now."""
        return not self._panel.isHidden()

    def place(self, *, useful: bool = True) -> None:
        """Show or hide the details as the window has room; they are not ``useful`` without any record."""
        width = self.width()
        room = useful and self.window().width() >= SHOWN_FROM
        shown = room and self._preferences.get(self._wanted)
        self._button.setVisible(room)
        self._button.setChecked(shown)
        if shown == self.is_shown and self._sized:
            return
        self._sized = True
        self._panel.setVisible(shown)
        if shown:
            wanted = self._preferences.get(self._width)
            self.setSizes([max(_LEAST_LIST, width - wanted - GAP), wanted])

    def toggle(self) -> None:
        """Show the details, or hide them."""
        self._preferences.set(self._wanted, not self.is_shown)
        self.place()

    def _remember(self) -> None:
        if self.is_shown:
            self._preferences.set(self._width, self._panel.width())
