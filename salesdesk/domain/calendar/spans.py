"""Which days a view shows, and where the next one begins."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

MONDAY = 0


class View(Enum):
    """How much of the calendar is shown."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def week_of(day: date, first_weekday: int = MONDAY) -> date:
    """The first day of a week; ``first_weekday`` is 0 for Monday."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def days_shown(view: View, day: date, first_weekday: int = MONDAY) -> tuple[date, ...]:
    """The days of the view that shows ``day``: one, those of its week, or the whole weeks of its month."""
    if view is View.DAY:
        return (day,)
    if view is View.WEEK:
        first, count = week_of(day, first_weekday), 7
    else:
        first = week_of(day.replace(day=1), first_weekday)
        count = ((month_end(day) - first).days // 7 + 1) * 7
    return tuple(first + timedelta(days=n) for n in range(count))


def month_end(day: date) -> date:
    """The last day of a month."""
    return add_months(day.replace(day=1), 1) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or the last one of a shorter month."""
    place = day.year * 12 + day.month - 1 + months
    first = date(place // 12, place % 12 + 1, 1)
    following = date((place + 1) // 12, (place + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def stepped(view: View, day: date, by: int) -> date:
    """The day in the view before (``by`` −1) or after (1) that is where this one is. One the calendar does not reach
    stays."""
    try:
        if view is View.MONTH:
            return add_months(day, by)
        return day + timedelta(days=by if view is View.DAY else 7 * by)
    except (OverflowError, ValueError):
        return day
