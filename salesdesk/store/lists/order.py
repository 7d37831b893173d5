"""Ordering the ids of a list in memory, for sorts no index of the file answers.

SQLite would call back for every comparison of folded text and carry whole rows through its sorter; here every
distinct value is folded once and the ids are dealt into its bucket. One million rows take about a second.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from heapq import merge
from typing import Any

from salesdesk.domain.cleaning.countries import country_name
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import FieldType
from salesdesk.domain.lifecycle import rank

_WORDS = frozenset(
    {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.NAME, FieldType.URL, FieldType.CHOICE, FieldType.EMAIL}
)

Key = Callable[[Any], Any]
_PART = 20_000


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
    merged, empty = _dealt(rows, key)
    found = array("q")
    for place in in_turns(merged, descending=descending):
        _extend(found, in_turns(merged[place], descending=descending))
    _extend(found, in_turns(empty, descending=descending))
    return found


def members(ids: Sequence[int]) -> set[int]:
    """The ids as a set, made in parts like everything that is long here."""
    found: set[int] = set()
    for at in range(0, len(ids), _PART):
        found.update(ids[at : at + _PART])
    return found


def _extend(found: array[int], ids: list[int]) -> None:
    for at in range(0, len(ids), _PART):
        found.extend(ids[at : at + _PART])


def in_several_orders(
    ids: Iterable[int], orders: Sequence[tuple[Iterable[tuple[Any, ...]], Key, bool]]
) -> array[int]:
    """Ids by several values, each given as for ``in_order`` with whether it descends; ``ids`` are in the order of those
    that are equal in all of them."""
    found = list(ids)
    for rows, key, descending in reversed(orders):
        merged, empty = _dealt(rows, key)
        place_of: dict[int, int] = {}
        for number, place in enumerate(in_turns(merged, descending=descending)):
            place_of.update(dict.fromkeys(merged[place], number))
        dealt: list[list[int]] = [[] for _ in range(len(merged) + 1)]
        last = len(merged) if empty or merged else 0
        for one in found:
            dealt[place_of.get(one, last)].append(one)
        found = [one for bucket in dealt for one in bucket]
    return array("q", found)


def in_turns(values: Iterable[Any], *, descending: bool) -> list[Any]:
    """Values in order, sorted in parts: a thread that sorts a million at once keeps every other one waiting, that of the
    window too."""
    given = values if isinstance(values, list) else list(values)
    if len(given) <= _PART:
        return sorted(given, reverse=descending)
    parts = [sorted(given[at : at + _PART], reverse=descending) for at in range(0, len(given), _PART)]
    return list(merge(*parts, reverse=descending))


def _dealt(rows: Iterable[tuple[Any, ...]], key: Key) -> tuple[dict[Any, list[int]], list[int]]:
    """The ids under each place in the order, and those of rows without a value."""
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
    return merged, empty


def _filled(value: Any) -> bool:
    return value is not None and value != ""


def _place(values: tuple[Any, ...], key: Key) -> tuple[Any, ...]:
    """Several values as one that compares; None comes after every value and cannot be compared with one."""
    first, *rest = values
    return tuple(
        (1, 0) if value is None else (0, value) for value in (first if first is None else key(first), *rest)
    )
