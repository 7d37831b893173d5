"""Checking the file in the worker: a progress line while it runs, then its report."""

from __future__ import annotations

import sys

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salesdesk.domain.checking import SERVER_ADVICE, CheckReport, CheckStep, advice
from salesdesk.domain.progress import Work
from salesdesk.errors import Cancelled
from salesdesk.ui.context import Context
from salesdesk.ui.dialogs.check_report import CheckReportDialog
from salesdesk.ui.task_runner import Progress, Task
from salesdesk.ui.widgets.progress import ProgressLine
from salesdesk.ui.wording import worded


class FileCheckLine(ProgressLine):
    """Hidden until ``run``; ``running_changed`` says whether a check is under way."""

    running_changed = Signal(bool)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._task: Task | None = None
        self.cancel_requested.connect(self._stop)

    def run(self) -> None:
        """Check the file unless that is being done."""
        if self._task is not None:
            return
        checking = self._context.services.checking

        def run(work: Work) -> CheckReport:
            return checking.run(work)

        self.start(self.tr("Checking the file"))
        self.running_changed.emit(True)
        self._task = self._context.tasks.run(
            run, done=self._done, failed=self._failed, progress=self._tell, owner=self
        )

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.cancelling()

    def _tell(self, progress: Progress) -> None:
        self.report(progress.done, progress.total, worded(CheckStep(progress.what).told))

    def _end(self) -> None:
        self._task = None
        self.finish()
        self.running_changed.emit(False)

    def _done(self, report: CheckReport) -> None:
        self._end()
        backups = self._context.services.backups
        if self._context.store.files:
            found = backups.everywhere()
            what = advice(str(backups.path_of(found[0]).parent) if found else "")
        else:  # a server's
            what = SERVER_ADVICE
        CheckReportDialog(self.window(), self._context.store.name, report, worded(what)).open()

    def _failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, Cancelled):
            sys.excepthook(type(error), error, error.__traceback__)
