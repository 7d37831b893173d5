"""Writing a data file so that it is there whole or not at all, and wording why it could not be written."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salesdesk.errors import FileProblem

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path beside ``path`` to write to; leaving normally puts it in the place of ``path`` in one step, leaving by
    any exception leaves nothing behind and ``path`` as it was. Raises ``FileProblem`` with one sentence."""
    if path.is_dir():
        raise FileProblem("Not a file", f"{path} is a folder. Name a file in it.", str(path))
    if not path.parent.is_dir():
        raise FileProblem(
            "No such folder", f"The folder {path.parent} does not exist. Choose another place.", str(path)
        )
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        raise _problem(error, path) from error
    finally:
        part.unlink(missing_ok=True)


def _problem(error: OSError, path: Path) -> FileProblem:
    if error.errno in _FULL:
        return FileProblem(
            "Disk full",
            f"The disk is full, so {path.name} was not written. Free some space and try again.",
            str(path),
        )
    if isinstance(error, PermissionError):
        return FileProblem(
            "Cannot be written",
            f"{path.name} cannot be written: it is open in another program, or its folder is protected. Close it there or choose another place.",
            str(path),
        )
    reason = error.strerror or type(error).__name__
    return FileProblem(
        "Cannot be written", f"{path.name} cannot be written: {reason}. Choose another place.", str(path)
    )
