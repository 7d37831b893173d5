"""What records are called, whatever they are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from salesdesk.domain.changes import EntityKind
from salesdesk.store.engine.statements import Query, Slot
from salesdesk.store.lists.kinds import naming_of
from salesdesk.store.models.by_table import model_of

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


class RecordNames:
    """Reads the names of records and of the entries of lists of names."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, kind: EntityKind, number: int) -> str | None:
        """What a record is called, also one in the trash; None when it is gone."""
        statement = self._database.shaped(("name of", kind), partial(_named, kind.value))
        found = self._database.single(statement, number)
        return None if found is None else str(found)


def _named(table: str) -> Query:
    model = model_of(table)
    return model.select(getattr(model, naming_of(model)[0])).where(model.id == Slot(0))
