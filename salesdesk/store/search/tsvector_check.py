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
    afresh = tsvector.entries(tsvector.tables()[table])
    kept = f"SELECT id, words, digits FROM {table}"
    more, fewer = f"({kept}) EXCEPT ({afresh})", f"({afresh}) EXCEPT ({kept})"
    return bool(database.value(f"SELECT count(*) FROM (({more}) UNION ALL ({fewer})) AS differing"))
