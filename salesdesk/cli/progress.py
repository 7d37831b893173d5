"""Progress of long work on a terminal."""

from __future__ import annotations

import contextlib
import sys

from salesdesk.phrases import phrase
from salesdesk.wording import TEXTS, worded


class TerminalWork:
    """Shows how far the work is in one line of standard error, when that is a terminal. Ctrl+C stops it."""

    def __init__(self) -> None:
        self._shown = bool(sys.stderr) and sys.stderr.isatty()
        self._width = 0

    def report(self, done: int, total: int | None, what: str) -> None:
        """Show the line."""
        if self._shown:
            counted = _words(what)
            line = f"{counted}: {done:,} of {total:,}" if total else f"{counted} …"
            self._write("\r" + line.ljust(self._width))
            self._width = len(line)

    def check(self) -> None:
        """Nothing to do: Ctrl+C raises by itself."""

    def done(self) -> None:
        """Remove the line."""
        if self._width:
            self._write("\r" + " " * self._width + "\r")
            self._width = 0

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(text)
            sys.stderr.flush()


def _words(what: str) -> str:
    """What is counted; the tables of a database are counted by their own names."""
    return worded(phrase(f"progress.{what}")) if f"progress.{what}" in TEXTS else what.replace("_", " ")
