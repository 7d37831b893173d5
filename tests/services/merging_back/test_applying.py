"""Applying a merge writes many records at once, and leaves what writing one record after the other leaves: the same rows
under the same numbers, the same steps in the journal of every row, the same search; and undo brings back what was there."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.custom_fields import PREFIX, CustomType
from salesdesk.domain.fields import FieldType, RecordKind, is_taken_back
from salesdesk.domain.merging_back import NO_CHOICES, MergePlan, Side, is_kept_by_us
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.progress import UNWATCHED
from salesdesk.domain.sequences import SequenceFor, SequenceStep
from salesdesk.services.activities import Subject
from salesdesk.services.merging_back.applying import Application
from salesdesk.services.sequences import SequenceService, StopRules
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import CancelAfter, Clock, new_store, services_of, wrong_rows
from tests.services.merging_back.sheets import edited_text, export

PEOPLE, FIRMS = RecordKind.CONTACTS, RecordKind.COMPANIES
DEALS, ENTRIES = RecordKind.DEALS, RecordKind.ACTIVITIES
KINDS = (PEOPLE, FIRMS, DEALS, ENTRIES)
SWITCHBOARD, BUREAU = "+49 40 5550000", "bureau@shared.example"
BY_TYPE: dict[FieldType, tuple[str, ...]] = {
    FieldType.TEXT: ("Alpha", "beta words", "Ünïcode", ""),
    FieldType.LONG_TEXT: ("One line", "Zwei\nZeilen", ""),
    FieldType.NAME: ("Zoë Müller", "Dr. Anna von Berg", "李 明", "Lee", ""),
    FieldType.EMAIL: (BUREAU, "gone@refused.example", "New@One.example", "two+x@two.example", ""),
    FieldType.PHONE: (SWITCHBOARD, "0171 2345678", "+49 30 1234567", "040 5550000", ""),
    FieldType.URL: ("https://alpha.example", "beta.example/x", ""),
    FieldType.DATE: ("2026-03-01", "2026-11-30", ""),
    FieldType.DATETIME: ("2026-03-01 10:30", "2026-04-02 08:00", "2020-01-01 09:00", ""),
    FieldType.MONEY: ("1250.50 EUR", "77 USD", "300", ""),
    FieldType.NUMBER: ("12", "3.5", ""),
    FieldType.INTEGER: ("4", "26", ""),
    FieldType.PERCENT: ("35 %", "80 %", ""),
    FieldType.BOOLEAN: ("Yes", "No"),
    FieldType.COUNTRY: ("Austria", "France", ""),
    FieldType.TAGS: ("vip", "a, b", "New tag, VIP", ""),
    FieldType.CHOICE: ("red", "blue", ""),
}
BY_KEY: dict[str, tuple[str, ...]] = {
    "company": ("Neue AG", "neue ag", "Other Firm GmbH", "Other Firm", ""),
    "owner": ("Somebody New", "somebody new", "Another One", ""),
    "lead_source": ("Fair", "Radio", ""),
    "lifecycle_stage": ("Customer", "Lead", "Prospect"),
    "stage": ("Won", "Lost", "Proposal", "Qualified", "Negotiation"),
    "pipeline": ("Second",),
    "lost_reason": ("Too dear", ""),
    "campaign": ("Spring letter", "Autumn call", ""),
    "currency": ("CHF", "EUR"),
    "kind": ("Call", "Note", "E-mail", "Meeting"),
    "outcome": ("Reached", "A good talk", ""),
    "priority": ("high", "low", ""),
    "closed_at": ("2026-03-01", "2026-05-02"),
    "postal_code": ("01067", "20095", ""),
    "linkedin": ("https://www.linkedin.com/in/alpha", ""),
    "facebook": ("https://www.facebook.com/alpha", ""),
}
OWN = {"Colour": CustomType.CHOICE, "Size": CustomType.NUMBER, "Words": CustomType.TEXT}


@dataclass(frozen=True)
class Edit:
    """One value typed over: the places of its record and of its column in the list, and which of the values."""

    row: int
    column: int
    which: int


def values_of(key: str, kind: FieldType) -> tuple[str, ...]:
    return BY_KEY.get(key) or BY_TYPE[kind]


def edits(rows: int = 24) -> st.SearchStrategy[list[Edit]]:
    one = st.builds(Edit, st.integers(0, rows - 1), st.integers(0, 45), st.integers(0, 4))
    return st.lists(one, min_size=2, max_size=60, unique_by=lambda edit: (edit.row, edit.column))


def fill(store: Store, services: Services) -> None:
    """People, firms, deals and entries with everything that writing one of them says of another."""
    services.demo.fill(24, 5, CancelAfter())
    people, deals = sorted(store.contacts.ids()), sorted(store.deals.ids())
    for table in ("contact", "company", "deal"):
        for title, shape in OWN.items():
            choices = ("red", "blue") if shape is CustomType.CHOICE else ()
            services.custom_fields.create(table, title, shape, choices=choices)
    contacts = services.contacts
    for number in people[:6]:  # one switchboard, and one of them does not want to be called
        contacts.update(number, {"phone_3": SWITCHBOARD, "custom.colour": "red", "custom.size": "7"})
    contacts.update(people[2], {"do_not_call": "Yes"})
    for number in people[6:10]:
        contacts.update(number, {"email_2": BUREAU, "tags": "vip, old"})
    contacts.update(people[8], {"do_not_email": "Yes"})
    for number in people[10:14]:  # one number in two columns
        services.contacts.set_phones(number, ())
        contacts.update(number, {"mobile": f"+49 171 55500{number:02}"})
    gone, _ = contacts.create(
        {"full_name": "Gone Away", "email": "gone@refused.example", "do_not_email": "Yes"}
    )
    contacts.delete([gone])
    contacts.add_company(people[14], "Second Home AG", "Adviser")
    contacts.add_company(people[15], "Second Home AG", "Adviser", primary=True)
    call = Subject(people[16])
    others = (people[17], people[18])
    services.activities.plan(
        call, "With two more", "2026-05-10", kind=ActivityKind.MEETING, participant_ids=others
    )
    services.activities.log(ActivityKind.CALL, call, subject="Talked", at="2026-04-30T10:00:00Z")
    sequences = services.area_of(RecordKind.SEQUENCES)
    assert isinstance(sequences, SequenceService)
    steps = (SequenceStep("call", "Ask", 3), SequenceStep("email", "Write", 7))
    number, _ = sequences.make("Follow", SequenceFor.CONTACTS, steps)
    sequences.start(number, people[4:12], date(2026, 5, 4))
    about_deals, _ = sequences.make("After", SequenceFor.DEALS, steps, StopRules(opt_out=False))
    services.pipelines.add_pipeline("Second")
    second = next(one.id for one in store.pipelines.all() if one.name == "Second")
    sequences.set_on_closing(second, StageKind.WON, about_deals)
    sequences.start(about_deals, deals[:4], date(2026, 5, 4))


@pytest.fixture(scope="module")
def filled(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("applying")
    with closing(new_store(template_file, folder, "filled.salesdesk")) as store:
        fill(store, services_of(store))
        for kind in KINDS:
            columns = keys_of(store, kind)
            export(services_of(store), kind, folder / f"{kind.value}.csv", columns=columns)
    return folder / "filled.salesdesk"


def keys_of(store: Store, kind: RecordKind) -> list[str]:
    """The columns that a workbook can change."""
    keys = [column.key for column in store.list_of(kind).columns()]
    return [
        key
        for key in keys
        if (is_taken_back(kind, key) or key.startswith(PREFIX)) and not is_kept_by_us(kind, key)
    ]


def typed_over(file: Path, store: Store, kind: RecordKind, given: list[Edit], folder: Path) -> Path:
    """The text of a list as somebody left it."""
    book = folder / f"{kind.value}.csv"
    shutil.copyfile(file.parent / book.name, book)
    columns = {column.key: column for column in store.list_of(kind).columns()}
    keys = keys_of(store, kind)

    def change(rows: list[dict[str, str]]) -> None:
        for edit in given:
            column = columns[keys[edit.column % len(keys)]]
            values = values_of(column.key, column.type)
            rows[edit.row % len(rows)][column.title] = values[edit.which % len(values)]

    edited_text(book, change)
    return book


@dataclass(frozen=True)
class Left:
    """What a merge left: every record row, what the journal says of each row, step by step, and what the search finds."""

    rows: list[Any]
    journal: dict[tuple[str, int], list[tuple[Any, Any]]]
    found: dict[str, list[str]]
    outcome: Any
    plan: MergePlan


def applied(file: Path, kind: RecordKind, given: list[Edit], at_once: int | None) -> Left:
    """Merge in a copy of the file, many records at once or ``at_once`` so many. Undo is tried, too."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "mine.salesdesk"
        shutil.copyfile(file, copy)
        with closing(Store(copy, clock=Clock())) as store:
            services = services_of(store)
            plan = services.merging_back.plan(typed_over(file, store, kind, given, Path(place)))
            choices = NO_CHOICES.choose(plan.conflicts, Side.THEIRS)  # that somebody may be addressed again
            start, last = store.database.dump(), store.journal.latest()
            if at_once is None:
                outcome, _ = services.merging_back.apply(plan, choices)
            else:
                by_turns = Application(store, services.commands, plan, choices, UNWATCHED, at_once=at_once)
                outcome, _ = by_turns.run()
            words = ("alpha", "anna", "neue", "other", "two", "5550000", "berg", "words", "zwei", "talked")
            found = {word: sorted(map(str, services.search.find(word))) for word in words}
            left = Left(store.database.dump(), journal(store, last), found, outcome, plan)
            assert wrong_rows(store) == []
            if outcome.batch is not None:
                assert services.commands.undo().kept == ()
            assert store.database.dump() == start
            return left


