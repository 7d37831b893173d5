"""Showing what other windows and commands write into the same file."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from salesdesk.errors import StoreError
from salesdesk.store.store import Store
from salesdesk.ui.task_runner import TaskRunner

EVERY_MS = 1_000


class OtherWriters(QObject):
    """Looks into the journal every second, which takes microseconds; what others wrote is read in the worker and
    announced through the store's change feed, like one's own changes."""

    def __init__(self, store: Store, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._tasks = store, tasks
        self._reading = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Announce what others wrote, if they did. A file that cannot be read just now is looked at again later."""
        if self._reading:
            return
        try:
            changed = self._store.others.have_written()
        except StoreError:
            return
        if changed:
            self._reading = True
            store = self._store
            self._tasks.run(
                lambda _work: store.others.announce(), done=self._read, failed=self._read, owner=self
            )

    def _read(self, _outcome: object) -> None:
        self._reading = False
