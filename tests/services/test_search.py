"""Searching everything while typing."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.changes import EntityKind
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_company, add_contact, add_many


def titles(services: Services, text: str, limit: int = 8) -> dict[str, list[str]]:
    return {
        group.kind.value: [hit.title for hit in group.hits] for group in services.search.find(text, limit)
    }


def test_everything_is_found_in_groups_with_what_tells_it_apart(store: Store, services: Services) -> None:
    person = add_contact(
        store, "Anna Müller", company="Nordwind GmbH", email="anna@x.de", phone="030 1234567"
    )
    firm = store.contacts.companies(person)[0].company_id
    services.companies.edit(firm, "city", "Kiel")
    stage = store.database.value("SELECT id FROM stage WHERE name_key = 'demo'")
    services.deals.create("Nordwind machines", stage, company_id=firm, contact_id=person)
    groups = services.search.find("nordw")
    assert [(group.kind, group.more) for group in groups] == [
        (EntityKind.CONTACT, False),
        (EntityKind.COMPANY, False),
        (EntityKind.DEAL, False),
    ]
    assert [group.hits[0].detail for group in groups] == ["Nordwind GmbH", "Kiel", "Demo · Nordwind GmbH"]


def test_words_are_found_in_any_order_without_accents_by_their_beginnings(
    store: Store, services: Services
) -> None:
    add_contact(
        store, "Zoë Müller-Lüdenscheidt", company="Café Süd", email="zoe.m@web.de", job_title="Head of Sales"
    )
    for text in (
        "zoe",
        "ZOË",
        "mull",
        "ludens",
        "müller zo",
        "cafe zoe",
        "sud",
        "zoe.m@web",
        "web.de",
        "sales z",
        "z",
        "zo",
        "m l",
    ):
        assert titles(services, text).get("contact") == ["Zoë Müller-Lüdenscheidt"], text
    for text in ("uller", "oe m", "zoe x"):
        assert "contact" not in titles(services, text), text


def test_any_run_of_phone_digits_finds_the_person(store: Store, services: Services) -> None:
    add_contact(store, "Anna", phone="+49 30 1234567", mobile="0171 7654321")
    add_company(store, "Acme", phone="+1 650 253 0000")
    for text in (
        "+49 30 1234567",
        "030 123",
        "0049 30 1234",
        "1234567",
        "4567",
        "(030) 12-34",
        "0171",
        "7654",
        "171 765",
    ):
        assert titles(services, text).get("contact") == ["Anna"], text
    assert titles(services, "253 0000") == {"company": ["Acme"]}
    assert titles(services, "9999") == {}


def test_names_that_begin_with_the_text_come_first(store: Store, services: Services) -> None:
    add_contact(store, "Karl", company="Anna Bakery")
    add_contact(store, "Hanna")
    add_contact(store, "Anna Zorn")
    add_contact(store, "Berta Anna")
    add_contact(store, "Anna Berg")
    assert titles(services, "anna")["contact"] == ["Anna Berg", "Anna Zorn", "Berta Anna", "Karl"]
    group = services.search.find("anna", 2)[0]
    assert ([hit.title for hit in group.hits], group.more) == (["Anna Berg", "Anna Zorn"], True)


def test_what_is_in_the_trash_is_not_found_until_it_is_back(store: Store, services: Services) -> None:
    ids = add_many(store, 3)
    services.contacts.delete(ids[:1])
    assert titles(services, "person0") == {}
    services.commands.undo()
    assert titles(services, "person0")["contact"] == ["Person 0"]


def kinds(services: Services, text: str) -> dict[str, int]:
    return {group.kind.value: len(group.hits) for group in services.search.find(text)}


def test_nobody_is_found_by_what_is_in_the_trash(store: Store, services: Services) -> None:
    firm = add_company(store, "Nordwind GmbH")
    person = add_contact(store, "Anna Berg", company="Nordwind GmbH")
    stage = store.database.value("SELECT id FROM stage WHERE name_key = 'demo'")
    deal, _ = services.deals.create("Ofen", stage, company_id=firm, contact_id=person)
    services.activities.log(ActivityKind.CALL, Subject(person, firm, without_deal=True), body="Melitta")
    services.activities.log(ActivityKind.CALL, Subject(person, without_deal=True), body="Filter")
    assert kinds(services, "nordwind") == {"contact": 1, "company": 1, "deal": 1}
    services.companies.delete([firm])
    assert kinds(services, "nordwind") == {}
    assert kinds(services, "melitta") == {"activity": 1}
    services.contacts.delete([person])
    assert kinds(services, "berg") == kinds(services, "melitta") == kinds(services, "filter") == {}
    assert kinds(services, "ofen") == {"deal": 1}
    assert store.database.check() == []
    services.companies.restore([firm])
    assert kinds(services, "nordwind") == {"company": 1, "deal": 1}
    assert kinds(services, "melitta") == {"activity": 1}
    services.contacts.restore([person])
    assert kinds(services, "nordwind") == {"contact": 1, "company": 1, "deal": 1}
    assert kinds(services, "filter") == kinds(services, "berg filter") == {"activity": 1}
    services.deals.delete([deal])
    assert kinds(services, "ofen") == {}
    assert store.database.check() == []


def test_what_is_renamed_is_found_by_its_new_name_through_everything(
    store: Store, services: Services
) -> None:
    person = add_contact(store, "Anna Berg", company="Nordwind GmbH")
    services.contacts.tag([person], "Messe")
    services.custom_fields.create("contact", "Vertrag")
    services.contacts.edit(person, "custom.vertrag", "Sonderpreis")
    services.activities.log(ActivityKind.CALL, Subject(contact_id=person), body="Melitta")
    (tag,) = store.tags.all()
    services.tags.rename(tag.id, "Ausstellung")
    services.contacts.edit(person, "custom.vertrag", "Normalpreis")
    services.contacts.edit(person, "full_name", "Anna Talmann")
    assert [kinds(services, text) for text in ("messe", "sonderpreis", "berg melitta")] == [{}] * 3
    assert [kinds(services, text) for text in ("ausstellung", "normalpreis")] == [{"contact": 1}] * 2
    assert kinds(services, "talmann melitta") == {"activity": 1}
    services.contacts.untag([person], "Ausstellung")
    services.contacts.edit(person, "custom.vertrag", "")
    assert [kinds(services, text) for text in ("ausstellung", "normalpreis")] == [{}] * 2
    for _ in range(4):
        services.commands.undo()
    assert [kinds(services, text) for text in ("ausstellung", "sonderpreis")] == [{"contact": 1}] * 2
    assert kinds(services, "berg melitta") == {"activity": 1}
    assert store.database.check() == []


def test_people_of_a_name_come_before_those_of_whom_it_was_only_written(
    store: Store, services: Services
) -> None:
    add_contact(store, "Karl", notes="Kennt Herrn Berg", street="Bergstr. 1")
    add_contact(store, "Hanna Berg")
    add_contact(store, "Jan-Berg Ott")
    add_contact(store, "Uwe", notes="wohnt am Berg")
    assert titles(services, "berg")["contact"] == ["Jan-Berg Ott", "Hanna Berg", "Uwe", "Karl"]


def test_it_is_said_where_unless_the_name_shows_it(store: Store, services: Services) -> None:
    note = "Erstes Gespräch im März auf der Messe, noch ohne Herrn Ott. Sucht einen Röster aus Trommelstahl! Ruft an."
    add_contact(
        store, "Anna Berg", company="Nordwind GmbH", notes=note, phone="030 1234567", street="Am Markt 1"
    )

    def place(text: str) -> tuple[str, str] | None:
        ((hit,),) = (group.hits for group in services.search.find(text) if group.kind is EntityKind.CONTACT)
        return None if hit.place is None else (hit.place.title, hit.place.text)

    assert place("anna") is place("nordwind berg") is None
    assert place("trommelstahl") == ("Notes", "Sucht einen Röster aus Trommelstahl!")
    assert place("berg roester") == ("Notes", "Sucht einen Röster aus Trommelstahl!")
    assert place("ruft") == ("Notes", "Ruft an.")
    assert place("markt") == ("Street", "Am Markt 1")
    assert place("030 1234") == ("Phone", "+49301234567")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text() | st.text(alphabet="\"*()-+^:{}ANDORNOT \x00'%_\\", max_size=20))
def test_nothing_typed_ever_fails(services: Services, text: str) -> None:
    for group in services.search.find(text):
        assert group.hits


def test_a_page_pasted_by_mistake_is_no_trouble(store: Store, services: Services) -> None:
    add_contact(store, "Anna")
    assert titles(services, "anna " * 100_000) == {"contact": ["Anna"]}


def test_a_step_with_somebody_in_the_trash_is_not_found(store: Store, services: Services) -> None:
    person = add_contact(store, "Zita Quast")
    services.activities.plan(Subject(person), "Quince tasting", "2026-12-01")
    assert any(group.kind is EntityKind.ACTIVITY for group in services.search.find("quince"))
    services.contacts.delete([person])
    assert services.search.find("quince") == ()
    services.commands.undo()
    assert any(group.kind is EntityKind.ACTIVITY for group in services.search.find("quince"))
