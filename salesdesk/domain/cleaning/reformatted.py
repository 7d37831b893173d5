"""Texts that a spreadsheet program took for something else: "00123" for 123, "3-4" for the third of April, a long number for
1.23457E+18, "TRUE" for WAHR. Told by the text as it was: what a program makes of it is that text, only written otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from salesdesk.domain.cleaning.dates import from_serial
from salesdesk.domain.cleaning.locale_names import usual_month
from salesdesk.domain.cleaning.numbers import GROUPED
from salesdesk.domain.cleaning.text import fold_key, one_line
from salesdesk.domain.sheets import Cell, CellError

_TRUE = frozenset({"true", "wahr", "vrai", "verdadero", "vero", "verdadeiro", "waar"})
_FALSE = frozenset({"false", "falsch", "faux", "falso", "onwaar"})
_KEPT_FIGURES = 15  # of a number in a cell
_PLAIN = re.compile(r"[+-]?\d[\d.,'\u00a0\u202f ]*")
_EXPONENT = re.compile(r"([+-]?\d(?:[.,]\d+)?)E\+?(\d{1,3})", re.IGNORECASE)
_BLANKS = re.compile(r"[\s'\u00a0\u202f]")
_PARTS = re.compile(r"[^\W\d_]+|\d+")
_DATE_LIKE = re.compile(r"[\w.\-/ ,]+")
_LONGEST = 40  # characters of what a program takes for a number or a day
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SERIALS = range(32_874, 73_051)  # 1990 to 2099
_DAY, _YEAR = 31, 100
_Date = tuple[str, int, int]
"""A day and its month, or a month and the last two figures of its year."""


def is_reformatted(cell: Cell | CellError, text: str) -> bool:
    """Whether a cell is what a program makes of a text that it takes for a number, a day or a truth value."""
    if cell is None or isinstance(cell, CellError) or len(text) > _LONGEST:
        return False
    if isinstance(cell, str):
        cell = one_line(cell)
        if len(cell) > _LONGEST:
            return False
    return _is_truth(cell, text) or _is_number(cell, text) or _is_day(cell, text)


def readings(text: str) -> frozenset[Decimal]:
    """The numbers that a text may be, by whichever mark it writes its thousands and its parts; none of one that has anything
    else in it."""
    compact = _BLANKS.sub("", text)
    if match := _EXPONENT.fullmatch(compact):
        return frozenset({_decimal(match[1].replace(",", "."), int(match[2]))})
    if not _PLAIN.fullmatch(text.strip()):
        return frozenset()
    return frozenset(number for one in _written_plainly(compact) if (number := _number(one)) is not None)


def _written_plainly(compact: str) -> Iterator[str]:
    """A number with a point before its parts, in each way in which its marks can be meant."""
    marks = [char for char in compact if char in ".,"]
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        yield compact.replace(marks[0], "").replace(marks[-1], ".")
    elif len(set(marks)) < 2:
        if len(marks) < 2:
            yield compact.replace(",", ".")
        if marks and GROUPED[marks[0]].fullmatch(compact.lstrip("+-")):
            yield compact.replace(marks[0], "")


def _is_truth(cell: Cell, text: str) -> bool:
    for words, truth in ((_TRUE, True), (_FALSE, False)):
        if text.strip().casefold() in words:
            said = cell.casefold() in words if isinstance(cell, str) else cell is truth
            return said or (not isinstance(cell, bool | str) and cell == int(truth))
    return False


def _is_number(cell: Cell, text: str) -> bool:
    numbers = readings(text)
    if not numbers:
        return False
    if isinstance(cell, str):
        if match := _EXPONENT.fullmatch(_BLANKS.sub("", cell)):
            figures = sum(map(str.isdigit, match[1]))
            shown = _decimal(match[1].replace(",", "."), int(match[2]))
            return any(_rounded(number, figures) == shown for number in numbers)
        said = readings(cell)
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        said = frozenset({Decimal(repr(cell))})
    else:
        return False
    return any(_rounded(a, _KEPT_FIGURES) == _rounded(b, _KEPT_FIGURES) for a in numbers for b in said)


def _rounded(number: Decimal, figures: int) -> Decimal:
    return Decimal(f"{number:.{figures - 1}e}") if number else Decimal(0)


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _decimal(mantissa: str, exponent: int) -> Decimal:
    return Decimal(mantissa).scaleb(exponent)


def _is_day(cell: Cell, text: str) -> bool:
    meant = set(_days_meant(text))
    return bool(meant) and not meant.isdisjoint(_days_shown(cell))


def _days_meant(text: str) -> Iterator[_Date]:
    """The dates for which a program may take a text of two or three numbers, one of them perhaps a month's name."""
    parts = _PARTS.findall(text)
    if not 2 <= len(parts) <= 3 or not _DATE_LIKE.fullmatch(text.strip()):
        return
    months = [month for part in parts if not part.isdigit() and (month := _month(part))]
    numbers = [int(part) for part in parts if part.isdigit() and len(part) <= 4]
    if len(months) + len(numbers) < len(parts) or len(months) > 1:
        return
    if months:
        yield from _with_month(months[0], numbers)
    elif len(numbers) == 2:
        yield from _pairs(numbers)
        yield from (("month", one, other % _YEAR) for one, other in (numbers, numbers[::-1]) if other > _DAY)
    else:
        yield from _pairs([numbers[0], numbers[1]])
        yield from _pairs([numbers[1], numbers[2]])


def _days_shown(cell: Cell) -> Iterator[_Date]:
    """The dates that a cell shows which holds one."""
    serial = _serial(cell)
    found = from_serial(serial) if serial in _SERIALS else cell
    if isinstance(found, date):
        yield "day", found.month, found.day
        if found.day == 1:
            yield "month", found.month, found.year % _YEAR
    elif isinstance(cell, str):
        yield from _days_written(_PARTS.findall(cell))


def _days_written(parts: list[str]) -> Iterator[_Date]:
    months = [month for part in parts if not part.isdigit() and (month := _month(part))]
    numbers = [int(part) for part in parts if part.isdigit()]
    if len(months) == 1 and len(parts) == len(numbers) + 1 and numbers:
        yield from _with_month(months[0], numbers[:2])
    elif len(parts) == len(numbers) == 3 and any(number >= _YEAR for number in numbers):
        yield from _pairs([number for number in numbers if number < _YEAR])


def _serial(cell: Cell) -> int:
    if isinstance(cell, str):
        return int(cell) if len(cell) == 5 and cell.isdecimal() else 0
    return int(cell) if isinstance(cell, int | float) and cell == int(cell) else 0


def _with_month(month: int, numbers: list[int]) -> Iterator[_Date]:
    yield from (("day", month, number) for number in numbers if _is_of_month(month, number))
    if len(numbers) == 1:
        yield "month", month, numbers[0] % _YEAR


def _pairs(numbers: list[int]) -> Iterator[_Date]:
    if len(numbers) == 2:
        for month, day in (numbers, numbers[::-1]):
            if _is_of_month(month, day):
                yield "day", month, day


def _is_of_month(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= _MONTH_DAYS[month - 1]


def _month(word: str) -> int | None:
    return usual_month(fold_key(word))
