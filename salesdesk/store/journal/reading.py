"""Reading the journal: what can be undone and redone, the history of the file and of one record."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from peewee import fn

from salesdesk.domain.changes import Batch, Cause, FieldChange
from salesdesk.domain.conflicts import NOBODY, WrittenBy
from salesdesk.store.engine.statements import Named, Query, Slot, Statement, one_of
from salesdesk.store.journal import schema, touched_records
from salesdesk.store.journal.told import phrase_of
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.journal import ChangeBatch, ChangeEntry

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_FIXED = (Cause.SETUP.value, Cause.UNDO.value, Cause.ERASE.value)
_AGAIN = (Cause.UNDO.value, Cause.REDO.value, Cause.ERASE.value)  # what stands between an undo and its redo
_LOOKED_AT = 50  # changes of a record, newest first, among which the one of a field is looked for


class BatchCount(NamedTuple):
    """How many batches, and the number of the newest."""

    number: int
    latest: int


class Journal:
    """The journal of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def batch(self, batch: int) -> Batch | None:
        """One batch by number."""
        return _first(self._database.select(_batch, batch=batch))

    def next_undo(self) -> Batch | None:
        """What Ctrl+Z would undo: the newest batch that still stands."""
        return _first(self._database.select(_next_undo))

    def next_redo(self) -> Batch | None:
        """What Ctrl+Shift+Z would bring back: the newest undo, unless something new was done since."""
        return _first(self._database.select(_next_redo))

    def batches(self, limit: int = 200, before: int | None = None) -> list[Batch]:
        """The newest batches, newest first; ``before`` continues a former list."""
        if before is None:
            return _batches(self._database.select(_newest, limit=limit))
        return _batches(self._database.select(_newest_before, before=before, limit=limit))

    def standing(self, cause: Cause) -> Batch | None:
        """The newest batch of this cause, or the last that brought it back; None when it is taken back."""
        found = _first(self._database.select(_newest_of, cause=cause.value))
        while found is not None and found.undone_by is not None:
            undo = self.batch(found.undone_by)
            found = self.batch(undo.undone_by) if undo is not None and undo.undone_by is not None else None
        return found

    def built_on(self, batch: int) -> list[Batch]:
        """Later batches that still stand and changed rows which ``batch`` created, or gave its records parts, newest
        first."""
        found = {one.id: one for one in _batches(self._database.select(_built_on, batch=batch))}
        for part in schema.tables().values():
            if part.owner is not None:
                place = part.name, part.owner.column, part.owner.target
                statement = self._database.shaped(("gave parts", *place), partial(_gave_parts, *place))
                found |= {one.id: one for one in _batches(self._database.select(statement, batch))}
        return [found[number] for number in sorted(found, reverse=True)]

    def batches_after(self, batch: int) -> BatchCount:
        """How many batches came after ``batch``, and the newest of all."""
        found = self._database.first(_after, batch=batch)
        assert found is not None
        return BatchCount(found.number, batch if found.latest is None else found.latest)

    def latest(self) -> int:
        """The newest batch number, 0 without any."""
        return int(self._database.single(_latest) or 0)

    def record_counts(self, batches: Collection[int]) -> dict[int, int]:
        """How many records each of some batches is about; what a record consists of counts with it. A batch without any
        is left out."""
        return touched_records.counted(self._database, batches)

    def records_of(self, batch: int, limit: int) -> list[tuple[str, int]]:
        """The first of the records that ``record_counts`` counts, at most ``limit``, as table and number."""
        return touched_records.listed(self._database, batch, limit)

    def field_history(self, table: str, row: int, limit: int = 200) -> list[FieldChange]:
        """Every recorded field change of one row, newest first; technical columns left out."""
        found = []
        for entry in self._database.select(_field_history, table=table, row=row, limit=limit):
            old, new = json.loads(entry.before), json.loads(entry.after)
            found += [
                FieldChange(
                    entry.id,
                    entry.at,
                    entry.actor,
                    Cause(entry.cause),
                    phrase_of(entry.text, entry.told),
                    column,
                    old[column],
                    new[column],
                )
                for column in new
                if column not in ("version", "updated_at") and not column.endswith("_key")
            ]
        return found

    def written_by(
        self, table: str, record: int, columns: Collection[str], *, before: int | None = None
    ) -> WrittenBy:
        """Who wrote ``columns`` of a record last, in a batch older than ``before``. Where none of its changes names
        them, they are about its parts, and the last one who changed anything of it is told."""
        end = self.latest() + 1 if before is None else before
        found = self._database.select(_changes, table=table, row=record, before=end, limit=_LOOKED_AT)
        for change in found:
            if change.after is not None and not json.loads(change.after).keys().isdisjoint(columns):
                return WrittenBy(change.actor, change.at)
        latest = [*found[:1], *self._changes_of_parts(table, record, end)]
        newest = max(latest, key=lambda change: change.id, default=None)
        return NOBODY if newest is None else WrittenBy(newest.actor, newest.at)

    def deleted_by(self, table: str, record: int, *, before: int | None = None) -> WrittenBy:
        """Who put a record into the trash last, in a batch older than ``before``."""
        return self.written_by(table, record, ["deleted_at"], before=before)

    def _changes_of_parts(self, table: str, record: int, before: int) -> Iterator[Named]:
        """The newest change of the present parts of a record, for each kind of part."""
        for part in schema.parts_of(table):
            assert part.owner is not None
            place = (part.name, part.owner.column)
            statement = self._database.shaped(("parts of", *place), partial(_ids_of, *place))
            ids = self._database.column(statement, record)
            yield from self._database.select(_changes_of_rows, table=part.name, rows=ids, before=before)


