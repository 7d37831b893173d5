"""The table of a merge as a person works through it: figures, pills, keys, menus, and what is chosen by them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.merging_back import NO_CHOICES, NewName, RemovedRow, Result, Side
from salesdesk.phrases import phrase
from salesdesk.ui.pages.merging_back.review import MergeReview
from salesdesk.ui.pages.merging_back.rows import Entry, Group, MergeRows
from salesdesk.ui.widgets.three_way_table import RESULT
from salesdesk.wording import worded
from tests.builders import add_contact
from tests.ui.naming import assert_all_named
from tests.ui.pages.merging_back.plans import (
    CITY,
    JOINED,
    KIND,
    NEW,
    OFFER,
    PHONE,
    REMOVED,
    SHEET,
    TITLE,
    cell,
    everything,
    plan,
)
from tests.ui.pages.office import Office


@pytest.fixture
def review(qtbot: QtBot, office: Office) -> MergeReview:
    made = MergeReview(office.context)
    qtbot.addWidget(made)
    office.shown.append(made)
    made.resize(1200, 700)
    made.show()
    qtbot.waitExposed(made)
    made.show_rows(MergeRows.of(everything()), NO_CHOICES)
    made.table.setFocus()
    return made


def entries(review: MergeReview) -> list[Entry]:
    """What stands in the table."""
    assert review.rows is not None
    return review.rows.at(review.table.rows.ids)


def verdict(review: MergeReview, entry: Entry) -> str:
    """What stands in the last column of a row."""
    assert review.rows is not None
    row = review.table.rows.record(review.table.rows.row_of(review.rows.entries.index(entry)))
    return str(row.verdict.text)


def go_to(review: MergeReview, *wanted: Entry) -> None:
    """Select rows."""
    assert review.rows is not None
    review.table.clearSelection()
    places = [review.rows.entries.index(entry) for entry in wanted]
    review.table.select_id(places[0])
    rows = review.table.rows
    for place in places[1:]:
        index = rows.index(rows.row_of(place), 0)
        flags = review.table.selectionModel().SelectionFlag
        review.table.selectionModel().select(index, flags.Select | flags.Rows)


def menu() -> QMenu:
    """The menu on screen."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())


def choose(text: str) -> None:
    """Press an entry of the menu on screen."""
    shown = menu()
    next(action for action in shown.actions() if action.text() == text).trigger()
    shown.close()


