"""Backups as a person meets them in the window: a folder that is none, closing, restoring."""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.app.desktop import Desktop
from salesdesk.domain.backups import snapshot_name
from salesdesk.services.backups.service import BackupService
from salesdesk.services.services import Services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from salesdesk.ui.pages.settings.backups import BackupsCard
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.dialog import Question
from tests.builders import add_contact
from tests.time_limit import PATIENCE_MS
from tests.ui.plain import be_plain


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


def file(path: Path, password: str = "") -> Path:
    """A file with one person."""
    store = Store(path, password=password)
    set_up(store)
    add_contact(store)
    store.close()
    return path


def services(desktop: Desktop) -> Services:
    assert desktop.window is not None
    return desktop.window._context.services


def message(desktop: Desktop) -> str:
    assert desktop.window is not None
    bar = desktop.window.message_bar
    return bar.text.text() if bar.isVisible() else ""


def card(qtbot: QtBot, desktop: Desktop) -> BackupsCard:
    """The backups among the settings, once the copies are compared."""
    window = desktop.window
    assert window is not None
    window.show_page("settings")
    found = window.page("settings").findChild(BackupsCard)
    assert found is not None
    qtbot.waitUntil(lambda: not window._context.tasks.is_busy, timeout=PATIENCE_MS)
    return found


def press(where: BackupsCard | Question, text: str) -> None:
    next(made for made in where.findChildren(QPushButton) if made.text() == text).click()


def restore_first(qtbot: QtBot, desktop: Desktop, answer: str) -> str:
    """Restore the newest copy; returns what the question said."""
    before = desktop.window
    found = card(qtbot, desktop)
    found.list.setCurrentItem(found.list.topLevelItem(0))
    press(found, "Restore…")
    question = found.findChild(Question)
    assert question is not None
    said = question.text.text()
    press(question, answer)
    if answer != "Cancel":
        qtbot.waitUntil(
            lambda: desktop.window is not None and desktop.window is not before, timeout=PATIENCE_MS
        )
    return said


@pytest.mark.expects_log("The backup on closing could not be made")
def test_a_folder_that_is_none_is_said_with_another_place_and_never_a_crash(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path
) -> None:
    (tmp_path / "Backups").write_text("notes", encoding="utf-8")
    desktop.open(file(tmp_path / "mine.salesdesk"))
    window = desktop.window
    assert window is not None
    window.findChild(type(window))
    services(desktop).contacts.create({"full_name": "Jonas Lindqvist"})
    window.parent()
    opened = next(child for child in window.children() if type(child).__name__ == "Workspace")
    opened.file.back_up()  # what the clock does 4 seconds after opening
    qtbot.waitUntil(lambda: "is not a folder" in message(desktop), timeout=PATIENCE_MS)
    assert window.message_bar.action.text() == "Choose a folder…"
    window.message_bar.action.click()
    dialog = next(
        w for w in QApplication.topLevelWidgets() if w.isVisible() and w.windowTitle() == "Folder for backups"
    )
    dialog.close()
    desktop.close()
    assert (tmp_path / "Backups").read_text(encoding="utf-8") == "notes"


