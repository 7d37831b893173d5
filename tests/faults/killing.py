"""Killing the program in the middle of one operation, at an instant that is known afterwards and not hoped for.

A *work* is a module-level function ``work(report, *arguments)`` that runs one operation of the program through its
real doors in a process of its own. It says ``report.begin(folder, watch)`` when the operation starts and
``report.acknowledge()`` when a person would be told that it is done; what lies between is written down by the harness:
the first write of the transaction (a statement on the connection), or the first file opened for writing. All that lies
in a small shared file, which outlives the process::

    usual = killing.run(work, path)                       # to the end: how long it takes
    death = killing.run(work, path, shot=usual.shot(draw))
    death.killed, death.stage                             # what had been said when it died

Half the shots come from outside (``SIGKILL`` by the parent, some time after the operation began), half from a timer the
child sets at its first write, because a parent on a busy machine would mostly come too late. That timer is a signal
nobody handles: the kernel ends the process by SIGKILL, inside a system call or not.
"""

from __future__ import annotations

import json
import mmap
import multiprocessing
import os
import random
import secrets
import signal
import struct
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, IntEnum
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

_BOARD = struct.Struct("=qqdddd")  # stage, count, and the moments of the stages (CLOCK_MONOTONIC, seconds)
_PATIENCE = 120.0  # seconds until a child that does not end by itself is taken for stuck
_POLL = 0.0005
_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP")
_NOT_DATA = ("-guard", "-mark", "-shm", ".log", ".json")
_HAS_TIMER = hasattr(signal, "setitimer")


class Stage(IntEnum):
    """How far an operation got."""

    STARTED = 0
    BEGUN = 1
    WRITING = 2
    ACKNOWLEDGED = 3


class Watch(Enum):
    """What counts as the first write: a writing statement of a transaction, or a file opened for writing."""

    STATEMENTS = "statements"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Shot:
    """When to kill: so many seconds after a stage."""

    after: Stage
    seconds: float


@dataclass(frozen=True, slots=True)
class Death:
    """How an operation ended. ``count`` is what the work counted; ``moments`` when each stage was reached, 0 if never."""

    killed: bool
    stage: Stage
    count: int
    moments: tuple[float, ...]

    def seconds(self, first: Stage, last: Stage) -> float:
        """The time between two stages that were reached."""
        return self.moments[last] - self.moments[first]

    def shot(self, draw: random.Random, share: float = 0.6) -> Shot:
        """A random instant for an operation that usually takes as long as this one did: with probability ``share``
        after the first write, else at any time from its beginning until a little after its end."""
        if draw.random() < share:
            return Shot(Stage.WRITING, draw.random() * self.seconds(Stage.WRITING, Stage.ACKNOWLEDGED))
        return Shot(Stage.BEGUN, draw.random() * 1.2 * self.seconds(Stage.BEGUN, Stage.ACKNOWLEDGED))


class Board:
    """The shared file. ``Report`` writes it in the child, ``read`` works in the parent also after the child's death."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), _BOARD.size)

    def read(self) -> tuple[Stage, int, tuple[float, ...]]:
        stage, count, *moments = _BOARD.unpack(self._map[: _BOARD.size])
        return Stage(stage), count, tuple(moments)

    def write(self, stage: Stage, count: int, moments: tuple[float, ...]) -> None:
        self._map[: _BOARD.size] = _BOARD.pack(stage, count, *moments)

    def close(self) -> None:
        self._map.close()


class Report:
    """What the work says of itself, in the child."""

    def __init__(self, board: Path, fuse: float | None) -> None:
        self._board = Board(board)
        self._fuse = fuse
        self._watch: Watch | None = None
        self._folder = ""
        self._due = False
        self._count = 0
        self._moments = [time.monotonic(), 0.0, 0.0, 0.0]

    def begin(self, folder: Path, watch: Watch = Watch.STATEMENTS) -> None:
        """The operation starts. ``folder`` is where its files lie (``Watch.FILES``)."""
        self._folder, self._watch = os.path.realpath(folder), watch
        self._reach(Stage.BEGUN)

    def acknowledge(self) -> None:
        """The person is told that it is done."""
        self._count += 1
        self._watch = None
        self._reach(Stage.ACKNOWLEDGED)

    @property
    def count(self) -> int:
        """How many times something was acknowledged."""
        return self._count

    def _reach(self, stage: Stage) -> None:
        self._moments[stage] = time.monotonic()
        self._board.write(stage, self._count, tuple(self._moments))

    def _written(self) -> None:
        self._watch, self._due = None, False
        self._reach(Stage.WRITING)
        if self._fuse is not None:
            signal.setitimer(signal.ITIMER_REAL, max(self._fuse, 1e-6))

    def saw_statement(self, sql: str) -> None:
        """Every statement of the process passes here just before it runs."""
        if self._watch is not Watch.STATEMENTS:
            return
        if self._due:  # the next one comes: the first has run
            self._written()
        elif sql.lstrip().upper().startswith(_WRITES):
            self._due = True

    def saw_event(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Every audit event of the interpreter passes here before it happens."""
        if self._watch is not Watch.FILES:
            return
        if self._due:
            self._written()
        elif event == "open":
            path, mode, flags = arguments
            writing = (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) or set(mode or "") & set("wax+")
            if writing and isinstance(path, (str, bytes, os.PathLike)):
                self.saw_file(os.fsdecode(path))

    def saw_file(self, path: str) -> None:
        """A file of the folder is opened for writing."""
        inside = os.path.realpath(path).startswith(self._folder + os.sep)
        if self._watch is Watch.FILES and inside and not path.endswith(_NOT_DATA):
            self._due = True


