"""The rows of a merge: their order and groups, what answers mean, and how many changes come of them."""

from __future__ import annotations

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import NO_CHOICES, CellProblem, Choices, NewRow, Side
from salesdesk.domain.sheets import Problem
from salesdesk.phrases import phrase
from salesdesk.ui.pages.merging_back.rows import Answer, Entry, Group, MergeRows, answered
from salesdesk.ui.pages.merging_back.texts import new_row_text
from tests.ui.pages.merging_back.plans import (
    CITY,
    JOINED,
    NEW,
    OFFER,
    OWN,
    PHONE,
    PROBLEM,
    REMOVED,
    SAME,
    TITLE,
    everything,
    plan,
)

ROWS = MergeRows.of(everything())


def test_what_asks_stands_above_what_only_tells() -> None:
    assert ROWS.entries == (TITLE, CITY, REMOVED, OFFER, PROBLEM, PHONE, NEW, JOINED, OWN, SAME)
    assert ROWS.conflicts == (0, 1)


def test_every_row_is_counted_by_one_figure() -> None:
    placed = sorted(place for places in ROWS.groups.values() for place in places)
    assert placed == list(range(len(ROWS.entries)))
    assert ROWS.at(ROWS.groups[Group.BOTH]) == [TITLE, CITY, SAME]
    assert ROWS.at(ROWS.groups[Group.NEW]) == [NEW, JOINED]


@pytest.mark.parametrize(
    ("group", "words", "found"),
    [
        (None, "", list(ROWS.entries)),
        (None, "amara", [TITLE, CITY]),
        (None, "AMARA city", [CITY]),
        (None, "coo", [TITLE]),
        (None, "holm & co", [NEW]),
        (None, "raman", [JOINED]),
        (None, "shoe", [OFFER]),
        (None, "31.31", [PROBLEM]),
        (Group.REMOVED, "", [REMOVED]),
        (Group.REMOVED, "amara", []),
    ],
)
def test_rows_are_kept_by_figure_and_words(group: Group | None, words: str, found: list[Entry]) -> None:
    assert ROWS.at(ROWS.shown(group, words)) == found


def test_problems_are_found_by_the_names_of_their_rows() -> None:
    reason = phrase("work.cancelled")
    of_cell = CellProblem(
        "Contacts", 3, "Phone", "x", reason, "warning", RecordKind.CONTACTS, 3, "Marco Bianchi"
    )
    of_row = Problem("Contacts", NEW.row, "Email", "y", reason)
    rows = MergeRows.of(plan(problems=(PROBLEM, of_cell, of_row), new=(NEW,)))
    assert rows.at(rows.shown(Group.PROBLEMS, "bianchi")) == [of_cell]
    assert rows.at(rows.shown(Group.PROBLEMS, "marco phone")) == [of_cell]
    assert rows.at(rows.shown(Group.PROBLEMS, "nils")) == [of_row]


def test_applying_makes_what_is_taken_added_deleted_and_new() -> None:
    taken_anyway = 3  # the phone, and two rows that were added
    assert ROWS.changes(NO_CHOICES) == taken_anyway
    choices = answered(NO_CHOICES, [TITLE], Answer.TAKE)
    assert ROWS.changes(choices) == taken_anyway + 1
    assert ROWS.changes(answered(choices, [TITLE], Answer.KEEP)) == taken_anyway
    assert ROWS.changes(answered(NO_CHOICES, [REMOVED], Answer.TAKE)) == taken_anyway + 1
    assert ROWS.changes(answered(NO_CHOICES, [OFFER], Answer.TAKE)) == taken_anyway + len(OFFER.values)
    assert ROWS.changes(answered(NO_CHOICES, [PHONE, NEW, JOINED], Answer.KEEP)) == 0


def test_conflicts_without_a_choice_are_open() -> None:
    assert ROWS.undecided(NO_CHOICES) == [0, 1]
    choices = answered(NO_CHOICES, [CITY], Answer.KEEP)
    assert ROWS.undecided(choices) == [0]
    assert ROWS.undecided(answered(choices, [CITY], Answer.LATER)) == [0, 1]


def test_nobody_is_deleted_along_with_other_things() -> None:
    choices = answered(NO_CHOICES, ROWS.entries, Answer.TAKE)
    assert choices.delete == frozenset()
    assert choices.columns == {OFFER.place}
    assert answered(choices, [REMOVED], Answer.TAKE).delete == {REMOVED.place}


def test_keeping_all_leaves_everything_as_it_is() -> None:
    choices = answered(answered(NO_CHOICES, [REMOVED], Answer.TAKE), ROWS.entries, Answer.KEEP)
    assert ROWS.changes(choices) == 0
    assert choices.left_out == {NEW.place, JOINED.place}
    assert set(choices.cells.values()) == {Side.OURS}
    assert answered(choices, [NEW], Answer.TAKE).left_out == {JOINED.place}


def test_a_plan_without_anything_has_no_rows() -> None:
    rows = MergeRows.of(plan())
    assert rows.entries == ()
    assert rows.changes(Choices()) == 0
    assert rows.plan.is_empty


def test_a_new_row_says_the_parts_of_a_name_once() -> None:
    values = {"first_name": "Paul", "last_name": "Neumann", "company": "Neumann Bau"}
    row = NewRow("Contacts", 32, RecordKind.CONTACTS, "Paul Neumann", values)
    assert new_row_text(row) == "Paul Neumann · Neumann Bau"
