"""The steps of opening a file: may it be written, is it ours, and what a new one begins as."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2 as driver

from salesdesk import outputs
from salesdesk.errors import DiskFull, StoreDamaged, StoreError, StoreReadOnly, StoreTooNew, WrongKey
from salesdesk.phrases import Phrase, phrase
from salesdesk.store.engine import migrations as migrate
from salesdesk.store.engine.driver_errors import disk_full, is_full
from salesdesk.store.engine.guard import Mark, beside, in_use
from salesdesk.store.engine.keys import set_key

if TYPE_CHECKING:
    from salesdesk.store.engine.sqlite import FileDatabase

APPLICATION_ID = 0x53445348  # "SDSH" in the file's header: says whose file it is

_PAGE, _SHORTEST = 4096, 512  # bytes; the usual page and the smallest one
_MOST_OF_ONE = 64  # times one byte value stands in a page of noise, which encryption makes: 16 on average
_FOREIGN = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b\x08",
    b"7z\xbc",
    b"Rar!",
)

_READING = [("cipher_log_level", "NONE"), ("temp_store", "MEMORY")]
# a wrong password is ours to say, not the driver's
_WRITING = [*_READING, ("foreign_keys", 1), ("synchronous", "FULL"), ("cache_size", -32_000)]


class Connections(SqlCipherDatabase):  # type: ignore[misc]
    """Connections to one file, one a thread, each of which begins with the statements of ``beginning``."""

    beginning: tuple[str, ...] = ()

    def begin_with(self, statements: Iterable[str]) -> None:
        """Run these on this thread's connection now, and on every one that comes."""
        self.beginning = tuple(statements)
        self._initialize_connection(self.connection())

    def _initialize_connection(self, conn: Any) -> None:
        for statement in self.beginning:
            conn.execute(statement)


def connections(
    path: Path, password: str, busy_seconds: float, *, read_only: bool, told: bool, unfinished: bool = False
) -> Connections:
    """Connections to ``path``, one a thread. A file that only happens to be unwritable (``told`` is False) cannot have
    a shared memory beside it, so without a log it is read as what never changes."""
    how = "rw"
    if unfinished:
        how = "rwc"
    elif read_only:
        fixed = not told and (
            not _may_write(path.resolve().parent) or is_full(path) or os.stat(path).st_nlink > 1
        )
        if not (fixed and _has_log(path)):
            how = "ro&immutable=1" if fixed else "ro"
        elif beside(path, "-shm").exists():
            how = "ro"
        else:
            raise StoreReadOnly("opening.log_unreadable", file=path.name)
    address = f"{path.resolve().as_uri()}?mode={how}"
    return Connections(
        address,
        passphrase=password,
        uri=True,
        lock_type="IMMEDIATE",
        timeout=busy_seconds,
        check_same_thread=False,
        pragmas=_READING if read_only else _WRITING,
    )


def _may_write(path: Path) -> bool:
    """Whether this process may; asked of the system, which knows of permissions, lists of access and read-only disks.
    For a folder: whether files may be made in it."""
    effective = os.access in os.supports_effective_ids  # the rights in force, not those of the caller
    return os.access(path, os.W_OK | (os.X_OK if path.is_dir() else 0), effective_ids=effective)


def refuse_special(path: Path) -> None:
    """Refuse what is there and cannot be a database. Raises OSError for a path that leads nowhere: a loop of links, a
    name that is too long, a folder that may not be looked into."""
    if path.name.endswith(outputs.COMPANIONS):
        raise StoreReadOnly("opening.name_of_a_part", file=path.name)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise StoreReadOnly("opening.a_folder", place=str(path), example=str(path / "my.salesdesk"))
    if not stat.S_ISREG(mode):
        raise StoreReadOnly("opening.a_device", place=str(path))


def prepare_folder(path: Path) -> None:
    """Make the folder of a new file; refuse one that cannot be made."""
    folder = path.resolve().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreReadOnly("opening.folder_not_made", folder=str(folder), why=error.strerror) from error
    if not path.exists() and not _may_write(folder):
        raise StoreReadOnly("opening.folder_protected", file=path.name, folder=str(folder))


def why_not_writable(path: Path) -> Phrase | None:
    """Why an existing file can only be read; None when it can be written or does not exist."""
    folder = path.resolve().parent
    if not _may_write(folder):
        return phrase("opening.reading_in_protected_folder", file=path.name, folder=str(folder))
    if path.exists() and not _may_write(path):
        return phrase("opening.reading_protected_file", file=path.name)
    if path.exists() and os.stat(path).st_nlink > 1:
        return phrase("opening.reading_second_name", file=path.name)
    if path.exists() and is_full(path) and not _has_log(path) and not in_use(path):
        return phrase("opening.reading_on_full_disk", file=path.name)
    return None


def _has_log(path: Path) -> bool:
    log = beside(path, "-wal")
    return log.exists() and log.stat().st_size > 0


def create(path: Path, password: str) -> None:
    """Make a new file, whole or not at all: it gets its name when everything is in it and on the disk."""
    from salesdesk.store.engine.sqlite import FileDatabase

    with outputs.replacing(Path(os.path.realpath(path))) as part:
        try:
            FileDatabase(part, password=password, unfinished=True).close()
        except DiskFull as error:
            raise disk_full(path) from error


