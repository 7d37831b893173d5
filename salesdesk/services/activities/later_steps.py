"""The steps of a sequence that come after one of them, and follow when it is moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from salesdesk.domain.activities import Activity, ActivityChange
from salesdesk.domain.activities.moments import local_day, moved_to
from salesdesk.domain.changes import Unchanged
from salesdesk.services.activities.entries import with_end
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.store import Store

Apply = Callable[[Writing, int, ActivityChange], None]


def later_steps(store: Store, step: Activity) -> dict[int, str]:
    """The steps still to be done that come after an open one in the same start of a sequence, with when they are due."""
    if step.sequence_run is None or step.due_at is None or not step.is_open:
        return {}
    here = step.due_at, step.id
    return {
        number: due
        for number, due in store.sequences.to_do([step.sequence_run]).items()
        if (due, number) > here and number != step.id
    }


def days_moved(step: Activity, to: str | None) -> int:
    """By how many days a step is moved that gets another moment; 0 where its day stays."""
    if step.due_at is None or to is None:
        return 0
    return (local_day(to) - local_day(step.due_at)).days


def with_later(store: Store, apply: Apply) -> Apply:
    """What writes a step as ``apply`` does, and moves those after it by as many days; each keeps its time."""

    def write(uow: Writing, number: int, change: ActivityChange) -> None:
        step = store.activities.get(number)
        later = later_steps(store, step)
        days = 0 if isinstance(change.due_at, Unchanged) else days_moved(step, change.due_at)
        apply(uow, number, change)
        for one, due in later.items() if days else ():
            to = moved_to(due, (local_day(due) + timedelta(days=days)).isoformat())
            moved = ActivityChange(due_at=to, snoozed_until=None)
            ActivityWriter(uow).change(one, with_end(store.activities.get(one), moved))

    return write
