"""What somebody writes between a plan and its application into columns that are one value with a cell is not passed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from salesdesk.domain.conflicts import EditConflict
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import NO_CHOICES, Result
from salesdesk.domain.money import Money
from salesdesk.services.activities.subjects import Subject
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_company, add_contact
from tests.services.merging_back.sheets import edited, export
from tests.services.merging_back.test_fields import everything

CONTACTS, COMPANIES = RecordKind.CONTACTS, RecordKind.COMPANIES
DEALS, ACTIVITIES = RecordKind.DEALS, RecordKind.ACTIVITIES


@dataclass(frozen=True)
class Meanwhile:
    """A column that the workbook changes, and another one that is changed here once the plan is made."""

    kind: RecordKind
    head: str
    cell: Any
    key: str
    typed: Any


CASES = [
    Meanwhile(DEALS, "Deal value", 750, "currency", "USD"),
    Meanwhile(DEALS, "Currency", "USD", "deal_value", "900"),
    Meanwhile(DEALS, "Stage", "Proposal", "probability", "70"),
    Meanwhile(DEALS, "Probability", "35 %", "stage", "Won"),
    Meanwhile(CONTACTS, "First name", "Anne", "last_name", "Berger"),
    Meanwhile(CONTACTS, "Name", "Anna Berg-Alt", "honorific", "Dr."),
    Meanwhile(CONTACTS, "Email", None, "email_2", "other@berg.example"),
    Meanwhile(CONTACTS, "Mobile", "0171 5550199", "phone", "030 9998887"),
    Meanwhile(CONTACTS, "City", "Wien", "street", "Ring 5"),
    Meanwhile(COMPANIES, "Postal code", "1010", "city", "Wien"),
    Meanwhile(ACTIVITIES, "Due", datetime(2026, 6, 6, 10), "end_at", "2026-05-06T14:00:00Z"),
]


@pytest.fixture
def records(services: Services, store: Store) -> dict[RecordKind, int]:
    person = add_contact(
        store,
        "Anna Berg",
        email="anna@berg.example",
        email_2="second@berg.example",
        phone="030 1234567",
        mobile="0171 5550123",
        street="Am Markt 1",
        city="Ulm",
    )
    firm = add_company(store, "Westwind GmbH", city="Kiel", street="Hafen 2", postal_code="24103")
    deal = services.deals.create("Turbines", store.pipelines.all()[0].stages[0].id, amount=500)[0]
    end = "2026-05-06T11:00:00Z"
    services.activities.plan(Subject(contact_id=person), "Visit", "2026-05-06T10:00:00Z", end_at=end)
    return {CONTACTS: person, COMPANIES: firm, DEALS: deal, ACTIVITIES: max(store.list_of(ACTIVITIES).ids())}


def typed(services: Services, kind: RecordKind, record: int, values: dict[str, Any]) -> None:
    if kind is ACTIVITIES:
        services.activities.change(record, **values)
    else:
        services.area_of(kind).update(record, values)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.head}, {case.key}")
def test_a_column_beside_a_cell(
    case: Meanwhile, services: Services, store: Store, records: dict[RecordKind, int], tmp_path: Path
) -> None:
    record = records[case.kind]
    keys = everything(store, case.kind)
    path = export(services, case.kind, tmp_path / "list.xlsx", ids=[record], columns=keys)
    edited(path, lambda sheet: sheet.set(sheet.head + 1, case.head, case.cell))
    plan = services.merging_back.plan(path)
    assert len(plan.cells) == 1, plan.problems
    typed(services, case.kind, record, {case.key: case.typed})
    start = store.database.dump()
    with pytest.raises(EditConflict) as refused:
        services.merging_back.apply(plan, NO_CHOICES)
    assert (
        case.key in {field.field for one in refused.value.clashes for field in one.fields}
        or case.kind is DEALS
    )
    assert not any(one.deleted for one in refused.value.clashes)
    assert store.database.dump() == start
    renewed = services.merging_back.renewed(plan)
    if renewed.counts.conflicts == 0:
        services.merging_back.apply(renewed, NO_CHOICES)


def test_what_is_not_beside_it_is_no_matter(
    services: Services, store: Store, records: dict[RecordKind, int], tmp_path: Path
) -> None:
    path = export(services, CONTACTS, tmp_path / "list.xlsx", columns=everything(store, CONTACTS))
    edited(path, lambda sheet: sheet.set(sheet.head + 1, "City", "Wien"))
    plan = services.merging_back.plan(path)
    services.contacts.update(records[CONTACTS], {"job_title": "Buyer", "last_name": "Berger"})
    assert services.merging_back.apply(plan, NO_CHOICES)[0].cells == 1


@pytest.mark.parametrize("amount", [None, 500])
@pytest.mark.parametrize("late", [False, True])
def test_an_amount_whose_currency_alone_was_changed_here_is_asked_about(
    amount: int | None, late: bool, services: Services, store: Store, tmp_path: Path
) -> None:
    stage = store.pipelines.all()[0].stages[0]
    deal = services.deals.create("Turbines", stage.id, amount=amount, currency="EUR")[0]
    path = export(services, DEALS, tmp_path / "deals.xlsx", columns=["deal_title", "deal_value", "currency"])
    edited(path, lambda sheet: sheet.set(sheet.head + 1, "Deal value", 750))
    plan = services.merging_back.plan(path) if late else None
    services.deals.update(deal, {"currency": "USD"})
    plan = services.merging_back.renewed(plan) if plan is not None else services.merging_back.plan(path)
    (cell,) = [cell for cell in plan.cells if cell.field == "deal_value"]
    assert (cell.result, cell.theirs) == (Result.CONFLICT, Money.of("750", "EUR"))


@pytest.mark.parametrize("late", [False, True])
def test_a_currency_is_asked_about_where_the_amount_alone_was_changed_here(
    late: bool, services: Services, store: Store, tmp_path: Path
) -> None:
    stage = store.pipelines.all()[0].stages[0]
    deal = services.deals.create("Turbines", stage.id, currency="EUR")[0]
    path = export(services, DEALS, tmp_path / "deals.xlsx", columns=["deal_title", "deal_value", "currency"])
    edited(path, lambda sheet: sheet.set(sheet.head + 1, "Currency", "USD"))
    plan = services.merging_back.plan(path) if late else None
    services.deals.update(deal, {"deal_value": "700"})
    plan = services.merging_back.renewed(plan) if plan is not None else services.merging_back.plan(path)
    assert [(cell.field, cell.ours) for cell in plan.conflicts] == [("deal_value", Money.of("700", "EUR"))]
