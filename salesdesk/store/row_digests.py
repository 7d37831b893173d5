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
from typing import TYPE_CHECKING, Any

from salesdesk.store import schema

if TYPE_CHECKING:
    from salesdesk.store.database import Database

TABLE = "row_digest"
BLOCK = 64
_SQL = (
    f"CREATE TABLE {TABLE} (table_name TEXT NOT NULL, block INTEGER NOT NULL, rows INTEGER NOT NULL, "
    "digest INTEGER NOT NULL, PRIMARY KEY (table_name, block)) WITHOUT ROWID"
)
_ADD = (
    f"INSERT INTO {TABLE} (table_name, block, rows, digest) VALUES (?, ?, ?, ?) ON CONFLICT (table_name, block) "
    "DO UPDATE SET rows = rows + excluded.rows, digest = digest + excluded.digest"
)
_READ = 64 * BLOCK  # rows read at once
_CHUNK = 500  # ids bound in one statement

Sums = dict[int, list[int]]
"""By block: [number of rows, sum of their hashes]."""


def hashes(rows: Sequence[tuple[Any, ...]]) -> list[int]:
    """The hash of each row as `schema.digested` selects it, text as UTF-8 bytes."""
    if rows and len(rows[0]) > 2:  # with floating point numbers; format 2 of marshal never changes
        return [zlib.crc32(marshal.dumps(row[2:], 2), zlib.crc32(row[1])) for row in rows]
    return [zlib.crc32(row[1]) for row in rows]


def create(database: Database) -> None:
    """Create the table and digest every row there is; part of the caller's transaction."""
    database.execute(_SQL)
    renew(database)


def renew(database: Database) -> None:
    """Digest every row there is afresh; part of the caller's transaction."""
    database.execute(f"DELETE FROM {TABLE}")
    for table in schema.digested():
        database.execute_many(_ADD, _additions(table, sums(database, table)))


def sums(database: Database, table: str, first: int = 0, last: int = 2**62) -> Sums:
    """The blocks of a table as its rows are now."""
    found: Sums = defaultdict(lambda: [0, 0])
    for rows in _read(database, table, first, last):
        start = rows[0][0]
        made = hashes(rows)
        if rows[-1][0] - start + 1 == len(rows):  # no gaps
            block, at = start // BLOCK, 0
            while at < len(made):
                end = (block + 1) * BLOCK - start
                part = made[at:end]
                one = found[block]
                one[0] += len(part)
                one[1] += sum(part)
                block, at = block + 1, end
        else:
            for row, value in zip(rows, made, strict=True):
                one = found[row[0] // BLOCK]
                one[0] += 1
                one[1] += value
    return found


def stored(database: Database, table: str) -> Sums:
    """The blocks of a table as they were last written."""
    return {
        block: [rows, digest]
        for block, rows, digest in database.rows(
            f"SELECT block, rows, digest FROM {TABLE} WHERE table_name = ? ORDER BY block", (table,)
        )
    }


def _read(database: Database, table: str, first: int, last: int) -> Iterator[list[tuple[Any, ...]]]:
    columns = schema.digested()[table]
    sql = f'SELECT {columns} FROM "{table}" WHERE rowid BETWEEN ? AND ? ORDER BY rowid LIMIT {_READ}'
    while rows := database.byte_rows(sql, (first, last)):
        yield rows
        first = rows[-1][0] + 1
        if len(rows) < _READ:
            return


def _additions(table: str, found: Sums) -> list[tuple[str, int, int, int]]:
    return [(table, block, rows, digest) for block, (rows, digest) in found.items() if rows or digest]


class DigestKeeper:
    """What one unit of work does to the digests. Rows it creates are hashed once, as they are in the end; of other
    rows the hash is taken before they are first touched."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._created: dict[str, tuple[int, int]] = {}
        self._touched: dict[str, dict[int, int | None]] = defaultdict(dict)

    def create(self, table: str, first: int, last: int) -> None:
        """The rows ``first`` to ``last`` are new; they come after all that this unit of work created before."""
        self._created[table] = (self._created[table][0] if table in self._created else first, last)

    def create_from(self, table: str) -> None:
        """All rows that follow the last one now there are new."""
        last = self._database.value(f'SELECT coalesce(max(rowid), 0) FROM "{table}"')
        self.create(table, last + 1, 2**62)

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
        first = self._created[table][0] if table in self._created else 2**62
        fresh = [row for row in ids if row not in known and row < first]
        known.update(dict.fromkeys(fresh))
        known.update(self._hashes(table, fresh))

    def write(self) -> None:
        """Bring the digests up to what the rows are now."""
        for table, before in self._touched.items():
            after = self._hashes(table, list(before))
            change: Sums = defaultdict(lambda: [0, 0])
            for row, old in before.items():
                new = after.get(row)
                if new != old:
                    one = change[row // BLOCK]
                    one[0] += (new is not None) - (old is not None)
                    one[1] += (new or 0) - (old or 0)
            self._database.execute_many(_ADD, _additions(table, change))
        for table, (first, last) in self._created.items():
            self._database.execute_many(_ADD, _additions(table, sums(self._database, table, first, last)))

    def _hashes(self, table: str, ids: Sequence[int]) -> dict[int, int]:
        columns = schema.digested()[table]
        found: dict[int, int] = {}
        for start in range(0, len(ids), _CHUNK):
            part = ids[start : start + _CHUNK]
            marks = ",".join("?" * len(part))
            rows = self._database.byte_rows(f'SELECT {columns} FROM "{table}" WHERE rowid IN ({marks})', part)
            found.update(zip((row[0] for row in rows), hashes(rows), strict=True))
        return found
