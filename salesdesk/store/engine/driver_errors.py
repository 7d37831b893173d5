"""The one place where an error of the driver or the operating system becomes a sentence a person can act on."""

from __future__ import annotations

import errno
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee
from sqlcipher3 import dbapi2 as driver

from salesdesk.errors import (
    DiskFault,
    DiskFull,
    InputError,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreReadOnly,
)
from salesdesk.store.engine.guard import beside, in_use

_LOGGER = logging.getLogger(__name__)

_ALMOST_NOTHING = 256 * 1024
"""With less free space than this (bytes) an error of reading or writing is taken for a full disk: SQLite's own code for
that is the same as for a broken one when it cannot make its shared memory."""


def sentence_for(error: BaseException, path: Path) -> StoreError | None:
    """The store error for a driver error, or None when it is our own bug.

    On a full disk peewee reports a failed rollback; what really happened is further back, so the whole chain
    of causes is looked at, oldest first.
    """
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or current.__context__
    for cause in reversed(chain):
        if isinstance(cause, (driver.Error, peewee.DatabaseError)):
            found = _of_driver(cause, path)
        elif isinstance(cause, OSError):
            found = _of_system(cause, path)
        elif is_loop(cause):
            found = _of_system(OSError(errno.ELOOP, os.strerror(errno.ELOOP)), path)
        else:
            continue
        if found:
            return found
    return None


def is_loop(error: BaseException) -> bool:
    """Whether this is how ``pathlib`` tells of a link that leads back to itself, where others have an ``OSError``."""
    return isinstance(error, RuntimeError) and str(error).startswith("Symlink loop")


def _of_driver(error: BaseException, path: Path) -> StoreError | None:
    text, code = str(error).lower(), str(getattr(error, "sqlite_errorname", ""))
    if code == "SQLITE_FULL" or "disk is full" in text:
        return disk_full(path)
    if code.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")) or "disk i/o" in text or "unable to open" in text:
        if is_full(path):
            return disk_full(path)
        if in_use(path) and not _has_log(path):
            return _log_deleted(path)
        if "IOERR" in code or "disk i/o" in text:
            return _broken_disk(path)
        return StoreReadOnly(
            "Cannot open the file",
            f"{path} cannot be opened. Check that its folder exists and may be read and written.",
        )
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or "locked" in text or "busy" in text:
        return StoreBusy(
            "File in use",
            f"Another program is writing to {path.name}. Wait until it has finished, then try again.",
        )
    if code.startswith("SQLITE_READONLY") or "readonly" in text or "read-only" in text:
        return _unwritable(path)
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or _speaks_of_damage(text):
        return StoreDamaged("Damaged file", f"{path.name} is damaged. Open the latest backup instead.")
    return None


def _speaks_of_damage(text: str) -> bool:
    # a table of the search index whose pages cannot be read says only that it cannot be made
    signs = ("malformed", "corrupt", "not a database", "vtable constructor", "file format")
    return any(sign in text for sign in signs)


def _of_system(error: OSError, path: Path) -> StoreError | None:
    """Every error the operating system has for a file, in words."""
    named = Path(os.fsdecode(error.filename)) if isinstance(error.filename, (str, bytes)) else path
    number = error.errno
    if number in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):
        return disk_full(named)
    if number in (errno.EACCES, errno.EPERM, errno.EROFS, getattr(errno, "ETXTBSY", None)):
        return _unwritable(named, error.errno == errno.EROFS)
    if number == errno.ENAMETOOLONG:
        return StoreReadOnly(
            "Name too long",
            f"The name “{_shortened(named.name)}” or the path to it is longer than this system allows. Choose a shorter one.",
        )
    if number == errno.ELOOP:
        return StoreReadOnly(
            "Link in a circle", f"{named} is a link that leads back to itself. Name the file itself."
        )
    if number in (errno.ENOENT, errno.ENOTDIR):
        return StoreReadOnly("Not found", f"{named} does not exist, or its folder does not. Check the path.")
    if number == errno.EISDIR:
        return StoreReadOnly("Not a file", f"{named} is a folder. Name a file.")
    if number in (errno.EEXIST, errno.ENOTEMPTY):
        return StoreReadOnly(
            "In the way", f"Something called {named} is in the way. Rename it, or choose another name."
        )
    if number in (errno.EMFILE, errno.ENFILE, errno.ENOMEM):
        return DiskFault(
            "System at its limit",
            f"{named.name} cannot be opened, because the system has no more room for open files. Close other programs and try again.",
        )
    if number in (errno.EBUSY, errno.EAGAIN, errno.EDEADLK, errno.ENOLCK):
        return StoreBusy(
            "File in use", f"{named.name} is in use by another program. Close it there, then try again."
        )
    if number in (errno.EFBIG, errno.EXDEV, errno.EINVAL, errno.ENOTSUP, errno.ENXIO, errno.ENODEV):
        return DiskFault(
            "Not possible there", f"{named} cannot be a file of this kind there. Choose another folder."
        )
    return _broken_disk(named)