def begin(database: FileDatabase) -> None:
    """Build the newest schema in a new file that nobody knows yet."""
    database.execute("PRAGMA journal_mode = OFF")  # nobody misses it when it is not finished
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate.create(database)
    database.execute("PRAGMA journal_mode = WAL")


def has_content(path: Path, mark: Mark | None) -> bool:
    """Whether there is a file with anything in it. An empty one that never held anything is begun again; one that did
    is refused."""
    if not path.exists():
        return False
    if path.stat().st_size:
        return True
    if (mark is not None and mark.batch) or _held_something(path):
        raise StoreDamaged("opening.emptied", file=path.name)
    return False


def _held_something(path: Path) -> bool:
    """Whether copies of the file tell that it was more than begun once."""
    return any((path.resolve().parent / "Backups").glob(f"{_literal(path.stem)} *{_literal(path.suffix)}"))


def _literal(text: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in text)


def recognise(database: FileDatabase, password: str, *, shared: bool) -> migrate.State:
    """Refuse a file that this program cannot open, see ``_check_identity`` and ``refuse_newer``; returns what it is."""
    _check_identity(database, password=bool(password), shared=shared)
    return refuse_newer(database)


def refuse_newer(database: FileDatabase) -> migrate.State:
    """Refuse a file that a newer program wrote or whose version cannot be trusted; returns what it is."""
    state, name = migrate.state(database), database.path.name
    if state.stage is migrate.Stage.DAMAGED:
        raise StoreDamaged("opening.damaged_why", file=name, why=state.why)
    if state.stage is migrate.Stage.NEWER:
        raise StoreTooNew("opening.newer", file=name, version=state.version, known=migrate.SCHEMA_VERSION)
    return state


def make_current(database: FileDatabase, stage: migrate.Stage) -> None:
    """Bring an older file to the newest version; a copy of it is kept beside it."""
    database.execute("PRAGMA journal_mode = WAL")
    if stage is migrate.Stage.BLANK:
        migrate.create(database)
    elif stage is migrate.Stage.OLDER:
        path = database.path
        name = f"{path.stem} before version {migrate.SCHEMA_VERSION}{path.suffix}"
        migrate.upgrade(database, backup=path.with_name(name))


def _check_identity(database: FileDatabase, *, password: bool, shared: bool) -> None:
    """Refuse a file that is not ours, is damaged, or needs another password. ``shared``: this process has it open
    already, so nothing may look into it but the database."""
    path = database.path
    try:
        found = database.value("PRAGMA application_id")
        tables = database.value("SELECT count(*) FROM sqlite_master")
    except StoreDamaged as error:
        if getattr(error.__cause__, "sqlite_errorname", "") in ("", "SQLITE_NOTADB"):
            raise _wrong_key(path, password) if shared else _refusal(path, password) from error
        raise
    if found != APPLICATION_ID:
        own = (
            "SELECT count(*) FROM sqlite_master WHERE name IN ('change_batch', 'change_entry', 'id_counter')"
        )
        if tables and database.value(own) == 3:
            raise StoreDamaged("opening.header_lost", file=path.name)
        if tables:
            raise StoreDamaged("opening.of_another_program", file=path.name)
        if path.stat().st_size < _SHORTEST:  # SQLite takes that for a database yet to be begun
            raise _foreign(path)
        raise StoreDamaged("opening.empty_database", file=path.name)


def _refusal(path: Path, password: bool) -> StoreError:
    """Why what lies there is no database for this password, by its first page."""
    with path.open("rb") as file:
        head = file.read(_PAGE)
    if head.startswith(b"SQLite format 3\0"):
        if password:
            return StoreDamaged("opening.not_encrypted", file=path.name)
        return StoreDamaged("opening.damaged", file=path.name)
    if len(head) < _SHORTEST or head.startswith(_FOREIGN) or b"\x00" not in head:
        return _foreign(path)
    if path.stat().st_size % _SHORTEST == 0 and max(Counter(head).values()) < _MOST_OF_ONE:
        return _wrong_key(path, password)
    return StoreDamaged("opening.damaged_or_foreign", file=path.name)


def _foreign(path: Path) -> StoreDamaged:
    return StoreDamaged("opening.foreign", file=path.name)


def _wrong_key(path: Path, password: bool) -> WrongKey:
    if password:
        return WrongKey("opening.wrong_password", file=path.name)
    return WrongKey("opening.password_needed", file=path.name)


@contextmanager
def log_kept(path: Path, password: str) -> Iterator[None]:
    """Close a connection inside without SQLite deleting the write-ahead log, whatever it takes itself for: another
    connection of this process stays open meanwhile, and that one, which may only read, never deletes."""
    witness = None
    with suppress(driver.Error):  # what cannot be read has no log to lose
        witness = driver.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        set_key(witness, password)
        witness.execute("SELECT count(*) FROM sqlite_master").fetchone()
    try:
        yield
    finally:
        if witness is not None:
            witness.close()


def clear_log(path: Path) -> bool:
    """After the last connection, alone with the file: whether the write-ahead log is folded in and gone. An empty one,
    left where the file could not be read, goes."""
    if _has_log(path):
        return False
    for ending in ("-wal", "-shm"):
        beside(path, ending).unlink(missing_ok=True)
    return True
