"""Unusable files and folders: how each is made from a sound file, and what the program has to say about it.

``says`` are patterns by command (``*`` for every one not named): the sentence on standard error of a refusal (exit code
1), or "" for a command that does its work (exit code 0), where ``warns`` may name what it says besides.
"""

from __future__ import annotations

import os
import random
import shutil
import stat
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

COMMANDS = ("search", "check", "backup", "restore", "import", "window")
NAME = "mine.salesdesk"
PASSWORD = "correct horse"
PAGE = 4096


@dataclass(frozen=True)
class Originals:
    """Sound files to start from: plain and encrypted, another one of the program's, and a plain one with a change
    in its write-ahead log (``hot`` with ``hot-wal``, as a killed program leaves it)."""

    plain: Path
    encrypted: Path
    other: Path
    hot: Path


@dataclass(frozen=True)
class Shape:
    """One unusable thing called ``NAME``. ``never`` are wrong claims; ``unprivileged`` needs a person without
    the rights of an administrator, ``administrator`` one with them (to mount). ``widely``: worth every command also
    in a short run."""

    name: str
    make: Callable[[Path, Originals], Path]
    says: Mapping[str, str]
    warns: str = ""
    never: tuple[str, ...] = ()
    password: str = ""
    unprivileged: bool = False
    administrator: bool = False
    widely: bool = False
    undo: Callable[[Path], None] = field(default=lambda _folder: None)

    def pattern(self, command: str) -> str:
        """What the command has to say."""
        return self.says.get(command, self.says["*"])


SHAPES: list[Shape] = []


def shape(name: str, says: str | Mapping[str, str], **more: object) -> Callable[[_Make], _Make]:
    """Add a shape; a lone text is what every command says but ``restore``, which brings such a file back."""
    patterns = {"*": says, "restore": ""} if isinstance(says, str) else dict(says)

    def add(make: _Make) -> _Make:
        SHAPES.append(Shape(name, make, patterns, **more))  # type: ignore[arg-type]
        return make

    return add


_Make = Callable[[Path, Originals], Path]


def _written(folder: Path, content: bytes) -> Path:
    path = folder / NAME
    path.write_bytes(content)
    return path


def _copied(folder: Path, original: Path, with_log: bool = False) -> Path:
    path = Path(shutil.copyfile(original, folder / NAME))
    if with_log:
        shutil.copyfile(f"{original}-wal", f"{path}-wal")
    return path


def _changed(folder: Path, original: Path, at: int, content: bytes) -> Path:
    path = _copied(folder, original)
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)
    return path


def _by_sql(folder: Path, originals: Originals, *statements: str) -> Path:
    path = _copied(folder, originals.plain)
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


def _noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


# -- never a database -----------------------------------------------------------------------------------------------

_FOREIGN = r"is not a SalesDesk file\."
_NEVER_HELD = ("latest backup", "password", "damaged")


@shape("0 bytes", {"*": ""}, never=_NEVER_HELD)
def _(folder: Path, _originals: Originals) -> Path:
    return _written(folder, b"")


@shape("0 bytes, with backups", r"is empty \(0 bytes\)")
def _(folder: Path, originals: Originals) -> Path:
    (folder / "Backups").mkdir()
    shutil.copyfile(originals.plain, folder / "Backups" / "mine 2026-11-01 120000.salesdesk")
    return _written(folder, b"")


@shape("1 byte", _FOREIGN, never=_NEVER_HELD)
def _(folder: Path, _originals: Originals) -> Path:
    return _written(folder, b"\x01")


@shape("text", _FOREIGN, never=_NEVER_HELD, widely=True)
def _(folder: Path, _originals: Originals) -> Path:
    return _written(folder, "Name,E-mail\nZoë,zoe@example.com\n".encode() * 900)


@shape("workbook", _FOREIGN + ".*Import", never=_NEVER_HELD)
def _(folder: Path, _originals: Originals) -> Path:
    with zipfile.ZipFile(folder / NAME, "w") as archive:
        archive.writestr("xl/workbook.xml", _noise(20_000))
    return folder / NAME


@shape("picture", _FOREIGN, never=_NEVER_HELD)
def _(folder: Path, _originals: Originals) -> Path:
    return _written(folder, b"\x89PNG\r\n\x1a\n" + _noise(30_000))


