"""What PostgreSQL says in its own words; see ``dialect``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from peewee import Context, PostgresqlDatabase

from salesdesk.store.engine.statements import Parameter, Query
from salesdesk.store.engine.stored_text import storable


class PostgresDialect:
    """PostgreSQL 13 and later. Values stand as ``?`` in its text too, see ``engine.postgresql``."""

    groups_by_sorting = False
    indexes_to_set_aside = ""

    def __init__(self) -> None:
        self.context_options: Mapping[str, Any] = {
            **PostgresqlDatabase(None).get_context_options(),
            "param": "?",
        }

    def bound(self, value: Any, *, many: bool) -> Any:
        """See ``Dialect``."""
        if many:
            return [storable(one) if isinstance(one, str) else one for one in value]
        return storable(value) if isinstance(value, str) else value

    def one_of(self, ctx: Context, column: Query, values: Parameter) -> Context:
        """See ``Dialect``."""
        ctx.sql(column).literal(" = ANY(")
        return ctx.value(values, converter=False).literal(")")

    def folded(self, ctx: Context, text: Query) -> Context:
        """See ``Dialect``; a function that is made with the tables."""
        return ctx.literal("fold(").sql(text).literal(")")

    def joined(self, ctx: Context, text: Query, separator: str, order: Query) -> Context:
        """See ``Dialect``."""
        ctx.literal("string_agg(").sql(text).literal(", ").value(separator, converter=False)
        return ctx.literal(" ORDER BY ").sql(order).literal(")")

    def days_between(self, ctx: Context, earlier: Query, later: Query) -> Context:
        """See ``Dialect``. Moments are stored in UTC, so their mark of it may be passed over."""
        ctx.literal("CAST(EXTRACT(EPOCH FROM CAST(").sql(later).literal(" AS TIMESTAMP) - CAST(").sql(earlier)
        return ctx.literal(" AS TIMESTAMP)) / 86400 AS DOUBLE PRECISION)")

    def days_later(self, ctx: Context, day: Query, days: Query) -> Context:
        """See ``Dialect``."""
        ctx.literal("to_char(CAST(").sql(day).literal(" AS DATE) + CAST(").sql(days)
        return ctx.literal(" AS INTEGER), 'YYYY-MM-DD')")

    def differs(self, ctx: Context, one: Query, other: Query) -> Context:
        """See ``Dialect``."""
        return ctx.literal("(").sql(one).literal(" IS DISTINCT FROM ").sql(other).literal(")")

    def flat(self, sql: str) -> str:
        """See ``Dialect``."""
        return f"WITH found(id) AS ({sql}) SELECT string_agg(CAST(id AS text), ',') FROM found"

    def flat_texts(self, sql: str) -> str:
        """See ``Dialect``."""
        return f"WITH found(said) AS ({sql}) SELECT CAST(json_agg(said) AS text) FROM found"

    def flat_by_value(self, sql: str) -> str:
        """See ``Dialect``."""
        listed = "string_agg(CAST(id AS text), ',' ORDER BY id)"
        return f"WITH found(id, value) AS ({sql}) SELECT value, {listed} FROM found GROUP BY value"

    def image(self, ctx: Context, columns: Sequence[str], decimals: Collection[str]) -> Context:
        """See ``Dialect``. A decimal is written with a point also where it is whole, as a file does it."""

        def shown(column: str) -> str:
            if column not in decimals:
                return f'"{column}"'
            whole = f'"{column}" = trunc("{column}") AND abs("{column}") < 1e15'
            written = f'CAST("{column}" AS numeric(20, 1))::text::json'
            return f'CASE WHEN {whole} THEN {written} ELSE to_json("{column}") END AS "{column}"'

        listed = ", ".join(shown(column) for column in columns)
        return ctx.literal(f"(SELECT row_to_json(image)::text FROM (SELECT {listed}) AS image)")

    def number_in(self, ctx: Context, text: Query, key: str) -> Context:
        """See ``Dialect``."""
        return ctx.literal("CAST(CAST(").sql(text).literal(f" AS json) ->> '{key}' AS BIGINT)")

    def scratch_table(self, name: str, columns: Mapping[str, type], key: Sequence[str]) -> str:
        """See ``Dialect``."""
        kinds = {str: 'TEXT COLLATE "C"', int: "BIGINT"}
        listed = ", ".join(f"{one} {kinds[kind]}" for one, kind in columns.items())
        return f"CREATE TEMP TABLE {name} ({listed}, PRIMARY KEY ({', '.join(key)})) ON COMMIT DROP"
