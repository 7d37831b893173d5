"""The digest that a copy of a database carries at its end, so that any changed bit is noticed.

SQLite reads as many pages as the header says and never looks behind them, so 512 bytes there are in nobody's way. A
digest in the file itself cannot be left behind when the copy is renamed, moved or sent, which a second file would be.
A file that is written to again loses it (``strip``), because it is no copy any more.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import BinaryIO

_SIZE = 512  # bytes; the smallest page SQLite knows, so that the file stays a whole number of them
_BEGIN, _END = b"SalesDesk copy, ", b" end of the copy"
_CHUNK = 1 << 20


class Digest(Enum):
    """What the digest at the end of a file says."""

    NONE = "none"
    FITS = "fits"
    DIFFERS = "differs"


def seal(path: Path) -> None:
    """Put the digest at the end of ``path`` and have both on the disk. Raises OSError."""
    strip(path)
    with path.open("rb+") as file:
        size = file.seek(0, os.SEEK_END)
        end = _trailer(_digest(file, size), size)
        file.seek(size)
        file.write(end)
        file.flush()
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):  # what is read next comes from the disk, not from memory
            with suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def read(path: Path) -> Digest:
    """Compare the content of ``path`` with its digest; reads the whole file. Raises OSError."""
    with path.open("rb") as file:
        size, end = _end(file)
        if not end:
            return Digest.NONE
        fits = end == _trailer(_digest(file, size), size)
    return Digest.FITS if fits else Digest.DIFFERS


def carries(path: Path) -> bool:
    """Whether ``path`` has a digest, whatever it says."""
    with path.open("rb") as file:
        return bool(_end(file)[1])


def strip(path: Path) -> None:
    """Take the digest off, where there is one. Raises OSError."""
    if not carries(path):
        return
    with path.open("rb+") as file:
        size, _ = _end(file)
        file.truncate(size)


def _end(file: BinaryIO) -> tuple[int, bytes]:
    """How long the content is, and the digest behind it (b"" when there is none). One damaged mark does not hide it."""
    size = file.seek(0, os.SEEK_END)
    if size < _SIZE:
        return size, b""
    file.seek(size - _SIZE)
    end = file.read(_SIZE)
    if end.startswith(_BEGIN) or end.endswith(_END):
        return size - _SIZE, end
    return size, b""


def _trailer(digest: str, size: int) -> bytes:
    text = f"sha256 of the {size} bytes before: {digest}".encode("ascii")
    return _BEGIN + text.ljust(_SIZE - len(_BEGIN) - len(_END)) + _END


def _digest(file: BinaryIO, size: int) -> str:
    made = hashlib.sha256()
    file.seek(0)
    left = size
    while left and (chunk := file.read(min(_CHUNK, left))):
        made.update(chunk)
        left -= len(chunk)
    return made.hexdigest()
