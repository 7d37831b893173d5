"""What a person does with companies."""

from __future__ import annotations

import pytest

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.money import Money
from salesdesk.errors import InputError
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_company, add_contact, contacts_where


def test_a_company_is_understood_as_it_was_typed(store: Store, services: Services) -> None:
    number, changes = services.companies.create(
        {
            "company": ' "Nordwind GmbH" ',
            "website": "WWW.Nordwind.de/",
            "phone": "030 1234567",
            "annual_revenue": "12,5 Mio €",
            "employees": "25",
            "country": "Allemagne",
            "tags": "vip",
            "owner": "Ben",
            "lifecycle_stage": "Customer",
        }
    )
    company = store.companies.get(number)
    assert (company.name, company.values["domain"]) == ("Nordwind GmbH", "nordwind.de")
    assert (company.values["phone"], company.values["employees"], company.values["country"]) == (
        "+49301234567",
        25,
        "DE",
    )
    assert company.annual_revenue == Money(1_250_000_000, "EUR")
    assert (company.tags, company.owner, company.lifecycle_stage) == (("vip",), "Ben", "customer")
    assert changes.created[EntityKind.COMPANY] == {number}


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("company", " "),
        ("employees", "many"),
        ("annual_revenue", "a lot"),
        ("full_name", "x"),
        ("website", "no site"),
    ],
)
def test_nonsense_is_refused_beside_its_field(store: Store, services: Services, key: str, text: str) -> None:
    number = add_company(store)
    before = store.database.dump()
    with pytest.raises(InputError) as refused:
        services.companies.edit(number, key, text)
    assert refused.value.field == key
    assert store.database.dump() == before


def test_a_new_name_shows_on_its_people_and_finds_them(store: Store, services: Services) -> None:
    person = add_contact(store, company="Nordwind GmbH")
    services.companies.edit(1, "company", "Ostwind SE")
    assert store.contacts.page([person])[person]["company"] == "Ostwind SE"
    assert services.search.find("ostw")[0].hits[0].id == person
    assert store.companies.find("ostwind") == 1
    assert store.companies.find("Nordwind") is None


def test_people_of_an_erased_company_move_on_to_another_of_theirs(store: Store, services: Services) -> None:
    person = add_contact(store, company="Nordwind GmbH")
    services.contacts.add_company(person, "Südwind AG", "Board")
    alone = add_contact(store, "Alone", company="Nordwind GmbH")
    before = store.database.dump()
    services.companies.purge([1])
    assert store.contacts.page([person])[person]["company"] == "Südwind AG"
    assert [link.is_primary for link in store.contacts.companies(person)] == [True]
    assert store.contacts.page([alone])[alone]["company"] is None
    assert store.database.check() == []
    services.commands.undo()
    assert store.database.dump() == before


def test_a_company_in_the_trash_is_off_its_people_until_it_is_back(store: Store, services: Services) -> None:
    person = add_contact(store, company="Nordwind GmbH")
    services.companies.delete([1])
    assert store.contacts.get(person).companies == ()
    assert store.contacts.count(contacts_where("company:?")) == 0
    services.contacts.add_company(person, "Südwind AG")
    services.companies.restore([1])
    assert [link.company for link in store.contacts.companies(person)] == ["Südwind AG", "Nordwind GmbH"]
    assert sum(link.is_primary for link in store.contacts.companies(person)) == 1
