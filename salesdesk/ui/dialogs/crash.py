"""The dialog that says that something nobody expected went wrong."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from salesdesk.ui.widgets.dialog import Dialog


class CrashDialog(Dialog):
    """Says that something went wrong, with details to copy."""

    def __init__(self, parent: QWidget | None, details: str) -> None:
        super().__init__(
            parent,
            "Something went wrong in SalesDesk",
            "This is our mistake, not yours. What was saved is safe, and you can go on working. "
            "The details below help to mend it; they stay on this computer unless you send them.",
            width=620,
        )
        self.details = QPlainTextEdit(details)
        self.details.setReadOnly(True)
        self.details.setAccessibleName("Details")
        self.details.setMinimumHeight(200)
        self.add(self.details, 1)
        self.add_button("Copy details", self.copy)
        self.add_button("Continue", self.accept, tone="primary", default=True).setFocus()

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self.details.toPlainText())
