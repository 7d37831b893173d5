"""Looking into a file that may be damaged: what SQLite says of it, and what statements find in it.

What the driver says is the finding, and nothing for the log: everything here raises one of ``UNREADABLE``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import peewee
from sqlcipher3 import dbapi2 as driver

from salesdesk.errors import StoreDamaged
from salesdesk.store.engine import file_identity
from salesdesk.store.engine.statements import Compiled, Statement

if TYPE_CHECKING:
    from salesdesk.store.engine.sqlite import FileDatabase

UNREADABLE: tuple[type[Exception], ...] = (StoreDamaged, driver.Error, peewee.DatabaseError)
"""What is raised where the file cannot be read."""


def driver_words(error: BaseException) -> str:
    """What the driver said, without a full stop."""
    return str(error.__cause__ or error).rstrip(".")


class FileInspection:
    """What one file says of itself."""

    def __init__(self, database: FileDatabase) -> None:
        self._database = database

    # -- statements -------------------------------------------------------------------------------------

    def column(self, statement: Statement | Compiled, /, *places: Any, **names: Any) -> list[Any]:
        """The first column of a statement, see ``Queries``."""
        return [row[0] for row in self.rows(*self._database.spelled(statement, *places, **names))]

    def single(self, statement: Statement | Compiled, /, *places: Any, **names: Any) -> Any:
        """The first value of a statement, None without a row."""
        found = self.column(statement, *places, **names)
        return found[0] if found else None

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query in the engine's words."""
        return list(self._database.execute(sql, parameters).fetchall())

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row of such a query, None without a row."""
        found = self.rows(sql, parameters)
        return found[0][0] if found else None

    def byte_blocks(self, sql: str, size: int) -> Iterator[list[tuple[Any, ...]]]:
        """As ``FileDatabase.byte_rows``, ``size`` rows at a time."""
        cursor = self._database.execute(sql)
        while True:
            cursor.connection.text_factory = bytes
            try:
                rows = cursor.fetchmany(size)
            finally:
                cursor.connection.text_factory = str
            if not rows:
                return
            yield rows

    # -- the file ---------------------------------------------------------------------------------------

    def page_count(self) -> int:
        """How many pages it has."""
        return int(self.value("PRAGMA page_count"))

    def encoding(self) -> str:
        """How its texts are kept."""
        return str(self.value("PRAGMA encoding"))

    def complaints(self, most: int) -> list[str]:
        """What is wrong with pages and indexes, ``most`` of it, in the words of SQLite."""
        return self._complaints(str(most))

    def complaints_of(self, table: str) -> list[str]:
        """What is wrong with the pages and indexes of one table."""
        return self._complaints(f"'{table}'")

    def _complaints(self, of: str) -> list[str]:
        return [str(line) for (line,) in self.rows(f"PRAGMA integrity_check({of})") if line != "ok"]

    def tables(self) -> list[str]:
        """The names of all tables, those of the search index and of SQLite itself too."""
        return [name for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]

    def made(self) -> dict[tuple[str, str], str]:
        """The statements that made tables and indexes, by (type, name), without what SQLite makes by itself."""
        return {
            (kind, name): sql
            for kind, name, sql in self.rows("SELECT type, name, sql FROM sqlite_master")
            if not name.startswith("sqlite_")
        }

    def missing_targets(self) -> list[tuple[str, int, str]]:
        """References to rows that are not there: the table and number of the row, and the table it refers to."""
        return [(table, row, target) for table, row, target, _ in self.rows("PRAGMA foreign_key_check")]

    def has_identity(self) -> bool:
        """Whether it has the table that says which file it is."""
        return file_identity.TABLE in self.tables()

    def noted_batch(self) -> int | None:
        """The newest batch as the file's identity names it."""
        noted: int | None = self.value(f"SELECT batch FROM {file_identity.TABLE}")
        return noted

    def no_json(self, table: str, column: str, most: int) -> list[int]:
        """The rows of a table, ``most`` of them, whose text in a column is no JSON."""
        broken = f'"{column}" IS NOT NULL AND NOT json_valid("{column}")'
        return [row for (row,) in self.rows(f'SELECT id FROM "{table}" WHERE {broken} LIMIT {most}')]

    def named(self, table: str) -> list[tuple[int, str, str]]:
        """(id, name, key) of every entry of a list of names."""
        return list(self.rows(f'SELECT id, name, name_key FROM "{table}"'))

    # -- making again -----------------------------------------------------------------------------------

    def make(self, statement: str) -> None:
        """Make an index by the statement that ``made`` gives for it. Part of the caller's transaction."""
        self._database.execute(statement)

    def make_again(self, index: str) -> None:
        """Fill an index anew. Part of the caller's transaction."""
        self._database.execute(f'REINDEX "{index}"')
