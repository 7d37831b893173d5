"""A database on a PostgreSQL server: connecting, transactions, and hearing of what others write.

Writers take turns by a lock of the database's own, as they do in a file: batches are then numbered in the order in
which they are committed, and an id is never given out twice. It ends with the transaction, also when the connection
breaks.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from salesdesk.errors import StoreDamaged, StoreError, StoreReadOnly
from salesdesk.phrases import phrase
from salesdesk.store.engine import file_identity, server_connection, server_errors
from salesdesk.store.engine.database import Database
from salesdesk.store.engine.postgresql_dialect import PostgresDialect
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.models.versions import VERSION
from salesdesk.store.search.tsvector import TsvectorIndex

if TYPE_CHECKING:
    from salesdesk.domain.checking import Fault

_WRITERS = 0x53445348  # the lock that writers take turns by: "SDSH"
_CHANNEL = "salesdesk"
_COPIED_FROM = 50  # rows; fewer are inserted
_LEAST_VERSION = 130_000


class _NoDigests:
    """A server looks after its own disk: nothing is kept about single rows."""

    def create(self, table: str, first: int, last: int) -> None:
        """See ``Digests``."""

    def create_from(self, table: str) -> None:
        """See ``Digests``."""

    def touch(self, table: str, ids: Iterable[int]) -> None:
        """See ``Digests``."""

    def remove(self, table: str, ids: Sequence[int]) -> None:
        """See ``Digests``."""

    def touch_counters(self, tables: Iterable[str]) -> None:
        """See ``Digests``."""

    def write(self) -> None:
        """See ``Digests``."""


class _Listener:
    """Hears who writes, on a connection of its own."""

    def __init__(self, connect: Callable[[], psycopg.Connection]) -> None:
        self._connect = connect
        self._connection: psycopg.Connection | None = None

    def heard(self) -> list[int] | None:
        """The processes of the server that wrote since it was asked last; None when that cannot be known."""
        if self._connection is None or self._connection.closed:
            self._connection = self._connect()
            self._connection.execute(f"LISTEN {_CHANNEL}".encode())
            return None  # whatever was written before
        return [note.pid for note in self._connection.notifies(timeout=0)]

    def stop(self) -> None:
        """Close the connection; the next question makes another one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg.Error):
                connection.close()


