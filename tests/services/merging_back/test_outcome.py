"""What a merge says that it did: nothing that it made or left is passed over."""

from __future__ import annotations

from pathlib import Path

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import NO_CHOICES, CellProblem, Choices, Kept, Side
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_contact
from tests.services.merging_back.sheets import Sheet, edited, export, merged


def test_what_was_made_and_what_was_left_is_counted(services: Services, store: Store, tmp_path: Path) -> None:
    add_contact(store, "Anna Berg", email="anna@berg.example")
    book = export(services, RecordKind.CONTACTS, tmp_path / "people.xlsx")

    def change(sheet: Sheet) -> None:
        row = sheet.row("Anna Berg")
        sheet.set(row, "Company", "Berg AG")
        sheet.set(row, "Created", "2020-01-01")
        sheet.add({"Name": "Eva Neu", "Company": "Neu GmbH", "Tags": "fair"})
        sheet.add({"Name": "Anna Berg", "Email": "anna@berg.example", "Job title": "Buyer"})

    edited(book, change)
    plan, outcome = merged(services, book)
    (problem,) = plan.problems
    assert isinstance(problem, CellProblem)
    assert (problem.name, problem.field, problem.value) == ("Anna Berg", "created_at", "2020-01-01")
    assert problem.base == problem.ours is not None
    taken_up, _ = services.merging_back.take_up(services.merging_back.keep_questions(plan, NO_CHOICES))
    assert taken_up.problems[0] == problem
    assert (outcome.cells, outcome.new, outcome.joined, outcome.left) == (1, 1, 1, 1)
    assert outcome.made == {EntityKind.COMPANY: 2, EntityKind.TAG: 1}


def test_what_was_decided_against_is_counted(services: Services, store: Store, tmp_path: Path) -> None:
    for name in ("Anna Berg", "Bert Tal", "Cora See", "Dirk Moor"):
        add_contact(store, name)
    keys = ["full_name", "company", "city"]
    book = export(services, RecordKind.CONTACTS, tmp_path / "people.xlsx", columns=keys)

    def change(sheet: Sheet) -> None:
        row = sheet.row("Anna Berg")
        sheet.set(row, "Company", "Berg AG")
        sheet.set(row, "City", "Ulm")
        beside = sheet.sheet.max_column + 1
        sheet.sheet.cell(sheet.head, beside).value = "Shoe size"
        sheet.sheet.cell(row, beside).value = 38
        sheet.add({"Name": "Eva Neu"})
        for name in ("Bert Tal", "Cora See"):
            sheet.sheet.delete_rows(sheet.row(name))

    edited(book, change)
    plan = services.merging_back.plan(book)
    city = next(cell for cell in plan.cells if cell.field == "city")
    gone = next(row for row in plan.removed if row.name == "Bert Tal")
    choices = Choices({city.place: Side.OURS}, frozenset({plan.new[0].place}), frozenset({gone.place}))
    outcome, _ = services.merging_back.apply(plan, choices)
    assert (outcome.cells, outcome.new, outcome.deleted) == (1, 0, 1)
    assert outcome.kept == {Kept.VALUES: 1, Kept.REMOVED: 1, Kept.ROWS: 1, Kept.COLUMNS: 1}
