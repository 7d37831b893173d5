"""Columns of which one cell names several people: roles in deals, participants of entries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.contacts import EmailEntry
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportDecisions, ImportPlan, Why
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.records.deal_roles import DealRoleRepository
from salesdesk.store.store import Store
from tests.builders import CancelAfter, Clock

WORK = CancelAfter()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "my.salesdesk", clock=Clock())) as store:
        set_up(store)
        yield store


@pytest.fixture
def services(store: Store) -> Services:
    return build_services(store)


def person(services: Services, name: str, email: str = "") -> int:
    number = services.contacts.create({"full_name": name})[0]
    if email:
        services.contacts.set_emails(number, [EmailEntry(email, "work")])
    return number


def take_in(services: Services, path: Path, decisions: ImportDecisions | None = None) -> ImportPlan:
    chosen = decisions or ImportDecisions()
    with services.imports.open(path, WORK) as file:
        plan = file.plan(chosen, WORK)
        services.imports.apply(file, plan, chosen, WORK)
    return plan


def deals_file(folder: Path, *rows: str) -> Path:
    path = folder / "deals.csv"
    path.write_text("\n".join(["Deal,Amount,Stage,Contact roles", *rows]) + "\n", encoding="utf-8")
    return path


def roles(store: Store, title: str) -> list[tuple[int, str, str]]:
    (deal,) = (n for n in store.deals.ids() if store.deals.get(n).title == title)
    return [(one.contact_id, one.name, one.role) for one in DealRoleRepository(store.database).of_deal(deal)]


def test_roles_name_people_who_are_there(services: Services, store: Store, tmp_path: Path) -> None:
    anna, ben = person(services, "Anna Berg"), person(services, "Ben Tal", "ben@tal.example")
    path = deals_file(
        tmp_path,
        'Pump,500,Proposal,"User: Anna Berg; Adviser: ben@tal.example"',
        'Valve,700,Proposal,"Dr. Anna Berg (Decision maker); Ben Tal (User)"',
    )
    before, contacts = store.journal.latest(), len(store.contacts.ids())
    plan = take_in(services, path)
    assert (plan.counts.new, plan.problems) == (2, ())
    assert roles(store, "Pump") == [(anna, "Anna Berg", "User"), (ben, "Ben Tal", "Adviser")]
    assert roles(store, "Valve") == [(anna, "Anna Berg", "Decision maker"), (ben, "Ben Tal", "User")]
    assert len(store.contacts.ids()) == contacts
    again = take_in(services, path)
    assert (again.counts.new, again.counts.changed) == (0, 0)
    longer = deals_file(tmp_path, 'Pump,500,Proposal,"User: Anna Berg; Judge: Anna Berg"')
    added = take_in(services, longer)
    assert (added.counts.new, added.counts.changed) == (0, 1)
    assert [role for _, _, role in roles(store, "Pump")] == ["User", "Adviser", "Judge"]
    assert store.journal.latest() > before


def test_a_name_of_nobody_makes_one_person_and_undo_takes_it_away(
    services: Services, store: Store, tmp_path: Path
) -> None:
    path = deals_file(
        tmp_path,
        'Pump,500,Proposal,"User: Cleo Dunn"',
        'Valve,700,Proposal,"Judge: cleo dunn; User: x@y.example"',
    )
    plan = take_in(services, path)
    assert ("people_made", "1") in plan.notes
    assert [(p.row, p.reason.code) for p in plan.problems] == [(3, "problems.person_without_name")]
    ((cleo, _, _),) = roles(store, "Pump")
    assert roles(store, "Valve") == [(cleo, "Cleo Dunn", "Judge")]
    services.commands.undo()
    assert (len(store.deals.ids()), len(store.contacts.ids())) == (0, 0)


def test_a_name_of_several_links_nobody(services: Services, store: Store, tmp_path: Path) -> None:
    person(services, "Anna Berg", "one@a.example")
    other = person(services, "Anna Berg", "two@a.example")
    ben = person(services, "Ben Tal")
    path = deals_file(
        tmp_path,
        'Pump,500,Proposal,"User: Anna Berg; Judge: Ben Tal"',
        'Valve,700,Proposal,"User: Anna Berg <two@a.example>; Ben Tal"',
    )
    plan = take_in(services, path)
    assert [(p.row, p.reason.code) for p in plan.problems] == [
        (2, "problems.person_of_several"),
        (3, "problems.person_without_role"),
    ]
    assert roles(store, "Pump") == [(ben, "Ben Tal", "Judge")]
    assert roles(store, "Valve") == [(other, "Anna Berg", "User")]
    assert len(store.contacts.ids()) == 3


def test_participants_join_the_entries_of_a_list(services: Services, store: Store, tmp_path: Path) -> None:
    anna, ben, cleo = (person(services, name) for name in ("Anna Berg", "Ben Tal", "Cleo Dunn"))
    path = tmp_path / "entries.csv"
    path.write_text(
        "Kind,Subject,Date,Name,Attendees\n"
        'Meeting,Kick-off,2026-03-04 11:30,Anna Berg,"Ben Tal, Cleo Dunn"\n'
        'Call,Price,2026-03-05 11:30,Anna Berg,"Anna Berg; Ben Tal"\n'
    )
    take_in(services, path)
    found = {one.subject: one for one in store.activities.of_contact(anna)}
    assert {subject: one.participant_ids for subject, one in found.items()} == {
        "Kick-off": (ben, cleo),
        "Price": (ben,),
    }
    again = take_in(services, path)
    assert (again.counts.new, again.counts.changed) == (0, 0)
    services.commands.undo()  # of the second import, which changed nothing
    services.commands.undo()
    assert store.activities.of_contact(anna) == []


def test_our_own_workbook_adds_and_says_what_it_leaves(
    services: Services, store: Store, tmp_path: Path
) -> None:
    anna, ben = person(services, "Anna Berg"), person(services, "Ben Tal")
    take_in(services, deals_file(tmp_path, 'Pump,500,Proposal,"User: Anna Berg"'))
    path = tmp_path / "deals.xlsx"
    services.exports.export(RecordKind.DEALS, path, columns=["deal_title", "stage", "deal_roles"])
    book = openpyxl.load_workbook(path)
    (cell,) = (c for row in book.worksheets[0].iter_rows() for c in row if c.value == "User: Anna Berg")
    cell.value = "Judge: Ben Tal"
    book.save(path)
    plan = take_in(services, path)
    assert [(one.field, one.why) for one in plan.left] == [("deal_roles", Why.CANNOT)]
    assert roles(store, "Pump") == [(anna, "Anna Berg", "User"), (ben, "Ben Tal", "Judge")]
    services.commands.undo()
    assert roles(store, "Pump") == [(anna, "Anna Berg", "User")]


def test_whom_an_edited_entry_names_joins_it(services: Services, store: Store, tmp_path: Path) -> None:
    anna, ben = person(services, "Anna Berg"), person(services, "Ben Tal")
    services.activities.log(
        ActivityKind.MEETING, Subject(anna), subject="Kick-off", at="2026-03-01T10:00:00Z"
    )
    path = tmp_path / "entries.xlsx"
    services.exports.export(
        RecordKind.ACTIVITIES, path, columns=["kind", "subject", "at", "full_name", "participants"]
    )
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    (head,) = (c for row in sheet.iter_rows() for c in row if c.value == "Participants")
    sheet.cell(head.row + 1, head.column).value = "Ben Tal"
    book.save(path)
    take_in(services, path)
    (entry,) = store.activities.of_contact(anna)
    assert entry.participant_ids == (ben,)
    services.commands.undo()
    (entry,) = store.activities.of_contact(anna)
    assert entry.participant_ids == ()