@shape(
    "noise, no password",
    {"*": r"protected by a password", "restore": r"|end-encryption"},  # it may well be an encrypted file
    never=("latest backup",),
)
def _(folder: Path, _originals: Originals) -> Path:
    return _written(folder, _noise(65_536))


@shape("noise, with a password", r"password does not open", password=PASSWORD)
def _(folder: Path, _originals: Originals) -> Path:
    return _written(folder, _noise(65_536))


@shape("zeros", r"not a SalesDesk file|does not begin as one", never=("password",))
def _(folder: Path, _originals: Originals) -> Path:
    return _written(folder, bytes(40_960))


@shape("database of another program", r"is a database of another program", never=_NEVER_HELD)
def _(folder: Path, _originals: Originals) -> Path:
    with closing(driver.connect(str(folder / NAME))) as connection:
        connection.execute("CREATE TABLE history (url TEXT)")
    return folder / NAME


@shape("empty database", r"empty database that SalesDesk did not make", never=_NEVER_HELD)
def _(folder: Path, _originals: Originals) -> Path:
    with closing(driver.connect(str(folder / NAME))) as connection:
        connection.execute("CREATE TABLE gone (x)")
        connection.execute("DROP TABLE gone")
    return folder / NAME


# -- damaged --------------------------------------------------------------------------------------------------------

_DAMAGED = r"is damaged"
_NO_KEY = ("password", "not a SalesDesk file.")

for _size in (15, 60, 500, PAGE - 1, PAGE, 3 * PAGE, 3 * PAGE + 1_000):

    @shape(
        f"cut to {_size} bytes",
        r"is damaged|not a SalesDesk file" if _size < 16 else _DAMAGED,
        never=_NO_KEY[:1],
    )
    def _(folder: Path, originals: Originals, size: int = _size) -> Path:
        return _written(folder, originals.plain.read_bytes()[:size])


@shape("last page missing", {"*": _DAMAGED, "restore": ""}, never=_NO_KEY)
def _(folder: Path, originals: Originals) -> Path:
    return _written(folder, originals.plain.read_bytes()[:-PAGE])


@shape("header of zeros", _DAMAGED, never=("password",))
def _(folder: Path, originals: Originals) -> Path:
    return _changed(folder, originals.plain, 0, bytes(100))


@shape("first page of zeros", _DAMAGED, never=("password",))
def _(folder: Path, originals: Originals) -> Path:
    return _changed(folder, originals.plain, 0, bytes(PAGE))


@shape("wrong page size", _DAMAGED, never=_NO_KEY)
def _(folder: Path, originals: Originals) -> Path:
    return _changed(folder, originals.plain, 16, b"\x02\x00")


@shape("impossible page size", _DAMAGED, never=_NO_KEY)
def _(folder: Path, originals: Originals) -> Path:
    return _changed(folder, originals.plain, 16, b"\x03\xe7")


_MAYBE = "|" + _DAMAGED  # a page that a command does not need may be any page


