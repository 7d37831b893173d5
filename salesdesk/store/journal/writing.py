"""A unit of work as use cases see it: they hold one and hand it on to the writers of records, which alone write rows.

A writer's method takes the whole ``UnitOfWork`` and is decorated with ``writes``; from outside it then takes a
``Writing``. So a use case that tried to insert, change or query rows by itself would be found by the type check.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from salesdesk.domain.changes import ChangeSet
    from salesdesk.phrases import Phrase
    from salesdesk.store.journal.unit_of_work import UnitOfWork

Owner = TypeVar("Owner")
P = ParamSpec("P")
R = TypeVar("R")


class Writing(Protocol):
    """One change that is being written. ``at`` is its moment (UTC text), ``actor`` who makes it, ``told`` what the history
    calls it; ``changes`` is what it changed, once it is committed."""

    at: str
    actor: str
    told: Phrase
    changes: ChangeSet

    def so_far(self) -> ChangeSet:
        """What it changed by now."""

    @property
    def batch(self) -> int | None:
        """The batch number in the journal; None while nothing was written."""

    def open_batch(self) -> int:
        """The batch number, opened now if nothing was written yet."""


def writes(
    method: Callable[Concatenate[Owner, UnitOfWork, P], R],
) -> Callable[Concatenate[Owner, Writing, P], R]:
    """A method of the store that writes through the unit of work it gets first. Only the store makes a ``Writing``, and
    each that it makes is a ``UnitOfWork``, so nothing happens when it is called."""
    return cast(Any, method)
