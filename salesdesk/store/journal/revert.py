"""Undoing one batch of the journal inside a unit of work of its own.

A row goes back only while it is still as the batch left it; what moved on since is kept and listed. Three passes:
rows the batch deleted come back, rows it changed get their former values, rows it created go away. A created row
stays when it was changed since, when a row from outside the batch refers to it, and then its parts stay with it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from peewee import JOIN

from salesdesk.domain.changes import EntityKind, KeptRow
from salesdesk.domain.entities import entities
from salesdesk.domain.progress import Work
from salesdesk.errors import InputError
from salesdesk.store.engine.bulk_load import while_most_go
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.engine.words import number_of_rows
from salesdesk.store.journal import schema
from salesdesk.store.journal.created_rows import CreatedRows
from salesdesk.store.journal.table_rows import Row
from salesdesk.store.journal.unique_names import NAMED, taken
from salesdesk.store.journal.unit_of_work import UnitOfWork
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.journal import ChangeEntry as E
from salesdesk.store.models.undo import UndoRow

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_BLOCK = 5_000
_MADE = frozenset(kind for kind, entity in entities().items() if entity.page) - {EntityKind.ACTIVITY}
"""What stays as a person's own record; what happened goes with the one it happened with."""


class Reversal:
    """The reversal of one batch; ``run`` does it and says what was kept. ``work`` hears how many of the batch's rows
    are done and may stop it. ``within`` is a batch outside whose created rows nothing is touched, but for parts of them and
    rows of no owner; records that the reversed batch itself created stay then, with what it created for them."""

    @writes
    def __init__(
        self, uow: UnitOfWork, batch: int, work: Work | None = None, *, within: int | None = None
    ) -> None:
        self._uow, self._batch, self._work = uow, batch, work
        self._within = None if within is None else _Runs(uow.database, within)
        self._done, self._total = 0, 0
        self._database = uow.database
        self._created = CreatedRows(uow.database, batch)
        self._kept: list[KeptRow] = []

    def run(self) -> tuple[KeptRow, ...]:
        """Reverse the batch as far as nothing moved on since. Rows kept are returned, never raised."""
        with self._created.held():
            self._created.collect()
            if self._work is not None:
                self._total = self._created.count() + self._database.single(_entries, batch=self._batch)
            self._created.keep_changed()
            if self._within is not None:
                self._keep_own(self._within)
            self._restore_deleted()
            # what gets its former values is taken out of indexes and put into them as well
            with while_most_go(self._database, self._created.numbers_going(), _referring):
                self._restore_updated()
                # only now: a row the batch pointed at its own new row points back again
                self._kept += self._created.keep_referenced()
                self._remove_created()
        return tuple(self._kept)

    def _remove_created(self) -> None:
        """Those that name others before those they name, so that nothing refers to what goes."""
        going = self._created.going()
        for table in schema.referring_first(going):
            ids = going[table]
            for start in range(0, len(ids), _BLOCK):
                part = ids[start : start + _BLOCK]
                self._uow.delete_many(table, part)
                self._advance(len(part))

    def _keep_own(self, within: _Runs) -> None:
        """Keep parts of what is not touched, and where a record was created all that is no part."""
        going = self._created.going()
        made_records = any(EntityKind(table) in _MADE for table in going)
        for table, ids in going.items():
            owner = schema.tables()[table].owner
            if owner is not None:
                rows = self._uow.rows(table, ids, [owner.column])
                own = [i for i in ids if not within.holds(owner.target, rows[i][owner.column])]
            else:
                own = ids if made_records else []
            self._created.keep(table, own)

    def _advance(self, rows: int) -> None:
        if self._work is not None:
            self._done = min(self._total, self._done + rows)
            self._work.check()
            self._work.report(self._done, self._total, "undone")

    # -- rows the batch deleted -------------------------------------------------------------------------

    def _restore_deleted(self) -> None:
        """Bring rows back, then drop those that clash with a newer row or whose target is gone."""
        restored: dict[str, dict[int, Row]] = defaultdict(dict)
        created = _Runs(self._database, self._batch)
        for table, before in self._database.pairs(_deleted, batch=self._batch):
            row = json.loads(before)
            if self._within is not None and not self._within.holds(table, row["id"]):
                continue
            if not created.holds(table, row["id"]):
                restored[table][row["id"]] = row
        for table, rows in restored.items():
            self._insert_where_free(table, rows)
        dropped = True
        while dropped:
            dropped_by_table = [self._drop_orphans(table, rows) for table, rows in restored.items()]
            dropped = any(dropped_by_table)
        for table, rows in restored.items():
            self._uow.journal_restored(table, list(rows.values()))

    def _insert_where_free(self, table: str, rows: dict[int, Row]) -> None:
        for row_id in [
            i for i, row in rows.items() if table in NAMED and taken(self._database, table, row, i)
        ]:
            del rows[row_id]
            self._kept.append(KeptRow(table, row_id, "changed"))
        self._uow.restore(table, list(rows.values()))
        # ids are never given twice, so a row that is there now is the one just brought back
        for row_id in set(rows) - self._existing(table, rows):
            del rows[row_id]
            self._kept.append(KeptRow(table, row_id, "changed"))

    def _drop_orphans(self, table: str, rows: dict[int, Row]) -> bool:
        orphans: set[int] = set()
        for reference in schema.tables()[table].references:
            wanted = {row[reference.column] for row in rows.values() if row.get(reference.column) is not None}
            missing = wanted - self._existing(reference.target, wanted)
            orphans |= (
                {i for i, row in rows.items() if row.get(reference.column) in missing} if missing else set()
            )
        if orphans:
            self._uow.take_back(table, orphans)
        for row_id in orphans:
            del rows[row_id]
            self._kept.append(KeptRow(table, row_id, "missing"))
        return bool(orphans)

    def _existing(self, table: str, ids: Iterable[int]) -> set[int]:
        return schema.existing(self._database, table, set(ids))

    # -- rows the batch updated -------------------------------------------------------------------------

    def _restore_updated(self) -> None:
        """Newest entry first; entries of rows the batch created itself go with those rows."""
        block: dict[tuple[str, int], tuple[Row, Row]] = {}
        for table, row_id, before, after in self._database.pairs(_updated, batch=self._batch):
            if self._within is not None and not self._within.holds(table, row_id):
                continue
            place = table, row_id
            if place in block or len(block) >= _BLOCK:
                self._restore_block(block)
                block = {}
            block[place] = json.loads(before), json.loads(after)
        self._restore_block(block)

    def _restore_block(self, block: dict[tuple[str, int], tuple[Row, Row]]) -> None:
        self._advance(len(block))
        by_table: dict[str, dict[int, tuple[Row, Row]]] = defaultdict(dict)
        for (table, row_id), entry in block.items():
            by_table[table][row_id] = entry
        for table, rows in by_table.items():
            named = {column for before, after in rows.values() for column in (*before, *after)}
            now = self._uow.rows(table, rows, sorted(named | {"version"}))
            targets = self._targets(table, (before for before, _ in rows.values()))
            changes = {}
            for row_id, (before, after) in rows.items():
                if row_id not in now:
                    self._kept.append(KeptRow(table, row_id, "missing"))
                elif values := self._values_to_restore(table, row_id, now[row_id], before, after, targets):
                    changes[row_id] = values
            self._write_back(table, changes)

    def _targets(self, table: str, images: Iterable[Row]) -> dict[str, set[int]]:
        """Of the rows that former values refer to, those that still exist, by column."""
        wanted: dict[str, set[int]] = defaultdict(set)
        columns = {reference.column: reference.target for reference in schema.tables()[table].references}
        for image in images:
            for column in columns.keys() & image.keys():
                if image[column] is not None:
                    wanted[column].add(image[column])
        return {column: self._existing(columns[column], ids) for column, ids in wanted.items()}

    def _write_back(self, table: str, changes: dict[int, Row]) -> None:
        """Write former values; a name that another row has taken since is left as it is now."""
        refused: tuple[type[Exception], ...] = (*self._database.refusals, InputError)
        try:
            with self._database.transaction():
                self._uow.update_many(table, changes, exact=True)
        except refused:
            if len(changes) == 1:
                self._kept.append(KeptRow(table, next(iter(changes)), "changed"))
                return
            for row_id, values in changes.items():
                self._write_back(table, {row_id: values})

    def _values_to_restore(
        self, table: str, row_id: int, now: Row, before: Row, after: Row, targets: dict[str, set[int]]
    ) -> dict[str, Any]:
        """The columns still as the batch left them. With the row's version untouched that is all of them."""
        if now["version"] == after["version"]:
            wanted = dict(before)
        else:
            own = [c for c in before if c not in ("version", "updated_at")]
            moved = tuple(c for c in own if now[c] != after[c])
            wanted = {c: before[c] for c in own if c not in moved}
            if moved:
                self._kept.append(KeptRow(table, row_id, "changed", moved))
            if wanted:
                wanted["version"] = now["version"] + 1
        gone = [
            c for c, existing in targets.items() if wanted.get(c) is not None and wanted[c] not in existing
        ]
        if gone:
            self._kept.append(KeptRow(table, row_id, "missing", tuple(gone)))
            wanted = {c: v for c, v in wanted.items() if c not in gone}
            wanted["version"] = now["version"] + 1
        return wanted


