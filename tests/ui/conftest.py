"""What tests of the window need: a theme in force, and the frame's parts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.ui.context import Context
from salesdesk.ui.main_window import MainWindow
from salesdesk.ui.task_runner import TaskRunner
from salesdesk.ui.theme import Theme
from tests.visual.frame import make_context, make_window


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme, in force; the application is plain again afterwards."""
    made = Theme()
    made.apply(qapp, "light")
    yield made
    qapp.setStyleSheet("")
    qapp.setPalette(qapp.style().standardPalette())


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
def window(qtbot: QtBot, frame_context: Context) -> MainWindow:
    """The frame with a list of 48,120 rows, shown."""
    made = make_window(frame_context)
    qtbot.addWidget(made)
    made.show()
    return made