@shape("pages of zeros in the middle", {"*": _MAYBE, "check": _DAMAGED, "restore": ""}, never=_NO_KEY)
def _(folder: Path, originals: Originals) -> Path:
    pages = originals.plain.stat().st_size // PAGE
    return _changed(folder, originals.plain, PAGE * (pages // 2), bytes(3 * PAGE))


@shape("schema of noise", _DAMAGED, never=_NO_KEY)
def _(folder: Path, originals: Originals) -> Path:
    return _changed(folder, originals.plain, 100, _noise(2_000))


@shape("newer version", r"written by a newer SalesDesk", never=("damaged", "password"), widely=True)
def _(folder: Path, originals: Originals) -> Path:
    return _by_sql(
        folder, originals, "PRAGMA user_version = 99", "UPDATE file_identity SET schema_version = 99"
    )


@shape("version of the header changed", _DAMAGED, never=_NO_KEY)
def _(folder: Path, originals: Originals) -> Path:
    return _by_sql(folder, originals, "PRAGMA user_version = 99")


@shape("negative version", _DAMAGED, never=_NO_KEY)
def _(folder: Path, originals: Originals) -> Path:
    return _by_sql(folder, originals, "PRAGMA user_version = -3")


@shape("version 0 with tables", _DAMAGED, never=_NO_KEY)
def _(folder: Path, originals: Originals) -> Path:
    return _by_sql(folder, originals, "PRAGMA user_version = 0")


@shape("table dropped", {"*": _MAYBE, "check": _DAMAGED, "restore": ""}, never=_NO_KEY)
def _(folder: Path, originals: Originals) -> Path:
    return _by_sql(folder, originals, "DROP TABLE contact_tag")


# -- not a file, or not reachable -----------------------------------------------------------------------------------


@shape("folder", {"*": r"is a folder"}, never=("damaged", "password"), widely=True)
def _(folder: Path, _originals: Originals) -> Path:
    (folder / NAME).mkdir()
    return folder / NAME


@shape("device", {"*": r"is a device"}, never=("damaged", "password"), administrator=True)
def _(folder: Path, _originals: Originals) -> Path:
    os.mknod(
        folder / NAME, stat.S_IFCHR | 0o666, os.makedev(1, 3)
    )  # like /dev/null, which must not be touched
    return folder / NAME


@shape("pipe", {"*": r"is a device|is a pipe"}, never=("damaged", "password"))
def _(folder: Path, _originals: Originals) -> Path:
    os.mkfifo(folder / NAME)
    return folder / NAME


@shape("link to nothing", {"*": r"does not exist", "restore": "", "import": "", "window": ""})
def _(folder: Path, _originals: Originals) -> Path:
    (folder / NAME).symlink_to(folder / "moved.salesdesk")
    return folder / NAME


@shape("links in a circle", {"*": r"leads back to itself"}, never=("damaged", "password"), widely=True)
def _(folder: Path, _originals: Originals) -> Path:
    (folder / "one.salesdesk").symlink_to(folder / NAME)
    (folder / NAME).symlink_to(folder / "one.salesdesk")
    return folder / NAME


@shape("long name", {"*": r"longer than this system allows|too long|does not exist"})
def _(folder: Path, _originals: Originals) -> Path:
    return folder / ("x" * 250 + ".salesdesk")


@shape("file for a folder", {"*": r"does not exist|cannot be created|Check the path"})
def _(folder: Path, _originals: Originals) -> Path:
    (folder / "notes.txt").write_text("not a folder", encoding="utf-8")
    return folder / "notes.txt" / NAME


# -- rights ---------------------------------------------------------------------------------------------------------

_READ_ONLY = {
    "*": "",
    "import": r"reading only",
    "restore": r"cannot be|may not be|write-protected|can only be read",
}
_NOT_ALLOWED = ("damaged", "password", "latest backup")


@shape(
    "unreadable",
    {"*": r"may (not )?be read", "restore": "|may not be|cannot be"},
    unprivileged=True,
)
def _(folder: Path, originals: Originals) -> Path:
    path = _copied(folder, originals.plain)
    path.chmod(0)
    return path


@shape(
    "unwritable file",
    {**_READ_ONLY, "restore": "|" + _READ_ONLY["restore"]},
    never=_NOT_ALLOWED,
    unprivileged=True,
    widely=True,
)
def _(folder: Path, originals: Originals) -> Path:
    path = _copied(folder, originals.plain)
    path.chmod(0o444)
    return path


def _locked(folder: Path) -> None:
    folder.chmod(0o555)


def _unlocked(folder: Path) -> None:
    folder.chmod(0o777)


@shape("unwritable folder", _READ_ONLY, never=_NOT_ALLOWED, unprivileged=True, widely=True, undo=_unlocked)
def _(folder: Path, originals: Originals) -> Path:
    path = _copied(folder, originals.plain)
    _locked(folder)
    return path


@shape(
    "unwritable folder, log left",
    {"*": "|can be written|may not be", "restore": _READ_ONLY["restore"], "import": r"reading only|can be written|may not"},
    never=_NOT_ALLOWED,
    unprivileged=True,
    widely=True,
    undo=_unlocked,
)  # fmt: skip
def _(folder: Path, originals: Originals) -> Path:
    path = _copied(folder, originals.hot, with_log=True)
    _locked(folder)
    return path


@shape(
    "unwritable folder, nothing in it",
    {
        "*": r"does not exist",
        "restore": r"cannot be|may not be",
        "import": r"cannot be",
        "window": r"cannot be",
    },
    unprivileged=True,
    undo=_unlocked,
)
def _(folder: Path, _originals: Originals) -> Path:
    _locked(folder)
    return folder / NAME


def _unmounted(folder: Path) -> None:
    subprocess.run(["umount", "-l", str(folder / "disk")], check=False)


@shape(
    "disk that can only be read",
    _READ_ONLY,
    never=_NOT_ALLOWED,
    administrator=True,
    widely=True,
    undo=_unmounted,
)
def _(folder: Path, originals: Originals) -> Path:
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], check=True)
    _copied(disk, originals.plain)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    return disk / NAME


