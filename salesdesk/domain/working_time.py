"""Working days: those of the week on which the person works. Public holidays are not known, and are counted as working."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

USUAL_DAYS: frozenset[int] = frozenset(range(5))
"""Monday to Friday."""
_WEEK = 7


def working_days(first: date, last: date, days: Collection[int] = USUAL_DAYS) -> int:
    """How many working days there are from one day to another, both included; 0 where the second is earlier. ``days`` are
    the weekdays that are worked, 0 for Monday; without any they are the usual ones."""
    worked = set(days) or USUAL_DAYS
    length = (last - first).days + 1
    if length <= 0:
        return 0
    weeks, rest = divmod(length, _WEEK)
    begins = first.weekday()
    return weeks * len(worked) + sum((begins + day) % _WEEK in worked for day in range(rest))


def pace(so_far: int, first: date, last: date, today: date, days: Collection[int] = USUAL_DAYS) -> int | None:
    """What a span of days comes to that goes on as it went: what was reached by the end of today, by the working days gone
    (today is one of them), for all of them. None outside the span, and while no working day of it is gone."""
    gone = working_days(first, today, days)
    if not first <= today <= last or not gone:
        return None
    return round(so_far * working_days(first, last, days) / gone)
