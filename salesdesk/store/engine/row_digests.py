"""Digests of the rows, so that a bit that changed on the disk is found.

SQLite trusts what it reads: in a file without a password a flipped bit in a name or an amount is simply another name
or amount. So every unit of work keeps, for each block of 64 row numbers of each table, how many rows it has and the
sum of a hash of each. ``check`` reads all rows and compares.

* A sum takes a change in without reading the other rows of the block: the old row's hash goes, the new one's comes.
  A damaged row therefore stays found when it or its neighbours are changed later: its hash never was in the sum.
* Hashes are of rows read back from the file, so that what SQLite makes of a value when storing it cannot matter.
* A hash is the CRC-32 of the row as a JSON array that SQLite makes: that tells texts from numbers and from nothing and
  takes half the time of reading forty columns into Python. A CRC-32 differs for every single flipped bit.
"""

from __future__ import annotations

import marshal
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Protocol

from peewee import FloatField
from sqlcipher3 import dbapi2 as driver

from salesdesk.store.models import JOURNAL, Models, records
from salesdesk.store.models.versions import SINCE, VERSION, there_at

if TYPE_CHECKING:
    from salesdesk.store.engine.sqlite import FileDatabase

TABLE = "row_digest"
BLOCK = 64
FIRST_VERSION = 2
"""The first version of the schema with digests."""
_SQL = (
    f"CREATE TABLE {TABLE} (table_name TEXT NOT NULL, block INTEGER NOT NULL, rows INTEGER NOT NULL, "
    "digest INTEGER NOT NULL, PRIMARY KEY (table_name, block)) WITHOUT ROWID"
)
_ADD = (
    f"INSERT INTO {TABLE} (table_name, block, rows, digest) VALUES (?, ?, ?, ?) ON CONFLICT (table_name, block) "
    "DO UPDATE SET rows = rows + excluded.rows, digest = digest + excluded.digest"
)
AT_ONCE = 16 * BLOCK
"""Rows read at once; a unit of work digests new rows as soon as there are so many, while they are in the cache."""

_CHUNK = 500  # ids bound in one statement
_NO_END = 2**62  # the end of a run whose last row is not known yet

_NUMBER, _TEXT = itemgetter(0), itemgetter(1)

Sums = dict[int, list[int]]
"""By block: [number of rows, sum of their hashes]."""


class Reader(Protocol):
    """What the digests are compared through: an open file, or a copy that is only looked at."""

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query, as plain tuples."""

    def byte_rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The same with text as its bytes in the file. Raises the driver's own errors."""


def digested(version: int = VERSION) -> dict[str, str]:
    """The tables whose rows are digested, each with the SQL of what is hashed of a row: its number, a JSON array of
    its values, then those whose JSON depends on how SQLite prints them, as they are. ``version`` is that of the file."""
    return _digested_of(records(), version)


@cache
def _digested_of(models: Models, version: int) -> dict[str, str]:
    found = {"file_identity": 'rowid, json_array("uuid")'}  # the rest of it is written anew all the time
    for model in (*models, *JOURNAL):
        table = model._meta.table_name
        if not there_at(table, version):
            continue
        fields = [f for f in model._meta.sorted_fields if SINCE.get((table, f.column_name), 0) <= version]
        printed = ", ".join(f'"{f.column_name}"' for f in fields if not isinstance(f, FloatField))
        kept = [f'"{f.column_name}"' for f in fields if isinstance(f, FloatField)]
        found[table] = ", ".join(("rowid", f"json_array({printed})", *kept))
    return found


def hashes(rows: Sequence[tuple[Any, ...]]) -> list[int]:
    """The hash of each row as `digested` selects it, text as UTF-8 bytes."""
    if rows and len(rows[0]) > 2:  # with floating point numbers; format 2 of marshal never changes
        return [zlib.crc32(marshal.dumps(row[2:], 2), zlib.crc32(row[1])) for row in rows]
    return list(map(zlib.crc32, map(_TEXT, rows)))