class ServerDatabase(Database):
    """An open database of a server. The tables are made in an empty one. Without a ``password`` it comes from the
    environment (``PGPASSWORD``), from ``~/.pgpass`` or from the keyring of the system. Raises ``StoreError`` subclasses, each one
    sentence."""

    refusals = (psycopg.IntegrityError,)

    def __init__(
        self,
        address: ServerAddress,
        *,
        password: str = "",
        read_only: bool = False,
        busy_seconds: float = 5.0,
    ) -> None:
        super().__init__(PostgresDialect(), address.name, busy_seconds)
        self.address, self._password = address, password
        self._connections: set[psycopg.Connection] = set()
        self._own: set[int] = set()
        self._lock = threading.Lock()
        self._listener = _Listener(self._connect)
        self._closed = False
        self.search: TsvectorIndex = TsvectorIndex(self)
        if read_only:
            self.read_only_reason = phrase("opening.for_reading", name=address.name)
        try:
            self._recognise()
        except BaseException:
            self.close()
            raise

    # -- opening ----------------------------------------------------------------------------------------

    def _recognise(self) -> None:
        """Refuse what is not ours; make the tables where there are none."""
        name = self.address.name
        if self._connection.info.server_version < _LEAST_VERSION:
            raise StoreError("server.too_old_server", host=self.address.host)
        if self.value("SHOW server_encoding") != "UTF8":
            raise StoreError("server.not_utf8", name=name)
        if not _tables(self):
            _begin(self)
        tables = _tables(self)
        if not {"change_batch", "change_entry", "id_counter", file_identity.TABLE} <= tables:
            raise StoreDamaged("server.of_another_program", name=name)
        if not self.read_only and not self.value(
            "SELECT has_table_privilege('change_batch', 'INSERT') AND has_table_privilege('contact', 'UPDATE')"
        ):
            self.read_only_reason = phrase("server.may_not_write", name=name, user=self.address.user)
        from salesdesk.store.engine import server_schema

        self.uuid = server_schema.make_current(self)
        self.search.look()
        if self.search.slow:
            self.warnings.append(phrase("server.slow_search", name=name, extension="pg_trgm"))

    def _connect(self) -> psycopg.Connection:
        made = server_connection.connect(self.address, self._password)
        with self._lock:
            self._own.add(made.info.backend_pid)
        return made

    @property
    def _connection(self) -> psycopg.Connection:
        """That of this thread; one that broke is replaced, unless a transaction broke with it."""
        found: psycopg.Connection | None = getattr(self._thread, "connection", None)
        if found is not None and not found.closed:
            return found
        if self._closed:
            raise StoreError("server.closed", name=self.address.name)
        if found is not None:
            with self._lock:
                self._connections.discard(found)
        self._thread.connection = made = self._connect()
        with self._lock:
            self._connections.add(made)
        return made

    # -- reading and writing ----------------------------------------------------------------------------

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Run one statement on this thread's connection."""
        if self.in_transaction and self._thread.connection.closed:
            raise server_errors.lost(self.address)
        if not parameters:
            return self._connection.execute(sql.encode())
        return self._connection.execute(_marked(sql), parameters)

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """See ``Database``."""
        with self._connection.cursor() as cursor:
            cursor.executemany(_marked(sql), rows)
            return int(cursor.rowcount)

    def _say(self, sql: str) -> None:
        with self.translated():
            self.execute(sql)

    def load(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """See ``Database``."""
        names = ", ".join(f'"{c}"' for c in columns)
        if len(rows) < _COPIED_FROM:
            marks = ", ".join("?" * len(columns))
            self.execute_many(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)
            return
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f'COPY "{table}" ({names}) FROM STDIN'.encode()) as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def described(
        self, sql: str, parameters: Sequence[Any] = ()
    ) -> tuple[Sequence[Sequence[Any]], list[tuple[Any, ...]]]:
        """See ``Queries``."""
        with self.translated():
            cursor = self.execute(sql, parameters)
            return cursor.description or (), cursor.fetchall()

    def translated(self) -> AbstractContextManager[None]:
        """See ``Database``."""
        return server_errors.translated(self.address)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """See ``Database``."""
        if self.in_transaction:
            yield
            return
        self._say("BEGIN ISOLATION LEVEL REPEATABLE READ")
        self._thread.depth = 1
        try:
            yield
        finally:
            self._thread.depth = 0
            self._roll_back()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """See ``Database``."""
        if self.read_only_reason is not None:
            raise StoreReadOnly("server.read_only", why=self.read_only_reason)
        depth = getattr(self._thread, "depth", 0)
        if depth:
            with self._savepoint(depth):
                yield
            return
        self._say("BEGIN")
        self._thread.depth = 1
        try:
            self._take_turn()
            yield
            self._say("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._thread.depth = 0

    def _take_turn(self) -> None:
        seconds = self.busy_seconds
        if seconds <= 0:
            if not self.value(f"SELECT pg_try_advisory_xact_lock({_WRITERS})"):
                raise server_errors.busy(self.address)
        else:
            self._say(f"SET LOCAL lock_timeout = {max(int(seconds * 1000), 1)}")
            self._say(f"SELECT pg_advisory_xact_lock({_WRITERS})")

    @contextmanager
    def _savepoint(self, depth: int) -> Iterator[None]:
        name = f"step_{depth}"
        self._say(f"SAVEPOINT {name}")
        self._thread.depth = depth + 1
        try:
            yield
            self._say(f"RELEASE SAVEPOINT {name}")
        except BaseException:
            with suppress(StoreError):
                self._say(f"ROLLBACK TO SAVEPOINT {name}")
            raise
        finally:
            self._thread.depth = depth

    def _roll_back(self) -> None:
        connection = self._thread.connection
        if not connection.closed:
            with suppress(psycopg.Error):
                connection.execute("ROLLBACK")

    def acknowledge(self, batch: int) -> None:
        """See ``Database``."""
        self.execute("SELECT pg_notify(?, ?)", (_CHANNEL, str(batch)))

    @property
    def in_transaction(self) -> bool:
        """See ``Database``."""
        return bool(getattr(self._thread, "depth", 0))

    def digests(self, version: int = VERSION) -> _NoDigests:
        """See ``Database``."""
        return _NoDigests()

    def after_loading(self) -> None:
        """See ``Database``."""
        super().after_loading()
        self.execute(
            "SELECT setval(pg_get_serial_sequence('change_entry', 'id'), coalesce(max(id), 1), max(id) IS NOT NULL) "
            "FROM change_entry"
        )

    # -- other writers ----------------------------------------------------------------------------------

    def written_elsewhere(self) -> bool:
        """See ``Database``. The server tells; nothing is asked."""
        try:
            heard = self._listener.heard()
        except (psycopg.Error, StoreError):
            self._listener.stop()
            return True  # let the question itself say what is wrong
        with self._lock:
            return heard is None or any(writer not in self._own for writer in heard)

    # -- ending -----------------------------------------------------------------------------------------

    def close_thread(self) -> None:
        """See ``Database``."""
        connection: psycopg.Connection | None = getattr(self._thread, "connection", None)
        if connection is not None:
            self._thread.connection = None
            with self._lock:
                self._connections.discard(connection)
            connection.close()

    def close(self) -> None:
        """See ``Database``."""
        self._closed = True
        self.close_thread()
        self._listener.stop()

    def check(self) -> list[Fault]:
        """See ``Database``."""
        from salesdesk.store.checking import server_check

        return list(server_check.check(self).faults)

    def scrub(self) -> bool:
        """See ``Database``. Only who owns a table may have it written anew; the server's own log is not ours to write."""
        mine = "schemaname = current_schema() AND tableowner = current_user"
        owned = {name for (name,) in self.rows(f"SELECT tablename FROM pg_tables WHERE {mine}")}
        for table in sorted(owned):
            self._say(f'VACUUM (FULL) "{table}"')
        return owned == _tables(self)

    def backup(self, target: Path) -> None:
        """See ``Database``."""
        from salesdesk.store.engine.moving import copy_to_file

        copy_to_file(self, target, same=True)


def _tables(database: ServerDatabase) -> set[str]:
    found = database.rows("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    return {name for (name,) in found}


def _begin(database: ServerDatabase) -> None:
    """Make the tables in an empty database."""
    from salesdesk.store.engine import server_schema

    if database.read_only:
        raise StoreReadOnly("server.empty", name=database.address.name)
    with database.translated(), database.transaction():
        if not _tables(database):  # nobody else was faster
            server_schema.create(database)


@lru_cache(2000)
def _marked(sql: str) -> bytes:
    """The text with the driver's marks in the place of ``?``; what stands in quotes stays."""
    parts = []
    for number, part in enumerate(sql.replace("%", "%%").split("'")):
        parts.append(part if number % 2 else part.replace("?", "%s"))
    return "'".join(parts).encode()
