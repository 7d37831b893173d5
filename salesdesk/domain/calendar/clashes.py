"""What is booked twice, and when there would be room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from salesdesk.domain.calendar.events import CalendarEvent, in_order
from salesdesk.domain.calendar.working_hours import WorkingHours

DAYS_AHEAD = 14
"""For so many days a free time is looked for."""
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Clash:
    """What is there already at a time, and when there is room for as long (local time), None within two weeks."""

    events: tuple[CalendarEvent, ...]
    free: datetime | None


def clashing(
    events: Iterable[CalendarEvent], begins: datetime, ends: datetime, without: int | None = None
) -> list[CalendarEvent]:
    """The open events that overlap a time; all-day ones keep nobody from a call. ``without`` is the entry the time is
    for."""
    return in_order(
        e
        for e in events
        if e.entry.is_open and not e.whole and e.entry.id != without and e.begins < ends and e.ends > begins
    )


def free_time(
    events: Iterable[CalendarEvent],
    begins: datetime,
    length: timedelta,
    hours: WorkingHours,
    now: datetime,
    without: int | None = None,
) -> datetime | None:
    """The first time from ``begins`` on, at a quarter of an hour, at which nothing is planned for a length: within the
    working hours, on that day or a later one. None within two weeks."""
    booked = [e for e in events if e.entry.is_open and not e.whole and e.entry.id != without]
    start = max(begins, now)
    for ahead in range(DAYS_AHEAD):
        worked = hours.on(start.date() + timedelta(days=ahead))
        if worked is None:
            continue
        at = _quarter(max(start, worked[0]))
        while at + length <= worked[1]:
            taken = [e.ends for e in booked if e.begins < at + length and e.ends > at]
            if not taken:
                return at
            at = _quarter(max(at + QUARTER, min(taken)))
    return None


def _quarter(at: datetime) -> datetime:
    """The next quarter of an hour, or this one."""
    over = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at if not over else at - over + QUARTER
