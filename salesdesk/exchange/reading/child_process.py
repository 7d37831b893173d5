"""The child process that reads foreign files: how it is started, told something, heard and ended."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, BinaryIO, Protocol, cast

from salesdesk.exchange.reading.pipe import read_payload, write_message

AHEAD = 6  # chunks that may wait in the program before the child has to pause
FROZEN_FLAG = "--reader-child"
"""The argument with which the frozen program starts as a reading child."""
ROOT_FOLDER = Path(sys.executable).anchor or None
"""Where a child lives: a folder in use cannot be removed or unmounted."""
ENDED = b""
"""What stands in ``ReadingChild.replies`` after the last message."""


class Process(Protocol):
    """A child, however it was started."""

    pid: int
    stdin: IO[bytes] | None
    stdout: IO[bytes] | None

    def kill(self) -> None:
        """End it, unless it has ended."""

    def wait(self) -> int:
        """How it ended, once it has."""


class ReadingChild:
    """One child process with the thread that takes its messages off the pipe into ``replies``."""

    def __init__(self) -> None:
        self.process: Process = _made_child() or _started_child()
        self.replies: queue.Queue[bytes] = queue.Queue(maxsize=AHEAD)
        self._reader = threading.Thread(
            target=_take, args=(cast(BinaryIO, self.process.stdout), self.replies), daemon=True
        )
        self._reader.start()

    def tell(self, message: tuple[Any, ...]) -> None:
        """Send something; a dead child is noticed when its answer is waited for."""
        with contextlib.suppress(OSError):
            write_message(cast(BinaryIO, self.process.stdin), message)

    def close(self) -> None:
        """End it."""
        self.process.kill()
        with contextlib.suppress(OSError):
            cast(BinaryIO, self.process.stdin).close()
        while self._reader.is_alive():  # it may wait for room in the queue
            with contextlib.suppress(queue.Empty):
                self.replies.get(timeout=0.01)
            self._reader.join(0.01)
        cast(BinaryIO, self.process.stdout).close()
        self.process.wait()


Maker = Callable[[list[str], Mapping[str, str], str | None], Process | None]
"""Makes a child by another way, of a process that has the command, the environment and the folder given; None when it
cannot."""
_maker: Maker | None = None


def make_by(maker: Maker | None) -> None:
    """Make the children of this program so from now on; None: each by a start of its own."""
    global _maker
    _maker = maker


def _made_child() -> Process | None:
    return _maker(command("fork_server"), child_environment(), ROOT_FOLDER) if _maker is not None else None


def _started_child() -> Process:
    """A child with a start of its own."""
    return subprocess.Popen(
        command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=child_environment(),
        cwd=ROOT_FOLDER,
        close_fds=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _take(stream: BinaryIO, replies: queue.Queue[bytes]) -> None:
    """Move messages from the pipe to the queue until the pipe ends; runs in a thread of its own."""
    with contextlib.suppress(OSError, ValueError):
        while (payload := read_payload(stream)) is not None:
            replies.put(payload)
    replies.put(ENDED)


def command(module: str = "child") -> list[str]:
    """How a child, or with "fork_server" what children are forked from, is started: quickly, without the environment's
    or the person's start-up files."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_FLAG]
    paths = [str(Path(__file__).resolve().parents[3]), *(os.path.abspath(path) for path in sys.path if path)]
    start = (
        f"import sys; sys.path[:] = {paths!r}; from salesdesk.exchange.reading.{module} import serve; serve()"
    )
    return [sys.executable, "-I", "-S", "-c", start]


_PASSED_ON = frozenset(
    {
        "PATH", "LANG", "LANGUAGE", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH",
        "SYSTEMROOT", "WINDIR", "SYSTEMDRIVE", "TEMP", "TMP", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE",
    }
)  # fmt: skip
_PASSED_PREFIXES = ("LC_", "_PYI_")
"""What an interpreter, and a frozen program started by itself, need. Anything else may be a secret of the program's:
a password, a token, the address of a server."""


def child_environment() -> dict[str, str]:
    """The environment of a child that reads foreign files."""
    known = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in _PASSED_ON or name.upper().startswith(_PASSED_PREFIXES)
    }
    # glibc reserves 64 MB of addresses per thread for its own order, which would count against the bound.
    return {**known, "MALLOC_ARENA_MAX": "2"}
