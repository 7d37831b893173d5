"""Work that may be done beside other work: the finder says what could be, its caller where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

T = TypeVar("T")

Beside = Callable[[Callable[[], Any]], AbstractContextManager[Callable[[], Any]]]
"""Begins a task. What the context gives is asked once for the result, when nothing else is left to do; leaving the context
ends a task whose result nobody asked for. A task changes nothing that is looked at afterwards."""


@contextmanager
def alone(task: Callable[[], T], /) -> Iterator[Callable[[], T]]:
    """Nothing is done beside: the task is done when its result is asked for."""
    yield task
