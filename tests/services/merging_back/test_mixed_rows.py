"""Rows under the hidden number of another: what a row says counts where that can be told, else nothing of it is taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from salesdesk.domain.columns import RECORD_EXPORT, RECORD_ID
from salesdesk.domain.fields import RecordKind
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_contact
from tests.services.merging_back.sheets import Sheet, edited, export, merged, results

CONTACTS, DEALS = RecordKind.CONTACTS, RecordKind.DEALS
NAMES = ("Anna Berg", "Ben Tal", "Cora Wald", "Dora Ost", "Emil West", "Fee Lind", "Gus Alt", "Hans Ort")
_HIDDEN = (RECORD_ID, "SalesDesk version", RECORD_EXPORT)


@pytest.fixture
def people(store: Store) -> dict[str, int]:
    return {
        name: add_contact(
            store,
            name,
            email=f"{name[:3].lower()}@{place}.example",
            city=f"Town {place}",
            phone=f"030 123450{place}",
            job_title="Buyer",
        )
        for place, name in enumerate(NAMES)
    }


@pytest.fixture
def book(services: Services, people: dict[str, int], tmp_path: Path) -> Path:
    return export(services, CONTACTS, tmp_path / "people.xlsx")


def numbers(sheet: Sheet) -> dict[str, object]:
    return {name: sheet.get(sheet.row(name), RECORD_ID) for name in NAMES}


def swap(sheet: Sheet, one: str, other: str) -> None:
    known = numbers(sheet)
    sheet.set(sheet.row(one), RECORD_ID, known[other])
    sheet.set(sheet.row(other), RECORD_ID, known[one])


def swapped(sheet: Sheet) -> None:
    swap(sheet, "Anna Berg", "Ben Tal")


def swapped_and_renamed(sheet: Sheet) -> None:
    swap(sheet, "Cora Wald", "Ben Tal")
    sheet.set(sheet.row("Cora Wald"), "Name", "Cora Waldmann")


def shifted_in_part(sheet: Sheet) -> None:
    """The first four numbers moved one row down, the first row has none, one fell out."""
    rows = [sheet.row(name) for name in NAMES[:4]]
    known = [sheet.get(row, RECORD_ID) for row in rows]
    for row, number in zip(rows, [None, *known], strict=False):
        sheet.set(row, RECORD_ID, number)


def sorted_in_part(sheet: Sheet) -> None:
    """Three rows sorted without their hidden columns."""
    rows = [sheet.row(name) for name in NAMES[1:4]]
    hidden = [[sheet.get(row, head) for head in _HIDDEN] for row in rows]
    values = [sheet.values(row) for row in rows]
    for row, moved, own in zip(rows, [*values[1:], values[0]], hidden, strict=True):
        sheet.put(row, moved)
        for head, value in zip(_HIDDEN, own, strict=True):
            sheet.set(row, head, value)


def filled_down(sheet: Sheet) -> None:
    first = numbers(sheet)["Anna Berg"]
    for name in NAMES:
        sheet.set(sheet.row(name), RECORD_ID, first)


@pytest.mark.parametrize(
    "mix",
    [swapped, swapped_and_renamed, shifted_in_part, sorted_in_part, filled_down],
    ids=lambda f: f.__name__,
)
def test_what_a_row_says_counts(
    mix: Callable[[Sheet], None], services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    def change(sheet: Sheet) -> None:
        mix(sheet)
        sheet.set(sheet.row("Ben Tal"), "Job title", "Seller")
        column = sheet.sheet.max_column + 1
        sheet.sheet.cell(sheet.head, column).value = "Hat size"
        sheet.sheet.cell(sheet.row("Ben Tal"), column).value = 57

    edited(book, change)
    plan, _ = merged(services, book)
    told = {(cell.record, cell.field, cell.theirs) for cell in plan.cells}
    expected = {(people["Ben Tal"], "job_title", "Seller")}
    if mix is swapped_and_renamed:
        expected |= {(people["Cora Wald"], "full_name", "Cora Waldmann")}
    assert told == expected
    assert (plan.new, plan.removed, plan.problems) == ((), (), ())
    assert [dict(offer.values) for offer in plan.offers] == [{people["Ben Tal"]: "57"}]
    rows = store.contacts.page(list(people.values()), ["email", "city"])
    assert [rows[number]["city"] for number in people.values()] == [f"Town {n}" for n in range(len(NAMES))]


def test_a_row_typed_over_with_another_person_is_not_taken(
    services: Services, people: dict[str, int], book: Path
) -> None:
    """The visible cells of one row copied over those of another: whose row it is nobody knows."""

    def change(sheet: Sheet) -> None:
        row = sheet.row("Anna Berg")
        hidden = {head: sheet.get(row, head) for head in _HIDDEN}
        sheet.put(row, sheet.values(sheet.row("Ben Tal")))
        for head, value in hidden.items():
            sheet.set(row, head, value)

    edited(book, change)
    plan, outcome = merged(services, book)
    assert (plan.cells, plan.new, plan.removed, outcome.batch) == ((), (), (), None)
    (problem,) = plan.problems
    assert "the hidden number of Anna Berg and says what Ben Tal does" in worded(problem.reason)


def test_a_row_whose_own_was_deleted_is_the_record_that_it_says(
    services: Services, people: dict[str, int], book: Path
) -> None:
    def change(sheet: Sheet) -> None:
        row, other = sheet.row("Anna Berg"), sheet.row("Ben Tal")
        hidden = {head: sheet.get(row, head) for head in _HIDDEN}
        sheet.put(row, sheet.values(other))
        for head, value in hidden.items():
            sheet.set(row, head, value)
        sheet.sheet.delete_rows(other)

    edited(book, change)
    plan = services.merging_back.plan(book)
    assert (plan.cells, plan.new, plan.problems) == ((), (), ())
    assert [row.record for row in plan.removed] == [people["Anna Berg"]]


def test_a_person_who_takes_the_name_of_another_is_renamed(
    services: Services, people: dict[str, int], book: Path
) -> None:
    edited(book, lambda sheet: sheet.set(sheet.row("Anna Berg"), "Name", "Ben Tal"))
    plan = services.merging_back.plan(book)
    assert {(cell.record, cell.field) for cell in plan.cells} == {(people["Anna Berg"], "full_name")}
    assert results(plan) == {("Anna Berg", "full_name", "theirs")}


def test_deals(services: Services, store: Store, tmp_path: Path) -> None:
    stage = store.pipelines.all()[0].stages[0]
    deals = {
        name: services.deals.create(name, stage.id, amount=place * 100)[0]
        for place, name in enumerate(("Turbines", "Blades", "Towers"), 1)
    }
    path = export(services, DEALS, tmp_path / "deals.xlsx")

    def change(sheet: Sheet) -> None:
        one, other = sheet.row("Turbines"), sheet.row("Blades")
        first = sheet.get(one, RECORD_ID)
        sheet.set(one, RECORD_ID, sheet.get(other, RECORD_ID))
        sheet.set(other, RECORD_ID, first)
        sheet.set(one, "Owner", "Olga")

    edited(path, change)
    plan = services.merging_back.plan(path)
    assert {(cell.record, cell.field) for cell in plan.cells} == {(deals["Turbines"], "owner")}
    assert (plan.problems, plan.removed, plan.new) == ((), (), ())
