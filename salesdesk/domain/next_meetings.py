"""When the next meeting is, by the rhythm its template says."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta

from salesdesk.domain.activities.moments import stored
from salesdesk.domain.meetings import MeetingTemplate, Rhythm


def next_day(rhythm: Rhythm, held: date) -> date | None:
    """The day of the meeting after one; a monthly one is on the same weekday of its week of the month, in the last week
    where that month has no fifth. None where there is no rhythm, and behind the end of the calendar."""
    try:
        match rhythm:
            case Rhythm.NONE:
                return None
            case Rhythm.WEEKLY:
                return held + timedelta(days=7)
            case Rhythm.FORTNIGHTLY:
                return held + timedelta(days=14)
            case Rhythm.MONTHLY:
                week = (held.day - 1) // 7
                first = (held.replace(day=1) + timedelta(days=32)).replace(day=1)
                day = 1 + (held.weekday() - first.weekday()) % 7 + 7 * week
                last = monthrange(first.year, first.month)[1]
                return first.replace(day=day if day <= last else day - 7)
    except (OverflowError, ValueError):
        return None


def next_moment(template: MeetingTemplate, held: date) -> str | None:
    """When the meeting after one is, as it is stored: a moment where the template says when it begins, else a day."""
    day = next_day(template.rhythm, held)
    if day is None:
        return None
    return moment_on(day, template.starts)


def moment_on(day: date, starts: str) -> str:
    """A day with the time a template says, "16:00", as it is stored."""
    try:
        clock = datetime.strptime(starts, "%H:%M").time()
    except ValueError:
        return day.isoformat()
    return stored(datetime.combine(day, clock))
