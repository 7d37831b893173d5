"""Taking targets over from a spreadsheet."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from salesdesk.domain.progress import Work
from salesdesk.errors import SalesDeskError
from salesdesk.services.target_files import ReadTargets, TargetFileService
from salesdesk.ui.context import Context
from salesdesk.ui.files.dialogs import choose_files
from salesdesk.ui.wording import worded


class TakingTargets(QObject):
    """Asks for a file, reads it in the worker and takes its targets over, in one step to undo."""

    def __init__(self, context: Context, host: QWidget) -> None:
        super().__init__(host)
        self._context, self._host = context, host

    def choose(self) -> None:
        """Ask for a file."""
        choose_files(
            self._host,
            self._context,
            "import",
            self.tr("Take over targets from"),
            lambda paths: self.take(paths[0]),
        )

    def take(self, path: Path | str) -> None:
        """Read targets from a file in the worker, and take them over: all of them, or after asking those that are right."""
        services, store = self._context.services, self._context.store
        files = TargetFileService(store, services.commands, worded)

        def read(work: Work) -> ReadTargets:
            return files.read(Path(path), work)

        def show(found: ReadTargets) -> None:
            if not found.problems:
                self._take(files, found)
                return
            count = len(found.targets)
            self._context.messages.error(
                files.refusal(found),
                self.tr("Take the other {0}").format(count) if count else "",
                partial(self._take, files, found) if count else None,
            )

        self._context.tasks.run(
            read, title=self.tr("Reading targets"), done=show, failed=self._failed, owner=self
        )

    def _take(self, files: TargetFileService, found: ReadTargets) -> None:
        count, name = len(found.targets), found.path.name
        one, many = self.tr("1 target taken over from {1}"), self.tr("{0} targets taken over from {1}")
        said = (one if count == 1 else many).format(count, name)
        self._context.writes.run(
            lambda: files.take(found),
            what=said,
            done=lambda changes: self._context.messages.done(said, changes),
            owner=self,
        )

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, SalesDeskError):
            raise error
        self._context.messages.error(error)
