"""What a person does with contacts."""

from __future__ import annotations

from array import array

import pytest

from salesdesk.domain.changes import Cause, EntityKind
from salesdesk.domain.contacts import EmailEntry, PhoneEntry
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.money import Money
from salesdesk.errors import Cancelled, ConflictError, InputError
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import CancelAfter, add_contact, add_many, contacts_where
from tests.refusals import refusing

ANNA = {
    "full_name": "Dr. Anna Müller",
    "email": "Anna <Anna.M@Nordwind.DE>",
    "phone": "030 1234567",
    "mobile": "0171 / 1234567",
    "company": "Nordwind GmbH",
    "job_title": "Head of buying",
    "tags": "vip; fair 2026",
    "owner": "Ben",
    "lead_source": "referral",
    "lifecycle_stage": "Customer",
    "birthday": "3.4.1980",
    "country": "Deutschland",
    "website": "nordwind.de",
}


def test_a_contact_is_understood_as_it_was_typed(store: Store, services: Services) -> None:
    number, changes = services.contacts.create(ANNA)
    anna = store.contacts.get(number)
    assert (anna.full_name, anna.values["honorific"], anna.values["last_name"]) == (
        "Anna Müller",
        "Dr.",
        "Müller",
    )
    assert [email.address for email in anna.emails] == ["Anna.M@nordwind.de"]
    assert [(phone.number, phone.label) for phone in anna.phones] == [
        ("+49301234567", "work"),
        ("+491711234567", "mobile"),
    ]
    assert anna.company is not None
    assert (anna.company.company, anna.company.role) == ("Nordwind GmbH", "Head of buying")
    assert anna.tags == ("fair 2026", "vip")
    assert (anna.owner, anna.source) == ("Ben", "Referral")
    assert anna.lifecycle_stage == "customer"
    assert [event.to_stage for event in anna.lifecycle] == ["customer"]
    assert (anna.values["birthday"], anna.values["country"]) == ("1980-04-03", "DE")
    assert changes.created[EntityKind.CONTACT] == {number}
    assert set(changes.created) == {EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.TAG, EntityKind.OWNER}


def test_names_that_exist_are_used_whatever_their_spelling(store: Store, services: Services) -> None:
    first, _ = services.contacts.create(
        {"full_name": "A", "company": "Café Süd GmbH", "owner": "Zoë", "tags": "VIP"}
    )
    second, _ = services.contacts.create(
        {"full_name": "B", "company": "CAFE SUD", "owner": "zoe", "tags": "vip"}
    )
    assert store.contacts.companies(first)[0].company_id == store.contacts.companies(second)[0].company_id
    assert store.contacts.get(second).tags == ("VIP",)
    assert store.contacts.get(second).owner == "Zoë"


def test_a_contact_without_a_name_is_called_by_what_is_known(store: Store, services: Services) -> None:
    assert store.contacts.get(services.contacts.create({"email": "info@x.de"})[0]).full_name == "info@x.de"
    assert (
        store.contacts.get(services.contacts.create({"phone": "030 1234567"})[0]).full_name == "+49301234567"
    )
    with pytest.raises(InputError) as refused:
        services.contacts.create({"city": "Köln"})
    assert refused.value.field == "full_name"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("email", "anna at home"),
        ("phone", "none given"),
        ("website", "not a site"),
        ("country", "Atlantis"),
        ("birthday", "next spring"),
        ("lifecycle_stage", "Champion"),
        ("do_not_email", "perhaps"),
        ("full_name", "  "),
        ("created_at", "2026-01-01"),
        ("custom.unknown", "x"),
    ],
)
def test_nonsense_is_refused_beside_its_field(store: Store, services: Services, key: str, text: str) -> None:
    number = add_contact(store)
    before = store.database.dump()
    with pytest.raises(InputError) as refused:
        services.contacts.edit(number, key, text)
    assert refused.value.field == key
    assert worded(refused.value).endswith(".")
    assert store.database.dump() == before


