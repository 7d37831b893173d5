"""What a search index finds, as a condition of a query over the records."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import ColumnBase, Context

from salesdesk.store.engine.statements import Query, Slot


class FoundIn(ColumnBase):
    """True where ``column`` is one of the ids that a query of the index gives. ``sql`` is that query with a question
    mark for each value, and ``slots`` are the places of the values."""

    def __init__(self, column: Query, sql: str, slots: Sequence[Slot]) -> None:
        self._column, self._sql, self._slots = column, sql, slots

    def __sql__(self, ctx: Context) -> Context:
        first, *rest = self._sql.split("?")
        ctx.sql(self._column).literal(" IN (").literal(first)
        for slot, text in zip(self._slots, rest, strict=True):
            ctx.sql(slot).literal(text)
        return ctx.literal(")")
