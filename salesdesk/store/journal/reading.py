"""Reading the journal: what can be undone and redone, the history of the file and of one record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from salesdesk.domain.changes import Batch, Cause, FieldChange

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_COLUMNS = (
    "b.id, b.at, b.actor, b.cause, b.text, b.undoes, b.undone_by, "
    "(SELECT coalesce(sum(e.last_row - e.row + 1), 0) FROM change_entry e WHERE e.batch_id = b.id)"
)
_FIXED = (Cause.SETUP.value, Cause.UNDO.value)


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
        found = self._select("WHERE b.id = ?", (batch,))
        return found[0] if found else None

    def next_undo(self) -> Batch | None:
        """What Ctrl+Z would undo: the newest batch that still stands."""
        found = self._select(
            "WHERE b.undone_by IS NULL AND b.cause NOT IN (?, ?) ORDER BY b.id DESC LIMIT 1", _FIXED
        )
        return found[0] if found else None

    def next_redo(self) -> Batch | None:
        """What Ctrl+Shift+Z would bring back: the newest undo, unless something new was done since."""
        found = self._select(
            "WHERE b.cause = 'undo' AND b.undone_by IS NULL AND NOT EXISTS (SELECT 1 FROM change_batch n "
            "WHERE n.id > b.id AND n.cause NOT IN ('undo', 'redo')) ORDER BY b.id DESC LIMIT 1"
        )
        return found[0] if found else None

    def batches(self, limit: int = 200, before: int | None = None) -> list[Batch]:
        """The newest batches, newest first; ``before`` continues a former list."""
        if before is None:
            return self._select("ORDER BY b.id DESC LIMIT ?", (limit,))
        return self._select("WHERE b.id < ? ORDER BY b.id DESC LIMIT ?", (before, limit))

    def batches_after(self, batch: int) -> BatchCount:
        """How many batches came after ``batch``, and the newest of all."""
        count, latest = self._database.rows(
            "SELECT count(*), coalesce(max(id), ?) FROM change_batch WHERE id > ?", (batch, batch)
        )[0]
        return BatchCount(count, latest)

    def latest(self) -> int:
        """The newest batch number, 0 without any."""
        return int(self._database.value("SELECT coalesce(max(id), 0) FROM change_batch"))

    def field_history(self, table: str, row: int, limit: int = 200) -> list[FieldChange]:
        """Every recorded field change of one row, newest first; technical columns left out."""
        found = []
        for number, at, actor, cause, text, before, after in self._database.rows(
            "SELECT b.id, b.at, b.actor, b.cause, b.text, e.before, e.after FROM change_entry e JOIN change_batch b ON b.id = e.batch_id "
            "WHERE e.table_name = ? AND e.row = ? AND e.before IS NOT NULL AND e.after IS NOT NULL ORDER BY e.id DESC LIMIT ?",
            (table, row, limit),
        ):
            old, new = json.loads(before), json.loads(after)
            found += [
                FieldChange(number, at, actor, Cause(cause), text, column, old[column], new[column])
                for column in new
                if column not in ("version", "updated_at") and not column.endswith("_key")
            ]
        return found

    def _select(self, where: str, parameters: tuple[Any, ...] = ()) -> list[Batch]:
        return [
            Batch(number, at, actor, Cause(cause), text, undoes, undone_by, entries)
            for number, at, actor, cause, text, undoes, undone_by, entries in self._database.rows(
                f"SELECT {_COLUMNS} FROM change_batch b {where}", parameters
            )
        ]
