"""Going from page to page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from salesdesk.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class RestoreRequest:
    """Put ``copy`` in the place of the open file; what is in that is saved in the folder ``save_in`` first.
    ``end_encryption``: the copy has no password although the file has one, and that is wanted."""

    copy: Path
    save_in: Path
    end_encryption: bool = False


@dataclass(frozen=True, slots=True)
class PasswordRequest:
    """Give the open file, whose password is ``before``, the password ``after``; "" is none."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LookRequest:
    """Show the backup ``copy`` in a window of its own, where nothing can be changed; ``sentence`` says there what it
    is."""

    copy: Path
    sentence: str


class Navigator(QObject):
    """Pages ask here to open another page; the window listens. Calling it is ``go``."""

    requested = Signal(str, object)
    back_requested = Signal()
    file_requested = Signal(object)
    """The path of another SalesDesk file."""
    restore_requested = Signal(object)
    """A RestoreRequest."""
    password_requested = Signal(object)
    """A PasswordRequest."""
    look_requested = Signal(object)
    """A LookRequest."""

    def go(self, page: str, target: object = None) -> None:
        """Open ``page``; ``target`` is what it should show (a record id, a filter…), handed to ``open_target``."""
        self.requested.emit(page, target)

    __call__ = go

    def open_file(self, path: Path) -> None:
        """Open another SalesDesk file instead of this one."""
        self.file_requested.emit(path)

    def restore(self, request: RestoreRequest) -> None:
        """Close this file, restore it, and open it again."""
        self.restore_requested.emit(request)

    def change_password(self, request: PasswordRequest) -> None:
        """Close this file, give it another password, and open it again."""
        self.password_requested.emit(request)

    def look(self, request: LookRequest) -> None:
        """Open a backup to look, beside this file."""
        self.look_requested.emit(request)

    def back(self) -> None:
        """Return to where the person came from."""
        self.back_requested.emit()
