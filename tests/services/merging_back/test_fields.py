"""Every kind of field survives: typed over, emptied, retyped as text, and merged once and again."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.activities.choices import ChoiceList
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind, is_taken_back
from salesdesk.domain.merging_back import KEPT_BY_US
from salesdesk.domain.money import Money
from salesdesk.services.activities.subjects import Subject
from salesdesk.services.services import Services, build_services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import Clock, add_company, add_contact
from tests.services.merging_back.sheets import Sheet, edited, export, merged, results

CONTACTS, COMPANIES = RecordKind.CONTACTS, RecordKind.COMPANIES
DEALS, ACTIVITIES = RecordKind.DEALS, RecordKind.ACTIVITIES

EDITS: dict[RecordKind, dict[str, tuple[Any, Any]]] = {
    CONTACTS: {
        "full_name": ("Anna Berg-Alt", "Anna Berg-Alt"),
        "company": ("Südwind AG", "Südwind AG"),
        "job_title": ("Head of = signs", "Head of = signs"),
        "email": ("anna@new.example", "anna@new.example"),
        "email_2": (None, None),
        "email_3": ("third@berg.example", "third@berg.example"),
        "phone": ("030 / 99 88 77-0", "+49309988770"),
        "mobile": ("0171 5550123", "+491715550123"),
        "phone_2": ("0221 123456", "+49221123456"),
        "phone_3": ("0221 654321", "+49221654321"),
        "fax": ("030 1112223", "+49301112223"),
        "lifecycle_stage": ("Customer", "customer"),
        "owner": ("Somebody New", "Somebody New"),
        "lead_source": ("A new fair", "A new fair"),
        "tags": ("vip; new, one", ("new", "one", "vip")),
        "first_name": ("Anne", "Anne"),
        "last_name": ("Berger", "Berger"),
        "honorific": ("Dr.", "Dr."),
        "nickname": (12.0, "12"),
        "department": ("Sales", "Sales"),
        "website": ("www.berg.example", "https://www.berg.example"),
        "linkedin": ("https://www.linkedin.com/in/anna", "https://www.linkedin.com/in/anna"),
        "street": ("Am Markt 1", "Am Markt 1"),
        "postal_code": (1099.0, "1099"),
        "city": ("Wien", "Wien"),
        "country": ("Austria", "AT"),
        "birthday": (datetime(1980, 4, 3), "1980-04-03"),
        "lead_status": ("Warm", "Warm"),
        "notes": ("One line\nand another", "One line\nand another"),
        "external_id": ("X-77", "X-77"),
        "touch_weeks": ("6", 6),
        "do_not_email": ("Yes", True),
        "do_not_call": (True, True),
    },
    COMPANIES: {
        "company": ("Nordwind Energie GmbH", "Nordwind Energie GmbH"),
        "industry": ("Energy", "Energy"),
        "city": (None, None),
        "country": ("FR", "FR"),
        "phone": ("+33 1 23 45 67 89", "+33123456789"),
        "website": ("nordwind.example", "https://nordwind.example"),
        "lifecycle_stage": ("Evangelist", "evangelist"),
        "owner": (None, None),
        "lead_source": ("Referral", "Referral"),
        "tags": (None, None),
        "employees": ("250", 250),
        "annual_revenue": (1234567.5, Money(123456750, "EUR")),
        "email": ("info@nordwind.example", "info@nordwind.example"),
        "notes": ("Words", "Words"),
    },
    DEALS: {
        "deal_title": ("Turbines, larger", "Turbines, larger"),
        "company": ("Südwind AG", "Südwind AG"),
        "full_name": ("Eva Unknown", "Eva Unknown"),
        "deal_value": ("1.234,50 USD", Money(123450, "USD")),
        "currency": ("usd", "USD"),
        "stage": ("Proposal", "Proposal"),
        "probability": (0.35, 35),
        "expected_close": (date(2026, 9, 30), "2026-09-30"),
        "owner": ("Ben", "Ben"),
        "lead_source": ("Fair", "Fair"),
        "campaign": ("Autumn letters", "Autumn letters"),
        "competitor": ("Ostwind", "Ostwind"),
        "notes": ("More", "More"),
        "external_id": (4711.0, "4711"),
    },
    ACTIVITIES: {
        "kind": ("Meeting", "meeting"),
        "subject": ("Talked about turbines", "Talked about turbines"),
        "at": (datetime(2026, 5, 2, 15, 30), "LOCAL 2026-05-02T15:30"),
        "full_name": ("Ben Tal", "Ben Tal"),
        "company": ("Südwind AG", "Südwind AG"),
        "deal_title": (None, None),
        "owner": ("Ben", "Ben"),
        "outcome": ("Very good talk", "Very good talk"),
        "duration_minutes": ("45", 45),
        "body": ("Long\ntext", "Long\ntext"),
        "place": ("Ulm", "Ulm"),
        "priority": ("high", "high"),
        "pinned": ("Yes", True),
    },
}
OWN = {
    CustomType.TEXT: ("blue", "blue"),
    CustomType.NUMBER: ("12.5", 12.5),
    CustomType.DATE: ("2026-03-31", "2026-03-31"),
    CustomType.CHOICE: ("LARGE", "large"),
    CustomType.BOOLEAN: ("yes", True),
    CustomType.MONEY: (99.9, Money(9990, "EUR")),
}


def one_of_each(place: Path | ServerAddress) -> dict[RecordKind, int]:
    """One record of each kind with a value in nearly every field."""
    store = Store(place, clock=Clock())
    services = build_services(store)
    for table in ("contact", "company", "deal"):
        for type_ in CustomType:
            choices = ["small", "large"] if type_ is CustomType.CHOICE else []
            services.custom_fields.create(table, f"Own {type_.value}", type_, choices)
    own = {
        "custom.own_text": "red",
        "custom.own_number": "1",
        "custom.own_date": "2026-01-02",
        "custom.own_choice": "small",
        "custom.own_boolean": "no",
        "custom.own_money": "5 EUR",
    }
    add_contact(store, "Ben Tal")
    anna = add_contact(
        store,
        "Anna Berg",
        company="Nordwind GmbH",
        email="anna@berg.example",
        email_2="second@berg.example",
        phone="030 1234567",
        phone_2="040 1111111",
        fax="030 7654321",
        tags="vip",
        city="Ulm",
        postal_code="01067",
        birthday="1980-01-02",
        **own,
    )
    company = add_company(
        store,
        "Westwind GmbH",
        city="Kiel",
        owner="Anna",
        tags="a, b",
        annual_revenue="5 EUR",
        employees="7",
        **own,
    )
    stage = store.pipelines.all()[0].stages[0]
    deal = services.deals.create("Turbines", stage.id, contact_id=anna, company_id=company, amount=500)[0]
    services.deals.update(deal, own)
    services.activities.log(
        ActivityKind.CALL, Subject(contact_id=anna), subject="Call", at="2026-05-01T10:00:00Z"
    )
    (entry,) = store.list_of(ACTIVITIES).ids()
    store.close()
    return {CONTACTS: anna, COMPANIES: company, DEALS: deal, ACTIVITIES: entry}


pytestmark = pytest.mark.furnished(by=one_of_each)


@pytest.fixture
def records(furnished: tuple[object, dict[RecordKind, int]]) -> dict[RecordKind, int]:
    """Those of the place."""
    return furnished[1]


def everything(store: Store, kind: RecordKind) -> list[str]:
    keys = [column.key for column in store.list_of(kind).columns()]
    return [key for key in keys if key.startswith("custom.") or is_taken_back(kind, key)]


def expected(value: Any) -> Any:
    if isinstance(value, str) and value.startswith("LOCAL "):
        moment = datetime.fromisoformat(value.removeprefix("LOCAL "))
        from datetime import UTC

        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value


def test_every_field_is_edited_here_or_named(store: Store, records: dict[RecordKind, int]) -> None:
    elsewhere = {
        "pipeline",
        "closed_at",
        "won_reason",
        "lost_reason",
        "due_at",
        "done_at",
        "end_at",
        "remind_minutes",
        "deal_roles",
        "participants",
    }
    alike = {
        "middle_name",
        "suffix",
        "twitter",
        "facebook",
        "instagram",
        "street_2",
        "region",
        "linkedin",
        "fax",
    }
    alike |= {"street", "postal_code", "external_id"}
    for kind, edits in EDITS.items():
        keys = {key for key in everything(store, kind) if not key.startswith("custom.")}
        assert keys - edits.keys() - KEPT_BY_US - elsewhere - alike == set(), kind


@pytest.mark.parametrize("kind", [CONTACTS, COMPANIES, DEALS, ACTIVITIES])
def test_each_field_is_taken_once(
    kind: RecordKind, services: Services, store: Store, records: dict[RecordKind, int], tmp_path: Path
) -> None:
    record, reader = records[kind], store.list_of(kind)
    edits = dict(EDITS[kind])
    if kind is not ACTIVITIES:
        edits |= {f"custom.own_{type_.value}": edit for type_, edit in OWN.items()}
    keys = everything(store, kind)
    titles = {column.key: column.title for column in reader.columns()}
    pristine = export(services, kind, tmp_path / "pristine.xlsx", ids=[record], columns=keys)
    assert services.merging_back.plan(pristine).cells == ()
    start = store.database.dump()
    for key, (cell, value) in edits.items():

        def change(sheet: Sheet, key: str = key, cell: Any = cell) -> None:
            sheet.set(sheet.head + 1, titles[key], cell)

        path = edited(pristine, change, to=tmp_path / f"{key}.xlsx")
        before = reader.page([record], keys)[record].values
        plan, _ = merged(services, path)
        assert [c.field for c in plan.cells] == [key], (key, plan.problems)
        now = reader.page([record], keys)[record].values
        assert now[key] == expected(value) or (now[key], expected(value)) == (None, None), key
        again, outcome = merged(services, path)
        assert (outcome.batch, again.counts.conflicts, again.counts.problems) == (None, 0, 0), (key, again)
        changed = {other for other in keys if now[other] != before[other]} - {"updated_at"}
        follows = {"full_name": {"first_name", "last_name"}, "stage": {"probability", "stage_since"}}
        follows |= {part: {"full_name"} for part in ("first_name", "last_name", "honorific")}
        follows |= {"deal_value": {"currency"}, "currency": {"deal_value"}}
        follows |= {"email_2": {"email_3"}, "phone": set(), "mobile": set()}
        assert changed <= {key} | follows.get(key, set()), key
        services.commands.undo()
        assert store.database.dump() == start, key


def test_all_fields_at_once(
    services: Services, store: Store, records: dict[RecordKind, int], tmp_path: Path
) -> None:
    kind, record = CONTACTS, records[CONTACTS]
    keys = everything(store, kind)
    titles = {column.key: column.title for column in store.contacts.columns()}
    path = export(services, kind, tmp_path / "all.xlsx", ids=[record], columns=keys)
    edits = {
        key: edit for key, edit in EDITS[kind].items() if key not in ("first_name", "last_name", "honorific")
    }

    def change(sheet: Sheet) -> None:
        for key, (cell, _) in edits.items():
            sheet.set(sheet.head + 1, titles[key], cell)

    edited(path, change)
    start = store.database.dump()
    plan, _ = merged(services, path)
    assert plan.problems == ()
    row = store.contacts.page([record], keys)[record]
    for key, (_, value) in edits.items():
        assert row[key] == value or key in ("email_2", "email_3"), key
    assert (row["email_2"], row["email_3"]) == ("third@berg.example", None)
    again, outcome = merged(services, path)
    assert (outcome.batch, again.counts.conflicts) == (None, 0)
    services.commands.undo()
    assert store.database.dump() == start


@pytest.mark.parametrize(
    ("kind", "key", "cell", "said"),
    [
        (CONTACTS, "full_name", None, "cannot be empty"),
        (CONTACTS, "email", "no address", "e-mail address"),
        (CONTACTS, "country", "Atlantis", "country"),
        (CONTACTS, "lifecycle_stage", "Nobody", "Nobody"),
        (CONTACTS, "lifecycle_stage", None, "cannot be empty"),
        (CONTACTS, "created_at", datetime(2020, 1, 1), "kept by SalesDesk"),
        (CONTACTS, "custom.own_number", "many", "many"),
        (CONTACTS, "custom.own_choice", "huge", "huge"),
        (COMPANIES, "employees", 2.5, "whole number"),
        (COMPANIES, "annual_revenue", "a lot", "amount"),
        (DEALS, "stage", "Lost", "reason"),
        (DEALS, "stage", "No such stage", "No such stage"),
        (DEALS, "probability", "200 %", "percentage"),
        (DEALS, "expected_close", "soon", "date"),
        (DEALS, "closed_at", date(2026, 5, 1), "won or lost"),
        (ACTIVITIES, "kind", "Dance", "Dance"),
        (ACTIVITIES, "deal_title", "No such deal", "No such deal"),
    ],
)
def test_what_cannot_be_is_a_problem_and_the_rest_is_taken(
    kind: RecordKind,
    key: str,
    cell: Any,
    said: str,
    services: Services,
    store: Store,
    records: dict[RecordKind, int],
    tmp_path: Path,
) -> None:
    keys = everything(store, kind)
    titles = {column.key: column.title for column in store.list_of(kind).columns()}
    path = export(services, kind, tmp_path / "odd.xlsx", ids=[records[kind]], columns=keys)
    other = {CONTACTS: "city", COMPANIES: "industry", DEALS: "notes", ACTIVITIES: "place"}[kind]

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.head + 1, titles[key], cell)
        sheet.set(sheet.head + 1, titles[other], "Words")

    edited(path, change)
    plan, _ = merged(services, path)
    (problem,) = plan.problems
    assert problem.column == titles[key]
    assert said in worded(problem.reason)
    assert [c.field for c in plan.cells] == [other]
    assert store.list_of(kind).page([records[kind]], [other])[records[kind]][other] == "Words"


def test_a_deal_is_lost_with_its_reason_and_won_on_a_day(
    services: Services, store: Store, records: dict[RecordKind, int], tmp_path: Path
) -> None:
    deal = records[DEALS]
    keys = everything(store, DEALS)
    path = export(services, DEALS, tmp_path / "deals.xlsx", ids=[deal], columns=keys)

    def lose(sheet: Sheet) -> None:
        sheet.set(sheet.head + 1, "Stage", "Lost")
        sheet.set(sheet.head + 1, "Lost reason", "Price")
        sheet.set(sheet.head + 1, "Closed", date(2026, 4, 30))

    start = store.database.dump()
    edited(path, lose)
    plan, _ = merged(services, path)
    row = store.deals.page([deal], keys)[deal]
    assert (plan.problems, row["stage"], row["lost_reason"], row["closed_at"]) == (
        (),
        "Lost",
        "Price",
        "2026-04-30",
    )
    assert merged(services, path)[1].batch is None
    services.commands.undo()
    assert store.database.dump() == start


def test_planned_entries(
    services: Services, store: Store, records: dict[RecordKind, int], tmp_path: Path
) -> None:
    services.activities.plan(
        Subject(contact_id=records[CONTACTS]), "Write", "2026-06-01", kind=ActivityKind.TASK
    )
    (entry,) = set(store.list_of(ACTIVITIES).ids()) - {records[ACTIVITIES]}
    keys = everything(store, ACTIVITIES)
    path = export(services, ACTIVITIES, tmp_path / "tasks.xlsx", ids=[entry], columns=keys)

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.head + 1, "Due", datetime(2026, 6, 3, 0, 0))
        sheet.set(sheet.head + 1, "Subject", "Write the offer")

    edited(path, change)
    merged(services, path)
    row = store.list_of(ACTIVITIES).page([entry], keys)[entry]
    assert (row["due_at"], row["subject"]) == ("2026-06-03", "Write the offer")
    assert merged(services, path)[1].batch is None


def test_a_number_under_two_heads_goes_only_under_one(
    services: Services, store: Store, tmp_path: Path
) -> None:
    """The primary number that is the mobile one stands under both heads."""
    anna = add_contact(store, "Anna Berg", mobile="0171 5550123")
    keys = ["full_name", "phone", "mobile"]
    path = export(services, CONTACTS, tmp_path / "people.xlsx", ids=[anna], columns=keys)
    shutil_copy = tmp_path / "other.xlsx"
    shutil_copy.write_bytes(path.read_bytes())
    start = store.database.dump()
    edited(path, lambda sheet: sheet.set(sheet.head + 1, "Phone", "030 1234567"))
    merged(services, path)
    row = store.contacts.page([anna], keys)[anna]
    assert (row["phone"], row["mobile"]) == ("+49301234567", "+491715550123")
    assert merged(services, path)[1].batch is None
    services.commands.undo()
    assert store.database.dump() == start
    edited(shutil_copy, lambda sheet: sheet.set(sheet.head + 1, "Mobile", "0172 5550123"))
    merged(services, shutil_copy)
    row = store.contacts.page([anna], keys)[anna]
    assert (row["phone"], row["mobile"]) == ("+491715550123", "+491725550123")
    assert merged(services, shutil_copy)[1].batch is None


def test_a_kind_stands_under_the_name_that_a_person_gave_it(
    services: Services, store: Store, records: dict[RecordKind, int], tmp_path: Path
) -> None:
    """Of an entry that was touched here since, or erased, the name is the same word as when it was exported."""
    services.activity_choices.rename(ChoiceList.KINDS, "call", "Anruf")
    entry = records[ACTIVITIES]
    path = export(services, ACTIVITIES, tmp_path / "entries.xlsx")
    services.activities.change(entry, subject="Said otherwise")
    assert {field for _, field, _ in results(merged(services, path)[0])} == {"subject"}
    services.activities.delete(entry)
    services.erasing.empty_trash()
    plan = merged(services, path)[0]
    assert (plan.cells, plan.problems) == ((), ())
    assert [worded(note) for note in plan.notes] == [
        "“Activities” has 1 row of what was erased here for good; it was passed over."
    ]


def test_an_amount_and_its_currency_typed_over_together(
    services: Services, store: Store, records: dict[RecordKind, int], tmp_path: Path
) -> None:
    deal, keys = records[DEALS], ["deal_title", "deal_value", "currency"]
    path = export(services, DEALS, tmp_path / "deals.xlsx", ids=[deal], columns=keys)

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.head + 1, "Deal value", 750)
        sheet.set(sheet.head + 1, "Currency", "CHF")

    edited(path, change)
    merged(services, path)
    assert store.deals.page([deal], keys)[deal]["deal_value"] == Money.of("750", "CHF")
    assert merged(services, path)[1].batch is None


def test_what_a_spreadsheet_made_of_long_figures_is_no_change(
    services: Services, store: Store, tmp_path: Path
) -> None:
    anna = add_contact(store, "Anna Berg", mobile="0171 5550123", postal_code="02138", external_id="000124")
    keys = ["full_name", "mobile", "postal_code", "external_id"]
    path = export(services, CONTACTS, tmp_path / "people.csv", ids=[anna], columns=keys)
    text = path.read_text(encoding="utf-8-sig")
    for was, became in (("+491715550123", '"4,91716E+11"'), ("02138", "2138"), ("000124", "124")):
        assert was in text
        text = text.replace(was, became)
    path.write_text(text, encoding="utf-8-sig")
    plan = merged(services, path)[0]
    assert (plan.cells, plan.problems) == ((), ())
    path.write_text(text.replace("4,91716E+11", "4,91717E+11"), encoding="utf-8-sig")
    plan = merged(services, path)[0]
    assert (plan.cells, [problem.column for problem in plan.problems]) == ((), ["Mobile"])


def test_a_formula_that_was_never_calculated_empties_nothing(
    services: Services, store: Store, tmp_path: Path
) -> None:
    anna = add_contact(store, "Anna Berg", street="Hauptstr. 1", notes="Old")
    keys = ["full_name", "street", "notes"]
    path = export(services, CONTACTS, tmp_path / "people.xlsx", ids=[anna], columns=keys)

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.head + 1, "Street", "=1/2")
        sheet.set(sheet.head + 1, "Notes", None)

    edited(path, change)
    plan = merged(services, path)[0]
    assert [problem.column for problem in plan.problems] == ["Street"]
    assert {field for _, field, _ in results(plan)} == {"notes"}
    row = store.contacts.page([anna], keys)[anna]
    assert (row["street"], row["notes"]) == ("Hauptstr. 1", None)


@pytest.mark.parametrize(
    ("key", "typed", "taken"),
    [
        ("probability", "0.5", None), ("probability", "0,05", None), ("probability", "12,5%", None),
        ("probability", "45 %", 45), ("probability", "45", 45), ("probability", "45.0", 45),
        ("custom.weight", "20%", None), ("custom.weight", "2.5", 2.5),
    ],
)  # fmt: skip
def test_a_fraction_is_read_only_where_it_loses_nothing(
    services: Services, store: Store, tmp_path: Path, key: str, typed: str, taken: float | None
) -> None:
    services.custom_fields.create("deal", "Weight", CustomType.NUMBER)
    stage = store.pipelines.all()[0].stages[0]
    deal = services.deals.create("Fleet", stage.id, probability=30)[0]
    path = export(
        services,
        DEALS,
        tmp_path / "deals.xlsx",
        ids=[deal],
        columns=["deal_title", "probability", "custom.weight"],
    )
    head = "Probability" if key == "probability" else "Weight"
    edited(path, lambda sheet: sheet.set(sheet.head + 1, head, typed))
    plan = merged(services, path)[0]
    if taken is None:
        assert ([problem.column for problem in plan.problems], plan.cells) == ([head], ())
    else:
        assert (plan.problems, store.deals.page([deal], [key])[deal][key]) == ((), taken)


def test_a_number_that_is_typed_without_its_country_is_of_the_same_one(
    services: Services, store: Store, tmp_path: Path
) -> None:
    store_rules = store.settings.typing_rules
    assert store_rules.country != "FR"
    anna = add_contact(store, "Anne Petit", mobile="+33612345678", fax="+33144556677")
    keys = ["full_name", "mobile", "fax"]
    path = export(services, CONTACTS, tmp_path / "people.xlsx", ids=[anna], columns=keys)

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.head + 1, "Mobile", "06 12 34 56 78")
        sheet.set(sheet.head + 1, "Fax", "01 44 55 66 88")

    edited(path, change)
    assert results(merged(services, path)[0]) == {("Anne Petit", "fax", "theirs")}
    assert store.contacts.page([anna], keys)[anna]["fax"] == "+33144556688"
