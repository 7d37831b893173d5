"""Plain values between the two forms they have: by field, as a person and a draft know them, and by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from salesdesk.domain.fields.registry import FIELD, Fields, declared
from salesdesk.domain.fields.spec import FieldType, RecordKind
from salesdesk.domain.money import Money


def stored_in(kind: RecordKind, keys: Iterable[str]) -> tuple[str, ...]:
    """The columns in which the values of plain fields stand, one after the other; an amount has two."""
    return tuple(column for key in keys for column in _columns(kind, key))


def stored(kind: RecordKind, key: str, value: Any) -> tuple[Any, ...]:
    """What stands in these columns for one value; an amount is `Money`."""
    if not FIELD[key].currency(kind):
        return (value,)
    return (value.minor, value.currency or None) if isinstance(value, Money) else (None, None)


def stored_values(kind: RecordKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of values by field."""
    return {
        column: part
        for key, value in values.items()
        for column, part in zip(_columns(kind, key), stored(kind, key, value), strict=True)
    }


def values_in(kind: RecordKind, row: Mapping[str, Any]) -> dict[str, Any]:
    """The plain values a person can fill, by field, out of a row by column."""
    return read_stored(kind, declared().of(kind).plain, row)


def read_stored(kind: RecordKind, keys: Iterable[str], row: Mapping[str, Any]) -> dict[str, Any]:
    """The values of some plain fields out of a row by column."""
    found = {}
    for key, column, currency, is_truth in _places(kind, tuple(keys), declared()):
        value = row[column]
        if value is not None:
            if currency:
                value = Money(value, row[currency] or "")
            elif is_truth:
                value = bool(value)
        found[key] = value
    return found


@cache
def _places(kind: RecordKind, keys: tuple[str, ...], known: Fields) -> tuple[tuple[str, str, str, bool], ...]:
    """Of each field its column, that of its currency or "", and whether it is yes or no: looked up once, not for each
    record that is read."""
    specs = [known[key] for key in keys]
    return tuple(
        (spec.key, spec.columns(kind)[0], spec.currency(kind), spec.type is FieldType.BOOLEAN)
        for spec in specs
    )


def _columns(kind: RecordKind, key: str) -> tuple[str, ...]:
    columns = FIELD[key].columns(kind)
    return columns[:2] if FIELD[key].currency(kind) else columns[:1]
