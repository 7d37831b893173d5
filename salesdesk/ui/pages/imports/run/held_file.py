"""An opened data file between two threads: used in the worker, let go from anywhere, closed exactly once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from salesdesk.errors import Cancelled
from salesdesk.services.imports import ImportFile

T = TypeVar("T")


class HeldFile:
    """Holds the file one import works on.

    ``open`` and ``use`` run in the worker; ``let_go`` may be called in any thread at any time and never waits: a file
    in use is closed by the work that uses it, as soon as that ends.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._file: ImportFile | None = None
        self._users = 0
        self._gone = False

    def open(self, opener: Callable[[], ImportFile]) -> ImportFile:
        """Open the file with ``opener`` and keep it. Raises what the opener raises, and Cancelled when it was let go
        meanwhile."""
        file = opener()
        with self._lock:
            if not self._gone:
                self._file = file
                return file
        file.close()
        raise Cancelled

    def use(self, function: Callable[[ImportFile], T]) -> T:
        """Run ``function`` with the file. Raises Cancelled once it was let go."""
        with self._lock:
            if self._gone or self._file is None:
                raise Cancelled
            file = self._file
            self._users += 1
        try:
            return function(file)
        finally:
            with self._lock:
                self._users -= 1
                last = self._gone and not self._users
            if last:
                file.close()

    def let_go(self) -> None:
        """Close the file, at once or when the work that uses it ends."""
        with self._lock:
            if self._gone:
                return
            self._gone = True
            file = None if self._users else self._file
        if file is not None:
            file.close()
