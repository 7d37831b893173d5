"""Whether a file holds any record, those in the trash included."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities
from salesdesk.store.engine.statements import Query
from salesdesk.store.models.by_table import model_of

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


def _any_of(table: str) -> Query:
    model = model_of(table)
    return model.select(model.id).limit(1)


def has_any(database: Database, kind: EntityKind) -> bool:
    """Whether the table of a record has any row."""
    return database.single(database.shaped(("any of", kind), partial(_any_of, kind.value))) is not None


def holds_no_record(database: Database) -> bool:
    """Whether the file holds no record of any declared entity."""
    return not any(has_any(database, kind) for kind in entities())
