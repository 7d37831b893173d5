"""A workbook goes out to a colleague, comes back from LibreOffice, and is merged in the window while both have gone on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.domain.fields import RecordKind
from salesdesk.ui.lists.export_dialog import ExportDialog
from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.pages.merging_back.page import MergePage
from salesdesk.ui.pages.merging_back.rows import Group
from salesdesk.ui.window.workspace import Workspace
from tests.office import Office as LibreOffice
from tests.services.merging_back.sheets import Sheet
from tests.ui.pages.office import Office, open_office, until

PEOPLE = 30
DEALS = 8
SHOWN = ("full_name", "job_title", "city", "email", "website")


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Office]:
    """A file with people and deals."""
    made = open_office(tmp_path)
    stage = made.store.pipelines.all()[0].stages[0].id
    for number in range(PEOPLE):
        person = made.person(
            f"Person {number:02}",
            job_title=f"Job {number}",
            city=f"City {number}",
            email=f"p{number}@nordwind.example",
        )
        if number < DEALS:
            made.services.deals.create(
                f"Deal {number}", stage, amount=100_000 * (number + 1), contact_id=person
            )
    yield made
    made.close()
    qapp.setStyleSheet("")


def records(desk: Office) -> Mapping[str, Mapping[str, Any]]:
    """Everything that the two lists hold, by name."""
    found: dict[str, Mapping[str, Any]] = {}
    for kind, name in ((RecordKind.CONTACTS, "full_name"), (RecordKind.DEALS, "deal_title")):
        reader = desk.store.list_of(kind)
        keys = [column.key for column in reader.columns() if column.key != "updated_at"]
        for row in reader.page(reader.ids(), keys).values():
            found[str(row[name])] = {key: row[key] for key in keys}
    return found


def rest(desk: Office) -> None:
    """Let the worker come to rest."""
    until(lambda: not desk.context.tasks.is_busy)


def send_out(workspace: Workspace, desk: Office, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Export the contacts with their deals, by the dialog."""
    workspace.window.show_page("contacts")
    page = workspace.window.page("contacts")
    assert isinstance(page, ListPage)
    rest(desk)
    page.columns.show(SHOWN)

    def chosen(*asked: Any) -> None:
        asked[-1](path)

    monkeypatch.setattr("salesdesk.ui.lists.exporter.choose_target", chosen)
    page.export()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ExportDialog) and w.isVisible())
    rest(desk)
    next(box for box in dialog.findChildren(QCheckBox) if box.text() == f"Deals · {DEALS}").click()
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "Choose file…").click()
    until(path.exists)
    rest(desk)


def edit_as_a_colleague(path: Path) -> None:
    """She sorts the people, changes 14 of their cells and 6 of the deals', adds three, deletes one, renames a column."""
    book = openpyxl.load_workbook(path)
    people, deals = Sheet(book["Contacts"]), Sheet(book["Deals"])
    for number in range(7):
        row = people.row(f"Person {number:02}")
        people.set(row, "Job title", f"Her job {number}")
        people.set(row, "City", f"Her city {number}")
    for number in range(6):
        deals.set(deals.row(f"Deal {number}"), "Deal", f"Deal {number}, renewed")
    gone = people.row("Person 29")
    people.sheet.delete_rows(gone)
    people.sort("Job title")
    for number in range(3):
        people.add({"Name": f"New {number}", "Email": f"new{number}@holm.example", "City": "Malmö"})
    people.sheet.cell(people.head, people.columns["City"]).value = "Town"
    book.save(path)


def edit_here(desk: Office) -> None:
    """Ten edits of our own, three of them of cells that she changed too."""
    contacts = desk.services.contacts
    for number in range(3):
        contacts.edit(desk.find(f"Person {number:02}"), "job_title", f"Our job {number}")
    for number in range(10, 17):
        contacts.edit(desk.find(f"Person {number:02}"), "website", f"our{number}.example")


def test_a_workbook_goes_out_and_comes_back(
    qtbot: QtBot,
    desk: Office,
    office: LibreOffice,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace = Workspace(desk.context)
    qtbot.addWidget(workspace.window)
    workspace.window.resize(1280, 800)
    workspace.window.show()
    qtbot.waitExposed(workspace.window)
    path = tmp_path / "for-mia.xlsx"
    send_out(workspace, desk, path, monkeypatch)
    edit_as_a_colleague(path)
    [returned] = office.saved([path], "xlsx", tmp_path / "from-mia")
    edit_here(desk)
    before = records(desk)

    workspace.import_files([returned])
    until(lambda: workspace.window.current_key == "merge")
    page = workspace.window.page("merge")
    assert isinstance(page, MergePage)
    until(lambda: page.plan is not None)
    rest(desk)
    figures = {group: card.value.text() for group, card in page.review.figures.items()}
    assert figures == {
        Group.THEIRS: "17",
        Group.NEW: "3",
        Group.REMOVED: "1",
        Group.OURS: "7",
        Group.BOTH: "3",
    }
    assert page.plan is not None
    assert page.plan.problems == ()
    assert not page.buttons.apply.isEnabled()
    workspace.window.activateWindow()  # nobody does so here when a dialog is closed
    qtbot.waitUntil(workspace.window.isActiveWindow)
    for key in (Qt.Key.Key_T, Qt.Key.Key_K, Qt.Key.Key_T):  # each goes on to the next question
        qtbot.keyClick(page.review.table, key)
    assert page.buttons.apply.text() == "Apply 22 changes"
    qtbot.keyClick(page.review.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(page.done_view.isVisible)
    rest(desk)

    merged = records(desk)
    assert len(merged) == len(before) + 3
    jobs = [merged[f"Person {number:02}"]["job_title"] for number in range(4)]
    assert jobs == ["Her job 0", "Our job 1", "Her job 2", "Her job 3"]
    assert [merged[f"Person {number:02}"]["city"] for number in (0, 6)] == ["Her city 0", "Her city 6"]
    assert merged["Person 16"]["website"] == "https://our16.example"
    assert merged["Person 29"] == before["Person 29"], "a row that is missing takes nobody away"
    assert merged["New 2"]["city"] == "Malmö"
    assert {f"Deal {number}, renewed" for number in range(6)} <= set(merged)

    _turn(desk, desk.context.commands.undo)
    until(lambda: records(desk) == before)
    _turn(desk, desk.context.commands.redo)
    until(lambda: records(desk) == merged)


def _turn(desk: Office, step: Callable[[], object]) -> None:
    """Undo or redo."""
    step()
    rest(desk)
