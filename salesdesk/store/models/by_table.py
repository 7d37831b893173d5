"""Models and columns by the names the journal calls them."""

from __future__ import annotations

from functools import cache
from typing import Any

from salesdesk.store.models import Models, Record, records


def model_of(table: str) -> type[Record]:
    """The model of a journalled table."""
    return _by_table(records())[table]


@cache
def _by_table(models: Models) -> dict[str, type[Record]]:
    return {model._meta.table_name: model for model in models}


def column_of(table: str, name: str) -> Any:
    """A column of a journalled table, as an expression."""
    return model_of(table)._meta.columns[name]
