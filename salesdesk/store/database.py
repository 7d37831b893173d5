"""One database file: opening it safely, transactions, plain reading, backup and checks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2 as driver

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.errors import CloudFolder, StoreBusy, StoreDamaged, StoreReadOnly, StoreTooNew, WrongKey
from salesdesk.store import migrate
from salesdesk.store.driver_errors import translated
from salesdesk.store.search import SearchIndex

# The driver looks long, row by row, for a way to store what is not exactly a number or a text: five times the price of
# storing an empty cell. Told at once, it need not look.
driver.register_adapter(type(None), {}.get)
driver.register_adapter(bool, int)

APPLICATION_ID = 0x53445348  # "SDSH" in the file's header: says whose file it is
_SIGNS_OF_SYNC = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "icloud drive",
    "mobile documents",
    "cloudstorage",
    "nextcloud",
    "owncloud",
    "pcloud",
    "mega sync",
)
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afpfs", "webdav", "davfs", "9p"})


class Database:
    """An open database file.

    ``password`` empty opens a plain file. Raises ``StoreError`` subclasses, each one sentence: too new, damaged,
    wrong password, read-only, busy, cloud folder.
    """

    def __init__(
        self, path: Path, *, password: str = "", read_only: bool = False, busy_seconds: float = 5.0
    ) -> None:
        self.path = path
        self.read_only = read_only
        self._password = password
        existed = path.exists()
        if not existed and read_only:
            raise StoreReadOnly("No such file", f"{path} does not exist. Choose another file.")
        if not read_only:
            _refuse_cloud_folder(path)
            _prepare_folder(path)
        self._peewee = SqlCipherDatabase(
            f"{path.resolve().as_uri()}?mode=ro" if read_only else str(path),
            passphrase=password,
            uri=read_only,
            lock_type="IMMEDIATE",
            timeout=busy_seconds,
            check_same_thread=False,
            pragmas=[("cipher_log_level", "NONE")]  # a wrong password is ours to say, not the driver's
            if read_only
            else [
                ("cipher_log_level", "NONE"),
                ("foreign_keys", 1),
                ("synchronous", "FULL"),
                ("cache_size", -32_000),
                ("temp_store", "MEMORY"),
            ],
        )
        # compares and sorts text that has no *_key column; see store/list_fields.py
        self._peewee.register_function(_folding(), "fold", 1, deterministic=True)
        self.search = SearchIndex(self)
        with translated(path):
            try:
                self._open(existed=existed)
            except BaseException:
                self._peewee.close()
                raise

    def _open(self, *, existed: bool) -> None:
        if existed:
            if self.path.stat().st_size == 0:
                raise StoreDamaged(
                    "Empty file",
                    f"{self.path.name} is empty (0 bytes), so what it held is lost. Open the latest backup, or delete "
                    "the file to start anew.",
                )
            self._check_identity()
            self.refuse_newer()
        if self.read_only:
            return
        if not existed:
            self.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        self.execute("PRAGMA journal_mode = WAL")
        version = self.schema_version
        if version == 0:  # new, or its maker was ended before the tables were there
            migrate.create(self)
            _sync_folder(self.path.parent)
        elif version < migrate.SCHEMA_VERSION:
            name = f"{self.path.stem} before version {migrate.SCHEMA_VERSION}{self.path.suffix}"
            migrate.upgrade(self, backup=self.path.with_name(name))

    def refuse_newer(self) -> None:
        """Refuse a file that a newer program wrote."""
        version = self.schema_version
        if version > migrate.SCHEMA_VERSION:
            raise StoreTooNew(
                "Newer file",
                f"{self.path.name} was written by a newer SalesDesk (file version {version}, this program knows "
                f"{migrate.SCHEMA_VERSION}). Install the newer SalesDesk to open it.",
            )

    def leave_wal(self) -> bool:
        """Make the file whole without its write-ahead log; False when another connection has it open."""
        try:
            return bool(self.value("PRAGMA journal_mode = DELETE") == "delete")
        except StoreBusy:
            return False

    def _check_identity(self) -> None:
        try:
            found = self.rows("PRAGMA application_id")[0][0]
            tables = self.rows("SELECT count(*) FROM sqlite_master")[0][0]
        except Exception as error:
            said = str(error.__cause__ or error).lower()  # reading has put the driver's words into a sentence
            if "not a database" in said or "file is encrypted" in said:
                if self._looks_plain():
                    raise StoreDamaged(
                        "Damaged file",
                        f"{self.path.name} is damaged or protected by no password. Open it without a password, or open the latest backup.",
                    ) from error
                if self._looks_foreign():
                    raise StoreDamaged(
                        "Not a SalesDesk file",
                        f"{self.path.name} is not a SalesDesk file. To bring in a spreadsheet, use Import instead.",
                    ) from error
                raise WrongKey(
                    "Password needed",
                    f"{self.path.name} cannot be opened: the password is missing or wrong, or the file is damaged. Type its password, or open the latest backup.",
                ) from error
            raise
        if found != APPLICATION_ID:
            raise StoreDamaged(
                "Not a SalesDesk file",
                f"{self.path.name} is not a SalesDesk file."
                if tables
                else f"{self.path.name} is an empty database that SalesDesk did not make. Choose another file.",
            )

    def _looks_plain(self) -> bool:
        with self.path.open("rb") as file:
            return file.read(15) == b"SQLite format 3"

    def _looks_foreign(self) -> bool:
        """A file whose size is no whole number of pages or that reads as text was never a database."""
        with self.path.open("rb") as file:
            head = file.read(4096)
        return (
            len(head) < 512
            or head[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
            or b"\x00" not in head
        )

    # -- reading and writing ----------------------------------------------------------------------------

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Run one statement on this thread's connection."""
        return self._peewee.execute_sql(sql, parameters)

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for many parameter rows."""
        self._peewee.connection().executemany(sql, rows)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query, as plain tuples."""
        with translated(self.path):
            return list(self._peewee.execute_sql(sql, parameters).fetchall())

    def iterate(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Rows of a query one by one, for results that need not be in memory at once."""
        with translated(self.path):
            yield from self._peewee.execute_sql(sql, parameters)

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row, None without a row."""
        found = self.rows(sql, parameters)
        return found[0][0] if found else None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A write transaction; refuses at once when the file is read-only."""
        if self.read_only:
            raise StoreReadOnly("Read-only file", f"{self.path.name} was opened for reading only.")
        with self._peewee.atomic():
            yield

    @contextmanager
    def create_tables(self) -> Iterator[SqlCipherDatabase]:
        """The peewee database, for building the schema."""
        yield self._peewee

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
        """Close this thread's connection and fold the write-ahead log into the file."""
        if not self._peewee.is_closed():
            if not self.read_only:
                try:
                    self.execute("PRAGMA optimize")
                    self.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                except Exception:  # a full or vanished disk must not keep the program from closing
                    pass
            self._peewee.close()

    # -- safety -----------------------------------------------------------------------------------------

    def backup(self, target: Path) -> None:
        """Write a complete copy while the file is in use; the copy replaces ``target`` only when it is whole."""
        part = target.with_name(target.name + ".part")
        with translated(target):
            part.unlink(missing_ok=True)
            copy = driver.connect(str(part))
            try:
                if self._password:
                    copy.execute("PRAGMA key='{}'".format(self._password.replace("'", "''")))
                self._peewee.connection().backup(copy)
                copy.execute(
                    "PRAGMA journal_mode = DELETE"
                )  # a copy is one file, readable from a read-only disk
                copy.close()
                with part.open("rb+") as file:
                    os.fsync(file.fileno())
                os.replace(part, target)
            except BaseException:
                copy.close()
                part.unlink(missing_ok=True)
                raise
            _sync_folder(target.parent)

    def check(self) -> list[str]:
        """Every fault the file has, in words; an empty list means it is sound."""
        with translated(self.path):
            found = [str(row[0]) for row in self.rows("PRAGMA integrity_check(20)") if row[0] != "ok"]
            found += [
                f"{table} {row} refers to a missing {target}"
                for table, row, target, _ in self.rows("PRAGMA foreign_key_check")[:20]
            ]
            found += self.search.check()
        return found

    def dump(self) -> list[tuple[str, tuple[Any, ...]]]:
        """Every record row of every table in order, without the journal: what undo must bring back."""
        from salesdesk.store import schema

        return [
            (name, row)
            for name, table in sorted(schema.tables().items())
            for row in self.rows(
                'SELECT {} FROM "{}" ORDER BY id'.format(", ".join(f'"{c}"' for c in table.columns), name)
            )
        ]


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


def _prepare_folder(path: Path) -> None:
    folder = path.resolve().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreReadOnly(
            "Cannot create the folder",
            f"The folder {folder} cannot be created: {error.strerror}. Choose another place.",
        ) from error
    if path.is_dir():
        raise StoreReadOnly(
            "Not a file", f"{path} is a folder. Name a file in it, for example {path / 'my.salesdesk'}."
        )
    if path.exists() and not os.access(path, os.W_OK):
        raise StoreReadOnly(
            "Read-only file",
            f"{path.name} cannot be written. Check its permissions or copy it to another folder.",
        )


def _refuse_cloud_folder(path: Path) -> None:
    resolved = path.resolve()
    parts = [part.casefold() for part in resolved.parent.parts]
    if any(part.startswith(sign) for part in parts for sign in _SIGNS_OF_SYNC):
        raise CloudFolder(
            "Synchronised folder",
            f"{path.name} lies in a synchronised folder ({resolved.parent}), where a live database breaks. Keep it in a folder of this computer and put backups there.",
        )
    if str(resolved).startswith("\\\\") or _mount_type(resolved) in _NETWORK:
        raise CloudFolder(
            "Network folder",
            f"{path.name} lies on a network drive ({resolved.parent}), where a live database breaks. Keep it in a folder of this computer and put backups there.",
        )


def _mount_type(path: Path) -> str:
    """The file system type a path lies on (Linux; elsewhere unknown, which is taken as local)."""
    if not sys.platform.startswith("linux"):
        return ""
    best, kind = "", ""
    try:
        for line in Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines():
            fields = line.split()
            if (
                len(fields) > 2
                and len(fields[1]) >= len(best)
                and str(path).startswith(fields[1].replace("\\040", " ").rstrip("/") + "/")
            ):
                best, kind = fields[1], fields[2]
    except OSError:
        return ""
    return kind


def _sync_folder(folder: Path) -> None:
    """Make the new directory entry durable; Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
