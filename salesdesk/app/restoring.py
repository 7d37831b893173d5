"""Work on the file whose window was just closed: putting a backup in its place, giving it another password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from salesdesk.domain.progress import Work
from salesdesk.services.backups import Restored, restore
from salesdesk.services.passwords import change_password
from salesdesk.ui.task_runner import TaskRunner
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.window.navigator import PasswordRequest, RestoreRequest


class ClosedFileWork(QObject):
    """Runs in a worker while a small window says so. Exactly one of the two callbacks is called; the small window stands
    until it returns, so that the program never is without one."""

    def __init__(
        self,
        title: str,
        text: str,
        run: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._work, self._done, self._failed = run, done, failed
        self._tasks = TaskRunner(parent=self)
        self.dialog = Dialog(None, title, text)
        self.dialog.show()

    def start(self) -> None:
        """Begin; the file must be closed by now."""
        self._tasks.run(self._run, done=self._succeed, failed=self._fail, owner=self)

    def close(self) -> None:
        """Wait for the work to end; nobody is told any more."""
        self._tasks.close()
        self.dialog.close()
        self.deleteLater()

    def _run(self, work: Work) -> Any:
        return self._work()

    def _succeed(self, done: Any) -> None:
        self._done(done)
        self.close()

    def _fail(self, error: Exception) -> None:
        self._failed(error)
        self.close()


class Restoring(ClosedFileWork):
    """Puts a backup in the place of the file."""

    def __init__(
        self,
        path: Path,
        password: str,
        request: RestoreRequest,
        done: Callable[[Restored], object],
        failed: Callable[[Exception], object],
        parent: QObject,
    ) -> None:
        run = partial(
            restore,
            path,
            request.copy,
            lambda: datetime.now(UTC),
            password,
            end_encryption=request.end_encryption,
            save_in=request.save_in,
        )
        title = self.tr("Restoring {0}").format(path.name)
        text = self.tr(
            "The backup is checked, and what is in the file now is saved. The file opens again by itself."
        )
        super().__init__(title, text, run, done, failed, parent)


class ChangingPassword(ClosedFileWork):
    """Gives the file another password, or takes it away."""

    def __init__(
        self,
        path: Path,
        request: PasswordRequest,
        done: Callable[[None], object],
        failed: Callable[[Exception], object],
        parent: QObject,
    ) -> None:
        title = self.tr("Password of {0}").format(path.name)
        text = self.tr("The file is written anew and checked. It opens again by itself.")
        run = partial(change_password, path, request.before, request.after)
        super().__init__(title, text, run, done, failed, parent)