def journal(store: Store, since: int) -> dict[tuple[str, int], list[tuple[Any, Any]]]:
    """What the batches after one say of each row, the steps of a row in their order."""
    entries = store.database.rows(
        'SELECT table_name, "row", last_row, before, after FROM change_entry WHERE batch_id > ? ORDER BY id',
        (since,),
    )
    found: dict[tuple[str, int], list[tuple[Any, Any]]] = defaultdict(list)
    for table, first, last, before, after in entries:
        for row in range(first, last + 1):
            found[table, row].append((before and json.loads(before), after and json.loads(after)))
    return dict(found)


def compare(file: Path, kind: RecordKind, given: list[Edit]) -> Left:
    many, single = applied(file, kind, given, None), applied(file, kind, given, 1)
    assert many.plan == single.plan
    assert many.outcome == single.outcome
    assert many.rows == single.rows
    assert many.journal == single.journal
    assert many.found == single.found
    return many


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(typed=edits())
def test_many_at_once_are_as_one_after_the_other(filled: Path, kind: RecordKind, typed: list[Edit]) -> None:
    compare(filled, kind, typed)


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_at_once(filled: Path, kind: RecordKind) -> None:
    """Every record gets a value in every third column, another one than its neighbours."""
    typed = [Edit(row, column, row + column) for row in range(24) for column in range(row % 3, 48, 3)]
    left = compare(filled, kind, typed)
    assert left.outcome.records > 3
    assert left.outcome.cells > 30


