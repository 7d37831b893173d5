"""A field to find something in what is on screen."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget


class FindField(QLineEdit):
    """A text field with a button that clears it; ``name`` is its placeholder and what a screen reader says."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        for made in self.findChildren(QToolButton):
            made.setAccessibleName(self.tr("Clear"))
