"""SalesDesk's own files at every door for files: recognised without a look inside, and offered for opening."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QHelpEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPushButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.cli.main import main
from salesdesk.errors import FileProblem
from salesdesk.own_files import Own, what_is
from salesdesk.recent_files import default_file, recent, remember
from salesdesk.ui.crash import CrashHook
from salesdesk.ui.pages.imports.page import ImportPage
from salesdesk.ui.pages.settings.backups import BackupsCard
from salesdesk.ui.widgets.drop_zone import DropZone
from salesdesk.ui.widgets.record_table import RecordTable
from salesdesk.ui.widgets.text import plain_tip
from salesdesk.ui.window.workspace import Workspace
from tests.held_locks import BOTH, held
from tests.refusals import refusing
from tests.time_limit import PATIENCE_MS
from tests.ui.pages.office import Office, Silent


def drop(on: QWidget, *paths: Path) -> None:
    """Let files fall on a widget as the desktop does it."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, mime, left, none)
    QApplication.sendEvent(on, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(on, QDropEvent(QPointF(9, 9), copy, mime, left, none))


def on_the_window(workspace: Workspace, path: Path) -> None:
    drop(workspace.window, path)


def on_the_welcome(workspace: Workspace, path: Path) -> None:
    workspace.window.show_page("start")
    drop(workspace.window.page("start").findChild(DropZone), path)


def on_the_import_page(workspace: Workspace, path: Path) -> None:
    workspace.window.show_page("import")
    drop(workspace.window.page("import").findChild(DropZone), path)


def chosen(workspace: Workspace, path: Path) -> None:
    workspace.choose_import()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog) and w.isVisible())
    dialog.selectNameFilter(dialog.nameFilters()[-1])
    dialog.selectFile(str(path))
    dialog.filesSelected.emit([str(path)])
    dialog.reject()


def asked_for(workspace: Workspace, path: Path) -> None:
    workspace._context.navigate("import", (path,))


DOORS: dict[str, Callable[[Workspace, Path], None]] = {
    "window": on_the_window,
    "welcome": on_the_welcome,
    "import page": on_the_import_page,
    "dialog": chosen,
    "navigation": asked_for,
}


def own_files(database: Path) -> dict[str, Path]:
    """The names under which a person may hand the open file to the program, made beside it."""
    folder = database.parent
    (folder / "link.csv").symlink_to(database)
    os.link(database, folder / "leads 2.csv")
    os.link(database.with_name(database.name + "-wal"), folder / "leads 3.csv")
    os.link(database.with_name(database.name + "-shm"), folder / "leads 4.csv")
    shutil.copyfile(folder / "leads.csv", folder / "Backups" / "office 2026-11-20 0900.salesdesk")
    shutil.copyfile(folder / "leads.csv", folder / "OTHER.SALESDESK")
    found = {
        ending: database.with_name(database.name + ending) for ending in ("-wal", "-shm", "-guard", "-mark")
    }
    return {
        "itself": database,
        "by another way": folder / "Backups" / ".." / database.name,
        "link": folder / "link.csv",
        "hard link": folder / "leads 2.csv",
        "hard link to the log": folder / "leads 3.csv",
        "hard link to the shared memory": folder / "leads 4.csv",
        "backup": folder / "Backups" / "office 2026-11-20 0900.salesdesk",
        "another": folder / "OTHER.SALESDESK",
        "folder": folder,
        **found,
    }


