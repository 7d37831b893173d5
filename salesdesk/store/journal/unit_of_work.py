"""The only thing that writes: one transaction that journals every row it changes.

Ids come from a counter that never goes back, so that a journal entry names one row for ever. Bulk writes are
journalled in bulk: a run of created rows is a single entry, because a created row needs no copy of itself.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from peewee import EXCLUDED

from salesdesk.domain.changes import Cause, ChangeSet
from salesdesk.errors import ConflictError
from salesdesk.phrases import Phrase
from salesdesk.store.engine import file_identity
from salesdesk.store.engine.row_digests import AT_ONCE
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.engine.stored_text import storable_rows, storable_values
from salesdesk.store.journal import schema
from salesdesk.store.journal.beside import forget_beside, keep_beside
from salesdesk.store.journal.changed_rows import ChangedRows
from salesdesk.store.journal.references import References, no_such_record
from salesdesk.store.journal.table_rows import Row, TableRows, some_of
from salesdesk.store.journal.told import kept_phrase, stored_phrase
from salesdesk.store.journal.unique_names import NAMED, refuse_taken_change, refuse_taken_new
from salesdesk.store.models.journal import ChangeBatch, ChangeEntry, IdCounter

if TYPE_CHECKING:
    from peewee import Model

    from salesdesk.store.engine.database import Database, Digests


class UnitOfWork:
    """One use case, one transaction, one batch in the journal, one change set after commit.

    Use as a context manager; leaving it normally commits and announces, leaving it by an exception undoes
    everything. ``at`` is the time of the change (UTC text). A unit of work that changed nothing leaves no trace.
    ``told`` may be set until it is left: how many rows a change came to is known once they are written.
    """

    def __init__(
        self,
        database: Database,
        *,
        cause: Cause,
        told: Phrase,
        actor: str,
        at: str,
        origin: object = None,
        undoes: int | None = None,
        announce: Callable[[ChangeSet], None] | None = None,
    ) -> None:
        self.at, self.actor, self.cause, self.told = at, actor, cause, told
        self.changes = ChangeSet(origin=origin)
        self._database, self._origin, self._undoes, self._announce = database, origin, undoes, announce
        self._batch: int | None = None
        self._named = ("", "")
        self._last_ids: dict[str, int] = {}
        self._rows, self._changed = TableRows(database), ChangedRows()
        self._digests = database.digests()
        self._references = References()
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(self._database.translated())
            stack.enter_context(self._database.transaction())
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            try:
                self._before_commit()
            except BaseException as problem:
                if not self._stack.__exit__(type(problem), problem, problem.__traceback__):
                    raise
        self._stack.__exit__(kind, error, trace)
        if kind is None:
            self.changes = self._changed.change_set(self._batch, self._origin)
            if self._announce is not None and self._batch is not None:
                self._announce(self.changes)

    # -- single rows ------------------------------------------------------------------------------------

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Create one row; columns not given take their defaults. Returns the id."""
        row = {**schema.defaults(table), **values}
        return self.insert_many(table, tuple(row), [tuple(row.values())]).start

    def update(self, table: str, row_id: int, values: Mapping[str, Any]) -> bool:
        """Change columns of one row; False when nothing differs. Unknown rows are refused."""
        return bool(self.update_many(table, {row_id: values}))

    def delete(self, table: str, row_id: int) -> None:
        """Remove one row for good (records that people see go to the trash by ``deleted_at`` instead)."""
        self.delete_many(table, [row_id])

    # -- many rows --------------------------------------------------------------------------------------

    def insert_many(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> range:
        """Create rows given as tuples of ``columns`` (without id and version). Returns their ids, in order."""
        given = list(rows)
        if not given:  # asking for the last id would have the counters written
            return range(0)
        first = self._last_id(table) + 1
        names = ("id", "version", *(c for c in columns if c != "version"))
        at = columns.index("version") if "version" in columns else None
        if at is None:
            numbered = [(row_id, 1, *row) for row_id, row in enumerate(given, first)]
        else:
            numbered = [(row_id, 1, *row[:at], *row[at + 1 :]) for row_id, row in enumerate(given, first)]
        del given
        numbered = list(storable_rows(names, numbered))
        if table in NAMED:
            refuse_taken_new(self._database, table, names, numbered)
        for start in range(0, len(numbered), AT_ONCE):  # digested while they are still in the cache
            part = numbered[start : start + AT_ONCE]
            self._database.load(table, names, part)
            self._digests.create(table, part[0][0], part[-1][0])
        self._references.note(schema.tables()[table], names, numbered, self._changed.created)
        last = numbered[-1][0]
        self._last_ids[table] = last
        self._journal(table, [(first, last, None, None)])
        self._changed.note_created(schema.tables()[table], range(first, last + 1), names, numbered)
        return range(first, last + 1)

    def insert_selected(
        self,
        table: str,
        columns: Sequence[str],
        statement: Statement,
        owners: Iterable[int],
        /,
        **values: Any,
    ) -> range:
        """Create the rows a statement that selects ``columns`` gives, in its order; ``owners`` are the records they are
        parts of, ``values`` those of its slots. Many rows that repeat what is stored need no way through Python.
        Returns their ids."""
        first = self._last_id(table) + 1
        made = self._rows.insert_selected(table, columns, first - 1, statement, values)
        ids = range(first, first + made)
        if made:
            self._last_ids[table] = ids[-1]
            self._digests.create(table, first, ids[-1])
            self._journal(table, [(first, ids[-1], None, None)])
            self._changed.note_copied(schema.tables()[table], ids, owners)
        return ids

    def restore(self, table: str, rows: Sequence[Row]) -> None:
        """Write rows that were removed back under their numbers, whole, where no other row stands in the way. They are
        journalled once it is known which of them stay, see ``journal_restored``."""
        columns, absent = schema.tables()[table].columns, schema.defaults(table)  # of columns that came later
        self._digests.touch(table, [row["id"] for row in rows])
        values = [tuple(row.get(c, absent.get(c)) for c in columns) for row in rows]
        self._rows.insert_free(table, columns, values)

    def take_back(self, table: str, ids: Collection[int]) -> None:
        """Remove rows that ``restore`` brought back."""
        for some in some_of(ids):
            self._rows.remove(table, some)

    def journal_restored(self, table: str, rows: Sequence[Row]) -> None:
        """Journal the rows that ``restore`` brought back."""
        info = schema.tables()[table]
        self._journal(table, _runs(rows))
        owners = [row[info.owner.column] for row in rows] if info.owner is not None else []
        self._changed.note_copied(info, [row["id"] for row in rows], owners)

    def update_many(
        self, table: str, changes: Mapping[int, Mapping[str, Any]], *, exact: bool = False
    ) -> set[int]:
        """Change columns of many rows; each row's ``version`` goes up by one. Returns the ids that did change. Raises
        ``ConflictError`` when a row has another version by then than the one read here, which one writer at a time keeps
        from happening (``Database.transaction``).

        ``exact`` takes ``version`` from the values instead (undo restores it).
        """
        info = schema.tables()[table]
        if not exact:
            changes = {row_id: storable_values(values) for row_id, values in changes.items()}
        named = {column for values in changes.values() for column in values}
        wanted = named | {"version"} | ({info.owner.column} if info.owner else set())
        before = self.rows(table, changes, [column for column in info.columns if column in wanted])
        if len(before) != len(changes):
            raise no_such_record(table, next(iter(set(changes) - set(before))))
        grouped: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        entries = []
        for row_id in sorted(changes):  # in the order of the file, whatever the order they were chosen in
            old, values = before[row_id], changes[row_id]
            new = {c: v for c, v in values.items() if old[c] != v and (exact or c != "version")}
            if not new or (set(new) <= {"updated_at"} and not exact):
                continue
            if table in NAMED:
                refuse_taken_change(self._database, table, row_id, new, partial(self.row, table, row_id))
            new["version"] = values["version"] if exact else old["version"] + 1
            kept = {c: old[c] for c in new}
            entries.append((row_id, row_id, _dump(kept), _dump(new)))
            grouped[tuple(new)].append((*new.values(), row_id, old["version"]))
            self._changed.note_updated(info, row_id, old, new)
        self._digests.touch(table, [entry[0] for entry in entries])
        for columns, rows in grouped.items():
            if self._rows.update(table, columns, rows) != len(rows):
                raise changed_meanwhile()
            self._references.note(info, columns, rows, self._changed.created)
        self._journal(table, entries)
        return {entry[0] for entry in entries}

    def delete_many(self, table: str, ids: Iterable[int]) -> None:
        """Remove rows for good, keeping their images in the journal."""
        gone = sorted(set(ids))
        if not gone:
            return
        info = schema.tables()[table]
        batch = self.open_batch()
        for some in some_of(gone):
            self._digests.remove(table, some.ids)
            if info.owner:
                self._changed.note_parts(info, self._rows.owners(info, some))
            self._rows.keep_images(batch, table, some)
            self._rows.remove(table, some)
        self._changed.deleted[table].update(gone)

    def keep(self, model: type[Model], values: Mapping[str, Any]) -> int:
        """Add a row to a table that is not journalled: it comes and stays with this transaction, and undo leaves it
        alone. Returns its id."""
        return keep_beside(self._database, self._digests, model, values)

    def forget(self, model: type[Model], ids: Sequence[int]) -> None:
        """Remove rows that ``keep`` added, for good and without a trace."""
        forget_beside(self._database, self._digests, model, ids)

    # -- reading within the transaction -----------------------------------------------------------------

    def rows(self, table: str, ids: Iterable[int], columns: Sequence[str] | None = None) -> dict[int, Row]:
        """Rows by id as they are now, whole or only some ``columns``; unknown ids are left out."""
        return self._rows.read(table, ids, schema.tables()[table].columns if columns is None else columns)

    def row(self, table: str, row_id: int) -> Row:
        """One whole row; refuses an unknown id."""
        found = self.rows(table, [row_id])
        if row_id not in found:
            raise no_such_record(table, row_id)
        return found[row_id]

    @property
    def database(self) -> Database:
        """The database, for the journal's own set-based reading."""
        return self._database

    @property
    def digests(self) -> Digests:
        """What keeps the digests of this unit of work, for what is written beside the rows of records."""
        return self._digests

    def so_far(self) -> ChangeSet:
        """What it changed by now."""
        return self._changed.change_set(self._batch, None)

    # -- the batch --------------------------------------------------------------------------------------

    @property
    def batch(self) -> int | None:
        """The batch number in the journal; None while nothing was written."""
        return self._batch

    def open_batch(self) -> int:
        """The batch number, opened now if nothing was written yet (an import names its batch in its own row)."""
        if self._batch is None:
            text, told = self._named = stored_phrase(kept_phrase(self.told))
            self._batch = batch = int(
                self._database.single(
                    _new_batch,
                    at=self.at,
                    actor=self.actor,
                    cause=self.cause.value,
                    text=text,
                    undoes=self._undoes,
                    told=told,
                )
            )
            self._digests.create("change_batch", batch, batch)
            self._digests.create_from("change_entry")
        return self._batch

    def _journal(self, table: str, entries: Iterable[tuple[int, int, str | None, str | None]]) -> None:
        rows = list(entries)
        if rows:
            batch = self.open_batch()
            self._database.run_many(
                self._database.shaped("new entries", _new_entries), [(batch, table, *entry) for entry in rows]
            )

    def _last_id(self, table: str) -> int:
        if table not in self._last_ids:
            self._last_ids[table] = self._database.single(_last_id, table=table) or 0
        return self._last_ids[table]

    def _before_commit(self) -> None:
        if self._batch is None:
            return
        if (named := stored_phrase(kept_phrase(self.told))) != self._named:
            self._digests.touch("change_batch", [self._batch])
            self._database.run(_name, batch=self._batch, text=named[0], told=named[1])
        self._digests.touch_counters(self._last_ids)
        self._references.refuse_missing(self._database)
        self._database.run_many(self._database.shaped("count on", _count_on), list(self._last_ids.items()))
        if self._undoes is not None:
            self._digests.touch("change_batch", [self._undoes])
            self._database.run(_mark_undone, batch=self._undoes, by=self._batch)
        self._digests.write()
        file_identity.set_batch(self._database, self._batch)
        self._database.acknowledge(self._batch)
        self._changed.index(self._database.search)


def changed_meanwhile() -> ConflictError:
    """The refusal of a change of a row that somebody else changed at the same moment."""
    return ConflictError("records.changed_at_once")


_dump = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":")
).encode  # made once: a dump per row is many