def run(work: Callable[..., None], *arguments: object, shot: Shot | None = None) -> Death:
    """Run a work in a process of its own, to the end or until it is shot. Raises AssertionError when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        board = Path(folder) / "board"
        board.write_bytes(bytes(_BOARD.size))
        failed = Path(folder) / "failed.txt"
        process = start(work, *arguments, board=board, failed=failed, shot=shot)
        if shot is not None and not _is_own(shot):
            _shoot(process, board, shot)
        death = ended(process, board)
        assert not failed.exists(), f"the operation failed by itself: {failed.read_text(encoding='utf-8')}"
        return death


def answered(work: Callable[..., None], file: Path, *arguments: object) -> tuple[int, str]:
    """Run a work that leaves an exit code and a text in ``file``."""
    assert run(work, file, *arguments).stage is Stage.ACKNOWLEDGED
    code, said = json.loads(file.read_text(encoding="utf-8"))
    return int(code), str(said)


class Child:
    """A work that goes on beside the test, in a process of its own. ``folder`` is for the harness's own files."""

    def __init__(self, folder: Path, work: Callable[..., None], *arguments: object) -> None:
        name = secrets.token_hex(4)
        self.killed = False
        self._board, self._failed = folder / f"{name}.board", folder / f"{name}.failed"
        self._board.write_bytes(bytes(_BOARD.size))
        self._process = start(work, *arguments, board=self._board, failed=self._failed)

    def wait_for(self, stage: Stage) -> None:
        """Until it got so far, or ended."""
        watched = Board(self._board)
        while watched.read()[0] < stage and self._process.is_alive():
            time.sleep(_POLL)
        watched.close()

    def kill(self) -> None:
        """End it at once."""
        self.killed = True
        self._process.kill()

    def end(self) -> Death:
        """How it ended; waits for that. Raises AssertionError when it failed."""
        death = ended(self._process, self._board)
        assert not self._failed.exists(), self._failed.read_text(encoding="utf-8")
        return death


def start(
    work: Callable[..., None], *arguments: object, board: Path, failed: Path, shot: Shot | None = None
) -> BaseProcess:
    """Start a work; ``board`` is a file of zeros, ``failed`` gets the traceback of a work that fails."""
    fuse = shot.seconds if shot is not None and _is_own(shot) else None
    process: BaseProcess = _CONTEXT.Process(
        target=_child, args=(work, arguments, board, failed, fuse, dict(os.environ), os.getcwd())
    )
    process.start()
    return process


def _is_own(shot: Shot) -> bool:
    """Whether the child shoots itself, where a parent would come too late."""
    return _HAS_TIMER and shot.after is Stage.WRITING


def ended(process: BaseProcess, board: Path) -> Death:
    """How a child ended; waits for that."""
    process.join(_PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()
        raise AssertionError("a child did not end")
    found = Board(board)
    stage, count, moments = found.read()
    found.close()
    killed = bool(process.exitcode)
    process.close()
    return Death(killed, stage, count, moments)


def _shoot(process: BaseProcess, board: Path, shot: Shot) -> None:
    watched = Board(board)
    while watched.read()[0] < shot.after and process.is_alive():
        time.sleep(_POLL)
    due = watched.read()[2][shot.after] + shot.seconds
    while (left := due - time.monotonic()) > 0 and process.is_alive():
        time.sleep(min(left, 0.05))
    watched.close()
    process.kill()


def _child(
    work: Callable[..., None],
    arguments: tuple[object, ...],
    board: Path,
    failed: Path,
    fuse: float | None,
    environment: dict[str, str],
    folder: str,
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    report = Report(board, fuse)
    _listen(report)
    try:
        work(report, *arguments)
    except BaseException:
        failed.write_text(traceback.format_exc(), encoding="utf-8")
        raise SystemExit(1) from None


def _listen(report: Report) -> None:
    """Let the report see every statement and every file this process opens from now on."""
    from playhouse.sqlcipher_ext import SqlCipherDatabase
    from sqlcipher3 import dbapi2 as driver

    connect, connect_plainly = SqlCipherDatabase._connect, driver.connect

    def connected(database: Any) -> Any:
        connection = connect(database)
        connection.set_trace_callback(report.saw_statement)
        return connection

    def connected_plainly(path: Any, *arguments: Any, **named: Any) -> Any:
        made = connect_plainly(path, *arguments, **named)
        if not str(path).startswith("file:"):
            report.saw_file(os.fsdecode(path))
        return made

    SqlCipherDatabase._connect = connected
    driver.connect = connected_plainly
    sys.addaudithook(report.saw_event)


def _context() -> Any:
    """Children are forked from a server that has loaded the program already; elsewhere each starts anew."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.preloaded", "tests.faults.operations"])
    return context


_CONTEXT = _context()
