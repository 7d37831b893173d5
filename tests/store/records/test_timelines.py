"""Timelines: everything that happened with a record, newest first, as values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityKind, TimelineKind
from salesdesk.domain.field_changes import FieldChange
from salesdesk.domain.fields import FieldType
from salesdesk.domain.money import Money
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services, build_services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store


class Ticking:
    """A clock that goes on a minute each time it is read."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def services(place: Path | ServerAddress) -> Iterator[Services]:
    store = Store(place, clock=Ticking())
    made = build_services(store)
    yield made
    store.close()


def test_a_person_sees_activities_stages_and_changes(services: Services) -> None:
    store = services.contacts._store
    person, _ = services.contacts.create({"full_name": "Amara Okafor", "company": "Nordwind"})
    stages = store.pipelines.all()[0].stages
    deal, _ = services.deals.create("Fleet", stages[0].id, contact_id=person, amount=1000_00)
    services.deals.move(deal, stages[1].id)
    services.contacts.edit(person, "job_title", "Boss")
    services.contacts.set_lifecycle([person], "customer")
    services.activities.log(ActivityKind.CALL, Subject(person), outcome="Reached", duration_minutes=12)
    entries = store.timelines.of_contact(person)
    assert [e.moment for e in entries] == sorted((e.moment for e in entries), reverse=True)
    assert entries[0].activity is not None
    assert (entries[0].activity.outcome, entries[0].activity.duration_minutes) == ("Reached", 12)
    assert {e.kind for e in entries} >= {
        TimelineKind.ACTIVITY,
        TimelineKind.STAGE,
        TimelineKind.LIFECYCLE,
        TimelineKind.CHANGE,
    }
    assert ("Fleet", "Prospecting", "Education") in [(e.name, e.before, e.after) for e in entries]
    assert ("Fleet", None, "Prospecting") in [(e.name, e.before, e.after) for e in entries]
    assert (FieldChange("job_title", FieldType.TEXT, None, "Boss"),) in [e.changes for e in entries]


def test_a_company_shows_its_peoples_activities_but_no_technical_columns(services: Services) -> None:
    store = services.contacts._store
    person, _ = services.contacts.create({"full_name": "Amara Okafor", "company": "Nordwind"})
    company = store.contacts.get(person).companies[0].company_id
    services.activities.log(ActivityKind.NOTE, Subject(person), body="Met at the fair")
    services.companies.edit(company, "phone", "+49 30 55501182")
    services.companies.edit(company, "annual_revenue", "1500000 EUR")
    entries = store.timelines.of_company(company)
    assert "Met at the fair" in [e.activity.body for e in entries if e.activity]
    changes = [change for e in entries for change in e.changes]
    assert FieldChange("phone", FieldType.PHONE, None, "+493055501182") in changes
    assert "phone_digits" not in [change.field for change in changes]
    assert FieldChange("annual_revenue", FieldType.MONEY, None, Money(1_500_000_00, "EUR")) in changes


def test_an_amount_has_the_currency_it_had_then(services: Services) -> None:
    store = services.contacts._store
    stage = store.pipelines.all()[0].stages[0]
    deal, _ = services.deals.create("Fleet", stage.id, amount=500_000, currency="JPY")
    services.deals.change(deal, amount=700_000)
    services.deals.change(deal, amount=1_234_567, currency="KWD")
    services.deals.change(deal, title="Vans")
    changes = [change for e in store.timelines.of_deal(deal) for change in e.changes]
    assert changes == [
        FieldChange("deal_title", FieldType.TEXT, "Fleet", "Vans"),
        FieldChange("deal_value", FieldType.MONEY, Money(700_000, "JPY"), Money(1_234_567, "KWD")),
        FieldChange("deal_value", FieldType.MONEY, Money(500_000, "JPY"), Money(700_000, "JPY")),
    ]


def test_what_happened_moves_the_last_contact_forward_only(services: Services) -> None:
    store = services.contacts._store
    person, _ = services.contacts.create({"full_name": "Amara Okafor"})
    services.activities.log(ActivityKind.CALL, Subject(person), at="2026-11-20T10:00:00Z")
    services.activities.log(ActivityKind.CALL, Subject(person), at="2026-10-01T10:00:00Z")
    services.activities.log(ActivityKind.NOTE, Subject(person), body="x", at="2026-11-22T10:00:00Z")
    assert store.contacts.get(person).last_contacted_at == "2026-11-20T10:00:00Z"
