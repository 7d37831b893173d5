"""Cells that an export wrote and that come back: whether one still shows the same value, in whatever format, after
whichever program saved it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from salesdesk.domain.cleaning.reformatted import readings
from salesdesk.domain.cleaning.text import number_text
from salesdesk.domain.columns import ListColumn
from salesdesk.domain.fields import FieldType
from salesdesk.domain.money import Money
from salesdesk.domain.sheets import Cell, CellError
from salesdesk.exchange.writing.text import cell_text
from salesdesk.services.list_sheets import card_text

_NO_NUMBER = re.compile(r"[^0-9.eE+-]|(?<![0-9.])[eE]|[eE](?![0-9+-])")
_MARKS_ALONE = re.compile(r"[^0-9.,'\u00a0\u202f\x20eE+-]|(?<![0-9])[eE]")
_CODE = re.compile(r"\b[A-Z]{3}\b")
_WITHOUT_DOLLAR = frozenset({"EUR", "GBP", "CHF", "JPY", "CNY", "INR", "SEK", "NOK", "DKK", "PLN", "CZK"})
"""Currencies that nobody writes with a dollar sign; many others are dollars or pesos."""


def record_number(cell: Cell | CellError) -> int | None:
    """The number of a record in a cell, None where there is none."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return int(cell) if cell == int(cell) and cell > 0 else None
    return int(cell) if isinstance(cell, str) and cell.strip().isdigit() and len(cell) < 16 else None


def shows(cell: Cell | CellError, shown: Any, column: ListColumn) -> bool:
    """Whether a cell is what an export of this value holds, in any format."""
    if shown is None or shown == "" or shown == ():
        return cell is None or cell == "" or (column.type is FieldType.BOOLEAN and cell_said(cell) == "No")
    if isinstance(cell, CellError) or cell is None:
        return False
    if (
        isinstance(cell, str)
        and isinstance(shown, Money | int | float | Decimal)
        and not isinstance(shown, bool)
    ):
        amount = shown.amount if isinstance(shown, Money) else shown
        # a reader may tell its sign: "30%", "USD 12.50"; and a text may have commas before the parts: "12,50"
        read = {_as_number(_NO_NUMBER.sub("", text)) for text in (cell, _with_point(cell))}
        near = any(number is not None and _near(number, amount) for number in read)
        written = readings(_MARKS_ALONE.sub("", cell))
        near = near or any(_near(one, amount) or _is_rounded(one, amount) for one in written)
        near = near or (column.type is FieldType.PERCENT and _is_share(cell, amount))
        return near and _names_no_other(cell, shown)
    if isinstance(cell, str):
        said = _plain(cell)
        ways = {_plain(cell_text(shown)), _plain(card_text(shown)), _plain(str(shown))}
        return said in ways or (
            not said.isascii() and any(_composed(said, way) == _composed(way, said) for way in ways)
        )
    if isinstance(shown, Money):
        return isinstance(cell, int | float) and _near(cell, shown.amount)
    if isinstance(shown, bool):
        return cell is shown
    if isinstance(shown, int | float | Decimal):
        if isinstance(cell, bool) or not isinstance(cell, int | float):
            return False
        return _near(cell, shown) or (column.type is FieldType.PERCENT and _near(cell * 100, shown))
    if isinstance(shown, date) and isinstance(cell, date):
        return to_the_second(cell) == to_the_second(shown)
    # a program that saved the file anew may have made a number of a text of digits
    return isinstance(cell, int | float) and isinstance(shown, str) and _as_number(shown) == cell


def _is_rounded(written: Decimal, shown: float | Decimal) -> bool:
    """Whether a text has a number with fewer places than it has, as a program shows it and so saves it as text."""
    places = written.as_tuple().exponent
    off = abs(written - Decimal(str(shown)))
    return isinstance(places, int) and places < 0 and off <= Decimal(5).scaleb(places - 1)


def _is_share(cell: str, shown: float | Decimal) -> bool:
    """Whether a text without its sign is a percentage as a program keeps it: 0.35 of 35 %."""
    return any(number <= 1 and _near(number * 100, shown) for number in readings(cell))


def _with_point(text: str) -> str:
    """A number with a comma before its parts as one with a point."""
    return text.replace(".", "").replace(",", ".") if "," in text else text


def _names_no_other(cell: str, shown: Any) -> bool:
    """Whether a cell names no other currency than that of the amount, by its code or by a sign that cannot be its own."""
    if not isinstance(shown, Money):
        return True
    named = _CODE.search(cell)
    if named is not None:
        return named.group() == shown.currency
    if "€" in cell and shown.currency != "EUR":
        return False
    return "$" not in cell or shown.currency not in _WITHOUT_DOLLAR


def _near(one: float | Decimal, other: float | Decimal) -> bool:
    return abs(Decimal(str(one)) - Decimal(str(other))) < Decimal("0.000001")


def _as_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def to_the_second(value: date) -> datetime:
    """A day as its beginning; programs keep moments to the millisecond or so."""
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return (value.replace(tzinfo=None) + timedelta(milliseconds=500)).replace(microsecond=0)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _composed(text: str, beside: str) -> str:
    """A text with each accent in one character with its letter, as most programs write it and not all save it. Left as it
    is where it has as many characters as the text ``beside``: what differs then is no way to write an accent."""
    return text if len(text) == len(beside) else unicodedata.normalize("NFC", text)


def cell_said(value: Any) -> str:
    """What a cell says, as text."""
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, float):
        return number_text(value)
    return "" if value is None else card_text(value)
