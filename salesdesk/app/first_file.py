"""The way to a window when the file to begin with cannot be opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from salesdesk.app.desktop import Desktop
from salesdesk.app.restoring import Restoring
from salesdesk.domain.backups import Snapshot, newest_first
from salesdesk.errors import SalesDeskError, WrongKey
from salesdesk.recent_files import backups_of
from salesdesk.services.backups import Restored, default_folder, snapshots
from salesdesk.ui.dialogs.cannot_open import CannotOpenDialog
from salesdesk.ui.dialogs.password import PasswordDialog
from salesdesk.ui.messages import Message
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.theme import Theme
from salesdesk.ui.window.navigator import RestoreRequest
from salesdesk.ui.wording import worded

_UNSEEN = ("offscreen", "minimal", "minimalegl")
"""Platforms of Qt on which nobody could answer a question."""


class FirstFile(QObject):
    """Offers a backup of the file that does not open, or another file, until one is open. Giving up ends the program
    with exit code 1."""

    def __init__(
        self, application: QApplication, desktop: Desktop, theme: Theme, preferences: Preferences
    ) -> None:
        super().__init__(desktop)
        self.theme, self.preferences = theme, preferences
        self._application, self._desktop = application, desktop
        self._path: Path | None = None
        self._restoring: Restoring | None = None
        self.dialog = CannotOpenDialog(self)
        self.dialog.file_chosen.connect(self.open)
        self.dialog.backup_chosen.connect(self.restore)
        self.dialog.rejected.connect(self._give_up)

    def ask(self, sentence: str, path: Path | None) -> None:
        """Say why ``path`` does not open, and what can be done. None: what was named is no file."""
        self._say(sentence, path)
        self.dialog.open()

    def open(self, path: Path, password: str = "", said: str = "") -> None:
        """Open a file; where that fails, the dialog says why. ``said`` is shown in the window."""
        try:
            self._desktop.open(path, password)
        except WrongKey:
            self._ask_password(path, said)
        except SalesDeskError as error:
            self._say(worded(error), path)
        else:
            self._finish(said)

    def restore(self, copy: Snapshot, password: str = "") -> None:
        """Put a backup in the place of the file and open it."""
        path = self._path
        assert path is not None
        chosen = backups_of(path)
        folder = default_folder(path) if copy.beside or chosen is None else chosen
        save_in = chosen if chosen is not None and chosen.is_dir() else default_folder(path)
        request = RestoreRequest(folder / f"{copy.name}{path.suffix}", save_in)

        def done(restored: Restored) -> None:
            saved = f" What was in it before is saved as “{restored.saved.name}”." if restored.saved else ""
            self._end_restoring()
            self.open(path, password, f"{path.name} was restored from {request.copy.name}.{saved}")

        def failed(error: Exception) -> None:
            self._end_restoring()
            if isinstance(error, WrongKey) and not password:
                self._ask_copy_password(copy, request.copy)
            elif isinstance(error, SalesDeskError):
                self._say(worded(error), path)
            else:
                raise error

        self.dialog.setEnabled(False)
        self._restoring = Restoring(path, password, request, done, failed, self)
        self._restoring.start()

    def close(self) -> None:
        """Wait for a restore that is under way."""
        restoring, self._restoring = self._restoring, None
        if restoring is not None:
            restoring.close()

    def _say(self, sentence: str, path: Path | None) -> None:
        self._path = path
        self.dialog.say(sentence, path, [] if path is None else copies_of(path))

    def _end_restoring(self) -> None:
        self._restoring = None  # it ends itself
        self.dialog.setEnabled(True)

    def _ask_password(self, path: Path, said: str) -> None:
        def attempt(asking: PasswordDialog) -> None:
            try:
                self._desktop.open(path, asking.password())
            except SalesDeskError as error:
                asking.show_error(worded(error))
            else:
                asking.accept()
                self._finish(said)

        asking = PasswordDialog(self.dialog, path)
        asking.entered.connect(attempt)
        asking.open()

    def _ask_copy_password(self, copy: Snapshot, path: Path) -> None:
        def attempt(asking: PasswordDialog) -> None:
            password = asking.password()
            asking.accept()
            self.restore(copy, password)

        asking = PasswordDialog(self.dialog, path)
        asking.entered.connect(attempt)
        asking.open()

    def _finish(self, said: str) -> None:
        self.dialog.accept()
        window = self._desktop.window
        if said and window is not None:
            window.message_bar.show_message(Message(said))

    def _give_up(self) -> None:
        if self._desktop.window is None:
            self._application.exit(1)


def copies_of(path: Path) -> list[Snapshot]:
    """The backups of a file that cannot be asked, newest first: in the folder chosen for them and beside the file."""
    beside, chosen = snapshots(default_folder(path), path), backups_of(path)
    if chosen is None:
        return beside
    return newest_first([*snapshots(chosen, path), *(replace(one, beside=True) for one in beside)])


def somebody_can_answer(application: QApplication) -> bool:
    """Whether there is a display to show a question on."""
    return application.platformName() not in _UNSEEN
