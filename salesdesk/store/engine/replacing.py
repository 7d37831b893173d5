"""Putting a copy in the place of a database, so that no moment leaves neither, and what was there stays whole.

The copy is taken to a part beside the database, with its write-ahead log, and only that part is ever opened; the file
that a person named may lie on a disk that can only be read. The part gets the database's name in one step, when it is
found sound and what it replaces is saved.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from salesdesk.errors import EndsEncryption, StoreBusy, StoreDamaged, StoreError, StoreReadOnly, WrongKey
from salesdesk.outputs import replacing, sync_file, sync_folder
from salesdesk.phrases import Phrase, Value
from salesdesk.store.engine import copy_digest, file_identity, folders, guard, leftovers, opening, row_digests
from salesdesk.store.engine import migrations as migrate
from salesdesk.store.engine.copying import PLAIN_HEADER, copy_pages, was_used, write_copy
from salesdesk.store.engine.driver_errors import translated
from salesdesk.store.engine.guard import Mark, beside
from salesdesk.store.engine.keys import set_key
from salesdesk.store.engine.sqlite import FileDatabase
from salesdesk.unfinished import listed, part_beside, remove_part
from salesdesk.value_classes import dataclass

_LOGS = ("-wal", "-journal")
_PAGE = 4096
_MOST_OF_ONE = 64  # times one byte value stands in a page of noise, which encryption makes: 16 on average
_TRIES = 3  # of reading a file that somebody writes meanwhile


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a restore did. ``saved``: whether there was anything, so that it now lies where the caller said.
    ``encrypted_before`` is None when there was nothing. ``log_left_out``: the log beside the copy was another file's.
    ``of_other_file``: the copy is one of a file with another uuid. ``erasures``: how often something was erased for good since
    the copy, which holds it still."""

    saved: bool
    encrypted_before: bool | None
    encrypted_now: bool
    log_left_out: bool = False
    of_other_file: bool = False
    erasures: int = 0


def put_in_place(
    target: Path, copy: Path, aside: Path, password: str = "", *, end_encryption: bool = False
) -> Replaced:
    """Put ``copy``, with what its write-ahead log holds, in the place of ``target``, which nobody may have open. What
    was there is saved whole at ``aside`` first: as one file when it opens with ``password`` or without one, otherwise
    as it lies there, with its log beside it. Nothing is changed when anything is refused.

    Raises ``StoreBusy`` when anybody has the target open or writes to the copy, ``EndsEncryption`` unless it is wanted
    that a plain copy replaces an encrypted file, and other ``StoreError`` about the copy.
    """
    real = Path(os.path.realpath(target))
    with translated(target):
        _refuse_place(target)
        _refuse_users(target)
        part = part_beside(real)
        with listed(part):
            try:
                left_out, key = _bring(copy, part, password)
                identity = _refuse_unsound(copy, part, key)
                done = _replace(
                    real, part, aside, password, identity, end_encryption=end_encryption, copy=copy
                )
            finally:
                remove_part(part)
    return replace(done, log_left_out=left_out)


def is_plain(path: Path) -> bool:
    """Whether a database has no password, by how it begins. Only for a file that is not open in this process."""
    with path.open("rb") as file:
        return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER


# -- the target -------------------------------------------------------------------------------------------------


def _refuse_place(target: Path) -> None:
    opening.refuse_special(target)
    folders.refuse_synchronised(target)
    opening.prepare_folder(target)
    folder = target.resolve().parent
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreReadOnly("restoring.folder_protected", file=target.name, folder=str(folder))


def _refuse_users(target: Path) -> None:
    if guard.in_use(target):
        raise open_elsewhere(target)


def open_elsewhere(path: Path) -> StoreBusy:
    return StoreBusy("restoring.open_elsewhere", file=path.name)


