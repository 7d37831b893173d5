"""Undoing one batch of the journal inside a unit of work of its own.

A row goes back only while it is still as the batch left it; what moved on since is kept and listed. Three passes:
rows the batch deleted come back, rows it changed get their former values, rows it created go away. A created row
stays when it was changed since, when a row from outside the batch refers to it, and then its parts stay with it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from salesdesk.domain.changes import KeptRow
from salesdesk.domain.progress import Work
from salesdesk.errors import InputError
from salesdesk.store.journal import schema
from salesdesk.store.journal.unique_names import NAMED, taken
from salesdesk.store.journal.unit_of_work import Row, UnitOfWork
from salesdesk.store.journal.writing import writes

_BLOCK = 5_000


class Reversal:
    """The reversal of one batch; ``run`` does it and says what was kept. ``work`` hears how many of the batch's rows
    are done and may stop it."""

    @writes
    def __init__(self, uow: UnitOfWork, batch: int, work: Work | None = None) -> None:
        self._uow, self._batch, self._work = uow, batch, work
        self._done, self._total = 0, 0
        self._database = uow.database
        self._kept: list[KeptRow] = []

    def run(self) -> tuple[KeptRow, ...]:
        """Reverse the batch as far as nothing moved on since. Rows kept are returned, never raised."""
        self._collect_created()
        if self._work is not None:
            self._total = int(self._database.value("SELECT count(*) FROM undo_row")) + int(
                self._database.value(
                    "SELECT count(*) FROM change_entry WHERE batch_id = ? AND before IS NOT NULL",
                    (self._batch,),
                )
            )
        self._keep_changed()
        self._restore_deleted()
        self._restore_updated()
        self._keep_referenced()  # only now: a row the batch pointed at its own new row points back again
        self._remove_created()
        self._database.execute("DROP TABLE undo_row")
        return tuple(self._kept)

    # -- rows the batch created -------------------------------------------------------------------------

    def _collect_created(self) -> None:
        """One temp row per created row that still exists, with the version the batch left it at."""
        execute = self._database.execute
        execute("DROP TABLE IF EXISTS undo_row")
        dialect = self._database.dialect
        execute(
            dialect.scratch_table(
                "undo_row", {"tbl": str, "id": int, "version": int, "kept": str}, ("tbl", "id")
            )
        )
        version_left = dialect.number_in("after", "version")
        runs = self._database.rows(
            f"SELECT table_name, row, last_row, coalesce({version_left}, 1) FROM change_entry "
            "WHERE batch_id = ? AND before IS NULL",
            (self._batch,),
        )
        for table, first, last, version in runs:
            execute(
                f'INSERT INTO undo_row (tbl, id, version) SELECT ?, id, ? FROM "{table}" WHERE id BETWEEN ? AND ? '
                "ON CONFLICT (tbl, id) DO UPDATE SET version = excluded.version",
                (table, version, first, last),
            )
        execute(
            # the newest entry counts, for an undo lowers versions
            f"UPDATE undo_row SET version = later.version FROM (SELECT table_name, row, {version_left} AS version "
            "FROM change_entry WHERE id IN (SELECT max(id) FROM change_entry WHERE batch_id = ? AND before IS NOT NULL "
            "AND after IS NOT NULL GROUP BY table_name, row)) AS later "
            "WHERE later.table_name = undo_row.tbl AND later.row = undo_row.id",
            (self._batch,),
        )

    def _created_tables(self) -> list[str]:
        return [table for (table,) in self._database.rows("SELECT DISTINCT tbl FROM undo_row")]

    def _keep_changed(self) -> None:
        for table in self._created_tables():
            self._keep(
                table, "changed", f'JOIN "{table}" now ON now.id = u.id WHERE now.version <> u.version'
            )

    def _keep_referenced(self) -> None:
        tables = self._created_tables()
        moved = True
        while moved:
            moved = False
            for table in tables:
                for reference in schema.references_to(table):
                    outsider = (
                        f'JOIN "{reference.table}" other ON other."{reference.column}" = u.id LEFT JOIN undo_row mine '
                        f"ON mine.tbl = '{reference.table}' AND mine.id = other.id WHERE (mine.id IS NULL OR mine.kept IS NOT NULL)"
                    )
                    moved |= self._keep(table, "referenced", outsider)
                owner = schema.tables()[table].owner
                if owner is not None:
                    moved |= self._keep(
                        table,
                        "owner_kept",
                        f"JOIN \"{table}\" part ON part.id = u.id JOIN undo_row whole ON whole.tbl = '{owner.target}' "
                        f'AND whole.id = part."{owner.column}" WHERE whole.kept IS NOT NULL',
                    )
        self._kept += [
            KeptRow(table, row, reason)
            for table, row, reason in self._database.rows(
                "SELECT tbl, id, kept FROM undo_row WHERE kept IS NOT NULL ORDER BY tbl, id"
            )
        ]

    def _keep(self, table: str, reason: str, condition: str) -> bool:
        cursor = self._database.execute(
            f"UPDATE undo_row SET kept = ? WHERE tbl = ? AND kept IS NULL AND id IN (SELECT u.id FROM undo_row u {condition} "
            "AND u.tbl = ? AND u.kept IS NULL)",
            (reason, table, table),
        )
        return bool(cursor.rowcount > 0)

    def _remove_created(self) -> None:
        for (table,) in self._database.rows("SELECT DISTINCT tbl FROM undo_row WHERE kept IS NULL"):
            ids = [
                i
                for (i,) in self._database.rows(
                    "SELECT id FROM undo_row WHERE tbl = ? AND kept IS NULL", (table,)
                )
            ]
            for start in range(0, len(ids), _BLOCK):
                part = ids[start : start + _BLOCK]
                self._uow.delete_many(table, part)
                self._advance(len(part))

    def _advance(self, rows: int) -> None:
        if self._work is not None:
            self._done = min(self._total, self._done + rows)
            self._work.check()
            self._work.report(self._done, self._total, "undone")

    # -- rows the batch deleted -------------------------------------------------------------------------

    def _restore_deleted(self) -> None:
        """Bring rows back, then drop those that clash with a newer row or whose target is gone."""
        restored: dict[str, dict[int, Row]] = defaultdict(dict)
        created = self._created_runs()
        images = self._database.rows(
            "SELECT table_name, before FROM change_entry WHERE batch_id = ? AND after IS NULL AND before IS NOT NULL ORDER BY id DESC",
            (self._batch,),
        )
        for table, image in images:
            row = json.loads(image)
            if not any(first <= row["id"] <= last for first, last in created.get(table, ())):
                restored[table][row["id"]] = row
        for table, rows in restored.items():
            self._insert_where_free(table, rows)
        dropped = True
        while dropped:
            dropped_by_table = [self._drop_orphans(table, rows) for table, rows in restored.items()]
            dropped = any(dropped_by_table)
        for table, rows in restored.items():
            self._uow.journal_restored(table, list(rows.values()))

    def _created_runs(self) -> dict[str, list[tuple[int, int]]]:
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for table, first, last in self._database.rows(
            "SELECT table_name, row, last_row FROM change_entry WHERE batch_id = ? AND before IS NULL",
            (self._batch,),
        ):
            found[table].append((first, last))
        return found

    def _insert_where_free(self, table: str, rows: dict[int, Row]) -> None:
        for row_id in [
            i for i, row in rows.items() if table in NAMED and taken(self._database, table, row, i)
        ]:
            del rows[row_id]
            self._kept.append(KeptRow(table, row_id, "changed"))
        columns = schema.tables()[table].columns
        names, marks = ", ".join(f'"{c}"' for c in columns), ", ".join("?" * len(columns))
        absent = schema.defaults(table)  # of columns that came later than the image
        self._uow.will_write(table, rows)
        self._database.execute_many(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING',
            [tuple(row.get(c, absent.get(c)) for c in columns) for row in rows.values()],
        )
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
        for row_id in orphans:
            self._database.execute(f'DELETE FROM "{table}" WHERE id = ?', (row_id,))
            del rows[row_id]
            self._kept.append(KeptRow(table, row_id, "missing"))
        return bool(orphans)

    def _existing(self, table: str, ids: Iterable[int]) -> set[int]:
        return schema.existing(self._database, table, set(ids))

    # -- rows the batch updated -------------------------------------------------------------------------

    def _restore_updated(self) -> None:
        """Newest entry first; entries of rows the batch created itself go with those rows."""
        entries = self._database.rows(
            "SELECT e.id, e.table_name, e.row, e.before, e.after FROM change_entry e LEFT JOIN undo_row u ON u.tbl = e.table_name AND u.id = e.row "
            "WHERE e.batch_id = ? AND e.before IS NOT NULL AND e.after IS NOT NULL AND u.id IS NULL ORDER BY e.id DESC",
            (self._batch,),
        )
        block: dict[tuple[str, int], tuple[Row, Row]] = {}
        for _, table, row_id, before, after in entries:
            if (table, row_id) in block or len(block) >= _BLOCK:
                self._restore_block(block)
                block = {}
            block[table, row_id] = (json.loads(before), json.loads(after))
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
