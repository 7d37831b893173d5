"""A desk to import at: a real file with services, the page, and ways to wait for the worker."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.services.services import Services, build_services
from salesdesk.store.store import Store
from salesdesk.ui.context import Context
from salesdesk.ui.pages.imports.page import ImportPage
from salesdesk.ui.pages.imports.run.run import ImportRun
from salesdesk.ui.pages.imports.wizard import Wizard
from salesdesk.ui.theme import Theme
from tests.time_limit import PATIENCE_MS
from tests.ui.pages.office import open_office


@dataclass
class Desk:
    """The page over an empty file; ``said`` and ``asked`` as in ``Office``."""

    context: Context
    page: ImportPage
    folder: Path
    said: list[str]
    asked: list[tuple[str, object]]
    qtbot: QtBot

    @property
    def store(self) -> Store:
        return self.context.store

    @property
    def services(self) -> Services:
        return self.context.services

    @property
    def run(self) -> ImportRun:
        assert self.page.run is not None
        return self.page.run

    @property
    def wizard(self) -> Wizard:
        assert self.page.wizard is not None
        return self.page.wizard

    def csv(self, name: str, text: str) -> Path:
        """A text file of the test's own."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def open(self, *paths: Path) -> None:
        """Open files and wait until the plan is there."""
        self.page.open_target(tuple(paths))
        self.wait()

    def wait(self) -> None:
        """Wait for the work of the import at hand."""
        self.qtbot.waitUntil(lambda: self.page.run is None or not self.page.run.is_busy, timeout=PATIENCE_MS)

    @contextmanager
    def worker_held(self) -> Iterator[None]:
        """Keep the worker from going on, so that what is asked meanwhile waits."""
        gate = threading.Event()
        self.context.tasks.run(lambda _work: gate.wait(PATIENCE_MS / 1000))
        try:
            yield
        finally:
            gate.set()

    def idle(self) -> None:
        """Wait for everything in the worker."""
        self.qtbot.waitUntil(lambda: not self.context.tasks.is_busy, timeout=PATIENCE_MS)

    def names(self) -> list[str]:
        """The names of all contacts."""
        page = self.store.contacts.page(self.store.contacts.ids(), ["full_name"])
        return sorted(str(row["full_name"]) for row in page.values())


@pytest.fixture
def desk(theme: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """The page, shown, in the size of the target picture."""
    office = open_office(tmp_path, theme)
    context = replace(office.context, services=build_services(office.store))
    page = ImportPage(context)
    qtbot.addWidget(page)
    context.notifier.changed.connect(page.on_changed)  # as the window does
    page.resize(1232, 820)
    page.show()
    qtbot.waitExposed(page)
    yield Desk(context, page, tmp_path, office.said, office.asked, qtbot)
    office.close()
