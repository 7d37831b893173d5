"""What carrying out would refuse is refused by the plan, and what is left is carried out."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import MergePlan, NewRowState
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_contact
from tests.services.merging_back.sheets import Sheet, edited, export, merged

CONTACTS, COMPANIES = RecordKind.CONTACTS, RecordKind.COMPANIES
DEALS, ACTIVITIES = RecordKind.DEALS, RecordKind.ACTIVITIES


def told(plan: MergePlan) -> list[tuple[int, str]]:
    return [(problem.row, worded(problem.reason)) for problem in plan.problems]


@pytest.fixture
def deal(services: Services, store: Store) -> int:
    return services.deals.create("Turbines", store.pipelines.all()[0].stages[0].id)[0]


def test_a_new_deal_of_one_of_several(services: Services, store: Store, deal: int, tmp_path: Path) -> None:
    add_contact(store, "Anna Berg", email="a@one.example")
    add_contact(store, "Anna Berg", email="a@two.example")
    path = export(services, DEALS, tmp_path / "deals.xlsx")

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Turbines"), "Full name", "Anna Berg")
        sheet.add({"Deal": "Blades", "Full name": "Anna Berg"})

    edited(path, change)
    plan, _ = merged(services, path)
    assert [(row, "called “Anna Berg”" in said) for row, said in told(plan)] == [(2, True), (3, True)]
    assert (plan.new[0].state, plan.names, len(store.contacts.ids())) == (NewRowState.PROBLEM, (), 2)


def test_names_that_the_workbook_itself_gives(
    services: Services, store: Store, deal: int, tmp_path: Path
) -> None:
    """Two new people of one name, one who is renamed: a deal that names them is not linked to anybody at random."""
    add_contact(store, "Anna Berg", email="anna@berg.example")
    other = services.deals.create("Blades", store.pipelines.all()[0].stages[0].id)[0]
    third = services.deals.create("Towers", store.pipelines.all()[0].stages[0].id)[0]
    people, deals = tmp_path / "people.xlsx", tmp_path / "deals.xlsx"
    export(services, CONTACTS, people)
    export(services, DEALS, deals)
    book, more = openpyxl.load_workbook(people), openpyxl.load_workbook(deals)
    copied = book.create_sheet("Deals")
    for row in more["Deals"].iter_rows():
        for cell in row:
            copied.cell(cell.row, cell.column).value = cell.value
    sheet = Sheet(book["Contacts"])
    sheet.set(sheet.row("Anna Berg"), "Name", "Anna Alt")
    sheet.add({"Name": "Eva Neu", "Email": "eva@one.example"})
    sheet.add({"Name": "Eva Neu", "Email": "eva@two.example"})
    of_deals = Sheet(copied)
    of_deals.set(of_deals.row("Turbines"), "Full name", "Eva Neu")
    of_deals.set(of_deals.row("Blades"), "Full name", "Anna Berg")
    of_deals.set(of_deals.row("Towers"), "Full name", "Anna Alt")
    book.save(people)
    plan, outcome = merged(services, people)
    assert {said.split(".")[0] for _, said in told(plan)} == {
        "Several records (2) are called “Eva Neu”; which of them is meant cannot be told",
        "Anna Berg is given another name by this workbook",
    }
    assert (plan.names, outcome.new, len(store.contacts.ids())) == ((), 2, 3)
    shown = store.list_of(DEALS).page([deal, other, third], ["full_name"])
    assert [shown[one]["full_name"] for one in (deal, other, third)] == [None, None, "Anna Alt"]


def test_rows_that_are_not_taken_say_why(services: Services, store: Store, tmp_path: Path) -> None:
    add_contact(store, "Anna Berg", company="Berg AG")
    for kind, key in ((CONTACTS, "full_name"), (COMPANIES, "company")):
        path = export(services, kind, tmp_path / f"{kind.value}.xlsx", columns=[key, "city"])
        edited(path, lambda sheet: sheet.add({"City": "Nowhere"}))
        plan, outcome = merged(services, path)
        assert (plan.new[0].state, outcome.new, len(plan.problems)) == (NewRowState.PROBLEM, 0, 1)


def test_words_that_are_not_known(services: Services, store: Store, deal: int, tmp_path: Path) -> None:
    add_contact(store, "Anna Berg")
    path = export(services, CONTACTS, tmp_path / "people.xlsx")
    edited(path, lambda sheet: sheet.add({"Name": "Eva Neu", "Lifecycle stage": "Grandmaster"}))
    plan, outcome = merged(services, path)
    assert ([(problem.column, problem.value) for problem in plan.problems], outcome.new) == (
        [("Lifecycle stage", "Grandmaster")],
        1,
    )
    path = export(services, ACTIVITIES, tmp_path / "entries.xlsx", columns=["subject", "at", "deal_title"])
    edited(path, lambda sheet: sheet.add({"Subject": "Call", "Deal": "Unheard of"}))
    plan, _ = merged(services, path)
    assert [said for _, said in told(plan)] == ["There is no deal called “Unheard of”."]


@pytest.mark.parametrize("prefer", ["One", "ONE"])
def test_one_who_is_written_just_so(
    prefer: str, services: Services, store: Store, deal: int, tmp_path: Path
) -> None:
    """Plan and carrying out have one rule for whom a name means."""
    add_contact(store, "Zoë One", email="a@one.example")
    add_contact(store, "Zoe One", email="a@two.example")
    path = export(services, DEALS, tmp_path / "deals.xlsx")
    edited(path, lambda sheet: sheet.set(sheet.row("Turbines"), "Full name", f"Zoe {prefer}"))
    plan, outcome = merged(services, path)
    assert outcome.cells == len(plan.cells)


def test_what_a_row_says_otherwise_of_somebody_who_is_here(
    services: Services, store: Store, tmp_path: Path
) -> None:
    anna = add_contact(
        store, "Anna Berg", email="anna@berg.example", city="Ulm", tags="vip", birthday="1980-02-03"
    )
    path = export(services, CONTACTS, tmp_path / "people.xlsx")

    def change(sheet: Sheet) -> None:
        sheet.add(
            {
                "Name": "Anna Berg",
                "Email": "anna@berg.example",
                "City": "Wien",
                "Job title": "Buyer",
                "Tags": "new",
                "Phone": "030 1234567",
                "Birthday": "3.2.1980",
            }
        )

    edited(path, change)
    plan, _ = merged(services, path)
    assert [row.state for row in plan.new] == [NewRowState.JOINED]
    assert [said for _, said in told(plan)] == [
        "Anna Berg is here already and has “Ulm” there. “Wien” goes into a note about them."
    ]
    shown = store.contacts.page([anna], ["city", "job_title", "tags"])[anna]
    assert (shown["city"], shown["job_title"], set(shown["tags"])) == ("Ulm", "Buyer", {"new", "vip"})


def test_who_must_not_be_addressed(services: Services, store: Store, tmp_path: Path) -> None:
    anna = add_contact(store, "Anna Berg", email="anna@berg.example", do_not_email=True)
    add_contact(store, "Ben Tal")
    path = export(services, CONTACTS, tmp_path / "people.xlsx")
    services.erasing.erase([anna])
    edited(path, lambda sheet: sheet.add({"Name": "A. Berg", "Email": "anna@berg.example"}))
    plan, _ = merged(services, path)
    assert any("must not be used" in worded(note) for note in plan.notes)
    (new,) = [
        n
        for n, row in store.contacts.page(list(store.contacts.ids())).items()
        if row["full_name"] == "A. Berg"
    ]
    assert store.contacts.page([new], ["do_not_email"])[new]["do_not_email"] is True
