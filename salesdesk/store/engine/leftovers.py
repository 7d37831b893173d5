"""What an ended program left beside a database, looked at before the first connection, by whoever is alone with it.

SQLite takes in any write-ahead log that lies beside a file, also that of another database, and misses none that is
gone. Every commit writes the row of ``file_identity``, so the log of another file carries another uuid, and that of an
older copy an older batch. A copy of the file that went its own way has the same uuid: there the journal tells, which is
only ever added to, so that what the file knows of it must stand the same with the log taken in.
"""

from __future__ import annotations

import struct
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from salesdesk.domain.changes import Cause
from salesdesk.phrases import Phrase, phrase
from salesdesk.store.engine.guard import Mark, beside
from salesdesk.store.engine.keys import set_key

Identity = tuple[str, int]
"""uuid and newest batch."""

_COMPARED = 8  # of the newest batches of the file
_ENTRIES = 64  # of the newest of those

_HEADER = 32  # bytes of a write-ahead log without any frame
_MAGIC = (0x377F0682, 0x377F0683)


def settle(path: Path, password: str, mark: Mark | None) -> list[Phrase]:
    """Put a foreign write-ahead log aside, so that nothing of it gets into the file. Returns what the person must
    know: a log that was put aside, changes that are missing."""
    log = beside(path, "-wal")
    size = log.stat().st_size if log.exists() else 0
    if size <= _HEADER and (mark is None or mark.folded):
        return []
    main = identity(path, password, "immutable=1")
    if size <= _HEADER:
        return _missing(path, main, mark)
    through = identity(path, password, "mode=ro") if _is_log(log) else None
    if _belongs(path, password, main):
        return _missing(path, through, mark)
    # of a copy of the file: what the mark tells of lies in the log set aside
    missing = [] if main and through and main[0] == through[0] else _missing(path, main, mark)
    return [*set_aside(path), *missing]


def set_aside(path: Path) -> list[Phrase]:
    """Rename the logs that lie beside a file and are not its own, so that nothing of them gets in and nothing is lost.
    Returns what the person must know."""
    said = []
    for ending in ("-wal", "-journal"):
        log = beside(path, ending)
        if log.exists() and log.stat().st_size:
            aside = _free_name(log)
            log.rename(aside)
            said.append(phrase("opening.log_set_aside", log=log.name, file=path.name, aside=aside.name))
    beside(path, "-shm").unlink(missing_ok=True)
    return said


def has_foreign_log(path: Path, password: str) -> bool:
    """Whether a write-ahead log lies beside the file that is another's, or none at all."""
    log = beside(path, "-wal")
    if not log.exists() or log.stat().st_size <= _HEADER:
        return False
    return not _belongs(path, password, identity(path, password, "immutable=1"))


def _belongs(path: Path, password: str, main: Identity | None) -> bool:
    """Whether the log that lies beside the file began where the file is now. A file that says nothing of itself, of an
    earlier version or half checkpointed, is left to SQLite."""
    if not _is_log(beside(path, "-wal")):
        return False
    through = identity(path, password, "mode=ro")
    if main is not None and not (through and through[0] == main[0] and through[1] >= main[1]):
        return False
    known = _journal(path, password, "immutable=1", None)
    taken_in = _journal(path, password, "mode=ro", known)
    # what only one of them has is no contradiction: a checkpoint may have been interrupted
    return all(taken_in[key] == value for key, value in known.items() if key in taken_in)


def _journal(
    path: Path, password: str, how: str, like: dict[tuple[str, int], tuple[object, ...]] | None
) -> dict[tuple[str, int], tuple[object, ...]]:
    """The newest batches and entries of the journal by what it is and number; ``like`` those of another view. What cannot
    be read is left out."""
    found: dict[tuple[str, int], tuple[object, ...]] = {}
    for what, columns, most in (
        ("change_batch", "id, at, actor, cause, text", _COMPARED),
        ("change_batch, in values", "id, told", _COMPARED),  # no column of a file of an earlier version
        ("change_entry", "id, batch_id, table_name, row, last_row, before, after", _ENTRIES),
    ):
        table = what.partition(",")[0]
        sql = f"SELECT {columns} FROM {table} ORDER BY id DESC LIMIT {most}"
        if like is not None:
            ids = [number for name, number in like if name == what]
            sql = f"SELECT {columns} FROM {table} WHERE id IN ({','.join(map(str, ids))})"
        with suppress(driver.Error), closing(_connected(path, password, how)) as connection:
            found |= {(what, row[0]): row for row in connection.execute(sql)}
    return found


def _missing(path: Path, found: Identity | None, mark: Mark | None) -> list[Phrase]:
    if found is None or mark is None or mark.folded or mark.uuid != found[0] or mark.batch <= found[1]:
        return []
    lost = mark.batch - found[1]
    return [
        phrase("opening.changes_missing", count=lost, file=path.name, log=beside(path, "-wal").name),
    ]


def identity(path: Path, password: str, how: str) -> Identity | None:
    """What the file says of itself; None when it does not (an older version, or damage that opening will meet)."""
    try:
        with closing(_connected(path, password, how)) as connection:
            row = connection.execute("SELECT uuid, batch FROM file_identity").fetchone()
            return (str(row[0]), int(row[1])) if row else None
    except (driver.Error, ValueError, TypeError):
        return None


def erasures_after(path: Path, password: str, batch: int) -> int:
    """How often something was erased for good after a batch; 0 where the file does not say."""
    try:
        with closing(_connected(path, password, "mode=ro")) as connection:
            found = "SELECT count(*) FROM change_batch WHERE cause = ? AND id > ?"
            return int(connection.execute(found, (Cause.ERASE.value, batch)).fetchone()[0])
    except (driver.Error, ValueError, TypeError):
        return 0


def _connected(path: Path, password: str, how: str) -> driver.Connection:
    connection = driver.connect(f"{path.resolve().as_uri()}?{how}", uri=True)
    connection.execute("PRAGMA cipher_log_level = NONE")
    set_key(connection, password)
    return connection


def _is_log(log: Path) -> bool:
    """Whether it begins as a write-ahead log does: https://www.sqlite.org/fileformat2.html#the_write_ahead_log."""
    with suppress(OSError), log.open("rb") as file:
        head = file.read(_HEADER)
        if len(head) == _HEADER and int.from_bytes(head[:4], "big") in _MAGIC:
            order = ">" if head[3] & 1 else "<"
            words = struct.unpack(f"{order}6I", head[:24])
            one = two = 0
            for first, second in zip(words[::2], words[1::2], strict=True):
                one = (one + first + two) & 0xFFFFFFFF
                two = (two + second + one) & 0xFFFFFFFF
            return struct.pack(">2I", one, two) == head[24:]
    return False


def _free_name(log: Path) -> Path:
    stamp = f"{datetime.now():%Y-%m-%d %H-%M-%S}"
    name, number = f"{log.name} set aside {stamp}", 2
    while log.with_name(name).exists():
        name, number = f"{log.name} set aside {stamp} ({number})", number + 1
    return log.with_name(name)
