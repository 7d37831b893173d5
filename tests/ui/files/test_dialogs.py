"""Every dialog for files: it never looks into one, and it is where and what a person expects."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest
from PySide6.QtCore import QFileInfo, QStandardPaths, Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QFileSystemModel,
    QLineEdit,
    QListView,
    QPushButton,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from salesdesk.ui.files import dialogs as file_dialogs
from salesdesk.ui.files import icons as file_icons
from salesdesk.ui.files.dialogs import (
    SALESDESK_FILES,
    PlainFileDialog,
    choose_files,
    choose_folder,
    choose_target,
    start_folder,
)
from salesdesk.ui.files.icons import FileIcons
from salesdesk.ui.lists.export_dialog import ExportDialog
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.pages.imports.page import ImportPage
from salesdesk.ui.preferences import FOLDER, folder_of
from salesdesk.ui.widgets.dialog import Question
from salesdesk.ui.window.workspace import Workspace
from tests.conftest import ROOT
from tests.held_locks import BOTH, held
from tests.time_limit import PATIENCE_MS
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of the files a dialog has asked about; what asks elsewhere is not seen here, and waited for in
    vain."""
    names: set[str] = set()

    class Watched(FileIcons):
        def type(self, info: QFileInfo) -> str:
            names.add(info.fileName())
            return super().type(info)

    monkeypatch.setattr(file_icons, "FileIcons", Watched)
    monkeypatch.setattr(file_icons, "_drawn", WeakKeyDictionary())  # the theme has others from another test
    return names


def the_dialog() -> PlainFileDialog:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog) and w.isVisible()]
    assert len(found) == 1
    assert isinstance(found[0], PlainFileDialog)
    return found[0]


def idle(qtbot: QtBot, filed_office: Office) -> None:
    qtbot.waitUntil(lambda: not filed_office.context.tasks.is_busy, timeout=PATIENCE_MS)


def press(qtbot: QtBot, where: QWidget, text: str) -> None:
    """Press a button by the beginning of its words."""
    buttons = [
        b for b in where.findChildren(QPushButton) if b.text().replace("&", "").strip().startswith(text)
    ]
    found = next((b for b in buttons if b.isVisible()), None)
    assert found is not None, text
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def by_import(qtbot: QtBot, workspace: Workspace, filed_office: Office) -> None:
    press(qtbot, workspace.window.top_bar, "Import")


def by_open(qtbot: QtBot, workspace: Workspace, filed_office: Office) -> None:
    palette = workspace.window.palette_overlay
    palette.summon("> Open another")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)


def by_copy(qtbot: QtBot, workspace: Workspace, filed_office: Office) -> None:
    workspace.window.show_page("settings")
    press(qtbot, workspace.window.page("settings"), "Save a copy as")


def by_import_page(qtbot: QtBot, workspace: Workspace, filed_office: Office) -> None:
    workspace.window.show_page("import")
    press(qtbot, workspace.window.page("import"), "Choose a file")


def by_refused_file(qtbot: QtBot, workspace: Workspace, filed_office: Office) -> None:
    workspace.window.show_page("import", (filed_office.store.path.parent / "no such.csv",))
    idle(qtbot, filed_office)
    press(qtbot, workspace.window.page("import"), "Choose another file")


def by_problem_rows(qtbot: QtBot, workspace: Workspace, filed_office: Office) -> None:
    workspace.window.show_page("import", (filed_office.store.path.parent / "leads.csv",))
    page = workspace.window.page("import")
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.run is not None and not page.run.is_busy, timeout=PATIENCE_MS)
    page.problem_file.choose()


def by_report(qtbot: QtBot, workspace: Workspace, filed_office: Office) -> None:
    workspace.window.show_page("reports")
    idle(qtbot, filed_office)
    press(qtbot, workspace.window.page("reports"), "Excel")


