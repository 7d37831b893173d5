"""What is said of one field of one list, as expressions."""

from __future__ import annotations

from collections.abc import Callable

from salesdesk.domain.fields import FieldType
from salesdesk.store.engine.statements import Query
from salesdesk.store.models import Record
from salesdesk.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class Linked:
    """A field that names records of another table. ``column`` holds the id of one; ``frame`` makes of a condition on
    that column one on the row; ``key`` is the field of the other table that holds its name folded, ``name`` that which
    holds it as it is written."""

    model: type[Record]
    column: Query
    frame: Callable[[Query], Query]
    key: str = "name_key"
    name: str = "name"


@dataclass(frozen=True, slots=True)
class Parts:
    """A field kept in rows of its own: ``frame`` makes of a condition on ``column`` one on the row. ``absent`` is the value
    of a row that has none of them: 0 where they are counted."""

    column: Query
    frame: Callable[[Query], Query]
    absent: int | None = None


@dataclass(frozen=True, slots=True)
class ListField:
    """One field. ``value`` is what is shown, None for a field that is only filtered by; ``joins`` are the fields of the
    record whose records it needs; ``folded`` an expression already in folded form (a ``*_key`` column); ``sort`` the
    expressions to sort by; ``compared`` what numbers are compared with, where that is not the value; ``currency`` that of an amount;
    ``walk`` the query that lists ids in order of a joined table, for a sort that would otherwise look up every row;
    ``linked`` says how a value is found by name; ``parts`` how it is found among several; ``indexed`` that an index of
    the file has the rows in this order; ``shown_as_day`` that a moment is no more than the day it falls on; ``details``
    is a query of (id, value to sort by) of the rows that have one, the value that counts last, for values that would
    otherwise be looked up row by row; ``within`` a condition that holds for every row with a value and is quick to test;
    ``grouped`` how a value of its own is found for every row at once: ``column`` is the
    value within the group of a row; ``soonest`` the query of the ids of rows with a value, the smallest value first and a row
    as often as it has one."""

    key: str
    type: FieldType
    value: Query | None
    joins: tuple[str, ...] = ()
    folded: Query | None = None
    sort: tuple[Query, ...] = ()
    compared: Query | None = None
    currency: Query | None = None
    walk: Query | None = None
    linked: Linked | None = None
    parts: Parts | None = None
    indexed: bool = False
    shown_as_day: bool = False
    details: Query | None = None
    within: Query | None = None
    grouped: Parts | None = None
    soonest: Query | None = None
