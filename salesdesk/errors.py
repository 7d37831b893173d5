"""Every failure a person is told about. Anything else is our bug and ends in the crash hook."""

from __future__ import annotations

from salesdesk.phrases import Phrase, Value


class SalesDeskError(Exception):
    """The world's fault, as one phrase: a code and values, which ``salesdesk.wording`` puts into one clear sentence that
    says what happened, to which file or row, and what to do, with a few words for a heading.

    ``str(error)`` is for logs.
    """

    def __init__(self, code: str | Phrase, /, **values: Value) -> None:
        self.phrase = Phrase(code, values) if isinstance(code, str) else code
        super().__init__(str(self.phrase))


class InputError(SalesDeskError):
    """A typed value was refused; ``field`` names the field the message belongs beside."""

    def __init__(self, code: str | Phrase, /, *, field: str = "", **values: Value) -> None:
        super().__init__(code, **values)
        self.field = field


class DomainError(SalesDeskError):
    """A business rule refused the request."""


class ConflictError(SalesDeskError):
    """Somebody else changed the record in between."""


class FileProblem(SalesDeskError):
    """A data file could not be read or written; ``path`` is the file as the person named it."""

    def __init__(self, code: str | Phrase, /, *, path: str = "", **values: Value) -> None:
        super().__init__(code, **values)
        self.path = path


class WrongEnding(FileProblem):
    """A file was named with an ending that does not belong to what would be written: wrong usage."""


class NoPlaceForBackups(FileProblem):
    """The folder for backups cannot be used; another one must be chosen."""


class Cancelled(SalesDeskError):
    """The person cancelled; nothing was written."""

    def __init__(self, code: str | Phrase = "work.cancelled", /, **values: Value) -> None:
        super().__init__(code, **values)


class NotInAFile(DomainError):
    """The data lies on a server, and only a file can do that."""


class StoreError(SalesDeskError):
    """The database refused; the subclass says why."""


class StoreTooNew(StoreError):
    """The file was written by a newer SalesDesk."""


class StoreTooOld(StoreError):
    """The database of a server was made by an older SalesDesk, and whoever opens it may not bring it up to date."""


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
