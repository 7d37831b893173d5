"""Files and folders that cannot be used: every command and the window do their work, or refuse it in one sentence that
is true and says what to do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.app.desktop import Desktop
from salesdesk.cli.session import PASSWORD_VARIABLE
from salesdesk.errors import SalesDeskError
from salesdesk.services.services import build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from salesdesk.ui.preferences import Preferences
from salesdesk.ui.theme import Theme
from salesdesk.wording import worded
from tests.builders import add_contact, add_many
from tests.faults import figures, killing, operations
from tests.faults.shapes import COMMANDS, PASSWORD, SHAPES, Originals, Shape

_DRIVER_WORDS = (
    r"traceback|unexpected|sqlite|sqlcipher|errno|malformed|database disk|no such table|database is|file is not a|"
    r"unable to open|error:|exception|vtable|<class"
)
_ADMINISTRATOR = hasattr(os, "getuid") and os.getuid() == 0

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="shapes of POSIX file systems")


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Originals:
    place, found = tmp_path_factory.mktemp("originals"), []
    for name, password in (("plain", ""), ("encrypted", PASSWORD), ("other", "")):
        store = Store(place / f"{name}.salesdesk", password=password)
        set_up(store, currency="EUR", country="DE")
        add_many(store, 300, companies=20)
        store.close()
        found.append(store.path)
    hot = place / "hot.salesdesk"
    shutil.copyfile(found[0], hot)
    killing.run(operations.leave_log, hot)
    (place / "leads.csv").write_text(
        "First name,Last name,Email\nIda,Lund,ida@example.com\n", encoding="utf-8"
    )
    return Originals(*found, hot)


TRIED = [
    shape if number % 3 == 0 else pytest.param(shape, marks=pytest.mark.slow)
    for number, shape in enumerate(SHAPES)
]
"""A third of them in a short run; their kinds have tests of their own beside what opens them."""


@pytest.mark.parametrize("shape", TRIED, ids=lambda shape: shape.name)
def test_commands_say_what_is_the_matter(
    shape: Shape,
    originals: Originals,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    qapp: QApplication,
) -> None:
    if shape.administrator and not _ADMINISTRATOR:
        pytest.skip("devices and mounts are made by an administrator only")
    if shape.unprivileged and _ADMINISTRATOR and sys.platform != "linux":
        pytest.skip("an administrator passes over all rights here")
    monkeypatch.setenv(PASSWORD_VARIABLE, shape.password)
    wrong = []
    for command in tried(shape, everything=bool(request.config.getoption("--slow"))):
        if command == "window" and shape.unprivileged and _ADMINISTRATOR:
            continue  # the window of this process belongs to an administrator
        folder, home = tmp_path / command, tmp_path / f"{command} home"
        folder.mkdir()
        home.mkdir()
        try:
            path = shape.make(folder, originals)
        except (subprocess.CalledProcessError, PermissionError):
            pytest.skip("neither devices nor mounts are made here")
        try:
            code, said = spoken(command, path, home, originals, shape, monkeypatch)
        finally:
            shape.undo(folder)
        if fault := fault_of(shape, command, code, said):
            wrong.append(f"{command}: {fault}; exit {code}, it says: {said.strip() or 'nothing'}")
    figures.record(request, unusable_files_and_folders=1)
    assert not wrong, "\n".join(wrong)


def tried(shape: Shape, *, everything: bool) -> tuple[str, ...]:
    """The commands for a shape: in a short run two of each, in turn, and never the import, which starts a process."""
    if everything or shape.widely:
        return COMMANDS
    turn = SHAPES.index(shape)
    return ("check", ("search", "backup", "restore", "window")[turn % 4])


def spoken(
    command: str,
    path: Path,
    home: Path,
    originals: Originals,
    shape: Shape,
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[int, str]:
    """The exit code of a command on this file, and what it says on standard error."""
    if command == "window":
        return opened_in_window(path, home, shape.password)
    rest = {
        "search": ["Person"],
        "check": [],
        "backup": [str(home / "copy.salesdesk")],
        "restore": [str(originals.encrypted if shape.password == PASSWORD else originals.plain)],
        "import": [str(originals.plain.parent / "leads.csv")],
    }[command]
    words = ("--database", str(path), command, *rest)
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(home))
    if not (shape.unprivileged and _ADMINISTRATOR):
        return operations.spoken(words)
    return killing.answered(operations.answer, home / "answer.json", words, False)


def opened_in_window(path: Path, home: Path, password: str) -> tuple[int, str]:
    """Open and close the window on a file."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    desktop = Desktop(application, Theme(), Preferences(home / "window.ini"))
    try:
        desktop.open(path, password)
    except SalesDeskError as error:
        return 1, worded(error) + "\n"
    finally:
        desktop.close()
    return 0, ""


def fault_of(shape: Shape, command: str, code: int, said: str) -> str:
    """What is wrong with an answer; "" when nothing is."""
    pattern = shape.pattern(command)
    allowed = {0} if not pattern else {0, 1} if pattern.startswith("|") else {1}
    if code not in allowed:
        return f"exit code not in {allowed}"
    if code == 1 and not re.search(pattern.removeprefix("|"), said):
        return f"does not say {pattern!r}"
    if (
        code == 0
        and said
        and not (shape.warns and re.search(shape.warns, said))
        and "reading only" not in said
    ):
        return "warns of something"
    if re.search(_DRIVER_WORDS, said, re.IGNORECASE):
        return "speaks like a driver"
    if code == 1 and (said.count("\n") != 1 or not said.endswith(".\n")):
        return "is not one sentence in one line"
    claims = [claim for claim in shape.never if claim in said and command != "restore"]
    return f"claims {claims}" if claims else ""


# -- the folder of the backups --------------------------------------------------------------------------------------


@pytest.mark.expects_log("backup on closing")
def test_a_window_closes_although_backups_is_a_file(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "mine.salesdesk"
    store = Store(path)
    set_up(store)
    add_contact(store)
    store.close()
    (tmp_path / "Backups").write_text("notes", encoding="utf-8")
    desktop = Desktop(qapp, Theme(), Preferences(tmp_path / "window.ini"))
    desktop.open(path)
    assert desktop.window is not None
    services = build_services(desktop.window._context.store)
    services.contacts.create({"full_name": "Zoë Müller"})
    with pytest.raises(SalesDeskError) as refused:
        services.backups.make()
    assert "Backups" in worded(refused.value)
    desktop.close()
    assert (tmp_path / "Backups").read_text(encoding="utf-8") == "notes"
