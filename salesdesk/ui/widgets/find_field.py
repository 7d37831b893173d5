"""A field to find something in what is on screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget


class FindField(QLineEdit):
    """A text field with a button that clears it; ``name`` is its placeholder and what a screen reader says. ``left`` tells that
    the arrow down was pressed, which leads to what was found."""

    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        for made in self.findChildren(QToolButton):
            made.setAccessibleName(self.tr("Clear"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() == Qt.Key.Key_Down and plain:
            self.left.emit()
            return
        super().keyPressEvent(event)


def begin_to_find(page: QWidget, everywhere: QLineEdit) -> None:
    """Give the focus to the field that finds in ``page``, its text chosen. Where it shows none, or from there: to the one
    that finds ``everywhere``."""
    own = next(
        (field for field in page.findChildren(FindField) if field.isVisible() and field.isEnabled()), None
    )
    field = everywhere if own is None or page.window().focusWidget() is own else own
    field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    field.selectAll()
