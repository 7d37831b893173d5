"""What tests of the window need: a theme in force, and the frame's parts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.ui.context import Context
from salesdesk.ui.files import dialogs as file_dialogs
from salesdesk.ui.preferences import folder_of
from salesdesk.ui.task_runner import TaskRunner
from salesdesk.ui.theme import Theme
from salesdesk.ui.window.main_window import MainWindow
from salesdesk.ui.window.workspace import Workspace
from tests.ui.pages.office import Office, open_office
from tests.ui.plain import be_plain, in_the_light
from tests.visual.frame import make_context, make_window

FILE_PURPOSES = ("import", "file", "export", "report", "problems", "copy")


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme, in force, the same for all tests."""
    return in_the_light(qapp)


@pytest.fixture(autouse=True)
def plain_without_theme(request: pytest.FixtureRequest) -> None:
    """A test that asks for no theme has none, whatever ran before it."""
    app = QApplication.instance()
    if isinstance(app, QApplication) and "theme" not in request.fixturenames:
        be_plain(app)


@pytest.fixture(autouse=True, scope="module")
def plain_for_others() -> Iterator[None]:
    """Tests elsewhere know nothing of themes."""
    yield
    app = QApplication.instance()
    if isinstance(app, QApplication):
        be_plain(app)


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[TaskRunner]:
    """A worker that is closed at the end."""
    runner = TaskRunner()
    yield runner
    runner.close()


@pytest.fixture
def frame_context(theme: Theme, tmp_path: Path) -> Iterator[Context]:
    """A page's context over a journal with a single change."""
    context = make_context(theme, tmp_path)
    yield context
    context.tasks.close()


@pytest.fixture
def filed_office(theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An open file in a folder with others, which every dialog starts in. Qt's own memory of folders is the test's."""
    monkeypatch.setattr(file_dialogs, "NATIVE", False)
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "qt"))
    folder = tmp_path / "work"
    folder.mkdir()
    opened = open_office(folder, theme)
    opened.person("Amara Okafor", email="amara@nordwind.eu")
    opened.services.deals.create("Fleet", opened.store.pipelines.all()[0].stages[1].id, amount=1000)
    for name in ("leads.csv", "list.xlsx", "card.vcf", "notes", "office.salesdesk-mark"):
        (folder / name).write_text("Name;E-Mail\nAnn Berg;no address\n", encoding="utf-8")
    (folder / "Backups").mkdir()
    (folder / "linked").symlink_to(folder / "office.salesdesk")
    for purpose in FILE_PURPOSES:
        opened.context.preferences.set(folder_of(purpose), str(folder))
    monkeypatch.chdir(folder)  # Qt's first guess
    yield opened
    opened.close()


@pytest.fixture
def workspace(qtbot: QtBot, filed_office: Office) -> Workspace:
    """The whole window over it."""
    made = Workspace(filed_office.context)
    qtbot.addWidget(made.window)
    made.window.resize(1024, 640)
    made.window.show()
    qtbot.waitExposed(made.window)
    return made


@pytest.fixture
def window(qtbot: QtBot, frame_context: Context) -> MainWindow:
    """The frame with a list of 48,120 rows, shown."""
    made = make_window(frame_context)
    qtbot.addWidget(made)
    made.show()
    return made
