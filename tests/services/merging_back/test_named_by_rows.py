"""A name that several have, some of them new in the workbook itself, is asked for, not made once more."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import MergePlan, NewRowState
from salesdesk.services.activities.subjects import Subject
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_contact
from tests.services.merging_back.sheets import Sheet, export, merged

CONTACTS, DEALS, ACTIVITIES = RecordKind.CONTACTS, RecordKind.DEALS, RecordKind.ACTIVITIES


class Book:
    """A workbook of contacts, deals and activities."""

    def __init__(self, services: Services, store: Store, folder: Path) -> None:
        self.path = folder / "all.xlsx"
        parts = []
        for kind in (CONTACTS, DEALS, ACTIVITIES):
            parts.append(openpyxl.load_workbook(export(services, kind, folder / f"{kind.value}.xlsx")))
        self._book, *others = parts
        for other in others:
            shown = other.worksheets[0]
            copied = self._book.create_sheet(shown.title)
            for row in shown.iter_rows():
                for cell in row:
                    copied.cell(cell.row, cell.column).value = cell.value

    def sheet(self, title: str) -> Sheet:
        return Sheet(self._book[title])

    def save(self) -> Path:
        self._book.save(self.path)
        return self.path


@pytest.fixture
def book(services: Services, store: Store, tmp_path: Path) -> Book:
    anna = add_contact(store, "Anna Berg", email="anna@one.example", company="Firm One")
    stage = store.pipelines.all()[0].stages[0]
    deal, _ = services.deals.create("Turbines", stage.id)
    services.activities.log(ActivityKind.CALL, Subject(anna), subject="First call")
    assert deal
    return Book(services, store, tmp_path)


def people(store: Store) -> list[str]:
    rows = store.contacts.page(list(store.contacts.ids()), ["full_name"]).values()
    return sorted(row["full_name"] for row in rows)


def told(plan: MergePlan) -> list[tuple[str, str]]:
    return [(problem.sheet, worded(problem.reason)) for problem in plan.problems]


SEVERAL = "Several records (2) are called “{}”; which of them is meant cannot be told."


def test_one_who_is_here_and_one_who_is_new(services: Services, store: Store, book: Book) -> None:
    book.sheet("Contacts").add({"Name": "Anna Berg", "Email": "anna@two.example", "Company": "Firm Two"})
    book.sheet("Deals").add({"Deal": "Blades", "Full name": "Anna Berg"})
    book.sheet("Deals").add({"Deal": "Towers", "Full name": "Anna Berg", "Company": "Firm Two"})
    book.sheet("Activities").add({"Kind": "Call", "Subject": "Second call", "Full name": "Anna Berg"})
    plan, outcome = merged(services, book.save())
    assert told(plan) == [("Activities", SEVERAL.format("Anna Berg")), ("Deals", SEVERAL.format("Anna Berg"))]
    states = {(row.sheet, row.name): row.state for row in plan.new}
    assert states["Deals", "Blades"] is NewRowState.PROBLEM
    assert people(store) == ["Anna Berg", "Anna Berg"]
    assert (outcome.new, [name.name for name in plan.names]) == (2, ["Firm Two"])
    deals = store.list_of(DEALS)
    rows = deals.page(list(deals.ids()), ["deal_title", "full_name", "company"]).values()
    assert {(row["deal_title"], row["full_name"], row["company"]) for row in rows} == {
        ("Turbines", None, None),
        ("Towers", "Anna Berg", "Firm Two"),
    }


def test_one_who_is_renamed(services: Services, store: Store, book: Book) -> None:
    add_contact(store, "Eva Neu", email="eva@neu.example")
    contacts = book.sheet("Contacts")
    contacts.set(contacts.row("Anna Berg"), "Name", "Eva Neu")
    book.sheet("Deals").add({"Deal": "Blades", "Full name": "Eva Neu"})
    book.sheet("Deals").add({"Deal": "Towers", "Full name": "Anna Berg"})
    plan, _ = merged(services, book.save())
    assert told(plan) == [
        ("Deals", SEVERAL.format("Eva Neu")),
        ("Deals", "Anna Berg is given another name by this workbook. Write the new one here as well."),
    ]
    assert people(store) == ["Eva Neu", "Eva Neu"]


def test_two_deals_of_one_title(services: Services, store: Store, book: Book) -> None:
    book.sheet("Deals").add({"Deal": "Turbines", "Deal value": 90})
    book.sheet("Activities").add({"Kind": "Call", "Subject": "Second call", "Deal": "Turbines"})
    plan, _ = merged(services, book.save())
    made = len(store.list_of(DEALS).ids())
    assert told(plan) == ([("Activities", SEVERAL.format("Turbines"))] if made == 2 else [])


def test_the_new_one_alone(services: Services, store: Store, book: Book) -> None:
    book.sheet("Contacts").add({"Name": "Eva Neu", "Email": "eva@neu.example"})
    book.sheet("Deals").add({"Deal": "Blades", "Full name": "Eva Neu"})
    plan, _ = merged(services, book.save())
    assert (told(plan), people(store)) == ([], ["Anna Berg", "Eva Neu"])
