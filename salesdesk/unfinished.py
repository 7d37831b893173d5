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

from salesdesk import file_locks
from salesdesk.paths import unfinished_folder

_PART = re.compile(r"\..*\.[0-9a-f]{16}\.salesdesk-part")
_FOLDER = re.compile(r"[0-9a-f]{16}")
_ENTRY = re.compile(r"[0-9a-f]{16}\.json")
_BESIDE = ("-journal", "-wal", "-shm")  # what a database engine makes beside a part
_NAME_BYTES = 80  # of the target's name in the name of its part: some file systems end at 143 in all
_TRIES = 3
_MOST_BYTES = 1 << 20  # of an entry


def part_beside(target: Path) -> Path:
    """A name beside ``target`` that nobody uses or guesses, for the file while it is written."""
    return target.with_name(f".{_shortened(target.name)}.{secrets.token_hex(8)}.salesdesk-part")


def remove_part(part: Path) -> None:
    """Remove a part, if it is there, and what a database engine made beside it."""
    for ending in ("", *_BESIDE):
        part.with_name(part.name + ending).unlink(missing_ok=True)


def _shortened(name: str) -> str:
    """As much of a name as the file system's encoding, which may be ASCII, has signs for."""
    encoding = sys.getfilesystemencoding()
    return name.encode(encoding, "ignore")[:_NAME_BYTES].decode(encoding, "ignore")


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
            with suppress(OSError):
                removed += _clean(folder / name)
    return removed


def _clean(entry: Path) -> int:
    descriptor = file_locks.open_file(entry, create=False)
    try:
        if not file_locks.try_lock(descriptor, exclusive=True):
            os.close(descriptor)
            return 0  # its writer is at work
        left = _left_by(os.read(descriptor, _MOST_BYTES), entry.parent)
        if left is not None and not left.parent.is_dir():
            os.close(descriptor)
            return 0  # on a drive that is not there now
        removed = int(left is not None and os.path.lexists(left))
        if left is not None and left.parent == entry.parent:
            shutil.rmtree(left, ignore_errors=True)
        elif left is not None:
            remove_part(left)
    except OSError:
        os.close(descriptor)
        raise
    _take_out(descriptor, entry)
    return removed


def _left_by(content: bytes, entries: Path) -> Path | None:
    """The part or private folder that an entry names, None when it does not look like ours."""
    try:
        text = json.loads(content)["path"]
        if not os.path.isabs(text) or os.path.islink(text):
            return None
        left = Path(text)
        if left.parent == entries:
            return left if _FOLDER.fullmatch(left.name) else None
        return left if _PART.fullmatch(left.name) and (left.is_file() or not left.exists()) else None
    except (ValueError, KeyError, TypeError):
        return None


@contextmanager
def listed(left: Path) -> Iterator[None]:
    """List ``left`` as under way for as long as this lasts. Where the state folder cannot be written, the work is
    done all the same; only a kill would leave something for good."""
    opened = _enter(left)
    try:
        yield
    finally:
        if opened is not None:
            descriptor, entry = opened
            if os.path.lexists(left):  # the next start tries again
                os.close(descriptor)
            else:
                _take_out(descriptor, entry)


def _enter(left: Path) -> tuple[int, Path] | None:
    """A new entry, locked; None where there can be none."""
    text = json.dumps({"path": os.path.abspath(left)}).encode("ascii")
    for _ in range(_TRIES):
        entry = unfinished_folder() / f"{secrets.token_hex(8)}.json"
        try:
            entry.parent.mkdir(parents=True, exist_ok=True)
            descriptor = file_locks.open_file(entry)
        except OSError:
            return None
        with suppress(OSError):
            # another program that starts may have seen the entry before it was locked, and taken it away
            if file_locks.try_lock(descriptor, exclusive=True) and file_locks.is_current(descriptor, entry):
                os.write(descriptor, text)
                os.fsync(descriptor)
                return descriptor, entry
        _take_out(descriptor, entry)
    return None


def _take_out(descriptor: int, entry: Path) -> None:
    """Remove an entry: where the system can, before its lock goes; Windows removes no open file."""
    if sys.platform == "win32":
        os.close(descriptor)
    with suppress(OSError):
        entry.unlink()
    if sys.platform != "win32":
        os.close(descriptor)
