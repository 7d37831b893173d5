"""Filters as SQL: every field and operator, by names, numbers, days and text."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.campaigns import MemberStatus
from salesdesk.domain.changes import Cause
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort, parse_filter
from salesdesk.domain.pipelines import StageKind
from salesdesk.errors import InputError
from salesdesk.phrases import said
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services, build_services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import Clock, add_company, add_contact, contacts_where
from tests.refusals import refusing

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


def four_people(place: Path | ServerAddress) -> dict[int, str]:
    """Four contacts, by id the letter they are called in the tests below."""
    store = Store(place, clock=Clock())
    services = build_services(store)
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
    store.close()
    return {a: "a", b: "b", c: "c", d: "d"}


OF_FOUR = pytest.mark.furnished(by=four_people)


@pytest.fixture
def people(furnished: tuple[object, dict[int, str]]) -> dict[int, str]:
    """The contacts that a mark lets the place hold."""
    return furnished[1]


@OF_FOUR
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
        ('custom."Since":2026-02', "b"),
        ('custom."SIZE">=10', "a"),
        ("custom.Size:3.5", "b"),
        ('custom."Size"', "ab"),
        ('-custom."Size"', "cd"),
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


@OF_FOUR
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


@OF_FOUR
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


def three_at_work(place: Path | ServerAddress) -> dict[int, str]:
    """Three people of two companies with entries, deals and places in campaigns, by id the letter they are called."""
    store = Store(place, clock=Clock())
    services = build_services(store)
    a = add_contact(store, "Anna", company="Nordwind GmbH")
    b = add_contact(store, "Bert", company="Nordwind GmbH")
    c = add_contact(store, "Carla", company="Südwind AG")
    call, log = ActivityKind.CALL, services.activities.log
    for person, outcome, at in (
        (a, "No answer", "2026-05-01T09:00:00Z"),
        (a, "Busy", "2026-04-30T09:00:00Z"),
        (a, "Reached", "2026-01-30T09:00:00Z"),
        (b, "No answer", "2026-05-02T09:00:00Z"),
    ):
        log(call, Subject(person), outcome=outcome, at=at)
    log(ActivityKind.MEETING, Subject(c), at="2026-05-03T09:00:00Z", participant_ids=(b,))
    stages = store.pipelines.all()[0].stages
    won = next(stage for stage in stages if stage.kind is StageKind.WON)
    services.deals.create("First", stages[0].id, contact_id=a, company_id=1, amount=500_00)
    services.deals.create("Second", stages[0].id, contact_id=a, company_id=1, amount=50_00)
    services.deals.create("Sold", won.id, contact_id=c, company_id=2)
    fair, _ = services.campaigns.create("Fair")
    services.campaigns.add_members(fair, (a, b))
    services.campaigns.create("Letter")
    members = {row.contact_id: row.id for row in store.campaigns.members(fair)}
    services.campaigns.record_response([members[b]], MemberStatus.REPLIED)
    services.activities.plan(Subject(b), "Call", "2026-05-06", kind=call)
    services.activities.plan(Subject(c), "Send", "2026-05-20")
    services.activities.plan(Subject(c), "Later", "2026-08-20")
    store.close()
    return {a: "a", b: "b", c: "c"}


OF_THREE = pytest.mark.furnished(by=three_at_work)


@pytest.fixture
def worked(furnished: tuple[object, dict[int, str]]) -> dict[int, str]:
    """The people that a mark lets the place hold."""
    return furnished[1]


@OF_THREE
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("activities[kind:call]", "ab"),
        ("activities[kind:call happened:?]", "ab"),
        ('activities[kind:call outcome:"not reached" at:30d]>=2', "a"),
        ('activities[kind:call outcome:"not reached" at:30d]', "ab"),
        ("activities[kind:call outcome:reached at:30d]", ""),
        ("activities[kind:call happened:?]<2", "bc"),
        ("activities[kind:call happened:?]<=3", "abc"),
        ("activities[kind:call happened:?]=0", "c"),
        ("activities[kind:call happened:?]>2", "a"),
        ("-activities[kind:call happened:?]", "c"),
        ("activities[kind:meeting]", "bc"),
        ("activities[kind:meeting or outcome:busy]", "abc"),
        ("activities[]<0", ""),
        ("activities[]>=0", "abc"),
        ("next_step:?", "bc"),
        ("-next_step:?", "a"),
        ('next_step:"next 7 days"', "b"),
        ("next_step<=+16d", "bc"),
        ("next_step>+16d", ""),
        ("next_step:2026-05-20", "c"),
        ('next_step>"in 10 days"', "c"),
        ('last_contact<"2 days ago"', "a"),
        ("last_contact<-2d", "a"),
        ("open_deals>=1", "a"),
        ("open_deals:2", "a"),
        ("open_deals<2", "bc"),
        ("open_deals:0,2", "abc"),
        ("deals[deal_value>=100]", "a"),
        ("deals[stage_kind:won]", "c"),
        ("deals[stage_kind:open deal_value<100]=1", "a"),
        ("campaigns[]", "ab"),
        ("campaigns[campaign:fair]", "ab"),
        ("campaigns[campaign:fair response:replied,clicked]", "b"),
        ("campaigns[campaign:fair -response:replied]", "a"),
        ("campaigns[response:replied responded_at:7d]", "b"),
        ("-campaigns[campaign:fair]", "c"),
        ("company:nordwind (activities[outcome:busy] or next_step:?)", "ab"),
    ],
)
def test_people_are_found_by_what_happened_and_is_planned(
    store: Store, worked: dict[int, str], text: str, found: str
) -> None:
    ids = store.contacts.ids(contacts_where(text))
    assert "".join(sorted(worked[row] for row in ids)) == found
    assert store.contacts.count(contacts_where(text)) == len(found)


@OF_THREE
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("activities[kind:call happened:?]>=4", "Nordwind GmbH"),
        ("activities[kind:meeting]", "Nordwind GmbH, Südwind AG"),
        ("contacts[name:anna]", "Nordwind GmbH"),
        ("contacts[]>=2", "Nordwind GmbH"),
        ("contacts[]<2", "Südwind AG"),
        ("deals[stage_kind:open]>=2", "Nordwind GmbH"),
        ("open_deals:0", "Südwind AG"),
        ('next_step:"next 7 days"', "Nordwind GmbH"),
        ("next_step>=2026-05-20", "Südwind AG"),
    ],
)
def test_companies_are_found_by_what_their_people_do(
    store: Store, worked: dict[int, str], text: str, found: str
) -> None:
    reader = store.list_of(RecordKind.COMPANIES)
    filter_ = parse_filter(text, filter_fields(RecordKind.COMPANIES))
    names = [row["company"] for row in reader.page(reader.ids(filter_)).values()]
    assert ", ".join(sorted(names)) == found


@OF_THREE
def test_the_next_step_is_a_column_and_an_order(store: Store, worked: dict[int, str]) -> None:
    ids = store.contacts.ids(Filter(), Sort("next_step_at"))
    rows = store.contacts.page(ids, ("next_step_at", "open_deals"))
    shown = [(worked[one], rows[one]["next_step_at"], rows[one]["open_deals"]) for one in ids]
    assert [letter for letter, _, _ in shown] == ["b", "c", "a"]
    assert [due for _, due, _ in shown] == ["2026-05-06", "2026-05-20", None]
    assert [number for _, _, number in shown] == [0, 0, 2]


def test_a_list_on_which_nothing_of_that_hangs_says_so(store: Store) -> None:
    with refusing(InputError, match="campaigns"):
        store.list_of(RecordKind.DEALS).count(parse_filter("campaigns[]", filter_fields(RecordKind.DEALS)))
    with refusing(InputError, match="beside each other"):
        store.contacts.count(contacts_where("campaigns[response:met or response:replied]"))


@OF_FOUR
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('custom.since:"next 10 days of any year"', "a"),
        ('custom.since:"last 10 days of any year"', "b"),
        ("custom.since:--05", "ab"),
        ("custom.since:--05-08", "a"),
        ('created_at:"last 0 days of any year"', "abcd"),
        ('created_at:"next 3 days in any year"', "abcd"),
        ("created_at:--06", ""),
        ("created_at:--05-04", "abcd"),
        ('birthday:"last 40 days"', "a"),
        ('birthday:"next 40 days"', ""),
    ],
)
def test_days_come_again_every_year(
    store: Store, services: Services, people: dict[int, str], text: str, found: str
) -> None:
    letters = {letter: number for number, letter in people.items()}
    services.contacts.edit(letters["a"], "custom.since", "1999-05-08")
    services.contacts.edit(letters["b"], "custom.since", "2011-05-01")
    ids = store.contacts.ids(contacts_where(text))
    assert "".join(sorted(people[row] for row in ids)) == found
