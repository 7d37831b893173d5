"""Long work of a page: started off the GUI thread, shown in a progress line, cancellable."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from salesdesk.domain.progress import Work
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.task_runner import Progress, Task
from salesdesk.ui.widgets.progress import ProgressLine


class ProgressStrip(ProgressLine):
    """A progress line that runs the work itself, one piece at a time."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._task: Task | None = None
        self.cancel_requested.connect(self._cancel)

    @property
    def is_busy(self) -> bool:
        """Whether work started here still runs."""
        return self._task is not None

    def refuses(self) -> bool:
        """Whether something still runs here, which is then said. Writing beside it would only wait for it."""
        if self._task is not None:
            self._context.messages.say(self.tr("Wait for this to end: {0}").format(self.what.text()))
        return self._task is not None

    def run(
        self,
        title: str,
        function: Callable[[Work], Any],
        done: Callable[[Any], object],
        failed: Callable[[SalesDeskError], object] | None = None,
    ) -> bool:
        """Run ``function`` in the worker; ``done`` gets its result. A refusal goes to ``failed``, without it to the
        message bar. False when something runs here already."""
        if self.refuses():
            return False
        self.start(title)
        self._task = self._context.tasks.run(
            function,
            done=lambda result: self._end(done, result),
            failed=partial(self._failed, failed or self._context.messages.error),
            progress=self._show,
            title=title,
            owner=self,
        )
        return True

    def _show(self, progress: Progress) -> None:
        self.report(progress.done, progress.total, unit=progress.what)

    def _end(self, done: Callable[[Any], object], result: Any) -> None:
        self._task = None
        self.finish()
        done(result)

    def _failed(self, told: Callable[[SalesDeskError], object], error: Exception) -> None:
        self._task = None
        self.finish()
        if not isinstance(error, SalesDeskError):
            raise error
        told(error)

    def _cancel(self) -> None:
        if self._task is not None:
            self.cancelling()
            self._task.cancel()
