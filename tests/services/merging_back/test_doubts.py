"""What nobody may have meant is asked about: a column that was sorted alone, a day or a short number in place of a text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.columns import RECORD_ID
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import NO_CHOICES, Result, Side
from salesdesk.errors import DomainError
from salesdesk.services.activities.subjects import Subject
from salesdesk.services.merging_back.kept import as_text, from_text
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_contact
from tests.services.merging_back.sheets import Sheet, edited, export, merged

CONTACTS, ACTIVITIES = RecordKind.CONTACTS, RecordKind.ACTIVITIES
NAMES = ("Anna Berg", "Ben Tal", "Cora Wald", "Dora Ost", "Emil West", "Fee Lind")
EVERYTHING = [
    *("full_name", "company", "city", "email", "job_title", "tags", "phone", "birthday", "country"),
    *("owner", "notes"),
]
CITIES = ("Ulm", "Bonn", "Kiel", "Aachen", "Wien", "Graz")


@pytest.fixture
def people(store: Store) -> dict[str, int]:
    return {
        name: add_contact(store, name, city=city, email=f"{name[:3].lower()}@x.example", department="4-7")
        for name, city in zip(NAMES, CITIES, strict=True)
    }


@pytest.fixture
def book(services: Services, people: dict[str, int], tmp_path: Path) -> Path:
    keys = ["full_name", "email", "city", "department", "job_title", "external_id"]
    return export(services, CONTACTS, tmp_path / "people.xlsx", columns=keys)


def sort_alone(sheet: Sheet, head: str) -> None:
    rows = range(sheet.head + 1, sheet.last + 1)
    values = sorted(str(sheet.get(row, head)) for row in rows)
    for row, value in zip(rows, values, strict=True):
        sheet.set(row, head, value)


def city_alone(sheet: Sheet) -> None:
    sort_alone(sheet, "City")


def city_alone_and_one_edited(sheet: Sheet) -> None:
    sort_alone(sheet, "City")
    sheet.set(sheet.head + 1, "Job title", "Buyer")


@pytest.mark.parametrize("change", [city_alone, city_alone_and_one_edited], ids=lambda one: one.__name__)
@pytest.mark.usefixtures("people")
def test_a_column_that_was_sorted_alone_is_asked_about(
    change: Callable[[Sheet], None], services: Services, store: Store, book: Path
) -> None:
    edited(book, change)
    plan = services.merging_back.plan(book)
    cells = [cell for cell in plan.cells if cell.field == "city"]
    assert len(cells) >= 4
    assert {cell.result for cell in cells} == {Result.CONFLICT}
    assert all(cell.doubt is not None and "sorted alone" in worded(cell.doubt) for cell in cells)
    assert ["sorted alone" in worded(note) for note in plan.notes] == [True]
    assert plan.counts.conflicts == len(cells)
    with pytest.raises(DomainError):
        services.merging_back.apply(plan, NO_CHOICES)
    renewed = services.merging_back.renewed(plan)
    assert renewed.cells == plan.cells
    assert from_text(as_text(plan, NO_CHOICES)) == (plan, NO_CHOICES)
    services.merging_back.apply(plan, NO_CHOICES.choose(plan.conflicts, Side.OURS))
    towns = {
        row["full_name"]: row["city"] for row in store.contacts.page(list(store.contacts.ids())).values()
    }
    assert towns == dict(zip(NAMES, CITIES, strict=True))
    assert services.merging_back.plan(book).is_empty


@pytest.mark.usefixtures("people")
def test_other_doubts_stay_as_they_are_beside_it(services: Services, book: Path) -> None:
    def change(sheet: Sheet) -> None:
        sort_alone(sheet, "City")
        sheet.set(sheet.head + 1, "Job title", datetime(2026, 4, 3))

    plan = services.merging_back.plan(edited(book, change))
    presumed = {cell.field: cell.presumed for cell in plan.conflicts}
    assert presumed == {"city": None, "job_title": Side.OURS}


@pytest.mark.usefixtures("people")
def test_a_name_or_an_address_that_was_sorted_alone_is_asked_about(services: Services, book: Path) -> None:
    for head, key in (("Name", "full_name"), ("Email", "email")):
        path = edited(
            book, lambda sheet, head=head: sort_alone(sheet, head), to=book.with_name(f"{key}.xlsx")
        )
        plan = services.merging_back.plan(path)
        assert plan.counts.theirs == 0
        assert (plan.new, plan.removed) == ((), ())


@pytest.mark.usefixtures("people")
def test_edits_that_only_look_alike_are_none_of_it(services: Services, book: Path) -> None:
    def change(sheet: Sheet) -> None:
        for name, city in zip(NAMES, ("Bonn", "Rom", "Bern", "Linz", "Ulm", "Graz"), strict=True):
            sheet.set(sheet.row(name), "City", city)

    plan = services.merging_back.plan(edited(book, change))
    assert (plan.counts.theirs, plan.counts.conflicts) == (5, 0)


@pytest.mark.parametrize(
    ("head", "cell", "said"),
    [
        ("Department", datetime(2026, 8, 9), "a day"),
        ("External ID", "1.23457E+18", "last figures"),
        ("External ID", 1.23456789012346e18, "last figures"),
        ("Job title", datetime(2026, 4, 3), "a day"),
    ],
)
def test_what_a_program_may_have_made_stays_unless_it_is_chosen(
    head: str, cell: Any, said: str, services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    edited(book, lambda sheet: sheet.set(sheet.row("Ben Tal"), head, cell))
    before = store.database.dump()
    plan, outcome = merged(services, book)
    (asked,) = plan.conflicts
    assert asked.doubt is not None
    assert said in worded(asked.doubt)
    assert (NO_CHOICES.side_of(asked), NO_CHOICES.undecided(plan), outcome.cells) == (Side.OURS, (), 0)
    assert services.merging_back.plan(book).is_empty
    services.commands.undo()
    assert store.database.dump() == before
    _, outcome = merged(services, book, NO_CHOICES.choose([asked], Side.THEIRS))
    assert outcome.cells == 1


@pytest.fixture
def calls(services: Services, store: Store, people: dict[str, int]) -> list[int]:
    """Entries that are called alike: told by their moments, their people and their texts."""
    for day, name in enumerate(NAMES[:4], 1):
        services.activities.log(
            ActivityKind.CALL,
            Subject(contact_id=people[name]),
            subject="Call",
            body=f"Spoke about {name}\nand the turbine number {day}",
            at=f"2026-05-0{day}T10:00:00Z",
        )
    return sorted(store.list_of(ACTIVITIES).ids())


@pytest.mark.parametrize("with_texts", [True, False])
def test_entries_called_alike_whose_rows_were_swapped(
    with_texts: bool, services: Services, store: Store, calls: list[int], tmp_path: Path
) -> None:
    if not with_texts:
        for entry in calls:
            services.activities.change(entry, body="")
    keys = ["kind", "subject", "at", "full_name", "body", "owner"]
    path = export(services, ACTIVITIES, tmp_path / "entries.xlsx", columns=keys)

    def swap(sheet: Sheet) -> None:
        rows = [sheet.head + 1, sheet.head + 2]
        numbers = [sheet.get(row, RECORD_ID) for row in rows]
        for row, number in zip(rows, reversed(numbers), strict=True):
            sheet.set(row, RECORD_ID, number)
        sheet.set(rows[0], "Subject", "Talked")

    plan, _ = merged(services, edited(path, swap))
    assert [(cell.field, cell.theirs) for cell in plan.cells] == [("subject", "Talked")]
    assert (plan.problems, plan.new, plan.removed) == ((), (), ())


@pytest.mark.usefixtures("calls")
def test_texts_that_were_swapped_are_asked_about(services: Services, tmp_path: Path) -> None:
    path = export(services, ACTIVITIES, tmp_path / "entries.xlsx", columns=["kind", "subject", "at", "body"])
    head = "Text"

    def swap(sheet: Sheet) -> None:
        column = head if head in sheet.columns else "Notes"
        rows = [sheet.head + 1, sheet.head + 2]
        texts = [sheet.get(row, column) for row in rows]
        for row, text in zip(rows, reversed(texts), strict=True):
            sheet.set(row, column, text)

    plan = services.merging_back.plan(edited(path, swap))
    assert [(cell.field, cell.result) for cell in plan.cells] == [("body", Result.CONFLICT)] * 2
    assert all(cell.doubt is not None for cell in plan.cells)


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        *(("City", word) for word in ("n/a", "-", "—", " N/A ", "NULL")),
        *(("Email", word) for word in ("n/a", "none", "-")),
        *(("Company", word) for word in ("-", "n/a", "Private")),
        ("Tags", "n/a"),
        ("Phone", "k.A."),
        ("Birthday", "n/a"),
        ("Country", "n/a"),
        ("Owner", "-"),
        ("Notes", "n/a"),
    ],
)
def test_a_word_for_nothing_over_a_value_is_asked_about(
    head: str, cell: str, services: Services, store: Store, tmp_path: Path
) -> None:
    anna = add_contact(
        store,
        "Anna Berg",
        city="Ulm",
        email="anna@x.example",
        company="Nord",
        tags=("VIP",),
        owner="Mia",
        phone="+49305550100",
        birthday="1980-04-01",
        country="DE",
        notes="Golf",
    )
    book = export(services, CONTACTS, tmp_path / "one.xlsx", columns=EVERYTHING)
    edited(book, lambda sheet: sheet.set(sheet.row("Anna Berg"), head, cell))
    before = store.database.dump()
    plan, _ = merged(services, book)
    (asked,) = plan.conflicts
    assert asked.doubt is not None
    assert cell.strip() in worded(asked.doubt)
    assert (plan.names, plan.problems, NO_CHOICES.side_of(asked)) == ((), (), Side.OURS)
    services.commands.undo()
    assert store.database.dump() == before
    merged(services, book, NO_CHOICES.choose([asked], Side.THEIRS))
    assert store.contacts.page([anna], [asked.field])[anna][asked.field] in (None, (), "")


def test_a_word_for_nothing_where_nothing_was_is_no_edit(
    services: Services, store: Store, tmp_path: Path
) -> None:
    add_contact(store, "Anna Berg")
    book = export(services, CONTACTS, tmp_path / "one.xlsx", columns=EVERYTHING)

    def change(sheet: Sheet) -> None:
        for head, cell in (("City", "n/a"), ("Company", "-"), ("Email", "none"), ("Job title", "—")):
            sheet.set(sheet.row("Anna Berg"), head, cell)

    plan = services.merging_back.plan(edited(book, change))
    assert (plan.is_empty, plan.cells, plan.problems, plan.names) == (True, (), (), ())


def test_a_name_is_never_emptied_by_a_word_for_nothing(services: Services, book: Path) -> None:
    edited(book, lambda sheet: sheet.set(sheet.row("Ben Tal"), "Name", "n/a"))
    plan = services.merging_back.plan(book)
    assert (plan.cells, [problem.column for problem in plan.problems]) == ((), ["Name"])
