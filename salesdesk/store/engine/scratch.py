"""Tables that only one connection sees, for as long as a piece of work lasts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from peewee import Model, TextField

from salesdesk.store.engine.database import Database


@contextmanager
def scratch_table(database: Database, model: type[Model]) -> Iterator[None]:
    """The table of a model of texts and whole numbers with a key of several columns, empty. Part of the caller's
    transaction: when that ends by an exception, the table goes with it."""
    meta: Any = model._meta
    columns = {
        field.column_name: str if isinstance(field, TextField) else int for field in meta.sorted_fields
    }
    key = [meta.fields[name].column_name for name in meta.primary_key.field_names]
    database.execute(f"DROP TABLE IF EXISTS {meta.table_name}")
    database.execute(database.dialect.scratch_table(meta.table_name, columns, key))
    yield
    database.execute(f"DROP TABLE {meta.table_name}")
