"""How long something took, in whole minutes, as telephones, calendars and people write it."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Any

from salesdesk.domain.cleaning.numbers import parse_number
from salesdesk.domain.cleaning.text import fold_key

_CLOCK = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?$")
_PART = re.compile(
    r"(?<!\d)(\d{1,6}(?:[.,]\d{1,4})?)\s{0,3}(h(?:rs?|ours?)?|std\.?|stunden?|heures?|horas?|ore|uur|uren|godz\.?|tim(?:mar)?|timer?|ч(?:ас\w*)?|時間|小时|"
    r"m(?:ins?|inutes?|inuten?|inutos?|inuti|inuut)?\.?|мин\w*|分鐘|分钟|分|"
    r"s(?:ec|ecs|econds?|ek|ekunden?)?\.?|secondes?|segundos?|secondi|сек\w*|秒)(?![^\W\d_])",
    re.IGNORECASE,
)
_SECONDS = frozenset(
    {
        "s",
        "sec",
        "secs",
        "second",
        "seconds",
        "sek",
        "sekunde",
        "sekunden",
        "seconde",
        "secondes",
        "segundo",
        "segundos",
        "secondi",
        "сек",
        "秒",
    }
)
_HOURS = frozenset(
    {
        "h",
        "hr",
        "hrs",
        "hour",
        "hours",
        "std",
        "stunde",
        "stunden",
        "heure",
        "heures",
        "hora",
        "horas",
        "ore",
        "uur",
        "uren",
        "godz",
    }
)
_HOURS_BEGIN = ("tim", "godz", "ч", "時", "小")
_LONGEST = 100_000  # minutes


def parse_duration(value: Any, header: str = "", decimal: str = ".") -> int | None:
    """Whole minutes, halves rounded up and anything shorter than one counted as one, or None for what is no length.

    A bare number is minutes, unless the header says "seconds" or "hours". "1:05:30" is hours, minutes and seconds;
    of "0:45" the first number is hours, as spreadsheets show it.
    """
    minutes = _minutes(value, frozenset(fold_key(header).split()), decimal)
    if minutes is None or not 0 <= minutes <= _LONGEST:
        return None
    return max(1, int(minutes + 0.5)) if minutes > 0 else 0


def _minutes(value: Any, said: frozenset[str], decimal: str) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, timedelta):
        return value.total_seconds() / 60
    if isinstance(value, time):
        return value.hour * 60 + value.minute + value.second / 60
    if isinstance(value, str):
        text = value.strip()
        clock = _CLOCK.match(text)
        if clock:
            first, second, third = int(clock[1]), int(clock[2]), int(clock[3] or 0)
            if clock[3] is None and said & _SECONDS:  # minutes and seconds
                return first + second / 60
            return first * 60 + second + third / 60
        parts = _PART.findall(text)
        if parts and not _PART.sub("", text).strip(" ,;und&+"):
            return sum(float(number.replace(",", ".")) * _per(unit) for number, unit in parts)
    number = parse_number(value, decimal)
    if number is None:
        return None
    return number / 60 if said & _SECONDS else number * 60 if said & _HOURS else number


def _per(unit: str) -> float:
    """Minutes of a unit."""
    key = unit.lower().rstrip(".")
    if key in _SECONDS or key.startswith(("sec", "sek", "seg", "сек")):
        return 1 / 60
    return 60.0 if key in _HOURS or key.startswith(_HOURS_BEGIN) else 1.0