@pytest.mark.parametrize("door", DOORS)
def test_no_door_looks_into_the_open_file(
    qtbot: QtBot, workspace: Workspace, filed_office: Office, door: str
) -> None:
    office, database = filed_office, filed_office.store.path
    said: dict[str, str] = {}
    requested: list[object] = []
    workspace.file_requested.connect(requested.append)
    files = own_files(database)
    if door == "navigation":  # each builds an import: the service behind it has a test of its own
        files = {what: files[what] for what in ("hard link", "folder")}
    for what, path in files.items():
        office.said.clear()
        DOORS[door](workspace, path)
        qtbot.waitUntil(lambda: not office.context.tasks.is_busy, timeout=PATIENCE_MS)
        page = workspace.window.page("import")
        assert isinstance(page, ImportPage)
        shown = [text.text() for text in page.refused_view.findChildren(QLabel) if text.text()]
        said[what] = " ".join(office.said or shown)
        assert held(database) == BOTH, what
        assert page.run is None, what
    for what, sentence in said.items():
        if what in ("itself", "by another way", "link", "hard link"):
            assert re.search(
                "is the file that is open here already|is the SalesDesk file you work in", sentence
            )
        elif what == "folder":
            assert "is a folder" in sentence
        else:
            other = what in ("backup", "another")
            assert ("is a SalesDesk file" if other else "belongs to a SalesDesk file") in sentence, what
    assert requested == []
    office.person("Jonas Lindqvist")
    assert held(database) == BOTH


def test_another_salesdesk_file_is_opened_when_asked(
    qtbot: QtBot, workspace: Workspace, filed_office: Office
) -> None:
    other = filed_office.store.path.with_name("other.salesdesk")
    shutil.copyfile(filed_office.store.path, other)
    requested: list[object] = []
    workspace.file_requested.connect(requested.append)
    drop(workspace.window, filed_office.store.path.with_name("leads.csv"), other)
    bar = workspace.window.message_bar
    assert bar.text.text().startswith("other.salesdesk is a SalesDesk file.")
    assert workspace.window.current_key == "import", "the list beside it is read"
    qtbot.mouseClick(bar.action, Qt.MouseButton.LeftButton)
    assert requested == [other]
    qtbot.waitUntil(lambda: not filed_office.context.tasks.is_busy, timeout=PATIENCE_MS)


def test_the_open_file_is_not_opened_a_second_time(workspace: Workspace, filed_office: Office) -> None:
    requested: list[object] = []
    workspace.file_requested.connect(requested.append)
    for name in ("office.salesdesk", "linked"):
        workspace.file.choose()
        dialog = next(
            w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog) and w.isVisible()
        )
        dialog.fileSelected.emit(str(filed_office.store.path.with_name(name)))
        dialog.reject()
        assert filed_office.said.pop() == f"{name} is the file that is open here already."
    assert requested == []
    assert held(filed_office.store.path) == BOTH


