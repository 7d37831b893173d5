"""Whether everything a person can operate has a name a screen reader can say."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCalendarWidget,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QTextEdit,
    QWidget,
)

_OPERATED = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
)
_WITH_OWN_PARTS = (QAbstractSpinBox, QCalendarWidget, QComboBox, QAbstractItemView)


def unnamed(root: QWidget) -> list[str]:
    """The operated controls below ``root`` (shown or not) that have no accessible name."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        if isinstance(widget, QScrollBar) or widget.objectName().startswith("qt_") or _is_inner_part(widget):
            continue
        if not isinstance(widget, _OPERATED) and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name) if interface is not None else ""
        if not name.strip() and not widget.accessibleName():
            found.append(
                f"{type(widget).__name__} {widget.objectName()!r} in {type(widget.parent()).__name__}"
            )
    return found


def assert_all_named(root: QWidget) -> None:
    """Fail with a list of what has no name."""
    missing = unnamed(root)
    assert not missing, "without an accessible name: " + "; ".join(missing)


def _is_inner_part(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, _WITH_OWN_PARTS):
            return True
        parent = parent.parentWidget()
    return False
