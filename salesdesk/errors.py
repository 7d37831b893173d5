"""Every failure a person is told about in words. Anything else is our bug and ends in the crash hook."""

from __future__ import annotations


class SalesDeskError(Exception):
    """The world's fault, said in one clear sentence.

    ``title`` is a few words for a heading; ``message`` is the whole sentence: what happened, to which file
    or row, and what to do. ``str(error)`` is the message.
    """

    def __init__(self, title: str, message: str) -> None:
        super().__init__(message)
        self.title = title
        self.message = message


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


class Cancelled(SalesDeskError):
    """The person cancelled; nothing was written."""

    def __init__(self, message: str = "Cancelled. Nothing was changed.") -> None:
        super().__init__("Cancelled", message)


class StoreError(SalesDeskError):
    """The database refused; the subclass says why."""


class StoreTooNew(StoreError):
    """The file was written by a newer SalesDesk."""


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


class WrongKey(StoreError):
    """The password is missing or does not open the file."""
