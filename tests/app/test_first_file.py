"""A file to begin with that cannot be opened: a question instead of nothing, where somebody can answer."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.app.desktop import Desktop
from salesdesk.app.first_file import FirstFile
from salesdesk.services.services import build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from salesdesk.ui.dialogs.cannot_open import BackupChoice
from salesdesk.ui.dialogs.password import PasswordDialog
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.theme import Theme
from tests.builders import add_contact
from tests.conftest import ROOT
from tests.time_limit import PATIENCE_MS
from tests.ui.plain import be_plain


@pytest.fixture
def first(qapp: QApplication, tmp_path: Path) -> Iterator[FirstFile]:
    theme = Theme()
    theme.apply(qapp, "light")
    preferences = Preferences(tmp_path / "window.ini")
    desktop = Desktop(qapp, theme, preferences)
    made = FirstFile(qapp, desktop, theme, preferences)
    yield made
    made.close()
    desktop.close()
    qapp.processEvents()
    be_plain(qapp)


def file(path: Path, password: str = "", *, copies: int = 0) -> Path:
    """A file with one person and backups of it."""
    store = Store(path, password=password)
    set_up(store)
    add_contact(store)
    if copies:
        made = build_services(store).backups.make()
        folder = path.parent / "Backups"
        for month in range(1, copies):
            shutil.copy(
                folder / f"{made.name}.salesdesk", folder / f"{path.stem} 2020-0{month}-01 09-00-00.salesdesk"
            )
    store.close()
    return path


def emptied(path: Path) -> Path:
    for beside in path.parent.glob(f"{path.name}-*"):
        beside.unlink()
    path.write_bytes(b"")
    return path


def press(where: QWidget, text: str) -> None:
    next(made for made in where.findChildren(QPushButton) if made.text() == text).click()


def people(first: FirstFile) -> int:
    window = first._desktop.window
    assert window is not None
    return window._context.store.contacts.count()


def opened(qtbot: QtBot, first: FirstFile) -> None:
    qtbot.waitUntil(lambda: first._desktop.window is not None, timeout=PATIENCE_MS)


@pytest.mark.parametrize("password", ["", "open sesame"])
def test_a_backup_takes_the_place_of_the_file(
    qtbot: QtBot, first: FirstFile, tmp_path: Path, password: str
) -> None:
    path = emptied(file(tmp_path / "mine.salesdesk", password, copies=2))
    first.ask("It is empty.", path)
    assert first.dialog.text.text() == "It is empty."
    press(first.dialog, "Restore a backup…")
    choice = first.dialog.findChild(BackupChoice)
    assert choice.findChild(QComboBox).count() == 2
    press(choice, "Restore")
    if password:
        qtbot.waitUntil(lambda: first.dialog.findChild(PasswordDialog) is not None, timeout=PATIENCE_MS)
        asking = first.dialog.findChild(PasswordDialog)
        asking.findChild(QLineEdit).setText(password)
        press(asking, "Open")
    opened(qtbot, first)
    assert people(first) == 1
    window = first._desktop.window
    assert window is not None
    assert window.message_bar.text.text().startswith("mine.salesdesk was restored from mine 2")


def test_a_damaged_backup_is_refused_and_the_question_stays(
    qtbot: QtBot, first: FirstFile, tmp_path: Path
) -> None:
    path = emptied(file(tmp_path / "mine.salesdesk", copies=1))
    copy = next((tmp_path / "Backups").iterdir())
    copy.write_bytes(copy.read_bytes()[:5000])
    first.ask("It is empty.", path)
    press(first.dialog, "Restore a backup…")
    press(first.dialog.findChild(BackupChoice), "Restore")
    qtbot.waitUntil(lambda: copy.name in first.dialog.text.text(), timeout=PATIENCE_MS)
    assert first.dialog.isVisible()
    assert first.dialog.isEnabled()
    assert path.read_bytes() == b""
    assert first._desktop.window is None
    first.dialog.accept()  # to quit would end the loops of the tests that follow


def test_another_file_is_opened_and_one_more_that_does_not_open_is_said(
    qtbot: QtBot, first: FirstFile, tmp_path: Path
) -> None:
    good, bad = file(tmp_path / "good.salesdesk"), tmp_path / "bad.salesdesk"
    bad.write_bytes(b"SQLite format 3\x00" + b"\x07" * 5000)
    first.ask("It is no file.", None)
    assert first.dialog.heading.text() == "The database cannot be opened"
    assert not first.dialog.restore_button.isVisible()
    for path in (bad, good):
        press(first.dialog, "Open another file…")
        asking = first.dialog.findChildren(QFileDialog)[-1]
        assert asking.width() >= 640, "a list of files needs room"
        asking.setDirectory(str(tmp_path))
        asking.selectFile(str(path))
        asking.accept()
        if path is bad:
            assert first.dialog.heading.text() == "bad.salesdesk cannot be opened"
            assert first.dialog.isVisible()
    opened(qtbot, first)
    assert people(first) == 1
    assert first._desktop.window is not None
    assert first._desktop.window.isVisible()


def test_another_file_with_a_password_asks_for_it(qtbot: QtBot, first: FirstFile, tmp_path: Path) -> None:
    secret = file(tmp_path / "secret.salesdesk", "open sesame")
    first.ask("It is no file.", None)
    first.open(secret)
    asking = first.dialog.findChild(PasswordDialog)
    press(asking, "Cancel")
    assert first.dialog.isVisible()
    first.open(secret)
    asking = first.dialog.findChildren(PasswordDialog)[-1]
    asking.findChild(QLineEdit).setText("open sesame")
    press(asking, "Open")
    opened(qtbot, first)


ANSWERING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from salesdesk import app
from salesdesk.app import first_file
from salesdesk.ui.dialogs.cannot_open import CannotOpenDialog

bad, good, seen = sys.argv[1:]
if seen == "seen":
    first_file._UNSEEN = ()

def answer():
    dialog = next(w for w in application.topLevelWidgets() if isinstance(w, CannotOpenDialog))
    print(dialog.text.text())
    if good:
        dialog.file_chosen.emit(Path(good))
        window = next(w for w in application.topLevelWidgets() if w.isVisible() and w is not dialog)
        QTimer.singleShot(0, window, window.close)
    else:
        next(b for b in dialog.findChildren(QPushButton) if b.text() == "Quit").click()

application = QApplication(sys.argv[:1])
QTimer.singleShot(0, application, answer)
sys.exit(app.run([bad]))
"""


@pytest.mark.parametrize(
    ("answer", "seen", "code"), [("good.salesdesk", "seen", 0), ("", "seen", 1), ("", "unseen", 1)]
)
def test_the_exit_code_tells_whether_a_file_was_opened(
    tmp_path: Path, answer: str, seen: str, code: int
) -> None:
    """In a process of its own, for the program ends. Where nobody can answer, nothing is asked."""
    bad = tmp_path / "bad.salesdesk"
    bad.write_bytes(b"SQLite format 3\x00" + b"\x07" * 5000)
    good = str(file(tmp_path / answer)) if answer else ""
    run = subprocess.run(
        [sys.executable, "-c", ANSWERING, str(bad), good, seen],
        capture_output=True,
        text=True,
        timeout=240,
        cwd=ROOT,
    )
    assert run.returncode == code, run.stderr
    sentence = "bad.salesdesk is damaged. Open the latest backup instead."
    assert sentence in run.stderr.splitlines()
    assert "Traceback" not in run.stderr
    assert run.stdout.splitlines() == ([sentence] if seen == "seen" else [])
