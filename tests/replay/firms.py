"""Companies, and the fields a person adds."""

from __future__ import annotations

from tests.replay.doors import CustomType
from tests.replay.script import Desk, scenario

EVERYTHING = {
    "company": "Nordwind GmbH",
    "website": "https://www.nordwind.example/start",
    "email": "info@nordwind.example",
    "phone": "+49 30 1234567",
    "fax": "+49 30 1234568",
    "linkedin": "https://www.linkedin.com/company/nordwind",
    "twitter": "@nordwind",
    "facebook": "https://www.facebook.com/nordwind",
    "instagram": "nordwind",
    "industry": "Energy",
    "employees": "120",
    "annual_revenue": "1250000.50 EUR",
    "street": "Lindenweg 3",
    "street_2": "Hof 2",
    "city": "Berlin",
    "region": "Berlin",
    "postal_code": "10115",
    "country": "DE",
    "lifecycle_stage": "opportunity",
    "owner": "Ben",
    "lead_source": "Referral",
    "tags": "energy; north",
    "notes": "A good customer.",
    "external_id": "F-1",
}
_CHANGED = {
    "company": "Nordwind Holding SE",
    "website": "nordwind.test",
    "phone": "+49 40 7654321",
    "employees": "150",
    "annual_revenue": "99 USD",
    "country": "Austria",
    "lifecycle_stage": "customer",
    "owner": "Cara",
    "lead_source": "Fair",
    "tags": "north",
}


@scenario
def companies(desk: Desk) -> None:
    firms = desk.services.companies
    first = desk.make("with every field", lambda: firms.create(EVERYTHING))
    bare = desk.make("a name alone", lambda: firms.create({"company": "Südwind AG"}))
    desk.refused("no name", lambda: firms.create({"city": "Rom"}))
    for key, value in _CHANGED.items():
        desk.do(f"change {key}", lambda key=key, value=value: firms.edit(first, key, value))
    for key in [key for key in EVERYTHING if key not in ("company", "lifecycle_stage")]:
        desk.do(f"clear {key}", lambda key=key: firms.edit(first, key, ""))
    for key, value in EVERYTHING.items():
        desk.do(f"fill {key}", lambda key=key, value=value: firms.edit(bare, key, value))
    desk.do("several at once", lambda: firms.update(bare, {"city": "Kiel", "industry": "", "tags": "x"}))
    desk.do("a pasted block", lambda: firms.edit_many({first: {"city": "Rom"}, bare: {"employees": "7"}}))
    more = [desk.make(f"firm {n}", lambda n=n: firms.create({"company": f"Firm {n}"})) for n in range(4)]
    desk.do("tag", lambda: firms.tag([first, *more], "Key account"))
    desk.do("untag", lambda: firms.untag(more[:2], "key account"))
    desk.do("owner", lambda: firms.set_owner(more, "Ben"))
    desk.do("source", lambda: firms.set_source(more[1:], "Cold call"))
    desk.do("stage", lambda: firms.set_lifecycle(more, "subscriber"))
    desk.make("an employee", lambda: desk.services.contacts.create({"full_name": "Ann", "company": "Firm 0"}))
    desk.do("delete", lambda: firms.delete(more[:3]))
    desk.do("restore", lambda: firms.restore(more[1:2]))
    desk.attempt("erase one where somebody works", lambda: firms.purge(more[:1]))
    desk.attempt("erase one where nobody works", lambda: firms.purge(more[2:3]))
    desk.refused("a name taken away", lambda: firms.edit(bare, "company", ""))
    for _ in range(4):
        desk.do("undo", desk.services.commands.undo)
    desk.do("redo", desk.services.commands.redo)


_VALUES = {
    CustomType.TEXT: ("Blue", "green"),
    CustomType.NUMBER: ("42.5", "1000"),
    CustomType.DATE: ("2026-03-31", "01.02.2025"),
    CustomType.CHOICE: ("large", "Small"),
    CustomType.BOOLEAN: ("yes", "no"),
    CustomType.MONEY: ("12.50 EUR", "99 USD"),
}


@scenario
def own_fields(desk: Desk) -> None:
    fields, services = desk.services.custom_fields, desk.services
    person = desk.make("a contact", lambda: services.contacts.create({"full_name": "Anna Berg"}))
    firm = desk.make("a company", lambda: services.companies.create({"company": "Nordwind GmbH"}))
    made = {}
    for kind in ("contact", "company", "deal"):
        for type_ in CustomType:
            choices = ("Small", "Large", "small") if type_ is CustomType.CHOICE else ()
            made[kind, type_] = desk.make(
                f"a {type_} of a {kind}",
                lambda kind=kind, type_=type_, choices=choices: fields.create(
                    kind, f"My {type_} field", type_, choices
                ),
            )
    for type_, values in _VALUES.items():
        key = f"custom.my_{type_}_field"
        for value in (*values, "", values[0]):
            desk.do(f"{key} of a contact", lambda k=key, v=value: services.contacts.edit(person, k, v))
            desk.do(f"{key} of a company", lambda k=key, v=value: services.companies.edit(firm, k, v))
    every = {f"custom.my_{type_}_field": values[1] for type_, values in _VALUES.items()}
    desk.make("a contact with all", lambda: services.contacts.create({"full_name": "Bert", **every}))
    desk.make("a company with all", lambda: services.companies.create({"company": "Südwind", **every}))
    choice = made["contact", CustomType.CHOICE]
    desk.refused("not in the list", lambda: services.contacts.edit(person, "custom.my_choice_field", "Giant"))
    desk.do(
        "more choices",
        lambda: fields.change(
            choice, desk.store.custom_fields.get(choice).title, ("Small", "Large", "Giant")
        ),
    )
    desk.do("a new choice", lambda: services.contacts.edit(person, "custom.my_choice_field", "giant"))
    desk.refused(
        "a choice that is used goes",
        lambda: fields.change(choice, desk.store.custom_fields.get(choice).title, ("Small", "Large")),
    )
    desk.do("another title", lambda: fields.rename(choice, "Size"))
    desk.refused("a field that is used goes", lambda: fields.delete(choice))
    desk.do("a field that is not used goes", lambda: fields.delete(made["deal", CustomType.TEXT]))
    desk.refused("two of one title", lambda: fields.create("contact", "My text field"))
    desk.refused("a kind without own fields", lambda: fields.create("campaign", "Colour"))
    for _ in range(6):
        desk.do("undo", desk.services.commands.undo)
