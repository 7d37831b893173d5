"""Every failure a person is told about in words. Anything else is our bug and ends in the crash hook."""

from __future__ import annotations

import re
import unicodedata


class SalesDeskError(Exception):
    """The world's fault, said in one clear sentence.

    ``title`` is a few words for a heading; ``message`` is the whole sentence: what happened, to which file
    or row, and what to do. ``str(error)`` is the message.
    """

    def __init__(self, title: str, message: str) -> None:
        message = speakable(message)
        super().__init__(message)
        self.title = title
        self.message = message


_QUOTED = re.compile(r"(?<=[“«])[^“”«»]{101,}(?=[”»])")
_LONG_WORD = re.compile(r"\S{101,}")
_LONGEST = 1_000  # characters of a whole sentence that nobody minds


def speakable(message: str) -> str:
    """One printable line. A sentence may quote what somebody typed or what a file is called, and that may hold line
    breaks, control characters, halves of characters, marks that turn the reading direction, or a whole page."""
    if message.isprintable() and len(message) <= 100:
        return message
    if not message.isprintable():
        message = "".join(map(_shown, message))
    message = _QUOTED.sub(_begun, message)
    return _LONG_WORD.sub(_begun, message) if len(message) > _LONGEST else message


def _begun(match: re.Match[str]) -> str:
    return f"{match[0][:60]}…"


def _shown(char: str) -> str:
    if char.isprintable() or char in "\u200c\u200d":  # those two hold letters and emoji together
        return char
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) == "Cf" else "\ufffd"


class InputError(SalesDeskError):
    """A typed value was refused; ``field`` names the field the message belongs beside."""

    def __init__(self, title: str, message: str, field: str = "") -> None:
        super().__init__(title, message)
        self.field = field


class DomainError(SalesDeskError):
    """A business rule refused the request."""


class ConflictError(SalesDeskError):
    """Somebody else changed the record in between."""


class FileProblem(SalesDeskError):
    """A data file could not be read or written; ``path`` is the file as the person named it."""

    def __init__(self, title: str, message: str, path: str = "") -> None:
        super().__init__(title, message)
        self.path = path


class WrongEnding(FileProblem):
    """A file was named with an ending that does not belong to what would be written: wrong usage."""


class NoPlaceForBackups(FileProblem):
    """The folder for backups cannot be used; another one must be chosen."""


class Cancelled(SalesDeskError):
    """The person cancelled; nothing was written."""

    def __init__(self, message: str = "Cancelled. Nothing was changed.") -> None:
        super().__init__("Cancelled", message)


class NotInAFile(DomainError):
    """The data lies on a server, and only a file can do that."""


class StoreError(SalesDeskError):
    """The database refused; the subclass says why."""


class StoreTooNew(StoreError):
    """The file was written by a newer SalesDesk."""


class StoreTooOld(StoreError):
    """The database of a server was made by an older SalesDesk."""


class StoreDamaged(StoreError):
    """The file is damaged or is no SalesDesk database."""


class StoreBusy(StoreError):
    """Another program holds the write lock."""


class StoreReadOnly(StoreError):
    """The file or its folder cannot be written."""


class DiskFull(StoreError):
    """The disk has no room left."""


class DiskFault(StoreError):
    """The disk or the system failed in another way than by being full."""


class CloudFolder(StoreError):
    """The file lies in a synchronised or network folder, where live databases break."""


class ConnectionLost(StoreError):
    """The server cannot be reached, or not any more."""


class WrongKey(StoreError):
    """The password is missing or does not open the file or the database."""


class EndsEncryption(StoreError):
    """A copy without a password would replace an encrypted file, and nobody said that this is wanted."""
