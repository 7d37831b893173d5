"""Whom typed words mean, and what is said where they mean several."""

from __future__ import annotations

import pytest

from salesdesk.domain.changes import EntityKind
from salesdesk.errors import InputError
from salesdesk.services.activities.subjects import Subject
from salesdesk.services.activities.who import subject_called
from salesdesk.services.called import owner_called
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_company, add_contact

CONTACT, COMPANY, DEAL = EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.DEAL
BOTH = (CONTACT, COMPANY)


def add_deal(store: Store, services: Services, title: str, company: int) -> int:
    services.deals.create(title, store.pipelines.all()[0].stages[0].id, company_id=company)
    return max(store.deals.ids())


def refused(store: Store, words: str, kinds: tuple[EntityKind, ...] = (CONTACT, COMPANY, DEAL)) -> str:
    with pytest.raises(InputError) as error:
        subject_called(store, words, kinds)
    return worded(error.value.phrase)


def test_a_name_that_a_person_and_a_company_bear(store: Store) -> None:
    person = add_contact(store, "Weber", email="w@weber.example", city="Ulm")
    firm = add_company(store, "Weber", city="Graz")
    assert refused(store, "weber", BOTH) == (
        f"“weber” finds several: Weber (contact #{person}, w@weber.example, Ulm), Weber (company #{firm}, Graz); "
        f"name one by its number, as in “contact #{person}”."
    )
    assert subject_called(store, f"contact #{person}", BOTH) == (Subject(contact_id=person), "Weber")
    assert subject_called(store, f"Companies #{firm}", BOTH) == (Subject(company_id=firm), "Weber")


def test_a_word_of_the_names_of_people_and_companies(store: Store) -> None:
    firm = add_company(store, "Weber Druck", city="Graz")
    person = add_contact(store, "Anna Weber", company="Nordwind GmbH")
    told = refused(store, "Weber", BOTH)
    assert f"Anna Weber (contact #{person}, Nordwind GmbH)" in told
    assert f"Weber Druck (company #{firm}, Graz)" in told


def test_a_company_is_not_taken_for_those_who_work_there(store: Store, services: Services) -> None:
    firm = add_company(store, "Nordwind GmbH")
    add_contact(store, "Anna Berg", company="Nordwind GmbH")
    add_contact(store, "Bert Tal", company="Nordwind GmbH")
    add_deal(store, services, "Relaunch for Nordwind", company=firm)
    assert subject_called(store, "nordwind") == (Subject(company_id=firm), "Nordwind GmbH")


def test_several_of_one_kind(store: Store, services: Services) -> None:
    ulm = add_company(store, "Hotel Post", city="Ulm")
    graz = add_company(store, "Hotel Post", city="Graz")
    told = refused(store, "Hotel Post")
    assert f"Hotel Post (company #{ulm}, Ulm), Hotel Post (company #{graz}, Graz)" in told
    first = add_deal(store, services, "Supply", company=ulm)
    second = add_deal(store, services, "Supply", company=graz)
    told = refused(store, "supply", (DEAL,))
    assert f"Supply (deal #{first}, " in told
    assert f"Supply (deal #{second}, " in told
    assert subject_called(store, f"#{second}", (DEAL,)) == (Subject(deal_id=second), "Supply")


def test_a_deal_that_is_called_like_a_company(store: Store, services: Services) -> None:
    firm = add_company(store, "Hotel Post")
    deal = add_deal(store, services, "Hotel Post", company=firm)
    told = refused(store, "Hotel Post")
    assert f"company #{firm}" in told
    assert f"deal #{deal}" in told
    assert subject_called(store, "Hotel Post", BOTH) == (Subject(company_id=firm), "Hotel Post")


def test_a_number_that_records_of_several_kinds_have(store: Store, services: Services) -> None:
    number = add_contact(store, "Anna Berg")
    firm = add_company(store, "Hotel Post")
    assert number == firm, "the first of each kind"
    told = refused(store, f"#{number}", BOTH)
    assert f"Anna Berg (contact #{number}), Hotel Post (company #{firm})" in told
    services.contacts.delete([number])
    assert subject_called(store, f"#{firm}", BOTH) == (Subject(company_id=firm), "Hotel Post")
    assert refused(store, f"contact #{number}", BOTH) == (
        f"“contact #{number}” finds no contact or company. Try the name, an address or a number."
    )
    assert refused(store, "deal #9", (DEAL,)) == (
        "“deal #9” finds no deal. Try the name, or a number as in “#7”."
    )


def test_more_than_can_be_listed(store: Store) -> None:
    for number in range(20):
        add_contact(store, f"Anna Berg{number:02}")
    told = refused(store, "Anna")
    assert told.startswith("“Anna” finds many, among them Anna Berg00 (contact #")
    assert told.count("contact #") == 9, "eight of them and the example"
    assert told.endswith(", or with more words.")


def test_an_owner_is_named_in_any_case(store: Store, services: Services) -> None:
    with pytest.raises(InputError, match=r".*") as nobody:
        owner_called(store, "Nora")
    assert worded(nobody.value.phrase).startswith("There is no owner “Nora”")
    number = add_contact(store, "Anna Berg")
    services.contacts.set_owner([number], "Nora Feldt")
    assert owner_called(store, "NORA feldt").name == "Nora Feldt"
    with pytest.raises(InputError) as other:
        owner_called(store, "Nora")
    assert "Nora Feldt" in worded(other.value.phrase)
