"""Two people change the addresses, numbers and companies of one person: every entry of both stays, and an entry that both
changed is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from salesdesk.domain.conflicts import EditConflict, Seen
from salesdesk.domain.contacts import Contact, EmailEntry, PhoneEntry
from salesdesk.services.contact_parts import WorkPlace
from salesdesk.services.contacts import ContactService
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_contact, services_of
from tests.refusals import refusing


@pytest.fixture
def bert(store: Store) -> Iterator[Services]:
    """Somebody at a window of their own."""
    other = Store(store.place, actor="Bert", clock=store.clock)
    yield services_of(other)
    other.close()


@pytest.fixture
def contact(store: Store, services: Services) -> int:
    number = add_contact(store, email="a@x.example", phone="+49301111111")
    services.contacts.update(number, {"email_2": "b@x.example", "company": "Nordwind"})
    services.contacts.add_company(number, "Ostwind", "Board")
    return number


def looked(store: Store, contact: int) -> tuple[Contact, Seen]:
    """What somebody's dialog shows."""
    record = store.contacts.get(contact)
    return record, ContactService.seen_parts(record)


def addresses(store: Store, contact: int) -> list[str]:
    return [entry.address for entry in store.contacts.emails(contact)]


def test_an_address_that_somebody_added_stays(
    store: Store, services: Services, bert: Services, contact: int
) -> None:
    record, seen = looked(store, contact)
    bert.contacts.edit(contact, "email_3", "c@x.example")
    mine = [replace(record.emails[0], label="home"), record.emails[1], EmailEntry("d@x.example")]
    services.contacts.set_emails(contact, mine, seen=seen)
    assert sorted(addresses(store, contact)) == ["a@x.example", "b@x.example", "c@x.example", "d@x.example"]
    assert (store.contacts.emails(contact)[0].address, store.contacts.emails(contact)[0].label) == (
        "a@x.example",
        "home",
    )


def test_an_address_that_somebody_took_away_stays_away(
    store: Store, services: Services, bert: Services, contact: int
) -> None:
    record, seen = looked(store, contact)
    bert.contacts.edit(contact, "email_2", "")
    services.contacts.set_emails(contact, [*record.emails, EmailEntry("d@x.example")], seen=seen)
    assert addresses(store, contact) == ["a@x.example", "d@x.example"]


def test_an_address_that_both_changed_is_asked_about(
    store: Store, services: Services, bert: Services, contact: int
) -> None:
    record, seen = looked(store, contact)
    bert.contacts.edit(contact, "email_2", "bert@x.example")
    mine = [record.emails[0], replace(record.emails[1], address="anna@x.example")]
    before = store.database.dump()
    with pytest.raises(EditConflict) as refused:
        services.contacts.set_emails(contact, mine, seen=seen)
    assert store.database.dump() == before
    [field] = refused.value.clashes[0].fields
    assert [one.address for one in (field.base, field.ours, field.theirs)] == [  # type: ignore[attr-defined]
        "b@x.example",
        "anna@x.example",
        "bert@x.example",
    ]
    assert field.by.actor == "Bert"
    seen.accept(refused.value.clashes)
    services.contacts.set_emails(contact, mine, seen=seen)
    assert addresses(store, contact) == ["a@x.example", "anna@x.example"]


def test_one_that_somebody_took_away_and_the_other_changed_is_asked_about(
    store: Store, services: Services, bert: Services, contact: int
) -> None:
    record, seen = looked(store, contact)
    bert.contacts.set_emails(contact, record.emails[:1])
    mine = [record.emails[0], replace(record.emails[1], address="anna@x.example")]
    with pytest.raises(EditConflict) as refused:
        services.contacts.set_emails(contact, mine, seen=seen)
    assert refused.value.clashes[0].fields[0].theirs is None
    seen.accept(refused.value.clashes)
    services.contacts.set_emails(contact, mine, seen=seen)
    assert addresses(store, contact) == ["a@x.example", "anna@x.example"]


def test_two_primary_addresses_are_asked_about(
    store: Store, services: Services, bert: Services, contact: int
) -> None:
    services.contacts.edit(contact, "email_3", "c@x.example")
    record, seen = looked(store, contact)
    first, second, third = record.emails
    bert.contacts.make_primary(contact, third)
    with pytest.raises(EditConflict) as refused:
        services.contacts.set_emails(contact, [second, first, third], seen=seen)
    assert [field.field for field in refused.value.clashes[0].fields] == ["email:primary"]
    services.contacts.set_emails(contact, [first, third, second], seen=looked(store, contact)[1])
    assert addresses(store, contact) == ["a@x.example", "c@x.example", "b@x.example"]


def test_another_order_of_one_and_another_address_of_the_other_both_stay(
    store: Store, services: Services, bert: Services, contact: int
) -> None:
    record, seen = looked(store, contact)
    bert.contacts.edit(contact, "email", "anna@x.example")
    services.contacts.set_emails(contact, [record.emails[1], record.emails[0]], seen=seen)
    assert addresses(store, contact) == ["b@x.example", "anna@x.example"]


def test_numbers_go_by_the_same_rule(store: Store, services: Services, bert: Services, contact: int) -> None:
    record, seen = looked(store, contact)
    bert.contacts.edit(contact, "mobile", "0171 2222222")
    services.contacts.set_phones(contact, [*record.phones, PhoneEntry("030 3333333", "", "home")], seen=seen)
    assert sorted(phone.number for phone in store.contacts.phones(contact)) == [
        "+491712222222",
        "+49301111111",
        "+49303333333",
    ]


def test_companies_go_by_the_same_rule(
    store: Store, services: Services, bert: Services, contact: int
) -> None:
    record, seen = looked(store, contact)
    places = [WorkPlace(link.company, link.role or "", link.id) for link in record.companies]
    bert.contacts.add_company(contact, "Westwind", "Advisor")
    bert.companies.edit(record.companies[0].company_id, "company", "Nordwind AG")
    changed = [places[0], replace(places[1], role="Chair")]
    services.contacts.set_companies(contact, changed, seen=seen)
    assert [(link.company, link.role, link.is_primary) for link in store.contacts.companies(contact)] == [
        ("Nordwind AG", None, True),
        ("Ostwind", "Chair", False),
        ("Westwind", "Advisor", False),
    ]
    assert store.companies.count() == 3
    bert.contacts.remove_company(contact, record.companies[1].company_id)
    with pytest.raises(EditConflict) as refused:
        services.contacts.set_companies(contact, [changed[0], replace(places[1], role="Owner")], seen=seen)
    assert [field.theirs for field in refused.value.clashes[0].fields] == [None]


def test_a_person_whom_somebody_deleted_is_asked_about(
    store: Store, services: Services, bert: Services, contact: int
) -> None:
    record, seen = looked(store, contact)
    bert.contacts.delete([contact])
    mine = [*record.emails, EmailEntry("d@x.example")]
    with refusing(EditConflict, match="was deleted meanwhile") as refused:
        services.contacts.set_emails(contact, mine, seen=seen)
    assert isinstance(refused.value, EditConflict)
    seen.accept(refused.value.clashes)
    services.contacts.set_emails(contact, mine, seen=seen)
    assert store.contacts.get(contact).deleted_at is None
    assert addresses(store, contact)[-1] == "d@x.example"
