"""What a merge took from a record, given back to it when it comes back from the trash."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from salesdesk.domain.changes import Cause
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.journal import schema
from salesdesk.store.models.journal import ChangeBatch, ChangeEntry
from salesdesk.store.records.contact_writer import ContactWriter
from salesdesk.store.records.opt_outs import OptOutWriter

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_TECHNICAL = frozenset({"version", "updated_at"})


def give_back(uow: UnitOfWork, table: str, records: Collection[int]) -> None:
    """Before records are brought back from the trash: whatever the merge that put one there moved from it to the record that
    went on, its parts and what hangs on it, is its own again, where nobody moved it since. The values that the other one
    was given stay there."""
    touched: set[int] = set()
    for record in records:
        batch = merged_in(uow.database, table, record)
        if batch is not None:
            touched |= _give_back(uow, table, record, batch)
    if table == "contact" and touched:
        contacts = uow.rows("contact", touched, ())
        primary = ContactWriter(uow).refresh_primary(sorted(contacts))
        uow.update_many(
            "contact", {number: {**values, "updated_at": uow.at} for number, values in primary.items()}
        )
        OptOutWriter(uow).follow(sorted(contacts))


def merged_in(database: Database, table: str, record: int) -> int | None:
    """The batch that put a record into the trash, if it also moved things from it to another one; else None."""
    for entry in database.select(_entries_of, table=table, row=record):
        if json.loads(entry.after).get("deleted_at") is not None:
            moved = any(_moved(database, table, record, entry.batch_id))
            return int(entry.batch_id) if moved else None
    return None


def merged_into(database: Database, table: str, records: Collection[int]) -> dict[int, int]:
    """Of records in the trash those that a merge put there last, each with the record that went on."""
    newest: dict[int, tuple[int, str]] = {}
    for entry in database.select(_put_away, table=table, rows=sorted(records)):
        if json.loads(entry.after).get("deleted_at") is not None:
            newest[entry.row] = entry.batch_id, entry.cause
    merges = {record: batch for record, (batch, cause) in newest.items() if cause == Cause.MERGE.value}
    found = {record: _went_on(database, table, record, batch) for record, batch in merges.items()}
    return {record: other for record, other in found.items() if other is not None}


def _went_on(database: Database, table: str, record: int, batch: int) -> int | None:
    """The record that got what a merge took from another one, or else that was changed beside it."""
    for _, _, _, new in _moved(database, table, record, batch):
        return new
    changes = database.select(_changes_in, batch=batch, tables=[table])
    return next((e.row for e in changes if json.loads(e.after).get("deleted_at") is None), None)


def _give_back(uow: UnitOfWork, table: str, record: int, batch: int) -> set[int]:
    """Do it for one record. Returns it and the ones that gave."""
    changes: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    givers: set[int] = set()
    for reference, row, before, new in _moved(uow.database, table, record, batch):
        present = uow.rows(reference.table, [row], (reference.column,))
        if row in present and present[row][reference.column] == new:
            kept = {column: value for column, value in before.items() if column not in _TECHNICAL}
            changes[reference.table].setdefault(row, {}).update(kept)
            givers.add(new)
    for name, rows in changes.items():
        uow.update_many(name, rows)
    return {record, *givers} if givers else set()


def _moved(
    database: Database, table: str, record: int, batch: int
) -> Iterator[tuple[schema.Reference, int, Mapping[str, Any], int]]:
    """(reference, row, what the row was, whom it names now) of each row that a batch moved from a record to another."""
    references = defaultdict(list)
    for reference in schema.references_to(table):
        references[reference.table].append(reference)
    for entry in database.select(_changes_in, batch=batch, tables=sorted(references)):
        before, after = json.loads(entry.before), json.loads(entry.after)
        for reference in references[entry.table_name]:
            new = after.get(reference.column)
            if before.get(reference.column) == record and new is not None:
                yield reference, entry.row, before, new


@Statement
def _entries_of(table: Slot, row: Slot) -> Query:
    """The changes of one row, the newest first."""
    return (
        ChangeEntry.select(ChangeEntry.batch, ChangeEntry.after)
        .where(ChangeEntry.table == table, ChangeEntry.row == row, ChangeEntry.before.is_null(False))
        .where(ChangeEntry.after.is_null(False))
        .order_by(ChangeEntry.id.desc())
    )


@Statement
def _put_away(table: Slot, rows: Slot) -> Query:
    """The changes of rows with the cause of each, the newest last."""
    batch = ChangeBatch.alias("b")
    return (
        ChangeEntry.select(ChangeEntry.row, ChangeEntry.batch, ChangeEntry.after, batch.cause)
        .join(batch, on=(batch.id == ChangeEntry.batch))
        .where(ChangeEntry.table == table, one_of(ChangeEntry.row, rows))
        .where(ChangeEntry.before.is_null(False), ChangeEntry.after.is_null(False))
        .order_by(ChangeEntry.id)
    )


@Statement
def _changes_in(batch: Slot, tables: Slot) -> Query:
    """The changes of rows in one batch."""
    return (
        ChangeEntry.select(ChangeEntry.table, ChangeEntry.row, ChangeEntry.before, ChangeEntry.after)
        .where(ChangeEntry.batch == batch, one_of(ChangeEntry.table, tables))
        .where(ChangeEntry.before.is_null(False), ChangeEntry.after.is_null(False))
        .order_by(ChangeEntry.id)
    )
