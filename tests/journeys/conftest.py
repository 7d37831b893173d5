"""The whole window over a file of a working day, and a keyboard before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.ui.window.workspace import Workspace
from tests.journeys.keyboard import Keyboard
from tests.ui.pages.office import Office, open_office
from tests.ui.plain import be_plain


@pytest.fixture
def office(qapp: QApplication, tmp_path: Path) -> Iterator[Office]:
    """A file whose day is Monday, 23 November 2026, 10:00 in UTC."""
    opened = open_office(tmp_path)
    yield opened
    opened.close()
    be_plain(qapp)


@pytest.fixture
def sit_down(qtbot: QtBot, office: Office) -> Callable[[], Keyboard]:
    """Opens the window over what the file holds by then, and takes the keyboard."""

    def open_window() -> Keyboard:
        window = Workspace(office.context).window
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        keyboard = Keyboard(window, office)
        keyboard.rest()
        return keyboard

    return open_window