def _runs(rows: Sequence[Row]) -> list[tuple[int, int, str | None, str | None]]:
    """Group restored rows into runs of consecutive ids with the same version, one journal entry each."""
    runs: list[tuple[int, int, str | None, str | None]] = []
    for row in sorted(rows, key=lambda r: r["id"]):
        after = None if row["version"] == 1 else _dump({"version": row["version"]})
        if runs and runs[-1][1] == row["id"] - 1 and runs[-1][3] == after:
            runs[-1] = (runs[-1][0], row["id"], None, after)
        else:
            runs.append((row["id"], row["id"], None, after))
    return runs


@Statement
def _new_batch(at: Slot, actor: Slot, cause: Slot, text: Slot, undoes: Slot, told: Slot) -> Query:
    values = {"at": at, "actor": actor, "cause": cause, "text": text, "undoes": undoes, "told": told}
    return ChangeBatch.insert(values).returning(ChangeBatch.id)


@Statement
def _name(batch: Slot, text: Slot, told: Slot) -> Query:
    named = {ChangeBatch.text: text, ChangeBatch.told: told}
    return ChangeBatch.update(named).where(ChangeBatch.id == batch)


@Statement
def _mark_undone(batch: Slot, by: Slot) -> Query:
    return ChangeBatch.update({ChangeBatch.undone_by: by}).where(ChangeBatch.id == batch)


@Statement
def _last_id(table: Slot) -> Query:
    return IdCounter.select(IdCounter.last_id).where(IdCounter.table == table)


def _new_entries() -> Query:
    """Entries of batch, table, first and last row, before and after."""
    columns = ("batch", "table", "row", "last_row", "before", "after")
    return ChangeEntry.insert_many([tuple(Slot(place) for place in range(len(columns)))], fields=columns)


def _count_on() -> Query:
    """The last id given out in a table, which never goes back."""
    counted = IdCounter.insert_many([(Slot(0), Slot(1))], fields=[IdCounter.table, IdCounter.last_id])
    return counted.on_conflict(
        conflict_target=[IdCounter.table],
        update={IdCounter.last_id: EXCLUDED.last_id},
        where=EXCLUDED.last_id > IdCounter.last_id,
    )
