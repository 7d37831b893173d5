"""Which locks this process holds on a database: what tells other programs that it is in use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_ASKING = """
import sys
from sqlcipher3 import dbapi2
connection = dbapi2.connect(sys.argv[1], timeout=0)
try:
    print(connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0])
except dbapi2.OperationalError:
    print("busy")
"""


def held(path: Path) -> set[str]:
    """Those of ``path`` and its shared memory on which this process holds a lock: {"", "-shm"} while a connection
    stands that has read.

    Where the system does not list its locks, another process tries to take the file for itself.
    """
    if not sys.platform.startswith("linux"):
        asked = subprocess.run(
            [sys.executable, "-c", _ASKING, str(path)], capture_output=True, text=True, check=True
        )
        return set() if asked.stdout.strip() == "delete" else {"", "-shm"}
    with open("/proc/locks", encoding="ascii") as table:
        lines = [line.split() for line in table]
    # number: kind mode access pid device:inode first last; a waiting one has an arrow before its kind
    mine = {words[5] for words in lines if words[4] == str(os.getpid())}
    found = set()
    for ending in ("", "-shm"):
        side = path.with_name(path.name + ending)
        if side.exists():
            state = side.stat()
            device = f"{os.major(state.st_dev):02x}:{os.minor(state.st_dev):02x}:{state.st_ino}"
            if device in mine:
                found.add(ending)
    return found


BOTH = {"", "-shm"}
