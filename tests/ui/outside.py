"""The other programs of the computer, as far as the window asks them for something: a real handler of addresses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

SCHEMES = ("tel", "mailto", "https", "http")


class Outside(QObject):
    """Takes addresses as the system's programs would; ``taken`` are those it was given, as text."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Called by Qt with an address of one of ``SCHEMES``."""
        self.taken.append(bytes(url.toEncoded().data()).decode("ascii"))


@contextmanager
def outside(*schemes: str) -> Iterator[Outside]:
    """Programs for these addresses, for all of ``SCHEMES`` where none is named, for a while."""
    made, wanted = Outside(), schemes or SCHEMES
    for scheme in wanted:
        QDesktopServices.setUrlHandler(scheme, made, "take")
    try:
        yield made
    finally:
        for scheme in wanted:
            QDesktopServices.unsetUrlHandler(scheme)
