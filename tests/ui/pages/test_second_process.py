"""What another process writes is on every kind of page within a moment, and an open editor keeps what is being typed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.deals.page import PipelinePage
from tests.time_limit import PATIENCE_MS
from tests.ui.pages.test_conflicts import Window, anna, open_cell, type_over

__all__ = ("anna",)

PROGRAM = """
import json, sys
from pathlib import Path
from salesdesk.domain.campaigns import MemberStatus
from salesdesk.services.services import build_services
from salesdesk.store.store import Store

store = Store(Path(sys.argv[1]), actor="Bert")
services = build_services(store)
print("open", flush=True)
for line in sys.stdin:
    area, method, arguments, named = json.loads(line)
    if method == "record_response":
        arguments[1] = MemberStatus(arguments[1])
    getattr(getattr(services, area), method)(*arguments, **named)
    print("wrote", flush=True)
store.close()
"""


class Other:
    """A process with services of its own over the same file."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )
        self._hears("open")

    def does(self, area: str, method: str, *arguments: object, **named: object) -> None:
        """Call a service, and wait until it wrote."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([area, method, arguments, named]) + "\n")
        self._process.stdin.flush()
        self._hears("wrote")

    def end(self) -> None:
        """Let it close the file and end."""
        self._process.communicate(timeout=PATIENCE_MS / 1000)

    def _hears(self, word: str) -> None:
        assert self._process.stdout is not None
        assert self._process.stdout.readline().strip() == word


@pytest.fixture
def other(anna: Window) -> Iterator[Other]:
    process = Other(anna.office.store.path)
    yield process
    process.end()


def words(page: QWidget) -> str:
    """All a person reads on a page: labels, and the cells of its tables and lists."""
    found = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    for view in page.findChildren(QAbstractItemView):
        model = view.model()
        if view.isVisible() and model is not None:
            columns = 1 if isinstance(view, QListView) else model.columnCount()
            places = ((row, column) for row in range(model.rowCount()) for column in range(columns))
            found += [str(model.index(*place).data() or "") for place in places]
    return " | ".join(found)


def shown(window: Window, key: str, target: object = None) -> QWidget:
    window.workspace.window.show_page(key, target)
    return window.workspace.window.page(key)


def test_every_kind_of_page_shows_what_another_process_wrote(
    qtbot: QtBot, anna: Window, other: Other
) -> None:
    services, store = anna.office.services, anna.office.store
    contact = anna.office.find("Amara Okafor")
    services.contacts.edit(contact, "company", "Nordwind")
    company = store.contacts.get(contact).companies[0].company_id
    stages = store.pipelines.all()[0].stages
    deal, _ = services.deals.create("Fleet", stages[0].id, amount=100_000, contact_id=contact)
    campaign, _ = services.campaigns.create("Fair")
    services.campaigns.add_members(campaign, [contact])
    member = store.campaigns.members(campaign)[0].id

    def sees(page: QWidget, text: str) -> None:
        qtbot.waitUntil(lambda: text in words(page))

    page = shown(anna, "contacts")
    other.does("contacts", "edit", contact, "city", "Abuja")
    sees(page, "Abuja")
    other.does("companies", "edit", company, "company", "Südwind")
    sees(page, "Südwind")
    page = shown(anna, "companies")
    other.does("companies", "edit", company, "city", "Emden")
    sees(page, "Emden")
    page = shown(anna, "contact", contact)
    other.does("contacts", "edit", contact, "job_title", "Chair of the board")
    sees(page, "Chair of the board")
    page = shown(anna, "company", company)
    other.does("companies", "edit", company, "industry", "Shipyards")
    sees(page, "Shipyards")
    board = shown(anna, "pipeline")
    assert isinstance(board, PipelinePage)
    other.does("deals", "move", deal, stages[1].id)
    qtbot.waitUntil(lambda: board.board.stage_of(deal) == stages[1].id)
    other.does("deals", "change", deal, title="Whole fleet")
    sees(board, "Whole fleet")
    page = shown(anna, "reports")
    other.does("deals", "change", deal, amount=12_345_600)
    sees(page, "123,456")
    page = shown(anna, "campaigns")
    other.does("campaigns", "change", campaign, name="Autumn fair")
    sees(page, "Autumn fair")
    page = shown(anna, "campaign", campaign)
    other.does("campaigns", "change", campaign, goal="Leads", notes="Stand 12")
    sees(page, "Stand 12")
    other.does("campaigns", "record_response", [member], "met")
    sees(page, "Met")


@pytest.mark.parametrize("place", ["list", "page"])
def test_an_open_editor_keeps_what_is_being_typed(
    place: str, qtbot: QtBot, anna: Window, other: Other
) -> None:
    contact = anna.office.find("Amara Okafor")
    editor: QLineEdit
    fresh: Callable[[], bool]
    if place == "list":
        page = anna.list()
        editor = open_cell(page, contact, "city")
        fresh = lambda: "CTO" in words(page)  # noqa: E731
    else:
        record = shown(anna, "contact", contact)
        assert isinstance(record, ContactPage)
        record.fields.start("department")
        found = record.fields.value_of("department")
        assert found is not None
        editor = next(iter(found.findChildren(QLineEdit)), found)  # type: ignore[arg-type]
        fresh = lambda: "CTO" in words(record)  # noqa: E731
    type_over(qtbot, editor, "Being typed")
    other.does("contacts", "edit", contact, "job_title", "CTO")
    qtbot.waitUntil(fresh)
    assert editor.isVisible()
    assert editor.text() == "Being typed"
