"""Putting a backup in the place of the file whose window was just closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject

from salesdesk.domain.progress import Work
from salesdesk.services.backups import Restored, restore
from salesdesk.ui.task_runner import TaskRunner
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.window.navigator import RestoreRequest


class Restoring(QObject):
    """Restores in a worker while a small window says so. Exactly one of the two callbacks is called; the small window
    stands until it returns, so that the program never is without one."""

    def __init__(
        self,
        path: Path,
        password: str,
        request: RestoreRequest,
        done: Callable[[Restored], object],
        failed: Callable[[Exception], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._path, self._password, self._request = path, password, request
        self._done, self._failed = done, failed
        self._tasks = TaskRunner(parent=self)
        self.dialog = Dialog(
            None,
            self.tr("Restoring {0}").format(path.name),
            self.tr(
                "The backup is checked, and what is in the file now is saved. The file opens again by itself."
            ),
        )
        self.dialog.show()

    def start(self) -> None:
        """Begin; the file must be closed by now."""
        self._tasks.run(self._run, done=self._succeed, failed=self._fail, owner=self)

    def close(self) -> None:
        """Wait for the restore to end; nobody is told any more."""
        self._tasks.close()
        self.dialog.close()
        self.deleteLater()

    def _run(self, work: Work) -> Restored:
        return restore(
            self._path,
            self._request.copy,
            lambda: datetime.now(UTC),
            self._password,
            end_encryption=self._request.end_encryption,
            save_in=self._request.save_in,
        )

    def _succeed(self, done: Restored) -> None:
        self._done(done)
        self.close()

    def _fail(self, error: Exception) -> None:
        self._failed(error)
        self.close()
