"""The band under the top bar that says why nothing can be changed, and the way out."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from salesdesk.ui.theme import Theme, ThemeWatcher
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.text import label


class ReadOnlyBand(QFrame):
    """Hidden until it has something to say; ``backup`` is said in place of any other reason, and its way out leads back to
    the file. ``copy_requested``: the person wants a copy that can be changed;
    ``back_requested``: enough of the backup was seen."""

    copy_requested = Signal()
    back_requested = Signal()

    def __init__(self, theme: Theme, backup: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 6, 20, 6)
        layout.setSpacing(10)
        picture = QLabel()
        picture.setFixedSize(QSize(16, 16))
        ThemeWatcher(picture, theme, "lock", "warn", 16)
        self.text = label("", "", "warn", wrap=True)
        self.copy_button = button(self.tr("Save a copy elsewhere…"), self.copy_requested.emit)
        self.back_button = button(self.tr("Back to your file"), self.back_requested.emit)
        for made in (self.copy_button, self.back_button):
            made.setProperty("compact", True)
        self._backup = backup
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.copy_button.setVisible(not backup)
        self.back_button.setVisible(bool(backup))
        self.hide()

    def show_reason(self, sentence: str) -> None:
        """Show why the file can only be read; a screen reader hears it as the band's name."""
        said = self._backup or sentence
        self.text.setText(said)
        self.setAccessibleName(said)
        self.setVisible(bool(said))
