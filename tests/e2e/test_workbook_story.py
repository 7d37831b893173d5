"""A workbook goes out to a colleague, comes back from LibreOffice, and is merged in the window while both have gone on;
then a meeting is held about it, by keyboard, its pack is made, and what was decided waits on Today."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from icalendar import Calendar
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.today import StepState
from salesdesk.ui.lists.export_dialog import ExportDialog
from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.pages.meetings.figures_card import FigureCell
from salesdesk.ui.pages.meetings.meeting_page import MeetingPage
from salesdesk.ui.pages.meetings.note_block import DecisionBlock
from salesdesk.ui.pages.meetings.note_edit import NoteEdit
from salesdesk.ui.pages.meetings.start_dialog import StartMeetingDialog
from salesdesk.ui.pages.merging_back.page import MergePage
from salesdesk.ui.pages.merging_back.rows import Group
from salesdesk.ui.pages.today.page import TodayPage
from salesdesk.ui.window.workspace import Workspace
from tests.office import Office as LibreOffice
from tests.services.merging_back.sheets import Sheet
from tests.ui.pages.office import NOW, Office, open_office, until
from tests.ui.plain import be_plain

PEOPLE = 30
DEALS = 8
OPEN, WEIGHTED = "€36,000", "€3,600"
"""Eight deals of 1,000 to 8,000 in their first stage, which one in ten leaves as a customer."""
NOTE = "The list came back from Mia"
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
    be_plain(qapp)


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

    pack = tmp_path / "pack"
    pack.mkdir()
    hold_meeting(workspace, desk)
    made = make_pack(workspace, desk, pack, monkeypatch)
    figures_of_pack_agree(workspace, desk, made, office, tmp_path / "calculated")
    what_was_decided_waits_on_today(workspace, desk)


def _turn(desk: Office, step: Callable[[], object]) -> None:
    """Undo or redo."""
    step()
    rest(desk)


def focus_of(workspace: Workspace) -> QWidget:
    """Where the keys go."""
    found = QApplication.focusWidget() or workspace.window.focusWidget()
    assert found is not None
    return found


def press(
    workspace: Workspace, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(focus_of(workspace), key, keys)


def tab_to(workspace: Workspace, text: str) -> None:
    """Go on by Tab to the button of that text."""
    for _ in range(200):
        here = focus_of(workspace)
        if isinstance(here, QPushButton) and here.text().strip() == text:
            return
        press(workspace, Qt.Key.Key_Tab)
    raise AssertionError(f"no Tab leads to {text}")


def go_to(workspace: Workspace, desk: Office, name: str, key: str) -> None:
    """Go to a page by the palette."""
    press(workspace, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = workspace.window.palette_overlay
    until(palette.isVisible)
    QTest.keyClicks(focus_of(workspace), name)
    rest(desk)
    press(workspace, Qt.Key.Key_Return)
    until(lambda: workspace.window.current_key == key)
    rest(desk)


def hold_meeting(workspace: Workspace, desk: Office) -> None:
    """A weekly meeting with a note and two decisions, all of it by keyboard."""
    desk.services.owners.create("Mia Lind")
    go_to(workspace, desk, "Meetings", "meetings")
    tab_to(workspace, "New meeting")
    press(workspace, Qt.Key.Key_Space)
    dialog = workspace.window.findChild(StartMeetingDialog)
    assert dialog is not None
    until(dialog.isActiveWindow)
    press(workspace, Qt.Key.Key_Return)
    until(lambda: workspace.window.current_key == "meeting")
    workspace.window.activateWindow()
    until(workspace.window.isActiveWindow)
    rest(desk)
    page = workspace.window.page("meeting")
    assert isinstance(page, MeetingPage)
    until(lambda: bool(page.findChildren(FigureCell)))
    for text in (NOTE, "! Mia calls about Deal 2, renewed today", "! send the new price list by fri"):
        until(lambda: isinstance(focus_of(workspace), NoteEdit))
        QTest.keyClicks(focus_of(workspace), text)
        press(workspace, Qt.Key.Key_Return)
        rest(desk)
        press(workspace, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    made = [block for block in page.notes.findChildren(DecisionBlock) if block.isVisible()]
    assert [(block.title.text(), block.day.text) for block in made] == [
        ("Call about Deal 2, renewed", "today"),
        ("Send the new price list", "Fri 27 Nov"),
    ]
    assert made[0].person.text == "Mia Lind"


def make_pack(
    workspace: Workspace, desk: Office, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Mapping[str, Path]:
    """The files of the pack, by their endings."""
    monkeypatch.setattr(
        "salesdesk.ui.pages.meetings.meeting_page.choose_folder", lambda *asked: asked[-1](folder)
    )
    tab_to(workspace, "Make pack")
    press(workspace, Qt.Key.Key_Space)
    until(lambda: any(text.startswith("Pack made") for text in desk.said))
    rest(desk)
    made = {path.suffix: path for path in folder.iterdir()}
    assert sorted(made) == [".ics", ".pdf", ".xlsx"]
    return made


def figures_shown(page: QWidget) -> set[str]:
    """The figures on the page as they are read out."""
    return {cell.accessibleName() for cell in page.findChildren(FigureCell) if cell.isVisible()}


def figures_of_pack_agree(
    workspace: Workspace, desk: Office, made: Mapping[str, Path], office: LibreOffice, folder: Path
) -> None:
    """The screen, the workbook as LibreOffice calculates it, the PDF and what is kept with the meeting say the same."""
    page = workspace.window.page("meeting")
    until(lambda: {"Won: €0", f"Open now: {OPEN}", f"Weighted: {WEIGHTED}"} <= figures_shown(page))
    (number,) = desk.store.list_of(RecordKind.MEETINGS).ids().tolist()
    kept = desk.store.meetings.meeting(number).snapshot
    assert kept is not None
    assert (kept.value("open"), kept.value("weighted")) == (3_600_000, 360_000)
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(made[".pdf"]).pages)
    [calculated] = office.saved([made[".xlsx"]], "xlsx", folder)
    book = openpyxl.load_workbook(calculated, data_only=True)
    summary = {row[0]: row[1:4] for row in book["Summary"].iter_rows(values_only=True)}
    assert summary["Won"] == (0, None, 0)
    assert summary["Open now"] == (36_000, None, DEALS)
    assert summary["Weighted"] == (3_600, None, DEALS)
    assert f"Open now\n{OPEN}\n{DEALS} deals\nWeighted\n{WEIGHTED}" in text
    deals = {row[0] for row in book["Open deals"].iter_rows(values_only=True)}
    assert {f"Deal {number}, renewed" for number in range(6)} | {"Deal 6", "Deal 7"} <= deals
    noted = [row[1] for row in book["Notes"].iter_rows(values_only=True)]
    assert NOTE in noted
    decided = [row[:4] for row in book["Decided"].iter_rows(min_row=2, max_row=3, values_only=True)]
    assert decided == [
        ("Call about Deal 2, renewed", "Mia Lind", "23 Nov 2026", "Deal 2, renewed"),
        ("Send the new price list", "You", "27 Nov 2026", None),
    ]
    for words in (NOTE, "Call about Deal 2, renewed", "Mia Lind", "Send the new price list"):
        assert words in text
    (event,) = Calendar.from_ical(made[".ics"].read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 11, 30)


def what_was_decided_waits_on_today(workspace: Workspace, desk: Office) -> None:
    """What is to be done this day stands there at once, about its deal; the other decision comes with its day, when the first one
    is done."""
    go_to(workspace, desk, "Today", "today")
    page = workspace.window.page("today")
    assert isinstance(page, TodayPage)
    (step,) = page.list.steps.steps
    entry = step.entry
    assert (entry.kind, entry.subject, entry.owner_name, entry.deal_title, step.state) == (
        ActivityKind.TASK,
        "Call about Deal 2, renewed",
        "Mia Lind",
        "Deal 2, renewed",
        StepState.TODAY,
    )
    desk.services.activities.finish(entry.id)
    desk.now = NOW + timedelta(days=4)
    go_to(workspace, desk, "Meetings", "meetings")
    go_to(workspace, desk, "Today", "today")
    page.refresh()
    assert [(one.entry.subject, one.state) for one in page.list.steps.steps] == [
        ("Send the new price list", StepState.TODAY)
    ]
