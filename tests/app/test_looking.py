"""Opening a backup to look: a window of its own beside the file, in which nothing can be changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.app.desktop import Desktop
from salesdesk.app.first_file import copies_of
from salesdesk.domain.changes import EntityKind
from salesdesk.recent_files import backups_of
from salesdesk.services.backups import FOLDER_SETTING
from salesdesk.services.services import build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from salesdesk.ui.dialogs.password import PasswordDialog
from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.pages.settings.backups import BackupsCard
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.theme import Theme
from salesdesk.ui.window.main_window import MainWindow
from tests.builders import add_contact
from tests.ui.naming import assert_all_named
from tests.ui.plain import be_plain


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    theme = Theme()
    theme.apply(qapp, "light")
    made = Desktop(qapp, theme, Preferences(tmp_path / "window.ini"))
    yield made
    made.close()
    qapp.processEvents()
    be_plain(qapp)


def file(path: Path, password: str = "", folder: Path | None = None) -> Path:
    """A file with one person, its backup, and another person since."""
    store = Store(path, password=password)
    set_up(store)
    services = build_services(store)
    if folder is not None:
        services.settings.set({FOLDER_SETTING: str(folder)})
    add_contact(store, "Anna Berg")
    services.backups.make()
    add_contact(store, "Later")
    store.close()
    return path


def press(where: object, text: str) -> None:
    next(b for b in where.findChildren(QPushButton) if b.text() == text).click()  # type: ignore[attr-defined]


def card(qtbot: QtBot, desktop: Desktop) -> BackupsCard:
    window = desktop.window
    assert window is not None
    qtbot.waitExposed(window)
    window.show_page("settings")
    found = window.page("settings").findChild(BackupsCard)
    assert found is not None
    found.list.setCurrentItem(found.list.topLevelItem(found.list.topLevelItemCount() - 1))
    return found


def looked_at(qtbot: QtBot, desktop: Desktop) -> MainWindow:
    qtbot.waitUntil(lambda: desktop.looking.window is not None)
    window = desktop.looking.window
    assert window is not None
    qtbot.waitExposed(window)
    return window


def people(window: MainWindow) -> list[str]:
    window.show_page("contacts")
    page = window.page("contacts")
    assert isinstance(page, ListPage)
    at = page.model.column_of("full_name")
    return [page.model.index(row, at).data() for row in range(page.model.rowCount())]


def test_a_backup_is_looked_at_beside_the_file(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    desktop.open(file(tmp_path / "Firm.salesdesk"))
    press(card(qtbot, desktop), "Open read-only")
    window, mine = looked_at(qtbot, desktop), desktop.window
    assert mine is not None
    assert window.windowTitle().endswith("· backup, to look only")
    assert window.band.isVisible()
    assert window.band.text.text().startswith("This is the backup of Firm.salesdesk from ")
    assert window.band.back_button.isVisible()
    assert not window.band.copy_button.isVisible()
    assert people(window) == ["Anna Berg"]
    assert people(mine) == ["Anna Berg", "Later"]
    assert not mine.band.isVisible()
    assert_all_named(window)
    press(window.band, "Back to your file")
    qtbot.waitUntil(lambda: desktop.looking.window is None)
    assert mine.isVisible()
    assert people(mine) == ["Anna Berg", "Later"]


def test_nothing_is_changed_in_a_backup(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    desktop.open(file(tmp_path / "Firm.salesdesk"))
    backups = card(qtbot, desktop)
    copy = backups.selected()
    assert copy is not None
    path = tmp_path / "Backups" / f"{copy.name}.salesdesk"
    before = path.read_bytes()
    press(backups, "Open read-only")
    window = looked_at(qtbot, desktop)
    assert people(window) == ["Anna Berg"]
    page = window.page("contacts")
    assert isinstance(page, ListPage)
    index = page.model.index(0, page.model.column_of("job_title"))
    page.model.setData(index, "CEO", Qt.ItemDataRole.EditRole)
    assert window.message_bar.isVisible()
    window._context.edits.forget(EntityKind.CONTACT, 1, "job_title")
    assert index.data() in (None, "")
    assert len(list((tmp_path / "Backups").glob("*.salesdesk"))) == 1
    window.close()
    qtbot.waitUntil(lambda: desktop.looking.window is None)
    assert path.read_bytes() == before


def test_closing_the_window_of_the_file_closes_the_backup(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path
) -> None:
    desktop.open(file(tmp_path / "Firm.salesdesk"))
    press(card(qtbot, desktop), "Open read-only")
    looked_at(qtbot, desktop)
    desktop.open(file(tmp_path / "Other.salesdesk"))
    assert desktop.looking.window is None
    press(card(qtbot, desktop), "Open read-only")
    looked_at(qtbot, desktop)
    assert desktop.window is not None
    desktop.window.close()
    assert desktop.looking.window is None


@pytest.mark.parametrize("of_the_file", ["", "today's"])
def test_a_backup_made_with_another_password_asks_for_it(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, of_the_file: str
) -> None:
    """The password of the file opens its backups; one that was made before it was changed has the former one."""
    path = file(tmp_path / "Firm.salesdesk", "the former")
    for beside in path.parent.glob(f"{path.name}*"):
        beside.unlink()
    store = Store(path, password=of_the_file)
    set_up(store)
    store.close()
    desktop.open(path, of_the_file)
    press(card(qtbot, desktop), "Open read-only")
    asked = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PasswordDialog) and w.isVisible())
    edit = asked.findChild(QLineEdit)
    assert edit is not None
    edit.setText("wrong")
    edit.returnPressed.emit()
    assert desktop.looking.window is None
    edit.setText("the former")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert people(looked_at(qtbot, desktop)) == ["Anna Berg"]


def test_a_backup_with_the_password_of_the_file_opens_at_once(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path
) -> None:
    desktop.open(file(tmp_path / "Firm.salesdesk", "secret"), "secret")
    press(card(qtbot, desktop), "Open read-only")
    assert people(looked_at(qtbot, desktop)) == ["Anna Berg"]


def test_a_damaged_backup_is_said_where_it_was_asked_for(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path
) -> None:
    desktop.open(file(tmp_path / "Firm.salesdesk"))
    backups = card(qtbot, desktop)
    copy = backups.selected()
    assert copy is not None
    (tmp_path / "Backups" / f"{copy.name}.salesdesk").write_bytes(b"SQLite format 3\0" + b"no" * 9000)
    press(backups, "Open read-only")
    assert desktop.looking.window is None
    assert desktop.window is not None
    assert desktop.window.message_bar.isVisible()


def test_the_chosen_folder_of_backups_is_known_without_the_file(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path
) -> None:
    """The question at the start offers the backups of a folder that only the file itself names."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    path = file(tmp_path / "Firm.salesdesk", folder=elsewhere)
    assert copies_of(path) == []
    desktop.open(path)
    qtbot.waitUntil(lambda: backups_of(path) is not None)
    made = backups_of(path)
    assert made is not None
    assert made.parent == elsewhere
    desktop.close()
    path.write_bytes(b"")
    found = copies_of(path)
    assert [one.beside for one in found] == [False] * len(found) != []
    assert (made / f"{found[0].name}.salesdesk").is_file()
