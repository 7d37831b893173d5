"""Contacts: made, edited field by field, changed in bulk, deleted, restored, erased."""

from __future__ import annotations

from dataclasses import replace

from tests.replay.doors import EmailEntry, PhoneEntry, with_role
from tests.replay.script import WORK, Desk, scenario

EVERYTHING = {
    "honorific": "Dr.",
    "first_name": "Anna",
    "middle_name": "Maria",
    "last_name": "Berg",
    "suffix": "Jr.",
    "nickname": "Anni",
    "company": "Nordwind GmbH",
    "job_title": "Buyer",
    "department": "Purchasing",
    "email": "anna@nordwind.example",
    "email_2": "berg@nordwind.example",
    "email_3": "anna@home.example",
    "phone": "+49 30 1234567",
    "mobile": "+49 171 2345678",
    "phone_2": "+49 40 1234567",
    "phone_3": "+49 89 1234567",
    "fax": "+49 30 1234568",
    "website": "www.nordwind.example",
    "linkedin": "https://www.linkedin.com/in/anna-berg",
    "twitter": "@annaberg",
    "facebook": "https://www.facebook.com/anna.berg",
    "instagram": "annaberg",
    "street": "Lindenweg 3",
    "street_2": "Hinterhaus",
    "city": "Berlin",
    "region": "Berlin",
    "postal_code": "10115",
    "country": "Germany",
    "birthday": "1980-05-17",
    "lead_source": "Trade show",
    "lead_status": "Working",
    "lifecycle_stage": "customer",
    "owner": "Ben",
    "tags": ["vip", "Berlin"],
    "notes": "Likes wind.\nCalls back.",
    "do_not_email": "no",
    "do_not_call": "yes",
    "external_id": "C-1001",
}


@scenario
def contacts_made(desk: Desk) -> None:
    contacts = desk.services.contacts
    desk.make("with every field", lambda: contacts.create(EVERYTHING))
    desk.make("a name alone", lambda: contacts.create({"full_name": "Bert Schulz"}))
    desk.make("a name with a title", lambda: contacts.create({"full_name": "Prof. Dr. Cleo Dahl"}))
    desk.make("parts of a name", lambda: contacts.create({"first_name": "Dora", "last_name": "Ek"}))
    desk.make("an e-mail alone", lambda: contacts.create({"email": "Info@Firma.example"}))
    desk.make("a phone alone", lambda: contacts.create({"phone": "030 7654321"}))
    desk.make("a company alone", lambda: contacts.create({"company": "Südwind AG"}))
    desk.make(
        "one address twice and a number that cannot be dialled",
        lambda: contacts.create(
            {"full_name": "Emil Falk", "email": "e@f.example", "email_2": "E@F.example", "phone": "12"}
        ),
    )
    desk.make(
        "at a company that is there, in a role",
        lambda: contacts.create(
            {"full_name": "Fee Graf", "company": "Nordwind GmbH", "job_title": "Head", "owner": "ben"}
        ),
    )
    desk.make(
        "with tags and a source that are there",
        lambda: contacts.create({"full_name": "Gus Holm", "tags": "VIP; new", "lead_source": "referral"}),
    )
    desk.refused("nothing at all", lambda: contacts.create({"city": "Rom"}))
    desk.refused("no such field", lambda: contacts.create({"full_name": "X", "deal_value": "1"}))
    desk.refused("no e-mail", lambda: contacts.create({"full_name": "X", "email": "not one"}))
    desk.refused("no stage", lambda: contacts.create({"full_name": "X", "lifecycle_stage": "boss"}))


@scenario
def contacts_edited(desk: Desk) -> None:
    contacts = desk.services.contacts
    anna = desk.make("a contact with every field", lambda: contacts.create(EVERYTHING))
    bare = desk.make("a bare contact", lambda: contacts.create({"full_name": "Bert Schulz"}))
    changed = {
        "full_name": "Anna Sommer",
        "first_name": "Anne",
        "middle_name": "",
        "last_name": "Winter",
        "honorific": "Prof.",
        "suffix": "",
        "email": "anne@nordwind.example",
        "email_2": "",
        "email_3": "winter@home.example",
        "phone": "+49 30 2222222",
        "mobile": "+49 172 2222222",
        "phone_2": "+49 40 2222222",
        "phone_3": "",
        "fax": "+49 30 2222223",
        "company": "Ostwind KG",
        "birthday": "17.05.1981",
        "country": "AT",
        "lifecycle_stage": "Evangelist",
        "owner": "Cara",
        "lead_source": "Fair 2026",
        "tags": "vip, Wien",
        "do_not_email": "yes",
        "do_not_call": "no",
        "notes": "Moved.",
        "website": "https://berg.example/me",
    }
    for key, value in changed.items():
        desk.do(f"change {key}", lambda key=key, value=value: contacts.edit(anna, key, value))
    for key, value in EVERYTHING.items():
        if key not in changed:
            desk.do(f"change {key}", lambda key=key, value=value: contacts.edit(anna, key, f"{value}9"))
    for key in [key for key in EVERYTHING if key not in ("first_name", "last_name", "lifecycle_stage")]:
        desk.do(f"clear {key}", lambda key=key: contacts.edit(anna, key, ""))
    for key, value in EVERYTHING.items():
        desk.do(f"fill {key}", lambda key=key, value=value: contacts.edit(bare, key, value))
    desk.do("the same again", lambda: contacts.edit(bare, "city", "Berlin"))
    desk.do(
        "several fields at once",
        lambda: contacts.update(bare, {"city": "Kiel", "email": "b@kiel.example", "tags": "", "company": ""}),
    )
    desk.do(
        "a pasted block",
        lambda: contacts.edit_many(
            {anna: {"city": "Rom", "phone": "+39 06 1234567"}, bare: {"city": "Rom", "company": "Roma Srl"}}
        ),
    )
    desk.refused("a name taken away", lambda: contacts.edit(bare, "full_name", ""))
    desk.refused("one bad value refuses all", lambda: contacts.edit_many({anna: {"email": "x"}, bare: {}}))


