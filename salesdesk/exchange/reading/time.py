"""How long a reading child may be silent: its own time on the processor counts, not the clock of a busy machine."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable
from enum import StrEnum

STILL = 15
"""How many times its patience in seconds of the clock a child may stand still that uses no processor at all."""
LONGEST = 90
"""The same for a child that uses a little now and then and says nothing."""
CROWDED = 2.5
"""From how many seconds of the clock for each of its own on a child shares its processor with others; then its own
seconds are longer too."""
_MOVED = 0.05  # seconds of processor time from which on a child has moved


class Over(StrEnum):
    """Why a child has been silent for too long."""

    WORKED = "worked"
    """It used up what anything sound takes."""
    CROWDED = "crowded"
    """It did so while others wanted the processor: it may be given more."""
    WAITED = "waited"
    """It did not come to work at all, which is no fault of its file."""


class Silence:
    """Measures the silence of one child. ``used`` gives the processor time it has used, in seconds, or None where the
    system does not tell; then only the clock is left, and it gets the long bounds."""

    def __init__(self, used: Callable[[], float | None], patience: float) -> None:
        self._used = used
        self.patience = patience
        self._least = patience
        self._begin()

    def _begin(self) -> None:
        self._heard = self._moved = time.monotonic()
        self._at_word = self._at_move = self._used() or 0.0

    def heard(self, patience: float | None = None) -> None:
        """The child gave a sign; the next may take ``patience`` seconds of its time, and never less than usual."""
        self.patience = max(self._least, patience or 0.0)
        self._begin()

    def is_over(self) -> Over | None:
        """Why the child has been silent for longer than anything sound takes, None while it has not."""
        now, used = time.monotonic(), self._used()
        if used is not None:
            worked = used - self._at_word
            if worked > self.patience:
                return Over.CROWDED if now - self._heard > CROWDED * worked else Over.WORKED
            if used - self._at_move > _MOVED:
                self._at_move, self._moved = used, now
        waited = now - self._moved > STILL * self.patience or now - self._heard > LONGEST * self.patience
        return Over.WAITED if waited else None


def used_by(process: int, handle: int = 0) -> float | None:
    """Seconds of processor time the process with this id (on Windows: with this ``handle``) has used; None where the
    system does not tell, or the process is gone."""
    try:
        if sys.platform.startswith("linux"):
            return time.clock_gettime((~process << 3) | 2)  # the clock of another process: CPUCLOCK_SCHED
        if sys.platform == "darwin":
            return _on_macos(process)
        if sys.platform == "win32":
            return _on_windows(handle)
    except (OSError, AttributeError, ValueError):
        return None
    return None


def _on_macos(process: int) -> float | None:
    """proc_pid_rusage: user and system time follow a uuid of 16 bytes, in ticks of the machine's clock."""
    system = ctypes.CDLL("/usr/lib/libSystem.dylib")
    times = (ctypes.c_uint64 * 64)()
    if system.proc_pid_rusage(process, 0, times) != 0:
        return None
    scale = (ctypes.c_uint32 * 2)()
    system.mach_timebase_info(scale)
    return (times[2] + times[3]) * scale[0] / max(1, scale[1]) / 1e9


def _on_windows(handle: int) -> float | None:
    """GetProcessTimes: created, ended, kernel and user time, in steps of 100 nanoseconds."""
    if sys.platform != "win32":
        return None
    times = (ctypes.c_uint64 * 4)()
    places = [ctypes.byref(times, 8 * at) for at in range(4)]
    done = ctypes.windll.kernel32.GetProcessTimes(ctypes.c_void_p(handle), *places)
    return (times[2] + times[3]) / 1e7 if done else None