@pytest.mark.parametrize(
    ("key", "text", "shown"),
    [
        ("full_name", "Berg, Anna Maria", "Anna Maria Berg"),
        ("first_name", "Hanna", "Hanna Berg"),
        ("company", "Südwind AG", "Südwind AG"),
        ("email", "new@x.de", "new@x.de"),
        ("email_2", "second@x.de", "second@x.de"),
        ("phone", "+1 650 253 0000", "+16502530000"),
        ("mobile", "0171 7654321", "+491717654321"),
        ("fax", "030 99 88 77", "+4930998877"),
        ("phone_2", "040 1234567", "+49401234567"),
        ("postal_code", "01234", "01234"),
        ("birthday", "1980-12-31", "1980-12-31"),
        ("tags", "a, b", ("a", "b")),
        ("owner", "Carl", "Carl"),
        ("lead_source", "Trade show", "Trade show"),
        ("lifecycle_stage", "MQL", "marketing_qualified"),
        ("do_not_call", "yes", True),
        ("notes", "one\r\ntwo", "one\ntwo"),
        ("linkedin", "in/anna", "https://www.linkedin.com/in/anna"),
    ],
)
def test_a_cell_edited_shows_what_was_typed_and_undo_brings_all_back(
    store: Store, services: Services, key: str, text: str, shown: object
) -> None:
    number = add_contact(store, email="a@x.de", phone="030 1", company="Nordwind GmbH", tags="x", owner="Ben")
    before = store.database.dump()
    services.contacts.edit(number, key, text)
    column = "full_name" if key == "first_name" else key
    assert store.contacts.page([number], [column])[number][column] == shown
    services.contacts.edit(number, "job_title", "Chief")
    services.commands.undo()
    assert services.commands.undo().kept == ()
    assert store.database.dump() == before


@pytest.mark.parametrize(
    "key", ["company", "email", "phone", "tags", "owner", "lead_source", "city", "birthday"]
)
def test_an_emptied_cell_is_empty(store: Store, services: Services, key: str) -> None:
    number = add_contact(
        store,
        email="a@x.de",
        phone="030 1234567",
        company="Nordwind GmbH",
        tags="x",
        owner="Ben",
        lead_source="Fair",
        city="Köln",
        birthday="1.1.1990",
    )
    services.contacts.edit(number, key, "")
    assert store.contacts.page([number], [key])[number][key] is None
    assert list(store.contacts.ids(contacts_where(f"-{key}:?"))) == [number]


def test_the_primary_e_mail_goes_and_the_next_moves_up(store: Store, services: Services) -> None:
    number = add_contact(store, email="one@x.de", email_2="two@x.de")
    services.contacts.edit(number, "email", "")
    row = store.contacts.page([number])[number]
    assert (row["email"], row["email_2"]) == ("two@x.de", None)
    assert store.contacts.emails(number)[0].position == 0


def test_another_address_and_number_become_primary(store: Store, services: Services) -> None:
    number = add_contact(
        store, email="one@x.de", email_2="two@x.de", phone="030 1234567", mobile="0171 1234567"
    )
    services.contacts.make_primary(number, store.contacts.emails(number)[1])
    services.contacts.make_primary(number, store.contacts.phones(number)[1])
    row = store.contacts.page([number])[number]
    assert (row["email"], row["phone"]) == ("two@x.de", "+491711234567")
    assert list(store.contacts.ids(contacts_where("email:one@x.de"))) == [number]


def test_addresses_are_set_as_a_whole_checked_and_once_each(store: Store, services: Services) -> None:
    number = add_contact(store, email="one@x.de")
    kept = store.contacts.emails(number)[0]
    services.contacts.set_emails(number, [EmailEntry("TWO@X.de", "home"), kept, EmailEntry("two@x.de")])
    assert [(e.address, e.label, e.position) for e in store.contacts.emails(number)] == [
        ("TWO@x.de", "home", 0),
        ("one@x.de", "work", 1),
    ]
    assert store.contacts.emails(number)[1].id == kept.id
    with pytest.raises(InputError):
        services.contacts.set_emails(number, [EmailEntry("nonsense")])
    services.contacts.set_phones(number, [PhoneEntry("030 1234567", ""), PhoneEntry("+49 30 1234567", "")])
    assert [p.number for p in store.contacts.phones(number)] == ["+49301234567"]


