"""The window on a database of a server."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.app.desktop import Desktop
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.theme import Theme


def test_the_window_shows_what_a_server_holds(
    server_database: ServerAddress, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    desktop = Desktop(qapp, Theme(), Preferences(tmp_path / "window.ini"))
    try:
        desktop.open(server_database)
        assert desktop.window is not None
        desktop.window.show_page("settings")
        backup = desktop.window.status.backup
        qtbot.waitUntil(lambda: backup.text() == "Kept on a server", timeout=5000)
    finally:
        desktop.close()
