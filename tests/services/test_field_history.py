"""What a field said before, told in the values of lists."""

from __future__ import annotations

from typing import Any

import pytest

from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.money import Money
from salesdesk.errors import DomainError
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


def test_what_is_computed_is_not_told(services: Services) -> None:
    is_told = services.field_history.is_told
    assert is_told(RecordKind.CONTACTS, "email")
    assert is_told(RecordKind.CONTACTS, "address")
    assert is_told(RecordKind.CONTACTS, "email:1")
    assert is_told(RecordKind.DEALS, "stage")
    assert not is_told(RecordKind.COMPANIES, "email:1")
    assert not is_told(RecordKind.CONTACTS, "stage")
    assert not is_told(RecordKind.DEALS, "tags")
    assert not is_told(RecordKind.DEALS, "address")
    assert not is_told(RecordKind.COMPANIES, "open_deals")
    with pytest.raises(DomainError):
        services.field_history.of(RecordKind.COMPANIES, 1, "open_deals")


def test_tags_are_told_whole(store: Store, services: Services) -> None:
    number = add_contact(store)
    for tags in ("vip", "vip, fleet", "fleet", ""):
        services.contacts.edit(number, "tags", tags)
    assert told(services, RecordKind.CONTACTS, number, "tags") == [
        (("fleet",), None),
        (("fleet", "vip"), ("fleet",)),
        (("vip",), ("fleet", "vip")),
        (None, ("vip",)),
    ]


def test_own_fields_are_told(store: Store, services: Services) -> None:
    number = add_contact(store)
    field, _ = services.custom_fields.create("contact", "Stand", CustomType.TEXT)
    key = store.custom_fields.get(field).name
    for value in ("14", "15", ""):
        services.contacts.edit(number, key, value)
    assert told(services, RecordKind.CONTACTS, number, key) == [("15", None), ("14", "15"), (None, "14")]


def test_own_numbers_are_told_as_lists_say_them(store: Store, services: Services) -> None:
    number = add_contact(store)
    field, _ = services.custom_fields.create("contact", "Seats", CustomType.NUMBER)
    key = store.custom_fields.get(field).name
    for value in ("42", "42.5", "1000000"):
        services.contacts.edit(number, key, value)
    assert told(services, RecordKind.CONTACTS, number, key) == [
        (42.5, 1000000),
        (42, 42.5),
        (None, 42),
    ]


@pytest.mark.parametrize(
    ("type_", "typed", "stored"),
    [
        (CustomType.MONEY, ("1234.50", "0.05 USD"), (Money(123450, "EUR"), Money(5, "USD"))),
        (CustomType.BOOLEAN, ("yes", "no"), (True, False)),
        (CustomType.DATE, ("2026-11-30", "2026-12-01"), ("2026-11-30", "2026-12-01")),
    ],
)
def test_own_fields_are_told_as_what_they_are(
    store: Store,
    services: Services,
    type_: CustomType,
    typed: tuple[str, str],
    stored: tuple[object, object],
) -> None:
    number = add_contact(store)
    field, _ = services.custom_fields.create("contact", "Own", type_)
    key = store.custom_fields.get(field).name
    for value in typed:
        services.contacts.edit(number, key, value)
    assert told(services, RecordKind.CONTACTS, number, key) == [stored, (None, stored[0])]


def test_one_address_among_several_is_told_by_itself(store: Store, services: Services) -> None:
    number = services.contacts.create({"full_name": "Ann", "email": "a@x.example", "email_2": "b@x.example"})[
        0
    ]
    first, second = (f"email:{one.id}" for one in store.contacts.emails(number))
    services.contacts.edit(number, second, "c@x.example")
    assert told(services, RecordKind.CONTACTS, number, second) == [("b@x.example", "c@x.example")]
    assert told(services, RecordKind.CONTACTS, number, first) == []


def test_an_address_is_told_line_by_line(store: Store, services: Services) -> None:
    number = add_contact(store)
    services.contacts.edit(number, "city", "Hamburg")
    services.contacts.edit(number, "street", "Hafenstr. 12")
    steps = services.field_history.of(RecordKind.CONTACTS, number, "address")
    assert {(step.field, step.before, step.after) for step in steps} == {
        ("city", None, "Hamburg"),
        ("street", None, "Hafenstr. 12"),
    }


def test_a_deal_tells_its_fields_and_its_stages(store: Store, services: Services) -> None:
    stages = store.pipelines.all()[0].stages
    services.contacts.create({"full_name": "Amara Okafor"})
    deal, _ = services.deals.create("Fleet", stages[0].id, amount=1000_00)
    services.campaigns.create("Autumn")
    for key, value in (("deal_value", "2000"), ("full_name", "Amara Okafor"), ("campaign", "Autumn")):
        services.deals.update(deal, {key: value})
    services.deals.move(deal, stages[2].id)
    assert told(services, RecordKind.DEALS, deal, "deal_value") == [
        (Money(1000_00, "EUR"), Money(2000_00, "EUR"))
    ]
    assert told(services, RecordKind.DEALS, deal, "full_name") == [(None, "Amara Okafor")]
    assert told(services, RecordKind.DEALS, deal, "campaign") == [(None, "Autumn")]
    assert told(services, RecordKind.DEALS, deal, "stage") == [("Prospecting", "Demo")]
