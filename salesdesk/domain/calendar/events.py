"""Entries as they stand in a calendar: from when to when, by the clock on the wall."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from salesdesk.domain.activities.moments import end_of, is_day, local
from salesdesk.domain.activities.records import Activity

USUAL_MINUTES = 30
"""How long something is taken to last that says no end."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An entry, or what a series foresees (``occurrence``: when, as it is stored). ``begins`` and ``ends`` are local times; of
    what takes all day (``whole``) the beginning of its first day and of the one after its last."""

    entry: Activity
    begins: datetime
    ends: datetime
    whole: bool
    occurrence: str | None = None

    @property
    def key(self) -> tuple[int, str | None]:
        """What tells it apart."""
        return self.entry.id, self.occurrence

    @property
    def is_done(self) -> bool:
        """Whether it is over and settled: done, or logged."""
        return not self.entry.is_open

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return int((self.ends - self.begins).total_seconds() // 60)

    @property
    def in_strip(self) -> bool:
        """Whether it stands above the hours: it takes whole days, or a day and a night."""
        return self.whole or self.ends - self.begins >= DAY

    @property
    def days(self) -> tuple[date, date]:
        """Its first and its last day."""
        last = self.ends - timedelta(seconds=1) if self.ends > self.begins else self.ends
        return self.begins.date(), last.date()

    def is_late(self, now: datetime) -> bool:
        """Whether it should have been done before."""
        if not self.entry.is_open:
            return False
        if not self.whole:
            return self.begins < now
        last = self.entry.end_at or self.entry.due_at or ""
        return self.ends.date() <= now.date() or last[:10] < now.date().isoformat()


def event_of(
    entry: Activity, occurrence: str | None = None, zone: tzinfo | None = None
) -> CalendarEvent | None:
    """An entry in the calendar, or where its series foresees it; None of one that is at no time."""
    start = entry.begins
    if start is None:
        return None
    begins = local(start, zone)
    ends = _end(entry, start, begins, zone)
    if occurrence is not None:
        to = local(occurrence, zone)
        begins, ends = to, to + (ends - begins)
    return CalendarEvent(entry, begins, ends, is_day(start), occurrence)


def _end(entry: Activity, start: str, begins: datetime, zone: tzinfo | None) -> datetime:
    if is_day(start):
        last = local(entry.end_at, zone).date() if entry.end_at and is_day(entry.end_at) else begins.date()
        return datetime.combine(max(last, begins.date()), time()) + DAY
    end = entry.end_at or end_of(start, entry.duration_minutes)
    if end is None or is_day(end):
        return begins + timedelta(minutes=USUAL_MINUTES)
    return max(local(end, zone), begins + timedelta(minutes=1))


def overdue_on(step: Activity, today: date) -> CalendarEvent:
    """A step of a day that is over, as it stands in the calendar today: it is still to be done."""
    begins = datetime.combine(today, time())
    return CalendarEvent(step, begins, begins + DAY, True)


def in_order(events: Iterable[CalendarEvent]) -> list[CalendarEvent]:
    """The earliest first, of those at one moment the longest."""
    return sorted(
        events,
        key=lambda e: (e.begins, -e.minutes, e.entry.priority != "high", e.entry.id, e.occurrence or ""),
    )


def within(events: Iterable[CalendarEvent], first: date, last: date) -> list[CalendarEvent]:
    """Those that touch the days from ``first`` up to before ``last``, in order."""
    begin, end = (datetime.combine(day, time()) for day in (first, last))
    return in_order(
        e for e in events if e.begins < end and max(e.ends, e.begins + timedelta(minutes=1)) > begin
    )
