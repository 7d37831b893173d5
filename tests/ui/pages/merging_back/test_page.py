"""Merging a workbook back in the window: brought in by every door, answered, applied, undone, put aside and taken up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import MergeCell, MergeCounts, MergePlan, Result
from salesdesk.services.exports import ExportRequest, Rows
from salesdesk.ui.messages import Message
from salesdesk.ui.pages.imports.page import ImportPage
from salesdesk.ui.pages.merging_back.page import MergePage, nothing_text
from salesdesk.ui.pages.merging_back.rows import Answer, Entry, Group, group_of
from salesdesk.ui.pages.today.page import TodayPage
from salesdesk.ui.window.workspace import Workspace
from salesdesk.ui.wording import worded
from tests.ui.naming import assert_all_named
from tests.ui.pages.merging_back.books import Book
from tests.ui.pages.office import Office, open_office, until

COLUMNS = ("full_name", "job_title", "city", "email")


def export(office: Office, path: Path, kind: RecordKind = RecordKind.CONTACTS) -> Path:
    """A workbook of all records of a kind."""
    columns = COLUMNS if kind is RecordKind.CONTACTS else None
    request = ExportRequest((Rows(kind, columns=columns),))
    office.services.exports.write(request, path, worded)
    return path


@pytest.fixture
def people(office: Office) -> Office:
    office.person("Amara Okafor", job_title="Ops manager", city="Lagos", email="amara@nordwind.eu")
    office.person("Marco Bianchi", job_title="Buyer", city="Rome", email="marco@casa.example")
    office.person("Chloe Bennett", job_title="Chef", city="Leeds", email="chloe@harbour.example")
    office.person("Sofia Alvarez", job_title="CEO", city="Madrid", email="sofia@alvarez.example")
    return office


@pytest.fixture
def returned(people: Office, tmp_path: Path) -> Path:
    """A colleague changed two cells, one of which we changed too; she added a row and deleted one."""
    path = export(people, tmp_path / "contacts-for-mia.xlsx")
    book = Book(path)
    book.write("Amara Okafor", "Job title", "COO")
    book.write("Marco Bianchi", "City", "Milan")
    book.remove("Chloe Bennett")
    book.add(Name="Nils Holm", City="Malmö", Email="nils@holm.example")
    book.save()
    contacts = people.services.contacts
    contacts.edit(people.find("Amara Okafor"), "job_title", "Head of Ops")
    contacts.edit(people.find("Sofia Alvarez"), "city", "Sevilla")
    return path


@pytest.fixture
def workspace(qtbot: QtBot, people: Office) -> Workspace:
    made = Workspace(people.context)
    qtbot.addWidget(made.window)
    made.window.resize(1280, 800)
    made.window.show()
    qtbot.waitExposed(made.window)
    return made


def page_of(workspace: Workspace) -> MergePage:
    """The page of merging."""
    page = workspace.window.page("merge")
    assert isinstance(page, MergePage)
    return page


def idle(office: Office) -> None:
    """Let the worker come to rest."""
    until(lambda: not office.context.tasks.is_busy)


def compared(workspace: Workspace, office: Office, path: Path) -> MergePage:
    """The page with the comparison of a workbook."""
    workspace.window.show_page("merge", path)
    page = page_of(workspace)
    until(lambda: page.plan is not None or page.refused_view.isVisible() or page.done_view.isVisible())
    idle(office)
    return page


def press(inside: QWidget, text: str) -> None:
    """Press a button by its words."""
    next(one for one in inside.findChildren(QPushButton) if one.text() == text and one.isVisible()).click()


def cell_of(page: MergePage, name: str, result: Result) -> MergeCell:
    """A cell of the comparison."""
    assert page.plan is not None
    return next(cell for cell in page.plan.cells if cell.name == name and cell.result is result)


def entries(page: MergePage) -> list[Entry]:
    """What the table shows."""
    assert page.review.rows is not None
    return page.review.rows.at(page.review.table.rows.ids)


def stored(office: Office, name: str, key: str) -> object:
    """What the file holds."""
    number = office.find(name)
    return office.store.contacts.page([number], [key])[number][key]


# ---- comparing and applying ----


def test_both_sides_are_compared_and_counted(workspace: Workspace, people: Office, returned: Path) -> None:
    page = compared(workspace, people, returned)
    figures = {group: card.value.text() for group, card in page.review.figures.items()}
    assert figures == {
        Group.THEIRS: "1",
        Group.NEW: "1",
        Group.REMOVED: "1",
        Group.OURS: "1",
        Group.BOTH: "1",
    }
    assert page.title == "contacts-for-mia.xlsx"
    assert page.header.subtitle.text().startswith("exported 23 Nov by you")
    assert not page.buttons.apply.isEnabled()
    assert page.buttons.apply.text() == "Apply 2 changes"
    assert page.review.focusWidget() is page.review.table
    assert_all_named(page)


def test_what_was_chosen_is_applied_as_one_step(
    qtbot: QtBot, workspace: Workspace, people: Office, returned: Path
) -> None:
    page = compared(workspace, people, returned)
    qtbot.keyClick(page.review.table, Qt.Key.Key_T)  # the conflict stands first
    assert page.buttons.apply.text() == "Apply 3 changes"
    assert page.buttons.apply.isEnabled()
    page.buttons.apply.click()
    until(page.done_view.isVisible)
    idle(people)
    assert stored(people, "Amara Okafor", "job_title") == "COO"
    assert stored(people, "Marco Bianchi", "city") == "Milan"
    assert stored(people, "Sofia Alvarez", "city") == "Sevilla"
    assert people.find("Nils Holm")
    assert people.find("Chloe Bennett"), "nobody said that she goes"
    assert people.services.merging_back.open_questions() == []
    people.context.commands.undo()
    until(lambda: stored(people, "Amara Okafor", "job_title") == "Head of Ops")
    assert stored(people, "Marco Bianchi", "city") == "Rome"
    until(page.start_view.isVisible)  # nothing says any more that it is merged


def test_what_was_not_taken_over_is_told_and_shown(
    workspace: Workspace, people: Office, returned: Path
) -> None:
    book = Book(returned)
    book.add(City="Nowhere")  # nobody is called so
    book.save()
    page = compared(workspace, people, returned)
    page.review.all_ours.click()
    page.buttons.apply.click()
    until(page.done_view.isVisible)
    idle(people)
    assert "1 value or row has a problem" in page.done_view.state.text.text()
    press(page.done_view, "Show the problems")
    until(page.review.isVisible)
    assert Group.PROBLEMS in map(group_of, entries(page))


def test_a_removed_row_is_put_into_the_trash_only_where_it_is_said(
    workspace: Workspace, people: Office, returned: Path
) -> None:
    page = compared(workspace, people, returned)
    assert page.plan is not None
    page.review.answer(page.plan.removed, Answer.TAKE)
    page.review.answer(page.plan.conflicts, Answer.KEEP)
    chloe = people.find("Chloe Bennett")
    page.buttons.apply.click()
    until(page.done_view.isVisible)
    assert people.store.contacts.get(chloe).deleted_at is not None
    assert stored(people, "Amara Okafor", "job_title") == "Head of Ops"


def test_keeping_everything_changes_nothing(workspace: Workspace, people: Office, returned: Path) -> None:
    page = compared(workspace, people, returned)
    assert page.review.rows is not None
    page.review.answer(page.review.rows.entries, Answer.KEEP)
    assert page.buttons.apply.text() == "Keep everything as it is"
    rows = people.store.contacts.page(list(people.store.contacts.ids()))
    page.buttons.apply.click()
    until(page.done_view.isVisible)
    idle(people)
    assert people.store.contacts.page(list(people.store.contacts.ids())) == rows
    assert page.done_view.state.title.text() == "Nothing was changed"


def test_a_workbook_that_nobody_edited_has_nothing_to_merge(
    workspace: Workspace, people: Office, tmp_path: Path
) -> None:
    path = export(people, tmp_path / "same.xlsx")
    page = compared(workspace, people, path)
    assert page.done_view.isVisible()
    assert page.done_view.state.title.text() == "Nothing to merge"


def test_merging_twice_is_merging_once(workspace: Workspace, people: Office, returned: Path) -> None:
    page = compared(workspace, people, returned)
    assert page.plan is not None
    page.review.answer(page.plan.conflicts, Answer.TAKE)
    page.buttons.apply.click()
    until(page.done_view.isVisible)
    idle(people)
    page = compared(workspace, people, returned)
    assert page.plan is None or not (page.plan.counts.theirs or page.plan.counts.conflicts)


def test_a_workbook_that_was_merged_is_said_to_be() -> None:
    counts = MergeCounts(rows=3, ours=1, same=2)
    merged = MergePlan("once.xlsx", (), counts, again=True)
    assert nothing_text(merged) == "Everything in once.xlsx has been merged already."
    assert (
        nothing_text(replace(merged, again=False))
        == "Everything in once.xlsx is here already, just as it says."
    )
    unedited = MergePlan("once.xlsx", (), MergeCounts(rows=3, ours=1))
    assert nothing_text(unedited).startswith("Nobody changed anything in once.xlsx")


# ---- meanwhile ----


def test_what_is_changed_meanwhile_is_compared_again_and_choices_stay(
    workspace: Workspace, people: Office, returned: Path
) -> None:
    page = compared(workspace, people, returned)
    page.review.answer([cell_of(page, "Amara Okafor", Result.CONFLICT)], Answer.TAKE)
    people.services.contacts.edit(people.find("Marco Bianchi"), "city", "Turin")
    until(lambda: page.plan is not None and page.plan.counts.conflicts == 2)
    idle(people)
    assert page.review.choices.side_of(cell_of(page, "Amara Okafor", Result.CONFLICT)) is not None
    assert not page.buttons.apply.isEnabled()
    assert page.review.figures[Group.BOTH].value.text() == "2"


# ---- putting aside ----


def test_open_questions_wait_on_today_and_go_on(workspace: Workspace, people: Office, returned: Path) -> None:
    workspace.window.show_page("today")
    page = compared(workspace, people, returned)
    page.review.answer([cell_of(page, "Amara Okafor", Result.CONFLICT)], Answer.KEEP)
    press(page, "Put aside")
    until(lambda: len(people.services.merging_back.open_questions()) == 1)
    idle(people)
    assert page.start_view.waiting.isVisible()
    returned.unlink()
    workspace.window.show_page("today")
    today = workspace.window.page("today")
    assert isinstance(today, TodayPage)
    assert today.merges.isVisible()
    press(today.merges, "Go on")
    until(lambda: page.plan is not None)
    idle(people)
    assert workspace.window.current_key == "merge"
    assert page.review.choices.side_of(cell_of(page, "Amara Okafor", Result.CONFLICT)) is not None
    assert page.buttons.apply.isEnabled()
    page.buttons.apply.click()
    until(page.done_view.isVisible)
    idle(people)
    assert people.services.merging_back.open_questions() == []
    workspace.window.show_page("today")
    assert not today.merges.isVisible()


def test_questions_survive_the_window(
    qtbot: QtBot, workspace: Workspace, people: Office, returned: Path
) -> None:
    page = compared(workspace, people, returned)
    page.review.answer([cell_of(page, "Amara Okafor", Result.CONFLICT)], Answer.TAKE)
    workspace.window.show_page("contacts")
    idle(people)
    [kept] = people.services.merging_back.open_questions()
    assert (kept.workbook, kept.undecided, kept.conflicts) == ("contacts-for-mia.xlsx", 0, 1)
    workspace.window.show_page("merge")
    idle(people)
    assert page.plan is not None, "the merge at hand is still at hand"
    page.cancel()
    until(lambda: people.services.merging_back.open_questions() == [])
    assert page.start_view.isVisible()


def test_a_choice_of_this_moment_is_kept_when_the_window_goes(
    workspace: Workspace, people: Office, returned: Path
) -> None:
    page = compared(workspace, people, returned)
    page.review.answer([cell_of(page, "Amara Okafor", Result.CONFLICT)], Answer.TAKE)
    workspace.window.hide()
    [kept] = people.services.merging_back.open_questions()
    assert kept.undecided == 0


def test_what_waits_can_be_dropped(workspace: Workspace, people: Office, returned: Path) -> None:
    page = compared(workspace, people, returned)
    page.put_aside()
    until(lambda: len(people.services.merging_back.open_questions()) == 1)
    idle(people)
    drop = next(
        one
        for one in page.start_view.waiting.findChildren(QPushButton)
        if one.accessibleName().startswith("Do not merge")
    )
    drop.click()
    until(lambda: not page.start_view.waiting.isVisible())
    assert people.services.merging_back.open_questions() == []


def test_what_was_dropped_comes_back_with_its_choices(
    workspace: Workspace, people: Office, returned: Path
) -> None:
    page = compared(workspace, people, returned)
    page.review.answer([cell_of(page, "Amara Okafor", Result.CONFLICT)], Answer.TAKE)
    page.put_aside()
    until(lambda: len(people.services.merging_back.open_questions()) == 1)
    idle(people)
    before = people.services.merging_back.open_questions()
    said: list[Message] = []
    people.context.messages.posted.connect(said.append)
    drop = next(
        one
        for one in page.start_view.waiting.findChildren(QPushButton)
        if one.accessibleName().startswith("Do not merge")
    )
    drop.click()
    until(lambda: len(said) == 1)
    assert (said[0].text, said[0].action_text) == ("contacts-for-mia.xlsx is not merged any more", "Undo")
    assert people.services.merging_back.open_questions() == []
    assert said[0].action is not None
    said[0].action()
    until(page.start_view.waiting.isVisible)
    (kept,) = people.services.merging_back.open_questions()
    assert (kept.undecided, kept.at) == (before[0].undecided, before[0].at)
    _, choices = people.services.merging_back.take_up(kept.number)
    assert len(choices.cells) == 1


# ---- every door ----


def by_drop(workspace: Workspace, path: Path) -> None:
    workspace.import_files([path])


def by_import_page(workspace: Workspace, path: Path) -> None:
    workspace.window.show_page("import", (path,))


def by_copied_file(workspace: Workspace, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    QGuiApplication.clipboard().setMimeData(mime)
    workspace.paste_import()


def by_merge_page(workspace: Workspace, path: Path) -> None:
    workspace.window.show_page("merge")
    page_of(workspace).start_view.zone.files_dropped.emit([path])


DOORS: tuple[Callable[[Workspace, Path], None], ...] = (
    by_drop,
    by_import_page,
    by_copied_file,
    by_merge_page,
)


@pytest.mark.parametrize("door", DOORS)
def test_a_workbook_of_ours_is_merged_by_whatever_door_it_comes(
    workspace: Workspace, people: Office, returned: Path, door: Callable[[Workspace, Path], None]
) -> None:
    door(workspace, returned)
    until(lambda: workspace.window.current_key == "merge" and page_of(workspace).plan is not None)
    idle(people)
    assert page_of(workspace).review.isVisible()


def test_a_workbook_among_other_files_is_offered_to_be_merged(
    workspace: Workspace, people: Office, returned: Path, tmp_path: Path
) -> None:
    leads = tmp_path / "leads.csv"
    leads.write_text("Name;E-Mail\nAnn Berg;ann@berg.example\n", encoding="utf-8")
    people.said.clear()
    workspace.import_files([returned, leads])
    idle(people)
    page = workspace.window.page("import")
    assert isinstance(page, ImportPage)
    until(lambda: page.run is not None and page.run.is_ready)
    assert page.title == "leads.csv"
    assert any("merged back, not imported" in text for text in people.said)


def test_a_workbook_of_another_file_is_refused_and_can_be_imported(
    workspace: Workspace, people: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    other = open_office(folder)
    other.person("Ann Berg", email="ann@berg.example")
    path = export(other, tmp_path / "foreign.xlsx")
    other.close()
    page = compared(workspace, people, path)
    assert page.refused_view.isVisible()
    press(page.refused_view, "Import it as a list")
    until(lambda: workspace.window.current_key == "import")
    imports = workspace.window.page("import")
    assert isinstance(imports, ImportPage)
    until(lambda: imports.run is not None and imports.run.is_ready)


def test_what_is_no_workbook_is_refused_in_a_sentence(
    workspace: Workspace, people: Office, tmp_path: Path
) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 junk")
    page = compared(workspace, people, path)
    assert page.refused_view.isVisible()
    assert page.plan is None


def test_several_workbooks_come_one_after_the_other(
    workspace: Workspace, people: Office, tmp_path: Path
) -> None:
    paths = [export(people, tmp_path / name) for name in ("first.xlsx", "second.xlsx")]
    for path, city in zip(paths, ("Kano", "Abuja"), strict=True):
        book = Book(path)
        book.write("Marco Bianchi", "City", city)
        book.save()
    workspace.window.show_page("merge", tuple(paths))
    page = page_of(workspace)
    until(lambda: page.plan is not None)
    idle(people)
    page.buttons.apply.click()
    until(page.done_view.isVisible)
    idle(people)
    press(page.done_view, "Next: second.xlsx")
    until(lambda: page.plan is not None)
    idle(people)
    assert page.plan is not None
    assert page.plan.counts.conflicts == 1
    page.cancel()
    idle(people)


def test_what_is_being_kept_while_it_is_applied_waits_no_more(
    workspace: Workspace, people: Office, returned: Path
) -> None:
    page = compared(workspace, people, returned)
    page.kept.keep_now()
    idle(people)
    assert page.plan is not None
    page.review.answer(page.plan.conflicts, Answer.TAKE)
    people.said.clear()
    page.kept.keep_now()  # runs before the merge, and tells after it
    page.apply()
    until(page.done_view.isVisible)
    idle(people)
    assert people.services.merging_back.open_questions() == []
    assert len(people.said) == 1


def test_a_workbook_that_comes_while_another_is_read_is_not_forgotten(
    workspace: Workspace, people: Office, returned: Path, tmp_path: Path
) -> None:
    other = export(people, tmp_path / "second.xlsx")
    book = Book(other)
    book.write("Marco Bianchi", "City", "Pisa")
    book.save()
    workspace.window.show_page("merge", returned)
    workspace.window.show_page("merge", other)  # the first one is being read
    page = page_of(workspace)
    until(lambda: page.plan is not None)
    idle(people)
    assert page.title == "contacts-for-mia.xlsx"
    workspace.import_files([other])
    until(lambda: page.title == "second.xlsx" and page.plan is not None)
    idle(people)
    assert [one.workbook for one in people.services.merging_back.open_questions()] == [
        "contacts-for-mia.xlsx"
    ]


def test_an_edited_text_is_merged_as_well(workspace: Workspace, people: Office, tmp_path: Path) -> None:
    path = export(people, tmp_path / "contacts.csv")
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("Rome", "Milan"), encoding="utf-8-sig")
    workspace.import_files([path])
    until(lambda: workspace.window.current_key == "merge" and page_of(workspace).plan is not None)
    idle(people)
    page = page_of(workspace)
    assert page.buttons.apply.text() == "Apply 1 change"
    page.buttons.apply.click()
    until(page.done_view.isVisible)
    idle(people)
    assert stored(people, "Marco Bianchi", "city") == "Milan"
