"""The only thing that writes: one transaction that journals every row it changes.

Ids come from a counter that never goes back, so that a journal entry names one row for ever. Bulk writes are
journalled in bulk: a run of created rows is a single entry, because a created row needs no copy of itself.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from salesdesk.domain.changes import Cause, ChangeSet, EntityKind
from salesdesk.errors import ConflictError
from salesdesk.store.engine import file_identity
from salesdesk.store.engine.stored_text import storable_rows, storable_values
from salesdesk.store.journal import schema
from salesdesk.store.journal.references import References, no_such_record
from salesdesk.store.journal.row_digests import AT_ONCE
from salesdesk.store.journal.unique_names import NAMED, refuse_taken_change, refuse_taken_new
from salesdesk.store.search.index import SEARCHED_PARTS, followed

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.engine.statements import Statement

Row = dict[str, Any]
_CHUNK = 500  # ids bound in one statement


class UnitOfWork:
    """One use case, one transaction, one batch in the journal, one change set after commit.

    Use as a context manager; leaving it normally commits and announces, leaving it by an exception undoes
    everything. ``at`` is the time of the change (UTC text). A unit of work that changed nothing leaves no trace.
    """

    def __init__(
        self,
        database: Database,
        *,
        cause: Cause,
        text: str,
        actor: str,
        at: str,
        origin: object = None,
        undoes: int | None = None,
        announce: Callable[[ChangeSet], None] | None = None,
    ) -> None:
        self.at, self.actor, self.cause, self.text = at, actor, cause, text
        self.changes = ChangeSet(origin=origin)
        self._database, self._origin, self._undoes, self._announce = database, origin, undoes, announce
        self._batch: int | None = None
        self._last_ids: dict[str, int] = {}
        self._created: dict[str, set[int]] = defaultdict(set)
        self._updated: dict[str, set[int]] = defaultdict(set)
        self._deleted: dict[str, set[int]] = defaultdict(set)
        self._searched: dict[str, set[int]] = defaultdict(set)
        self._renamed: dict[str, set[int]] = defaultdict(set)
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
            self.changes = self._change_set()
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
        first = self._last_id(table) + 1
        names = ("id", "version", *(c for c in columns if c != "version"))
        at = columns.index("version") if "version" in columns else None
        if at is None:
            numbered = [(row_id, 1, *row) for row_id, row in enumerate(rows, first)]
        else:
            numbered = [(row_id, 1, *row[:at], *row[at + 1 :]) for row_id, row in enumerate(rows, first)]
        if not numbered:
            return range(first, first)
        numbered = list(storable_rows(names, numbered))
        if table in NAMED:
            refuse_taken_new(self._database, table, names, numbered)
        for start in range(0, len(numbered), AT_ONCE):  # digested while they are still in the cache
            part = numbered[start : start + AT_ONCE]
            self._database.load(table, names, part)
            self._digests.create(table, part[0][0], part[-1][0])
        self._references.note(schema.tables()[table], names, numbered, self._created)
        last = numbered[-1][0]
        self._last_ids[table] = last
        self._journal(table, [(first, last, None, None)])
        self._created[table].update(range(first, last + 1))
        self._note_owners(table, names, numbered)
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
        names = ", ".join(f'"{c}"' for c in ("id", "version", *columns))
        select, bound = self._database.spelled(statement, **values)
        made = self._database.execute(
            f'INSERT INTO "{table}" ({names}) SELECT ? + row_number() OVER (), 1, * FROM ({select}) AS chosen',
            (first - 1, *bound),
        ).rowcount
        if not made:
            return range(first, first)
        ids = range(first, first + made)
        self._last_ids[table] = ids[-1]
        self._digests.create(table, first, ids[-1])
        self._journal(table, [(first, ids[-1], None, None)])
        self._created[table].update(ids)
        info = schema.tables()[table]
        if info.owner is not None:
            self._note_parts(info, owners)
        return ids

    def will_write(self, table: str, ids: Iterable[int]) -> None:
        """To be called before rows are written or removed other than through this object's own methods."""
        self._digests.touch(table, ids)

    def journal_restored(self, table: str, rows: Sequence[Row]) -> None:
        """Journal rows that undo has already brought back."""
        columns = schema.tables()[table].columns
        self._journal(table, _runs(rows))
        self._created[table].update(row["id"] for row in rows)
        self._note_owners(table, columns, [tuple(row.get(c) for c in columns) for row in rows])

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
            if not exact:
                new["version"] = old["version"] + 1
            kept = {c: old[c] for c in new}
            entries.append((row_id, row_id, _dump(kept), _dump(new)))
            grouped[tuple(new)].append((*new.values(), row_id, old["version"]))
            self._note_update(info, row_id, old, new)
        self._digests.touch(table, [entry[0] for entry in entries])
        for columns, rows in grouped.items():
            assignments = ", ".join(f'"{c}" = ?' for c in columns)
            sql = f'UPDATE "{table}" SET {assignments} WHERE id = ? AND version = ?'
            if self._database.execute_many(sql, rows) != len(rows):
                raise changed_meanwhile()
            self._references.note(info, columns, rows, self._created)
        self._journal(table, entries)
        return {entry[0] for entry in entries}

    def delete_many(self, table: str, ids: Iterable[int]) -> None:
        """Remove rows for good, keeping their images in the journal."""
        gone = sorted(set(ids))
        if not gone:
            return
        info = schema.tables()[table]
        batch = self._open_batch()
        self._digests.touch(table, gone)
        image = self._database.dialect.image(info.columns, schema.decimals(table))
        owner = f'"{info.owner.column}"' if info.owner else "NULL"
        for start in range(0, len(gone), _CHUNK):
            part = gone[start : start + _CHUNK]
            marks = ",".join("?" * len(part))
            if info.owner:
                owners = self._database.rows(
                    f'SELECT DISTINCT {owner} FROM "{table}" WHERE id IN ({marks})', part
                )
                self._note_parts(info, (o for (o,) in owners if o is not None))
            self._database.execute(
                "INSERT INTO change_entry (batch_id, table_name, row, last_row, before, after) "
                f'SELECT ?, ?, id, id, {image}, NULL FROM "{table}" WHERE id IN ({marks}) ORDER BY id',
                (batch, table, *part),
            )
            self._database.execute(f'DELETE FROM "{table}" WHERE id IN ({marks})', part)
        self._deleted[table].update(gone)

    # -- reading within the transaction -----------------------------------------------------------------

    def rows(self, table: str, ids: Iterable[int], columns: Sequence[str] | None = None) -> dict[int, Row]:
        """Rows by id as they are now, whole or only some ``columns``; unknown ids are left out."""
        wanted = list(ids)
        columns = schema.tables()[table].columns if columns is None else columns
        names = ", ".join(f'"{c}"' for c in ("id", *columns))
        found: dict[int, Row] = {}
        for start in range(0, len(wanted), _CHUNK):
            part = wanted[start : start + _CHUNK]
            marks = ",".join("?" * len(part))
            for row in self._database.rows(f'SELECT {names} FROM "{table}" WHERE id IN ({marks})', part):
                found[row[0]] = dict(zip(columns, row[1:], strict=True))
        return found

    def row(self, table: str, row_id: int) -> Row:
        """One whole row; refuses an unknown id."""
        found = self.rows(table, [row_id])
        if row_id not in found:
            raise no_such_record(table, row_id)
        return found[row_id]

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Rows of a SELECT inside this transaction."""
        return self._database.rows(sql, parameters)

    @property
    def database(self) -> Database:
        """The database, for the journal's own set-based reading."""
        return self._database

    # -- the batch --------------------------------------------------------------------------------------

    @property
    def batch(self) -> int | None:
        """The batch number in the journal; None while nothing was written."""
        return self._batch

    def open_batch(self) -> int:
        """The batch number, opened now if nothing was written yet (an import names its batch in its own row)."""
        return self._open_batch()

    def _open_batch(self) -> int:
        if self._batch is None:
            self._batch = batch = int(
                self._database.value(
                    "INSERT INTO change_batch (at, actor, cause, text, undoes) VALUES (?, ?, ?, ?, ?) RETURNING id",
                    (self.at, self.actor, self.cause.value, self.text, self._undoes),
                )
            )
            self._digests.create("change_batch", batch, batch)
            self._digests.create_from("change_entry")
        return self._batch

    def _journal(self, table: str, entries: Iterable[tuple[int, int, str | None, str | None]]) -> None:
        rows = list(entries)
        if rows:
            batch = self._open_batch()
            self._database.execute_many(
                "INSERT INTO change_entry (batch_id, table_name, row, last_row, before, after) VALUES (?, ?, ?, ?, ?, ?)",
                [(batch, table, *entry) for entry in rows],
            )

    def _last_id(self, table: str) -> int:
        if table not in self._last_ids:
            found = self._database.rows("SELECT last_id FROM id_counter WHERE table_name = ?", (table,))
            self._last_ids[table] = found[0][0] if found else 0
        return self._last_ids[table]

    # -- what changed -----------------------------------------------------------------------------------

    def _note_owners(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        info = schema.tables()[table]
        if info.owner is not None:
            at = list(columns).index(info.owner.column)
            self._note_parts(info, (row[at] for row in rows))

    def _note_parts(self, info: schema.Table, owners: Iterable[int]) -> None:
        """Parts of these owners came, went or changed."""
        assert info.owner is not None
        target = info.owner.target
        changed = set(owners)
        self._updated[target] |= changed
        if info.name in SEARCHED_PARTS:
            self._searched[target] |= changed

    def _note_update(self, info: schema.Table, row_id: int, old: Row, new: Row) -> None:
        if "deleted_at" in new and (old["deleted_at"] is None) != (new["deleted_at"] is None):
            (self._deleted if new["deleted_at"] else self._created)[info.name].add(row_id)
        else:
            self._updated[info.name].add(row_id)
        if info.owner is not None:
            former: int = old[info.owner.column]
            self._note_parts(info, (former, new.get(info.owner.column) or former))
        if not followed(info.name).isdisjoint(new):
            self._searched[info.name].add(row_id)
            if "name_key" in new:
                self._renamed[info.name].add(row_id)

    def _before_commit(self) -> None:
        if self._batch is None:
            return
        self._digests.touch_counters(self._last_ids)
        self._references.refuse_missing(self._database)
        self._database.execute_many(
            "INSERT INTO id_counter (table_name, last_id) VALUES (?, ?) "
            "ON CONFLICT (table_name) DO UPDATE SET last_id = excluded.last_id "
            "WHERE excluded.last_id > id_counter.last_id",
            list(self._last_ids.items()),
        )
        if self._undoes is not None:
            self._digests.touch("change_batch", [self._undoes])
            self._database.execute(
                "UPDATE change_batch SET undone_by = ? WHERE id = ?", (self._batch, self._undoes)
            )
        self._digests.write()
        file_identity.set_batch(self._database, self._batch)
        self._database.acknowledge(self._batch)
        search = self._database.search
        for kind in (EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.DEAL):
            table = kind.value
            gone = self._deleted[table]
            search.reindex(
                kind, self._created[table] | self._searched[table] | gone, self._created[table] - gone
            )
        contacts, companies = self._renamed["contact"], self._renamed["company"]
        if contacts or companies:
            search.reindex_for_names(contacts, companies)

    def _change_set(self) -> ChangeSet:
        def visible(found: Mapping[str, set[int]]) -> dict[EntityKind, frozenset[int]]:
            return {kind: frozenset(found[kind.value]) for kind in EntityKind if found.get(kind.value)}

        updated = {t: ids - self._created[t] - self._deleted[t] for t, ids in list(self._updated.items())}
        created = {t: ids - self._deleted[t] for t, ids in list(self._created.items())}
        return ChangeSet(
            self._batch, visible(created), visible(updated), visible(self._deleted), self._origin
        )


def changed_meanwhile() -> ConflictError:
    """The refusal of a change of a row that somebody else changed at the same moment."""
    return ConflictError(
        "Changed meanwhile", "Somebody else changed the same record at the same moment. Do it once more."
    )


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
