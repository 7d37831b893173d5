"""A file that can only be read: the band says why, every change is refused with that sentence, a copy is the way out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.app.desktop import Desktop
from salesdesk.phrases import said
from salesdesk.services.activities import Subject
from salesdesk.services.setup import set_up
from salesdesk.store.engine import opening
from salesdesk.store.store import Store
from salesdesk.ui.dialogs.unsaved import LeavingDialog
from salesdesk.ui.files import dialogs as file_dialogs
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog
from salesdesk.ui.pages.campaigns.dialog import CampaignDialog
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.contacts.dialogs import new_contact
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.pages.deals.card_model import MIME
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.pages.deals.page import PipelinePage
from salesdesk.ui.pages.duplicates.page import DuplicatesPage
from salesdesk.ui.pages.imports.page import ImportPage
from salesdesk.ui.pages.settings.file import FileCard
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.record_table import RecordTable
from salesdesk.ui.window.main_window import MainWindow
from salesdesk.ui.window.status_line import READ_ONLY
from salesdesk.ui.window.workspace import Workspace
from tests.builders import services_of
from tests.held_locks import held
from tests.time_limit import PATIENCE_MS
from tests.ui.plain import be_plain

T = TypeVar("T", bound=QDialog)
REASON = (
    "locked.salesdesk is open for reading only, because the file is write-protected. Copy it to change it."
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with two look-alikes, a deal with a step, and a record in the trash; closed."""
    store = Store(tmp_path_factory.mktemp("filled") / "filled.salesdesk")
    set_up(store)
    services = services_of(store)
    for _ in range(2):
        services.contacts.create({"full_name": "Amara Okafor", "email": "amara@nordwind.eu"})
    deal, _ = services.deals.create("Fleet", store.pipelines.all()[0].stages[0].id, amount=1000)
    services.activities.plan(Subject(deal_id=deal), "Call back", "2026-11-24")
    services.contacts.delete([services.contacts.create({"full_name": "Jo"})[0]])
    store.close()
    return store.path


