"""How long work says how far it is and hears that it should stop."""

from __future__ import annotations

from typing import Protocol


class Work(Protocol):
    """What a service, a reader or a writer is given when its work grows with a file or a table."""

    def report(self, done: int, total: int | None, what: str) -> None:
        """``done`` of ``total`` (None while unknown) units of ``what``, a code such as "rows" or "bytes"."""

    def check(self) -> None:
        """Raise ``errors.Cancelled`` when the person asked to stop."""


class Unwatched:
    """Work that nobody watches."""

    def report(self, done: int, total: int | None, what: str) -> None:
        """Nobody is told."""

    def check(self) -> None:
        """Nobody asks it to stop."""


UNWATCHED = Unwatched()
