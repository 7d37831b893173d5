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
        return StoreReadOnly("driver.not_opened", place=str(path))
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or "locked" in text or "busy" in text:
        return StoreBusy("driver.being_written", file=path.name)
    if code.startswith("SQLITE_READONLY") or "readonly" in text or "read-only" in text:
        return _unwritable(path)
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or _speaks_of_damage(text):
        return StoreDamaged("driver.damaged", file=path.name)
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
        return StoreReadOnly("driver.name_too_long", name=_shortened(named.name))
    if number == errno.ELOOP:
        return StoreReadOnly("driver.link_in_a_circle", name=str(named))
    if number in (errno.ENOENT, errno.ENOTDIR):
        return StoreReadOnly("driver.not_found", name=str(named))
    if number == errno.EISDIR:
        return StoreReadOnly("driver.a_folder", name=str(named))
    if number in (errno.EEXIST, errno.ENOTEMPTY):
        return StoreReadOnly("driver.in_the_way", name=str(named))
    if number in (errno.EMFILE, errno.ENFILE, errno.ENOMEM):
        return DiskFault("driver.too_many_files", file=named.name)
    if number in (errno.EBUSY, errno.EAGAIN, errno.EDEADLK, errno.ENOLCK):
        return StoreBusy("driver.in_use", file=named.name)
    if number in (errno.EFBIG, errno.EXDEV, errno.EINVAL, errno.ENOTSUP, errno.ENXIO, errno.ENODEV):
        return DiskFault("driver.not_possible_there", name=str(named))
    return _broken_disk(named)


def disk_full(path: Path) -> DiskFull:
    """The sentence about a full disk."""
    return DiskFull("driver.disk_full", file=path.name)


def _unwritable(path: Path, whole_disk: bool = False) -> StoreReadOnly:
    if whole_disk:
        return StoreReadOnly("driver.read_only_disk", file=path.name)
    return StoreReadOnly("driver.no_permission", place=str(path))


def _broken_disk(path: Path) -> DiskFault:
    return DiskFault("driver.disk_error", file=path.name)


def _has_log(path: Path) -> bool:
    log = beside(path, "-wal")
    return log.exists() and log.stat().st_size > 0


def _log_deleted(path: Path) -> StoreBusy:
    return StoreBusy("driver.log_deleted", file=path.name)


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
        return StoreError("driver.exists")
    if "foreign key" in text:
        return StoreError("driver.no_such_record")
    return StoreError("driver.not_possible", file=path.name)


def _not_storable(error: ValueError | ArithmeticError) -> InputError | None:
    """The refusal of a value that no database column holds; None for errors of any other origin."""
    if isinstance(error, UnicodeEncodeError):
        return InputError("driver.broken_characters")
    if "SQLite INTEGER" in str(error):
        return InputError("driver.number_too_large", most=2**63 - 1)
    return None