@pytest.fixture
def locked(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A filled file that cannot be written; whoever runs the tests may be able to write everything."""
    path = tmp_path / "locked.salesdesk"
    shutil.copyfile(filled, path)
    (tmp_path / "leads.csv").write_text("Name;E-Mail\nAnn Berg;ann@berg.example\n", encoding="utf-8")
    monkeypatch.setattr(
        opening, "why_not_writable", lambda file: said(REASON) if file.name == "locked.salesdesk" else None
    )
    monkeypatch.setattr(file_dialogs, "NATIVE", False)
    return path


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path, locked: Path) -> Iterator[Desktop]:
    """The program with that file open."""
    theme = Theme()
    theme.apply(qapp, "light")
    made = Desktop(qapp, theme, Preferences(tmp_path / "window.ini"))
    made.open(locked)
    yield made
    made.close()
    qapp.processEvents()
    be_plain(qapp)


def window_of(qtbot: QtBot, desktop: Desktop) -> MainWindow:
    window = desktop.window
    assert window is not None
    window.resize(1024, 640)
    qtbot.waitExposed(window)
    return window


def idle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window._context.tasks.is_busy, timeout=PATIENCE_MS)


def press(qtbot: QtBot, where: QWidget, text: str) -> None:
    buttons = [
        b for b in where.findChildren(QPushButton) if b.text().replace("&", "").strip().startswith(text)
    ]
    found = next((b for b in buttons if b.isVisible()), None)
    assert found is not None, text
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def dialog_of(kind: type[T]) -> T:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def a_cell(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("contacts")
    model = window.page("contacts").findChild(RecordTable).model()
    model.setData(model.index(0, 0), "Somebody Else", Qt.ItemDataRole.EditRole)


def a_bulk_change(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("contacts")
    page = window.page("contacts")
    assert isinstance(page, ContactsPage)
    page.table.selectAll()
    page.bulk.delete()


def a_new_contact(qtbot: QtBot, window: MainWindow) -> None:
    new_contact(window, window._context, "New Person")
    press(qtbot, dialog_of(QDialog), "Add contact")


def a_drop_on_the_board(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("pipeline")
    page = window.page("pipeline")
    assert isinstance(page, PipelinePage)
    idle(qtbot, window)
    data = QMimeData()
    data.setData(MIME, str(page.board.columns[0].model.cards[0].id).encode())
    move, left, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.board.columns[1].cards.dropEvent(QDropEvent(QPointF(40, 10), move, data, left, none))
    assert [card.title for card in page.board.columns[0].model.cards] == ["Fleet"], "it is where it was"


def a_call(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("contact", window._context.store.contacts.ids()[0])
    page = window.page("contact")
    assert isinstance(page, ContactPage)
    press(qtbot, page, "Log call")
    log = page.timeline.log
    log._text.setPlainText("Wants a pilot")
    press(qtbot, log, "Log call")
    assert log._text.toPlainText() == "Wants a pilot", "what was typed stays"


def an_import(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("import", (window._context.store.path.with_name("leads.csv"),))
    page = window.page("import")
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.run is not None and page.run.is_ready, timeout=PATIENCE_MS)
    assert page.run is not None
    page.run.apply()
    idle(qtbot, window)


def a_merge(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("duplicates")
    page = window.page("duplicates")
    assert isinstance(page, DuplicatesPage)
    qtbot.waitUntil(lambda: page._current() is not None, timeout=PATIENCE_MS)
    page.merge()


def not_the_same(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("duplicates")
    page = window.page("duplicates")
    assert isinstance(page, DuplicatesPage)
    qtbot.waitUntil(lambda: page._current() is not None, timeout=PATIENCE_MS)
    press(qtbot, page, "Not the same")


def a_setting(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("settings")
    field = window.page("settings").findChild(FileCard)._organisation
    qtbot.keyClicks(field, "Brightline")
    qtbot.keyClick(field, Qt.Key.Key_Return)


def an_undo(qtbot: QtBot, window: MainWindow) -> None:
    assert window._undo.isEnabled()
    window._undo.trigger()
    idle(qtbot, window)


def a_new_deal(qtbot: QtBot, window: MainWindow) -> None:
    DealDialog(window, window._context).open()
    dialog = dialog_of(DealDialog)
    dialog._title.editor.setText("Vans")
    press(qtbot, dialog, "Add deal")


def a_campaign(qtbot: QtBot, window: MainWindow) -> None:
    CampaignDialog(window, window._context).open()
    dialog = dialog_of(CampaignDialog)
    dialog.findChild(QLineEdit).setText("Autumn")
    press(qtbot, dialog, "Add campaign")


def a_view(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("contacts")
    page = window.page("contacts")
    assert isinstance(page, ContactsPage)
    page.views.save()
    dialog = dialog_of(QDialog)
    dialog.findChild(QLineEdit).setText("Mine")
    press(qtbot, dialog, "Save view")


def a_restored_record(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("trash")
    page = window.page("trash")
    page.table.selectAll()  # type: ignore[attr-defined]
    page._restore_selected()  # type: ignore[attr-defined]


def a_deleted_task(qtbot: QtBot, window: MainWindow) -> None:
    store = window._context.store
    deal = store.deals.neighbours(store.pipelines.all()[0].stages[0].id)[0][0]
    step = store.activities.next_step("deal_id", deal)
    EntryDialog(window, window._context, step).open()
    press(qtbot, dialog_of(EntryDialog), "Delete")


WRITES: dict[str, Callable[[QtBot, MainWindow], None]] = {
    write.__name__: write
    for write in (
        a_bulk_change,
        a_call,
        a_campaign,
        a_cell,
        a_deleted_task,
        a_drop_on_the_board,
        a_merge,
        a_new_contact,
        a_new_deal,
        a_restored_record,
        a_setting,
        a_view,
        an_import,
        an_undo,
        not_the_same,
    )
}


@pytest.mark.parametrize("write", WRITES)
def test_every_change_is_refused_with_the_reason(qtbot: QtBot, desktop: Desktop, write: str) -> None:
    window = window_of(qtbot, desktop)
    before = window._context.store.database.dump()
    WRITES[write](qtbot, window)
    idle(qtbot, window)
    open_dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    where = open_dialogs or [window.message_bar]
    labels = [text.text() for part in where for text in part.findChildren(QLabel) if text.isVisible()]
    bar = [window.message_bar.text.text()] if window.message_bar.isVisible() else []
    if write == "a_call":  # beside what was typed
        labels = [text.text() for text in window.page("contact").findChildren(QLabel) if text.isVisible()]
    assert REASON in (labels if open_dialogs or write == "a_call" else bar), (labels, bar)
    assert window._context.store.database.dump() == before
    # a refused cell keeps what was typed, and the line says so
    assert window.status.state.text() == ("1 change is not saved" if write == "a_cell" else READ_ONLY)
    for dialog in open_dialogs:
        dialog.reject()


def test_the_band_says_why_and_a_copy_is_the_way_out(
    qtbot: QtBot, desktop: Desktop, locked: Path, tmp_path: Path
) -> None:
    window = window_of(qtbot, desktop)
    band = window.band
    assert band.isVisible()
    assert (band.text.text(), band.accessibleName()) == (REASON, REASON)
    assert (window.width(), window.height()) == (1024, 640)
    assert window.rect().contains(band.copy_button.mapTo(window, band.copy_button.rect().bottomRight()))
    before = held(locked)
    assert before
    qtbot.mouseClick(band.copy_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(QFileDialog)
    assert dialog.findChild(QLineEdit, "fileNameEdit").text() == "locked.salesdesk"
    dialog.setDirectory(str(locked.parent))
    assert not dialog.grab().isNull()
    mine = tmp_path / "mine"
    mine.mkdir()
    dialog.selectFile(str(mine / "my own.salesdesk"))
    dialog.accept()
    qtbot.waitUntil(lambda: desktop.window is not None and desktop.window is not window, timeout=PATIENCE_MS)
    opened = window_of(qtbot, desktop)
    assert opened._context.store.path == mine / "my own.salesdesk"
    assert not opened.band.isVisible()
    assert opened.status.state.text() != READ_ONLY
    services_of(opened._context.store).contacts.create({"full_name": "Ann Berg"})


@pytest.mark.parametrize("answer", ["Stay here", "Open the copy"])
def test_a_copy_is_opened_without_what_was_refused_after_a_yes(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, answer: str
) -> None:
    window = window_of(qtbot, desktop)
    a_cell(qtbot, window)
    idle(qtbot, window)
    window.findChild(Workspace).file.go_on_in_copy(tmp_path / "my own.salesdesk")
    qtbot.waitUntil(lambda: bool(window.findChildren(LeavingDialog)), timeout=PATIENCE_MS)
    dialog = window.findChild(LeavingDialog)
    assert dialog.text.text() == (
        "The copy was saved as my own.salesdesk, and is opened without this change, which was refused."
    )
    assert "Somebody Else" in dialog._list.text()
    press(qtbot, dialog, answer)
    if answer == "Stay here":
        assert desktop.window is window
        return
    qtbot.waitUntil(lambda: desktop.window is not None and desktop.window is not window, timeout=PATIENCE_MS)
    opened = window_of(qtbot, desktop)
    assert opened._context.store.path == tmp_path / "my own.salesdesk"
    assert opened.message_bar.text.text() == "Saved and opened my own.salesdesk"


def test_nothing_is_backed_up_by_itself(qtbot: QtBot, desktop: Desktop, locked: Path) -> None:
    window = window_of(qtbot, desktop)
    assert window._context.services.backups.make_if_due() is None
    desktop.close()
    assert not (locked.parent / "Backups").exists()


def test_a_file_that_became_writable_is_opened_anew(
    qtbot: QtBot, desktop: Desktop, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = window_of(qtbot, desktop)
    monkeypatch.setattr(opening, "why_not_writable", lambda file: None)
    window._context.navigate.open_file(locked)
    opened = window_of(qtbot, desktop)
    assert opened is not window
    assert not opened.band.isVisible()


def test_what_was_found_on_opening_is_said(
    qtbot: QtBot, desktop: Desktop, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = window_of(qtbot, desktop)
    window._context.store.database.warnings.append(said("The last three changes are missing."))
    workspace = window.findChild(Workspace)
    workspace.file.tell()
    assert window.message_bar.text.text() == "The last three changes are missing."
