"""Facts that several places judge each in its own way: what is stored of them may be judged anew, and is then named
in ``comparison.ALLOWED``."""

from __future__ import annotations

from tests.replay.doors import ActivityKind, CustomType, PhoneEntry, RecordKind, Subject
from tests.replay.files import sheet, take_in, text_file
from tests.replay.merged import merge
from tests.replay.script import Desk, scenario

PEOPLE = RecordKind.CONTACTS


@scenario
def numbers_that_are_a_fax(desk: Desk) -> None:
    contacts = desk.services.contacts
    typed = desk.make("typed alone", lambda: contacts.create({"full_name": "Anna", "fax": "+49 30 1234567"}))
    path = text_file(
        desk,
        "faxes.csv",
        "First,Last,Mail,Fax,Phone",
        "Bert,Schulz,bert@x.example,+49 30 2222222,",
        "Cleo,Dahl,cleo@x.example,+49 30 3333333,+49 30 4444444",
    )
    take_in(desk, "imported", path, sheet("faxes", PEOPLE, "first_name last_name email fax phone"))
    other = desk.make("another fax", lambda: contacts.create({"full_name": "Anna", "fax": "+49 30 5555555"}))
    merge(desk, "merged", PEOPLE, (typed, other), typed)
    desk.do(
        "the fax first",
        lambda: contacts.set_phones(
            typed, [PhoneEntry("+49 30 1234567", "", "fax"), PhoneEntry("+49 30 6666666", "", "work")]
        ),
    )
    desk.do("another phone typed", lambda: contacts.edit(typed, "phone", "+49 30 7777777"))
    desk.do("the phone cleared", lambda: contacts.edit(typed, "phone", ""))
    desk.do("the fax cleared", lambda: contacts.edit(typed, "fax", ""))


@scenario
def amounts_and_days(desk: Desk) -> None:
    services = desk.services
    desk.make("an own amount", lambda: services.custom_fields.create("contact", "Fee", CustomType.MONEY))
    firm = desk.make("a company", lambda: services.companies.create({"company": "Nordwind"}))
    who = desk.make("a contact", lambda: services.contacts.create({"full_name": "Anna Berg"}))
    for decimal, order in ((".", "MDY"), (",", "DMY")):
        desk.do(
            f"a setting with {decimal}",
            lambda d=decimal, o=order: services.settings.set({"decimal": d, "date_order": o}),
        )
        for text in ("250.000", "250,000", "1.234,50 EUR", "1,234.50 USD", "500000 JPY", "1500.125 KWD"):
            desk.attempt(f"revenue {text}", lambda t=text: services.companies.edit(firm, "annual_revenue", t))
            desk.attempt(f"fee {text}", lambda t=text: services.contacts.edit(who, "custom.fee", t))
        for text in ("03/04/1980", "3.4.1980", "1980-04-03"):
            desk.attempt(f"birthday {text}", lambda t=text: services.contacts.edit(who, "birthday", t))
    stage = desk.number("stage")
    for currency, amount in (("JPY", 500_000), ("KWD", 1_500_000), ("EUR", 1_000_00)):
        deal = desk.make(
            f"a deal in {currency}",
            lambda c=currency, a=amount: services.deals.create(
                f"In {c}", stage, amount=a, currency=c, probability=30, company_id=firm
            ),
        )
        desk.do("closed on a day", lambda d=deal: services.deals.win(d, closed_at="2026-05-04"))
    path = text_file(
        desk,
        "deals.csv",
        "No,Deal,Amount,Currency,Stage,Close",
        "1,Yen,500000,JPY,Demo,31.10.2026",
        "2,Dinar,1500.125,KWD,Won,31.10.2026",
        "3,Euro,250.5,EUR,Lost,31.10.2026",
    )
    fields = "external_id deal_title deal_value currency stage expected_close"
    take_in(desk, "imported deals", path, sheet("deals", RecordKind.DEALS, fields))
    desk.do(
        "a bare day of contact",
        lambda: services.activities.log(ActivityKind.CALL, Subject(who), at="2026-05-03"),
    )
