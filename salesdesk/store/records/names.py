"""What records are called, whatever they are."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from salesdesk.domain.changes import EntityKind
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.lists.kinds import naming_of
from salesdesk.store.models.by_table import model_of
from salesdesk.store.models.journal import ChangeEntry
from salesdesk.store.records.custom_fields import CustomFieldRepository

if TYPE_CHECKING:
    from salesdesk.domain.custom_fields import CustomField
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

    def last(self, kind: EntityKind, number: int) -> str | None:
        """What a record was called when it was removed for good; None where nothing is known of it."""
        image = self._database.single(_removed, table=kind.value, row=number)
        column = "title" if kind is EntityKind.CUSTOM_FIELD else _naming_column(kind.value)
        name = None if image is None else json.loads(image).get(column)
        return None if name is None else str(name)


class KnownNames:
    """What records that others name are called, each asked for once."""

    def __init__(self, database: Database) -> None:
        self._names, self._fields = RecordNames(database), CustomFieldRepository(database)
        self._known: dict[tuple[str, int], str] = {}

    def of(self, table: str, number: int) -> str:
        """The name, also of a record that is gone, as it was called last; a number where nobody knows."""
        if (table, number) not in self._known:
            self._known[table, number] = self._read(table, number) or f"#{number}"
        return self._known[table, number]

    def own_field(self, number: int) -> CustomField | None:
        """One of the person's own fields, None when it is gone."""
        try:
            return self._fields.get(number)
        except DomainError:
            return None

    def _read(self, table: str, number: int) -> str | None:
        if table != "custom_field":
            return self._names.of(EntityKind(table), number) or self._names.last(EntityKind(table), number)
        field = self.own_field(number)
        return self._names.last(EntityKind(table), number) if field is None else field.title


@Statement
def _removed(table: Slot, row: Slot) -> Query:
    e = ChangeEntry
    gone = (e.table == table) & (e.row == row) & e.before.is_null(False) & e.after.is_null()
    return e.select(e.before).where(gone).order_by(e.id.desc()).limit(1)


def _named(table: str) -> Query:
    model = model_of(table)
    return model.select(getattr(model, _naming_column(table))).where(model.id == Slot(0))


def _naming_column(table: str) -> str:
    return str(naming_of(model_of(table))[0])
