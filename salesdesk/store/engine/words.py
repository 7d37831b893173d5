"""What expressions need and peewee has no words for: each says it through the ``Dialect`` it is compiled for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from peewee import OP, SQL, ColumnBase, Context, Expression, NodeList, Value, fn

from salesdesk.store.engine.statements import Query


class _Word(ColumnBase):
    """An expression that one method of the dialect writes."""

    def __init__(self, method: str, *arguments: Query) -> None:
        self._method, self._arguments = method, arguments

    def __sql__(self, ctx: Context) -> Context:
        with ctx(in_expr=True, parentheses=False, converter=None):
            written: Context = getattr(ctx.state.dialect, self._method)(ctx, *self._arguments)
            return written


class _Single(ColumnBase):
    """The one value of a query, where an expression is wanted."""

    def __init__(self, query: Query) -> None:
        self._query = query

    def __sql__(self, ctx: Context) -> Context:
        return ctx.sql(self._query)


def single(query: Query) -> Query:
    """The one value that a query gives, NULL without a row."""
    return _Single(query)


def folded(text: Query) -> Query:
    """``text`` without case and accents, to be compared with what ``fold_key`` makes."""
    return _Word("folded", text)


def joined(text: Query, separator: str, order: Query) -> Query:
    """The texts of a group's rows in an order, with ``separator`` between."""
    return _Word("joined", text, separator, order)


def days_between(earlier: Query, later: Query) -> Query:
    """The days from one stored moment or day to another, with their fraction."""
    return _Word("days_between", earlier, later)


def days_later(day: Query, days: Query) -> Query:
    """The day that comes a whole number of days after a stored one."""
    return _Word("days_later", day, days)


def image(columns: Sequence[str], decimals: Collection[str]) -> Query:
    """A row of the one table asked, as a JSON object of its ``columns``, without spaces; ``decimals`` are those of them
    that hold numbers with decimals."""
    return _Word("image", columns, decimals)


def differs(one: Query, other: Query) -> Query:
    """Two values are not the same, where a missing one is a value too."""
    return _Word("differs", one, other)


def number_in(text: Query, key: str) -> Query:
    """The whole number under ``key`` of a JSON object kept as text; NULL without one."""
    return _Word("number_in", text, key)


def like(text: Query, pattern: Query) -> Query:
    """``text`` fits a pattern made by ``containing`` or the like; both are folded or digits, so case does not matter."""
    return Expression(text, OP.ILIKE, NodeList((pattern, SQL("ESCAPE"), Value("\\", converter=False))))


def containing(key: str) -> str:
    """The pattern of texts that contain ``key``."""
    escaped = key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def does_not_hold(condition: Query) -> Query:
    """A condition turned round. Where a value is missing it is unknown, and what is unknown does not hold."""
    return Expression(condition, OP.IS_NOT, SQL("TRUE"))


def number_of_rows() -> Query:
    """How many rows there are, in a group or in all."""
    return fn.COUNT(SQL("*"))


def column_called(name: str) -> Query:
    """A column of the result by the name it has there; for names of our own alone."""
    return SQL(name)
