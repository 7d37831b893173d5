"""A large table of the search index made beside: in memory, by a thread of its own, from words the caller puts together
meanwhile.

Taking words apart and sorting them is the engine's work alone, as long as putting the words together, and needs nothing of
the file. What was made is then copied, page by page: it is what the file would have made of the same rows.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Sequence
from itertools import chain
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlcipher3 import dbapi2 as driver

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

AT_ONCE = 500
"""Rows of one statement. The interpreter is free for others as long as it runs."""
_AHEAD = 8  # pieces that may wait
PARTS = ("data", "idx", "docsize", "config")
"""The plain tables that FTS5 keeps behind each of its own, as the end of their name."""


def is_another_processor() -> bool:
    """Whether two threads can be at work at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) > 1
    return (os.cpu_count() or 1) > 1


class TableBeside:
    """A table of words that is being made. Use it as a context manager; leaving it ends the thread."""

    def __init__(self, made_as: str) -> None:
        self._connection = driver.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._connection.execute(f"CREATE VIRTUAL TABLE made USING {made_as}")
        self._connection.execute("BEGIN")
        self._pieces: queue.Queue[Sequence[tuple[int, str]] | None] = queue.Queue(_AHEAD)
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._take, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()
        self._connection.close()

    def add(self, rows: Sequence[tuple[int, str]]) -> None:
        """Give it at most ``AT_ONCE`` rows: numbers and words."""
        self._pieces.put(rows)

    def move_to(self, database: Database, table: str, made_as: str) -> None:
        """Put what was made of all rows in the place of a table of the file. Part of the caller's transaction."""
        self._end()
        if self._error is not None:
            raise self._error
        # Made anew, because a connection remembers what it read of a table that it has used.
        database.execute(f"DROP TABLE {table}")
        database.execute(f"CREATE VIRTUAL TABLE {table} USING {made_as}")
        for part in PARTS:
            database.execute(f"DELETE FROM {table}_{part}")
            made = self._connection.execute(f"SELECT * FROM made_{part}")
            marks = ", ".join("?" * len(made.description))
            database.execute_many(f"INSERT INTO {table}_{part} VALUES ({marks})", made)

    def _end(self) -> None:
        if self._thread.is_alive():
            self._pieces.put(None)
            self._thread.join()

    def _take(self) -> None:
        for rows in iter(self._pieces.get, None):
            marks = ", ".join(["(?, ?)"] * len(rows))
            self._execute(f"INSERT INTO made (rowid, words) VALUES {marks}", list(chain.from_iterable(rows)))
        self._execute("COMMIT")

    def _execute(self, statement: str, values: Sequence[object] = ()) -> None:
        if self._error is None:
            try:
                self._connection.execute(statement, values)
            except Exception as error:  # raised again where the table is waited for
                self._error = error
