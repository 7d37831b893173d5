"""Another process that writes to the file: it takes SalesDesk's turn and the write lock, and lets go when told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.time_limit import PATIENCE_MS

PROGRAM = """
import sys
from pathlib import Path
from salesdesk.services.services import build_services
from salesdesk.store.store import Store

store = Store(Path(sys.argv[1]))
contacts = build_services(store).contacts
with store.database.transaction():
    print("writing", flush=True)
    for line in sys.stdin:
        record, key, value = line.rstrip("\\n").split("\\t")
        contacts.edit(int(record), key, value)
        print("wrote", flush=True)
print("done", flush=True)
sys.stdin.close()
store.close()
"""


class OtherProcess:
    """Writes to ``path`` from its start until ``finish`` (which commits) or ``close``."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert self._line() == "writing"

    def write(self, record: int, key: str, value: str) -> None:
        """Change a field of a contact, still within the transaction."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{record}\t{key}\t{value}\n")
        self._process.stdin.flush()
        assert self._line() == "wrote"

    def finish(self) -> None:
        """Commit and let go of the file."""
        if self._process.poll() is None and self._process.stdin is not None:
            self._process.stdin.close()
            assert self._line() == "done"
        self.close()

    def close(self) -> None:
        """End, also when a test failed."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None and not stream.closed and stream is self._process.stdin:
                stream.close()
        self._process.wait(PATIENCE_MS / 1000)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()
