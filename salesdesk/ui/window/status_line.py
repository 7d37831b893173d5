"""The line at the bottom: saved and undoable, which file, when it was backed up."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from salesdesk.ui.widgets.buttons import link_button
from salesdesk.ui.widgets.text import ElidedLabel, plain_tip

SAVED = "Saved · all changes can be undone"
READ_ONLY = "Open for reading only"


class StatusLine(QFrame):
    """Quiet facts about the file. ``clear_requested``: the sample data in it has been looked at enough."""

    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(30)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 0, 20, 0)
        layout.setSpacing(14)
        self._usual = SAVED
        self.state = ElidedLabel(SAVED)
        self.file = ElidedLabel("", minimum=60)
        self.backup = ElidedLabel("", minimum=60)
        layout.addWidget(self.state, 1)
        self.clear_sample = link_button(
            self.tr("Clear the sample data"), self.clear_requested.emit, accent=True
        )
        self.clear_sample.hide()
        layout.addWidget(self.clear_sample)
        layout.addWidget(self.file)
        layout.addWidget(self.backup)

    def set_file(self, name: str, path: str = "") -> None:
        """Show the file's name; its whole path is the tooltip."""
        self.file.setText(name)
        self.file.setToolTip(plain_tip(path))

    def set_backup(self, text: str) -> None:
        """Show when the last backup was made: "Backed up 09:12"."""
        self.backup.setText(text)

    def set_sample(self, shown: bool) -> None:
        """Whether the file holds sample data, which can be cleared from here."""
        self.clear_sample.setVisible(shown)

    def set_read_only(self) -> None:
        """Nothing is saved here: the file can only be read."""
        self._usual = READ_ONLY
        self.set_state()

    def set_state(self, text: str = "") -> None:
        """Show what is going on; without it that all is saved, or that the file can only be read."""
        self.state.setText(text or self._usual)
