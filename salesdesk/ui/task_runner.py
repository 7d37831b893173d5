"""Work off the GUI thread: one worker for everything that touches the store."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from salesdesk.domain.progress import Work
from salesdesk.errors import Cancelled

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
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; it ends with ``Cancelled`` at its next check."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()


class _TaskWork(Work):
    """What the callable is given; used in the worker thread only."""

    def __init__(self, task: Task, send: Callable[[Progress], None]) -> None:
        self._task = task
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
        if self._task.is_cancelled:
            raise Cancelled()


@dataclass(frozen=True, slots=True)
class _Parcel:
    """What travels from the worker to the GUI thread."""

    task: Task
    deliver: Callable[[], None]


class TaskRunner(QObject):
    """Runs plain callables one after the other in one worker thread, so that the store needs no locks.

    ``at_end`` runs in the worker when it closes, to let go of what belongs to that thread (a connection).
    """

    busy_changed = Signal(bool)
    _parcel = Signal(object)

    def __init__(self, at_end: Callable[[], None] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._at_end = at_end
        self._tasks: list[Task] = []
        self._closed = False
        self._parcel.connect(self._open_parcel)

    @property
    def is_busy(self) -> bool:
        """Whether anything waits or runs."""
        return bool(self._tasks)

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
        a cancel is silent. Nothing is called once ``owner`` was destroyed, nor after ``close``.
        """
        task = Task(title, self)
        work = _TaskWork(
            task, lambda report: self._send(task, lambda: self._show(task, report, progress, owner))
        )

        def attempt() -> None:
            try:
                work.check()
                result = function(work)
            except Exception as error:
                caught = error
                self._send(task, lambda: self._fail(task, caught, failed, owner))
            else:
                self._send(task, lambda: self._succeed(task, result, done, owner))

        self._tasks.append(task)
        if len(self._tasks) == 1:
            self.busy_changed.emit(True)
        self._executor.submit(attempt)
        return task

    def close(self) -> None:
        """Cancel what waits and runs, wait for the worker to end, and deliver nothing more."""
        if self._closed:
            return
        self._closed = True
        for task in self._tasks:
            task.cancel()
        if self._at_end is not None:
            self._executor.submit(self._at_end)
        self._executor.shutdown(wait=True)
        self._tasks.clear()

    def _send(self, task: Task, deliver: Callable[[], None]) -> None:
        if not self._closed:
            self._parcel.emit(_Parcel(task, deliver))

    def _open_parcel(self, parcel: object) -> None:
        if isinstance(parcel, _Parcel) and not self._closed:
            parcel.deliver()

    def _finish(self, task: Task) -> None:
        task.is_finished = True
        if task in self._tasks:
            self._tasks.remove(task)
        task.finished.emit()
        if not self._tasks:
            self.busy_changed.emit(False)
        task.deleteLater()

    def _show(
        self,
        task: Task,
        report: Progress,
        progress: Callable[[Progress], object] | None,
        owner: QObject | None,
    ) -> None:
        task.progressed.emit(report)
        if progress is not None and _is_there(owner):
            progress(report)

    def _succeed(
        self, task: Task, result: T, done: Callable[[T], object] | None, owner: QObject | None
    ) -> None:
        self._finish(task)
        if done is not None and _is_there(owner):
            done(result)

    def _fail(
        self,
        task: Task,
        error: Exception,
        failed: Callable[[Exception], object] | None,
        owner: QObject | None,
    ) -> None:
        self._finish(task)
        if failed is not None:
            if _is_there(owner):
                failed(error)
        elif not isinstance(error, Cancelled):
            sys.excepthook(type(error), error, error.__traceback__)


def _is_there(owner: QObject | None) -> bool:
    return owner is None or isValid(owner)