def test_a_person_works_at_several_companies_with_a_role_each(store: Store, services: Services) -> None:
    number = add_contact(store, company="Nordwind GmbH", job_title="Buyer")
    services.contacts.add_company(number, "Südwind AG", "Board")
    services.contacts.add_company(number, "Ostwind KG", "Founder", primary=True)
    links = store.contacts.companies(number)
    assert [(link.company, link.role, link.is_primary) for link in links] == [
        ("Ostwind KG", "Founder", True),
        ("Nordwind GmbH", "Buyer", False),
        ("Südwind AG", "Board", False),
    ]
    assert list(store.contacts.ids(contacts_where('company:"Südwind AG"'))) == [number]
    services.contacts.remove_company(number, links[0].company_id)
    first = store.contacts.companies(number)[0]
    assert (first.company, first.is_primary) == ("Nordwind GmbH", True)
    assert store.contacts.page([number])[number]["company"] == "Nordwind GmbH"
    people = store.companies.people(links[2].company_id)
    assert [(person.name, person.role) for person in people] == [("Anna Berg", "Board")]


def test_a_custom_field_is_a_column_like_any_other(store: Store, services: Services) -> None:
    services.custom_fields.create("contact", "Budget 2026", CustomType.MONEY)
    services.custom_fields.create("contact", "Size", CustomType.CHOICE, ["small", "large"])
    number = add_contact(store)
    services.contacts.edit(number, "custom.budget_2026", "1.500,50 €")
    services.contacts.edit(number, "custom.size", "LARGE")
    row = store.contacts.page([number])[number]
    assert (row["custom.budget_2026"], row["custom.size"]) == (Money(150050, "EUR"), "large")
    assert list(store.contacts.ids(contacts_where("custom.budget_2026>=1500 custom.size:Large"))) == [number]
    with pytest.raises(InputError) as refused:
        services.contacts.edit(number, "custom.size", "huge")
    assert refused.value.field == "custom.size"
    services.contacts.edit(number, "custom.size", "")
    assert store.contacts.get(number).custom.keys() == {"budget_2026"}


def test_bulk_edits_reach_every_row_and_are_one_step_back(store: Store, services: Services) -> None:
    ids = array("q", add_many(store, 300, companies=3))
    before = store.database.dump()
    work = CancelAfter()
    services.contacts.tag(ids, "fair", work=work)
    services.contacts.set_owner(ids, "Ben")
    services.contacts.set_source(ids, "Trade show")
    services.contacts.set_lifecycle(ids[:200], "Customer")
    services.contacts.untag(ids[:100], "FAIR")
    services.contacts.delete(ids[:50])
    assert work.reports[-1] == (300, 300, "records")
    assert store.contacts.count(contacts_where('tag:fair owner:ben source:"trade show"')) == 200
    assert store.contacts.count(contacts_where("owner:ben")) == 250
    assert store.contacts.count(contacts_where("tag:fair stage:customer")) == 100
    assert store.trash.count() == 50
    assert [batch.cause for batch in store.journal.batches(limit=6)] == [Cause.BULK_EDIT] * 6
    for _ in range(6):
        assert services.commands.undo().kept == ()
    assert store.database.dump() == before


def told(store: Store) -> str:
    return worded(store.journal.batches(limit=1)[0].told)


