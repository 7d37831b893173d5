"""What happens with an exception nobody expected: it is shown, and the program lives on."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

import salesdesk
from salesdesk.errors import SalesDeskError
from salesdesk.services.world_faults import world_fault
from salesdesk.ui.messages import Messages

_log = logging.getLogger(__name__)


class CrashHook(QObject):
    """Takes over ``sys.excepthook`` and that of threads between ``install`` and ``uninstall``.

    A SalesDeskError becomes its sentence in the message bar; anything else is logged. An error of the system gets its
    sentence there as well, everything else is ours and shown in a dialog, one at a time, so that an error in painting cannot bury the person in windows.
    """

    _arrived = Signal(object)

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._window: QWidget | None = None
        self._dialog_open = False
        self._previous = sys.excepthook
        self._previous_thread = threading.excepthook
        self._arrived.connect(self._show)

    def set_window(self, window: QWidget | None) -> None:
        """The window the dialog belongs to."""
        self._window = window

    def install(self) -> None:
        """Start catching."""
        self._previous, self._previous_thread = sys.excepthook, threading.excepthook
        sys.excepthook = self.handle
        threading.excepthook = self._handle_thread

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._previous, self._previous_thread

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Show one exception; may be called in any thread."""
        if not isinstance(error, Exception):
            self._previous(kind, error, trace)
            return
        if not isinstance(error, SalesDeskError):
            _log.error("Unexpected error", exc_info=(kind, error, trace))
        self._arrived.emit(world_fault(error) or error)

    def _handle_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.handle(args.exc_type, args.exc_value, args.exc_traceback)

    def _show(self, error: object) -> None:
        if isinstance(error, SalesDeskError):
            self._messages.error(error)
        elif isinstance(error, Exception) and not self._dialog_open:
            from salesdesk.ui.dialogs.crash import CrashDialog  # never needed, if all is well

            self._dialog_open = True
            dialog = CrashDialog(self._window, describe(error))
            dialog.finished.connect(self._dialog_closed)
            dialog.open()

    def _dialog_closed(self) -> None:
        self._dialog_open = False


def describe(error: Exception) -> str:
    """Versions and the traceback, as one text to copy."""
    import platform

    versions = (
        f"SalesDesk {salesdesk.__version__} · Python {platform.python_version()} · "
        f"PySide6 {pyside_version} · {platform.platform()}"
    )
    return versions + "\n\n" + "".join(traceback.format_exception(error))
