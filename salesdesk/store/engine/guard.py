"""A guard of our own beside every open database, so that no process takes itself for the last one.

SQLite knows who has a file open by POSIX locks on it, and a process loses all of those when anything in it opens and
closes the file: whoever comes next then takes itself for the only one and deletes the write-ahead log under a running
window. Two files of ours beside the database do not depend on those locks:

* ``NAME-guard``: every open ``Database`` holds a shared lock on it. Whoever gets it exclusively is alone.
* ``NAME-mark``: its exclusive lock is the *turn*: to write, and to open and close the file. Its content is the uuid of
  the database and the last batch that was acknowledged, so that a lost write-ahead log is noticed.

Both locks end with the process, however it ends; neither a process number nor an age is ever looked at. Whoever is
alone when it closes the file takes both files away.
"""

from __future__ import annotations

import json
import os
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from salesdesk import file_locks
from salesdesk.errors import StoreBusy
from salesdesk.value_classes import dataclass

_POLL_SECONDS = 0.005
_MARK_BYTES = 256


@dataclass(frozen=True, slots=True)
class Mark:
    """What was acknowledged last. ``folded``: the main file holds all of it, so that no write-ahead log is missed."""

    uuid: str
    batch: int
    folded: bool = False


def beside(path: Path, ending: str) -> Path:
    """The file of a database with one of the ``outputs.COMPANIONS``; SQLite, too, follows links first."""
    real = Path(os.path.realpath(path))
    return real.with_name(real.name + ending)


class Turn:
    """The turn on one database, held until ``release``."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def read_mark(self) -> Mark | None:
        """What was acknowledged last; None when nothing readable is there."""
        try:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            found = json.loads(os.read(self._descriptor, _MARK_BYTES))
            return Mark(str(uuid.UUID(found["uuid"])), int(found["batch"]), bool(found["folded"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write_mark(self, mark: Mark) -> None:
        """Put down what was acknowledged. Not synchronised: the batch itself already is, and a mark that lags behind
        is no fault. A mark that cannot be written (the disk is full) is left as it was."""
        with suppress(OSError):
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, json.dumps(asdict(mark)).encode().ljust(_MARK_BYTES - 1) + b"\n")

    def release(self) -> None:
        """Give the turn to the next one."""
        os.close(self._descriptor)


class Guard:
    """The guard of one open database, from before its first connection until after its last. The folder must be
    writable, or the two files must be there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._presence: int | None = None

    def join(self, seconds: float) -> None:
        """Say that this database is open here. Raises ``StoreBusy`` when somebody keeps everybody out."""
        name = beside(self.path, "-guard")
        for _ in _tries(seconds):
            descriptor = file_locks.open_file(name)
            if file_locks.try_lock(descriptor, exclusive=False) and file_locks.is_current(descriptor, name):
                self._presence = descriptor
                _open_here.add(self)
                return
            os.close(descriptor)
        raise StoreBusy("opening.kept_closed", file=self.path.name)

    def enter(self, patience: float, *, shared: bool) -> Turn | None:
        """Join the others, with the turn unless it is taken and somebody has the file open for certain (``shared``: this
        process has). Whoever waits for the turn, up to ``patience`` seconds, is not among those who have it open: else
        of several newcomers none would be the first. Raises ``StoreBusy``."""
        turn = self.try_turn()
        if turn is None:
            self.join(patience)
            if self.path.exists() and (shared or shares_locks(self.path)):
                return None
            self.leave(alone=False)
            turn = self.turn(patience)
        try:
            self.join(patience)
        except BaseException:
            turn.release()
            raise
        return turn

    def turn(self, seconds: float) -> Turn:
        """Wait up to ``seconds`` for the turn (0: try once). Raises ``StoreBusy``."""
        found = _take_turn(self.path, seconds)
        if found is None:
            raise StoreBusy("opening.being_written", file=self.path.name)
        return found

    def try_turn(self) -> Turn | None:
        """The turn if it is free."""
        return _take_turn(self.path, 0)

    @property
    def is_joined(self) -> bool:
        """Whether the file is open here under this guard."""
        return self._presence is not None

    def claim(self) -> bool:
        """Whether no other database object, here or in another process, has the file open; then everybody else is kept
        out until ``share`` or ``leave``. Only for the holder of the turn."""
        assert self._presence is not None
        if file_locks.try_lock(self._presence, exclusive=True):
            return True
        self.share()
        return False

    def share(self) -> None:
        """Let others in again."""
        assert self._presence is not None
        while not file_locks.try_lock(
            self._presence, exclusive=False
        ):  # nobody else keeps it for longer than a look
            time.sleep(_POLL_SECONDS)

    def is_open_twice_here(self) -> bool:
        """Whether this process has the file open a second time."""
        return any(other is not self for other in _guards_of(self.path))

    def leave(self, *, alone: bool) -> None:
        """The database is closed here. ``alone`` (claimed, with the turn still held): the guard files go."""
        _open_here.discard(self)
        if alone:
            _remove(self.path)
        if self._presence is not None:
            os.close(self._presence)
            self._presence = None


