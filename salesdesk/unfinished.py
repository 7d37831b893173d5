"""Files under way: how one is named, and how the next start removes what a killed program left of it.

Each is listed in the person's state folder by an entry that its writer holds locked. A free lock, and nothing else,
says that the writer is gone: not the number of its process, which the system gives out again, and not its age.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from salesdesk.paths import unfinished_folder

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PART = re.compile(r"\..*\.[0-9a-f]{16}\.salesdesk-part")
_FOLDER = re.compile(r"[0-9a-f]{16}")
_ENTRY = re.compile(r"[0-9a-f]{16}\.json")
_BESIDE = ("-journal", "-wal", "-shm")  # what a database engine makes beside a part
_NAME_BYTES = 80  # of the target's name in the name of its part: some file systems end at 143 in all
_LOCK_AT = 1 << 30  # far behind the content, because Windows refuses to read a locked byte
_TRIES = 3


def part_beside(target: Path) -> Path:
    """A name beside ``target`` that nobody uses or guesses, for the file while it is written."""
    return target.with_name(f".{_shortened(target.name)}.{secrets.token_hex(8)}.salesdesk-part")


def remove_part(part: Path) -> None:
    """Remove a part, if it is there, and what a database engine made beside it."""
    for ending in ("", *_BESIDE):
        part.with_name(part.name + ending).unlink(missing_ok=True)


def _shortened(name: str) -> str:
    return name.encode("utf-8", "surrogateescape")[:_NAME_BYTES].decode("utf-8", "ignore")


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder of the program's own, which only this person may read; it goes when left, or at the next start."""
    try:
        parent = unfinished_folder()
        parent.mkdir(parents=True, exist_ok=True)
        folder = parent / secrets.token_hex(8)
        folder.mkdir(0o700)
    except OSError:
        with tempfile.TemporaryDirectory(prefix="salesdesk-") as other:
            yield Path(other)
        return
    with listed(folder):
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def clean() -> int:
    """Remove what writers that are gone have left; returns how much that was. Called at every start: where there
    is nothing it costs one look into a folder. Nothing here raises."""
    folder = unfinished_folder()
    try:
        entries = sorted(os.listdir(folder))
    except OSError:
        return 0
    removed = 0
    for name in entries:
        if _ENTRY.fullmatch(name):
            with suppress(OSError, ValueError, KeyError, TypeError):
                removed += _clean(folder / name)
    return removed


def _clean(entry: Path) -> int:
    with entry.open("rb+") as file:
        if not _lock(file):
            return 0  # its writer is at work
        text = file.read().decode("utf-8", "surrogateescape")
        left = _left_by(json.loads(text)["path"], entry.parent) if text else None
        removed = 0
        if left is not None:
            if not left.parent.is_dir():
                return 0  # on a drive that is not there now
            removed = int(os.path.lexists(left))
            if left.parent == entry.parent:
                shutil.rmtree(left, ignore_errors=True)
            else:
                remove_part(left)
        if sys.platform != "win32":
            entry.unlink()  # before the lock goes, so that nobody else takes it up
    if sys.platform == "win32":
        entry.unlink()
    return removed


def _left_by(text: object, entries: Path) -> Path | None:
    """The part or private folder that an entry names, None when it does not look like ours."""
    if not isinstance(text, str) or not os.path.isabs(text) or os.path.islink(text):
        return None
    left = Path(text)
    if left.parent == entries:
        return left if _FOLDER.fullmatch(left.name) else None
    return left if _PART.fullmatch(left.name) and (left.is_file() or not left.exists()) else None


@contextmanager
def listed(left: Path) -> Iterator[None]:
    """List ``left`` as under way for as long as this lasts. Where the state folder cannot be written, the work is
    done all the same; only a kill would leave something for good."""
    opened = _enter(left)
    try:
        yield
    finally:
        if opened is not None:
            file, entry = opened
            gone = not os.path.lexists(left)  # else the next start tries again
            if sys.platform == "win32":
                file.close()  # Windows removes no open file
            if gone:
                with suppress(OSError):
                    entry.unlink()
            file.close()


def _enter(left: Path) -> tuple[BinaryIO, Path] | None:
    """A new entry, locked; None where there can be none."""
    text = json.dumps({"path": os.path.abspath(left)}).encode("ascii")
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for _ in range(_TRIES):
        entry = unfinished_folder() / f"{secrets.token_hex(8)}.json"
        try:
            entry.parent.mkdir(parents=True, exist_ok=True)
            file = os.fdopen(os.open(entry, flags, 0o600), "rb+")
        except OSError:
            return None
        try:
            # another program that starts may have seen the entry before it was locked, and taken it away
            if _lock(file) and os.path.samestat(os.fstat(file.fileno()), os.stat(entry)):
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
                return file, entry
        except OSError:
            pass
        file.close()
        with suppress(OSError):
            entry.unlink()
    return None


def _lock(file: BinaryIO) -> bool:
    """Lock an open file against other processes without waiting; the lock goes when it is closed or its process
    ends in any way. False when somebody else holds it."""
    try:
        if sys.platform == "win32":
            file.seek(_LOCK_AT)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
