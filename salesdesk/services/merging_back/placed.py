"""The cells of a row that somebody added, so that no other added row has a say in what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from salesdesk.domain.cleaning.countries import parse_country
from salesdesk.domain.cleaning.phones import plain_e164
from salesdesk.domain.cleaning.settings import detect_settings
from salesdesk.domain.columns import ListColumn
from salesdesk.domain.fields import FIELD, FieldType

_PLAIN_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?")


def placed(
    values: Mapping[str, str], columns: Iterable[ListColumn], country: str | None, currency: str
) -> dict[str, str]:
    """The texts of one row by field: amounts that show no currency with that of the file; numbers that the row itself says
    the country of, by its addresses and other numbers, in full. ``country`` is that of the file: where it has one, or the row
    names one, that tells. A number that nothing places stays as it is written."""
    types = {column.key: column.type for column in columns}
    found = dict(values)
    for key in bare_amounts(values, types):
        found[key] = f"{values[key]} {currency}"
    if country is None and not values.get("country"):
        numbers = [
            key for key, text in values.items() if types.get(key) is FieldType.PHONE and text[:1] != "+"
        ]
        own = _country_of(values) if numbers else None
        for key in numbers:
            # what tells is little: a number that is none there is dialled from elsewhere
            found[key] = (own and plain_e164(values[key], own, valid=True)) or values[key]
    return found


def bare_amounts(values: Mapping[str, str], types: Mapping[str, FieldType]) -> list[str]:
    """The fields of a row that hold an amount of which nothing says the currency; ``types`` are those of the fields."""
    if values.get("currency"):
        return []
    return [
        key
        for key, text in values.items()
        if types.get(key) is FieldType.MONEY and _PLAIN_AMOUNT.fullmatch(text)
    ]


def _country_of(values: Mapping[str, str]) -> str | None:
    """The country that a row speaks of."""
    known = [key for key in values if key in FIELD]
    return detect_settings((), dict(enumerate(known)), [[values[key]] for key in known]).country


def country_told(text: object) -> str | None:
    """The country (ISO alpha-2) that a cell or a record names, None where it names none."""
    return parse_country(text) if isinstance(text, str) else None
