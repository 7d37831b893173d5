"""A field of a form: its label above, what is wrong below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.ui.widgets.text import label, set_look


class FormField(QWidget):
    """``editor`` under its label; ``set_error`` shows a sentence below and marks the editor."""

    def __init__(
        self, title: str, editor: QWidget, error: str = "", *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.label = label(title, "secondary")
        self.label.setBuddy(editor)
        editor.setAccessibleName(title)
        self._hint = label(hint, "caption", wrap=True)
        if not hint:
            self._hint.hide()  # told to show, it would be a window of its own until it has a place
        self._error = label("", "secondary", "bad", wrap=True)
        for part in (self.label, editor, self._hint, self._error):
            layout.addWidget(part)
        self.set_error(error)

    def error(self) -> str:
        """The sentence shown, "" when the value is fine."""
        return self._error.text()

    def set_error(self, text: str) -> None:
        """Say what is wrong with the value; an empty text clears it."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)
        set_look(self.editor, invalid=bool(text))


def pair(left: QWidget, right: QWidget) -> QWidget:
    """Two fields of equal width side by side."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(left, 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(right, 1, Qt.AlignmentFlag.AlignTop)
    return both