@scenario
def parts_of_contacts(desk: Desk) -> None:
    contacts, store = desk.services.contacts, desk.store
    anna = desk.make("a contact", lambda: contacts.create(EVERYTHING))
    emails = store.contacts.emails(anna)
    desk.do("addresses in another order", lambda: contacts.set_emails(anna, emails[::-1]))
    desk.do(
        "an address labelled, one gone, one new",
        lambda: contacts.set_emails(
            anna, [replace(emails[0], label="home"), emails[2], EmailEntry("New@nordwind.example", "other")]
        ),
    )
    desk.do("the same address twice", lambda: contacts.set_emails(anna, [*emails[:1], *emails[:1]]))
    phones = [phone for phone in store.contacts.phones(anna) if phone.label != "fax"]
    desk.do("numbers in another order", lambda: contacts.set_phones(anna, phones[::-1]))
    desk.do(
        "a number with an extension, one typed as at home",
        lambda: contacts.set_phones(
            anna,
            [
                *phones[:2],
                PhoneEntry("+49 30 555555", "", "work", "12"),
                PhoneEntry("0171 999999", "", "mobile"),
            ],
        ),
    )
    numbers = store.contacts.phones(anna)
    desk.do(
        "other labels and another extension",
        lambda: contacts.set_phones(
            anna,
            [
                replace(number, label="home", extension="34" if number.extension else None)
                for number in numbers
            ],
        ),
    )
    numbers = store.contacts.phones(anna)
    desk.do("another primary number", lambda: contacts.make_primary(anna, numbers[-1]))
    desk.do("a second company", lambda: contacts.add_company(anna, "Südwind AG", "Adviser"))
    desk.do("a third as the primary one", lambda: contacts.add_company(anna, "Ostwind KG", primary=True))
    firms = store.contacts.companies(anna)
    desk.do("the first as the primary one again", lambda: contacts.make_primary(anna, firms[0]))
    desk.do(
        "another role",
        lambda: contacts.set_companies(anna, with_role(store, anna, firms[1].company_id, "Chair")),
    )
    desk.do("no role", lambda: contacts.set_companies(anna, with_role(store, anna, firms[1].company_id, "")))
    desk.do("the primary company left", lambda: contacts.remove_company(anna, firms[0].company_id))
    desk.do("typed over with one that is linked", lambda: contacts.edit(anna, "company", "Ostwind KG"))
    desk.do("typed over with a new one", lambda: contacts.edit(anna, "company", "Westwind SE"))
    desk.do("no company", lambda: contacts.edit(anna, "company", ""))
    emails = store.contacts.emails(anna)
    desk.do("another primary address", lambda: contacts.make_primary(anna, emails[-1]))
    desk.do("no addresses", lambda: contacts.set_emails(anna, []))
    desk.do("no numbers", lambda: contacts.set_phones(anna, []))
    desk.refused("a company without a name", lambda: contacts.add_company(anna, " – "))


@scenario
def contacts_in_bulk(desk: Desk) -> None:
    contacts, trash = desk.services.contacts, desk.services.trash
    ids = [
        desk.make(
            f"contact {n}",
            lambda n=n: contacts.create(
                {
                    "full_name": f"Person {n}",
                    "email": f"p{n}@example.com",
                    "company": f"Firm {n % 3}",
                    "tags": f"t{n % 2}",
                }
            ),
        )
        for n in range(9)
    ]
    desk.do("tag all", lambda: contacts.tag(ids, "Autumn", work=WORK))
    desk.do("tag them again", lambda: contacts.tag(ids, "autumn"))
    desk.do("take a tag", lambda: contacts.untag(ids[2:6], "AUTUMN"))
    desk.do("take a tag nobody knows", lambda: contacts.untag(ids, "Winter"))
    desk.do("an owner", lambda: contacts.set_owner(ids[:5], "Ben"))
    desk.do("no owner", lambda: contacts.set_owner(ids[:2], None))
    desk.do("a source", lambda: contacts.set_source(ids[3:], "Web form"))
    desk.do("no source", lambda: contacts.set_source(ids[8:], None))
    desk.do("a stage by title", lambda: contacts.set_lifecycle(ids[:4], "Customer"))
    desk.do("a stage by code", lambda: contacts.set_lifecycle([*ids[2:6], 9_999], "subscriber"))
    desk.do("delete one", lambda: contacts.delete(ids[:1]))
    desk.do("delete several", lambda: contacts.delete(ids[1:6]))
    desk.do("edit one in the trash", lambda: contacts.edit(ids[1], "city", "Kiel"))
    desk.do("restore two", lambda: contacts.restore(ids[1:3]))
    desk.do("restore the rest from the trash", lambda: trash.restore(desk.store.trash.all()))
    desk.do(
        "a pasted column",
        lambda: contacts.edit_many({n: {"city": f"Town {n}", "tags": "pasted"} for n in ids}),
    )
    desk.do("delete again", lambda: contacts.delete(ids[4:]))
    desk.do("erase one", lambda: contacts.purge(ids[4:5]))
    desk.do("erase several", lambda: contacts.purge(ids[5:8]))
    for _ in range(5):
        desk.do("undo", desk.services.commands.undo)
    for _ in range(3):
        desk.do("redo", desk.services.commands.redo)
