"""One database file of SQLite: opening it safely, transactions, plain reading, backup and checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peewee import IntegrityError
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2 as driver

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.errors import StoreError, StoreReadOnly
from salesdesk.phrases import phrase
from salesdesk.store.engine import copying, file_identity, folders, opening, row_digests
from salesdesk.store.engine import migrations as migrate
from salesdesk.store.engine.database import Database
from salesdesk.store.engine.dialect import SqliteDialect
from salesdesk.store.engine.driver_errors import translated
from salesdesk.store.engine.guard import Guard, Mark, is_open_here, refuse_unsafe_look
from salesdesk.store.engine.leftovers import set_aside, settle
from salesdesk.store.models.versions import VERSION
from salesdesk.store.search.fts5 import Fts5Index, functions

if TYPE_CHECKING:
    from salesdesk.domain.checking import Fault

# The driver looks long, row by row, for a way to store what is not exactly a number or a text: five times the price of
# storing an empty cell. Told at once, it need not look.
driver.register_adapter(type(None), {}.get)
driver.register_adapter(bool, int)

_PATIENCE_ON_OPENING = 5.0  # seconds; a newcomer waits even where an edit does not


class FileDatabase(Database):
    """An open database file.

    ``password`` empty opens a plain file. ``busy_seconds`` is how long a write waits for another one. A file that
    cannot be written is opened for reading only, and ``read_only_reason`` says why. ``warnings`` are sentences about
    what was found on opening. Raises ``StoreError`` subclasses, each one sentence: too new, damaged, wrong password,
    busy, cloud folder. ``unfinished`` begins a new file that nobody knows yet, see ``opening.create``.
    """

    refusals = (driver.IntegrityError, IntegrityError)

    def __init__(
        self,
        path: Path,
        *,
        password: str = "",
        read_only: bool = False,
        busy_seconds: float = 5.0,
        unfinished: bool = False,
    ) -> None:
        self.path = path
        super().__init__(SqliteDialect(), path.name, busy_seconds)
        self._password = password
        with translated(path):
            opening.refuse_special(path)
            if read_only and not path.exists():
                raise StoreReadOnly("opening.no_such_file", place=str(path))
            if not read_only:
                folders.refuse_synchronised(path)
                opening.prepare_folder(path)
            self.read_only_reason = (
                phrase("opening.for_reading", name=path.name) if read_only else opening.why_not_writable(path)
            )
            self._peewee = opening.connections(
                path,
                password,
                busy_seconds,
                read_only=self.read_only,
                told=read_only,
                unfinished=unfinished,
            )
            self.tables: SqlCipherDatabase = self._peewee  # for building the schema
            # compares and sorts text that has no *_key column; see store/lists/fields.py
            self._peewee.register_function(_folding(), "fold", 1, deterministic=True)
            for function, meant in functions().items():
                self._peewee.register_function(meant, function, 1, deterministic=True)
            self.search: Fts5Index = Fts5Index(self)
            self._guard: Guard | None = None
            try:
                if unfinished:
                    opening.begin(self)
                elif self.read_only:
                    refuse_unsafe_look(path)
                    state = opening.recognise(self, password, shared=is_open_here(path))
                    self._peewee.begin_with(migrate.stand_ins(state.version))
                else:
                    self._open_guarded(Guard(path))
            except BaseException:
                self.close()
                raise

    def _open_guarded(self, guard: Guard) -> None:
        """Make the first connection while it is this one's turn: what an ended program left is settled before, and
        no newcomer takes itself for the first while another one writes."""
        patience = max(self._busy_seconds, _PATIENCE_ON_OPENING)
        shared = guard.is_open_twice_here()
        turn = guard.enter(patience, shared=shared)
        try:
            if turn is not None and (
                guard.claim() or not self.path.exists()
            ):  # what is not there nobody has open
                self._settle(turn.read_mark())
            state = opening.recognise(self, self._password, shared=shared)
            if turn is None and state.stage is not migrate.Stage.CURRENT:
                turn = guard.turn(patience)
                state = opening.recognise(self, self._password, shared=shared)  # another program was faster
            if turn is not None:
                opening.make_current(self, state.stage)
            self.uuid = file_identity.known_uuid(self)
            guard.share()
        finally:
            self._guard = guard  # from here on a transaction waits for its turn
            if turn is not None:
                turn.release()

    def _settle(self, mark: Mark | None) -> None:
        if opening.has_content(self.path, mark):
            copying.begin_work(self.path, self._password)
            self.warnings += settle(self.path, self._password, mark)
        else:
            self.warnings += set_aside(self.path)  # of a file that is not there any more
            opening.create(self.path, self._password)

    # -- reading and writing ----------------------------------------------------------------------------

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Run one statement on this thread's connection."""
        return self._peewee.execute_sql(sql, parameters)

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """See ``Database``."""
        return int(self._peewee.connection().executemany(sql, rows).rowcount)

    def load(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """See ``Database``."""
        names, marks = ", ".join(f'"{c}"' for c in columns), ", ".join("?" * len(columns))
        self._peewee.connection().executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)

    def rows_as_they_are(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """See ``Database``."""
        try:
            return self.rows(sql, parameters)
        except StoreError:  # text that is not UTF-8
            with self.translated():
                return [
                    tuple(v.decode(errors="ignore") if isinstance(v, bytes) else v for v in row)
                    for row in self.byte_rows(sql, parameters)
                ]

    def after_loading(self) -> None:
        """See ``Database``."""
        super().after_loading()
        row_digests.renew(self)

    def translated(self) -> AbstractContextManager[None]:
        """See ``Database``."""
        return translated(self.path)

    def described(
        self, sql: str, parameters: Sequence[Any] = ()
    ) -> tuple[Sequence[Sequence[Any]], list[tuple[Any, ...]]]:
        """See ``Queries``."""
        # Past peewee's hooks and wrappers, which cost more than a read of one row; its driver's errors are known as well.
        try:
            cursor = self._peewee.cursor()
            cursor.execute(sql, parameters)
            return cursor.description, cursor.fetchall()
        except Exception:
            with translated(self.path):
                raise

    def byte_rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query with text as its bytes in the file, so that damaged text can be read as well. Raises
        the driver's own errors."""
        connection = self._peewee.connection()
        connection.text_factory = bytes
        try:
            return connection.execute(sql, parameters).fetchall()
        finally:
            connection.text_factory = str

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Whatever is read inside is of one moment; others may write meanwhile. What is put into temporary tables
        goes again. Inside a transaction that is so anyway."""
        connection = self._peewee.connection()
        if self.in_transaction:
            yield
            return
        with translated(self.path):
            connection.execute("BEGIN")
            try:
                yield
            finally:
                connection.rollback()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A write transaction, in its turn (see ``store.engine.guard``); refuses at once when the file is read-only. Raises
        ``StoreBusy`` when another one writes for longer than ``busy_seconds``."""
        if self.read_only_reason is not None:
            raise StoreReadOnly("opening.read_only", why=self.read_only_reason)
        if self._guard is None or self.in_transaction:
            with self._peewee.atomic():
                yield
            return
        turn = self._guard.turn(self.busy_seconds)
        try:
            self.execute(f"PRAGMA busy_timeout = {int(self.busy_seconds * 1000)}")
            self._thread.batch = None
            with self._peewee.atomic():
                # A thread that does not wait for its turn to write still reads with patience.
                self.execute(f"PRAGMA busy_timeout = {int(self._busy_seconds * 1000)}")
                yield
            if self._thread.batch is not None:
                turn.write_mark(Mark(self.uuid, self._thread.batch))
        finally:
            turn.release()

    def acknowledge(self, batch: int) -> None:
        """Note in the guard's mark, once the transaction of this thread is committed, that it wrote ``batch``."""
        self._thread.batch = batch

    def written_elsewhere(self) -> bool:
        """See ``Database``. Other threads of this process count as somebody else."""
        before = getattr(self._thread, "data_version", None)
        self._thread.data_version = now = self.value("PRAGMA data_version")
        return bool(before != now)

    def digests(self, version: int = VERSION) -> row_digests.DigestKeeper:
        """See ``Database``."""
        return row_digests.DigestKeeper(self, version)

    @property
    def in_transaction(self) -> bool:
        """Whether this thread is inside a transaction, so that what it reads may yet be taken back."""
        return bool(self._peewee.in_transaction())

    @property
    def schema_version(self) -> int:
        """The file's schema number."""
        return int(self.value("PRAGMA user_version"))

    def close_thread(self) -> None:
        """Close this thread's connection; the worker calls it before it ends."""
        if not self._peewee.is_closed():
            self._peewee.close()

    def close(self) -> None:
        """Close this thread's connection, the last one, and fold the write-ahead log into the file unless another
        process has it open. Nothing connects to it afterwards: that connection would stand under no guard."""
        self._peewee.autoconnect = False
        guard, self._guard = self._guard, None
        if guard is None:
            self._peewee.close()
            return
        turn = guard.try_turn() if guard.is_joined else None
        try:
            alone = turn is not None and guard.claim()
            if alone:
                if not self._peewee.is_closed():
                    _fold(self)
                self._peewee.close()
                alone = opening.clear_log(self.path)
            elif not self._peewee.is_closed():
                with opening.log_kept(self.path, self._password):
                    self._peewee.close()
            guard.leave(alone=alone)
        finally:
            if turn is not None:
                turn.release()

    # -- safety -----------------------------------------------------------------------------------------

    def backup(self, target: Path, *, as_it_is: bool = False) -> None:
        """Write a complete copy while the file is in use; it replaces ``target`` only when it is whole and sound. See
        ``copying.write_copy``."""
        copying.write_copy(self._peewee.connection(), self._password, target, as_it_is=as_it_is)

    def scrub(self) -> bool:
        """See ``Database``. The file is put together anew in memory, as nothing of it may be written elsewhere, and what
        the write-ahead log still holds of before goes with it."""
        turn = None if self._guard is None else self._guard.turn(max(self.busy_seconds, self._busy_seconds))
        try:
            with translated(self.path):
                with self._peewee.atomic():
                    self.search.settle()
                self.execute("VACUUM")
                busy, _, _ = self.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0]
        finally:
            if turn is not None:
                turn.release()
        return not busy

    @property
    def copies(self) -> copying.Copies:
        """What can be known of copies of this file."""
        return copying.Copies(self._password, self.uuid)

    @property
    def is_encrypted(self) -> bool:
        """Whether the file has a password."""
        return bool(self._password)

    def check(self) -> list[Fault]:
        """See ``Database``."""
        from salesdesk.store import checking

        return list(checking.check(self).faults)


def _fold(database: FileDatabase) -> None:
    """Bring what the write-ahead log holds into the file."""
    try:
        database.execute("PRAGMA optimize")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except Exception:  # a full or vanished disk must not keep the program from closing
        pass


_FOLDED_KEPT = 50_000


def _folding() -> Callable[[object], str | None]:
    """``fold_key`` for SQL, remembering what it folded: a column has few different values and many rows."""
    known: dict[object, str | None] = {None: None}

    def fold(text: object) -> str | None:
        found = known.get(text, known)
        if found is not known:
            return found  # type: ignore[return-value]
        if len(known) > _FOLDED_KEPT:
            known.clear()
        known[text] = folded = None if text is None else fold_key(str(text))
        return folded

    return fold
