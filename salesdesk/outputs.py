"""Where a file of ours may be written, and writing it so that it is there whole or not at all.

Every file that a person names and the program writes passes ``target_of``, which refuses what must not be replaced:
the database and what belongs to it, any other database, the file being imported, devices, folders. ``whole`` and
``replacing`` write beside the target and put the result in its place in one step; what a killed program leaves is
removed at the next start (see ``unfinished``).
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from salesdesk import file_locks
from salesdesk.errors import FileProblem, WrongEnding
from salesdesk.phrases import Value
from salesdesk.unfinished import listed, part_beside, remove_part

EXPORT_ENDINGS = (".xlsx", ".csv", ".zip", ".vcf")
CALENDAR_ENDINGS = (".ics",)
REPORT_ENDINGS = (".xlsx", ".csv", ".pdf")
PICTURE_ENDINGS = (".png",)
PROBLEM_ENDINGS = (".xlsx",)
BACKUP_ENDINGS = (".salesdesk",)
"""What each kind of file ends in."""

DATABASE_ENDING = ".salesdesk"
BACKUPS = "Backups"
COMPANIONS = ("-wal", "-shm", "-journal", "-guard", "-mark")
"""What lies beside a database and belongs to it, as additions to its name."""

_MOST_LINKS = 40
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_WINDOWS_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³]) *(\..*)?", re.IGNORECASE)
_DATED_COPY = re.compile(r".* \d{4}-\d\d-\d\d \d\d-\d\d-\d\d( \(\d+\))?\.\w+", re.DOTALL)
"""The name of a dated copy of any file, see ``domain.backups``."""
_HEAD = 4096  # bytes of the first page of an encrypted database
_KNOWN_HEADS = (
    *(b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"\xff\xfe", b"\xfe\xff"),  # documents and texts
    *(b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*"),  # pictures
    *(
        b"\x1f\x8b",
        b"BZh",
        b"\xfd7zXZ",
        b"7z\xbc\xaf",
        b"Rar!",
        b"\x28\xb5\x2f\xfd",
        b"\x04\x22\x4d\x18",
    ),  # packed
    *(b"ID3", b"OggS", b"fLaC", b"\x00\x00\x00", b"\x1aE\xdf\xa3"),  # sound and film
)
"""How files begin that look like noise further on."""


def backup_endings(database: object) -> tuple[str, ...]:
    """What a backup of ``database`` ends in: a file with an ending of its own gives that to its backups, too."""
    own = database.suffix.lower() if isinstance(database, Path) else ""
    return tuple(dict.fromkeys((*BACKUP_ENDINGS, own or DATABASE_ENDING)))


# -- deciding ---------------------------------------------------------------------------------------------------


def check_ending(path: Path, endings: Collection[str]) -> None:
    """Refuse a name that does not end in one of ``endings`` (with their point, in small letters). Raises
    ``WrongEnding``; looks at the name only."""
    if path.suffix.lower() not in endings:
        *others, last = endings
        code = "outputs.no_such_ending" if others else "outputs.not_this_ending"
        raise WrongEnding(code, path=str(path), name=path.name or str(path), others=tuple(others), last=last)


def target_of(
    named: Path,
    *,
    endings: Collection[str] = (),
    databases: Iterable[Path] = (),
    sources: Iterable[Path] = (),
    over_copy: bool = False,
) -> Path:
    """The real file that writing to ``named`` makes or replaces; nothing is written yet.

    ``endings`` are those of the kind of file (none: any), ``databases`` the files open now or about to be made,
    ``sources`` the files this operation reads. A symbolic link is followed, so that it stays one. ``over_copy``
    allows to replace a database that nobody has open, whose changes are all in it, and nothing but a database: a
    backup made anew (whose backup it is, ``store.engine.copying`` sees). Raises ``WrongEnding``, or ``FileProblem`` with one sentence.
    """
    named = Path(os.path.expanduser(named))
    try:
        if endings:
            check_ending(named, endings)
        target = _followed(named)
        _refuse_special(named, target)
        for database in databases:
            _refuse_database(named, target, database)
        for source in sources:
            if _same(target, source):
                raise _refused(named, "outputs.file_being_read")
        _refuse_any_database(named, target, over_copy=over_copy)
        if endings and target != named:
            check_ending(target, endings)  # where the link leads
    except OSError as error:
        raise problem(error, named) from error
    except ValueError as error:  # a name with a NUL, or one that the file system's encoding has no signs for
        raise _refused(named, "outputs.impossible_name", shown=repr(named.name)) from error
    return target


def _followed(named: Path) -> Path:
    """The file at the end of the symbolic links, which need not exist; its folder must."""
    current = named
    for _ in range(_MOST_LINKS):
        try:
            folder = current.parent.resolve(strict=True)
        except FileNotFoundError:
            raise _no_folder(named, current.parent) from None
        except NotADirectoryError:
            raise _no_folder(named, current.parent) from None
        except RuntimeError:  # how pathlib tells of a loop
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from None
        if not folder.is_dir():
            raise _no_folder(named, current.parent)
        current = folder / current.name if current.name else folder
        if not current.is_symlink():
            return current
        current = folder / os.readlink(current)
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _no_folder(named: Path, folder: Path) -> FileProblem:
    return _refused(named, "outputs.no_such_folder", folder=str(folder))


def _refuse_special(named: Path, target: Path) -> None:
    if sys.platform == "win32" and not windows_file_name(target.name):
        raise _refused(named, "outputs.unusable_name")
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise _refused(named, "outputs.a_folder", named=str(named))
    if not stat.S_ISREG(mode):
        raise _refused(named, "outputs.a_device", named=str(named))
    if not stat.S_IMODE(mode) & 0o222 or not os.access(target, os.W_OK):
        raise _refused(named, "outputs.protected_file")


def windows_file_name(name: str) -> bool:
    """Whether Windows takes ``name`` for a file: not for a device, and not for a hidden stream of another file."""
    return ":" not in name and not _WINDOWS_DEVICE.fullmatch(name) and name == name.rstrip(" .")


def _refuse_database(named: Path, target: Path, database: Path) -> None:
    """Refuse a database in use, what lies beside it, and its copies."""
    if _same(target, database):
        raise _refused(named, "outputs.own_database")
    real = Path(os.path.realpath(database))
    for ending in COMPANIONS:
        if _same(target, real.with_name(real.name + ending)):
            raise _refused(named, "outputs.part_of_own", database=real.name)
    backups = real.parent / BACKUPS
    if backups.is_dir() and any(_same(folder, backups) for folder in target.parents):
        raise _refused(named, "outputs.among_own_backups", database=real.name)


def _refuse_any_database(named: Path, target: Path, *, over_copy: bool) -> None:
    """Refuse a database that is not open here, whatever its ending.

    What lies beside a file tells first: a database that any process has open is never opened here, because
    closing it again would drop the locks that this process holds on it.
    """
    for ending in COMPANIONS:
        owner = target.with_name(target.name.removesuffix(ending))
        if target.name.endswith(ending) and os.path.lexists(owner) and _is_database(owner):
            raise _refused(named, "outputs.part_of_other", database=owner.name)
    if _lies_among_backups(target):
        raise _refused(named, "outputs.among_backups", folder=str(target.parent))
    if not target.exists():
        return
    if over_copy:
        if _is_open(target) or any(
            _size(target.with_name(target.name + end)) for end in ("-wal", "-journal")
        ):
            raise _refused(named, "outputs.open_database")
        if _size(target) and not _is_database(target):
            raise _refused(named, "outputs.no_backup")
    elif _is_database(target):
        raise _refused(named, "outputs.a_database")


def _lies_among_backups(target: Path) -> bool:
    """Whether the folder is one in which the program keeps the dated copies of a file."""
    return target.parent.name.casefold() == BACKUPS.casefold() and any(
        _DATED_COPY.fullmatch(name) for name in os.listdir(target.parent)
    )


def _is_database(path: Path) -> bool:
    if path.suffix.lower() == DATABASE_ENDING:
        return True
    if any(
        os.path.lexists(path.with_name(path.name + ending)) for ending in ("-wal", "-shm", "-guard", "-mark")
    ):
        return True
    with open(path, "rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"SQLite format 3\x00"):
        return True
    # an encrypted one begins with nothing but chance: of its first 4,096 bytes, every value is there
    return len(head) == _HEAD and not head.startswith(_KNOWN_HEADS) and len(set(head)) >= 250


def _is_open(database: Path) -> bool:
    """Whether anybody, this process included, has a database open: they hold a lock on its guard (``store.engine.guard``)."""
    try:
        descriptor = file_locks.open_file(database.with_name(f"{database.name}-guard"), create=False)
    except OSError:
        return False
    try:
        return not file_locks.try_lock(descriptor, exclusive=True)
    finally:
        os.close(descriptor)


def _same(one: Path, other: Path) -> bool:
    """Whether both name one file, by links and on file systems that ignore case too; of files that do not exist
    yet, whether they would be."""
    try:
        return os.path.samefile(one, other)
    except OSError:
        pass
    if os.path.lexists(one) != os.path.lexists(other):
        return False
    return _spelled(one) == _spelled(other)


def _spelled(path: Path) -> str:
    return unicodedata.normalize("NFC", os.path.realpath(path)).casefold()


def _size(path: Path) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def _refused(named: Path, code: str, /, **values: Value) -> FileProblem:
    return FileProblem(code, path=str(named), name=named.name, **values)


# -- writing ----------------------------------------------------------------------------------------------------


@contextmanager
def whole(named: Path) -> Iterator[Path]:
    """A path beside ``named`` to write to; leaving normally puts it in the place of ``named`` in one step, leaving
    by any exception leaves nothing behind and ``named`` as it was. Any database is refused also here, where nobody
    says which is open. Raises ``FileProblem`` with one sentence."""
    with replacing(target_of(named)) as part:
        yield part


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """``whole`` for a real file that ``target_of`` gave or that is the program's own: nothing is refused.

    The part exists, empty, when it is given, and only this person may read it until it is whole. Then it gets
    the rights of the old file, or the usual ones. An old file stays until the new one is on the disk.
    """
    part = part_beside(target)
    try:
        with listed(part):
            try:
                mode = _create(part, target)
                yield part
                _make_durable(part, mode)
                os.replace(part, target)
                sync_folder(target.parent)
            finally:
                remove_part(part)
    except OSError as error:
        raise problem(error, target) from error


def _create(part: Path, target: Path) -> int:
    """Make the part and return the rights it gets in the end."""
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        usual = stat.S_IMODE(os.fstat(handle).st_mode)
    finally:
        os.close(handle)
    with suppress(OSError):  # a USB stick knows no rights
        os.chmod(part, 0o600)
    with suppress(OSError):
        return stat.S_IMODE(os.stat(target).st_mode)
    return usual


def _make_durable(part: Path, mode: int) -> None:
    sync_file(part)
    with suppress(OSError):
        os.chmod(part, mode)


def sync_file(path: Path) -> None:
    """Have the content of a file on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the new directory entry durable. Windows has no such call, some file systems refuse it; the file itself
    is in its place by now."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def problem(error: OSError, path: Path) -> FileProblem:
    """Why ``path`` could not be written, in one sentence."""
    if error.errno in _FULL:
        return _refused(path, "outputs.disk_full")
    if error.errno == errno.ENAMETOOLONG:
        return _refused(path, "outputs.name_too_long", begun=path.name[:40])
    if error.errno == errno.ELOOP:
        return _refused(path, "outputs.links_in_a_circle")
    if error.errno == errno.EROFS:
        return _refused(path, "outputs.read_only_place", folder=str(path.parent))
    if isinstance(error, PermissionError):
        return _refused(path, "outputs.open_or_protected")
    reason = error.strerror or type(error).__name__
    return _refused(path, "outputs.not_written", why=reason)
