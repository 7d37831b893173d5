"""Closing puts the window away into the tray where that is wanted, and closes it everywhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.ui.preferences import KEEP_IN_TRAY, Preferences
from salesdesk.ui.theme import Theme
from salesdesk.ui.window.tray import Tray

pytestmark = pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface", extend=True)
"""What Qt says of an icon where there is no screen."""


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "window.ini")


def has_tray(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desktop of this test has a tray; the one without a screen has none."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))


def test_it_is_off_until_it_is_asked_for(
    window: QWidget, theme: Theme, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_tray(monkeypatch)
    tray = Tray(window, theme, preferences)
    assert window.close()
    assert not window.isVisible()
    assert not tray.icon.isVisible()


def test_the_window_is_put_away_and_comes_back(
    window: QWidget, theme: Theme, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_tray(monkeypatch)
    preferences.set(KEEP_IN_TRAY, True)
    tray = Tray(window, theme, preferences)
    assert not window.close()
    assert not window.isVisible()
    assert not QApplication.quitOnLastWindowClosed()
    tray.come_back()
    assert window.isVisible()
    assert QApplication.quitOnLastWindowClosed()
    assert not tray.icon.isVisible()


def test_where_there_is_no_tray_closing_closes(
    window: QWidget, theme: Theme, preferences: Preferences
) -> None:
    preferences.set(KEEP_IN_TRAY, True)
    if QSystemTrayIcon.isSystemTrayAvailable():
        pytest.skip("this desktop has a tray")
    Tray(window, theme, preferences)
    assert window.close()


def test_quitting_from_the_tray_closes_for_good(
    qtbot: QtBot, window: QWidget, theme: Theme, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_tray(monkeypatch)
    preferences.set(KEEP_IN_TRAY, True)
    ended: list[bool] = []
    monkeypatch.setattr("salesdesk.ui.window.tray.QCoreApplication.quit", lambda: ended.append(True))
    tray = Tray(window, theme, preferences)
    window.close()
    tray.quit()
    qtbot.waitUntil(lambda: ended == [True])
    assert not window.isVisible()
