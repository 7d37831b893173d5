"""One piece of work at a time, of which the newest counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from salesdesk.domain.progress import Work
from salesdesk.ui.task_runner import Progress, Task, TaskRunner

T = TypeVar("T")


class LatestWork(QObject):
    """Runs work in the worker; what was asked before is cancelled and never heard of again. ``progressed`` carries a
    Progress of the newest."""

    progressed = Signal(object)

    def __init__(self, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._task: Task | None = None
        self._ticket = 0

    @property
    def is_busy(self) -> bool:
        """Whether anything runs or waits."""
        return self._task is not None

    def run(
        self,
        function: Callable[[Work], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        title: str,
    ) -> None:
        """Run ``function(work)``; ``done`` gets its result, ``failed`` its exception, unless it was overtaken."""
        self.cancel()
        self._ticket += 1
        ticket = self._ticket

        def arrived(result: T) -> None:
            if ticket == self._ticket:
                self._task = None
                done(result)

        def broke(error: Exception) -> None:
            if ticket == self._ticket:
                self._task = None
                failed(error)

        def tell(progress: Progress) -> None:
            if ticket == self._ticket:
                self.progressed.emit(progress)

        self._task = self._tasks.run(
            function, done=arrived, failed=broke, progress=tell, title=title, owner=self
        )

    def cancel(self) -> None:
        """Ask the newest to stop; it ends with ``Cancelled``."""
        if self._task is not None:
            self._task.cancel()

    def drop(self) -> None:
        """Stop the newest and hear nothing of it."""
        self._ticket += 1
        self.cancel()
        self._task = None
