"""Bounds on what a reading child may use, whatever the file it reads makes the readers do."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

GIGABYTE = 1 << 30
BIG_FILE = 24 << 20  # bytes of a file from which on the bound grows with it
OUT_OF_MEMORY = 77
"""Exit code of a child that ended itself because it outgrew its bound."""


def memory_bound(file_size: int) -> int:
    """Bytes beyond the child's own that reading a file of ``file_size`` bytes may take: 1 GB, and 12 times the
    file for a really large one (a million rows in 100 MB need about 1.5 GB in calamine)."""
    return GIGABYTE + 12 * max(0, file_size - BIG_FILE)


def limit_memory(extra: int) -> None:
    """Bound this process to ``extra`` bytes beyond what it uses now; once per process.

    Linux enforces it on every allocation; elsewhere a thread watches and ends the process.
    """
    if sys.platform.startswith("linux"):
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        soft = pages * os.sysconf("SC_PAGE_SIZE") + extra
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        if hard != resource.RLIM_INFINITY:
            soft = min(soft, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        return
    used = _windows_use if sys.platform == "win32" else _unix_peak
    threading.Thread(target=_watch, args=(used, used() + extra), daemon=True).start()


def _watch(used: Callable[[], int], bound: int) -> None:
    pause = threading.Event()
    while used() < bound:
        pause.wait(0.1)
    os._exit(OUT_OF_MEMORY)


def _unix_peak() -> int:
    import resource

    peak: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of the Windows API."""

    _fields_ = (
        ("cb", ctypes.c_uint32),
        ("PageFaultCount", ctypes.c_uint32),
        ("PeakWorkingSetSize", ctypes.c_size_t),
        ("WorkingSetSize", ctypes.c_size_t),
        ("QuotaPeakPagedPoolUsage", ctypes.c_size_t),
        ("QuotaPagedPoolUsage", ctypes.c_size_t),
        ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t),
        ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
        ("PagefileUsage", ctypes.c_size_t),
        ("PeakPagefileUsage", ctypes.c_size_t),
    )


def _windows_use() -> int:
    if sys.platform != "win32":
        return 0
    counters = _Counters()
    counters.cb = ctypes.sizeof(counters)
    kernel = ctypes.windll.kernel32
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.GetCurrentProcess())
    kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.cb)
    return int(counters.PagefileUsage)
