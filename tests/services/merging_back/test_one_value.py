"""Whatever applying changes is told by the plan: as a cell, or as what follows one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.fields import RecordKind, is_taken_back
from salesdesk.domain.merging_back import KEPT_BY_US, NO_CHOICES, Side
from salesdesk.services.activities.subjects import Subject
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_company, add_contact
from tests.services.merging_back.sheets import Sheet, edited, export
from tests.services.merging_back.test_fields import EDITS, everything

CONTACTS, COMPANIES = RecordKind.CONTACTS, RecordKind.COMPANIES
DEALS, ACTIVITIES = RecordKind.DEALS, RecordKind.ACTIVITIES
TYPED: dict[RecordKind, dict[str, Any]] = {
    kind: {key: cell for key, (cell, _) in edits.items()} for kind, edits in EDITS.items()
}
TYPED[CONTACTS] |= {
    "middle_name": "M",
    "suffix": "Jr.",
    "email": "b@b.example",
    "street_2": "x",
    "fax": "030 77",
}
TYPED[DEALS] |= {"stage": "Won", "pipeline": "Partners", "closed_at": datetime(2026, 4, 1)}
TYPED[ACTIVITIES] |= {
    "due_at": datetime(2026, 6, 2, 15, 30),
    "done_at": datetime(2026, 5, 3, 15, 30),
    "end_at": datetime(2026, 7, 6, 15, 30),
    "remind_minutes": 15,
}
PERSON = {
    "full_name": "Anna Maria Berg",
    "honorific": "Dr.",
    "first_name": "Anna",
    "middle_name": "Maria",
    "last_name": "Berg",
    "email_2": "b@b.example",
    "email_3": "c@b.example",
    "mobile": "0171 5550123",
    "phone_2": "040 1111111",
    "phone_3": "040 2222222",
    "fax": "030 7654321",
    "company": "Nordwind GmbH",
    "street": "Am Markt 1",
    "city": "Ulm",
    "country": "DE",
    "postal_code": "01067",
    "tags": "vip",
}


def a_person(services: Services, _: Store, number: int) -> int:
    own = {"email": f"a{number}@b.example", "phone": f"030 1234{number:03}"}
    return services.contacts.create(PERSON | own)[0]


def a_bare_person(services: Services, _: Store, number: int) -> int:
    return services.contacts.create({"full_name": "Yamada Misaki", "mobile": f"0171 5550{number:03}"})[0]


def a_company(services: Services, store: Store, number: int) -> int:
    return add_company(store, f"Westwind {number} GmbH", city="Kiel", annual_revenue="5 EUR", tags="a")


def a_deal(services: Services, store: Store, number: int) -> int:
    stage = store.pipelines.all()[0].stages[1]
    return services.deals.create(f"Turbines {number}", stage.id, amount=500, probability=33)[0]


def a_deal_without_amount(services: Services, store: Store, number: int) -> int:
    return services.deals.create(f"Blades {number}", store.pipelines.all()[0].stages[0].id)[0]


def a_won_deal(services: Services, store: Store, number: int) -> int:
    deal = services.deals.create(f"Towers {number}", store.pipelines.all()[0].stages[0].id, amount=1)[0]
    services.deals.update(deal, {"stage": "Won"})
    services.deals.update(deal, {"won_reason": "Price", "competitor": "Ostwind"})
    return deal


def an_entry(services: Services, store: Store, number: int) -> int:
    services.activities.log(
        ActivityKind.CALL, Subject(contact_id=1), subject="Called", at="2026-05-01T10:00:00Z"
    )
    return max(store.list_of(ACTIVITIES).ids())


def an_appointment(services: Services, store: Store, number: int) -> int:
    times: dict[str, Any] = {"end_at": "2026-05-06T11:00:00Z", "remind_minutes": 10}
    services.activities.plan(Subject(contact_id=1), f"Visit {number}", "2026-05-06T10:00:00Z", **times)
    return max(store.list_of(ACTIVITIES).ids())


Make = Callable[[Services, Store, int], int]
RECORDS: list[tuple[RecordKind, Make]] = [
    (CONTACTS, a_person),
    (CONTACTS, a_bare_person),
    (COMPANIES, a_company),
    (DEALS, a_deal),
    (DEALS, a_deal_without_amount),
    (DEALS, a_won_deal),
    (ACTIVITIES, an_entry),
    (ACTIVITIES, an_appointment),
]


@pytest.mark.parametrize("clears", [False, True], ids=["typed over", "emptied"])
@pytest.mark.parametrize(("kind", "make"), RECORDS, ids=lambda one: getattr(one, "__name__", ""))
def test_each_cell_alone(
    kind: RecordKind, make: Make, clears: bool, services: Services, store: Store, tmp_path: Path
) -> None:
    add_contact(store, "Ben Tal")
    services.pipelines.add_pipeline("Partners")
    reader = store.list_of(kind)
    keys = everything(store, kind)
    typed = keys if clears else [key for key in keys if key in TYPED[kind]]
    records = [make(services, store, number) for number, _ in enumerate(typed)]
    titles = {column.key: column.title for column in reader.columns()}
    path = export(services, kind, tmp_path / "list.xlsx", ids=records, columns=keys)

    def change(sheet: Sheet) -> None:
        for row, key in enumerate(typed, sheet.head + 1):
            sheet.set(row, titles[key], None if clears else TYPED[kind][key])

    edited(path, change)
    before = reader.page(records, keys)
    plan = services.merging_back.plan(path)
    choices = NO_CHOICES.choose(plan.conflicts, Side.THEIRS)
    followers = services.merging_back.followers(plan)
    ways = [cell for cell in plan.cells if cell.field.startswith("do_not")]
    choices = choices.choose(ways, Side.OURS)  # they would opt out whoever has the same address, see below
    told: dict[int, dict[str, Any]] = {record: {} for record in records}
    followed: dict[int, dict[str, Any]] = {record: {} for record in records}
    for cell in plan.cells:
        told[cell.record][cell.field] = cell.theirs
        followed[cell.record] |= {one.field: one.theirs for one in followers.of(cell, choices)}
    services.merging_back.apply(plan, choices)
    after = reader.page(records, keys)
    for record, key in zip(records, typed, strict=True):
        now, was = after[record].values, before[record].values
        changed = {one for one in keys if now[one] != was[one]} - KEPT_BY_US
        if key in ("do_not_email", "do_not_call"):
            continue
        assert changed <= told[record].keys() | followed[record].keys(), (key, changed)
        for field, value in followed[record].items():
            assert now[field] == value, (key, field)
            assert now[field] != was[field], (key, field)


def test_what_is_kept_brings_nothing(services: Services, store: Store, tmp_path: Path) -> None:
    contact = a_person(services, store, 0)
    keys = [key for key in everything(store, CONTACTS) if is_taken_back(CONTACTS, key)]
    path = export(services, CONTACTS, tmp_path / "people.xlsx", ids=[contact], columns=keys)

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.head + 1, "First name", "Anne")
        sheet.set(sheet.head + 1, "Last name", "Berger")

    edited(path, change)
    plan = services.merging_back.plan(path)
    followers = services.merging_back.followers(plan)
    first, last = plan.cells
    assert (first.field, last.field) == ("first_name", "last_name")
    (name,) = followers.of(first, NO_CHOICES)
    assert (name.field, name.ours, name.theirs) == ("full_name", "Anna Maria Berg", "Anne Maria Berger")
    assert followers.of(last, NO_CHOICES) == ()
    without = NO_CHOICES.choose([first], Side.OURS)
    assert followers.of(first, without) == ()
    (name,) = followers.of(last, without)
    assert name.theirs == "Anna Maria Berger"
    neither = NO_CHOICES.choose([first, last], Side.OURS)
    assert followers.of(last, neither) == ()


def test_an_address_that_was_opted_out_brings_the_refusal(
    services: Services, store: Store, tmp_path: Path
) -> None:
    add_contact(store, "Ben Tal", email="ben@tal.example", phone="030 555666", do_not_email="yes")
    anna = add_contact(store, "Anna Berg", email="anna@berg.example")
    path = export(services, CONTACTS, tmp_path / "people.xlsx", ids=[anna])
    edited(path, lambda sheet: sheet.set(sheet.row("Anna Berg"), "Email", "ben+x@tal.example"))
    plan = services.merging_back.plan(path)
    (cell,) = plan.cells
    (refusal,) = services.merging_back.followers(plan).of(cell, NO_CHOICES)
    assert (refusal.field, refusal.theirs) == ("do_not_email", True)
    services.merging_back.apply(plan, NO_CHOICES)
    assert store.contacts.page([anna], ["do_not_email"])[anna]["do_not_email"] is True
