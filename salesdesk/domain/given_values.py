"""Values given for the fields of a deal, a campaign or an activity, already in stored form: checked before they are
written, whoever gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import Enum, auto
from typing import Any

from salesdesk.domain.cleaning.text import one_line, tidy
from salesdesk.domain.money import Money
from salesdesk.errors import InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.value_classes import dataclass

LARGEST_AMOUNT = 10**17
"""Minor units an amount stays below, so that sums of many still fit the integers a database keeps."""

LARGEST_NUMBER = 2**31 - 1
"""What a whole number in a record may be at most: more than any list shows or counts."""

_FIRST_YEAR, _LAST_YEAR = 1000, 9998  # moments of other years leave the calendar in some time zone


class Shape(Enum):
    """What a field holds, in stored form."""

    LINE = auto()  # text of one line
    TEXT = auto()  # text of several lines
    DAY = auto()  # YYYY-MM-DD
    MOMENT = auto()  # UTC text, or a day of which no time is known
    WHOLE = auto()  # a whole number from 0
    PERCENT = auto()  # a whole number from 0 to 100
    AMOUNT = auto()  # minor units
    HOURS = auto()  # a number from 0
    CURRENCY = auto()  # three capital letters
    LINK = auto()  # the number of another record
    LINKS = auto()  # the numbers of others, none twice
    CODE = auto()  # one of a few words
    TRUTH = auto()  # yes or no


@dataclass(frozen=True, slots=True)
class GivenField:
    """What may be given for one field. ``needed`` fields cannot be emptied; ``codes`` are the words of a CODE."""

    shape: Shape
    needed: bool = False
    codes: tuple[str, ...] = ()


def checked(what: str, fields: Mapping[str, GivenField], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are to be stored, texts tidied and empty ones None. ``what`` is what has the fields
    ("deal", one that ``values.of.…`` and ``given.…`` word). Raises ``InputError`` with the name of the field for an
    unknown name and a value that cannot be."""
    found = {}
    for name, value in values.items():
        field = fields.get(name)
        if field is None:
            raise InputError(
                "values.no_such_field",
                field=name,
                what=phrase(f"values.of.{what}"),
                name=name,
                known=tuple(sorted(fields)),
            )
        found[name] = _checked(what, name, field, value)
    return found


def moment(text: str, title: str | Phrase, name: str) -> str:
    """UTC text or a bare day as the store keeps it. Raises ``InputError`` for what is neither."""
    found = _moment(text)
    if found is None:
        raise InputError("values.no_moment", field=name, text=text, title=title)
    return found


def currency(text: str, name: str = "currency") -> str:
    """A currency by its code. Raises ``InputError`` for what cannot be one."""
    code = text.strip()
    if len(code) == 3 and code.isascii() and code.isalpha() and code.isupper():
        return code
    raise InputError("values.no_currency", field=name, text=text)


def _checked(what: str, name: str, field: GivenField, value: Any) -> Any:
    if isinstance(value, str):
        value = tidy(value) if field.shape is Shape.TEXT else one_line(value)
    if value is None or value == "":
        if field.needed:
            raise InputError(
                "values.needed",
                field=name,
                title=phrase(f"given.{what}_{name}"),
                what=phrase(f"values.of.{what}"),
            )
        return None
    read = _READERS[field.shape](value)
    if field.shape is Shape.CODE and read not in field.codes:
        raise InputError(
            "values.no_choice_of",
            field=name,
            text=str(value),
            title=phrase(f"given.{what}_{name}"),
            choices=tuple(field.codes),
        )
    if read is None:
        raise InputError(
            "values.not_wanted",
            field=name,
            text=str(value),
            title=phrase(f"given.{what}_{name}"),
            wanted=_wanted(field.shape),
        )
    return read


def _text(value: Any) -> str | None:
    return str(value) if isinstance(value, str) else None


def _whole(value: Any, least: int, most: int) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return int(value) if least <= value <= most else None


def _day(value: Any) -> str | None:
    if not isinstance(value, str) or len(value) != 10:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return None


def _moment(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    if len(value) == 10:
        day = _day(value)
        return day if day is not None and _FIRST_YEAR <= int(day[:4]) <= _LAST_YEAR else None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    if found.tzinfo is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        return None
    return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _hours(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if 0 <= value <= LARGEST_NUMBER else None  # a NaN is in no range


def _currency(value: Any) -> str | None:
    try:
        return currency(value) if isinstance(value, str) else None
    except InputError:
        return None


_MOST_RECORDS = 2**63 - 1


def _links(value: Any) -> tuple[int, ...] | None:
    if not isinstance(value, (tuple, list)) or any(_whole(one, 1, _MOST_RECORDS) is None for one in value):
        return None
    return tuple(dict.fromkeys(value))


_READERS: dict[Shape, Callable[[Any], Any]] = {
    Shape.LINE: _text,
    Shape.TEXT: _text,
    Shape.CODE: _text,
    Shape.DAY: _day,
    Shape.MOMENT: _moment,
    Shape.WHOLE: lambda value: _whole(value, 0, LARGEST_NUMBER),
    Shape.PERCENT: lambda value: _whole(value, 0, 100),
    Shape.AMOUNT: lambda value: _whole(value, 1 - LARGEST_AMOUNT, LARGEST_AMOUNT - 1),
    Shape.HOURS: _hours,
    Shape.CURRENCY: _currency,
    Shape.TRUTH: lambda value: value if isinstance(value, bool) else None,
    Shape.LINK: lambda value: _whole(value, 1, _MOST_RECORDS),
    Shape.LINKS: _links,
}
_MOST = {Shape.WHOLE: LARGEST_NUMBER, Shape.AMOUNT: LARGEST_AMOUNT, Shape.HOURS: LARGEST_NUMBER}


def _wanted(shape: Shape) -> Phrase:
    most = {"most": _MOST[shape]} if shape in _MOST else {}
    return phrase(f"values.shape.{shape.name.lower()}", **most)


def shown_values(record: object, fields: Mapping[str, GivenField]) -> dict[str, object]:
    """The values of a record as they are compared with what others wrote: an amount with its currency, because one
    without the other says nothing. Fields that the record does not carry are left out."""
    currency = getattr(record, "currency", None) or ""
    shown: dict[str, object] = {}
    for key, field in fields.items():
        if not hasattr(record, key):
            continue
        value = getattr(record, key)
        if field.shape is Shape.AMOUNT and value is not None:
            value = Money(value, currency)
        shown[key] = value
    if "amount" in shown:
        shown["currency"] = currency if shown["amount"] is None else shown["amount"]
    return shown
