"""What a field said before, told in the values of lists."""

from __future__ import annotations

from typing import Any

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.money import Money
from salesdesk.services.field_history import Gone
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_company, add_contact


def told(services: Services, kind: RecordKind, record: int, key: str) -> list[tuple[Any, Any]]:
    assert services.field_history.is_told(kind, key)
    return [(step.before, step.after) for step in services.field_history.of(kind, record, key)]


def test_an_amount_goes_with_its_currency(store: Store, services: Services) -> None:
    number, edit = add_company(store), services.companies.edit
    for text in ("1000 EUR", "2000 EUR", "2000 USD", "", "5 USD"):
        edit(number, "annual_revenue", text)
    services.companies.edit(number, "industry", "Ports")
    euros, dollars = Money(200_000, "EUR"), Money(200_000, "USD")
    assert told(services, RecordKind.COMPANIES, number, "annual_revenue") == [
        (None, Money(500, "USD")),
        (dollars, None),
        (euros, dollars),
        (Money(100_000, "EUR"), euros),
        (None, Money(100_000, "EUR")),
    ]


def test_names_are_told_instead_of_numbers(store: Store, services: Services) -> None:
    number = add_contact(store)
    for owner, company in (("Mia", "Nordwind"), ("Ben", "Fjord")):
        services.contacts.edit(number, "owner", owner)
        services.contacts.edit(number, "company", company)
    assert told(services, RecordKind.CONTACTS, number, "owner") == [("Mia", "Ben"), (None, "Mia")]
    assert told(services, RecordKind.CONTACTS, number, "company") == [
        ("Nordwind", "Fjord"),
        (None, "Nordwind"),
    ]


def test_what_is_done_to_many_and_taken_back_is_told_of_each(store: Store, services: Services) -> None:
    people = [add_contact(store) for _ in range(3)]
    services.contacts.set_lifecycle(people, "customer")
    services.contacts.set_owner(people, "Mia")
    for person in people:
        assert told(services, RecordKind.CONTACTS, person, "owner") == [(None, "Mia")]
    mia = next(owner.id for owner in store.owners.all() if owner.name == "Mia")
    services.commands.undo()  # takes the new owner back as well
    for person in people:
        assert told(services, RecordKind.CONTACTS, person, "owner") == [(Gone(mia), None), (None, Gone(mia))]
        assert told(services, RecordKind.CONTACTS, person, "lifecycle_stage")[0][1] == "customer"


def test_a_step_says_who_and_when(store: Store, services: Services) -> None:
    number = add_contact(store)
    services.contacts.edit(number, "job_title", "Founder")
    [step] = services.field_history.of(RecordKind.CONTACTS, number, "job_title")
    assert (step.actor, step.at) == (store.actor, store.journal.batches()[0].at)


def test_only_what_lies_in_the_row_is_told(services: Services) -> None:
    is_told = services.field_history.is_told
    assert is_told(RecordKind.CONTACTS, "email")
    assert not is_told(RecordKind.CONTACTS, "tags")
    assert not is_told(RecordKind.CONTACTS, "custom.stand")
    assert not is_told(RecordKind.COMPANIES, "open_deals")
    assert not is_told(RecordKind.DEALS, "deal_value")
