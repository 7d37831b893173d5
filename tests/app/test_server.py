"""The window on a database of a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.app.desktop import Desktop
from salesdesk.errors import WrongKey
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from salesdesk.ui.dialogs.password import PasswordDialog
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.theme import Theme
from tests.app.relay import Relay
from tests.builders import add_company, add_contact
from tests.postgres import Server
from tests.refusals import refusing


def test_the_window_shows_what_a_server_holds(
    server_database: ServerAddress, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    desktop = Desktop(qapp, Theme(), Preferences(tmp_path / "window.ini"))
    try:
        desktop.open(server_database)
        assert desktop.window is not None
        desktop.window.show_page("settings")
        backup = desktop.window.status.backup
        qtbot.waitUntil(lambda: backup.text() == "Kept on a server")
    finally:
        desktop.close()


@pytest.fixture
def relay(server_database: ServerAddress) -> Iterator[Relay]:
    """The way to the server."""
    made = Relay(server_database.host, server_database.port)
    yield made
    made.cut()


@pytest.fixture
def desktop(tmp_path: Path, qapp: QApplication) -> Iterator[Desktop]:
    made = Desktop(qapp, Theme(), Preferences(tmp_path / "window.ini"))
    yield made
    made.close()


def shown(page: object) -> list[str]:
    """The names in a list page's table."""
    model = page.table.model()  # type: ignore[attr-defined]
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_a_window_outlives_its_server(
    server_database: ServerAddress, relay: Relay, desktop: Desktop, qtbot: QtBot
) -> None:
    """The server is stopped while the window is open: one sentence at whatever is done, and all works when it is back,
    also in a page that was first shown meanwhile."""
    with closing(Store(server_database)) as store:
        add_contact(store, "Anna Berg")
        add_company(store, "Nordwind GmbH")
    desktop.open(replace(server_database, port=relay.port))
    window = desktop.window
    assert window is not None
    bar = window.message_bar

    def show(page: str) -> None:
        """As a click does it: what goes wrong in it arrives where all errors do."""
        QTimer.singleShot(0, partial(window.show_page, page))

    show("contacts")
    qtbot.waitUntil(lambda: shown(window.page("contacts")) == ["Anna Berg"])
    relay.cut()
    for page in ("companies", "deals", "history"):
        bar.dismiss()
        show(page)
        qtbot.waitUntil(bar.isVisible)
        assert re.match(
            r"(The connection to 127\.0\.0\.1 was lost|No connection to 127\.0\.0\.1)", bar.text.text()
        )
    relay.mend()
    bar.dismiss()
    show("companies")
    qtbot.waitUntil(lambda: shown(window.page("companies")) == ["Nordwind GmbH"])
    show("contacts")
    with closing(Store(server_database)) as store:
        add_contact(store, "Bert Cors")
    qtbot.waitUntil(lambda: sorted(shown(window.page("contacts"))) == ["Anna Berg", "Bert Cors"])
    assert not bar.isVisible(), bar.text.text()


@pytest.mark.parametrize("given", ["", "wrong"])
def test_a_password_that_is_missing_or_wrong_is_asked_for(
    server: Server,
    server_database: ServerAddress,
    desktop: Desktop,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    given: str,
) -> None:
    monkeypatch.setenv("PGPASSWORD", given)
    with refusing(WrongKey, "password"):
        desktop.open(server_database)
    desktop.ask_password(server_database)
    dialog = next(top for top in QApplication.topLevelWidgets() if isinstance(top, PasswordDialog))
    assert f"The server wants the password of {server_database.user}." in [
        one.text() for one in dialog.findChildren(QLabel)
    ]
    field = dialog.findChild(QLineEdit)
    field.setText("not this one either")
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Open")
    button.click()
    assert dialog.isVisible()
    told = [one.text() for one in dialog.findChildren(QLabel) if one.isVisible()]
    assert any(text.startswith(f"The password is not that of {server_database.user}") for text in told), told
    field.setText(server.password)
    button.click()
    qtbot.waitUntil(lambda: desktop.window is not None and desktop.window.isVisible())
    assert not dialog.isVisible()
