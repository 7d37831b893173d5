"""One open file with its window. Each step of opening registers how to take it back."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from salesdesk.errors import SalesDeskError, WrongKey
from salesdesk.recent_files import remember
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from salesdesk.ui.change_notifier import ChangeNotifier
from salesdesk.ui.command_stack import CommandStack
from salesdesk.ui.context import Context
from salesdesk.ui.crash import CrashHook
from salesdesk.ui.main_window import MainWindow
from salesdesk.ui.messages import Message, Messages
from salesdesk.ui.navigator import Navigator
from salesdesk.ui.other_writers import OtherWriters
from salesdesk.ui.preferences import CURRENCY, OWNER_NAME, Preferences
from salesdesk.ui.task_runner import TaskRunner
from salesdesk.ui.theme import Theme
from salesdesk.ui.workspace import Workspace

if TYPE_CHECKING:
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
        self.window: MainWindow | None = None

    def open(self, path: Path, password: str = "") -> None:
        """Open ``path`` (made when it does not exist) in a window. Raises StoreError when it cannot be opened;
        the file open before then stays open."""
        with ExitStack() as steps:
            store = Store(path, password=password, actor=self._preferences.get(OWNER_NAME) or "You")
            steps.callback(store.close)
            set_up(store, currency=self._preferences.get(CURRENCY))
            services = build_services(store)
            steps.callback(_back_up_on_close, services)
            # only now, when nothing can be refused any more; what is shared (the crash hook) belongs to one window
            self._stack.close()
            window = self._build(store, services, steps)
            self._stack = steps.pop_all()
        self.window = window
        remember(path)
        window.show()
        if store.database.warnings:
            window.message_bar.show_message(Message("\n\n".join(store.database.warnings), "bad"))

    def _build(self, store: Store, services: Services, steps: ExitStack) -> MainWindow:
        notifier = ChangeNotifier()
        steps.callback(store.feed.listen(notifier.notify))
        tasks = TaskRunner(at_end=store.database.close_thread)
        steps.callback(tasks.close)
        others = OtherWriters(store, tasks)
        steps.callback(others.deleteLater)
        steps.callback(others.close)
        messages = Messages()
        commands = CommandStack(services.commands, tasks, messages)
        messages.set_undo(commands.undo)
        crash = CrashHook(messages)
        crash.install()
        steps.callback(crash.uninstall)
        context = Context(
            services, store, notifier, tasks, commands, self._theme, messages, Navigator(), self._preferences
        )
        workspace = Workspace(context)
        window = workspace.window
        crash.set_window(window)
        workspace.file_requested.connect(self._open_other)
        steps.callback(window.deleteLater)
        steps.callback(window.hide)
        timer = QTimer(window)
        timer.setSingleShot(True)
        timer.timeout.connect(workspace.file.back_up)
        timer.start(BACKUP_AFTER_MS)
        return window

    def ask_password(self, path: Path) -> None:
        """Ask for the password of ``path`` until it opens or the person gives up."""
        from salesdesk.ui.dialogs.password import PasswordDialog

        dialog = PasswordDialog(self.window, path)
        dialog.entered.connect(self._try_password)
        dialog.rejected.connect(self._give_up)
        dialog.open()

    def _try_password(self, dialog: PasswordDialog) -> None:
        try:
            self.open(dialog.path, dialog.password())
        except SalesDeskError as error:
            dialog.show_error(error.message)
            return
        dialog.accept()

    def _give_up(self) -> None:
        if self.window is None:
            self._application.exit(1)

    def _open_other(self, path: object) -> None:
        if not isinstance(path, Path):
            return
        try:
            self.open(path)
        except WrongKey:
            self.ask_password(path)
        except SalesDeskError as error:
            if self.window is not None:
                self.window.message_bar.show_message(Message(error.message, "bad"))

    def close(self) -> None:
        """Close the file and everything that belongs to it, in reverse order of opening."""
        self.window = None
        self._stack.close()


def _back_up_on_close(services: Services) -> None:
    """The dated copy of a changed file; closing must not fail because a disk is full."""
    try:
        services.backups.make_after_changes()
    except SalesDeskError:
        _LOGGER.warning("The backup on closing could not be made")
