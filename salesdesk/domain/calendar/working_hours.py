"""When a person works, and when they could take something on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from salesdesk.value_classes import dataclass

SETTING, DAYS_OFF = "working_hours", "days_off"
MOST_DAYS_OFF = 400
_FORM = re.compile(r"(?P<days>[1-7]*) (?P<h1>\d\d):(?P<m1>\d\d)-(?P<h2>\d\d):(?P<m2>\d\d)")


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """``days`` are weekdays, 0 for Monday; ``begins`` and ``ends`` minutes of the day."""

    days: frozenset[int] = frozenset(range(5))
    begins: int = 8 * 60 + 30
    ends: int = 17 * 60 + 30

    @property
    def text(self) -> str:
        """As it is kept."""
        days = "".join(str(day + 1) for day in sorted(self.days))
        return f"{days} {_clock(self.begins)}-{_clock(self.ends)}"

    def on(self, day: date) -> tuple[datetime, datetime] | None:
        """From when to when a day is worked, None where it is free."""
        if day.weekday() not in self.days:
            return None
        start = datetime.combine(day, time())
        return start + timedelta(minutes=self.begins), start + timedelta(minutes=self.ends)


def read_working_hours(text: str) -> WorkingHours | None:
    """What was kept; None of a text that says no hours. Raises nothing."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    hours = [int(found[part]) for part in ("h1", "m1", "h2", "m2")]
    begins, ends = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
    if not 0 <= begins < ends <= 24 * 60 or max(hours[1], hours[3]) > 59:
        return None
    return WorkingHours(frozenset(int(day) - 1 for day in found["days"]), begins, ends)


def read_days_off(text: str) -> frozenset[date] | None:
    """The days that a text names, as ``days_off_text`` writes them; None of any other text. Raises nothing."""
    try:
        found = frozenset(date.fromisoformat(part.strip()) for part in text.split(",") if part.strip())
    except ValueError:
        return None
    return found if len(found) <= MOST_DAYS_OFF else None


def days_off_text(days: Iterable[date]) -> str:
    """Days as they are kept."""
    return ",".join(day.isoformat() for day in sorted(set(days)))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
