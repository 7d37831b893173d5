"""Timelines: everything that happened with a record, newest first, as values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityKind, TimelineEntry, TimelineKind
from salesdesk.domain.activities.timeline import TimelinePart
from salesdesk.domain.campaigns import MemberStatus
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.field_changes import FieldChange
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.money import Money
from salesdesk.domain.relations import RelationKind, Tie
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.activities import Subject
from salesdesk.services.deal_roles import DealRoleService
from salesdesk.services.services import Services, build_services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.records.deal_roles import DealRoleRepository
from salesdesk.store.store import Store
from salesdesk.wording import line_of


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
        FieldChange("currency", FieldType.TEXT, "JPY", "KWD"),
        FieldChange("deal_value", FieldType.MONEY, Money(500_000, "JPY"), Money(700_000, "JPY")),
    ]


def test_what_happened_moves_the_last_contact_forward_only(services: Services) -> None:
    store = services.contacts._store
    person, _ = services.contacts.create({"full_name": "Amara Okafor"})
    services.activities.log(ActivityKind.CALL, Subject(person), at="2026-11-20T10:00:00Z")
    services.activities.log(ActivityKind.CALL, Subject(person), at="2026-10-01T10:00:00Z")
    services.activities.log(ActivityKind.NOTE, Subject(person), body="x", at="2026-11-22T10:00:00Z")
    assert store.contacts.get(person).last_contacted_at == "2026-11-20T10:00:00Z"


def told(entries: list[TimelineEntry]) -> list[tuple[str, object, object]]:
    return [(change.field, change.before, change.after) for entry in entries for change in entry.changes]


def test_every_kind_of_change_of_a_person_is_told(services: Services) -> None:
    store = services.contacts._store
    person, _ = services.contacts.create(
        {"full_name": "Amara Okafor", "company": "Nordwind", "tags": "old", "email": "a@nordwind.example"}
    )
    field, _ = services.custom_fields.create("contact", "Stand", CustomType.TEXT)
    stand = store.custom_fields.get(field).name
    for key, value in (
        ("owner", "Mia"),
        ("lead_source", "Fair"),
        ("company", "Fjord"),
        ("tags", "vip, fleet"),
        ("tags", ""),
        (stand, "14"),
        (stand, "15"),
        ("email", "b@nordwind.example"),
        ("phone", "+49 30 55501182"),
        ("job_title", "Boss"),
    ):
        services.contacts.edit(person, key, value)
    campaign, _ = services.campaigns.create("Autumn")
    services.campaigns.add_members(campaign, [person])
    member = store.campaigns.members(campaign)[0]
    services.campaigns.record_response([member.id], MemberStatus.CLICKED)
    entries = store.timelines.of_contact(person)
    changes = told(entries)
    for wanted in (
        ("owner", None, "Mia"),
        ("lead_source", None, "Fair"),
        ("company", "Nordwind", "Fjord"),
        ("tags", "old", "fleet, vip"),
        ("tags", "fleet, vip", None),
        ("Stand", None, "14"),
        ("Stand", "14", "15"),
        ("email", "a@nordwind.example", "b@nordwind.example"),
        ("job_title", None, "Boss"),
        ("campaign", None, "Autumn"),
        ("campaign", "Autumn", "Autumn · clicked"),
    ):
        assert wanted in [
            (field, *(", ".join(sorted(v.split(", "))) if isinstance(v, str) else v for v in values))
            for field, *values in changes
        ], wanted
    assert [field for field, before, _after in changes if before == "a@nordwind.example"] == ["email"]
    assert entries[-1].kind is TimelineKind.CREATED
    assert "old" not in [after for _, before, after in changes if before is None], "it was made with it"
    assert {entry.actor for entry in entries if entry.changes} == {"You"}


def in_words(entries: list[TimelineEntry], field: str) -> list[tuple[str | None, str | None]]:
    """The changes of a field, oldest first, as they are read."""

    def word(value: object) -> str | None:
        return line_of(value) if isinstance(value, Phrase) else None if value is None else str(value)

    found = [(word(before), word(after)) for name, before, after in told(entries) if name == field]
    return found[::-1]


def test_both_people_are_told_how_they_are_related(services: Services) -> None:
    store = services.contacts._store
    anna, ben, clara = (
        services.contacts.create({"full_name": name})[0] for name in ("Anna Berg", "Ben Ode", "Clara Vogel")
    )
    relations = services.relations
    relations.add(anna, ben, Tie(RelationKind.REFERRED_BY), "at the fair")
    relations.add(anna, clara, Tie(RelationKind.OWN, True, "Godmother of", "Godchild of"))
    first = next(one.id for one in store.relations.of(ben))
    relations.change(first, anna, ben, Tie(RelationKind.REPORTS_TO))
    relations.change(first, anna, clara, Tie(RelationKind.REPORTS_TO))
    relations.remove(first, anna, clara)
    assert in_words(store.timelines.of_contact(anna), "relation") == [
        (None, "Referred by: Ben Ode (at the fair)"),
        (None, "Godmother of: Clara Vogel"),
        ("Referred by: Ben Ode (at the fair)", "Reports to: Ben Ode"),
        ("Reports to: Ben Ode", "Reports to: Clara Vogel"),
        ("Reports to: Clara Vogel", None),
    ]
    assert in_words(store.timelines.of_contact(ben), "relation") == [
        (None, "Referred: Anna Berg (at the fair)"),
        ("Referred: Anna Berg (at the fair)", "Leads: Anna Berg"),
        ("Leads: Anna Berg", None),
    ]
    assert in_words(store.timelines.of_contact(clara), "relation") == [
        (None, "Godchild of: Anna Berg"),
        (None, "Leads: Anna Berg"),
        ("Leads: Anna Berg", None),
    ]


def test_people_are_told_what_they_are_in_deals(services: Services) -> None:
    store = services.contacts._store
    anna, _ = services.contacts.create({"full_name": "Anna Berg"})
    deal, _ = services.deals.create("Fleet", store.pipelines.all()[0].stages[0].id)
    roles = DealRoleService(store, services.commands)
    roles.add(deal, anna, "User")
    roles.change(DealRoleRepository(store.database).of_deal(deal)[0].id, deal, anna, "Buyer")
    assert in_words(store.timelines.of_contact(anna), "deal_roles") == [
        (None, "Fleet · User"),
        ("Fleet · User", "Fleet · Buyer"),
    ]


def test_every_kind_of_change_of_a_deal_is_told(services: Services) -> None:
    store = services.contacts._store
    services.campaigns.create("Autumn")
    person, _ = services.contacts.create({"full_name": "Amara Okafor", "company": "Nordwind"})
    stages = store.pipelines.all()[0].stages
    deal, _ = services.deals.create("Fleet", stages[0].id, contact_id=person, amount=1000_00)
    for key, value in (
        ("deal_value", "2000"),
        ("owner", "Mia"),
        ("campaign", "Autumn"),
        ("company", "Fjord"),
    ):
        services.deals.update(deal, {key: value})
    services.deals.move(deal, stages[2].id)
    entries = store.timelines.of_deal(deal)
    assert told(entries) == [
        ("company", None, "Fjord"),
        ("campaign", None, "Autumn"),
        ("owner", None, "Mia"),
        ("deal_value", Money(1000_00, "EUR"), Money(2000_00, "EUR")),
    ]
    assert [e.after for e in entries if e.kind is TimelineKind.STAGE] == ["Demo", "Prospecting"]
    assert [e.name for e in store.timelines.of_contact(person) if e.changes] == ["Fleet"] * 4, (
        "the person tells what became of their deal"
    )


def test_a_company_tells_what_its_people_and_deals_did(services: Services) -> None:
    store = services.contacts._store
    person, _ = services.contacts.create({"full_name": "Amara Okafor", "company": "Nordwind"})
    company = store.contacts.get(person).companies[0].company_id
    stages = store.pipelines.all()[0].stages
    deal, _ = services.deals.create("Fleet", stages[0].id, contact_id=person, amount=1000_00)
    services.deals.update(deal, {"deal_value": "2000"})
    services.contacts.edit(person, "job_title", "Boss")
    services.contacts.set_lifecycle([person], "customer")
    services.companies.edit(company, "lifecycle_stage", "customer")
    services.activities.log(ActivityKind.CALL, Subject(person, None, deal), body="Wants a pilot")
    entries = store.timelines.of_company(company)
    assert [e.activity.deal_title for e in entries if e.activity] == ["Fleet"]
    named = {(e.kind, e.name) for e in entries}
    assert {
        (TimelineKind.STAGE, "Fleet"),
        (TimelineKind.CHANGE, "Fleet"),
        (TimelineKind.CHANGE, "Amara Okafor"),
        (TimelineKind.LIFECYCLE, "Amara Okafor"),
        (TimelineKind.LIFECYCLE, ""),
        (TimelineKind.CREATED, ""),
    } <= named
    services.contacts.delete([person])
    left = store.timelines.of_company(company)
    assert "Amara Okafor" not in {e.name for e in left}


def test_what_is_taken_back_and_deleted_is_told_too(services: Services) -> None:
    store = services.contacts._store
    person, _ = services.contacts.create({"full_name": "Amara Okafor"})
    services.contacts.edit(person, "tags", "vip")
    services.commands.undo()
    services.contacts.delete([person])
    services.contacts.restore([person])
    entries = store.timelines.of_contact(person)
    assert ("tags", None, "vip") in told(entries)
    assert ("tags", "vip", None) in told(entries)
    assert len([e for e in entries if e.kind is TimelineKind.CHANGE and not e.changes]) == 2


def test_an_undo_is_named_so_and_says_nothing_once_it_was_redone(services: Services) -> None:
    """Also of what the batch had made: its parts were taken away and brought back with it."""
    store = services.contacts._store
    person, _ = services.contacts.create({"full_name": "Mia Lind", "email": "mia@x.example", "tags": "old"})
    first = store.timelines.of_contact(person)
    services.commands.undo()
    services.commands.redo()
    assert store.timelines.of_contact(person) == first
    services.contacts.edit(person, "tags", "vip")
    services.contacts.edit(person, "job_title", "Boss")
    once = store.timelines.of_contact(person)
    for _ in range(2):
        services.commands.undo()
        newest = store.timelines.of_contact(person)[0]
        assert newest.told is not None
        assert line_of(newest.told) == f"Undo of {line_of(once[0].told or phrase('none'))}"
        assert told([newest]) == [("job_title", "Boss", None)]
        services.commands.redo()
        assert store.timelines.of_contact(person) == once


def test_what_a_merge_took_away_is_silent_after_undo_and_redo(services: Services) -> None:
    store = services.contacts._store
    kept, _ = services.contacts.create({"full_name": "Mia Lind", "email": "mia@x.example"})
    other, _ = services.contacts.create({"full_name": "Mia Lind", "email": "lind@x.example"})
    services.merges.merge(RecordKind.CONTACTS, [kept, other], survivor=kept)
    once = store.timelines.of_contact(kept)
    services.commands.undo()
    services.commands.redo()
    assert store.timelines.of_contact(kept) == once


def test_filters_search_all_of_it_and_pages_meet_without_a_gap(services: Services) -> None:
    store = services.contacts._store
    person, _ = services.contacts.create({"full_name": "Amara Okafor"})
    for number in range(130):
        kind = ActivityKind.EMAIL if number == 3 else ActivityKind.CALL
        services.activities.log(kind, Subject(person), body=f"Entry {number}")
    pinned = next(
        e.activity.id
        for e in store.timelines.of_contact(person, 500)
        if e.activity and e.activity.body == "Entry 7"
    )
    services.activities.change(pinned, pinned=True)
    timeline = store.timelines.contact(person)
    (email,) = timeline.page(0, 30, [TimelinePart.EMAIL])
    assert email.activity is not None
    assert email.activity.body == "Entry 3"
    assert timeline.count([TimelinePart.CALL]) == 128
    read = [
        entry.activity.body
        for start in range(0, 130, 40)
        for entry in timeline.page(start, 40, [TimelinePart.CALL])
        if entry.activity
    ]
    assert read == [f"Entry {number}" for number in range(129, -1, -1) if number not in (3, 7)]
    assert [e.activity.body for e in timeline.pinned() if e.activity] == ["Entry 7"]
    assert timeline.pinned([TimelinePart.EMAIL]) == []
