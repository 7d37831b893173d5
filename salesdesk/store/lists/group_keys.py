"""Groups as they are read from the rows of a statement: which values are one, what they are called and asked for."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from salesdesk.domain.cleaning.countries import country_name
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.days import local_day
from salesdesk.domain.fields import FieldType
from salesdesk.domain.grouping import GroupKey, Keys, Step, span_of_step
from salesdesk.domain.lifecycle import TITLES, rank
from salesdesk.domain.names import name_key
from salesdesk.domain.ranges import range_of
from salesdesk.store.lists.named import NAMES
from salesdesk.store.models.pipelines import Stage

Read = Callable[..., GroupKey | None]
"""What makes of the values of a group's columns the group; None where they are empty."""
DAY, _HOUR, _MINUTE = 10, 13, 16
"""How much of a stored moment tells its day, its hour, its minute."""


class Merged:
    """Groups read from rows: spellings of one value are one group, under the spelling that came first.
    ``by`` says of each field how many columns it has and how they are read."""

    def __init__(self, by: Sequence[tuple[int, Read]]) -> None:
        self._by = by
        self._known: list[dict[tuple[Any, ...], GroupKey | None]] = [{} for _ in by]
        self._alike: list[dict[Any, GroupKey]] = [{} for _ in by]

    def keys(self, values: Sequence[Any]) -> Keys:
        """The group of a row of values."""
        found, at = [], 0
        for place, (width, read) in enumerate(self._by):
            own = tuple(values[at : at + width])
            at += width
            known = self._known[place]
            if own not in known:
                key = read(*own)
                known[own] = None if key is None else self._alike[place].setdefault(key.order, key)
            found.append(known[own])
        return tuple(found)


def linked_key(model: Any, number: int | None, name: str | None) -> GroupKey | None:
    if number is None or not name:
        return None
    if model in NAMES and model is not Stage and not name.startswith("#"):
        return GroupKey(name, (name,), name_key(name))
    return GroupKey(name, (f"#{number}",), (fold_key(name), number))


def dated_key(step: Step, stored: str | None) -> GroupKey | None:
    if not stored:
        return None
    if len(stored) > DAY:
        stored = f"{stored}:00:00Z" if len(stored) == _HOUR else f"{stored}:00Z"
    first = span_of_step(step, local_day(stored))[0]
    return GroupKey(first.isoformat(), (), first, first)


def moment_length() -> int:
    """How much of a stored moment tells the day of a person: the hour, where the clock differs by whole hours from that of
    the world."""
    now = datetime.now(UTC)
    off = [(now + timedelta(days=183 * half)).astimezone().utcoffset() or timedelta() for half in range(2)]
    return _MINUTE if any(one % timedelta(hours=1) for one in off) else _HOUR


def reader_of(key: str, type_: FieldType) -> Read:
    if type_ is FieldType.BOOLEAN:
        return truth_key
    if type_ in (FieldType.INTEGER, FieldType.PERCENT):
        return _number
    if type_ is FieldType.COUNTRY:
        return _country
    return _lifecycle if key == "lifecycle_stage" else partial(text_key, fold_key)


def text_key(fold: Callable[[str], str], value: str | None) -> GroupKey | None:
    return GroupKey(value, (value,), fold(value)) if value else None


def _country(value: str | None) -> GroupKey | None:
    if not value:
        return None
    name = country_name(value)
    return GroupKey(name, (value,), (fold_key(name), value))


def _lifecycle(value: str | None) -> GroupKey | None:
    return GroupKey(TITLES.get(value, value), (value,), (rank(value), value)) if value else None


def ranged_key(cuts: tuple[float, ...], value: Any) -> GroupKey | None:
    """The range of a number, which lies in one of those between the cuts."""
    if value is None:
        return None
    found = range_of(float(value), cuts)
    low = -math.inf if found.low is None else found.low
    return GroupKey(f"{low}", (), low, range=found)


def truth_key(value: Any) -> GroupKey | None:
    if value is None:
        return None
    word = "yes" if value else "no"
    return GroupKey(word, (word,), not value)


def _number(value: Any) -> GroupKey | None:
    return None if value is None else GroupKey(f"{value}", (f"{value}",), value)