def test_a_folder_is_chosen_and_takes_a_copy_at_once(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    (tmp_path / "Backups").write_text("notes", encoding="utf-8")
    place = tmp_path / "Dropbox"
    place.mkdir()
    desktop.open(file(tmp_path / "mine.salesdesk"))
    found = card(qtbot, desktop)
    assert found.list.topLevelItem(0).text(0) == "No copy yet"
    found.work.use_folder(tmp_path / "missing")
    assert "is not there" in message(desktop)
    found.work.use_folder(place)
    qtbot.waitUntil(lambda: found.list.topLevelItem(0).text(3) == "Verified", timeout=PATIENCE_MS)
    assert len(list(place.rglob("*.salesdesk"))) == 1
    assert str(place) in found.folder.text()
    assert not found.beside.isHidden()


def test_a_folder_that_takes_no_file_is_not_kept(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    place = tmp_path / "stick"
    place.mkdir()
    desktop.open(file(tmp_path / "mine.salesdesk"))
    made = services(desktop).backups.make()
    found = card(qtbot, desktop)
    monkeypatch.setattr("salesdesk.services.backups.places.os.fsync", fail)
    found.work.use_folder(place)
    qtbot.waitUntil(lambda: "Read-only file system" in message(desktop), timeout=PATIENCE_MS)
    assert desktop.window is not None
    assert desktop.window.message_bar.shown_for() == 0, "it stays until it is closed"
    assert services(desktop).backups.chosen_folder is None
    assert services(desktop).backups.path_of(made).parent == tmp_path / "Backups"
    assert found.list.topLevelItem(0).text(0) != "No copy yet"


def test_the_status_line_follows_every_backup(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    path = file(tmp_path / "mine.salesdesk")
    store = Store(path)
    old = BackupService(store).make()
    store.close()
    copies = tmp_path / "Backups"
    earlier = old.at - timedelta(days=3, minutes=7)
    (copies / f"{old.name}.salesdesk").rename(copies / f"{snapshot_name('mine', earlier)}.salesdesk")
    desktop.open(path)
    window = desktop.window
    assert window is not None
    found = card(qtbot, desktop)
    qtbot.waitUntil(lambda: "Backed up" in window.status.backup.text(), timeout=PATIENCE_MS)
    before = window.status.backup.text()
    press(found, "Back up now")
    qtbot.waitUntil(lambda: window.status.backup.text() != before, timeout=PATIENCE_MS)
    last = services(desktop).backups.last()
    assert last is not None
    assert window.status.backup.text() == f"Backed up {last.at:%H:%M}"
    assert found.list.topLevelItemCount() == 2


@pytest.mark.parametrize("gone", ["before the question", "while it is open", "afterwards"])
def test_a_copy_that_is_gone_is_said_where_it_was_chosen(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    desktop.open(file(tmp_path / "mine.salesdesk"))
    before = desktop.window
    made = services(desktop).backups.make()
    path = services(desktop).backups.path_of(made)
    found = card(qtbot, desktop)
    found.list.setCurrentItem(found.list.topLevelItem(0))
    if gone == "before the question":
        path.unlink()
    press(found, "Restore…")
    question = found.findChild(Question)
    assert (question is None) is (gone == "before the question")
    if gone == "afterwards":
        monkeypatch.setattr(BackupsCard, "_is_there", lambda *_: True)
    if question is not None:
        path.unlink()
        press(question, "Restore")
    qtbot.waitUntil(lambda: "Choose another" in message(desktop), timeout=PATIENCE_MS)
    assert made.name in message(desktop)
    assert desktop.window is not None
    assert desktop.window.current_key == "settings"
    assert (desktop.window is before) is (gone != "afterwards")


def test_a_damaged_copy_is_marked(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    path = file(tmp_path / "mine.salesdesk")
    store = Store(path)
    made = BackupService(store).make()
    store.close()
    copy = tmp_path / "Backups" / f"{made.name}.salesdesk"
    copy.write_bytes(copy.read_bytes().replace(b"Anna", b"Anne"))
    desktop.open(path)
    found = card(qtbot, desktop)
    assert found.list.topLevelItem(0).text(3).startswith("Damaged")
    restore_first(qtbot, desktop, "Restore")
    assert "Choose another backup" in message(desktop)
    assert services(desktop).backups.snapshots()


def test_a_backup_is_restored_and_the_file_opens_again(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path
) -> None:
    desktop.open(file(tmp_path / "mine.salesdesk"))
    services(desktop).backups.make()
    services(desktop).contacts.create({"full_name": "Jonas Lindqvist"})
    assert "saved in the folder for backups" in restore_first(qtbot, desktop, "Restore")
    assert desktop.window is not None
    assert desktop.window._context.store.contacts.count() == 1
    assert message(desktop).startswith("mine.salesdesk was restored from mine 20")
    assert len(list((tmp_path / "Backups").glob("mine before restoring *"))) == 1
    assert not [
        w for w in QApplication.topLevelWidgets() if w.windowTitle().startswith("Restoring") and w.isVisible()
    ]


def test_nothing_happens_without_a_yes(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    desktop.open(file(tmp_path / "mine.salesdesk"))
    services(desktop).backups.make()
    services(desktop).contacts.create({"full_name": "Jonas Lindqvist"})
    window = desktop.window
    restore_first(qtbot, desktop, "Cancel")
    assert desktop.window is window
    assert services(desktop).contacts is not None


def test_a_file_that_somebody_else_has_open_stays_and_opens_again(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path
) -> None:
    path = file(tmp_path / "mine.salesdesk")
    desktop.open(path)
    services(desktop).backups.make()
    services(desktop).contacts.create({"full_name": "Jonas Lindqvist"})
    other = Store(path)
    restore_first(qtbot, desktop, "Restore")
    assert "open in another window or program" in message(desktop)
    other.close()
    assert desktop.window is not None
    assert desktop.window._context.store.contacts.count() == 2


def test_a_plain_copy_over_an_encrypted_file_asks(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    plain = Store(file(tmp_path / "plain.salesdesk"))
    plain.database.backup(tmp_path / "copy.salesdesk")
    plain.close()
    path = file(tmp_path / "mine.salesdesk", "it's a secret")
    desktop.open(path, "it's a secret")
    services(desktop).contacts.create({"full_name": "Jonas Lindqvist"})
    made = services(desktop).backups.make()
    shutil.copyfile(tmp_path / "copy.salesdesk", services(desktop).backups.path_of(made))
    said = restore_first(qtbot, desktop, "Restore and end the encryption")
    assert "the encryption ends" in said
    assert "not encrypted any more" in message(desktop)
    assert desktop.window is not None
    assert desktop.window._context.store.contacts.count() == 1
    desktop.close()
    Store(path).close()


def test_closing_while_restoring_waits_for_it(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    path = file(tmp_path / "mine.salesdesk")
    desktop.open(path)
    services(desktop).backups.make()
    services(desktop).contacts.create({"full_name": "Jonas Lindqvist"})
    found = card(qtbot, desktop)
    found.list.setCurrentItem(found.list.topLevelItem(0))
    press(found, "Restore…")
    question = found.findChild(Question)
    assert question is not None
    press(question, "Restore")
    desktop.close()
    store = Store(path)
    assert store.contacts.count() in (1, 2)
    store.close()


def test_the_list_is_reached_by_keyboard(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    desktop.open(file(tmp_path / "mine.salesdesk"))
    services(desktop).backups.make()
    found = card(qtbot, desktop)
    assert not found.restore_button.isEnabled()
    found.list.setFocus()
    qtbot.keyClick(found.list, Qt.Key.Key_Down)
    assert found.selected() is not None
    assert found.restore_button.isEnabled()