def create(database: FileDatabase, version: int = VERSION) -> None:
    """Create the table and digest every row there is, of a file of that version; part of the caller's transaction."""
    database.execute(_SQL)
    renew(database, version)


def renew(database: FileDatabase, version: int = VERSION) -> None:
    """Digest every row there is afresh; part of the caller's transaction."""
    database.execute(f"DELETE FROM {TABLE}")
    for table in digested(version):
        database.execute_many(_ADD, _additions(table, sums(database, table, version=version)))


@contextmanager
def widened(database: FileDatabase, table: str, version: int) -> Iterator[None]:
    """A table gets the columns of the next ``version`` inside; part of the caller's transaction. Its digests follow by
    what that makes of the rows as they are, so that a row which was not what was saved is still found to be so."""
    before = sums(database, table, version=version - 1)
    yield
    change = sums(database, table, version=version)
    for block, (rows, digest) in before.items():
        change[block][0] -= rows
        change[block][1] -= digest
    database.execute_many(_ADD, _additions(table, change))


def sums(
    database: Reader, table: str, first: int = 0, last: int = _NO_END, *, version: int = VERSION
) -> Sums:
    """The blocks of a table as its rows are now, in a file of that version."""
    found: Sums = defaultdict(lambda: [0, 0])
    while True:
        ids, made = _hashed(
            database, table, f"rowid BETWEEN ? AND ? ORDER BY rowid LIMIT {AT_ONCE}", (first, last), version
        )
        if not ids:
            return found
        start = ids[0]
        if ids[-1] - start + 1 == len(ids):  # no gaps
            block, at = start // BLOCK, 0
            while at < len(made):
                end = (block + 1) * BLOCK - start
                part = made[at:end]
                one = found[block]
                one[0] += len(part)
                one[1] += sum(part)
                block, at = block + 1, end
        else:
            for row, value in zip(ids, made, strict=True):
                one = found[row // BLOCK]
                one[0] += 1
                one[1] += value
        if len(ids) < AT_ONCE:
            return found
        first = ids[-1] + 1


def stored(database: Reader, table: str) -> Sums:
    """The blocks of a table as they were last written."""
    return {
        block: [rows, digest]
        for block, rows, digest in database.rows(
            f"SELECT block, rows, digest FROM {TABLE} WHERE table_name = ? ORDER BY block", (table,)
        )
    }


def damaged_table(reader: Reader) -> str:
    """The first table with a row that is not what was written, "" when there is none. A file without digests, or of a
    newer version, says nothing. Raises what reading does."""
    (version,) = reader.rows("PRAGMA user_version")[0]
    known = FIRST_VERSION <= version <= VERSION
    if not known or not reader.rows("SELECT 1 FROM sqlite_master WHERE name = ?", (TABLE,)):
        return ""
    for table in digested(version):
        found, kept = sums(reader, table, version=version), stored(reader, table)
        if any(found.get(block, [0, 0]) != kept.get(block, [0, 0]) for block in found.keys() | kept.keys()):
            return table
    return ""


def _hashed(
    database: Reader, table: str, where: str, parameters: Sequence[int], version: int = VERSION
) -> tuple[list[int], list[int]]:
    """Row numbers and hashes of the chosen rows."""
    select = f'SELECT {digested(version)[table]} FROM "{table}" WHERE '
    try:
        rows = database.byte_rows(select + where, parameters)
    except driver.OperationalError:
        # One has a value that no JSON can hold, and so none of ours: it is damaged, and 0 is no row's hash.
        ids = [row for (row,) in database.rows(f'SELECT rowid FROM "{table}" WHERE {where}', parameters)]
        if len(ids) == 1:
            return ids, [0]
        single = [_hashed(database, table, "rowid = ?", (row,), version) for row in ids]
        return ids, [made[0] for _, made in single]
    return list(map(_NUMBER, rows)), hashes(rows)


def _meets(run: range, rows: Collection[int]) -> bool:
    """Whether one of some rows is in a run."""
    return any(row in run for row in rows) if len(rows) < len(run) else not set(run).isdisjoint(rows)


def _additions(table: str, found: Sums) -> list[tuple[str, int, int, int]]:
    return [(table, block, rows, digest) for block, (rows, digest) in found.items() if rows or digest]


class DigestKeeper:
    """What one unit of work does to the digests. A few rows that it creates are hashed at the end, as they are then; of
    other rows the hash is taken before they are first touched. ``version`` is that of the file: of an older one the rows
    lack columns."""

    def __init__(self, database: FileDatabase, version: int = VERSION) -> None:
        self._database, self._version = database, version
        self._created: dict[str, tuple[int, int]] = {}
        self._touched: dict[str, dict[int, int | None]] = defaultdict(dict)
        self._sums: dict[str, Sums] = defaultdict(lambda: defaultdict(lambda: [0, 0]))

    def create(self, table: str, first: int, last: int) -> None:
        """The rows ``first`` to ``last`` are new; they come after all that this unit of work created before."""
        first = self._created[table][0] if table in self._created else first
        self._created[table] = (first, last)
        if last < _NO_END and last - first + 1 >= AT_ONCE:
            self._take_in(table)

    def create_from(self, table: str) -> None:
        """All rows that follow the last one now there are new."""
        last = self._database.value(f'SELECT coalesce(max(rowid), 0) FROM "{table}"')
        self.create(table, last + 1, _NO_END)

    def touch_counters(self, tables: Collection[str]) -> None:
        """The id counters of these tables are about to be set."""
        marks = ",".join("?" * len(tables))
        known = self._database.rows(
            f"SELECT rowid FROM id_counter WHERE table_name IN ({marks})", tuple(tables)
        )
        self.create_from("id_counter")
        self.touch("id_counter", [row for (row,) in known])

    def touch(self, table: str, ids: Iterable[int]) -> None:
        """These rows are about to be changed, removed or written under their own number."""
        known = self._touched[table]
        first = self._created[table][0] if table in self._created else _NO_END
        fresh = [row for row in ids if row not in known and row < first]
        known.update(dict.fromkeys(fresh))
        known.update(self._hashes(table, fresh))

    def remove(self, table: str, ids: Sequence[int]) -> None:
        """These rows, in ascending order, are about to be removed. Those of a long run are taken out at once: what a row
        was before need not be remembered where nobody asks what it is afterwards."""
        run = range(ids[0], ids[-1] + 1)
        first = self._created[table][0] if table in self._created else _NO_END
        known = self._touched.get(table)
        if len(ids) < BLOCK or len(run) != len(ids) or run[-1] >= first or (known and _meets(run, known)):
            self.touch(table, ids)
            return
        change = self._sums[table]
        for block, (rows, digest) in self._sums_of(table, ids[0], ids[-1]).items():
            change[block][0] -= rows
            change[block][1] -= digest

    def write(self) -> None:
        """Bring the digests up to what the rows are now."""
        for table in list(self._created):
            self._take_in(table)
        for table, before in self._touched.items():
            after = self._hashes(table, list(before))
            change = self._sums[table]
            for row, old in before.items():
                new = after.get(row)
                if new != old:
                    one = change[row // BLOCK]
                    one[0] += (new is not None) - (old is not None)
                    one[1] += (new or 0) - (old or 0)
        for table, change in self._sums.items():
            self._database.execute_many(_ADD, _additions(table, change))

    def _take_in(self, table: str) -> None:
        """Hash the rows created so far; from now on they are rows like others."""
        first, last = self._created.pop(table)
        change = self._sums[table]
        for block, (rows, digest) in self._sums_of(table, first, last).items():
            change[block][0] += rows
            change[block][1] += digest

    def _hashes(self, table: str, ids: Sequence[int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for start in range(0, len(ids), _CHUNK):
            part = ids[start : start + _CHUNK]
            marks = ",".join("?" * len(part))
            where = f"rowid IN ({marks})"
            found.update(zip(*_hashed(self._database, table, where, part, self._version), strict=True))
        return found

    def _sums_of(self, table: str, first: int, last: int) -> Sums:
        return sums(self._database, table, first, last, version=self._version)
