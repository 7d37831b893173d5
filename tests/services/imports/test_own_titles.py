"""What lists show, in a file without the hidden columns of its rows: pasted cells, a text without numbers, columns copied
into another workbook. Every column that an import takes over is known by its title."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from salesdesk.domain.activities import ActivityKind, Repeat, RepeatBy
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.columns import OWN_COLUMNS, columns_of, default_columns
from salesdesk.domain.contacts import EmailEntry, PhoneEntry
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import IGNORE, RecordKind, declared, is_taken_back
from salesdesk.domain.imports import ImportDecisions, ImportPlan
from salesdesk.exchange.mapping.sheet import guess_sheet
from salesdesk.services.activities import Subject
from salesdesk.services.deal_roles import DealRoleService
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from tests.builders import START, CancelAfter, Clock

WORK = CancelAfter()
C, O, D, A = RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS, RecordKind.ACTIVITIES  # noqa: E741
IN_ORDER = (O, C, D, A)
LISTED = tuple(kind for kind in entities().lists if kind in entities().sheets)
COMPUTED = "made of other records"
NOT_BROUGHT: Mapping[RecordKind, Mapping[str, str]] = {
    C: {
        "touch_due": COMPUTED, "next_step_at": COMPUTED, "qualified_at": COMPUTED, "referrals": COMPUTED,
        "open_deals": COMPUTED, "updated_at": "the moment of writing here",
    },
    O: {
        "next_step_at": COMPUTED, "contacts": COMPUTED, "open_deals": COMPUTED,
        "updated_at": "the moment of writing here",
    },
    D: {
        "next_step_at": COMPUTED, "weighted": COMPUTED, "quiet_from": COMPUTED, "late_from": COMPUTED,
        "updated_at": "the moment of writing here",
    },
    A: {"updated_at": "the moment of writing here"},
}  # fmt: skip
"""The columns that the same records need not have again, and why."""


def fill(store: Store, services: Services) -> None:
    """A few records with something in every column that is taken over."""
    services.custom_fields.create("contact", "Shoe size", CustomType.NUMBER)
    services.custom_fields.create("deal", "Machine no", CustomType.TEXT)
    people = [_person(services, number) for number in range(3)]
    for number, firm in enumerate(store.companies.ids()):
        for key, value in _firm(number).items():
            services.companies.edit(firm, key, value)
    stages = store.pipelines.all()[0].stages
    firms = list(store.companies.ids())
    campaign = services.campaigns.create("Spring fair")[0]
    deals = []
    for number, person in enumerate(people):
        deal, _ = services.deals.create(
            f"Relaunch {number}",
            stages[number].id,
            amount=123_400 + number,
            currency="USD",
            contact_id=person,
            company_id=firms[number],
            probability=35,
            expected_close=f"2026-09-0{number + 1}",
            campaign_id=campaign,
            notes="Line one\nLine two",
            external_id=f"D-{number}",
        )
        services.deals.edit(deal, "owner", "Ben")
        services.deals.edit(deal, "lead_source", "Web")
        services.deals.edit(deal, "custom.machine_no", "007")
        deals.append(deal)
    services.deals.win(deals[1], closed_at="2026-01-31", won_reason="Price")
    roles = DealRoleService(store, services.commands)
    services.deals.lose(deals[2], "Bad timing", competitor="ACME", closed_at="2026-02-03")
    roles.add(deals[0], people[1], "Decision maker")
    roles.add(deals[0], people[2], "User")
    _entries(services, people, deals, store.owners.all()[0].id)


def _person(services: Services, number: int) -> int:
    name = ("Anna Berg", "Bruno Carl Maier", "Clara Vogel")[number]
    person = services.contacts.create({"full_name": name})[0]
    given = {
        "company": f"Nordwind {number} GmbH", "job_title": "Head of sales", "department": "Sales", "nickname": "Annie",
        "honorific": "Dr.", "website": f"https://x{number}.example", "linkedin": f"https://www.linkedin.com/in/anna{number}",
        "twitter": f"anna_{number}", "facebook": f"https://www.facebook.com/anna{number}", "instagram": f"anna.{number}",
        "street": "Hauptstr. 5", "street_2": "c/o Meier", "city": "Berlin", "postal_code": "10115", "region": "Berlin",
        "country": "DE", "birthday": "1979-03-11", "lead_status": "Open", "lead_source": "Web", "owner": "Ben",
        "lifecycle_stage": "Customer", "tags": "vip, new", "notes": "Likes tea", "external_id": f"E-{number}",
        "touch_weeks": "6", "do_not_email": "yes", "do_not_call": "yes", "custom.shoe_size": "38",
    }  # fmt: skip
    for key, value in given.items():
        services.contacts.edit(person, key, value)
    if number == 1:
        services.contacts.edit(person, "suffix", "Jr.")
    services.contacts.set_emails(
        person, [EmailEntry(f"p{number}.{n}@x{number}.example", "work") for n in range(5)]
    )
    labels = ("work", "mobile", "work", "work", "fax", "work", "work")
    services.contacts.set_phones(
        person,
        [PhoneEntry(f"+49301234{number}{n}0", "", label) for n, label in enumerate(labels)],
    )
    return person


def _firm(number: int) -> dict[str, str]:
    return {
        "industry": "Machines", "phone": f"+4930555{number}000", "email": f"info@n{number}.example", "city": "Ulm",
        "website": f"https://n{number}.example", "annual_revenue": "5000 EUR", "employees": "50", "tags": "big, red",
        "notes": "Old customer", "owner": "Ben", "lead_source": "Web", "lifecycle_stage": "Customer",
        "fax": f"+4930555{number}001", "street": "Ring 1", "street_2": "Hof 2", "postal_code": "89073",
        "region": "Baden-Württemberg", "country": "DE", "linkedin": f"https://www.linkedin.com/company/n{number}",
        "twitter": f"n_{number}", "facebook": f"https://www.facebook.com/n{number}", "instagram": f"n.{number}",
        "external_id": f"F-{number}",
    }  # fmt: skip


def _entries(services: Services, people: Sequence[int], deals: Sequence[int], owner: int) -> None:
    activities = services.activities
    activities.log(
        ActivityKind.CALL,
        Subject(people[0], None, deals[0]),
        subject="Asked for a price",
        body="Wants two",
        at="2026-03-01T10:00:00Z",
        outcome="Reached",
        duration_minutes=12,
    )
    activities.plan(
        Subject(people[1]),
        "Send the offer",
        "2026-06-01",
        priority="high",
        owner_id=owner,
        remind_minutes=15,
        pinned=True,
        repeat=Repeat("FREQ=WEEKLY;BYDAY=MO", RepeatBy.COMPLETION),
    )
    activities.plan(
        Subject(people[2]),
        "Look at the machine",
        "2026-06-02T08:00:00Z",
        kind=ActivityKind.MEETING,
        end_at="2026-06-02T09:30:00Z",
        place="Ulm, hall 3",
        participant_ids=(people[0], people[1]),
    )
    activities.plan(Subject(people[0]), "Overdue", "2026-02-01", kind=ActivityKind.MEETING)
    task = activities.plan(Subject(people[0]), "Was done", "2026-04-01")
    activities.finish(next(iter(task.created[EntityKind.ACTIVITY])))


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Services]:
    with closing(Store(tmp_path / "mine.salesdesk", clock=Clock())) as store:
        set_up(store)
        services = build_services(store)
        fill(store, services)
        numbered = tmp_path / "numbered.csv"
        numbered.write_text(
            "Kind,Subject,Date,Name,Activity ID\nNote,Has a number,2026-03-04 11:30,Anna Berg,A-1\n"
        )
        take_in(services, numbered)
        yield services


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Services]:
    with closing(Store(tmp_path / "other.salesdesk", clock=Clock(START + timedelta(days=1)))) as store:
        set_up(store)
        yield build_services(store)


def bare(services: Services, kind: RecordKind, path: Path, keys: Sequence[str]) -> Path:
    """An export without whatever SalesDesk wrote for itself, as cells that were copied into a file of their own."""
    whole = path.with_name(f"whole{path.suffix}")
    services.exports.export(kind, whole, columns=keys)
    if path.suffix == ".csv":
        with whole.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    else:
        rows = [list(row) for row in openpyxl.load_workbook(whole).worksheets[0].values]
    start = next(n for n, row in enumerate(rows) if columns_of(kind)[0].title in row)
    kept = [n for n, head in enumerate(rows[start]) if head and head not in OWN_COLUMNS]
    rows = [[row[n] for n in kept] for row in rows[start:] if any(cell not in (None, "") for cell in row)]
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    return path


def take_in(services: Services, path: Path) -> ImportPlan:
    decisions = ImportDecisions()
    with services.imports.open(path, WORK) as file:
        plan = file.plan(decisions, WORK)
        services.imports.apply(file, plan, decisions, WORK)
    return plan


def shown(services: Services, kind: RecordKind, path: Path, keys: Sequence[str]) -> list[dict[str, str]]:
    services.exports.export(kind, path, columns=keys)
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = [{k: v for k, v in row.items() if k not in OWN_COLUMNS} for row in csv.DictReader(file)]
    return sorted(found, key=repr)


def brought(kind: RecordKind) -> list[str]:
    return [column.key for column in columns_of(kind) if column.key not in NOT_BROUGHT[kind]]


def custom_keys(kind: RecordKind) -> list[str]:
    return {C: ["custom.shoe_size"], D: ["custom.machine_no"]}.get(kind, [])


def test_what_is_not_brought_back_is_named_and_there() -> None:
    for kind in LISTED:
        listed = {spec.key for spec, _ in declared().of(kind).listed}
        assert NOT_BROUGHT[kind].keys() <= listed
        assert {key for key in listed if not is_taken_back(kind, key)} <= NOT_BROUGHT[kind].keys()


@pytest.mark.parametrize("kind", LISTED)
def test_every_column_has_a_value_to_be_brought_back(
    kind: RecordKind, mine: Services, tmp_path: Path
) -> None:
    rows = shown(mine, kind, tmp_path / "all.csv", brought(kind))
    assert [title for title in rows[0] if not any(row[title] for row in rows)] == []


@pytest.mark.parametrize("kind", LISTED)
@pytest.mark.parametrize("columns", ["all", "default", "taken back"])
def test_titles_alone_are_known(kind: RecordKind, columns: str) -> None:
    chosen = [
        column
        for column in columns_of(kind)
        if columns == "all"
        or (column.key in default_columns(kind) if columns == "default" else is_taken_back(kind, column.key))
    ]
    guess = guess_sheet([column.title for column in chosen], [])
    assert guess.kind is kind
    assert {column.key: found.field for column, found in zip(chosen, guess.columns, strict=True)} == {
        column.key: column.key if is_taken_back(kind, column.key) else IGNORE for column in chosen
    }


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_an_empty_file_gets_the_same_records(
    suffix: str, mine: Services, other: Services, tmp_path: Path
) -> None:
    for kind in IN_ORDER:
        every = [column.key for column in columns_of(kind)] + custom_keys(kind)
        path = bare(mine, kind, tmp_path / f"{kind.value}{suffix}", every)
        plan = take_in(other, path)
        assert [sheet.kind for sheet in plan.sheets if sheet.used] == [kind]
        assert not plan.problems
        keys = brought(kind) + custom_keys(kind)
        assert shown(other, kind, tmp_path / "theirs.csv", keys) == shown(
            mine, kind, tmp_path / "ours.csv", keys
        )
        again = take_in(other, path)
        assert (again.counts.new, again.counts.changed, again.counts.duplicates) == (0, 0, 0)
    for kind in IN_ORDER:
        again = take_in(mine, tmp_path / f"{kind.value}{suffix}")
        assert (again.counts.new, again.counts.changed, again.counts.duplicates) == (0, 0, 0), kind


@pytest.mark.parametrize("kind", LISTED)
def test_each_column_is_known_beside_those_of_a_list(kind: RecordKind) -> None:
    """One further column copied with those a list shows at first."""
    by_key = {column.key: column for column in columns_of(kind)}
    missed = {}
    for key in brought(kind):
        chosen = [by_key[one] for one in dict.fromkeys((*default_columns(kind), key))]
        guess = guess_sheet([column.title for column in chosen], [])
        if guess.columns[[one.key for one in chosen].index(key)].field != key:
            missed[key] = guess.columns[-1].field
    assert missed == {}


def test_titles_that_stand_above_anything_say_no_kind() -> None:
    firms = [f"{name} GmbH" for name in ("Berg", "Vogel", "Nordwind", "Maier", "Ost")]
    sites = [f"https://www.firm{n}.example" for n in range(5)]
    numbers = [f"+49 30 123450{n}" for n in range(5)]
    guess = guess_sheet(["Name", "Website", "Phone", "City"], [firms, sites, numbers, ["Ulm"] * 5])
    assert guess.kind is O


def test_what_a_list_computes_is_kept_where_it_is_something_else() -> None:
    people = ["Anna Berg", "Bruno Maier", "Clara Vogel", "Dora Ost"]
    firms = [f"{name} GmbH" for name in ("Berg", "Vogel", "Nordwind", "Ost")]
    guess = guess_sheet(
        ["Company", "Industry", "City", "Contacts"], [firms, ["Machines"] * 4, ["Ulm"] * 4, people]
    )
    assert guess.columns[3].field != IGNORE
