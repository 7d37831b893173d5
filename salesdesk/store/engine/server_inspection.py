"""What a server says of the tables it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


def columns_by_table(database: Database) -> dict[str, set[str]]:
    """The columns of every table of ours, and of whatever else lies beside them."""
    found: dict[str, set[str]] = {}
    for table, column in database.rows(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    ):
        found.setdefault(table, set()).add(column)
    return found
