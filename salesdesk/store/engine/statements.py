"""Statements composed of the models' fields, compiled once for an engine and filled with values whenever they run.

peewee takes longer to write the text of a middling query than the engine takes to answer it, so a text is kept: under
the ``Statement`` that made it, or under the shape of a composed one (its fields, operators and order, not its values).
"""

from __future__ import annotations

import inspect
from collections import namedtuple
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING, Any

from peewee import ColumnBase, Context

from salesdesk.value_classes import dataclass

if TYPE_CHECKING:
    from salesdesk.store.engine.dialect import Dialect

Query = Any
"""A peewee query or expression; peewee has no types of its own."""
Named = Any
"""A row whose values are read by the name of their column: ``row.full_name``."""
Values = Any
"""The values of a statement's slots: a mapping by name or a sequence by place."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What stands in a compiled statement where a value goes: its name or its place; ``many`` takes a list."""

    name: str | int
    many: bool = False


class Slot(ColumnBase):
    """The place of a value in an expression: ``Contact.city == Slot("city")``. Nothing converts the value: it is given
    as it is stored. ``many`` in ``one_of`` only."""

    def __init__(self, name: str | int, *, many: bool = False) -> None:
        self.parameter = Parameter(name, many)

    def __sql__(self, ctx: Context) -> Context:
        return ctx.value(self.parameter, converter=False)


class OneOf(ColumnBase):
    """True where ``column`` is one of the values of a list given as one value."""

    def __init__(self, column: Query, slot: Slot) -> None:
        self._column, self._parameter = column, Parameter(slot.parameter.name, many=True)

    def __sql__(self, ctx: Context) -> Context:
        with ctx(in_expr=True):
            return ctx.state.dialect.one_of(ctx, self._column, self._parameter)


class Given(Slot):
    """A value that stands where a slot would be: a condition that was made to be filled becomes one that is."""

    def __init__(self, value: Any) -> None:
        super().__init__(0)
        self.value = value

    def __sql__(self, ctx: Context) -> Context:
        return ctx.value(ctx.state.dialect.bound(self.value, many=False), converter=False)


def one_of(column: Query, slot: Slot) -> Query:
    """``column`` is one of the values in ``slot``, a list of any length that counts as one value. Negate with ``~``."""
    if isinstance(slot, Given):
        return column.in_([Given(value) for value in slot.value])
    return OneOf(column, slot)


class Statement:
    """A query as a function of its slots. Used as a decorator: the function gets one ``Slot`` for each of its
    parameters, under the parameter's name, and returns a peewee query; values are given by these names."""

    def __init__(self, build: Callable[..., Query]) -> None:
        self._build = build
        self._slots = tuple(inspect.signature(build).parameters)

    def query(self) -> Query:
        """The query with its slots empty."""
        return self._build(*(Slot(name) for name in self._slots))


@dataclass(slots=True)
class Compiled:
    """The text of a statement for one engine, and what goes into it in order: constants and ``Parameter``s."""

    sql: str
    order: tuple[Any, ...]
    make: Callable[[Sequence[Any]], Named] | None = None  # known once it ran

    def filled(self, values: Values, dialect: Dialect) -> list[Any]:
        """The values to bind."""
        bound = dialect.bound
        return [
            bound(values[entry.name], many=entry.many) if isinstance(entry, Parameter) else entry
            for entry in self.order
        ]

    def arranged(self, rows: Iterable[Sequence[Any]]) -> Iterable[Sequence[Any]]:
        """Rows of values by place, each in the order in which the text takes them."""
        places: list[Any] = [entry.name if isinstance(entry, Parameter) else None for entry in self.order]
        if places == list(range(len(places))):  # as they come
            return rows
        taken = list(zip(places, self.order, strict=True))
        return [tuple(same if place is None else row[place] for place, same in taken) for row in rows]

    def named(self, description: Sequence[Sequence[Any]], rows: Iterable[Sequence[Any]]) -> list[Named]:
        """Rows as the driver gives them, by name."""
        if self.make is None:
            self.make = _row_type(tuple(str(column[0]) for column in description))
        return list(map(self.make, rows))


def _row_type(names: tuple[str, ...]) -> Callable[[Sequence[Any]], Named]:
    made: Any = namedtuple("Row", names)  # type: ignore[misc]
    return made._make


_SHAPES_KEPT = 1000


@dataclass
class StatementCache:
    """The compiled statements of one engine, whichever of its databases they are for."""

    dialect: Dialect
    _known: dict[Hashable, Compiled] = field(default_factory=dict)

    def of(self, statement: Statement) -> Compiled:
        """The text of a statement."""
        return self._known.get(statement) or self._compiled(statement, statement.query())

    def shaped(self, shape: Hashable, build: Callable[[], Query]) -> Compiled:
        """The text of a query composed as it is needed. ``build`` is called when this ``shape`` is met for the first
        time; everything that differs between two queries of one shape must be a ``Slot``."""
        return self._known.get(shape) or self._compiled(shape, build())

    def _compiled(self, key: Hashable, query: Query) -> Compiled:
        if len(self._known) >= _SHAPES_KEPT:
            self._known.clear()
        self._known[key] = compiled = compile_query(query, self.dialect)
        return compiled


@cache
def statements_in(words: type[Dialect], *_declared: Hashable) -> StatementCache:
    """The statements compiled into the words of an engine, kept for as long as the program runs: the same declarations
    make the same text for every database, a second one and one that is opened again included."""
    return StatementCache(words())


def compile_query(query: Query, dialect: Dialect) -> Compiled:
    """The text of a query in the words of an engine."""
    sql, order = Context(**dialect.context_options, dialect=dialect).sql(query).query()
    return Compiled(sql, tuple(order))