def test_the_model_keeps_qt_s_rules(review: MergeReview, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(review.table.rows)


def test_each_row_says_what_all_three_sides_say(review: MergeReview) -> None:
    rows = [review.table.rows.record(row) for row in range(review.table.rows.rowCount())]
    read = [(row.record, row.field, row.before, row.ours, row.theirs, row.verdict.text) for row in rows]
    assert read[0] == (
        "Amara Okafor", "Job title", "Ops manager", "Head of Ops", "COO", "Conflict: choose",
    )  # fmt: skip
    assert read[2] == (
        "Chloe Bennett", "(row removed)", "present", "present", "missing", "keep · to the trash?",
    )  # fmt: skip
    assert read[3][4:] == ("2 values: 42, 44", "add as a field?")
    assert read[6] == ("(new row 207)", "Contact", "", "", "Nils Holm · Holm & Co", "add contact")
    assert read[7][5] == "add to Priya Raman"
    assert read[8] == ("Sofia Alvarez", "City", "—", "Madrid", "—", "keep ours")
    assert read[9][5] == "the same on both sides"
    assert_all_named(review)


def test_two_of_one_name_are_told_apart_by_their_numbers(review: MergeReview) -> None:
    cells = [cell(row, "city", None, None, "Ulm", "Jonas García") for row in (7, 9)]
    removed = RemovedRow(SHEET, KIND, 11, "Jonas García")
    other = cell(8, "city", None, None, "Ulm", "Sofia Alvarez")
    review.show_rows(
        MergeRows.of(
            plan(*cells, cell(7, "phone", None, None, "1", "Jonas García"), other, removed=(removed,))
        ),
        NO_CHOICES,
    )
    rows = [review.table.rows.record(row) for row in range(review.table.rows.rowCount())]
    assert {row.record for row in rows} == {
        "Jonas García #7", "Jonas García #9", "Jonas García #11", "Sofia Alvarez",
    }  # fmt: skip


def test_what_tells_them_apart_is_read_in_a_narrow_column(review: MergeReview) -> None:
    name = "Maria de los Ángeles Fernández de Córdoba"
    cells = [cell(row, "city", None, None, "Ulm", name) for row in (7, 8, 9)]
    review.show_rows(MergeRows.of(plan(*cells)), NO_CHOICES)
    table = review.table
    table.setColumnWidth(0, 140)
    shown = [table.viewport().grab(table.cell_rect(place, "record")).toImage() for place in (1, 2)]
    assert shown[0].size() == shown[1].size()
    assert shown[0] != shown[1]


def test_whatever_is_made_by_its_name_is_named(review: MergeReview) -> None:
    kinds = ("contact", "company", "campaign", "owner", "source", "tag", "pipeline", "stage")
    names = tuple(NewName(EntityKind(kind), f"A {kind}", 2) for kind in kinds)
    review.show_rows(MergeRows.of(plan(names=names)), NO_CHOICES)
    rows = [review.table.rows.record(place) for place in range(len(kinds))]
    assert [(row.field, row.verdict.text) for row in rows] == [
        (kind.capitalize(), f"add {kind}") for kind in kinds
    ]


def test_the_figure_of_what_is_new_counts_what_it_shows(review: MergeReview) -> None:
    names = (NewName(EntityKind.COMPANY, "Neu GmbH", 2), NewName(EntityKind.TAG, "Fair", 1))
    rows = MergeRows.of(plan(new=(NEW,), names=names))
    review.show_rows(rows, NO_CHOICES)
    figure = review.figures[Group.NEW]
    assert figure.value.text() == str(len(rows.groups[Group.NEW])) == "3"
    assert figure.note.text() == "1 row, 2 names"


@pytest.mark.parametrize(
    ("group", "count"),
    [(Group.THEIRS, "1"), (Group.NEW, "2"), (Group.REMOVED, "1"), (Group.OURS, "1"), (Group.BOTH, "2")],
)
def test_a_figure_shows_its_rows_and_shows_all_again(
    qtbot: QtBot, review: MergeReview, group: Group, count: str
) -> None:
    figure = review.figures[group]
    assert figure.value.text() == count
    qtbot.mouseClick(figure, Qt.MouseButton.LeftButton)
    assert review.rows is not None
    assert entries(review) == review.rows.at(review.rows.groups[group])
    assert figure.property("selected") is True
    figure.setFocus()
    qtbot.keyClick(figure, Qt.Key.Key_Return)
    assert len(entries(review)) == len(review.rows.entries)


def test_problems_and_new_columns_are_pills_where_there_are_any(qtbot: QtBot, review: MergeReview) -> None:
    pill = review.pills[Group.PROBLEMS]
    assert pill.text() == "1 problem"
    qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert len(entries(review)) == 1
    review.show_rows(MergeRows.of(plan(PHONE)), NO_CHOICES)
    assert not any(pill.isVisible() for pill in review.pills.values())
    assert entries(review) == [PHONE]  # the pill that is gone keeps nothing back


def test_words_find_rows(qtbot: QtBot, review: MergeReview) -> None:
    qtbot.keyClick(review.table, Qt.Key.Key_Slash)
    assert review.focusWidget() is review.find_field
    qtbot.keyClicks(review.find_field, "amara")
    qtbot.waitUntil(lambda: entries(review) == [TITLE, CITY])
    qtbot.keyClick(review.find_field, Qt.Key.Key_Down)
    assert review.focusWidget() is review.table


def test_letters_answer_the_selected_rows(qtbot: QtBot, review: MergeReview) -> None:
    go_to(review, TITLE)
    with qtbot.waitSignal(review.changed):
        qtbot.keyClick(review.table, Qt.Key.Key_T)
    assert review.choices.side_of(TITLE) is Side.THEIRS
    assert verdict(review, TITLE) == "take workbook"
    assert review.rows is not None
    assert review.table.current_id() == review.rows.entries.index(CITY)  # the next one that waits
    qtbot.keyClick(review.table, Qt.Key.Key_K)
    assert verdict(review, CITY) == "keep ours"
    go_to(review, TITLE, PHONE, NEW)
    qtbot.keyClick(review.table, Qt.Key.Key_K)
    assert [verdict(review, one) for one in (TITLE, PHONE, NEW)] == ["keep ours", "keep ours", "leave out"]


def test_all_taken_at_once_puts_nobody_into_the_trash(qtbot: QtBot, review: MergeReview) -> None:
    review.table.selectAll()
    qtbot.keyClick(review.table, Qt.Key.Key_T)
    assert review.choices.delete == frozenset()
    go_to(review, REMOVED)
    qtbot.keyClick(review.table, Qt.Key.Key_T)
    assert verdict(review, REMOVED) == "to the trash"
    qtbot.keyClick(review.table, Qt.Key.Key_K)
    assert verdict(review, REMOVED) == "keep · to the trash?"


def test_a_conflict_is_answered_from_its_menu(qtbot: QtBot, review: MergeReview) -> None:
    go_to(review, TITLE)
    qtbot.keyClick(review.table, Qt.Key.Key_Return)
    texts = [action.text() for action in menu().actions() if action.text()]
    assert texts == [
        "Take the workbook: COO",
        "Keep ours: Head of Ops",
        "Take the workbook for 2 fields of Amara Okafor",
        "Keep ours for 2 fields of Amara Okafor",
        "Take the workbook for all 2 conflicts",
        "Keep ours for all 2 conflicts",
        "Open Amara Okafor",
    ]
    choose("Take the workbook for 2 fields of Amara Okafor")
    assert verdict(review, TITLE) == verdict(review, CITY) == "take workbook"
    qtbot.keyClick(review.table, Qt.Key.Key_Space)
    choose("Decide later")
    assert verdict(review, TITLE) == "Conflict: choose"


def test_a_whole_column_is_answered_at_once(qtbot: QtBot, review: MergeReview) -> None:
    others = [cell(row, "job_title", "a", "b", "c") for row in (20, 21)]
    review.show_rows(MergeRows.of(plan(TITLE, CITY, *others)), NO_CHOICES)
    go_to(review, TITLE)
    qtbot.keyClick(review.table, Qt.Key.Key_Return)
    choose("Keep ours for Job title in 3 rows")
    assert [verdict(review, one) for one in (TITLE, *others)] == ["keep ours"] * 3
    assert verdict(review, CITY) == "Conflict: choose"


def test_a_click_on_a_verdict_opens_its_choices(qtbot: QtBot, review: MergeReview) -> None:
    assert review.rows is not None
    for entry, text in ((REMOVED, "Put into the trash"), (OFFER, "Add"), (JOINED, "Leave out")):
        at = review.table.cell_rect(review.rows.entries.index(entry), RESULT).center()
        qtbot.mouseClick(review.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        choose(text)
    assert review.choices.delete == {REMOVED.place}
    assert review.choices.columns == {OFFER.place}
    assert review.choices.left_out == {JOINED.place}


def test_what_cannot_be_chosen_opens_nothing(qtbot: QtBot, review: MergeReview) -> None:
    assert review.rows is not None
    review.keep_group(Group.OURS)
    qtbot.keyClick(review.table, Qt.Key.Key_Return)
    qtbot.keyClick(review.table, Qt.Key.Key_T)
    assert review.choices == NO_CHOICES
    assert not any(isinstance(w, QMenu) and w.isVisible() for w in QApplication.topLevelWidgets())


def test_all_conflicts_are_answered_by_one_press(qtbot: QtBot, review: MergeReview) -> None:
    qtbot.mouseClick(review.all_ours, Qt.MouseButton.LeftButton)
    assert [verdict(review, one) for one in (TITLE, CITY)] == ["keep ours"] * 2
    assert verdict(review, PHONE) == "take workbook"
    qtbot.mouseClick(review.all_theirs, Qt.MouseButton.LeftButton)
    assert [verdict(review, one) for one in (TITLE, CITY)] == ["take workbook"] * 2


def test_the_next_conflict_is_found_wherever_one_looks(qtbot: QtBot, review: MergeReview) -> None:
    assert review.rows is not None
    review.keep_group(Group.NEW)
    qtbot.keyClick(review.table, Qt.Key.Key_N)
    assert review.table.current_id() in review.rows.conflicts
    first = review.table.current_id()
    qtbot.keyClick(review.table, Qt.Key.Key_N)
    assert review.table.current_id() != first


def test_a_record_is_opened_by_a_double_click(qtbot: QtBot, office: Office, review: MergeReview) -> None:
    at = review.table.cell_rect(0, "record").center()
    qtbot.mouseClick(review.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(review.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert office.asked == [("contact", TITLE.record)]


def test_a_hundred_thousand_cells_are_worded_only_where_they_are_seen(
    qtbot: QtBot, review: MergeReview
) -> None:
    many = [cell(row, "city", "a", "b", "c") for row in range(100_000)]
    review.show_rows(MergeRows.of(plan(*many)), NO_CHOICES)
    rows = review.table.rows
    assert rows.rowCount() == 100_000
    assert len(rows._rows) < 1_000
    assert review.figures[Group.BOTH].value.text() == "100,000"
    qtbot.mouseClick(review.all_ours, Qt.MouseButton.LeftButton)
    assert review.rows is not None
    assert review.rows.undecided(review.choices) == []
    assert len(rows._rows) < 1_000


def test_what_follows_a_cell_stands_beside_it_while_it_is_taken(
    qtbot: QtBot, office: Office, review: MergeReview
) -> None:
    store = office.context.store
    anna = add_contact(store, "Anna Berg")
    first = replace(cell(anna, "first_name", "Anna", "Anna", "Anne", "Anna Berg"), record=anna)
    review.show_rows(MergeRows.of(plan(first)), NO_CHOICES)
    review.table.setFocus()

    def said() -> tuple[str, str]:
        row = review.table.rows.record(0)
        return row.theirs, row.verdict.note

    assert said() == ("Anne · renews Name to “Anne Berg”", "Renews Name to “Anne Berg”.")
    assert review._note.text() == "Renews Name to “Anne Berg”."
    go_to(review, first)
    qtbot.keyClick(review.table, Qt.Key.Key_K)
    assert said() == ("Anne", "")
    assert review._note.text() == ""


def test_a_doubtful_cell_says_why_it_is_asked_about(qtbot: QtBot, review: MergeReview) -> None:
    doubt = phrase("merging_back.became_day", title="City")
    one = replace(cell(7, "city", "4-7", "4-7", "2026-04-07"), result=Result.CONFLICT, doubt=doubt)
    kept = replace(one, row=8, record=8, presumed=Side.OURS)
    review.show_rows(MergeRows.of(plan(one, kept)), NO_CHOICES)
    review.table.setFocus()
    assert [verdict(review, entry) for entry in (one, kept)] == ["Check: choose", "Check: keep ours"]
    assert [review.table.rows.record(row).verdict.note for row in (0, 1)] == [worded(doubt)] * 2
    assert review.rows is not None
    assert review.rows.undecided(review.choices) == [0]
    assert review.rows.changes(review.choices) == 0
    go_to(review, kept)
    qtbot.keyClick(review.table, Qt.Key.Key_T)
    assert verdict(review, kept) == "take workbook"
    assert review.rows.changes(review.choices) == 1
