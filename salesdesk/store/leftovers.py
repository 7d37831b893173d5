"""What an ended program left beside a database, looked at before the first connection, by whoever is alone with it.

SQLite takes in any write-ahead log that lies beside a file, also that of another database, and misses none that is
gone. Every commit writes the row of ``file_identity``, so the log of another file carries another uuid, and that of an
older copy an older batch.
"""

from __future__ import annotations

import struct
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from salesdesk.store.guard import Mark, beside
from salesdesk.store.keys import set_key

Identity = tuple[str, int]
"""uuid and newest batch."""

_HEADER = 32  # bytes of a write-ahead log without any frame
_MAGIC = (0x377F0682, 0x377F0683)


def settle(path: Path, password: str, mark: Mark | None) -> list[str]:
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
    if _is_log(log) and _belongs(main, through):
        return _missing(path, through, mark)
    aside = _free_name(log)
    log.rename(aside)
    beside(path, "-shm").unlink(missing_ok=True)
    said = (
        f"{log.name} beside {path.name} belongs to another file or is damaged. It was set aside as “{aside.name}”, "
        "and nothing of it was taken in."
    )
    return [said, *_missing(path, main, mark)]


def has_foreign_log(path: Path, password: str) -> bool:
    """Whether a write-ahead log lies beside the file that is another's, or none at all."""
    log = beside(path, "-wal")
    if not log.exists() or log.stat().st_size <= _HEADER:
        return False
    main = identity(path, password, "immutable=1")
    return not (_is_log(log) and _belongs(main, identity(path, password, "mode=ro")))


def _belongs(main: Identity | None, through: Identity | None) -> bool:
    return main is None or bool(through and through[0] == main[0] and through[1] >= main[1])


def _missing(path: Path, found: Identity | None, mark: Mark | None) -> list[str]:
    if found is None or mark is None or mark.folded or mark.uuid != found[0] or mark.batch <= found[1]:
        return []
    lost = mark.batch - found[1]
    what = "The last change" if lost == 1 else f"The last {lost} changes"
    are = "is" if lost == 1 else "are"
    return [
        f"{what} made in {path.name} {are} missing, because {beside(path, '-wal').name}, which held what was not yet "
        "in the file itself, is gone or incomplete. If you have that file elsewhere, close SalesDesk and put it back "
        "before you change anything; otherwise compare with the latest backup."
    ]


def identity(path: Path, password: str, how: str) -> Identity | None:
    """What the file says of itself; None when it does not (an older version, or damage that opening will meet)."""
    try:
        with closing(driver.connect(f"{path.resolve().as_uri()}?{how}", uri=True)) as connection:
            connection.execute("PRAGMA cipher_log_level = NONE")
            set_key(connection, password)
            row = connection.execute("SELECT uuid, batch FROM file_identity").fetchone()
            return (str(row[0]), int(row[1])) if row else None
    except (driver.Error, ValueError, TypeError):
        return None


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
