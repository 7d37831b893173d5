"""The pages that belong to the reports, as a row of links beside their title."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.ui.widgets.buttons import link_button

SECTIONS: tuple[tuple[str, str], ...] = (
    ("Meetings", "meetings"),
    ("Targets", "targets"),
    ("Own reports", "own_reports"),
)
"""The title (English source text) and the key of each page, in the order of the row."""


class SectionsRow(QWidget):
    """A link for each page; ``opened`` is called with the key of the one that was chosen. Hidden where there is none."""

    def __init__(
        self,
        opened: Callable[[str], None],
        sections: Sequence[tuple[str, str]] = SECTIONS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._opened = opened
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for title, key in sections:
            link = link_button(QCoreApplication.translate("pages", title), self._open)
            link.setProperty("page", key)
            row.addWidget(link)
        if not sections:
            self.hide()  # told to show, it would be a window of its own until it has a place

    def _open(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._opened(str(sender.property("page")))
