"""Opening and closing files with their window."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.app.desktop import Desktop
from salesdesk.errors import StoreDamaged, WrongKey
from salesdesk.services.services import build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from salesdesk.ui.dialogs.password import PasswordDialog
from salesdesk.ui.dialogs.unsaved import LeavingDialog
from salesdesk.ui.pages.campaigns.dialog import CampaignDialog
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.dialog import Dialog
from tests.builders import CancelAfter
from tests.ui.other_process import OtherProcess
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


def settle(qtbot: QtBot, desktop: Desktop) -> None:
    window = desktop.window
    assert window is not None
    qtbot.waitExposed(window)


def test_an_empty_file_invites_to_import(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    desktop.open(tmp_path / "new.salesdesk")
    settle(qtbot, desktop)
    assert desktop.window is not None
    assert desktop.window.current_key == "start"
    assert (tmp_path / "new.salesdesk").exists()


class ShownWindows(QObject):
    """Hears which widgets are shown as windows of their own."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.found: list[QWidget] = []
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.found.append(watched)
        return False


def test_nothing_is_shown_apart_while_the_window_is_built(
    qtbot: QtBot, desktop: Desktop, qapp: QApplication, tmp_path: Path
) -> None:
    shown = ShownWindows(qapp)
    desktop.open(tmp_path / "new.salesdesk")
    settle(qtbot, desktop)
    assert shown.found == [desktop.window]


@pytest.mark.parametrize("people", [0, 40])
def test_no_page_shows_anything_apart(
    qtbot: QtBot, desktop: Desktop, qapp: QApplication, tmp_path: Path, people: int
) -> None:
    file = tmp_path / "new.salesdesk"
    with closing(Store(file)) as store:
        set_up(store)
        if people:
            build_services(store).demo.fill(people, 1, CancelAfter())
    desktop.open(file)
    settle(qtbot, desktop)
    window = desktop.window
    assert window is not None
    shown = ShownWindows(qapp)
    for key in list(window._entries):
        window.open_page(key)
        qapp.processEvents()
        assert [(key, type(one).__name__, one.accessibleName()) for one in shown.found] == []


def test_opening_another_file_closes_the_first(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    desktop.open(tmp_path / "one.salesdesk")
    settle(qtbot, desktop)
    desktop.open(tmp_path / "two.salesdesk")
    settle(qtbot, desktop)
    assert desktop.window is not None
    assert not (tmp_path / "one.salesdesk-wal").exists(), "the first file is still open"


def test_a_damaged_file_leaves_the_open_one_open(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    desktop.open(tmp_path / "good.salesdesk")
    settle(qtbot, desktop)
    (tmp_path / "bad.salesdesk").write_bytes(b"SQLite format 3\x00" + b"\x07" * 5000)
    window = desktop.window
    with pytest.raises(StoreDamaged):
        desktop.open(tmp_path / "bad.salesdesk")
    assert desktop.window is window


def test_a_protected_file_asks_for_its_password(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    path = tmp_path / "secret.salesdesk"
    store = Store(path, password="open sesame")
    set_up(store)
    store.close()
    with pytest.raises(WrongKey):
        desktop.open(path)
    desktop.ask_password(path)
    gc.collect()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PasswordDialog))
    field = dialog.findChild(QLineEdit)
    field.setText("wrong")
    dialog.entered.emit(dialog)
    assert dialog.isVisible()
    field.setText("open sesame")
    dialog.entered.emit(dialog)
    settle(qtbot, desktop)
    assert not dialog.isVisible()


def test_a_changed_file_is_backed_up_when_it_closes(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    path = tmp_path / "mine.salesdesk"
    store = Store(path)
    set_up(store)
    build_services(store).contacts.create({"full_name": "Amara Okafor"})
    store.close()
    desktop.open(path)
    settle(qtbot, desktop)
    assert desktop.window is not None
    desktop.window._context.services.contacts.create({"full_name": "Jonas Lindqvist"})
    desktop.close()
    copies = list((tmp_path / "Backups").glob("*.salesdesk"))
    assert len(copies) == 1
    copy = Store(copies[0], read_only=True)
    assert copy.contacts.count() == 2
    copy.close()


def test_records_and_commands_are_found_from_the_window(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path
) -> None:
    desktop.open(tmp_path / "find.salesdesk")
    settle(qtbot, desktop)
    window = desktop.window
    assert window is not None
    window._context.services.contacts.create({"full_name": "Zoë Müller", "phone": "+49 30 55501182"})
    for typed in ("zoe", "mull", "5550", "030 555"):
        window.palette_overlay.summon(typed)
        found = window.palette_overlay._search(typed)
        assert [hit.title for hit in found.hits] == ["Zoë Müller"], typed
    window.palette_overlay.dismiss()


@pytest.mark.parametrize(
    ("command", "kind", "page"),
    [("New deal", DealDialog, "pipeline"), ("New campaign", CampaignDialog, "campaign")],
)
def test_what_is_made_from_the_new_menu_opens(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, command: str, kind: type[Dialog], page: str
) -> None:
    desktop.open(tmp_path / "new.salesdesk")
    settle(qtbot, desktop)
    window = desktop.window
    assert window is not None
    window.show_page("contacts")
    qtbot.keyClick(window.top_bar.new_button, Qt.Key.Key_Return)
    menu = next(menu for menu in window.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if action.text() == command).trigger()
    menu.close()
    dialog = window.findChild(kind)
    qtbot.keyClicks(dialog.focusWidget(), "Autumn")
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert window.current_key == page
    qtbot.waitUntil(lambda: not window.findChildren(kind))


def test_a_new_file_that_nobody_used_is_not_backed_up(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    desktop.open(tmp_path / "new.salesdesk")
    settle(qtbot, desktop)
    desktop.close()
    assert not (tmp_path / "Backups").exists()


def test_opening_another_file_waits_for_what_is_being_saved(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path
) -> None:
    path = tmp_path / "one.salesdesk"
    store = Store(path)
    set_up(store)
    number, _ = build_services(store).contacts.create({"full_name": "Amara Okafor"})
    store.close()
    desktop.open(path)
    settle(qtbot, desktop)
    window = desktop.window
    assert window is not None
    other = OtherProcess(path)
    try:
        context = window._context
        context.writes.run(
            lambda: context.services.contacts.edit(number, "city", "Hamburg"), what="City of Amara Okafor"
        )
        assert window.status.state.text() == "Saving 1 change…"
        desktop._open_other(tmp_path / "two.salesdesk")
        assert desktop.window is window, "the first file is still open"
        assert window.findChild(LeavingDialog).heading.text() == "Saving 1 change…"
        other.finish()
    finally:
        other.close()
    qtbot.waitUntil(lambda: desktop.window is not window)
    settle(qtbot, desktop)
    again = Store(path, read_only=True)
    assert again.contacts.get(number).values["city"] == "Hamburg"
    again.close()