def _replace(
    real: Path,
    part: Path,
    aside: Path,
    password: str,
    identity: leftovers.Identity | None,
    *,
    end_encryption: bool,
    copy: Path,
) -> Replaced:
    now_encrypted = not is_plain(part)
    with guard.alone(real) as turn:
        if not os.path.lexists(real):
            os.chmod(part, stat.S_IMODE(copy.stat().st_mode) | 0o600)
            exchange(real, part)
            return Replaced(False, None, now_encrypted)
        if locked_by_others(real):
            raise open_elsewhere(real)
        try:
            key = _key_of(real, password)
            encrypted = bool(key) if key is not None else _looks_encrypted(real)
            if encrypted and not now_encrypted and not end_encryption:
                raise EndsEncryption("restoring.ends_encryption", copy=copy.name, file=real.name)
            before = leftovers.identity(real, key, "mode=ro") if key is not None else None
            same = before is not None and identity is not None and before[0] == identity[0]
            erasures = leftovers.erasures_after(real, key or "", identity[1]) if same and identity else 0
            _save(real, key, aside)
            os.chmod(part, stat.S_IMODE(real.stat().st_mode) | 0o600)
            if key is not None:
                fold_in(real, key)
            if identity is not None:  # an older batch is no fault from here on
                turn.write_mark(Mark(*identity, folded=True))
            exchange(real, part)
        finally:
            opening.clear_log(real)  # looking has left an empty one
    other = before is not None and identity is not None and not same
    return Replaced(True, encrypted, now_encrypted, of_other_file=other, erasures=erasures)


def exchange(real: Path, part: Path) -> None:
    for ending in (*_LOGS, "-shm"):  # of the former file; they would be applied to the new one
        beside(real, ending).unlink(missing_ok=True)
    try:
        os.replace(part, real)
    except PermissionError as error:
        if sys.platform == "win32":  # there, a file that anybody has open keeps its name
            raise open_elsewhere(real) from error
        raise
    sync_folder(real.parent)


