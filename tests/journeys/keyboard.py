"""A person at the keyboard of the whole window: what is pressed goes where the system would send it."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import Office, until


class Keyboard:
    """Presses keys and types words. ``presses`` counts the keys; the words typed are not among them."""

    def __init__(self, window: MainWindow, office: Office) -> None:
        self._window, self._office = window, office
        self.presses = 0

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as they are called in the program ("Ctrl+K", "Return")."""
        for key in keys:
            combination = QKeySequence(key)[0]
            QTest.keyClick(self.target(), combination.key(), combination.keyboardModifiers())
            self.presses += 1
            self.rest()

    def type(self, words: str) -> None:
        """Type words where the focus is."""
        for letter in words:
            QTest.keyClick(self.target(), letter)
        self.rest()

    def tab_to(self, *names: str) -> None:
        """Press Tab until a field with one of these names has the focus; each press counts."""
        passed: list[str] = []
        for _ in range(40):
            focused = self.target()
            if focused.accessibleName() in names:
                return
            passed.append(f"{type(focused).__name__} {focused.accessibleName()!r}")
            self.press("Tab")
        raise AssertionError(f"{names} is not among {passed}")

    @property
    def page(self) -> str:
        """The page that is shown."""
        return self._window.current_key

    def target(self) -> QWidget:
        """What gets the next key: an open menu, else what has the focus."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        if QApplication.activeWindow() is None:
            self._window.activateWindow()
            until(lambda: QApplication.activeWindow() is not None)
        until(lambda: QApplication.focusWidget() is not None)
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def rest(self) -> None:
        """Wait until what a key set off is done: its windows are open, and what they read is there."""
        for _ in range(2):
            QTest.qWait(10)
            until(lambda: not self._office.context.tasks.is_busy)
