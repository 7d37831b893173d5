"""Ordering the ids of a list in memory, for sorts no index of the file answers.

SQLite would call back for every comparison of folded text and carry whole rows through its sorter; here every
distinct value is folded once and the ids are dealt into its bucket. One million rows take about a second.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from heapq import merge
from operator import lt
from typing import Any

from salesdesk.domain.cleaning.countries import country_name
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import FieldType
from salesdesk.domain.lifecycle import rank
from salesdesk.value_classes import dataclass

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


@dataclass(frozen=True, slots=True)
class ByValue:
    """Rows as (value, ids that go up), once for each different value, put together by the database."""

    lists: Sequence[tuple[Any, array[int]]]


Rows = Iterable[tuple[Any, ...]] | ByValue


def in_order(rows: Rows, key: Key, *, descending: bool) -> array[int]:
    """Ids by value. ``rows`` are (id, value, …), or by value already; ``key`` makes the first value comparable, further ones decide
    between equal ones. Rows without any value come last either way; among equal ones ids go up, or down when
    descending."""
    merged, empty = _dealt(rows, key)
    found = array("q")
    for place in in_turns(merged, descending=descending):
        _extend(found, in_turns(merged[place], descending=descending))
    _extend(found, in_turns(empty, descending=descending))
    return found


def among(ids: Sequence[int], some: Iterable[int], *, without: bool = False) -> array[int]:
    """Those of ``ids`` that are among ``some`` in their order, or those that are not."""
    numbers = _Numbers(ids)
    numbers.put(some, 0)
    known, wanted = numbers.known, -1 if without else 0
    return array("q", [one for one in ids if known[one] == wanted])


def _extend(found: array[int], ids: Sequence[int]) -> None:
    for at in range(0, len(ids), _PART):
        found.extend(ids[at : at + _PART])


def in_several_orders(ids: Sequence[int], orders: Sequence[tuple[Rows, Key, bool]]) -> array[int]:
    """Ids by several values, each given as for ``in_order`` with whether it descends; ``ids`` are in the order of those
    that are equal in all of them."""
    found = array("q")
    _extend(found, ids)
    for rows, key, descending in reversed(orders):
        merged, _ = _dealt(rows, key)
        numbers = _Numbers(found)
        for number, place in enumerate(in_turns(merged, descending=descending)):
            numbers.put(merged[place], number)
        known = numbers.known
        dealt = [array("q") for _ in range(len(merged) + 1)]
        for one in found:
            dealt[known[one]].append(one)  # those without a value have -1: the last ones
        found = array("q")
        for bucket in dealt:
            _extend(found, bucket)
    return found


def dealt_in_order(
    ids: Sequence[int], lists: Iterable[tuple[int, Sequence[int]]], many: int, rest: int = -1
) -> list[array[int]]:
    """``ids`` in their order, dealt by the list they stand in: ``lists`` are (number below ``many``, ids). Ids that stand in
    none go to the list ``rest``, or are left out where that is -1."""
    number_of = _Numbers(ids)
    for number, part in lists:
        number_of.put(part, number)
    dealt = [array("q") for _ in range(many)]
    for one in ids:
        number = number_of.known[one]
        if number < 0:
            number = rest
        if number >= 0:
            dealt[number].append(one)
    return dealt


_SPARSE = 16


class _Numbers:
    """A number for each of some ids, -1 for those that have none. Ids that lie close together, as nearly all do, need no
    object for each: a million of them made and taken down hold up every thread."""

    def __init__(self, ids: Sequence[int]) -> None:
        parts = (ids[at : at + _PART] for at in range(0, len(ids), _PART))
        self.top = max(map(max, parts), default=0) + 1
        self.known: array[int] | defaultdict[int, int] = (
            array("l", [-1]) * self.top if self.top <= _SPARSE * len(ids) + _PART else defaultdict(lambda: -1)
        )

    def put(self, ids: Iterable[int], number: int) -> None:
        """Give some ids a number; what is none of the known ids may be given one as well."""
        known, top = self.known, self.top
        for one in ids:
            if one < top:
                known[one] = number


def in_turns(values: Iterable[Any], *, descending: bool) -> Sequence[Any]:
    """Values in order, sorted in parts: a thread that sorts a million at once keeps every other one waiting, that of the
    window too."""
    if isinstance(values, array) and _go_up(values):
        return values[::-1] if descending else values
    given = values if isinstance(values, list) else list(values)
    if len(given) <= _PART:
        return sorted(given, reverse=descending)
    parts = [sorted(given[at : at + _PART], reverse=descending) for at in range(0, len(given), _PART)]
    return list(merge(*parts, reverse=descending))


def _go_up(ids: array[Any]) -> bool:
    """Whether each is larger than the one before."""
    for at in range(0, len(ids), _PART):
        part = ids[at : at + _PART + 1]
        if not all(map(lt, part, part[1:])):
            return False
    return True


def _dealt(rows: Rows, key: Key) -> tuple[dict[Any, array[int]], array[int]]:
    """The ids under each place in the order, and those of rows without a value."""
    lists: Iterable[tuple[Any, array[int]]]
    if isinstance(rows, ByValue):
        lists = rows.lists
    else:
        buckets: dict[Any, array[int]] = defaultdict(lambda: array("q"))
        for row in rows:
            buckets[row[1] if len(row) == 2 else row[1:]].append(row[0])
        lists = buckets.items()
    empty = array("q")
    merged: dict[Any, array[int]] = {}
    for value, ids in lists:
        if (
            value is None
            or value == ""
            or (type(value) is tuple and not any(_filled(part) for part in value))
        ):
            empty += ids
            continue
        place = _place(value, key) if type(value) is tuple else key(value)
        if place in merged:
            merged[place] = merged[place] + ids  # those given stay as they are
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
