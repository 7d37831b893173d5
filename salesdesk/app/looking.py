"""A backup in a window of its own, beside the one of the open file: to look, not to change anything."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from salesdesk.app.wiring import connected
from salesdesk.errors import SalesDeskError, WrongKey
from salesdesk.services.services import build_services
from salesdesk.store.store import Store
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.theme import Theme
from salesdesk.ui.window.main_window import MainWindow
from salesdesk.ui.window.navigator import LookRequest
from salesdesk.ui.window.workspace import Workspace
from salesdesk.ui.wording import worded

if TYPE_CHECKING:
    from salesdesk.ui.dialogs.password import PasswordDialog


class Looking(QObject):
    """At most one backup at a time; another one takes its place. ``other_file`` gets a file somebody opens from there:
    it belongs into the window of the open file."""

    def __init__(
        self,
        theme: Theme,
        preferences: Preferences,
        other_file: Callable[[object], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._preferences, self._other_file = theme, preferences, other_file
        self._stack = ExitStack()
        self.window: MainWindow | None = None

    def open(self, request: LookRequest, password: str = "") -> None:
        """Show a backup. Raises StoreError when it cannot be opened; what is looked at then stays."""
        with ExitStack() as steps:
            store = Store(request.copy, password=password, read_only=True)
            steps.callback(store.close)
            services = build_services(store)
            steps.callback(services.close)
            context = connected(store, services, self._theme, self._preferences, steps)
            workspace = Workspace(context, backup=request.sentence)
            window = workspace.window
            window.band.back_requested.connect(window.close)
            window.closing.connect(self._leave)
            workspace.file_requested.connect(self._other_file)
            steps.callback(workspace.telling.stop)
            steps.callback(window.deleteLater)
            steps.callback(window.hide)
            self.close()
            self._stack = steps.pop_all()
        self.window = window
        window.show()

    def _ask_password(self, over: MainWindow | None, request: LookRequest) -> None:
        """Ask for the password the backup was made with until it opens or the person gives up."""
        from salesdesk.ui.dialogs.password import PasswordDialog

        def attempt(asking: PasswordDialog) -> None:
            try:
                self.open(request, asking.password())
            except SalesDeskError as error:
                asking.show_error(worded(error))
                return
            asking.accept()

        dialog = PasswordDialog(over, request.copy)
        dialog.entered.connect(attempt)
        dialog.open()

    def look(self, over: MainWindow | None, request: LookRequest, password: str) -> None:
        """Show a backup with the password of the open file, or ask for the one it had then. Raises StoreError."""
        for key in dict.fromkeys((password, "")):
            try:
                self.open(request, key)
            except WrongKey:
                continue
            return
        self._ask_password(over, request)

    def _leave(self) -> None:
        QTimer.singleShot(0, self, self.close)  # the window is still in its own event

    def close(self) -> None:
        """Close the backup and its window."""
        self.window = None
        self._stack.close()