def test_whatever_the_window_does_with_files_the_locks_stay(
    qtbot: QtBot, workspace: Workspace, filed_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, database = filed_office, filed_office.store.path
    monkeypatch.setattr(sys, "excepthook", CrashHook(office.context.messages).handle)
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    remember(database)
    window = workspace.window
    window.show_page("settings")
    settings = window.page("settings")
    card = settings.findChild(BackupsCard)

    def press(text: str) -> None:
        found = next(b for b in settings.findChildren(QPushButton) if b.text().strip() == text)
        qtbot.mouseClick(found, Qt.MouseButton.LeftButton)

    for what, step in {
        "recent files": lambda: (recent(), default_file()),
        "back up": lambda: press("Back up now"),
        "check": lambda: press("Check the file"),
        "open the folder": lambda: press("Open folder"),
        "save a copy": lambda: card.save_copy(database.with_name("copy.salesdesk")),
        "save a copy over itself": lambda: card.save_copy(database),
        "back up by the palette": workspace.file.back_up_now,
        "automatic backup": workspace.file.back_up,
        "undo": office.context.commands.undo,
        "redo": office.context.commands.redo,
    }.items():
        step()
        qtbot.waitUntil(lambda: not office.context.tasks.is_busy, timeout=PATIENCE_MS)
        for report in QApplication.topLevelWidgets():
            if isinstance(report, QDialog) and report.isVisible():
                report.accept()
        assert held(database) == BOTH, what
    assert opened
    assert all(Path(path).is_dir() for path in opened), "a folder is shown, never the file"


@pytest.mark.parametrize(
    "words",
    [
        ("import", "{}"),
        ("import", "{}", "--plan"),
        ("import", "{}", "--sheet", "x", "--json"),
        ("duplicates", "{}"),
        ("duplicates", "{}", "--kind", "contacts", "--json"),
    ],
)
def test_no_command_looks_into_the_open_file(
    filed_office: Office, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """The command runs in the process that has the file open: a look into it would drop the locks of this one."""
    database = filed_office.store.path
    for what, path in own_files(database).items():
        if words[0] == "duplicates" and what.startswith(("hard link", "folder")):
            continue  # read by a child, in a process without any database
        code = main([*(word.format(path) for word in words), "--database", str(database)])
        said = capsys.readouterr()
        assert (code, said.out) == (1, ""), what
        assert "SalesDesk file" in said.err or "is a folder" in said.err, what
        assert held(database) == BOTH, what


def test_own_files_are_told_without_a_look(filed_office: Office, tmp_path: Path) -> None:
    database = filed_office.store.path
    for what, path in own_files(database).items():
        told = what_is(path, (database,))
        expected = Own.PART if what.startswith("-") or " to the " in what else Own.OPEN
        if what in ("backup", "another"):
            expected = Own.DATABASE
        elif what == "folder":
            expected = Own.FOREIGN
        assert told is expected, what
    assert what_is(database.with_name("leads.csv"), (database,)) is Own.FOREIGN
    assert what_is(tmp_path / "absent.csv", (database,)) is Own.FOREIGN
    (tmp_path / "circle.csv").symlink_to(tmp_path / "circle.csv")
    assert what_is(tmp_path / "circle.csv", (database,)) is Own.FOREIGN
    (tmp_path / "sales").mkdir()
    assert what_is(tmp_path / "sales-journal", ()) is Own.FOREIGN
    odd = tmp_path / "crm.db"
    odd.write_bytes(b"")
    (tmp_path / "crm.db-guard").write_bytes(b"")
    assert what_is(odd) is Own.DATABASE, "somebody has it open"
    assert what_is(tmp_path / "crm.db-guard") is Own.PART
    assert held(database) == BOTH


def test_the_service_refuses_what_reached_it(filed_office: Office) -> None:
    work = Silent()
    for name in ("office.salesdesk", "linked", "office.salesdesk-wal"):
        with refusing(FileProblem, match="SalesDesk file"):
            filed_office.services.imports.open(filed_office.store.path.with_name(name), work)
    assert held(filed_office.store.path) == BOTH


def test_a_text_that_looks_like_a_picture_opens_no_file(
    qtbot: QtBot, workspace: Workspace, filed_office: Office
) -> None:
    """A name can come from anybody's list; Qt loads the picture of a tooltip from wherever it is said to be."""
    database = filed_office.store.path
    name = f'<img src="{QUrl.fromLocalFile(str(database)).toString()}"> Berg & Söhne'
    tip = plain_tip(name)
    QToolTip.showText(QPoint(5, 5), tip, workspace.window)
    shown = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "qtooltip_label")
    assert isinstance(shown, QLabel)
    document = QTextDocument()
    document.setHtml(shown.text())
    assert document.toPlainText() == name
    assert not shown.grab().isNull()
    assert held(database) == BOTH
    QToolTip.hideText()
    assert plain_tip("Berg & Söhne") == "Berg & Söhne"
    number = filed_office.person(name, company=name, tags="a")
    workspace.window.show_page("contacts")
    table = workspace.window.page("contacts").findChild(RecordTable)
    table.select_id(number)
    index = next(i for i in table.selectionModel().selectedIndexes() if i.data() == name)
    at = table.visualRect(index).center()
    QApplication.sendEvent(table.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, table.mapToGlobal(at)))
    workspace.window.show_page("contact", number)
    qtbot.waitUntil(lambda: not filed_office.context.tasks.is_busy, timeout=PATIENCE_MS)
    assert not workspace.window.grab().isNull()
    for widget in workspace.window.findChildren(QWidget):
        assert "<img" not in widget.toolTip(), widget
    assert held(database) == BOTH
    QToolTip.hideText()
