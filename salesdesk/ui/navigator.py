"""Going from page to page."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Navigator(QObject):
    """Pages ask here to open another page; the window listens. Calling it is ``go``."""

    requested = Signal(str, object)
    back_requested = Signal()

    def go(self, page: str, target: object = None) -> None:
        """Open ``page``; ``target`` is what it should show (a record id, a filter…), handed to ``open_target``."""
        self.requested.emit(page, target)

    __call__ = go

    def back(self) -> None:
        """Return to where the person came from."""
        self.back_requested.emit()
