"""Ordering the ids of a list in memory, for sorts no index of the file answers.

SQLite would call back for every comparison of folded text and carry whole rows through its sorter; here every
distinct value is folded once and the ids are dealt into its bucket. One million rows take about a second.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from salesdesk.domain.cleaning.countries import country_name
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import FieldType
from salesdesk.domain.lifecycle import rank

_WORDS = frozenset(
    {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.NAME, FieldType.URL, FieldType.CHOICE, FieldType.EMAIL}
)

Key = Callable[[Any], Any]


def key_for(field: str, type_: FieldType) -> Key:
    """How values of a field are compared: words without case and accents, countries by name, stages by rank."""
    if field == "lifecycle_stage":
        return rank
    if type_ is FieldType.COUNTRY:
        return lambda value: fold_key(country_name(value))
    return fold_key if type_ in _WORDS else _plain


def compares_folded(field: str, type_: FieldType) -> bool:
    """Whether values of a field are compared by something else than as they are stored."""
    return key_for(field, type_) is not _plain


def _plain(value: Any) -> Any:
    return value


def in_order(rows: Iterable[tuple[Any, ...]], key: Key, *, descending: bool) -> array[int]:
    """Ids by value. ``rows`` are (id, value, …); ``key`` makes the first value comparable, further ones decide
    between equal ones. Rows without any value come last either way; among equal ones ids go up, or down when
    descending."""
    buckets: dict[Any, list[int]] = defaultdict(list)
    for row in rows:
        buckets[row[1] if len(row) == 2 else row[1:]].append(row[0])
    empty: list[int] = []
    merged: dict[Any, list[int]] = {}
    for value, ids in buckets.items():
        if (
            value is None
            or value == ""
            or (type(value) is tuple and not any(_filled(part) for part in value))
        ):
            empty += ids
            continue
        place = _place(value, key) if type(value) is tuple else key(value)
        if place in merged:
            merged[place] += ids
        else:
            merged[place] = ids
    found = array("q")
    for place in sorted(merged, reverse=descending):
        found.extend(sorted(merged[place], reverse=descending))
    found.extend(sorted(empty, reverse=descending))
    return found


def _filled(value: Any) -> bool:
    return value is not None and value != ""


def _place(values: tuple[Any, ...], key: Key) -> tuple[Any, ...]:
    """Several values as one that compares; None comes after every value and cannot be compared with one."""
    first, *rest = values
    return tuple(
        (1, 0) if value is None else (0, value) for value in (first if first is None else key(first), *rest)
    )
