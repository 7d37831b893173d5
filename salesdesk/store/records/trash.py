"""The trash: what lies in it, and bringing it back."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial, reduce
from operator import or_
from typing import TYPE_CHECKING

from peewee import Case, Value, fn

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities
from salesdesk.domain.hanging import Hanging
from salesdesk.domain.trash import TrashedRecord, kinds
from salesdesk.store.engine.statements import Compiled, Query, Slot, one_of
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.records.hanging import hanging
from salesdesk.store.records.merged_parts import give_back, merged_into
from salesdesk.store.records.opt_outs import OptOutWriter

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


class TrashRepository:
    """Deleted records of every kind."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, limit: int = 5_000) -> list[TrashedRecord]:
        """The newest deletions first."""
        return [
            TrashedRecord(EntityKind(row.kind), row.id, row.title, row.deleted_at)
            for row in self._database.select(self._database.shaped(("whole trash", entities()), _all), limit)
        ]

    def merged_into(self, records: Collection[TrashedRecord]) -> dict[tuple[EntityKind, int], str]:
        """Of some records those that a merge put into the trash, each with what the one that went on is called now."""
        found: dict[tuple[EntityKind, int], str] = {}
        for kind in {record.kind for record in records if entities()[record.kind].merged}:
            ids = [record.id for record in records if record.kind is kind]
            went_on = merged_into(self._database, kind.value, ids)
            named = self._database.shaped(("titles", kind), partial(_titles, kind))
            titles = dict(self._database.pairs(named, sorted(set(went_on.values()))))
            found |= {(kind, number): titles[other] for number, other in went_on.items() if other in titles}
        return found

    def count(self) -> int:
        """How many records lie in the trash."""
        return sum(self.counts().values())

    def ids(self, kind: EntityKind) -> list[int]:
        """The records of one kind that lie there."""
        return self._database.column(self._database.shaped(("trashed", kind), partial(_ids, kind)))

    def counts(self) -> dict[EntityKind, int]:
        """How many records of each kind lie there; kinds of which there is none are left out."""
        found = {kind: int(self._database.single(_counted(self._database, kind.value))) for kind in kinds()}
        return {kind: number for kind, number in found.items() if number}

    def hanging(self, table: str, records: Collection[int]) -> Hanging:
        """What hangs on records that are to be put there."""
        return hanging(self._database, table, records)

    @writes
    def restore(self, uow: UnitOfWork, kind: EntityKind, ids: Collection[int]) -> None:
        """Bring records of one kind back, with what a merge took from them; an unknown id is refused."""
        give_back(uow, kind.value, ids)
        back = {"deleted_at": None, "updated_at": uow.at}
        uow.update_many(kind.value, dict.fromkeys(ids, back))
        if kind is EntityKind.ACTIVITY:
            ActivityWriter(uow).restored(ids)
        if kind is EntityKind.CONTACT:
            OptOutWriter(uow).follow(list(ids))


def _title(kind: EntityKind) -> Query:
    entity, name = entities()[kind], column_of(kind.value, entities()[kind].name)
    if not entity.unnamed:
        return name
    return Case(None, [(name == "", column_of(kind.value, entity.unnamed))], name)


def _titles(kind: EntityKind) -> Query:
    """Statement: what some records are called."""
    model = model_of(kind.value)
    return model.select(model.id, _title(kind).alias("title")).where(one_of(model.id, Slot(0)))


def _of_kind(kind: EntityKind) -> Query:
    model, deleted = model_of(kind.value), column_of(kind.value, "deleted_at")
    named = model.select(
        Value(kind.value).alias("kind"), model.id, _title(kind).alias("title"), deleted.alias("deleted_at")
    )
    return named.where(deleted.is_null(False))


def _all() -> Query:
    """Statement: so many (first value) of the newest deletions."""
    found = reduce(or_, map(_of_kind, kinds())).alias("trash")
    return (
        found.select_from(found.c.kind, found.c.id, found.c.title, found.c.deleted_at)
        .order_by(found.c.deleted_at.desc(), found.c.kind, found.c.id)
        .limit(Slot(0))
    )


def _ids(kind: EntityKind) -> Query:
    """Statement: the numbers of the deleted records of a kind."""
    model = model_of(kind.value)
    return model.select(model.id).where(column_of(kind.value, "deleted_at").is_null(False)).order_by(model.id)


def _counted(database: Database, table: str) -> Compiled:
    """Statement: how many records of a table lie in the trash."""

    def build() -> Query:
        model = model_of(table)
        return model.select(fn.COUNT(model.id)).where(column_of(table, "deleted_at").is_null(False))

    return database.shaped(("trash", table), build)
