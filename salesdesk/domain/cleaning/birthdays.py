"""Birthdays as people and programs write them, with or without the year."""

from __future__ import annotations

import re
from datetime import date, datetime

from salesdesk.domain.cleaning.dates import date_text, parse_date
from salesdesk.domain.cleaning.locale_names import month_in_any_language, usual_month
from salesdesk.domain.cleaning.text import fold_key, one_line
from salesdesk.domain.sheets import Cell, CellError

APPLE_NO_YEAR = 1604
"""The year Apple's programs write where they know none."""
_LEAP = 2000
_LONGEST = 40
_MARKED = re.compile(r"-{2}\s?(\d\d)-?(\d\d)(?:T.*)?")  # RFC 6350: --0214; Google: --02-14
_NO_YEAR = re.compile(r"(?:0000|1604)-?(\d\d)-?(\d\d)(?:[T ].*)?")
_TWO = re.compile(r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2?")
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_JOINING = frozenset("de del di do da of the den dem le la el il o d van st nd rd th er".split())


def parse_birthday(cell: Cell | CellError, order: str, *, today: date | None = None) -> str | None:
    """The stored form of a birthday, None when the cell holds none: ``YYYY-MM-DD``, or ``--MM-DD`` for "--0214", "14.02.",
    "14 February" and a day of the year 1604. ``order`` and ``today`` as for ``parse_date``; "03/04" is in April unless
    the order is "MDY"."""
    if isinstance(cell, date):
        if cell.year == APPLE_NO_YEAR:
            return _made(cell.month, cell.day)
    elif isinstance(cell, str):
        text = one_line(cell)
        marked = len(text) <= _LONGEST and (_MARKED.fullmatch(text) or _NO_YEAR.fullmatch(text))
        if marked:
            return _made(int(marked[1]), int(marked[2]))
    day = parse_date(cell, order, born=True, today=today)
    if day is not None:
        return date_text(day.date() if isinstance(day, datetime) else day)
    return _without_year(one_line(cell), order) if isinstance(cell, str) else None


def birthday_of_parts(day: str, month: str, year: str) -> str | None:
    """A birthday whose day, month (a number or its name) and year stand apart, as a text that ``parse_birthday`` reads;
    None where they are none. The year may be "", or one of those that programs write where they know none."""
    if max(len(day), len(month), len(year)) > _LONGEST:
        return None
    key = fold_key(month)
    number = int(key) if key.isdecimal() else usual_month(key) or month_in_any_language(key)
    if not day.isdecimal() or number is None or (year and not year.isdecimal()):
        return None
    stored = _made(number, int(day))
    if stored is None or not year or int(year) in (0, APPLE_NO_YEAR):
        return stored
    return f"{int(day):02d}.{number:02d}.{year}"


def _without_year(text: str, order: str) -> str | None:
    if len(text) > _LONGEST:
        return None
    two = _TWO.fullmatch(text)
    if two is not None:
        first, second = int(two[1]), int(two[3])
        day, month = (second, first) if order == "MDY" and two[2] != "." else (first, second)
        return _made(month, day) if month <= 12 else _made(day, month)
    return _with_word(text)


def _with_word(text: str) -> str | None:
    words = _WORDS.findall(text)
    numbers = [word for word in words if word.isdigit()]
    names = [fold_key(word) for word in words if not word.isdigit()]
    months = {usual_month(name) or month_in_any_language(name) for name in names if name not in _JOINING}
    if len(numbers) != 1 or len(months) != 1 or len(numbers[0]) > 2:
        return None
    month = months.pop()
    return _made(month, int(numbers[0])) if month is not None else None


def _made(month: int, day: int) -> str | None:
    try:
        date(_LEAP, month, day)
    except ValueError:
        return None
    return f"--{month:02d}-{day:02d}"


def month_day_of(text: str) -> tuple[int, int | None] | None:
    """(month, day) that a filter asks for, the day None for a whole month: "12-24", "--12-24", "24.12.", "24 December",
    "--12", "12", "december"; None of any other text."""
    text = one_line(text)
    pair = re.fullmatch(r"(?:--)?(\d{1,2})(?:-(\d{1,2}))?", text)
    if pair is not None:
        month, day = int(pair[1]), int(pair[2]) if pair[2] else None
        return (month, day) if _made(month, day or 1) is not None else None
    key = fold_key(text)
    month_named = (usual_month(key) or month_in_any_language(key)) if text.isalpha() else None
    if month_named is not None:
        return month_named, None
    of_a_year = None if "/" in text else _without_year(text, "DMY")  # "3/4" may be either
    return None if of_a_year is None else (int(of_a_year[2:4]), int(of_a_year[5:7]))