_open_here: set[Guard] = set()
"""What this process has open: a fact about the process, which two database objects on one file must both know."""


def _guards_of(path: Path) -> list[Guard]:
    own = os.path.realpath(path)
    return [one for one in set(_open_here) if os.path.realpath(one.path) == own]


def is_open_here(path: Path) -> bool:
    """Whether this process has the database open for writing: then nothing in it may open the file in another way."""
    return bool(_guards_of(path))


def refuse_unsafe_look(path: Path) -> None:
    """Refuse to open for reading a file whose user has lost SQLite's locks: the shared memory would be built anew
    under its feet. Raises ``StoreBusy``."""
    if in_use(path) and not is_open_here(path) and not shares_locks(path):
        raise StoreBusy("opening.in_use", file=path.name)


def in_use(path: Path) -> bool:
    """Whether anybody, this process included, has the database open. Opens nothing but the guard file."""
    name = beside(path, "-guard")
    try:
        descriptor = file_locks.open_file(name, create=False)
    except OSError:
        return False
    try:
        return not file_locks.try_lock(descriptor, exclusive=True)
    finally:
        os.close(descriptor)


@contextmanager
def alone(path: Path, seconds: float = 0.5) -> Iterator[Turn]:
    """Keep everybody out of the database while inside. Raises ``StoreBusy`` when anybody has it open, also this
    process, whatever state the file is in and whether or not it has a password. Both guard files are gone afterwards."""
    busy = StoreBusy("opening.open_elsewhere", file=path.name)
    turn = _take_turn(path, seconds)
    if turn is None:
        raise busy
    try:
        name = beside(path, "-guard")
        presence = file_locks.open_file(name)
        try:
            if not any(file_locks.try_lock(presence, exclusive=True) for _ in _tries(seconds)):
                raise busy
            yield turn
            _remove(path)
        finally:
            os.close(presence)
    finally:
        turn.release()


def _remove(path: Path) -> None:
    for ending in ("-guard", "-mark"):
        with suppress(OSError):  # Windows keeps a file that is open
            beside(path, ending).unlink(missing_ok=True)


def _take_turn(path: Path, seconds: float) -> Turn | None:
    name = beside(path, "-mark")
    for _ in _tries(seconds):
        descriptor = file_locks.open_file(name)
        if file_locks.try_lock(descriptor, exclusive=True) and file_locks.is_current(descriptor, name):
            return Turn(descriptor)
        os.close(descriptor)
    return None


def _tries(seconds: float) -> Iterator[None]:
    """One try now, then one every few milliseconds until the time is over."""
    until = time.monotonic() + seconds
    yield
    while time.monotonic() < until:
        time.sleep(_POLL_SECONDS)
        yield


def shares_locks(path: Path) -> bool:
    """Whether a process that reads the database still holds SQLite's own lock for that (byte 128 of ``NAME-shm``), so
    that a newcomer sees it. Only for a process without any connection to the file: looking drops its own locks.
    """
    if sys.platform == "win32":
        return True  # locks there are not dropped by closing another handle
    import fcntl

    try:
        descriptor = os.open(beside(path, "-shm"), os.O_RDWR)
    except OSError:
        return False
    try:
        with suppress(OSError):
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, 128)
            return False
        return True
    finally:
        os.close(descriptor)
