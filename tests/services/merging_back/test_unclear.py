"""Texts that can be read in two ways are asked, not read in one of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import MergePlan
from salesdesk.domain.money import Money
from salesdesk.services.activities.subjects import Subject
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_contact
from tests.services.merging_back.sheets import Sheet, edited, export, merged

CONTACTS, DEALS, ACTIVITIES = RecordKind.CONTACTS, RecordKind.DEALS, RecordKind.ACTIVITIES


@pytest.fixture
def deal(services: Services, store: Store) -> int:
    stage = store.pipelines.all()[0].stages[0]
    return services.deals.create("Turbines", stage.id, amount=500)[0]


def shown(store: Store, deal: int, key: str) -> Any:
    return store.list_of(DEALS).page([deal], [key])[deal][key]


def told(plan: MergePlan) -> list[str]:
    return [worded(problem.reason) for problem in plan.problems]


@pytest.mark.parametrize(
    ("country", "text", "amount"),
    [
        ("DE", "1.234", 1234),
        ("DE", "1,234", None),
        ("US", "1,234", 1234),
        ("US", "1.234", None),
        ("", "1.234", None),
        ("", "1,234", None),
        ("", "1.234,50", 1234.5),
        ("", "12,5", 12.5),
        ("", "€ 1.234.567", 1234567),
    ],
)
def test_amounts(
    country: str, text: str, amount: float | None, services: Services, store: Store, deal: int, tmp_path: Path
) -> None:
    services.settings.set({"country": country})
    path = export(services, DEALS, tmp_path / "deals.xlsx")

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Turbines"), "Deal value", text)
        sheet.add({"Deal": "Blades", "Deal value": text})

    edited(path, change)
    plan, _ = merged(services, path)
    (other,) = set(store.list_of(DEALS).ids()) - {deal}
    expected = None if amount is None else Money.of(str(amount), "EUR")
    assert shown(store, deal, "deal_value") == (expected or Money(500, "EUR"))
    assert shown(store, other, "deal_value") == expected
    said = [f"“{text}” can be" in sentence for sentence in told(plan)]
    assert said == ([] if amount is not None else [True, True])


@pytest.mark.parametrize(
    ("country", "text", "day"),
    [
        ("DE", "03/04/2026", "2026-04-03"),
        ("US", "03/04/2026", "2026-03-04"),
        ("", "03/04/2026", None),
        ("", "03.04.2026", "2026-04-03"),
        ("", "13/04/2026", "2026-04-13"),
        ("DE", "March 2027", None),
        ("DE", "2. März 2027", "2027-03-02"),
    ],
)
def test_days(
    country: str, text: str, day: str | None, services: Services, store: Store, deal: int, tmp_path: Path
) -> None:
    services.settings.set({"country": country})
    path = export(services, DEALS, tmp_path / "deals.xlsx")

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Turbines"), "Expected close", text)
        sheet.add({"Deal": "Blades", "Expected close": text})

    edited(path, change)
    plan, _ = merged(services, path)
    (other,) = set(store.list_of(DEALS).ids()) - {deal}
    assert [shown(store, one, "expected_close") for one in (deal, other)] == [day, day]
    assert len(plan.problems) == (0 if day else 2)


def test_a_day_written_the_other_way_round_is_no_change(
    services: Services, store: Store, deal: int, tmp_path: Path
) -> None:
    services.settings.set({"country": ""})
    services.deals.update(deal, {"expected_close": "2026-04-03"})
    path = export(services, DEALS, tmp_path / "deals.xlsx")
    edited(path, lambda sheet: sheet.set(sheet.row("Turbines"), "Expected close", "04/03/2026"))
    assert services.merging_back.plan(path).is_empty


def test_a_month_is_no_birthday(services: Services, store: Store, tmp_path: Path) -> None:
    anna = add_contact(store, "Anna Berg", birthday="1980-05-06")
    path = export(services, CONTACTS, tmp_path / "people.xlsx")
    edited(path, lambda sheet: sheet.set(sheet.row("Anna Berg"), "Birthday", "March 1980"))
    plan, _ = merged(services, path)
    assert ["names no day" in sentence for sentence in told(plan)] == [True]
    assert store.contacts.page([anna], ["birthday"])[anna]["birthday"] == "1980-05-06"


def test_moments(services: Services, store: Store, tmp_path: Path) -> None:
    services.settings.set({"country": ""})
    anna = add_contact(store, "Anna Berg")
    services.activities.log(
        ActivityKind.CALL, Subject(contact_id=anna), subject="Call", at="2026-05-01T10:00:00Z"
    )
    path = export(services, ACTIVITIES, tmp_path / "entries.xlsx")
    edited(path, lambda sheet: sheet.set(sheet.row("Call", "Subject"), "When", "03/04/2026 10:00"))
    plan = services.merging_back.plan(path)
    assert (plan.cells, ["can be" in sentence for sentence in told(plan)]) == ((), [True])


@pytest.mark.parametrize(
    ("head", "cell", "said"),
    [
        ("Deal value", 12.345, "more decimal places than EUR"),
        ("Deal value", "12.3456 EUR", "more decimal places than EUR"),
        ("Deal value", -50, "below zero"),
        ("Expected close", date(1900, 1, 1), "empty cell or a nought"),
        ("Expected close", date(2205, 5, 1), "date"),
        ("Expected close", "01.05.0024", "date"),
    ],
)
def test_odd_amounts_and_days(
    head: str, cell: Any, said: str, services: Services, store: Store, deal: int, tmp_path: Path
) -> None:
    path = export(services, DEALS, tmp_path / "deals.xlsx")

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Turbines"), head, cell)
        sheet.add({"Deal": "Blades", head: cell})

    plan, _ = merged(services, edited(path, change))
    assert [(problem.row, said in worded(problem.reason)) for problem in plan.problems] == [
        (2, True),
        (3, True),
    ]
    assert plan.cells == ()


@pytest.mark.parametrize(
    "cell", ["030 123456, 0171 4567890", "030 123456 / 0171 4567890", "030 123456\n0171 4567890"]
)
def test_two_numbers_in_one_cell(cell: str, services: Services, store: Store, tmp_path: Path) -> None:
    services.settings.set({"country": "DE"})
    anna = add_contact(store, "Anna Berg", phone="+4930999999")
    path = export(services, CONTACTS, tmp_path / "people.xlsx")

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Anna Berg"), "Phone", cell)
        sheet.add({"Name": "Eva Neu", "Phone": cell, "Email": "a@neu.example; b@neu.example"})

    plan, _ = merged(services, edited(path, change))
    assert ["more than one phone number" in sentence for sentence in told(plan)] == [True]
    keys = ["phone", "mobile", "phone_2", "email", "email_2"]
    rows = store.contacts.page(list(store.contacts.ids()), keys)
    assert rows.pop(anna)["phone"] == "+4930999999"
    (eva,) = rows.values()
    numbers = {eva[key] for key in keys[:3]} - {None}
    assert numbers == {"+4930123456", "+491714567890"}
    assert (eva["email"], eva["email_2"]) == ("a@neu.example", "b@neu.example")
