"""What has an entry of a list of names: counted by kind of record, given another entry, or left without one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.changes import EntityKind
from salesdesk.errors import DomainError
from salesdesk.phrases import phrase
from salesdesk.store.engine.statements import Compiled, Query, Slot
from salesdesk.store.journal import schema
from salesdesk.store.journal.writing import writes
from salesdesk.store.lists.kinds import has_trash
from salesdesk.store.models.by_table import column_of, model_of

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


class NameUses:
    """The uses of the entries of one list; ``table`` is that of the entries."""

    def __init__(self, database: Database, table: str) -> None:
        self._database, self._table = database, table

    def counts(self) -> Mapping[int, Mapping[EntityKind, int]]:
        """How many records outside the trash have each entry, by kind."""
        found: dict[int, dict[EntityKind, int]] = {}
        for reference in schema.references_to(self._table):
            kind = _kind_of(reference)
            for entry, number in self._database.pairs(_counted(self._database, reference)):
                if kind is not None:
                    of_entry = found.setdefault(entry, {})
                    of_entry[kind] = of_entry.get(kind, 0) + number
        return found

    @writes
    def move(self, uow: UnitOfWork, number: int, into: int) -> None:
        """Give everything that has one entry another one; what has both keeps the other."""
        for reference in schema.references_to(self._table):
            rows = dict(self._rows(reference, number))
            table = schema.tables()[reference.table]
            if table.owner is not None and table.owner is not reference:
                owners = {owner for _, owner in self._rows(reference, into)}
                both = [row for row, owner in rows.items() if owner in owners]
                uow.delete_many(reference.table, both)
                rows = {row: owner for row, owner in rows.items() if owner not in owners}
            uow.update_many(reference.table, {key: {reference.column: into} for key in rows})

    @writes
    def leave(self, uow: UnitOfWork, number: int, word: str, name: str) -> None:
        """Take an entry from everything that has it. What cannot be without one refuses that."""
        for reference in schema.references_to(self._table):
            rows = [row for row, _ in self._rows(reference, number)]
            table = schema.tables()[reference.table]
            if table.owner is not None and table.owner is not reference:
                uow.delete_many(reference.table, rows)
            elif reference.optional:
                uow.update_many(reference.table, {key: {reference.column: None} for key in rows})
            elif rows:
                raise DomainError("names.used", what=phrase(f"kinds.{word}"), name=name, count=len(rows))

    def _rows(self, reference: schema.Reference, number: int) -> list[tuple[int, int]]:
        """(row, its owner or itself) of what has an entry."""
        return self._database.pairs(_having(self._database, reference), number)


def _kind_of(reference: schema.Reference) -> EntityKind | None:
    """The kind of record that has the entry."""
    table = schema.tables()[reference.table]
    if table.owner is None or table.owner is reference:
        return table.kind
    return schema.tables()[table.owner.target].kind


def _owner_column(reference: schema.Reference) -> Query | None:
    table = schema.tables()[reference.table]
    if table.owner is None or table.owner is reference:
        return None
    return column_of(reference.table, table.owner.column)


def _having(database: Database, reference: schema.Reference) -> Compiled:
    def build() -> Query:
        model, owner = model_of(reference.table), _owner_column(reference)
        row = model.id if owner is None else owner
        found = model.select(model.id, row.alias("owner"))
        return found.where(column_of(reference.table, reference.column) == Slot(0))

    return database.shaped(("having", reference.table, reference.column), build)


def _counted(database: Database, reference: schema.Reference) -> Compiled:
    def build() -> Query:
        model, column = model_of(reference.table), column_of(reference.table, reference.column)
        counted = model.select(column.alias("entry"), fn.COUNT(model.id).alias("records"))
        counted = counted.where(column.is_null(False))
        owner = _owner_column(reference)
        record: Query = model
        if owner is not None:
            target = schema.tables()[reference.table].owner
            assert target is not None
            record = model_of(target.target)
            counted = counted.join(record, on=(record.id == owner))
        if has_trash(record):
            counted = counted.where(record.deleted_at.is_null())
        return counted.group_by(column)

    return database.shaped(("uses", reference.table, reference.column), build)
