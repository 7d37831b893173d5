"""Records of a backup beside the present ones: which differ, and making some what they were, with their parts.

A backup is the same file at an earlier moment, so a record has the same number in both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from salesdesk.domain.copying_back import Since
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.journal import schema
from salesdesk.store.journal.table_rows import Row, TableRows
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.journal import ChangeEntry as E
from salesdesk.store.records.opt_outs import OptOutWriter

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_STAMPS = frozenset({"id", "version", "updated_at", "last_contacted_at"})
_KEPT = frozenset({"id", "version", "created_at"})
_EVENTS = {
    "contact": ("lifecycle_stage", "lifecycle_event", "contact_id", "from_stage", "to_stage"),
    "deal": ("stage_id", "stage_event", "deal_id", "from_stage_id", "to_stage_id"),
}
"""The column whose moves are kept as events, by table: (column, table of events, owner, from, to)."""


def differing(now: Database, then: Database, table: str) -> dict[int, Since]:
    """The records of a table outside the trash of a backup that are not the same any more, with what became of them.
    Those that were erased for good are none: nothing brings them back by a list."""
    present, former = _versions(now, table), _versions(then, table)
    found: dict[int, Since] = {}
    for number, (version, trashed) in former.items():
        if trashed:
            continue
        if number not in present:
            found[number] = Since.DELETED
        elif present[number][1]:
            found[number] = Since.TRASHED
        elif present[number][0] != version:
            found[number] = Since.CHANGED
    for part in schema.parts_of(table):
        if part.part_key:
            other = _part_versions(now, part).items() ^ _part_versions(then, part).items()
            for owner in {owner for _, (owner, _) in other}:
                if owner in former and not former[owner][1] and owner in present:
                    found.setdefault(owner, Since.CHANGED)
    changed = [number for number, since in found.items() if since is Since.CHANGED]
    for number in _alike(
        now, then, table, changed
    ):  # a version alone goes up at every step, one forth and back too
        del found[number]
    gone = [number for number, since in found.items() if since is Since.DELETED]
    known = set(now.column(_deleted, table=table, rows=gone)) if gone else set()
    return {number: since for number, since in found.items() if since is not Since.DELETED or number in known}


def _alike(now: Database, then: Database, table: str, ids: Collection[int]) -> set[int]:
    """Those of some records that say the same in both, with their parts."""
    same = set(ids)
    for name in (table, *(part.name for part in schema.parts_of(table) if part.part_key)):
        owner = schema.tables()[name].owner if name != table else None
        here, there = (_said(database, name, owner, same) for database in (now, then))
        same = {number for number in same if here.get(number) == there.get(number)}
    return same


def _said(
    database: Database, table: str, owner: schema.Reference | None, records: Collection[int]
) -> dict[int, list[str]]:
    """What the rows of some records say, without what every step changes."""
    columns = [column for column in schema.tables()[table].columns if column not in _STAMPS]
    if owner is None:
        ids: Collection[int] = records
    else:
        statement = database.shaped(("owned", table), partial(_owned, table, owner.column))
        ids = database.column(statement, sorted(records))
    found: dict[int, list[str]] = {}
    for number, row in TableRows(database).read(table, ids, columns).items():
        of = number if owner is None else row[owner.column]
        found.setdefault(of, []).append(repr([row[column] for column in columns]))
    return {number: sorted(texts) for number, texts in found.items()}


def _versions(database: Database, table: str) -> dict[int, tuple[int, bool]]:
    statement = database.shaped(("versions", table), partial(_all_versions, table))
    return {number: (version, deleted is not None) for number, version, deleted in database.pairs(statement)}


def _part_versions(database: Database, part: schema.Table) -> dict[int, tuple[int, int]]:
    assert part.owner is not None
    statement = database.shaped(("parts", part.name), partial(_parts, part.name, part.owner.column))
    return {number: (owner, version) for number, owner, version in database.pairs(statement)}


class CopyingBack:
    """Makes records what a backup has, within one unit of work."""

    @writes
    def __init__(self, uow: UnitOfWork, then: Database) -> None:
        self._uow, self._now, self._then = uow, uow.database, TableRows(then)
        self._backup = then

    def records(self, table: str, ids: Collection[int]) -> set[int]:
        """Copy records of a table with their parts. Returns those that were: one that cannot be without something that is
        gone is left as it is."""
        former = self._there(table, self._then.read(table, ids, schema.tables()[table].columns))
        present = self._uow.rows(table, former)
        self._moved(table, former, present)
        self._write(table, former, present, {"deleted_at": None, "updated_at": self._uow.at})
        for part in schema.parts_of(table):
            self._parts(part, former)
        if table == "contact":
            OptOutWriter(self._uow).follow(sorted(former))
        return set(former)

    def _parts(self, part: schema.Table, owners: Collection[int]) -> None:
        """Parts that came since go, but not those that tell what happened."""
        former = self._there(part.name, self._of(self._backup, part, owners))
        present = self._of(self._now, part, owners)
        if part.part_key:
            self._uow.delete_many(part.name, present.keys() - former.keys())
            elsewhere = self._uow.rows(part.name, former.keys() - present.keys())
            self._write(part.name, former, present | elsewhere, {})
        else:
            self._write(part.name, {n: row for n, row in former.items() if n not in present}, {}, {})

    def _of(self, database: Database, part: schema.Table, owners: Collection[int]) -> dict[int, Row]:
        assert part.owner is not None
        statement = database.shaped(("owned", part.name), partial(_owned, part.name, part.owner.column))
        return TableRows(database).read(part.name, database.column(statement, sorted(owners)), part.columns)

    def _write(
        self, table: str, former: Mapping[int, Row], present: Mapping[int, Row], given: Mapping[str, Any]
    ) -> None:
        columns = schema.tables()[table].columns
        stamped = {name: value for name, value in given.items() if name in columns}
        fresh = [{**row, **stamped} for number, row in former.items() if number not in present]
        if fresh:
            self._uow.restore(table, fresh)
            self._uow.journal_restored(table, fresh)
        changes = {
            number: {name: value for name, value in row.items() if name not in _KEPT} | stamped
            for number, row in former.items()
            if number in present
        }
        self._uow.update_many(table, changes)

    def _there(self, table: str, rows: Mapping[int, Row]) -> dict[int, Row]:
        """Rows without links to what is gone; those that cannot be without are left out."""
        left = {number: dict(row) for number, row in rows.items()}
        for reference in schema.tables()[table].references:
            wanted = {row[reference.column] for row in left.values()} - {None}
            gone = wanted - schema.existing(self._now, reference.target, wanted)
            for number in [n for n, row in left.items() if row[reference.column] in gone]:
                if reference.optional:
                    left[number][reference.column] = None
                else:
                    del left[number]
        return left

    def _moved(self, table: str, former: Mapping[int, Row], present: Mapping[int, Row]) -> None:
        """A move back to an earlier stage is a move."""
        if table not in _EVENTS:
            return
        column, events, owner, before, after = _EVENTS[table]
        moved = [n for n, row in former.items() if n in present and present[n][column] != row[column]]
        values: list[tuple[Any, ...]] = [
            (number, present[number][column], former[number][column], self._uow.at, self._uow.actor)
            for number in moved
        ]
        self._uow.insert_many(events, (owner, before, after, "at", "actor"), values)


def titles_of(database: Database, table: str, name: str, ids: Iterable[int]) -> dict[int, str]:
    """What records are called in a database."""
    statement = database.shaped(("called", table, name), partial(_titles, table, name))
    return dict(database.pairs(statement, list(ids)))


# -- statements --------------------------------------------------------------------------------------------------


def _all_versions(table: str) -> Query:
    model = model_of(table)
    return model.select(model.id, model.version, column_of(table, "deleted_at"))


def _parts(table: str, owner: str) -> Query:
    model = model_of(table)
    return model.select(model.id, column_of(table, owner), model.version)


def _owned(table: str, owner: str) -> Query:
    model = model_of(table)
    return model.select(model.id).where(one_of(column_of(table, owner), Slot(0)))


def _titles(table: str, name: str) -> Query:
    model = model_of(table)
    return model.select(model.id, column_of(table, name)).where(one_of(model.id, Slot(0)))


@Statement
def _deleted(table: Slot, rows: Slot) -> Query:
    """Of rows that are not there those that the journal knows."""
    gone = E.select(E.row).where(E.table == table, one_of(E.row, rows), E.after.is_null())
    return gone.where(E.before.is_null(False))