def by_export(qtbot: QtBot, workspace: Workspace, filed_office: Office) -> None:
    workspace.window.show_page("contacts")
    page = workspace.window.page("contacts")
    assert isinstance(page, ContactsPage)
    page.export()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ExportDialog) and w.isVisible())
    press(qtbot, dialog, "Choose file")


DOORS: dict[str, Callable[[QtBot, Workspace, Office], None]] = {
    "import": by_import,
    "import page": by_import_page,
    "refused file": by_refused_file,
    "open": by_open,
    "copy": by_copy,
    "problem rows": by_problem_rows,
    "report": by_report,
    "export": by_export,
}


@pytest.mark.parametrize("door", DOORS)
def test_no_dialog_makes_the_open_file_look_unused(
    qtbot: QtBot, workspace: Workspace, filed_office: Office, looked_at: set[str], door: str
) -> None:
    path = filed_office.store.path
    DOORS[door](qtbot, workspace, filed_office)
    dialog = the_dialog()
    assert Path(dialog.directory().absolutePath()) == path.parent
    everything = {entry.name for entry in path.parent.iterdir()}
    assert {path.name, f"{path.name}-wal", f"{path.name}-shm", "linked"} <= everything
    qtbot.waitUntil(lambda: everything <= looked_at, timeout=PATIENCE_MS)
    model = dialog.findChild(QFileSystemModel)
    qtbot.waitUntil(lambda: model.rowCount(model.index(str(path.parent))) > 0, timeout=PATIENCE_MS)
    assert not dialog.grab().isNull()
    assert held(path) == BOTH, "listed"
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    field.clear()
    qtbot.keyClicks(field, path.name[:4])  # the completion lists, too
    dialog.selectNameFilter(dialog.nameFilters()[-1])
    dialog.setDirectory(str(path.parent / "Backups"))
    qtbot.waitUntil(lambda: model.rootPath() == str(path.parent / "Backups"), timeout=PATIENCE_MS)
    dialog.setDirectory(str(path.parent))
    tree = dialog.findChild(QTreeView, "treeView")
    tree.selectAll()
    assert not dialog.grab().isNull()
    idle(qtbot, filed_office)
    assert held(path) == BOTH, "used"
    dialog.reject()
    qtbot.waitUntil(lambda: not dialogs_left())
    assert held(path) == BOTH, "closed"


def test_a_folder_is_chosen_and_no_file_in_it_looked_into(
    qtbot: QtBot, workspace: Workspace, filed_office: Office
) -> None:
    path, got = filed_office.store.path, []
    filed_office.context.preferences.set(folder_of("backups"), str(path.parent))
    choose_folder(workspace.window, filed_office.context, "backups", "Folder for backups", got.append)
    dialog = the_dialog()
    assert_all_named(dialog)
    model = dialog.findChild(QFileSystemModel)
    qtbot.waitUntil(lambda: model.rowCount(model.index(str(path.parent))) > 0, timeout=PATIENCE_MS)
    assert not dialog.grab().isNull()
    assert not dialog.findChild(QComboBox, "fileTypeCombo").isVisible()
    assert dialog.findChild(QToolButton, "newFolderButton").isVisible()
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    field.clear()
    qtbot.keyClicks(field, "Backups")
    press(qtbot, dialog, "Choose")
    assert got == [path.parent / "Backups"]
    qtbot.waitUntil(lambda: not dialogs_left())
    assert filed_office.context.preferences.get(folder_of("backups")) == str(path.parent / "Backups")
    assert held(path) == BOTH


def dialogs_left() -> list[QWidget]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog)]


