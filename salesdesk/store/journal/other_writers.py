"""What other windows and commands wrote into the same file, read from the journal as one change set."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.store.journal import schema

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_Ids = dict[str, set[int]]


def changes_since(database: Database, batch: int, own: Collection[int]) -> tuple[int, ChangeSet]:
    """The newest batch and what the batches after ``batch`` changed, those in ``own`` left out. A record that came and
    went meanwhile counts as deleted; one whose parts changed as updated."""
    latest = int(database.value("SELECT coalesce(max(id), 0) FROM change_batch"))
    foreign = [
        number
        for (number,) in database.rows(
            "SELECT id FROM change_batch WHERE id > ? AND id <= ?", (batch, latest)
        )
        if number not in own
    ]
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
        yield from database.rows(
            "SELECT table_name, row, last_row, before, after FROM change_entry WHERE batch_id = ? ORDER BY id",
            (batch,),
        )


def _owners(
    database: Database, info: schema.Table, first: int, last: int, before: str | None
) -> Iterator[int]:
    """The records that these parts belong or belonged to."""
    assert info.owner is not None
    column = info.owner.column
    if before is not None and json.loads(before).get(column):
        yield json.loads(before)[column]
    for (owner,) in database.rows(
        f'SELECT DISTINCT "{column}" FROM "{info.name}" WHERE id BETWEEN ? AND ?', (first, last)
    ):
        yield owner


def _seen(found: _Ids) -> dict[EntityKind, frozenset[int]]:
    return {kind: frozenset(found[kind.value]) for kind in EntityKind if found.get(kind.value)}
