"""Which version of the schema the models say, and what came with which."""

from __future__ import annotations

from typing import Any

from peewee import Field

from salesdesk.store.models import JOURNAL, records

VERSION = 3
SINCE: dict[tuple[str, str], int] = {("change_batch", "told"): 3}
"""The columns, as (table, column), that tables have had only since a version."""


def columns_since(version: int) -> tuple[Field[Any], ...]:
    """The columns that came with a version."""
    return tuple(
        field
        for model in (*records(), *JOURNAL)
        for field in model._meta.sorted_fields
        if SINCE.get((model._meta.table_name, field.column_name)) == version
    )
