"""Blocks of cells go out to a spreadsheet and come back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.models.record_table_model import TypedRole
from salesdesk.ui.pages.companies.page import CompaniesPage
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.pages.deals.list_page import DealsPage
from tests.ui.pages.office import Office, until

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(qtbot: QtBot, office: Office, page: type[ListPage]) -> ListPage:
    made = page(office.context)  # type: ignore[call-arg]
    qtbot.addWidget(made)
    office.shown.append(made)
    office.context.notifier.changed.connect(made.on_changed)
    made.resize(1300, 700)
    made.show()
    qtbot.waitExposed(made)
    until(lambda: not office.context.tasks.is_busy)
    return made


@pytest.fixture
def deals(office: Office) -> list[int]:
    stage = office.store.pipelines.all()[0].stages[0].id
    return [
        office.services.deals.create(title, stage, amount=amount, expected_close=close)[0]
        for title, amount, close in (("Fleet", 2_400_000, "2026-12-04"), ("Kiln", 770_000, "2027-01-15"))
    ]


def close_of(office: Office, deal: int) -> str | None:
    return office.store.deals.get(deal).expected_close


def clipboard() -> list[list[str]]:
    return [line.split("\t") for line in QApplication.clipboard().text().split("\n")]


def test_days_are_copied_with_their_year(qtbot: QtBot, office: Office, deals: list[int]) -> None:
    page = opened(qtbot, office, DealsPage)
    page.columns.show(("deal_title", "expected_close", "created_at"))
    page.table.setFocus()
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_C, CTRL)
    assert sorted(clipboard()[1:]) == [
        ["Fleet", "2026-12-04", "2026-11-23"],
        ["Kiln", "2027-01-15", "2026-11-23"],
    ]
    assert "<td>2026-12-04</td>" in QApplication.clipboard().mimeData().html()


@pytest.mark.parametrize("kind", [ContactsPage, CompaniesPage, DealsPage])
def test_what_was_copied_comes_back_as_it_was(qtbot: QtBot, office: Office, kind: type[ListPage]) -> None:
    office.many(40)
    page = opened(qtbot, office, kind)
    for column in page.model.columns:
        page.table.header.show_column(column.key)
    page.table.setFocus()
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_C, CTRL)
    before = office.store.list_of(page.look.kind).page(page.model.ids)
    kept = {number: {c.key: c.value(row) for c in page.model.columns} for number, row in before.items()}
    page.table.setCurrentIndex(page.model.index(0, page.table.header.shown_sections()[0]))
    page.cells.paste()
    asked = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    assert [one.text() for w in asked for one in w.findChildren(QLabel)] == []
    after = office.store.list_of(page.look.kind).page(page.model.ids)
    changed = {
        (c.key, kept[number][c.key], c.value(row))
        for number, row in after.items()
        for c in page.model.columns
        if c.editable and c.value(row) != kept[number][c.key]
    }
    assert changed == set()
    page.table.setCurrentIndex(page.model.index(0, page.table.header.shown_sections()[0]))
    title, first = next((c.title, c.key) for c in page.model.columns if c.key in ("city", "deal_title"))
    filled = next(c.title for c in page.model.columns if c.key == "created_at")
    QApplication.clipboard().setText(f"{title}\t{filled}\nSomewhere\t1 Jan")
    page.cells.paste()
    assert f"filled by the program: {filled}" in office.said[-1]
    rows = office.store.list_of(page.look.kind).page(page.model.ids).values()
    assert [row[first] for row in rows].count("Somewhere") == 1


def test_titles_say_where_a_block_belongs(qtbot: QtBot, office: Office) -> None:
    for name in ("Amara Okafor", "Jonas Lindqvist"):
        office.person(name)
    page = opened(qtbot, office, ContactsPage)
    page.columns.show(("full_name", "company", "job_title", "email"))
    page.table.setCurrentIndex(page.model.index(0, page.model.column_of("email")))
    QApplication.clipboard().setText(
        "Job title\tShoe size\tCompany\tCity\r\nHead\t43\tNordwind\tUlm\r\nFounder\t41\tFjord\tBonn\r\n"
    )
    page.cells.paste()
    rows = office.store.contacts.page(page.model.ids)
    assert [(row["job_title"], row["company"], row["city"]) for row in rows.values()] == [
        ("Head", "Nordwind", "Ulm"),
        ("Founder", "Fjord", "Bonn"),
    ]
    assert office.said[-1] == "6 cells of 2 people pasted · no column here: Shoe size"
    assert [row["email"] for row in rows.values()] == [None, None]


def test_an_empty_last_cell_empties_its_row_and_no_other(qtbot: QtBot, office: Office) -> None:
    people = [
        office.person(name, job_title="Buyer") for name in ("Amara Okafor", "Jonas Lindqvist", "Zoe Zett")
    ]
    page = opened(qtbot, office, ContactsPage)
    page.table.setFocus()
    page.table.selectAll()
    page.table.selectionModel().setCurrentIndex(
        page.model.index(0, page.model.column_of("job_title")),
        page.table.selectionModel().SelectionFlag.NoUpdate,
    )
    QApplication.clipboard().setText("CEO\r\n\r\n")
    page.cells.paste()
    rows = office.store.contacts.page(people)
    assert [rows[number]["job_title"] for number in people] == ["CEO", None, "Buyer"]


TODAY = date.today()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("tomorrow", (TODAY + timedelta(days=1)).isoformat()),
        ("in 3 weeks", (TODAY + timedelta(days=21)).isoformat()),
        ("24 Dec 2026", "2026-12-24"),
        ("2027-02-01", "2027-02-01"),
        ("", None),
    ],
)
def test_a_day_is_typed_into_a_cell_in_words(
    qtbot: QtBot, office: Office, deals: list[int], typed: str, stored: str | None
) -> None:
    page = opened(qtbot, office, DealsPage)
    page.table.setFocus()
    place = page.model.index(page.model.row_of(deals[0]), page.model.column_of("expected_close"))
    page.table.setCurrentIndex(place)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.viewport().findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "2026-12-04"
    editor.setText(typed)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    until(lambda: close_of(office, deals[0]) == stored)


def test_a_word_that_is_no_day_is_refused_and_kept(qtbot: QtBot, office: Office, deals: list[int]) -> None:
    page = opened(qtbot, office, DealsPage)
    page.table.setFocus()
    place = page.model.index(page.model.row_of(deals[0]), page.model.column_of("expected_close"))
    page.table.setCurrentIndex(place)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.setText("call fri 10:00")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    until(lambda: (typed := place.data(TypedRole)) is not None and "is not a date" in typed.problem)
    assert close_of(office, deals[0]) == "2026-12-04"


def test_what_is_pasted_over_itself_is_said_to_change_nothing(
    qtbot: QtBot, office: Office, deals: list[int]
) -> None:
    page = opened(qtbot, office, DealsPage)
    page.columns.show(("deal_title", "expected_close"))
    page.table.setFocus()
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_C, CTRL)
    before = office.store.journal.latest()
    with qtbot.waitSignal(
        office.context.messages.posted, check_params_cb=lambda told: told.text == "2 deals: nothing to change"
    ):
        page.cells.paste()
    assert office.store.journal.latest() == before