def test_the_history_names_the_records_a_bulk_edit_changed(store: Store, services: Services) -> None:
    ids = list(add_many(store, 5))
    contacts, last = services.contacts, store.contacts.get(ids[4]).full_name
    contacts.tag(ids[:2], "fair")
    contacts.tag(ids, "fair")
    assert told(store) == "Tag 3 contacts “fair”"
    contacts.untag(ids[:4], "fair")
    contacts.untag(ids, "fair")
    assert told(store) == f"Remove tag “fair” from {last}"
    contacts.set_owner(ids[:1], "Ben")
    contacts.set_owner(ids, "Ben")
    assert told(store) == "Give 4 contacts to Ben"
    contacts.set_source(ids[:2], "Fair")
    contacts.set_source(ids, "Fair")
    assert told(store) == "Set source of 3 contacts to Fair"
    contacts.set_lifecycle(ids[:3], "customer")
    contacts.set_lifecycle(ids, "customer")
    assert told(store) == "Set stage of 2 contacts to Customer"
    contacts.edit_all(ids[:3], "city", "Kiel")
    contacts.edit_all(ids, "city", "Kiel")
    assert told(store) == "Edit 2 contacts: City"
    contacts.edit_many({number: {"city": "Bonn" if number == ids[4] else "Kiel"} for number in ids})
    assert told(store) == f"Edit {last}"
    services.keep_in_touch.set_people(ids[:3], 4)
    services.keep_in_touch.set_people(ids, 4)
    assert told(store) == "Keep in touch with 2 contacts every 4 weeks"
    contacts.delete(ids[:3])
    contacts.delete(ids)
    assert told(store) == "Delete 2 contacts"
    contacts.restore(ids[3:])
    contacts.restore(ids)
    assert told(store) == "Restore 3 contacts"
    services.commands.undo()
    assert told(store) == "Restore 3 contacts"
    assert not store.database.check()


def test_a_cancelled_bulk_edit_changed_nothing(store: Store, services: Services) -> None:
    ids = add_many(store, 20)
    before, batch = store.database.dump(), store.journal.latest()
    with pytest.raises(Cancelled):
        services.contacts.tag(ids, "fair", work=CancelAfter(0))
    assert (store.database.dump(), store.journal.latest()) == (before, batch)


def test_bulk_edits_leave_out_rows_that_are_gone(store: Store, services: Services) -> None:
    ids = [*add_many(store, 3), 999]
    services.contacts.set_owner(ids, "Ben")
    services.contacts.tag(ids, "x")
    services.contacts.purge(ids[:1])
    services.contacts.tag(ids, "y")
    assert store.contacts.count(contacts_where("owner:ben tag:x tag:y")) == 2


def test_the_trash_keeps_everything_for_restoring(store: Store, services: Services) -> None:
    number = add_contact(store, company="Nordwind GmbH", tags="vip")
    services.contacts.delete([number])
    assert list(store.contacts.ids()) == []
    assert services.search.find("anna") == ()
    services.contacts.restore([number])
    assert store.contacts.page([number])[number]["company"] == "Nordwind GmbH"
    assert services.search.find("anna")[0].hits[0].id == number


def test_erasing_leaves_nothing_of_the_person_and_can_be_undone(store: Store, services: Services) -> None:
    number = add_contact(store, email="a@x.de", phone="030 1234567", company="Nordwind GmbH", tags="vip")
    before = store.database.dump()
    services.contacts.purge([number])
    tables = (
        "contact",
        "contact_email",
        "contact_phone",
        "contact_company",
        "contact_tag",
        "lifecycle_event",
    )
    assert [store.database.value(f"SELECT count(*) FROM {table}") for table in tables] == [0] * 6
    assert store.database.check() == []
    services.commands.undo()
    assert store.database.dump() == before


def test_a_pasted_block_is_taken_whole_or_not_at_all(store: Store, services: Services) -> None:
    one, two = add_contact(store, "One"), add_contact(store, "Two")
    services.contacts.edit_many({one: {"city": "Köln"}, two: {"city": "Bonn", "phone": "030 1234567"}})
    assert store.contacts.page([two])[two]["phone"] == "+49301234567"
    with pytest.raises(InputError):
        services.contacts.edit_many({one: {"city": "Ulm"}, two: {"email": "nonsense"}})
    assert store.contacts.page([one])[one]["city"] == "Köln"


def test_an_address_of_another_contact_is_not_taken_over(store: Store, services: Services) -> None:
    anna, ben = add_contact(store, "Anna Berg"), add_contact(store, "Ben Stein")
    services.contacts.edit(anna, "email", "anna@firm.example")
    services.contacts.edit(ben, "email", "ben@firm.example")
    [foreign] = store.contacts.get(anna).emails
    before = store.database.dump()
    with refusing(ConflictError, match="is not there any more"):
        services.contacts.set_emails(ben, [foreign])
    assert store.database.dump() == before