def test_a_person_named_with_a_title_is_the_one_without(
    store: Store, services: Services, tmp_path: Path
) -> None:
    stage = store.pipelines.all()[0].stages[0]
    known, new = (services.deals.create(title, stage.id)[0] for title in ("Fleet", "Pumps"))
    anna, _ = services.contacts.create({"full_name": "Anna von Berg"})
    book = export(services, DEALS, tmp_path / "deals.csv", columns=["deal_title", "full_name"])

    def change(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row["Full name"] = {"Fleet": "Dr. Anna von Berg", "Pumps": "Prof. Zoë Lind"}[row["Deal"]]

    edited_text(book, change)
    plan = services.merging_back.plan(book)
    assert [one.name for one in plan.names] == ["Prof. Zoë Lind"]
    assert services.merging_back.apply(plan, NO_CHOICES)[0].cells == 2
    assert store.deals.get(known).contact_id == anna
    assert store.contacts.get(store.deals.get(new).contact_id or 0).full_name == "Zoë Lind"


def test_an_end_that_cannot_be_is_a_problem_of_the_plan(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna, _ = services.contacts.create({"full_name": "Anna Berg"})
    for subject in ("Fair", "Visit"):
        services.activities.plan(Subject(anna), subject, "2026-05-12", end_at="2026-05-14")
    book = export(services, ENTRIES, tmp_path / "entries.csv", columns=["subject", "due_at", "end_at"])

    def change(rows: list[dict[str, str]]) -> None:
        rows[0]["Ends"], rows[1]["Ends"] = "2026-05-01", "2026-05-15"

    edited_text(book, change)
    plan = services.merging_back.plan(book)
    assert [problem.column for problem in plan.problems] == ["Ends"]
    assert services.merging_back.apply(plan, NO_CHOICES)[0].cells == 1
