"""Working days: those of the week on which the person works, without the days off that the settings name. Other public
holidays are not known, and are counted as working."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from salesdesk.value_classes import dataclass

USUAL_DAYS: frozenset[int] = frozenset(range(5))
"""Monday to Friday."""
_WEEK = 7


@dataclass(frozen=True, slots=True)
class WorkDays(Collection[int]):
    """The weekdays that are worked, 0 for Monday, but for the days that are ``off``."""

    weekdays: frozenset[int] = USUAL_DAYS
    off: frozenset[date] = frozenset()

    def __contains__(self, day: object) -> bool:
        return day in self.weekdays

    def __iter__(self) -> Iterator[int]:
        return iter(self.weekdays)

    def __len__(self) -> int:
        return len(self.weekdays)


def working_days(first: date, last: date, days: Collection[int] = USUAL_DAYS) -> int:
    """How many working days there are from one day to another, both included; 0 where the second is earlier. ``days`` are
    the weekdays that are worked, 0 for Monday, or a `WorkDays`; without any they are the usual ones."""
    worked = set(days) or USUAL_DAYS
    length = (last - first).days + 1
    if length <= 0:
        return 0
    weeks, rest = divmod(length, _WEEK)
    begins = first.weekday()
    counted = weeks * len(worked) + sum((begins + day) % _WEEK in worked for day in range(rest))
    off = days.off if isinstance(days, WorkDays) else ()
    return counted - sum(first <= day <= last and day.weekday() in worked for day in off)


def pace(so_far: int, first: date, last: date, today: date, days: Collection[int] = USUAL_DAYS) -> int | None:
    """What a span of days comes to that goes on as it went: what was reached by the end of today, by the working days gone
    (today is one of them), for all of them. None outside the span, and while no working day of it is gone."""
    gone = working_days(first, today, days)
    if not first <= today <= last or not gone:
        return None
    return round(so_far * working_days(first, last, days) / gone)
