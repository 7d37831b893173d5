"""What an engine says in its own words, where peewee has none that both understand.

A ``Dialect`` is asked by expressions while they are compiled; everything else of a statement is peewee's.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from peewee import Context, SqliteDatabase

from salesdesk.store.engine.statements import Parameter, Query


class Dialect(Protocol):
    """The words of one engine."""

    context_options: Mapping[str, Any]
    """How peewee writes for this engine."""

    indexes_to_set_aside: str
    """A query for the indexes of a table (name, statement that makes it) that may be gone while very many rows are
    written; "" where they stay, because others read the table meanwhile and would have to wait."""

    groups_by_sorting: bool
    """Whether rows are put in order for being counted by what they share, which takes longer than reading them."""

    def bound(self, value: Any, *, many: bool) -> Any:
        """A value as the driver takes it; ``many`` is a list for ``one_of``."""

    def one_of(self, ctx: Context, column: Query, values: Parameter) -> Context:
        """``column`` is one of a list that is bound as one value."""

    def folded(self, ctx: Context, text: Query) -> Context:
        """``text`` without case and accents, as ``domain.cleaning.text.fold_key`` makes it."""

    def joined(self, ctx: Context, text: Query, separator: str, order: Query) -> Context:
        """The texts of a group's rows in an order, with ``separator`` between."""

    def days_between(self, ctx: Context, earlier: Query, later: Query) -> Context:
        """The days from one stored moment or day to another, with their fraction."""

    def days_later(self, ctx: Context, day: Query, days: Query) -> Context:
        """The day that comes a whole number of days after a stored one."""

    def differs(self, ctx: Context, one: Query, other: Query) -> Context:
        """``one`` is not the same as ``other``, where NULL is a value too."""

    def flat(self, sql: str) -> str:
        """A statement that gives the first column (whole numbers) of ``sql`` as one text, separated by commas."""

    def flat_texts(self, sql: str) -> str:
        """A statement that gives the first column (texts) of ``sql`` as one JSON array, in no order."""

    def flat_by_value(self, sql: str) -> str:
        """A statement that gives for each different value in the second column of ``sql`` that value and those in the first
        one (whole numbers, going up) as one text, separated by commas."""

    def image(self, ctx: Context, columns: Sequence[str], decimals: Collection[str]) -> Context:
        """A row as a JSON object of its ``columns``, without spaces. ``decimals`` are those of them that hold numbers with
        decimals."""

    def number_in(self, ctx: Context, text: Query, key: str) -> Context:
        """The whole number under ``key`` of a JSON object kept as text; NULL without one."""

    def scratch_table(self, name: str, columns: Mapping[str, type], key: Sequence[str]) -> str:
        """A statement that makes a table that only this connection sees."""


class SqliteDialect:
    """SQLite, with the JSON functions of every release since 3.38."""

    groups_by_sorting = True
    indexes_to_set_aside = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    )

    def __init__(self) -> None:
        self.context_options: Mapping[str, Any] = SqliteDatabase(None).get_context_options()

    def bound(self, value: Any, *, many: bool) -> Any:
        """See ``Dialect``."""
        if not many:
            return value
        values = list(value)
        if (
            len(values) == 1 and type(values[0]) is int
        ):  # what a page about one record asks for, many times over
            return f"[{values[0]}]"
        return json.dumps(values)

    def one_of(self, ctx: Context, column: Query, values: Parameter) -> Context:
        """See ``Dialect``."""
        ctx.sql(column).literal(" IN (SELECT value FROM json_each(")
        return ctx.value(values, converter=False).literal("))")

    def folded(self, ctx: Context, text: Query) -> Context:
        """See ``Dialect``; a function that every connection registers."""
        return ctx.literal("fold(").sql(text).literal(")")

    def joined(self, ctx: Context, text: Query, separator: str, order: Query) -> Context:
        """See ``Dialect``."""
        ctx.literal("group_concat(").sql(text).literal(", ").value(separator, converter=False)
        return ctx.literal(" ORDER BY ").sql(order).literal(")")

    def days_between(self, ctx: Context, earlier: Query, later: Query) -> Context:
        """See ``Dialect``."""
        return ctx.literal("(julianday(").sql(later).literal(") - julianday(").sql(earlier).literal("))")

    def days_later(self, ctx: Context, day: Query, days: Query) -> Context:
        """See ``Dialect``."""
        return ctx.literal("date(").sql(day).literal(", (").sql(days).literal(") || ' days')")

    def differs(self, ctx: Context, one: Query, other: Query) -> Context:
        """See ``Dialect``."""
        return ctx.literal("(").sql(one).literal(" IS NOT ").sql(other).literal(")")

    def flat(self, sql: str) -> str:
        """Put together in SQL: as rows, every number would pass through a tuple, which takes three times as long."""
        return f"WITH found(id) AS ({sql}) SELECT group_concat(id) FROM found"

    def flat_texts(self, sql: str) -> str:
        """See ``Dialect``."""
        return f"WITH found(said) AS ({sql}) SELECT json_group_array(said) FROM found"

    def flat_by_value(self, sql: str) -> str:
        """See ``Dialect``."""
        listed = "group_concat(id ORDER BY id)"
        return f"WITH found(id, value) AS ({sql}) SELECT value, {listed} FROM found GROUP BY value"

    def image(self, ctx: Context, columns: Sequence[str], decimals: Collection[str]) -> Context:
        """See ``Dialect``."""
        pairs = ", ".join(f"'{column}', \"{column}\"" for column in columns)
        return ctx.literal(f"json_object({pairs})")

    def number_in(self, ctx: Context, text: Query, key: str) -> Context:
        """See ``Dialect``."""
        return ctx.literal("json_extract(").sql(text).literal(f", '$.{key}')")

    def scratch_table(self, name: str, columns: Mapping[str, type], key: Sequence[str]) -> str:
        """See ``Dialect``."""
        listed = ", ".join(f"{one} {'TEXT' if kind is str else 'INTEGER'}" for one, kind in columns.items())
        return f"CREATE TEMP TABLE {name} ({listed}, PRIMARY KEY ({', '.join(key)})) WITHOUT ROWID"
