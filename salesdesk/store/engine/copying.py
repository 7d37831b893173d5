"""Complete copies of a database while it is in use, each opened and checked before it counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from salesdesk.errors import FileProblem, StoreDamaged
from salesdesk.outputs import replacing
from salesdesk.phrases import phrase
from salesdesk.store.engine import copy_digest, file_identity, row_digests
from salesdesk.store.engine.copy_digest import Digest
from salesdesk.store.engine.driver_errors import translated
from salesdesk.store.engine.guard import beside
from salesdesk.store.engine.keys import set_key
from salesdesk.value_classes import dataclass

PLAIN_HEADER = b"SQLite format 3\0"
"""How a database without a password begins."""


def write_copy(source: Any, password: str, target: Path, *, as_it_is: bool = False) -> None:
    """Copy what the connection ``source`` sees. The copy has the same password and carries a digest; it replaces
    ``target`` only when it was read again from the disk and found sound. Raises ``StoreDamaged`` when it was not,
    ``FileProblem`` when the target is anything but a backup of the same file that nobody worked in. With ``as_it_is``
    records that are not what was saved are copied all the same: no earlier copy is in their place."""
    refuse_target(_uuid(source), _name_of(source), password, target)
    with replacing(target) as part, translated(target):
        copy_pages(source, password, part)
        copy_digest.seal(part)
        if copy_digest.read(part) is not Digest.FITS:
            raise StoreDamaged("backups.not_sound", file=target.name)
        fault, table = _faults(part, password)
        if fault or (table and not as_it_is):  # the copy is as it was written, so it is in what was copied
            why = (
                phrase("backups.why.rows_changed", table=table)
                if table
                else phrase("backups.why.tables_misfit")
            )
            raise StoreDamaged("backups.original_damaged", file=_name_of(source), why=why)


def refuse_target(uuid: str, name: str, password: str, target: Path) -> None:
    """Refuse to replace anything but a sealed copy of the database ``uuid``, called ``name``, or an empty file. Only for
    a target that is not open in this process."""
    for ending in ("-wal", "-journal"):
        if _size(beside(target, ending)):
            raise FileProblem("backups.other_log_beside", path=str(target), file=target.name, ending=ending)
    if not _size(target):
        return
    with translated(target):
        if copy_digest.read(target) is Digest.FITS:
            with closing(_still(target, password)) as copy:
                found = _uuid(copy)
            if found and found == uuid:
                return
    raise FileProblem("backups.not_replaced", path=str(target), file=target.name, name=name)


def _name_of(source: Any) -> str:
    return Path(source.execute("PRAGMA database_list").fetchone()[2]).name


def _uuid(connection: Any) -> str:
    """Which file it is; "" when it does not say."""
    with suppress(driver.DatabaseError):
        row = connection.execute(f"SELECT uuid FROM {file_identity.TABLE}").fetchone()
        return str(row[0]) if row else ""
    return ""


def copy_pages(source: Any, password: str, target: Path) -> None:
    """Write all pages that the connection ``source`` sees to the new or empty file ``target``, which is then one file
    and readable from a disk that can only be read."""
    with closing(driver.connect(str(target))) as copy:
        set_key(copy, password)
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def _faults(path: Path, password: str) -> tuple[str, str]:
    """The first fault that opening and reading all of a copy finds, and the table with a row that does not fit its
    digest; each "" when there is none. Nothing is written."""
    with closing(_still(path, password)) as copy:
        try:
            found = str(copy.execute("PRAGMA integrity_check(1)").fetchone()[0])
            tables = copy.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if found != "ok":
                return " ".join(found.split()), ""
            return ("", row_digests.damaged_table(_Rows(copy))) if tables else ("no_tables", "")
        except driver.DatabaseError as error:
            return str(error), ""


class _Rows:
    """A connection as the digests read it."""

    def __init__(self, connection: driver.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self._connection.execute(sql, parameters).fetchall()

    def byte_rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The same with text as bytes."""
        self._connection.text_factory = bytes
        try:
            return self.rows(sql, parameters)
        finally:
            self._connection.text_factory = str


def verify(path: Path, password: str) -> bool | None:
    """Whether a copy that lies there is still what was copied. One without a digest, made by an earlier version, is
    opened and checked once and then gets its digest; None when that could not be written down."""
    with translated(path):
        found = copy_digest.read(path)
        if found is Digest.FITS:
            return True
        if found is Digest.DIFFERS and not was_used(path):
            return False
        if any(_size(beside(path, ending)) for ending in ("-wal", "-journal")) or any(
            _faults(path, password)
        ):
            return False
        try:
            copy_digest.seal(path)
        except OSError:
            return None
    return True


@dataclass(frozen=True, slots=True)
class Copies:
    """What can be known of copies of the file that has this password and ``uuid``."""

    password: str
    uuid: str

    def is_sound(self, path: Path) -> bool | None:
        """Whether a copy is still what was copied, see ``verify``."""
        return verify(path, self.password)

    def key_of(self, path: Path) -> str:
        """With which password a copy opens: that of the file, or none."""
        with suppress(OSError), path.open("rb") as file:
            return "" if file.read(len(PLAIN_HEADER)) == PLAIN_HEADER else self.password
        return self.password

    def holds(self, path: Path, table: str, rows: Collection[int]) -> bool | None:
        """Whether a copy holds one of some rows of a table, or its journal what one was; None when it cannot be read. One
        of another file holds none."""
        marks, wanted = ",".join("?" * len(rows)), tuple(rows)
        said = f"SELECT 1 FROM change_entry WHERE table_name = ? AND row IN ({marks}) AND before IS NOT NULL LIMIT 1"
        try:
            with closing(_still(path, self.key_of(path))) as copy:
                if _uuid(copy) not in ("", self.uuid):
                    return False
                row = copy.execute(
                    f'SELECT 1 FROM "{table}" WHERE id IN ({marks}) LIMIT 1', wanted
                ).fetchone()
                return bool(row or copy.execute(said, (table, *wanted)).fetchone())
        except (driver.DatabaseError, OSError):
            return None


def begin_work(path: Path, password: str) -> None:
    """Take the digest off a copy that is about to be worked with, when the password opens it. Only for whoever is alone
    with the file. Raises OSError."""
    if not copy_digest.carries(path):
        return
    opens = False
    with suppress(driver.DatabaseError), closing(_still(path, password)) as copy:
        copy.execute("SELECT count(*) FROM sqlite_master").fetchone()
        opens = True
    if opens:
        copy_digest.strip(path)


def was_used(path: Path) -> bool:
    """Whether a plain copy was opened for writing after it was made: a copy is made without a write-ahead log, and
    working with it begins with one (https://www.sqlite.org/fileformat2.html, bytes 18 and 19). Its digest says nothing
    then."""
    with path.open("rb") as file:
        head = file.read(20)
    return head.startswith(PLAIN_HEADER) and head[18:] == b"\x02\x02"


def _still(path: Path, password: str) -> driver.Connection:
    """A connection to a file that does not change, which leaves nothing beside it."""
    copy = driver.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    copy.execute("PRAGMA cipher_log_level = NONE")
    set_key(copy, password)
    return copy


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
