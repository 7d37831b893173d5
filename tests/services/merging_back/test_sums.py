"""Sums and remarks that somebody put below a table are no records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_company, add_contact
from tests.services.merging_back.sheets import Sheet, edited, export, merged

CONTACTS, COMPANIES, DEALS = RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS


@pytest.mark.parametrize(
    "values",
    [
        {"Deal": "Total", "Deal value": "=SUM(F2:F3)"},
        {"Company": "Summe:", "Deal value": 1500},
        {"Full name": "Gesamt", "Deal value": 1500, "Currency": "EUR"},
        {"Deal": "Total"},
        {"Deal value": 1500},
        {"Deal": "Sum", "Deal value": "1.500,00 EUR"},
        {"Deal": "Average", "Probability": 0.5},
    ],
)
def test_below_deals(values: dict[str, Any], services: Services, store: Store, tmp_path: Path) -> None:
    stage = store.pipelines.all()[0].stages[0]
    for name in ("Turbines", "Blades"):
        services.deals.create(name, stage.id, amount=75000)
    path = export(services, DEALS, tmp_path / "deals.xlsx")
    rows: list[int] = []

    def change(sheet: Sheet) -> None:
        row = sheet.last + 2
        rows.append(row)
        for head, value in values.items():
            sheet.set(row, head, value)

    edited(path, change)
    plan, outcome = merged(services, path)
    assert (plan.new, plan.problems, plan.counts.rows, outcome.batch) == ((), (), 2, None)
    (note,) = map(worded, plan.notes)
    assert f"row {rows[0]} of “Deals” adds up others" in note
    assert len(store.list_of(DEALS).ids()) == 2


@pytest.mark.parametrize("kind", [CONTACTS, COMPANIES])
def test_below_other_lists(kind: RecordKind, services: Services, store: Store, tmp_path: Path) -> None:
    add_contact(store, "Anna Berg", company="Berg AG", touch_weeks="4")
    path = export(services, kind, tmp_path / "list.xlsx")
    head = {CONTACTS: "Name", COMPANIES: "Company"}[kind]

    def change(sheet: Sheet) -> None:
        sheet.add({head: "Total"})
        sheet.add({head: "Gesamtsumme"})

    edited(path, change)
    before = list(store.list_of(kind).ids())
    plan, _ = merged(services, path)
    assert (plan.new, plan.problems, len(plan.notes)) == ((), (), 2)
    assert list(store.list_of(kind).ids()) == before


def test_a_company_of_such_a_name_is_a_record(services: Services, store: Store, tmp_path: Path) -> None:
    add_company(store, "Nordwind GmbH")
    path = export(services, COMPANIES, tmp_path / "firms.xlsx")
    edited(path, lambda sheet: sheet.add({"Company": "Total", "City": "Paris"}))
    plan, outcome = merged(services, path)
    assert ([row.name for row in plan.new], outcome.new, plan.notes) == (["Total"], 1, ())


@pytest.mark.parametrize(
    ("kind", "head", "text"),
    [
        (CONTACTS, "Name", "Please check these! Regards, Tom"),
        (CONTACTS, "Name", "Thanks! Tom"),
        (CONTACTS, "First name", "Is Ben still there?"),
        (CONTACTS, "Name", "All of them were called by me last week. Tom"),
        (COMPANIES, "Company", "Please check these! Regards, Tom"),
        (COMPANIES, "Company", "the ones at the end are new and I called all"),
    ],
)
def test_a_remark_is_left_out_and_told(
    kind: RecordKind, head: str, text: str, services: Services, store: Store, tmp_path: Path
) -> None:
    add_contact(store, "Anna Berg", company="Nord")
    path = export(services, kind, tmp_path / "list.xlsx")
    if head == "First name":
        path = export(services, kind, path, columns=["first_name", "last_name", "city"])
    rows: list[int] = []

    def change(sheet: Sheet) -> None:
        rows.append(sheet.last + 2)
        sheet.set(rows[0], head, text)

    edited(path, change)
    plan, outcome = merged(services, path)
    assert (plan.new, plan.names, plan.problems, outcome.batch) == ((), (), (), None)
    (note,) = map(worded, plan.notes)
    assert f"row {rows[0]} of" in note
    assert text in note


@pytest.mark.parametrize(
    ("kind", "head", "text"),
    [
        (CONTACTS, "Name", "Dr. Martin L. King Jr."),
        (CONTACTS, "Name", "Maria de la Cruz y Santos"),
        (COMPANIES, "Company", "Yahoo!"),
        (COMPANIES, "Company", "Wow! Me Marketing Ltd"),
        (COMPANIES, "Company", "Guess? Inc."),
        (COMPANIES, "Company", "Dr. Oetker Nahrungsmittel KG Bielefeld Deutschland"),
        (DEALS, "Deal", "Shall we renew their licence? Ask Tom first."),
    ],
)
def test_a_name_alone_is_a_record(
    kind: RecordKind, head: str, text: str, services: Services, store: Store, tmp_path: Path
) -> None:
    stage = store.pipelines.all()[0].stages[0]
    add_contact(store, "Anna Berg", company="Nord")
    services.deals.create("Turbines", stage.id)
    path = export(services, kind, tmp_path / "list.xlsx")
    edited(path, lambda sheet: sheet.add({head: text}))
    plan = services.merging_back.plan(path)
    assert [row.name for row in plan.new] == [text]
