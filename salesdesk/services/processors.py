"""Using a second processor for a part of a long calculation."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn, TypeVar

from salesdesk.domain.matching.beside import Beside, alone

T = TypeVar("T")


def second_processor() -> Beside:
    """Where a part of a calculation is done: in a copy of this process. It is done in this one where there is one processor
    only, where a process cannot be copied, or where it has further threads: the copy would find their locks closed for
    ever."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return alone
    return in_a_copy if len(os.sched_getaffinity(0)) > 1 else alone


@contextmanager
def in_a_copy(task: Callable[[], T], /) -> Iterator[Callable[[], T]]:
    """``Beside`` in a copy of this process, which shares its memory until one of the two writes to it. When the copy ends
    without a result, the task is done in this process."""
    reading, writing = os.pipe()
    copy = os.fork()
    if not copy:
        os.close(reading)
        _answer(task, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as pipe:

            def result() -> T:
                try:
                    found: T = pickle.load(pipe)  # what this very program wrote
                except (EOFError, pickle.UnpicklingError):
                    return task()
                return found

            yield result
    finally:
        os.kill(copy, signal.SIGKILL)  # one that has answered is gone, and stands here until it is waited for
        os.waitpid(copy, 0)


def _answer(task: Callable[[], object], writing: int) -> NoReturn:
    """Write the result and end, without anything that an end of the program does."""
    code = 1
    try:
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(task(), pipe, protocol=5)
        code = 0
    finally:
        os._exit(code)
