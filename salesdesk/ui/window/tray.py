"""The window put away into the tray of the desktop, where it goes on to remind, instead of being closed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget

from salesdesk.ui.preferences import KEEP_IN_TRAY, Preferences
from salesdesk.ui.theme import Theme
from salesdesk.ui.window.front import bring_to_front


class Tray(QObject):
    """The icon is there while the window is away, and for messages. Where the person does not want it, where the desktop
    has no tray, and when it ends the session, closing the window closes it."""

    def __init__(self, window: QWidget, theme: Theme, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._preferences = window, preferences
        self._leaving = False
        self.icon = QSystemTrayIcon(theme.icon("briefcase-business", "accent", 22), self)
        self.icon.setToolTip("SalesDesk")
        self._menu = QMenu(window)
        self._menu.addAction(self.tr("Open SalesDesk"), self.come_back)
        self._menu.addAction(self.tr("Quit"), self.quit)
        self.icon.setContextMenu(self._menu)
        self.icon.activated.connect(self._on_activated)
        window.installEventFilter(self)

    @staticmethod
    def is_available() -> bool:
        """Whether this desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Close and self._stays():
            event.ignore()
            self._put_away()
            return True
        return super().eventFilter(watched, event)

    def _stays(self) -> bool:
        application = QGuiApplication.instance()
        ends = isinstance(application, QGuiApplication) and application.isSavingSession()
        return not self._leaving and not ends and self._preferences.get(KEEP_IN_TRAY) and self.is_available()

    def _put_away(self) -> None:
        self.icon.show()
        QApplication.setQuitOnLastWindowClosed(False)  # a small window that closes meanwhile is not the last
        self._window.hide()

    def come_back(self) -> None:
        """Show the window again."""
        self.icon.hide()
        QApplication.setQuitOnLastWindowClosed(True)
        bring_to_front(self._window)

    def quit(self) -> None:
        """Close the window for good, unless something in it is unsaved and the person stays."""
        self._leaving = True
        self.come_back()
        if self._window.close():
            QTimer.singleShot(0, QCoreApplication.quit)
        self._leaving = False

    def _on_activated(self, why: QSystemTrayIcon.ActivationReason) -> None:
        if why == QSystemTrayIcon.ActivationReason.Trigger:
            self.come_back()
