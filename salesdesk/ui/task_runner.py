"""Work off the GUI thread: one worker for everything that touches the store."""

from __future__ import annotations

import itertools
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from salesdesk.domain.progress import Work
from salesdesk.errors import Cancelled, SalesDeskError
from salesdesk.ui.cycle_collector import CycleCollector
from salesdesk.value_classes import dataclass

T = TypeVar("T")

REPORT_SECONDS = 0.05
"""A progress report that follows the previous one sooner is dropped, unless it is the last."""


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` (0 while unknown) units of ``what``, a code such as "rows"."""

    done: int
    total: int
    what: str


class Task(QObject):
    """One piece of work, waiting, running or done. Lives in the GUI thread."""

    progressed = Signal(object)
    """A Progress."""
    finished = Signal()
    """Sent once, whatever the outcome, before the callback."""

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.is_finished = False
        self.cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; it ends with ``Cancelled`` at its next check."""
        self.cancelled.set()


class _TaskWork(Work):
    """What the callable is given; used in the worker thread only."""

    def __init__(self, cancelled: threading.Event, send: Callable[[Progress], None]) -> None:
        self._cancelled = cancelled
        self._send = send
        self._last = 0.0

    def report(self, done: int, total: int | None, what: str) -> None:
        """See ``domain.progress.Work``; reports in quick succession are thinned out."""
        now = time.monotonic()
        if now - self._last >= REPORT_SECONDS or done == total:
            self._last = now
            self._send(Progress(done, total or 0, what))

    def check(self) -> None:
        """Raise ``Cancelled`` when the person asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled()


class _Errand:
    """What the worker holds of a task. It lets go of the function before it tells of the outcome, and the outcome
    is taken out by the GUI thread: what a callback or a traceback refers to, widgets too, ends in that thread."""

    __slots__ = ("error", "function", "result")

    def __init__(self, function: Callable[[Work], Any]) -> None:
        self.function: Callable[[Work], Any] | None = function
        self.result: Any = None
        self.error: Exception | None = None

    def run(self, work: _TaskWork) -> None:
        """Run in the worker; the outcome waits in ``result`` or ``error``."""
        function, self.function = self.function, None
        try:
            work.check()
            assert function is not None
            self.result = function(work)
        except Exception as error:
            self.error = error

    def take(self) -> tuple[Any, Exception | None]:
        """The result and the error, held here no longer."""
        outcome = self.result, self.error
        self.result = self.error = None
        return outcome


@dataclass(frozen=True, slots=True)
class _Job:
    """What the GUI thread holds of a task until its outcome was delivered."""

    task: Task
    errand: _Errand
    function: Callable[[Work], Any]
    done: Callable[[Any], object] | None
    failed: Callable[[Exception], object] | None
    progress: Callable[[Progress], object] | None
    owner: QObject | None

    @property
    def is_wanted(self) -> bool:
        """Whether somebody is still there to be told."""
        return self.owner is None or isValid(self.owner)


class TaskRunner(QObject):
    """Runs plain callables one after the other in one worker thread, so that the store needs no locks.

    ``at_end`` runs in the worker when it closes, to let go of what belongs to that thread (a connection).
    """

    busy_changed = Signal(bool)
    _reported = Signal(object)
    """From the worker: (number of the job, Progress, or None when it ended)."""

    def __init__(self, at_end: Callable[[], None] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._collector = CycleCollector(self, lambda: self.is_busy)
        self._at_end = at_end
        self._jobs: dict[int, _Job] = {}
        self._numbers = itertools.count(1)
        self._closed = False
        self._reported.connect(self._hear)

    @property
    def is_busy(self) -> bool:
        """Whether anything waits or runs."""
        return bool(self._jobs)

    def run(
        self,
        function: Callable[[Work], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        progress: Callable[[Progress], object] | None = None,
        title: str = "",
        owner: QObject | None = None,
    ) -> Task:
        """Run ``function(work)`` in the worker. ``done`` gets its result, ``failed`` its exception (``Cancelled``
        after a cancel), ``progress`` its reports, all on the GUI thread.

        Without ``failed`` an exception goes to the crash hook, which shows a SalesDeskError as a sentence;
        a cancel is silent. Nothing is called once ``owner`` was destroyed, nor after ``close``: a timer of a window that is
        about to go may still ask, and its task is cancelled from the beginning.
        """
        task, number, errand = Task(title, self), next(self._numbers), _Errand(function)
        if self._closed:
            task.cancel()
            return task
        self._jobs[number] = _Job(task, errand, function, done, failed, progress, owner)
        if len(self._jobs) == 1:
            self.busy_changed.emit(True)
        self._executor.submit(self._attempt, number, errand, task.cancelled)
        return task

    def close(self) -> None:
        """Cancel what waits and runs, wait for the worker to end, and deliver nothing more."""
        if self._closed:
            return
        self._closed = True
        for job in self._jobs.values():
            job.task.cancel()
        if self._at_end is not None:
            self._executor.submit(self._at_end)
        self._executor.shutdown(wait=True)
        self._jobs.clear()
        self._collector.close()

    def _attempt(self, number: int, errand: _Errand, cancelled: threading.Event) -> None:
        """In the worker."""
        errand.run(_TaskWork(cancelled, lambda progress: self._tell(number, progress)))
        self._tell(number, None)

    def _tell(self, number: int, progress: Progress | None) -> None:
        if not self._closed:
            self._reported.emit((number, progress))

    def _hear(self, said: tuple[int, Progress | None]) -> None:
        number, progress = said
        job = self._jobs.get(number)
        if self._closed or job is None:
            return
        if progress is None:
            self._finish(number, job)
            return
        job.task.progressed.emit(progress)
        if job.progress is not None and job.is_wanted:
            job.progress(progress)

    def _finish(self, number: int, job: _Job) -> None:
        result, error = job.errand.take()
        job.task.is_finished = True
        del self._jobs[number]
        job.task.finished.emit()
        if not self._jobs:
            self.busy_changed.emit(False)
        job.task.deleteLater()
        if error is None:
            if job.done is not None and job.is_wanted:
                job.done(result)
        elif job.failed is not None:
            if job.is_wanted:
                job.failed(error)
        elif not isinstance(error, Cancelled):
            sys.excepthook(type(error), error, error.__traceback__)


def unasked(error: Exception) -> None:
    """For what was read without anybody asking for it: that it could not be is no news, and the next reading tries again."""
    if not isinstance(error, SalesDeskError):
        raise error
