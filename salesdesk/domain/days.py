"""Days as the person counts them, and the moments between which one lies.

A moment is stored as UTC text ``YYYY-MM-DDTHH:MM:SSZ``, a day as ``YYYY-MM-DD``. Where moments are stored a bare day may
stand, of which no time is known: it is that day wherever the person is. Such are the days deals were closed on.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from salesdesk.domain.local_zone import in_utc
from salesdesk.value_classes import dataclass

_WRITTEN = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")
_AGO = re.compile(r"(?:-(?P<short>\d{1,4})d|(?P<ago>\d{1,4}) days? ago)", re.IGNORECASE)
_AHEAD = re.compile(r"(?:\+(?P<short>\d{1,4})d|in (?P<ahead>\d{1,4}) days?)", re.IGNORECASE)
_NEAR_DAYS = re.compile(
    r"(?P<way>next|last) (?P<days>\d{1,4}) days?(?P<yearly>,? (?:of|in) any year)?", re.IGNORECASE
)
_NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1}


def local_day(stored: str) -> date:
    """The day a stored moment (UTC text) or day falls on where the person is."""
    if len(stored) == 10:
        return date.fromisoformat(stored)
    return datetime.fromisoformat(stored.replace("Z", "+00:00")).astimezone().date()


def moment_of(stored: str) -> datetime:
    """A stored moment, or the beginning of a stored day where the person is."""
    if len(stored) == 10:
        return in_utc(datetime.fromisoformat(stored))
    return datetime.fromisoformat(stored.replace("Z", "+00:00"))


@dataclass(frozen=True, slots=True)
class DayStart:
    """Where a day begins: ``moment`` in UTC, and the day itself for what is stored as a bare day."""

    day: str
    moment: str


def day_start(day: date) -> DayStart:
    """Where a day begins for the person, by the rules of their time zone on that day."""
    try:
        moment = in_utc(datetime(day.year, day.month, day.day)).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, OSError, ValueError):  # years the time zone tables do not reach
        moment = f"{day.isoformat()}T00:00:00Z"
    return DayStart(day.isoformat(), moment)


def is_on_or_after(stored: str, start: DayStart) -> bool:
    """Whether a stored moment or bare day is not before the day that begins there."""
    return stored >= start.moment or stored == start.day


def span_of(text: str, today: date) -> tuple[date, date]:
    """The first day of what a person wrote and the day after the last: a day, a month (``2026-03``), a year, "today",
    "yesterday", "tomorrow", "14 days ago" (``-14d``) or "in 14 days" (``+14d``). Raises ``ValueError`` for anything else, ``OverflowError`` past the last year."""
    near = _NEAR.get(text.lower())
    if near is None:
        near = days_off(text)
    if near is not None:
        first = today + timedelta(days=near)
        return first, first + timedelta(days=1)
    if not _WRITTEN.match(text):
        raise ValueError(text)
    parts = [int(part) for part in text.split("-")]
    first = date(*[*parts, 1, 1][:3])
    if len(parts) == 3:
        return first, first + timedelta(days=1)
    if len(parts) == 1 or first.month == 12:
        return first, date(first.year + 1, 1, 1)
    return first, date(first.year, first.month + 1, 1)


def days_off(text: str) -> int | None:
    """How many days from today a day lies that a person counts: "14 days ago" is -14, "in 14 days" 14; None of any other
    text."""
    if (ago := _AGO.fullmatch(text)) is not None:
        return -int(ago["short"] or ago["ago"])
    if (ahead := _AHEAD.fullmatch(text)) is not None:
        return int(ahead["short"] or ahead["ahead"])
    return None


@dataclass(frozen=True, slots=True)
class NearDays:
    """Days around today, from ``first`` to ``last`` days on from it, both included; ``yearly`` in whatever year."""

    first: int
    last: int
    yearly: bool = False


def near_days(text: str) -> NearDays | None:
    """The days that "next 30 days", "last 7 days" or "next 30 days of any year" mean, today included; None of any other
    text."""
    match = _NEAR_DAYS.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    days, yearly = int(match["days"]), match["yearly"] is not None
    return NearDays(0, days, yearly) if match["way"].lower() == "next" else NearDays(-days, 0, yearly)