_UNGUARDED = """
import sys
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QFileSystemModel
from salesdesk.store.store import Store
from tests.held_locks import held
store = Store(Path(sys.argv[1]))
app = QApplication([])
before = held(store.path)
dialog = QFileDialog(None, "Open", str(store.path.parent))
loop = QEventLoop()
dialog.findChild(QFileSystemModel).directoryLoaded.connect(loop.quit)
QTimer.singleShot(20_000, loop.quit)
dialog.open()
loop.exec()
print(sorted(before), sorted(held(store.path)))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the locks belong to the handle")
def test_a_dialog_as_qt_makes_it_drops_the_locks(tmp_path: Path) -> None:
    """Otherwise the test above could not fail."""
    run = subprocess.run(
        [sys.executable, "-c", _UNGUARDED, str(tmp_path / "thrown away.salesdesk")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert run.stdout.strip() == "['', '-shm'] []"


# ---- where it starts ----


def test_it_starts_in_the_last_folder_else_in_the_documents(
    filed_office: Office, home: Path, tmp_path: Path
) -> None:
    preferences = filed_office.context.preferences
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    assert documents.is_relative_to(home)
    gone = tmp_path / "gone"
    preferences.set(folder_of("import"), str(gone))
    assert start_folder(preferences, "import") == Path.home() == home, "no documents folder here"
    documents.mkdir()
    assert start_folder(preferences, "import") == documents
    assert start_folder(preferences, "never used") == documents
    gone.mkdir()
    assert start_folder(preferences, "import") == gone
    preferences.set(FOLDER, str(tmp_path))
    assert start_folder(preferences, "import") == gone
    assert start_folder(preferences, "never used") == tmp_path


def test_the_folder_is_remembered_for_each_purpose(
    qtbot: QtBot, workspace: Workspace, filed_office: Office, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "more.csv").write_text("Name\nAnn\n", encoding="utf-8")
    got: list[object] = []
    dialog = choose_files(workspace.window, filed_office.context, "import", "Import", got.append)
    dialog.selectFile(str(other / "more.csv"))
    dialog.accept()
    assert got == [[other / "more.csv"]]
    assert start_folder(filed_office.context.preferences, "import") == other
    assert start_folder(filed_office.context.preferences, "export") == filed_office.store.path.parent
    assert start_folder(filed_office.context.preferences, "never used") == other


# ---- what it gives ----


def saving(
    workspace: Workspace, filed_office: Office, got: list[Path], name: str = "new.xlsx"
) -> PlainFileDialog:
    kinds = ["Excel workbook (*.xlsx)", "Text tables (*.csv)"]
    choose_target(workspace.window, filed_office.context, "report", "Save", kinds, name, got.append)
    return the_dialog()


def the_question() -> Question:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, Question) and w.isVisible())


def test_a_name_gets_the_ending_of_its_kind(qtbot: QtBot, workspace: Workspace, filed_office: Office) -> None:
    got: list[Path] = []
    for typed, expected in (
        ("review", "review.xlsx"),
        ("Nr. 5", "Nr. 5.xlsx"),
        ("review.csv", "review.csv"),
        ("office.salesdesk", "office.salesdesk.xlsx"),
        ("REVIEW.XLSX", "REVIEW.XLSX"),
    ):
        dialog = saving(workspace, filed_office, got)
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert field.text() == "new.xlsx"
        field.setText(typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert not dialog.isVisible()
        assert got.pop().name == expected
        qtbot.waitUntil(lambda: not dialogs_left())


def test_another_kind_changes_the_ending(qtbot: QtBot, workspace: Workspace, filed_office: Office) -> None:
    got: list[Path] = []
    dialog = saving(workspace, filed_office, got)
    kinds = dialog.findChild(QComboBox, "fileTypeCombo")
    kinds.setCurrentIndex(1)
    kinds.activated.emit(1)
    press(qtbot, dialog, "Save")
    assert [path.name for path in got] == ["new.csv"]


def test_a_file_that_exists_is_replaced_only_after_a_yes(
    qtbot: QtBot, workspace: Workspace, filed_office: Office
) -> None:
    got: list[Path] = []
    dialog = saving(workspace, filed_office, got, "list")
    press(qtbot, dialog, "Save")
    question = the_question()
    assert "list.xlsx" in question.heading.text()
    press(qtbot, question, "Cancel")
    assert (got, dialog.isVisible()) == ([], True), "the dialog waits for another name"
    press(qtbot, dialog, "Save")
    press(qtbot, the_question(), "Replace")
    assert [path.name for path in got] == ["list.xlsx"]
    qtbot.waitUntil(lambda: not dialogs_left())


def test_the_open_file_is_refused_before_anything_is_asked(
    qtbot: QtBot, workspace: Workspace, filed_office: Office
) -> None:
    got: list[Path] = []
    mine = filed_office.store.path
    for kind, name, said in (
        (SALESDESK_FILES, mine.name, "is the SalesDesk file with your data"),
        (SALESDESK_FILES, f"{mine.name}-wal.salesdesk", ""),
    ):
        dialog = choose_target(
            workspace.window, filed_office.context, "copy", "Save", [kind], "copy.salesdesk", got.append
        )
        assert isinstance(dialog, PlainFileDialog)
        dialog.setDirectory(str(mine.parent))
        dialog.findChild(QLineEdit, "fileNameEdit").setText(name)
        press(qtbot, dialog, "Save")
        if said:
            question = the_question()
            assert said in question.text.text()
            press(qtbot, question, "OK")
            assert (got, dialog.isVisible()) == ([], True)
            dialog.reject()
    assert [path.name for path in got] == [f"{mine.name}-wal.salesdesk"]


def test_what_is_completed_is_dressed_like_a_list(
    qtbot: QtBot, workspace: Workspace, filed_office: Office
) -> None:
    dialog = saving(workspace, filed_office, [])
    popup = dialog.findChild(QLineEdit, "fileNameEdit").completer().popup()
    assert popup.property("popup") is True
    popup.ensurePolished()
    assert popup.viewport().palette().color(QPalette.ColorRole.Base) == filed_office.context.theme.color(
        "panel"
    )
    dialog.reject()


def test_what_does_not_exist_is_said_without_a_loop(
    qtbot: QtBot, workspace: Workspace, filed_office: Office
) -> None:
    by_import(qtbot, workspace, filed_office)
    dialog = the_dialog()
    dialog.findChild(QLineEdit, "fileNameEdit").setText("absent.csv")
    dialog.accept()
    assert "absent.csv" in the_question().heading.text()
    press(qtbot, the_question(), "OK")
    assert dialog.isVisible()
    dialog.findChild(QLineEdit, "fileNameEdit").setText("Backups")
    dialog.accept()
    assert dialog.directory().dirName() == "Backups", "a folder is gone into"
    dialog.reject()
    got: list[Path] = []
    qtbot.waitUntil(lambda: not dialogs_left())
    dialog = saving(workspace, filed_office, got)
    dialog.findChild(QLineEdit, "fileNameEdit").setText("nowhere/new.xlsx")
    dialog.accept()
    press(qtbot, the_question(), "OK")
    dialog.reject()
    assert got == []


def test_a_folder_that_is_not_there_is_said_without_a_loop(
    qtbot: QtBot, workspace: Workspace, filed_office: Office
) -> None:
    got: list[Path] = []
    choose_folder(workspace.window, filed_office.context, "backups", "Folder for backups", got.append)
    dialog = the_dialog()
    dialog.findChild(QLineEdit, "fileNameEdit").setText("absent")
    dialog.accept()
    assert "absent" in the_question().heading.text()
    press(qtbot, the_question(), "OK")
    assert (got, dialog.isVisible()) == ([], True)
    dialog.reject()


def test_a_name_that_is_too_long_is_said(qtbot: QtBot, workspace: Workspace, filed_office: Office) -> None:
    got: list[Path] = []
    dialog = saving(workspace, filed_office, got)
    dialog.findChild(QLineEdit, "fileNameEdit").setText("ü" * 200)  # Qt counts letters
    press(qtbot, dialog, "Save")
    assert "too long" in the_question().heading.text()
    press(qtbot, the_question(), "OK")
    assert (got, dialog.isVisible()) == ([], True)
    dialog.reject()


def test_a_new_file_can_be_named_when_one_is_opened(
    qtbot: QtBot, workspace: Workspace, filed_office: Office
) -> None:
    asked: list[object] = []
    workspace.file_requested.connect(asked.append)
    by_open(qtbot, workspace, filed_office)
    dialog = the_dialog()
    dialog.findChild(QLineEdit, "fileNameEdit").setText("second")
    dialog.accept()
    assert asked == [filed_office.store.path.with_name("second.salesdesk")]


# ---- what it must not do ----


@pytest.mark.parametrize("door", ["open", "copy"])
def test_nothing_in_a_dialog_moves_renames_or_deletes(
    qtbot: QtBot, workspace: Workspace, filed_office: Office, door: str
) -> None:
    DOORS[door](qtbot, workspace, filed_office)
    dialog = the_dialog()
    views = [
        dialog.findChild(QTreeView, "treeView"),
        dialog.findChild(QListView, "listView"),
        dialog.findChild(QListView, "sidebar"),
    ]
    for view in views:
        assert view.dragDropMode() is QAbstractItemView.DragDropMode.NoDragDrop
        assert view.editTriggers() == QAbstractItemView.EditTrigger.NoEditTriggers
        assert view.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu
    model = dialog.findChild(QFileSystemModel)
    index = model.index(str(filed_office.store.path))
    tree = views[0]
    tree.setCurrentIndex(index)
    for action in dialog.findChildren(QAction):
        if action.objectName() in ("qt_delete_action", "qt_rename_action"):
            action.trigger()
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    qtbot.keyClick(tree, Qt.Key.Key_F2)
    assert tree.state() is not QAbstractItemView.State.EditingState
    assert filed_office.store.path.exists()
    new_folder = dialog.findChild(QToolButton, "newFolderButton")
    assert new_folder.isVisible() is (door == "copy")
    dialog.reject()


def test_other_programs_keep_their_places(qtbot: QtBot, workspace: Workspace, filed_office: Office) -> None:
    plain = QFileDialog(workspace.window, "", str(filed_office.store.path.parent / "Backups"))
    places, view = plain.sidebarUrls(), plain.viewMode()
    plain.deleteLater()
    by_open(qtbot, workspace, filed_office)
    dialog = the_dialog()
    dialog.reject()
    assert (dialog.sidebarUrls(), dialog.viewMode()) == (places, view)


def test_every_control_is_named(qtbot: QtBot, workspace: Workspace, filed_office: Office) -> None:
    by_copy(qtbot, workspace, filed_office)
    dialog = the_dialog()
    assert_all_named(dialog)
    dialog.reject()


def test_the_dialogs_of_the_desktop_get_the_same_care(
    qtbot: QtBot, workspace: Workspace, filed_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the desktop's own dialogs are used they ask before they replace; what they give is completed here."""
    monkeypatch.setattr(file_dialogs, "NATIVE", True)
    filed_office.context.preferences.set(folder_of("report"), str(tmp_path))
    got: list[Path] = []
    (tmp_path / "old.xlsx").write_bytes(b"")
    for name in ("new", "old"):
        kinds = ["Excel workbook (*.xlsx)"]
        dialog = choose_target(
            workspace.window, filed_office.context, "report", "Save", kinds, name, got.append
        )
        assert type(dialog) is QFileDialog, "a class of our own would not be the desktop's"
        assert isinstance(dialog.iconProvider(), FileIcons)
        dialog.fileSelected.emit(str(tmp_path / name))
        dialog.reject()
    assert got == [tmp_path / "new.xlsx"]
    press(qtbot, the_question(), "Replace")
    assert got == [tmp_path / "new.xlsx", tmp_path / "old.xlsx"]
    qtbot.waitUntil(lambda: not dialogs_left())
