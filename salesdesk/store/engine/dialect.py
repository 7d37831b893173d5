"""What an engine says in its own words, where peewee has none that both understand.

A ``Dialect`` is asked by expressions while they are compiled; everything else of a statement is peewee's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

from peewee import Context, SqliteDatabase

from salesdesk.store.engine.statements import Parameter, Query


class Dialect(Protocol):
    """The words of one engine."""

    context_options: Mapping[str, Any]
    """How peewee writes for this engine."""

    def bound(self, value: Any, *, many: bool) -> Any:
        """A value as the driver takes it; ``many`` is a list for ``one_of``."""

    def one_of(self, ctx: Context, column: Query, values: Parameter) -> Context:
        """``column`` is one of a list that is bound as one value."""

    def flat(self, sql: str) -> str:
        """A statement that gives the first column (whole numbers) of ``sql`` as one text, separated by commas."""


class SqliteDialect:
    """SQLite, with the JSON functions of every release since 3.38."""

    def __init__(self) -> None:
        self.context_options: Mapping[str, Any] = SqliteDatabase(None).get_context_options()

    def bound(self, value: Any, *, many: bool) -> Any:
        """See ``Dialect``."""
        return json.dumps(list(value)) if many else value

    def one_of(self, ctx: Context, column: Query, values: Parameter) -> Context:
        """See ``Dialect``."""
        ctx.sql(column).literal(" IN (SELECT value FROM json_each(")
        return ctx.value(values, converter=False).literal("))")

    def flat(self, sql: str) -> str:
        """Put together in SQL: as rows, every number would pass through a tuple, which takes three times as long."""
        return f"WITH found(id) AS ({sql}) SELECT group_concat(id) FROM found"