def disk_full(path: Path) -> DiskFull:
    """The sentence about a full disk."""
    return DiskFull(
        "Disk full",
        f"The disk is full, so {path.name} could not be written. Free some space and try again; nothing saved before is lost.",
    )


def _unwritable(path: Path, whole_disk: bool = False) -> StoreReadOnly:
    if whole_disk:
        return StoreReadOnly(
            "Read-only disk", f"{path.name} lies on a disk that can only be read. Choose another place."
        )
    return StoreReadOnly(
        "No permission",
        f"{path} or its folder may not be read or written. Check the permissions, or choose another place.",
    )


def _broken_disk(path: Path) -> DiskFault:
    return DiskFault(
        "Disk error",
        f"The disk reported an error while {path.name} was read or written. Check that it is still connected, and copy "
        "your files to another disk soon.",
    )


def _has_log(path: Path) -> bool:
    log = beside(path, "-wal")
    return log.exists() and log.stat().st_size > 0


def _log_deleted(path: Path) -> StoreBusy:
    return StoreBusy(
        "Part of the file deleted",
        f"{path.name}-wal was deleted while another window or program has {path.name} open. Close that one in the usual "
        "way: it still has everything and writes it into the file. Then try again.",
    )


def is_full(path: Path) -> bool:
    """Whether the disk that ``path`` lies on has next to nothing left, in bytes or in files."""
    folder = path if path.is_dir() else path.resolve().parent
    try:
        if shutil.disk_usage(folder).free < _ALMOST_NOTHING:
            return True
        if hasattr(os, "statvfs"):
            room = os.statvfs(folder)
            return room.f_files > 0 and room.f_favail == 0
    except OSError:
        pass
    return False


def _shortened(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:37]}…"


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn errors of the driver and the system raised inside into store errors; everything else passes unchanged."""
    try:
        yield
    except StoreError:
        raise
    except (driver.Error, peewee.DatabaseError, OSError) as error:
        found = sentence_for(error, path)
        if found is None:
            found = _unforeseen(error, path)
        raise found from error
    except RuntimeError as error:
        found = sentence_for(error, path) if is_loop(error) else None
        if found is None:
            raise
        raise found from error
    except (OverflowError, UnicodeEncodeError) as error:
        refused = _not_storable(error)
        if refused is None:
            raise
        raise refused from error


def _unforeseen(error: BaseException, path: Path) -> StoreError:
    """The net below everything that is checked before: nobody is shown the driver's words, and we are told of our bug
    (an error in the log fails a test)."""
    _LOGGER.error("The database refused a statement", exc_info=error)
    text = str(error).lower()
    if "unique constraint" in text:
        return StoreError(
            "Exists already", "Something of that name or number exists already. Choose another one."
        )
    if "foreign key" in text:
        return StoreError(
            "No such record",
            "A record this refers to does not exist any more, so nothing was changed. Open the record again and repeat the change.",
        )
    return StoreError(
        "Not possible",
        f"{path.name} could not be read or changed as expected, and nothing was changed. Try again; if it happens again, "
        "run “salesdesk check” on the file.",
    )


def _not_storable(error: ValueError | ArithmeticError) -> InputError | None:
    """The refusal of a value that no database column holds; None for errors of any other origin."""
    if isinstance(error, UnicodeEncodeError):
        return InputError(
            "Broken characters", "A text holds broken characters that cannot be kept. Type it again."
        )
    if "SQLite INTEGER" in str(error):
        return InputError(
            "Number too large", f"A number is larger than the file can keep. Use one up to {2**63 - 1:,}."
        )
    return None
