"""One open file with its window. Each step of opening registers how to take it back."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from salesdesk.app.looking import Looking
from salesdesk.app.wiring import connected
from salesdesk.errors import SalesDeskError, WrongKey
from salesdesk.recent_files import remember, remember_backups
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.engine.any_engine import file_of
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from salesdesk.ui.crash import CrashHook
from salesdesk.ui.messages import Message
from salesdesk.ui.other_writers import OtherWriters
from salesdesk.ui.preferences import CURRENCY, OWNER_NAME, Preferences
from salesdesk.ui.theme import Theme
from salesdesk.ui.value_texts import typing_customs
from salesdesk.ui.window.main_window import MainWindow
from salesdesk.ui.window.navigator import LookRequest, PasswordRequest, RestoreRequest
from salesdesk.ui.window.workspace import Workspace
from salesdesk.ui.wording import worded

if TYPE_CHECKING:
    from salesdesk.app.restoring import ClosedFileWork
    from salesdesk.services.backups import Restored
    from salesdesk.ui.dialogs.password import PasswordDialog

_LOGGER = logging.getLogger(__name__)

BACKUP_AFTER_MS = 4_000
"""The automatic backup waits until the window stands."""


class Desktop(QObject):
    """Opens files, one at a time. Opening another one closes the window of the one before."""

    def __init__(self, application: QApplication, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        self._application, self._theme, self._preferences = application, theme, preferences
        self._stack = ExitStack()
        self._opened: tuple[Path | ServerAddress, str] | None = None
        self._restoring: ClosedFileWork | None = None
        self.looking = Looking(theme, preferences, self._open_other, self)
        self.window: MainWindow | None = None
        self._asking: PasswordDialog | None = None

    def open(self, place: Path | ServerAddress, password: str = "") -> None:
        """Open a file (made when it does not exist) or a database of a server in a window. Raises StoreError when it cannot be opened;
        the file open before then stays open."""
        with ExitStack() as steps:
            store = Store(place, password=password, actor=self._preferences.get(OWNER_NAME) or "You")
            steps.callback(store.close)
            decimal, order = typing_customs()
            set_up(store, currency=self._preferences.get(CURRENCY), decimal=decimal, date_order=order)
            services = build_services(store)
            steps.callback(services.close)
            steps.callback(self._back_up_on_close, services)
            # only now, when nothing can be refused any more; what is shared (the crash hook) belongs to one window
            self._stack.close()
            window = self._build(store, services, steps)
            self._stack = steps.pop_all()
        self.window, self._opened = window, (place, password)
        if isinstance(place, Path):
            remember(place)
        window.show()
        if store.database.warnings:
            window.message_bar.show_message(Message("\n\n".join(map(worded, store.database.warnings)), "bad"))

    def _build(self, store: Store, services: Services, steps: ExitStack) -> MainWindow:
        context = connected(store, services, self._theme, self._preferences, steps)
        others = OtherWriters(store, context.tasks)
        steps.callback(others.deleteLater)
        steps.callback(others.close)
        crash = CrashHook(context.messages)
        crash.install()
        steps.callback(crash.uninstall)
        workspace = Workspace(context)
        window = workspace.window
        crash.set_window(window)
        workspace.file_requested.connect(self._open_other)
        workspace.file.copy_saved.connect(self._go_on_in_copy)
        steps.callback(workspace.telling.stop)
        workspace.telling.timeout.connect(partial(self._remember_backups, store, services))
        context.navigate.restore_requested.connect(self._restore)
        context.navigate.password_requested.connect(self._change_password)
        context.navigate.look_requested.connect(self._look)
        window.closing.connect(self.looking.close)
        steps.callback(self.looking.close)
        context.notifier.backups_changed.connect(partial(self._remember_backups, store, services))
        steps.callback(window.deleteLater)
        steps.callback(window.hide)
        timer = QTimer(window)
        timer.setSingleShot(True)
        timer.timeout.connect(workspace.file.back_up)
        timer.start(BACKUP_AFTER_MS)
        steps.callback(timer.stop)  # the window may outlive its file by a moment
        return window

    def ask_password(self, place: Path | ServerAddress) -> None:
        """Ask for the password of ``place`` until it opens or the person gives up."""
        from salesdesk.ui.dialogs.password import PasswordDialog

        dialog = PasswordDialog(self.window, place)
        dialog.entered.connect(self._try_password)
        dialog.rejected.connect(self._give_up)
        self._asking = dialog  # before there is a window, nobody else holds it
        dialog.open()

    def _try_password(self, dialog: PasswordDialog) -> None:
        try:
            self.open(dialog.place, dialog.password())
        except SalesDeskError as error:
            dialog.show_error(worded(error))
            return
        dialog.accept()

    def _give_up(self) -> None:
        if self.window is None:
            self._application.exit(1)

    def _open_other(self, path: object) -> None:
        if not isinstance(path, Path):
            return
        if self.window is not None and not self.window.leaving.may(partial(self._open_other, path)):
            return
        self._open_now(path)

    def _open_now(self, path: Path) -> None:
        try:
            self.open(path)
        except WrongKey:
            self.ask_password(path)
        except SalesDeskError as error:
            if self.window is not None:
                self.window.message_bar.show_message(Message(worded(error), "bad"))

    def _go_on_in_copy(self, path: Path) -> None:
        if self.window is not None and not self.window.leaving.may(
            partial(self._go_on_in_copy, path), copy=path.name
        ):
            return
        before = self.window
        self._open_now(path)
        if self.window is not None and self.window is not before:
            self.window.message_bar.show_message(Message(f"Saved and opened {path.name}"))

    def _look(self, request: LookRequest) -> None:
        """Show a backup in a window of its own."""
        assert self._opened is not None
        try:
            self.looking.look(self.window, request, self._opened[1])
        except SalesDeskError as error:
            if self.window is not None:
                self.window.message_bar.show_message(Message(worded(error), "bad"))

    @staticmethod
    def _remember_backups(store: Store, services: Services) -> None:
        """Where the backups lie must be known when the file itself cannot be opened."""
        backups = services.backups
        for file in store.files:
            remember_backups(file, backups.folder if backups.chosen_folder else None)

    def _restore(self, request: RestoreRequest) -> None:
        """Close the file, put a backup in its place, and open it again. When that is refused, the file opens as it
        was."""
        if self.window is not None and not self.window.leaving.may(partial(self._restore, request)):
            return
        assert self._opened is not None
        path, password = file_of(self._opened[0]), self._opened[1]

        def done(restored: Restored) -> None:
            saved = f" What was in it before is saved as “{restored.saved.name}”." if restored.saved else ""
            ended = " It is not encrypted any more." if restored.encryption_ended else ""
            again = ""
            if restored.erasures:
                again = " What was erased since is in the file again: erase it anew if it must not be kept."
            said = Message(f"{path.name} was restored from {request.copy.name}.{saved}{ended}{again}")
            self._open_again(path, "" if restored.encryption_ended else password, said)

        def failed(error: Exception) -> None:
            said = Message(worded(error) if isinstance(error, SalesDeskError) else "", "bad")
            self._open_again(path, password, said)
            self._show_settings()
            if not isinstance(error, SalesDeskError):
                raise error

        from salesdesk.app.restoring import Restoring  # seldom needed

        self._restoring = Restoring(path, password, request, done, failed, self)
        self.window = None
        self._stack.close()
        self._restoring.start()

    def _change_password(self, request: PasswordRequest) -> None:
        """Close the file, write it anew with the other password, and open it again. When that is refused, the file opens
        as it was."""
        if self.window is not None and not self.window.leaving.may(partial(self._change_password, request)):
            return
        assert self._opened is not None
        path = file_of(self._opened[0])

        def done(_nothing: None) -> None:
            now = "is encrypted with its password now" if request.after else "has no password any more"
            self._open_again(path, request.after, Message(f"{path.name} {now}."))
            self._show_settings()

        def failed(error: Exception) -> None:
            said = Message(worded(error) if isinstance(error, SalesDeskError) else "", "bad")
            self._open_again(path, request.before, said)
            self._show_settings()
            if not isinstance(error, SalesDeskError):
                raise error

        from salesdesk.app.restoring import ChangingPassword  # seldom needed

        self._restoring = ChangingPassword(path, request, done, failed, self)
        self.window = None
        self._stack.close()
        self._restoring.start()

    def _show_settings(self) -> None:
        if self.window is not None:
            self.window.show_page("settings")  # where it was asked for

    def _open_again(self, path: Path, password: str, said: Message) -> None:
        self._restoring = None  # it ends itself
        self.open(path, password)
        if self.window is not None and said.text:
            self.window.message_bar.show_message(said)

    def close(self) -> None:
        """Close the file and everything that belongs to it, in reverse order of opening."""
        self.window = None
        restoring, self._restoring = self._restoring, None
        if restoring is not None:
            restoring.close()
        self._stack.close()

    def _back_up_on_close(self, services: Services) -> None:
        """The dated copy of a changed file; closing must not fail because a disk is full. A restore saves the file
        itself, and another copy of today could cost the one that is to be restored its place."""
        if self._restoring is not None:
            return
        try:
            services.backups.make_after_changes()
        except SalesDeskError:
            _LOGGER.warning("The backup on closing could not be made")
