"""When entries take place: what lies ahead and what happened, how long things last, and moving them.

Moments are UTC text, or a bare day of which no time is known (``domain.days``). ``zone`` is the person's time zone, None
that of this computer: whoever moves something by days means the clock on the wall.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo

from salesdesk.domain.activities.records import Activity
from salesdesk.domain.days import day_start
from salesdesk.domain.local_zone import in_utc
from salesdesk.errors import InputError

MOST_MINUTES = 366 * 24 * 60
"""How long before a step a reminder may come, and how long an entry may take: a year."""
LONGEST_MINUTES = 31 * 24 * 60
"""How long something takes at most: a month. More is a slip of the finger."""
_STORED = "%Y-%m-%dT%H:%M:%SZ"


def is_day(stored: str) -> bool:
    """Whether no time of the day is known."""
    return len(stored) == 10


def lies_ahead(moment: str, now: str, today: str) -> bool:
    """Whether an entry at a moment is one to be planned: a day from today on, or a moment after ``now``."""
    return moment >= today if is_day(moment) else moment > now


def is_due(due_at: str, now: str, today: str) -> bool:
    """Whether something planned is to be done by now: its day has come, or its moment."""
    return due_at <= today if is_day(due_at) else due_at <= now


def is_overdue(due_at: str, now: str, today: str) -> bool:
    """Whether something planned should have been done before: its day is over, or its moment has passed."""
    return due_at < today if is_day(due_at) else due_at < now


def local(stored: str, zone: tzinfo | None = None) -> datetime:
    """A moment as the clock on the wall shows it, a bare day as its beginning."""
    if is_day(stored):
        return datetime.fromisoformat(stored)
    return datetime.fromisoformat(stored.replace("Z", "+00:00")).astimezone(zone).replace(tzinfo=None)


def stored(wall: datetime, zone: tzinfo | None = None) -> str:
    """The moment at which the clock on the wall shows this; where it shows it twice, the first time."""
    there = in_utc(wall) if zone is None else wall.replace(tzinfo=zone)
    return there.astimezone(UTC).strftime(_STORED)


def local_day(moment: str, zone: tzinfo | None = None) -> date:
    """The day of a moment or bare day."""
    return local(moment, zone).date()


def end_of(start: str, minutes: int | None) -> str | None:
    """When something ends that begins at ``start`` and takes some minutes; None of a bare day, which has no times."""
    if not minutes or is_day(start):
        return None
    return _text(_moment(start) + timedelta(minutes=minutes))


def minutes_of(start: str | None, end: str | None) -> int | None:
    """How long something takes, None where either is no moment."""
    if start is None or end is None or is_day(start) or is_day(end):
        return None
    return int((_moment(end) - _moment(start)).total_seconds() // 60)


def checked_end(start: str | None, end: str | None) -> str | None:
    """The end of what begins at ``start``: a moment if that is one, else a day. Raises ``InputError`` for one that lies
    before, and for a moment beside a day."""
    if end is None or start is None:
        return None
    if is_day(start) != is_day(end):
        raise InputError("activities.end_unlike", field="end_at")
    if end < start:
        raise InputError("activities.end_before", field="end_at")
    return None if end == start else end


def moved_end(start: str, end: str | None, to: str) -> str | None:
    """The end of what is moved from ``start`` to ``to``: it takes as long as before. None where a day becomes a moment, or
    the other way round."""
    if end is None or is_day(start) != is_day(to) or is_day(start) != is_day(end):
        return None
    if is_day(start):
        taken = date.fromisoformat(end) - date.fromisoformat(start)
        return (date.fromisoformat(to) + taken).isoformat()
    return _text(_moment(to) + (_moment(end) - _moment(start)))


def moved_to(due_at: str | None, to: str, zone: tzinfo | None = None) -> str:
    """Where something planned comes when it is moved: at the moment that was said, or on the day that was said, at the
    time of the day it had."""
    if due_at is None or is_day(due_at) or not is_day(to):
        return to
    day = date.fromisoformat(to)
    return stored(datetime.combine(day, local(due_at, zone).time()), zone)


def reminder_of(entry: Activity) -> str | None:
    """When to remind of an entry: when it was put off to, or as long before it as was said (before its day begins, where it
    has no time). None where nobody asked, and of what is done."""
    if not entry.is_open or entry.due_at is None:
        return None
    if entry.snoozed_until is not None:
        later = entry.snoozed_until
        return day_start(date.fromisoformat(later)).moment if is_day(later) else later
    if entry.remind_minutes is None:
        return None
    due = entry.due_at
    start = day_start(date.fromisoformat(due)).moment if is_day(due) else due
    return _text(_moment(start) - timedelta(minutes=entry.remind_minutes))


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored.replace("Z", "+00:00"))


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_STORED)
