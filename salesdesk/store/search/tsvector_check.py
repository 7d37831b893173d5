"""The search index of a server beside one that is made afresh from the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesdesk.store.search import tsvector

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


def entry_count(database: Database, table: str) -> int:
    """How many records a table of the index knows."""
    return int(database.value(f"SELECT count(*) FROM {table}"))


def differs(database: Database, table: str) -> bool:
    """Whether a table of the index is not what the records say."""
    kind = tsvector.tables()[table]
    last = max(database.value(f"SELECT coalesce(max(id), 0) FROM {one}") for one in (table, kind.value))
    for first in range(0, last + 1, tsvector.AT_ONCE):
        afresh = {one.id: one for one in tsvector.all_entries(database, kind, first)}
        kept = database.rows(
            f"SELECT id, tsvector_to_array(words), digits FROM {table} WHERE id BETWEEN ? AND ?",
            (first, first + tsvector.AT_ONCE - 1),
        )
        if len(kept) != len(afresh) or any(
            number not in afresh or afresh[number] != (number, frozenset(words), digits)
            for number, words, digits in kept
        ):
            return True
    return False
