"""What lies in the trash is seen nowhere else, and what hangs on it waits with it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.hanging import Hanging
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services, build_services
from salesdesk.store.store import Store


@pytest.fixture
def services(store: Store) -> Services:
    return build_services(store)


@pytest.fixture
def anna(services: Services) -> int:
    return services.contacts.create({"full_name": "Anna Berg", "company": "Nordwind"})[0]


def company_of(store: Store, contact: int) -> int:
    employment = store.contacts.get(contact).company
    assert employment is not None
    return employment.company_id


def deal_of(services: Services, store: Store, contact: int) -> int:
    stage = store.pipelines.all()[0].stages[0]
    return services.deals.create(
        "Machine", stage_id=stage.id, contact_id=contact, company_id=company_of(store, contact)
    )[0]


def board(services: Services, store: Store) -> list[tuple[str, str, str | None]]:
    cards = services.deals.board(store.pipelines.all()[0])
    return [
        (card.company_name, card.contact_name, card.next_step.subject if card.next_step else None)
        for some in cards.values()
        for card in some
    ]


def listed(store: Store) -> list[object]:
    entries = store.list_of(RecordKind.ACTIVITIES)
    rows = entries.page(list(entries.ids()), ["subject", "full_name", "company"])
    return sorted(str(row["subject"]) for row in rows.values())


def test_a_card_and_a_deal_show_no_name_of_what_is_in_the_trash(
    services: Services, store: Store, anna: int
) -> None:
    deal, company = deal_of(services, store, anna), company_of(store, anna)
    assert board(services, store) == [("Nordwind", "Anna Berg", None)]
    services.companies.delete([company])
    assert board(services, store) == [("", "Anna Berg", None)]
    assert store.deals.get(deal).company_name == ""
    assert store.deals.get(deal).company_id == company
    services.contacts.delete([anna])
    assert board(services, store) == [("", "", None)]
    services.commands.undo()
    services.commands.undo()
    assert board(services, store) == [("Nordwind", "Anna Berg", None)]


def test_a_step_waits_in_the_trash_with_what_it_is_about(services: Services, store: Store, anna: int) -> None:
    company, deal = company_of(store, anna), deal_of(services, store, anna)
    day = (store.clock() + timedelta(days=2)).date().isoformat()
    activities = services.activities
    activities.plan(Subject(anna, without_deal=True), "Call Anna", day)
    activities.plan(Subject(company_id=company), "Visit Nordwind", day)
    activities.plan(Subject(deal_id=deal), "Send the offer", day)
    activities.log(ActivityKind.CALL, Subject(anna, without_deal=True), subject="Called")
    every = ["Call Anna", "Called", "Send the offer", "Visit Nordwind"]
    assert listed(store) == every
    services.contacts.delete([anna])
    assert listed(store) == ["Called", "Send the offer", "Visit Nordwind"]
    of_company = [entry.subject for entry in store.activities.of_company(company)]
    assert sorted(of_company) == ["Called", "Send the offer", "Visit Nordwind"]
    assert {entry.contact_name for entry in store.activities.of_company(company)} == {""}
    services.companies.delete([company])
    assert listed(store) == ["Send the offer"]
    services.deals.delete([deal])
    assert listed(store) == []
    for _ in range(3):
        services.commands.undo()
    assert listed(store) == every


def test_the_next_step_of_a_person_is_none_of_a_deal_in_the_trash(
    services: Services, store: Store, anna: int
) -> None:
    deal = deal_of(services, store, anna)
    services.activities.plan(Subject(deal_id=deal), "Send the offer", "2026-12-01")
    services.activities.plan(Subject(anna, without_deal=True), "Call Anna", "2026-12-02")
    step = store.activities.next_step("contact_id", anna)
    assert step is not None
    assert step.subject == "Send the offer"
    services.deals.delete([deal])
    step = store.activities.next_step("contact_id", anna)
    assert step is not None
    assert step.subject == "Call Anna"


def test_a_note_about_nothing_is_listed(services: Services, store: Store) -> None:
    services.activities.plan(Subject(), "Order paper", "2026-12-01")
    assert listed(store) == ["Order paper"]


def test_what_hangs_on_records_is_counted(services: Services, store: Store, anna: int) -> None:
    company, deal = company_of(store, anna), deal_of(services, store, anna)
    other = services.contacts.create({"full_name": "Ben Cole", "company": "Nordwind"})[0]
    services.activities.plan(Subject(anna, without_deal=True), "Call Anna", "2026-12-01")
    services.activities.plan(Subject(deal_id=deal), "Send the offer", "2026-12-01")
    services.activities.log(ActivityKind.CALL, Subject(deal_id=deal))
    campaign, _ = services.campaigns.create("Autumn")
    services.campaigns.add_members(campaign, [anna])
    assert services.companies.hanging([company]) == Hanging(people=2, deals=1, steps=2)
    assert services.contacts.hanging([anna]) == Hanging(deals=1, steps=2, campaigns=1)
    assert services.contacts.hanging([other]) == Hanging()
    assert not services.contacts.hanging([other])
    assert services.deals.hanging([deal]) == Hanging(steps=1)
    services.deals.delete([deal])
    assert services.contacts.hanging([anna, other]) == Hanging(steps=2, campaigns=1)


def test_the_trash_says_what_a_record_was_merged_into(services: Services, store: Store) -> None:
    one, other, plain = (services.contacts.create({"full_name": name})[0] for name in ("Ann", "Anne", "Bo"))
    services.merges.merge(RecordKind.CONTACTS, [one, other])
    services.contacts.delete([plain])
    (gone,) = [number for number in (one, other) if store.contacts.get(number).deleted_at]
    kept = store.contacts.get(one if gone == other else other)
    assert store.trash.merged_into(store.trash.all()) == {(EntityKind.CONTACT, gone): kept.full_name}
    services.trash.restore([record for record in store.trash.all() if record.id == gone])
    services.contacts.delete([gone])
    assert store.trash.merged_into(store.trash.all()) == {}
