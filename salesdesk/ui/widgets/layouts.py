"""What is done to layouts in more than one place."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout


def per_row(count: int, room: int, needed: int) -> int:
    """How many of ``count`` things that need so many pixels go beside each other, in rows that are about as long as each
    other; at least one."""
    most = max(1, min(count, room // max(1, needed)))
    rows = max(1, -(-count // most))
    return max(1, -(-count // rows))


def clear(layout: QLayout) -> None:
    """Take everything out of ``layout``. The widgets vanish at once and are deleted when nothing uses them."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