class _Runs:
    """The rows that a batch created, whether they are still there or not."""

    def __init__(self, database: Database, batch: int) -> None:
        self._runs: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for run in database.select(_runs_created, batch=batch):
            self._runs[run.table_name].append((run.row, run.last_row))

    def holds(self, table: str, row: int) -> bool:
        return any(first <= row <= last for first, last in self._runs.get(table, ()))


def _referring(table: str) -> tuple[str, ...]:
    """The columns of a table that name rows of others."""
    return tuple(reference.column for reference in schema.tables()[table].references)


@Statement
def _entries(batch: Slot) -> Query:
    return E.select(number_of_rows()).where(E.batch == batch, E.before.is_null(False))


@Statement
def _runs_created(batch: Slot) -> Query:
    return E.select(E.table, E.row, E.last_row).where(E.batch == batch, E.before.is_null())


@Statement
def _deleted(batch: Slot) -> Query:
    gone = E.select(E.table, E.before).where(E.batch == batch, E.after.is_null(), E.before.is_null(False))
    return gone.order_by(E.id.desc())


@Statement
def _updated(batch: Slot) -> Query:
    """The changes of rows that the batch did not create."""
    own = (UndoRow.table == E.table) & (UndoRow.id == E.row)
    changed = E.select(E.table, E.row, E.before, E.after).join(UndoRow, JOIN.LEFT_OUTER, on=own)
    theirs = (E.batch == batch, E.before.is_null(False), E.after.is_null(False), UndoRow.id.is_null())
    return changed.where(*theirs).order_by(E.id.desc())