# -- what lies beside it --------------------------------------------------------------------------------------------


@shape("log missing", {"*": ""}, warns=r"missing", never=("is damaged", "password"))
def _(folder: Path, originals: Originals) -> Path:
    path = _copied(folder, originals.hot)
    for ending in ("-guard", "-mark"):
        if Path(f"{originals.hot}{ending}").exists():
            shutil.copyfile(f"{originals.hot}{ending}", f"{path}{ending}")
    return path


@shape("log of another file", {"*": ""}, warns=r"set aside", never=("salesdesk is damaged", "password"))
def _(folder: Path, originals: Originals) -> Path:
    path = _copied(folder, originals.other)
    shutil.copyfile(f"{originals.hot}-wal", f"{path}-wal")
    return path


@shape("log of noise", {"*": ""}, warns=r"set aside", never=("salesdesk is damaged", "password"))
def _(folder: Path, originals: Originals) -> Path:
    path = _copied(folder, originals.plain)
    path.with_name(NAME + "-wal").write_bytes(_noise(20_000))
    return path


@shape("shared memory of noise", {"*": ""}, never=("damaged", "password"))
def _(folder: Path, originals: Originals) -> Path:
    path = _copied(folder, originals.plain)
    path.with_name(NAME + "-shm").write_bytes(_noise(32_768))
    return path


@shape("journal of noise", {"*": ""}, never=("is damaged", "password"))
def _(folder: Path, originals: Originals) -> Path:
    path = _copied(folder, originals.plain)
    path.with_name(NAME + "-journal").write_bytes(_noise(8_192))
    return path


@shape("guard and mark of noise", {"*": ""}, never=("damaged", "password"))
def _(folder: Path, originals: Originals) -> Path:
    path = _copied(folder, originals.plain)
    for ending in ("-guard", "-mark"):
        path.with_name(NAME + ending).write_bytes(_noise(300))
    return path


_NO_BACKUPS = r"Backups"


@shape("Backups is a file", {"*": "", "restore": _NO_BACKUPS}, never=("is damaged", "password"))
def _(folder: Path, originals: Originals) -> Path:
    (folder / "Backups").write_text("notes", encoding="utf-8")
    return _copied(folder, originals.plain)


@shape("Backups unwritable", {"*": "", "restore": _NO_BACKUPS}, never=("is damaged",), unprivileged=True)
def _(folder: Path, originals: Originals) -> Path:
    (folder / "Backups").mkdir()
    (folder / "Backups").chmod(0o555)
    return _copied(folder, originals.plain)


# -- passwords ------------------------------------------------------------------------------------------------------

_ASKS = {"*": r"protected by a password", "restore": "|password"}


@shape("password missing", _ASKS, never=("damaged",))
def _(folder: Path, originals: Originals) -> Path:
    return _copied(folder, originals.encrypted)


@shape("wrong password", {"*": r"password does not open", "restore": "|password"}, password="wrong")
def _(folder: Path, originals: Originals) -> Path:
    return _copied(folder, originals.encrypted)


@shape(
    "password for a plain file",
    {"*": r"not protected by a password", "restore": "|password"},
    password="any",
    never=("damaged",),
)
def _(folder: Path, originals: Originals) -> Path:
    return _copied(folder, originals.plain)


@shape(
    "encrypted, middle damaged", {"*": _MAYBE, "check": _DAMAGED, "restore": "|password"}, password=PASSWORD
)
def _(folder: Path, originals: Originals) -> Path:
    pages = originals.encrypted.stat().st_size // PAGE
    return _changed(folder, originals.encrypted, PAGE * (pages // 2), _noise(2 * PAGE))


@shape(
    "encrypted, first page damaged",
    {"*": r"password does not open.*damaged", "restore": "|password"},
    password=PASSWORD,
)
def _(folder: Path, originals: Originals) -> Path:
    return _changed(folder, originals.encrypted, 200, _noise(64))


@shape(
    "encrypted, cut", {"*": r"is damaged|password does not open", "restore": "|password"}, password=PASSWORD
)
def _(folder: Path, originals: Originals) -> Path:
    return _written(folder, originals.encrypted.read_bytes()[: 3 * PAGE + 77])