def _first(found: list[Named]) -> Batch | None:
    return _batches(found)[0] if found else None


def _batches(found: list[Named]) -> list[Batch]:
    return [
        Batch(
            row.id,
            row.at,
            row.actor,
            Cause(row.cause),
            phrase_of(row.text, row.told),
            row.undoes,
            row.undone_by,
            row.entries,
        )
        for row in found
    ]


# -- statements --------------------------------------------------------------------------------------------------


def _tables() -> tuple[Any, Any]:
    return ChangeBatch.alias("b"), ChangeEntry.alias("e")


def _listed(b: Any, *conditions: Query) -> Query:
    """Batches with the number of rows they changed, newest first."""
    _, e = _tables()
    rows = e.select(fn.COALESCE(fn.SUM(e.last_row - e.row + 1), 0)).where(e.batch == b.id)
    columns = (b.id, b.at, b.actor, b.cause, b.text, b.told, b.undoes, b.undone_by, rows.alias("entries"))
    query = b.select(*columns).order_by(b.id.desc())
    return query.where(*conditions) if conditions else query


@Statement
def _batch(batch: Slot) -> Query:
    b, _ = _tables()
    return _listed(b, b.id == batch)


@Statement
def _next_undo() -> Query:
    b, _ = _tables()
    return _listed(b, b.undone_by.is_null(), b.cause.not_in(_FIXED)).limit(1)


@Statement
def _next_redo() -> Query:
    b, _ = _tables()
    newer = b.model.alias("n")
    something_new = newer.select(1).where(newer.id > b.id, newer.cause.not_in(_AGAIN))
    undone = (b.cause == Cause.UNDO.value) & b.undone_by.is_null()
    return _listed(b, undone, ~fn.EXISTS(something_new)).limit(1)


@Statement
def _newest_of(cause: Slot) -> Query:
    b, _ = _tables()
    return _listed(b, b.cause == cause).limit(1)


@Statement
def _built_on(batch: Slot) -> Query:
    b, e = _tables()
    made = ChangeEntry.alias("m")
    same = (made.table == e.table) & (made.row <= e.last_row) & (made.last_row >= e.row)
    created = made.select(1).where(made.batch == batch, made.before.is_null(), same)
    changed = e.select(1).where(e.batch == b.id, fn.EXISTS(created))
    return _listed(b, b.id > batch, b.undone_by.is_null(), b.cause.not_in(_FIXED), fn.EXISTS(changed))


def _gave_parts(table: str, column: str, owners: str) -> Query:
    """Later batches that made rows of a table of parts of records which the batch of the slot created."""
    b, e = _tables()
    made, part = ChangeEntry.alias("m"), model_of(table)
    owner = column_of(table, column)
    same = (made.table == owners) & (made.row <= owner) & (made.last_row >= owner)
    created = made.select(1).where(made.batch == Slot(0), made.before.is_null(), same)
    among = (part.id >= e.row) & (part.id <= e.last_row)
    given = part.select(1).where(among, fn.EXISTS(created))
    theirs = e.select(1).where(e.batch == b.id, e.table == table, e.before.is_null(), fn.EXISTS(given))
    return _listed(b, b.id > Slot(0), b.undone_by.is_null(), b.cause.not_in(_FIXED), fn.EXISTS(theirs))


@Statement
def _newest(limit: Slot) -> Query:
    b, _ = _tables()
    return _listed(b).limit(limit)


@Statement
def _newest_before(before: Slot, limit: Slot) -> Query:
    b, _ = _tables()
    return _listed(b, b.id < before).limit(limit)


@Statement
def _after(batch: Slot) -> Query:
    b, _ = _tables()
    return b.select(fn.COUNT(b.id).alias("number"), fn.MAX(b.id).alias("latest")).where(b.id > batch)


@Statement
def _latest() -> Query:
    b, _ = _tables()
    return b.select(fn.MAX(b.id))


@Statement
def _field_history(table: Slot, row: Slot, limit: Slot) -> Query:
    b, e = _tables()
    mine = (e.table == table) & (e.row == row) & e.before.is_null(False) & e.after.is_null(False)
    columns = (b.id, b.at, b.actor, b.cause, b.text, b.told, e.before, e.after)
    return e.select(*columns).join(b, on=e.batch == b.id).where(mine).order_by(e.id.desc()).limit(limit)


@Statement
def _changes(table: Slot, row: Slot, before: Slot, limit: Slot) -> Query:
    b, e = _tables()
    mine = (e.table == table) & (e.row <= row) & (e.last_row >= row) & (b.id < before)
    columns = (e.id, b.at, b.actor, e.after)
    return e.select(*columns).join(b, on=e.batch == b.id).where(mine).order_by(e.id.desc()).limit(limit)


@Statement
def _changes_of_rows(table: Slot, rows: Slot, before: Slot) -> Query:
    b, e = _tables()
    theirs = (e.table == table) & one_of(e.row, rows) & (b.id < before)
    columns = (e.id, b.at, b.actor)
    return e.select(*columns).join(b, on=e.batch == b.id).where(theirs).order_by(e.id.desc()).limit(1)


def _ids_of(table: str, column: str) -> Query:
    model = model_of(table)
    return model.select(model.id).where(column_of(table, column) == Slot(0))
