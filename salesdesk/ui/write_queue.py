"""Writing from the window without ever waiting in it: at once when the file is free, else in a short queue."""

from __future__ import annotations

import itertools
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Signal
from shiboken6 import isValid

from salesdesk.domain.progress import Work
from salesdesk.errors import Cancelled, SalesDeskError, StoreBusy, StoreError, StoreReadOnly
from salesdesk.ui.cycle_collector import CycleCollector
from salesdesk.ui.messages import Messages
from salesdesk.ui.wording import worded
from salesdesk.value_classes import dataclass

T = TypeVar("T")

PATIENCE_SECONDS = 60.0
"""A change that finds the file busy for longer is given back to the person."""
OWN_WORK = 10
"""While our own worker has work, an import say, a change waits this many times longer."""
RETRY_SECONDS = 0.05
"""How often the queue tries again. It tries instead of waiting in the database, so that what a change reads before it
writes is never older than that, and so that closing or taking back need not wait."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A change that is not in the file: what it is ("Job title of Amara Okafor") and what was typed, if anything."""

    what: str
    text: str = ""

    @property
    def sentence(self) -> str:
        """Both in one line."""
        return f"{self.what}: {self.text}" if self.text else self.what


class Write:
    """One change on its way into the file. Lives in the GUI thread."""

    def __init__(self, errand: _Errand, wanted: _Wanted, unsaved: Unsaved) -> None:
        self._errand, self.wanted, self.unsaved = errand, wanted, unsaved
        self._function = errand.function  # the last reference ends in this thread, widgets may hang on it

    def withdraw(self) -> None:
        """Do not write it after all; the outcome is ``Cancelled``, unless it was written already."""
        self._errand.withdrawn.set()

    def take(self) -> tuple[Any, Exception | None]:
        """The result and the error, held here no longer."""
        return self._errand.take()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Who is told of the outcome."""

    done: Callable[[Any], object] | None
    failed: Callable[[SalesDeskError], object] | None
    owner: QObject | None

    @property
    def is_there(self) -> bool:
        return self.owner is None or isValid(self.owner)


class _Errand:
    """A change, one unit of work, and what became of it. Used by one thread at a time."""

    def __init__(self, function: Callable[[], Any], patience: float) -> None:
        self.function: Callable[[], Any] | None = function
        self.result: Any = None
        self.error: Exception | None = None
        self._began, self._patience = time.monotonic(), patience
        self.withdrawn = threading.Event()

    def attempt(self) -> bool:
        """Try once; False when the file is busy."""
        self.error = None
        try:
            if self.function is not None:
                self.result = self.function()
        except Exception as error:
            self.error = error
            return not isinstance(error, StoreBusy)
        return True

    def work(self, stopped: threading.Event, is_working: Callable[[], bool]) -> None:
        """In the queue's thread: try until it is written, refused, withdrawn, or the patience is over."""
        while not stopped.is_set() and not self.withdrawn.is_set():
            patience = self._patience * (OWN_WORK if is_working() else 1)
            if self.attempt() or time.monotonic() - self._began >= patience:
                break
            stopped.wait(RETRY_SECONDS)
        else:
            self.error = Cancelled()
        self.function = None

    def take(self) -> tuple[Any, Exception | None]:
        outcome = self.result, self.error
        self.result = self.error = None
        return outcome


