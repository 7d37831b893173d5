"""What somebody opened last from a search is kept in the file, beside the history."""

from __future__ import annotations

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.money import Money
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_contact, wrong_rows

CONTACT = EntityKind.CONTACT


def test_the_newest_comes_first_once_and_undo_leaves_it_alone(services: Services, store: Store) -> None:
    anna, bert = add_contact(store, "Anna Berg"), add_contact(store, "Bert Maurer")
    for text, number in (("an", anna), ("bert", bert), ("anna", anna)):
        services.search.remember(text, CONTACT, number)
    assert [hit.title for hit in services.search.recent()] == ["Anna Berg", "Bert Maurer"]
    assert services.search.recently() == [(CONTACT, anna), (CONTACT, bert)]
    before = len(store.journal.batches())
    services.contacts.delete([bert])
    assert [hit.id for hit in services.search.recent()] == [anna], "what lies in the trash is not offered"
    services.commands.undo()
    assert [hit.id for hit in services.search.recent()] == [anna, bert]
    assert len(store.journal.batches()) == before + 2, "no history tells of what was looked for"
    assert not wrong_rows(store)
    assert not store.database.check()


def test_what_is_opened_twice_in_a_row_leaves_the_file_sound(services: Services, store: Store) -> None:
    anna = add_contact(store, "Anna Berg")
    for text in ("an", "anna"):
        services.search.remember(text, CONTACT, anna)
    assert services.search.recently() == [(CONTACT, anna)]
    assert not wrong_rows(store)


def test_only_some_are_kept_and_each_person_has_their_own(services: Services, store: Store) -> None:
    people = [add_contact(store, f"Person {number}") for number in range(45)]
    for number in people:
        services.search.remember("pers", CONTACT, number)
    assert len(services.search.recently()) == 40
    store.actor = "Mia"
    assert services.search.recently() == []


def test_erasing_somebody_forgets_what_was_looked_for(services: Services, store: Store) -> None:
    anna, bert = add_contact(store, "Anna Berg"), add_contact(store, "Bert Maurer")
    services.search.remember("anna berg", CONTACT, bert)
    services.search.remember("an", CONTACT, anna)
    services.erasing.erase([anna])
    assert services.search.recently() == []


def test_hits_say_what_tells_them_apart(services: Services, store: Store) -> None:
    anna = add_contact(store, "Anna Berg", company="Nordwind", city="Hamburg", phone="+49 30 1234567")
    company = store.contacts.get(anna).company
    assert company is not None
    services.companies.update(company.company_id, {"city": "Kiel"})
    stages = store.pipelines.all()[0].stages
    deal = services.deals.create(
        "Pilot",
        stage_id=stages[0].id,
        contact_id=anna,
        company_id=company.company_id,
        amount=120_000,
        currency="EUR",
    )[0]
    found = {hit.kind: hit.facts for group in services.search.find("nordwind") for hit in group.hits}
    assert (found[CONTACT].town, found[CONTACT].number) == ("Hamburg", "+49301234567")
    told = found[EntityKind.COMPANY]
    assert (told.town, told.people, told.open_deals) == ("Kiel", 1, 1)
    assert found[EntityKind.DEAL].amount == Money(120_000, "EUR")
    assert deal
