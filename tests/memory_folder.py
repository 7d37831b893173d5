"""Where the files of a run lie: in memory, where there is room."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM = 2 << 30  # bytes free there, a multiple of what a run takes at any time


def memory_folder() -> str | None:
    """A folder in memory where there is one, else None, for the usual one. What a test needs is made in a moment, written
    with care for a loss of power, and removed: a disk takes five times as long for that."""
    if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK | os.X_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
        return str(_MEMORY)
    return None
