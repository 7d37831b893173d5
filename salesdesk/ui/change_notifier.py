"""The store's change feed as one Qt signal on the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from salesdesk.domain.changes import ChangeSet


class ChangeNotifier(QObject):
    """Give ``notify`` to the store's feed; connect pages to ``changed``, which carries a ChangeSet.

    ``notify`` may be called in any thread. Called in the GUI thread it arrives at once, so that what a person
    did is on screen when the call returns.
    """

    changed = Signal(object)
    backups_changed = Signal()
    """There is another backup, or another folder for them; whoever made it."""
    kept_changed = Signal()
    """Other files are to be kept up to date, or one was written."""
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        self._arrived.connect(self._announce, Qt.ConnectionType.AutoConnection)

    def notify(self, change: ChangeSet) -> None:
        """Announce ``change``; empty change sets are dropped."""
        if change.created or change.updated or change.deleted:
            self._arrived.emit(change)

    def close(self) -> None:
        """Announce nothing more: what a worker wrote last is not to be read from a file that is closed by then."""
        self._closed = True

    def _announce(self, change: object) -> None:
        if not self._closed:
            self.changed.emit(change)
