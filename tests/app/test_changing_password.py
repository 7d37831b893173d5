"""A password in the window: set, changed and taken away, each time with the file closed and opened again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.app.desktop import Desktop
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from salesdesk.ui.pages.settings.password import PasswordCard, PasswordChange
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.theme import Theme
from tests.builders import add_contact
from tests.time_limit import PATIENCE_MS
from tests.ui.plain import be_plain

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    theme = Theme()
    theme.apply(qapp, "light")
    hook = sys.excepthook
    made = Desktop(qapp, theme, Preferences(tmp_path / "window.ini"))
    yield made
    made.close()
    qapp.processEvents()
    be_plain(qapp)
    assert sys.excepthook is hook, "the crash hook was left behind"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    store = Store(tmp_path / "desk.salesdesk")
    set_up(store)
    add_contact(store, "Zuzanna Quell")
    store.close()
    return store.path


def card(desktop: Desktop) -> PasswordCard:
    assert desktop.window is not None
    desktop.window.show_page("settings")
    found = desktop.window.page("settings").findChild(PasswordCard)
    assert found is not None
    return found


def press(where: PasswordCard | PasswordChange, text: str) -> None:
    next(made for made in where.findChildren(QPushButton) if made.text() == text).click()


def asked(qtbot: QtBot, desktop: Desktop, text: str) -> PasswordChange:
    """Open the question that a button of the card asks."""
    press(card(desktop), text)
    assert desktop.window is not None
    (dialog,) = (one for one in desktop.window.findChildren(PasswordChange) if one.isVisible())
    return dialog


def fill(qtbot: QtBot, dialog: PasswordChange, **texts: str) -> None:
    for name, text in texts.items():
        editor = getattr(dialog, name).editor
        assert isinstance(editor, QLineEdit)
        editor.clear()
        qtbot.keyClicks(editor, text)


def opened_again(qtbot: QtBot, desktop: Desktop, sentence: str) -> None:
    def there() -> bool:
        window = desktop.window
        return window is not None and sentence in window.message_bar.text.text()

    qtbot.waitUntil(there, timeout=PATIENCE_MS)


def test_a_password_is_set_changed_and_removed(qtbot: QtBot, desktop: Desktop, file: Path) -> None:
    desktop.open(file)
    shown = card(desktop)
    assert shown.state.text() == "not encrypted"
    dialog = asked(qtbot, desktop, "Set a password…")
    assert not dialog.before.isVisible()
    fill(qtbot, dialog, after="short", again="short")
    press(dialog, "Save")
    assert dialog.isVisible()
    assert "8 characters" in dialog.after.error()
    fill(qtbot, dialog, after="geheim und lang", again="geheim und kurz")
    press(dialog, "Save")
    assert "not the same" in dialog.again.error()
    fill(qtbot, dialog, again="geheim und lang")
    press(dialog, "Save")
    opened_again(qtbot, desktop, "is encrypted with its password now")
    assert card(desktop).state.text() == "encrypted"
    assert b"Zuzanna" not in file.read_bytes()

    dialog = asked(qtbot, desktop, "Change the password…")
    fill(qtbot, dialog, before="wrong one", after="another long one", again="another long one")
    press(dialog, "Save")
    assert "not the password" in dialog.before.error()
    fill(qtbot, dialog, before="geheim und lang")
    press(dialog, "Save")
    opened_again(qtbot, desktop, "is encrypted with its password now")

    dialog = asked(qtbot, desktop, "Remove…")
    assert not dialog.after.isVisible()
    fill(qtbot, dialog, before="another long one")
    press(dialog, "Remove")
    opened_again(qtbot, desktop, "has no password any more")
    assert card(desktop).state.text() == "not encrypted"
    assert b"Zuzanna" in file.read_bytes()
    desktop.close()
    store = Store(file)
    assert [store.contacts.get(one).full_name for one in store.contacts.ids()] == ["Zuzanna Quell"]
    store.close()


def test_backups_without_a_password_are_told_before(qtbot: QtBot, desktop: Desktop, file: Path) -> None:
    desktop.open(file)
    assert desktop.window is not None
    desktop.window._context.services.backups.make()
    dialog = asked(qtbot, desktop, "Set a password…")
    said = [one.text() for one in dialog.findChildren(type(dialog.heading))]
    assert "One backup made until now has no password and stays readable." in said
    assert not any("keeps the password" in text for text in said)
    dialog.reject()


def test_backups_with_a_password_are_told_only_where_there_are_some(
    qtbot: QtBot, desktop: Desktop, file: Path
) -> None:
    desktop.open(file)
    assert desktop.window is not None
    desktop.window._context.services.backups.make()
    dialog = asked(qtbot, desktop, "Set a password…")
    fill(qtbot, dialog, after="geheim und lang", again="geheim und lang")
    press(dialog, "Save")
    opened_again(qtbot, desktop, "is encrypted with its password now")

    def said(text: str) -> list[str]:
        asked_now = asked(qtbot, desktop, text)
        found = [
            one.text() for one in asked_now.findChildren(type(asked_now.heading)) if "ackup" in one.text()
        ]
        asked_now.reject()
        return found

    plain = "One backup made until now has no password and stays readable."
    assert said("Remove…") == []
    assert said("Change the password…") == [plain]
    assert desktop.window is not None
    desktop.window._context.services.backups.make()
    locked = "One backup made until now keeps the password it was made with."
    assert said("Remove…") == [locked]
    assert said("Change the password…") == [plain, locked]


def test_a_file_that_is_open_elsewhere_opens_again_as_it_was(
    qtbot: QtBot, desktop: Desktop, file: Path
) -> None:
    desktop.open(file)
    other = Store(file)
    dialog = asked(qtbot, desktop, "Set a password…")
    fill(qtbot, dialog, after="geheim und lang", again="geheim und lang")
    press(dialog, "Save")
    opened_again(qtbot, desktop, "open")
    assert card(desktop).state.text() == "not encrypted"
    other.close()
