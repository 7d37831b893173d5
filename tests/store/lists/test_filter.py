"""Filters as SQL: every field and operator, by names, numbers, days and text."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from salesdesk.domain.changes import Cause
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import parse_filter
from salesdesk.errors import InputError
from salesdesk.phrases import said
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_company, add_contact, contacts_where

OPERATORS = [
    ":?",
    "~ab_c%",
    ":abc",
    ':"a, b",c',
    ">=5",
    "<2020-01-01",
    ":#3",
    ":30d",
    ':""',
    ">2026",
    ":yes",
    ":today",
]


@pytest.mark.parametrize("kind", entities().lists)
def test_every_field_takes_every_operator_or_says_why_not(store: Store, kind: RecordKind) -> None:
    fields = filter_fields(kind)
    reader = store.list_of(kind)
    refusals: list[InputError] = []
    answered = 0
    for field in sorted(fields):
        for operator in OPERATORS:
            for sign in ("", "-"):
                try:
                    filter_ = parse_filter(f"{sign}{field}{operator}", fields)
                    assert reader.count(filter_) == len(reader.ids(filter_))
                    answered += 1
                except InputError as refused:
                    refusals.append(refused)
    assert answered > len(fields) * len(OPERATORS)
    assert {refused.field for refused in refusals} == {"filter"}
    assert all(worded(refused).endswith(".") for refused in refusals)


@pytest.fixture
def people(store: Store, services: Services) -> dict[int, str]:
    """Four contacts, by id the letter they are called in the tests below."""
    services.custom_fields.create("contact", "Size", CustomType.NUMBER)
    services.custom_fields.create("contact", "Since", CustomType.DATE)
    a = add_contact(
        store,
        "Anna Müller",
        email="anna@x.de",
        email_2="anna@home.org",
        phone="030 1234567",
        company="Nordwind GmbH",
        city="Köln",
        country="DE",
        tags="vip, fair",
        owner="Ben",
        lead_source="Referral",
        lifecycle_stage="Customer",
        birthday="1980-04-03",
        do_not_email="yes",
    )
    b = add_contact(store, "Bert Øst", company="Südwind AG", city="KOLN", tags="vip", lifecycle_stage="MQL")
    c = add_contact(
        store, "Carla Muller", email="CARLA@X.DE", city="Bonn", owner="Carl", mobile="0171 7654321"
    )
    d = add_contact(store, "Dora 100%", job_title="Buyer_in")
    services.contacts.edit(a, "custom.size", "12")
    services.contacts.edit(b, "custom.size", "3.5")
    services.contacts.edit(b, "custom.since", "2026-02-01")
    services.contacts.add_company(c, "Nordwind", "Board")
    services.contacts.add_company(c, "Südwind AG", "Adviser")
    return {a: "a", b: "b", c: "c", d: "d"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "abcd"),
        ("name~MULLER", "ac"),
        ('name:"bert ost"', "b"),
        ("name~100%", "d"),
        ("job_title~buyer_", "d"),
        ("city:köln", "ab"),
        ("city:koln,bonn", "abc"),
        ("-city:koln", "cd"),
        ("-city:?", "d"),
        ('city:""', "d"),
        ("city:?", "abc"),
        ("company:nordwind", "ac"),
        ('company:"Nordwind GmbH"', "ac"),
        ("company:#1", "ac"),
        ("company~wind", "abc"),
        ("-company:?", "d"),
        ("tag:VIP", "ab"),
        ("tag:vip,fair", "ab"),
        ("tag:vip -tag:fair", "b"),
        ("-tag:?", "cd"),
        ("owner:ben,carl", "ac"),
        ("owner:#999", ""),
        ("-owner:ben", "bcd"),
        ("source:referral", "a"),
        ("stage:customer", "a"),
        ("stage:Marketing-qualified", "b"),
        ("stage:lead", "cd"),
        ("email:anna@home.org", "a"),
        ("email~X.DE", "ac"),
        ("email:Carla@x.de", "c"),
        ('phone:"030 1234567"', "a"),
        ("phone:+491717654321", "c"),
        ("phone~76543", "c"),
        ("country:DE", "a"),
        ("do_not_email:yes", "a"),
        ("do_not_email:no", "bcd"),
        ("birthday:1980", "a"),
        ("birthday>=1980-04-03", "a"),
        ("birthday>1980-04-03", ""),
        ("birthday<=1980-04", "a"),
        ("birthday<1980", ""),
        ("-birthday<1980", "abcd"),
        ("created:2026-05-04", "abcd"),
        ("created:today", "abcd"),
        ("created:7d", "abcd"),
        ("created<2026-05-04", ""),
        ("created>=2026-05 created<=2026", "abcd"),
        ("custom.size>=3.5", "ab"),
        ("custom.size:12", "a"),
        ("custom.size:?", "ab"),
        ("-custom.size:?", "cd"),
        ("custom.since:2026-02", "b"),
        ("id:#1,#3", "ac"),
        ("muller", "ac"),
        ("nordw an", "a"),
        ("muller city:bonn", "c"),
        ("1234", "a"),
        ("171765", "c"),
    ],
)
def test_a_filter_finds_exactly(store: Store, people: dict[int, str], text: str, found: str) -> None:
    ids = store.contacts.ids(contacts_where(text))
    assert "".join(sorted(people[row] for row in ids)) == found
    assert store.contacts.count(contacts_where(text)) == len(found)


def test_rows_in_the_trash_pass_no_filter(store: Store, services: Services, people: dict[int, str]) -> None:
    services.contacts.delete([next(iter(people))])
    assert store.contacts.count(contacts_where("tag:vip")) == 1
    assert store.contacts.count(contacts_where("id:#1")) == 0
    services.companies.delete([1])
    assert store.contacts.count(contacts_where("company:nordwind")) == 0
    assert store.contacts.page([3], ["company"])[3]["company"] is None


def test_companies_and_deals_are_filtered_by_amounts_in_their_own_currency(
    store: Store, services: Services
) -> None:
    euro, yen = (
        add_company(store, "Euro", annual_revenue="1.500,00 EUR"),
        add_company(store, "Yen", annual_revenue="1500 JPY"),
    )
    fields = filter_fields(RecordKind.COMPANIES)
    assert set(store.companies.ids(parse_filter("annual_revenue:1500", fields))) == {euro, yen}
    assert set(store.companies.ids(parse_filter("annual_revenue>1500", fields))) == set()
    stage = store.database.value("SELECT id FROM stage WHERE name_key = 'demo'")
    deal, _ = services.deals.create("Machines", stage, company_id=euro, amount=250_000)
    deals = filter_fields(RecordKind.DEALS)
    reader = store.list_of(RecordKind.DEALS)
    assert list(reader.ids(parse_filter("stage:demo amount>=2500 company:euro probability<100", deals))) == [
        deal
    ]
    assert list(reader.ids(parse_filter("stage:won", deals))) == []
    assert list(store.companies.ids(parse_filter(f"deal:#{deal}", fields))) == [euro]


@pytest.mark.parametrize(
    "text",
    [
        "created>=soon",
        "birthday:2026-13",
        "created:2026-02-30",
        "do_not_email:perhaps",
        "custom.none:x",
        "id:abc",
    ],
)
def test_a_value_the_field_cannot_hold_is_refused_in_words(store: Store, text: str) -> None:
    with pytest.raises(InputError) as refused:
        store.contacts.ids(contacts_where(text))
    assert refused.value.field == "filter"


@pytest.mark.usefixtures("new_york")
@pytest.mark.parametrize(
    ("condition", "names"),
    [
        (":2026-05-12", {"begins", "ends", "day"}),
        (">=2026-05-12", {"begins", "ends", "day", "after", "day after"}),
        ("<2026-05-12", {"before", "day before"}),
        (">2026-05-12", {"after", "day after"}),
        ("<=2026-05-12", {"begins", "ends", "day", "before", "day before"}),
        (":2026-05", {"begins", "ends", "day", "before", "day before", "after", "day after"}),
    ],
)
def test_a_last_contact_of_which_only_the_day_is_known_is_found_by_its_day(
    store: Store, condition: str, names: set[str]
) -> None:
    # in New York 12 May lasts from 04:00 UTC to 04:00 UTC of the next day
    for name, moment in {
        "before": "2026-05-12T03:59:00Z", "begins": "2026-05-12T04:00:00Z", "ends": "2026-05-13T03:59:00Z",
        "after": "2026-05-13T04:00:00Z", "day before": "2026-05-11", "day": "2026-05-12", "day after": "2026-05-13",
    }.items():  # fmt: skip
        person = add_contact(store, name)
        with store.unit_of_work(Cause.EDIT, said("Note a last contact")) as uow:
            uow.update("contact", person, {"last_contacted_at": moment})
    reader = store.list_of(RecordKind.CONTACTS)
    ids = reader.ids(contacts_where(f"last_contacted_at{condition}"))
    assert {store.contacts.get(number).full_name.lower() for number in ids} == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(country:DE or city:bonn)", "ac"),
        ("(country:DE or city:bonn) -tag:vip", "c"),
        ("(tag:vip owner:ben or city:bonn)", "ac"),
        ("(tag:vip (owner:ben or owner:carl))", "a"),
        ("-(tag:vip or city:bonn)", "d"),
        ("-(tag:vip owner:ben)", "bcd"),
        ("(-owner:ben or city:bonn)", "bcd"),
        ("(city:bonn or -city:?)", "cd"),
        ("(city:bonn or anna)", "ac"),
        ('("anna" or "bert")', "ab"),
        ('-("anna" or "bert")', "cd"),
        ("(custom.size:12 or company:südwind)", "abc"),
        ("(phone~76543 or custom.since:2026-02) muller", "c"),
        ("-(company:? -tag:vip)", "abd"),
    ],
)
def test_a_group_finds_exactly(store: Store, people: dict[int, str], text: str, found: str) -> None:
    ids = store.contacts.ids(contacts_where(text))
    assert "".join(sorted(people[row] for row in ids)) == found
    assert store.contacts.count(contacts_where(text)) == len(found)


@pytest.mark.parametrize("name", ["Switzerland", "Schweiz", "suisse", "ch", "CH"])
def test_a_country_is_found_by_its_name_in_any_language(store: Store, name: str) -> None:
    swiss = add_contact(store, "Ursina Weiss", country="CH")
    add_contact(store, "Jonas Lindqvist", country="SE")
    assert list(store.list_of(RecordKind.CONTACTS).ids(contacts_where(f"country:{name}"))) == [swiss]


def test_a_word_that_names_no_stage_says_how_a_deal_ended(store: Store, services: Services) -> None:
    stage = store.pipelines.all()[0].stages[0].id
    won, _ = services.deals.create("Lausanne", stage)
    services.deals.win(won)
    lost, _ = services.deals.create("Leeds", stage)
    services.deals.lose(lost, "Price")
    services.deals.create("Austin", stage)
    fields = filter_fields(RecordKind.DEALS)

    def found(text: str) -> set[int]:
        return set(store.list_of(RecordKind.DEALS).ids(parse_filter(text, fields)))

    assert found("stage:gewonnen") == found("Stage:Gewonnen") == {won}
    assert found("stage:verloren") == {lost}
    assert found("stage:gewonnen,verloren") == {won, lost}
    assert won not in found("-stage:gewonnen")
    assert found("stage:nirgends") == set()


@pytest.mark.parametrize(("days", "names"), [(0, "A"), (7, "AB"), (60, "ABCD"), (365, "ABCDE")])
def test_birthdays_of_the_days_to_come_whatever_the_year(tmp_path: Path, days: int, names: str) -> None:
    store = Store(tmp_path / "born.salesdesk", clock=lambda: datetime(2026, 11, 23, 10, tzinfo=UTC))
    try:
        made = {
            name: add_contact(store, name, birthday=day)
            for name, day in (
                ("A", "1970-11-23"), ("B", "--11-30"), ("C", "1999-12-31"), ("D", "--01-22"), ("E", "1980-11-22"),
            )
        }  # fmt: skip
        found = store.list_of(RecordKind.CONTACTS).ids(contacts_where(f'birthday:"next {days} days"'))
        assert set(found) == {made[name] for name in names}
    finally:
        store.close()
