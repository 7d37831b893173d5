"""What other windows and commands wrote into the same file, read from the journal as one change set."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import partial
from typing import TYPE_CHECKING

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.conflicts import WrittenBy
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.journal import schema
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.journal import ChangeBatch
from salesdesk.store.models.journal import ChangeEntry as E

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_Ids = dict[str, set[int]]


def changes_since(database: Database, batch: int, own: Collection[int]) -> tuple[int, ChangeSet]:
    """The newest batch and what the batches after ``batch`` changed, those in ``own`` left out. A record that came and
    went meanwhile counts as deleted; one whose parts changed as updated."""
    written = database.column(_batches_after, batch=batch)
    latest = written[-1] if written else batch
    foreign = [number for number in written if number not in own]
    created: _Ids = defaultdict(set)
    updated: _Ids = defaultdict(set)
    deleted: _Ids = defaultdict(set)
    for table, first, last, before, after in _entries(database, foreign):
        info = schema.tables().get(table)
        if info is None:
            continue
        ids = range(first, last + 1)
        if info.owner is not None:
            updated[info.owner.target].update(_owners(database, info, first, last, before))
        if before is None:
            created[table].update(ids)
        elif after is None:
            deleted[table].update(ids)
        else:
            trashed = json.loads(after).get("deleted_at", "")
            (updated if trashed == "" else deleted if trashed else created)[table].update(ids)
    for table, ids_gone in deleted.items():
        created[table] -= ids_gone
    for table in list(updated):
        updated[table] -= created[table] | deleted[table]
    return latest, ChangeSet(latest if foreign else None, _seen(created), _seen(updated), _seen(deleted))


def _entries(
    database: Database, batches: Collection[int]
) -> Iterator[tuple[str, int, int, str | None, str | None]]:
    for batch in batches:
        for entry in database.select(_entries_of, batch=batch):
            yield entry.table_name, entry.row, entry.last_row, entry.before, entry.after


def _owners(
    database: Database, info: schema.Table, first: int, last: int, before: str | None
) -> Iterator[int]:
    """The records that these parts belong or belonged to."""
    assert info.owner is not None
    if before is not None and json.loads(before).get(info.owner.column):
        yield json.loads(before)[info.owner.column]
    yield from database.column(database.shaped(("owners", info.name), partial(_owners_of, info)), first, last)


def column_since(
    database: Database, batch: int, own: Collection[int], table: str, column: str
) -> dict[int, tuple[object, WrittenBy]]:
    """What a column held before the batches after ``batch`` changed it, those in ``own`` left out, by record; and who
    changed it last. Grows with what they wrote, not with the table."""
    found: dict[int, tuple[object, WrittenBy]] = {}
    for entry in database.select(_changes_after, batch=batch, table=table):
        before = json.loads(entry.before)
        if entry.number in own or column not in before:
            continue
        first, _ = found.get(entry.row, (before[column], None))
        found[entry.row] = first, WrittenBy(entry.actor, entry.at)
    return found


@Statement
def _changes_after(batch: Slot, table: Slot) -> Query:
    from salesdesk.store.models.journal import ChangeBatch as B
    from salesdesk.store.models.journal import ChangeEntry as E

    changed = (B.id > batch) & (E.table == table) & E.before.is_null(False) & E.after.is_null(False)
    columns = (B.id.alias("number"), B.actor, B.at, E.row, E.before)
    return E.select(*columns).join(B, on=E.batch == B.id).where(changed).order_by(E.id)


@Statement
def _batches_after(batch: Slot) -> Query:
    return ChangeBatch.select(ChangeBatch.id).where(ChangeBatch.id > batch).order_by(ChangeBatch.id)


@Statement
def _entries_of(batch: Slot) -> Query:
    columns = (E.table, E.row, E.last_row, E.before, E.after)
    return E.select(*columns).where(E.batch == batch).order_by(E.id)


def _owners_of(info: schema.Table) -> Query:
    """The owners of the parts from the first to the last value."""
    assert info.owner is not None
    model, owner = model_of(info.name), column_of(info.name, info.owner.column)
    return model.select(owner).distinct().where(model.id >= Slot(0), model.id <= Slot(1))


def _seen(found: _Ids) -> dict[EntityKind, frozenset[int]]:
    return {
        info.kind: frozenset(found[table])
        for table, info in schema.tables().items()
        if found.get(table) and info.kind is not None
    }
