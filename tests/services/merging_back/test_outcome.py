"""What a merge says that it did: nothing that it made or left is passed over."""

from __future__ import annotations

from pathlib import Path

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import NO_CHOICES, CellProblem
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
