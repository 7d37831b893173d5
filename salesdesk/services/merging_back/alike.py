"""When two values, or a cell and what it showed, are the same to a person."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from typing import Any

from salesdesk.domain.cleaning.companies import company_key, may_be_one_firm
from salesdesk.domain.cleaning.dates import from_serial, parse_date, parse_day_or_moment, says_no_day
from salesdesk.domain.cleaning.text import fold_key, one_line, tidy
from salesdesk.domain.fields import FieldType
from salesdesk.domain.named_people import PEOPLE_FIELDS, people_keys
from salesdesk.domain.names import name_key
from salesdesk.domain.sheets import Cell, CellError
from salesdesk.exchange.writing.cells import as_kept
from salesdesk.services.shown_cells import to_the_second

_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
"""A moment as the number that spreadsheet programs keep, in a text."""
_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.NAME, FieldType.CHOICE})


TEXTS = _TEXTS | {FieldType.EMAIL, FieldType.PHONE, FieldType.URL}
"""Types of columns that hold a text, of which a program may make something else."""


def comparing(key: str, type_: FieldType, *, is_link: bool) -> Callable[[Any], Any]:
    """What two values of a column have in common that are the same to a person."""
    if key in PEOPLE_FIELDS.values():
        return partial(people_keys, key)
    if type_ is FieldType.TAGS:
        return lambda tags: frozenset(map(name_key, tags or ()))
    if type_ is FieldType.BOOLEAN:
        return bool
    if is_link:
        return lambda name: name_key(name) if name else None
    if type_ is FieldType.EMAIL:
        return lambda address: address.casefold() if isinstance(address, str) else address
    if type_ is FieldType.LONG_TEXT:
        return lambda text: " ".join(tidy(text).split()) if isinstance(text, str) else text
    if type_ in _TEXTS:
        return lambda text: one_line(text) if isinstance(text, str) else text
    return lambda value: value


def one_firm(one: str, other: str) -> bool:
    """Whether two names of companies are of one."""
    keys = fold_key(one), fold_key(other)
    return keys[0] == keys[1] or (company_key(one) == company_key(other) and may_be_one_firm(*keys))


def is_cut(cell: str, shown: str) -> bool:
    """Whether a cell is what a file kept of a text that is longer than a cell."""
    kept = as_kept(shown)
    return kept[-1:] == "…" and " ".join(cell.split()) == " ".join(kept.split())


def ends_cut(cell: str, shown: str) -> bool:
    """Whether a cell ends where a file cut a text that is longer than a cell: its end is not there."""
    kept = as_kept(shown)
    return kept != shown and kept[-1:] == "…" and cell.rstrip().endswith("…")


def same_moment(cell: Cell | CellError, shown: object, type_: FieldType, zone: tzinfo | None = None) -> bool:
    """Whether a day or moment is only written otherwise: to the minute, for few programs write seconds, in whichever order
    of day and month the program that saved it has, or as the number that programs keep of it. ``zone`` is that of the
    file: what is read of a moment that was midnight there is its day alone."""
    if type_ not in (FieldType.DATE, FieldType.DATETIME) or not isinstance(shown, date):
        return False
    if isinstance(cell, str):
        if _SERIAL.fullmatch(cell.strip()):
            return _is_serial(float(cell.replace(",", ".")), shown)
        return not says_no_day(cell) and any(_reads_as(cell, type_, one, shown) for one in ("DMY", "MDY"))
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _is_serial(cell, shown)
    if not isinstance(cell, date):
        return False
    return _minute(cell) == _minute(shown) or (
        zone is not None and isinstance(shown, datetime) and _midnight(cell, zone) == _minute(shown)
    )


def _midnight(cell: date, zone: tzinfo) -> datetime | None:
    """When a day began in a zone, by the clock here; None of a moment, which is by that clock as it is read."""
    if isinstance(cell, datetime):
        return None
    try:
        begun = datetime(cell.year, cell.month, cell.day, tzinfo=zone).astimezone()
    except (ValueError, OverflowError):  # at the ends of the calendar
        return None
    return _minute(begun)


def _is_serial(number: float, shown: date) -> bool:
    found = from_serial(number)
    return found is not None and abs(found - to_the_second(shown)) < timedelta(minutes=1)


def _reads_as(cell: str, type_: FieldType, order: str, shown: date) -> bool:
    if type_ is FieldType.DATE:
        found: Any = parse_date(cell, order)
    else:
        read = parse_day_or_moment(cell, order)
        found = read.astimezone().replace(tzinfo=None) if isinstance(read, datetime) else read
    return isinstance(found, date) and _minute(found) == _minute(shown)


def _minute(value: date) -> datetime:
    return to_the_second(value).replace(second=0)
