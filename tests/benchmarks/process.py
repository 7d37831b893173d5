"""Running another program and measuring its time and memory, children included."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.02
"""Seconds between two looks at the memory in use."""


@dataclass(frozen=True)
class Run:
    """A finished program: wall seconds, largest resident memory of its whole tree in MB, what it printed, and seconds of
    processor time of the whole tree (None where the system does not tell): on a busy machine the better measure."""

    seconds: float
    peak_megabytes: float | None
    output: str
    processor_seconds: float | None = None


def run_measured(
    command: Sequence[str], environment: Mapping[str, str] | None = None, *, memory: bool = True
) -> Run:
    """Run ``command`` to its end; a failure raises CalledProcessError with what it printed.

    Memory is the largest sum of resident pages over the processes of the tree, so shared pages count once per
    process: an upper bound. None where the system does not tell (anything but Linux), and without ``memory``:
    looking at it takes time on a small machine.
    """
    if hasattr(os, "sync"):
        os.sync()  # what the program before this one wrote shall not be paid for by this one
    before = _processor_seconds()
    started = time.perf_counter()
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=_compiled(environment),
    ) as process:
        watch = _MemoryWatch(process.pid) if memory else None
        output, _ = process.communicate()
        seconds = time.perf_counter() - started
        peak = watch.stop() if watch is not None else None
    if process.returncode:
        sys.stderr.write(output)
        raise subprocess.CalledProcessError(process.returncode, command, output)
    after = _processor_seconds()
    return Run(seconds, peak, output, None if before is None or after is None else after - before)


def _processor_seconds() -> float | None:
    """What the children that have ended used, and theirs that they waited for."""
    if sys.platform == "win32":
        return None
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds_to_line(command: Sequence[str], line: str, environment: Mapping[str, str] | None = None) -> float:
    """Seconds from starting ``command`` until it prints ``line``; it has to end by itself afterwards."""
    started = time.perf_counter()
    others = []
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=_compiled(environment),
    ) as process:
        assert process.stdout is not None
        for printed in process.stdout:
            if printed.strip() == line:
                seconds = time.perf_counter() - started
                process.stdout.read()
                return seconds
            others.append(printed)
    sys.stderr.writelines(others)
    raise subprocess.CalledProcessError(process.returncode, command, f"{line!r} was never printed")


def _compiled(environment: Mapping[str, str] | None) -> dict[str, str]:
    """The environment with Python's own habit of keeping compiled modules, as anybody runs a program; a measuring
    machine may have it switched off."""
    kept = os.environ if environment is None else environment
    return {name: value for name, value in kept.items() if name != "PYTHONDONTWRITEBYTECODE"}


class _MemoryWatch:
    """A thread that looks at the memory of a process and its descendants until it is stopped."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        if sys.platform.startswith("linux"):
            self._thread.start()

    def stop(self) -> float | None:
        self._done.set()
        if not sys.platform.startswith("linux"):
            return None
        self._thread.join()
        return self._peak / 1e6

    def _watch(self) -> None:
        while not self._done.wait(EVERY):
            self._peak = max(self._peak, sum(_resident(pid) for pid in _tree(self._pid)))


def _tree(pid: int) -> list[int]:
    found = [pid]
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += _tree(int(child))
    except OSError:
        pass  # it ended while we looked
    return found


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
