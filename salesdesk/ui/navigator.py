"""Going from page to page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal


class Navigator(QObject):
    """Pages ask here to open another page; the window listens. Calling it is ``go``."""

    requested = Signal(str, object)
    back_requested = Signal()
    file_requested = Signal(object)
    """The path of another SalesDesk file."""

    def go(self, page: str, target: object = None) -> None:
        """Open ``page``; ``target`` is what it should show (a record id, a filter…), handed to ``open_target``."""
        self.requested.emit(page, target)

    __call__ = go

    def open_file(self, path: Path) -> None:
        """Open another SalesDesk file instead of this one."""
        self.file_requested.emit(path)

    def back(self) -> None:
        """Return to where the person came from."""
        self.back_requested.emit()