def _key_of(path: Path, password: str) -> str | None:
    """With which password a file opens and its log belongs to it; None when none of ours does it."""
    if path.stat().st_size == 0:
        return None
    for key in dict.fromkeys((password, "")):
        with suppress(driver.Error, StoreError), closing(connect(path, key, "ro")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return None if leftovers.has_foreign_log(path, key) else key
    return None


def _looks_encrypted(path: Path) -> bool:
    """Whether a file that does not open is encrypted rather than damaged: it does not begin as a plain one, and a page
    of it, at its beginning, middle or end, is noise."""
    if is_plain(path):
        return False
    pages = path.stat().st_size // _PAGE
    with path.open("rb") as file:
        for number in sorted({0, pages // 2, max(0, pages - 1)}):
            file.seek(number * _PAGE)
            page = file.read(_PAGE)
            if len(page) == _PAGE and max(Counter(page).values()) < _MOST_OF_ONE:
                return True
    return False


def locked_by_others(path: Path) -> bool:
    """Whether a program that knows nothing of our guard has a database open, by SQLite's own locks. This process has no
    connection to it (``alone``), so looking drops no lock. Windows refuses to replace what is open by itself."""
    if sys.platform == "win32":
        return False
    import fcntl

    for name, start, length in ((path, 0x40000000, 512), (beside(path, "-shm"), 120, 9)):
        try:
            descriptor = os.open(name, os.O_RDWR)
        except OSError:
            continue
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
        except OSError:
            return True
        finally:
            os.close(descriptor)
    return False


def _save(real: Path, key: str | None, aside: Path) -> None:
    if key is not None:
        with suppress(driver.Error, StoreDamaged), closing(connect(real, key, "ro")) as source:
            write_copy(source, key, aside)
            return
    for ending in (*_LOGS, ""):  # as it lies there: what does not open today may open with the right password
        lying = beside(real, ending)
        if lying.exists():
            with replacing(aside.with_name(aside.name + ending)) as saved:
                shutil.copyfile(lying, saved)


def fold_in(real: Path, key: str) -> None:
    """Take the write-ahead log into the file, so that a kill in the next moment cannot leave a new file with an old
    log. It is also the surest sign that nobody else has it open."""
    with closing(connect(real, key, "rw")) as connection, suppress(driver.DatabaseError):
        try:
            found = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        except driver.OperationalError as error:
            if "locked" in str(error):
                raise open_elsewhere(real) from error
            raise
        if found[0] != "delete":
            raise open_elsewhere(real)


def connect(path: Path, key: str, mode: str) -> driver.Connection:
    connection = driver.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=0.5)
    connection.execute("PRAGMA cipher_log_level = NONE")
    set_key(connection, key)
    return connection


# -- the copy ---------------------------------------------------------------------------------------------------


def _bring(copy: Path, part: Path, password: str) -> tuple[bool, str]:
    """Make ``part`` of what is committed in ``copy``. Returns whether a log beside it was left out, because it belongs
    to another file, and the password of the part: none when the copy has none, whatever was given."""
    if guard.in_use(copy):
        return False, _through_database(copy, part, password)
    _as_it_lies(copy, part)
    with _named(part, copy):
        digest = copy_digest.read(part)
        if digest is copy_digest.Digest.DIFFERS and not was_used(part):
            raise StoreDamaged("restoring.copy_changed", copy=copy.name)
        if digest is not copy_digest.Digest.NONE:
            copy_digest.strip(part)
        password = "" if is_plain(part) else password
        whole = digest is copy_digest.Digest.FITS
        left_out = _has_content(beside(part, "-wal")) and (whole or leftovers.has_foreign_log(part, password))
        if left_out:
            beside(part, "-wal").unlink()
        if whole:
            beside(part, "-journal").unlink(missing_ok=True)
        _make_one_file(part, password)
    return left_out, password


def _make_one_file(part: Path, password: str) -> None:
    """Take the part's own logs into it. Raises what is wrong with it when that cannot be done."""
    try:
        with closing(connect(part, password, "rw")) as connection:
            connection.execute(
                "SELECT count(*) FROM sqlite_master"
            ).fetchone()  # a rollback journal is played back
            connection.execute("PRAGMA journal_mode = DELETE")
    except driver.DatabaseError:
        FileDatabase(
            part, password=password, read_only=True
        ).close()  # says whether it is the password or the file
        raise
    if any(_has_content(beside(part, ending)) for ending in _LOGS):
        raise StoreDamaged("restoring.part_damaged", copy=part.name)


def _through_database(copy: Path, part: Path, password: str) -> str:
    """Copy a file that is open somewhere: only the database itself knows what is committed in it. Returns with which
    password it opened."""
    for key in dict.fromkeys((password, "")):
        with suppress(WrongKey, StoreDamaged), closing(FileDatabase(copy, password=key, read_only=True)):
            with closing(connect(copy, key, "ro")) as source:
                copy_pages(source, key, private_file(part))
            return key
    raise StoreBusy("restoring.copy_open_elsewhere", copy=copy.name)


def _as_it_lies(copy: Path, part: Path) -> None:
    for _ in range(_TRIES):
        before = _stamps(copy)
        remove_part(part)
        for ending in ("", *_LOGS):
            lying = beside(copy, ending)
            if not ending or _has_content(lying):
                shutil.copyfile(lying, private_file(part.with_name(part.name + ending)))
        if _stamps(copy) == before and not guard.in_use(copy):
            return
    raise StoreBusy("restoring.copy_being_written", copy=copy.name)


def private_file(path: Path) -> Path:
    """A new empty file that only this person may read."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    return path


def _stamps(copy: Path) -> list[tuple[int, int] | None]:
    found: list[tuple[int, int] | None] = []
    for ending in ("", *_LOGS):
        try:
            seen = beside(copy, ending).stat()
            found.append((seen.st_size, seen.st_mtime_ns))
        except FileNotFoundError:
            found.append(None)
    return found


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _refuse_unsound(copy: Path, part: Path, password: str) -> leftovers.Identity | None:
    """Check all of the part and have it on the disk. Returns its identity, None for one of the first version."""
    with _named(part, copy), closing(FileDatabase(part, password=password, read_only=True)) as database:
        state = opening.refuse_newer(database)
        faults = database.rows("PRAGMA integrity_check(1)")
        if faults != [("ok",)] or state.stage is migrate.Stage.BLANK:
            raise StoreDamaged("restoring.copy_damaged", copy=copy.name)
        if row_digests.damaged_table(database):
            raise StoreDamaged("restoring.copy_of_other_records", copy=copy.name)
        found = file_identity.read(database)
    sync_file(part)
    return (found.uuid, found.batch) if found else None


@contextmanager
def _named(part: Path, copy: Path) -> Iterator[None]:
    """Let errors about the part speak of the file that the person named."""
    try:
        with translated(part):
            yield
    except StoreError as error:
        error.phrase = _renamed(error.phrase, part, copy)
        error.args = (str(error.phrase),)
        raise


def _renamed(told: Phrase, part: Path, copy: Path) -> Phrase:
    def named(value: Value) -> Value:
        match value:
            case str():
                return value.replace(str(part), str(copy)).replace(part.name, copy.name)
            case Phrase():
                return _renamed(value, part, copy)
            case tuple():
                return tuple(map(named, value))
        return value

    return Phrase(told.code, {name: named(value) for name, value in told.values.items()})
