"""Conditions that are understood but not yet written: their shape, their values, and how to write them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import reduce
from itertools import count
from operator import and_, or_
from typing import Any

from salesdesk.store.engine.statements import Given, Query, Slot, one_of
from salesdesk.store.engine.words import does_not_hold
from salesdesk.value_classes import dataclass


class Places:
    """Hands out the slots of a statement, one for each value in its order."""

    def __init__(self) -> None:
        self._next = count()

    def slot(self) -> Slot:
        """The place of the next value."""
        return Slot(next(self._next))


class GivenPlaces(Places):
    """Hands out the values themselves, for a condition that stands inside an expression of its own."""

    def __init__(self, values: Sequence[Any]) -> None:
        super().__init__()
        self._values = iter(values)

    def slot(self) -> Slot:
        """The next value."""
        return Given(next(self._values))


@dataclass(frozen=True, slots=True)
class Resolved:
    """A condition. Two of one ``shape`` differ in nothing but ``values``, which go where ``build`` asks for slots, in
    that order. ``joins`` are the fields of the record whose records must be joined."""

    shape: Hashable
    values: tuple[Any, ...]
    build: Callable[[Places], Query]
    joins: frozenset[str] = frozenset()

    def framed(self, name: Hashable, frame: Callable[[Query], Query]) -> Resolved:
        """The condition within another expression."""
        return Resolved((name, self.shape), self.values, lambda places: frame(self.build(places)), self.joins)

    def turned_round(self) -> Resolved:
        """A condition that holds where this one does not."""
        return self.framed("not", does_not_hold)

    def needing(self, joins: Iterable[str]) -> Resolved:
        """The condition where it looks at records that must be joined."""
        return Resolved(self.shape, self.values, self.build, self.joins | frozenset(joins))


def compared(name: Hashable, values: Sequence[Any], build: Callable[..., Query]) -> Resolved:
    """A condition whose expression is a function of as many slots as there are ``values``. ``name`` says everything
    that decides what it is."""
    return Resolved(
        (name, len(values)),
        tuple(values),
        lambda places: build(*(places.slot() for _ in values)),
    )


def among(name: Hashable, column: Query, values: Sequence[Any]) -> Resolved:
    """``column`` is one of ``values``."""
    if len(values) == 1:
        return compared((name, "is"), values, lambda slot: column == slot)
    return Resolved((name, "among"), (list(values),), lambda places: one_of(column, places.slot()))


def all_of(parts: Sequence[Resolved]) -> Resolved:
    """Every one of some conditions holds."""
    return _together("and", parts, and_)


def any_of(parts: Sequence[Resolved]) -> Resolved:
    """At least one of some conditions holds."""
    return _together("or", parts, or_)


def _together(name: str, parts: Sequence[Resolved], join: Callable[[Query, Query], Query]) -> Resolved:
    if len(parts) == 1:
        return parts[0]
    return Resolved(
        (name, tuple(part.shape for part in parts)),
        tuple(value for part in parts for value in part.values),
        lambda places: reduce(join, [part.build(places) for part in parts]),
        frozenset(join for part in parts for join in part.joins),
    )
