"""Which version of the schema the models say, and what came with which."""

from __future__ import annotations

VERSION = 3
SINCE: dict[tuple[str, str], int] = {("change_batch", "told"): 3}
"""The columns, as (table, column), that tables have had only since a version."""


def lacking(version: int) -> dict[str, dict[str, object]]:
    """The columns that tables of a file of an older version lack, each with what it would hold, by table."""
    from salesdesk.store.models import JOURNAL, RECORDS

    models = {model._meta.table_name: model for model in (*RECORDS, *JOURNAL)}
    found: dict[str, dict[str, object]] = {}
    for (table, column), since in SINCE.items():
        if since > version:
            found.setdefault(table, {})[column] = models[table]._meta.columns[column].default
    return found