class WriteQueue(QObject):
    """Every change a person makes in the window goes through here.

    It is tried once, without waiting, in the GUI thread. When another process or our own import writes to the file at
    that moment, it goes into a queue with a thread of its own, and so does every later change until the queue is empty:
    the history shows the changes in the order they were made. ``at_start`` and ``at_end`` run in that thread, to say
    that it does not wait either and to let go of its connection. ``is_working`` says, in any thread, whether our own
    worker has work; a change is more patient with that than with another program.
    """

    changed = Signal()
    """The number of changes that wait has changed."""
    _ended = Signal(object)
    """From the queue's thread: the number of the change that is over. (The thread never holds a Write: what hangs on
    one, widgets too, ends in the GUI thread.)"""

    def __init__(
        self,
        messages: Messages,
        at_start: Callable[[], object] | None = None,
        at_end: Callable[[], object] | None = None,
        *,
        is_working: Callable[[], bool] = lambda: False,
        patience: float = PATIENCE_SECONDS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._messages, self._at_end, self.patience = messages, at_end, patience
        self._is_working = is_working
        self._executor = ThreadPoolExecutor(
            max_workers=1, thread_name_prefix="writes", initializer=at_start or _nothing
        )
        self._collector: CycleCollector | None = None
        self._waiting: dict[int, Write] = {}
        self._numbers = itertools.count(1)
        self._ended_number = 0
        self._after: list[tuple[Callable[[], object], Callable[[], object]]] = []
        self._stopped = threading.Event()
        self._ended.connect(self._finish)

    @property
    def is_saving(self) -> bool:
        """Whether anything waits for the file."""
        return bool(self._waiting)

    def unsaved(self) -> list[Unsaved]:
        """What waits for the file, in order."""
        return [write.unsaved for write in self._waiting.values()]

    def run(
        self,
        function: Callable[[], T],
        *,
        what: str,
        text: str = "",
        done: Callable[[T], object] | None = None,
        failed: Callable[[SalesDeskError], object] | None = None,
        pending: Callable[[Write], object] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run ``function``, one call of a service, now or when the file is free. It may run in another thread and more
        than once, so it reads what it needs itself and touches no widget.

        ``done`` gets its result and ``failed`` the refusal, in the GUI thread, before this returns when the file is
        free. Else ``pending`` gets the Write first. Without ``failed``, or once ``owner`` was destroyed, a refusal goes
        to the message bar. ``what`` and ``text`` name the change where it could not be saved.
        """
        errand = _Errand(function, self.patience)
        write, number = Write(errand, _Wanted(done, failed, owner), Unsaved(what, text)), next(self._numbers)
        if not self._waiting and errand.attempt():
            self._tell(write)
            return
        self._waiting[number] = write
        self._collector = self._collector or CycleCollector(self)
        if pending is not None:
            pending(write)
        self.changed.emit()
        self._executor.submit(self._work, number, errand)

    def after_all(self, run: Callable[[], object], dropped: Callable[[], object] | None = None) -> None:
        """Call ``run`` once nothing waits any more: now, or later. When the last change could not be saved, what was
        to follow it is not what the person meant any more, and ``dropped`` is called instead."""
        if self._waiting:
            self._after.append((run, dropped or _nothing))
        else:
            run()

    def before(self, function: Callable[[Work], T]) -> Callable[[Work], T]:
        """``function`` for the worker, made to wait there until what was changed before now is saved or given up: it
        may be about the same records."""
        last = max(self._waiting, default=0)

        def run(work: Work) -> T:
            while self._ended_number < last and not self._stopped.wait(RETRY_SECONDS):
                work.check()
            return function(work)

        return run

    def close(self) -> None:
        """End the thread. What still waits is not written: whoever closes has asked."""
        if self._stopped.is_set():
            return
        self._stopped.set()
        if self._at_end is not None and self._collector is not None:
            self._executor.submit(self._at_end)
        self._executor.shutdown(wait=True)
        self._waiting.clear()
        self._after.clear()
        if self._collector is not None:
            self._collector.close()

    def _work(self, number: int, errand: _Errand) -> None:
        """In the queue's thread."""
        errand.work(self._stopped, self._is_working)
        self._ended_number = number
        if not self._stopped.is_set():
            self._ended.emit(number)

    def _finish(self, number: int) -> None:
        if self._stopped.is_set():
            return
        write = self._waiting.pop(number)
        self.changed.emit()
        saved = self._tell(write)
        if self._waiting:
            return
        after, self._after = self._after, []
        for run, dropped in after:
            (run if saved else dropped)()

    def _tell(self, write: Write) -> bool:
        """Tell of the outcome; whether it was saved."""
        result, error = write.take()
        wanted = write.wanted
        if error is None:
            if wanted.done is not None and wanted.is_there:
                wanted.done(result)
            return True
        if not isinstance(error, SalesDeskError):
            sys.excepthook(type(error), error, error.__traceback__)
            error = SalesDeskError("work.fault")
        if wanted.failed is not None and wanted.is_there:
            wanted.failed(error)
        elif not isinstance(error, Cancelled):
            self.say_refused(write.unsaved, error)
        return False

    def say_refused(self, unsaved: Unsaved, error: SalesDeskError) -> None:
        """Say in the message bar what was not saved and why."""
        unwritten = isinstance(error, StoreError) and not isinstance(error, StoreReadOnly)
        self._messages.error(f"Not saved: {unsaved.sentence}. {worded(error)}" if unwritten else error)


def waiting_text() -> str:
    """Why a change is not saved yet, and that it will be."""
    return QCoreApplication.translate(
        "writes",
        "Another program or an import is writing to the file. This is saved as soon as that has finished.",
    )


def _nothing() -> None:
    """Nothing follows."""
