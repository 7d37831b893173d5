"""A workbook that was merged is done with: merged again it asks nothing anew, and undone it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import NO_CHOICES, Choices, Side
from salesdesk.services.merging_back.kept import as_text, from_text
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_contact
from tests.services.merging_back.sheets import Sheet, edited, export, merged, results

CONTACTS, DEALS = RecordKind.CONTACTS, RecordKind.DEALS


@pytest.fixture
def people(store: Store) -> dict[str, int]:
    return {name: add_contact(store, name, city="Ulm") for name in ("Anna Berg", "Ben Tal", "Cora Wald")}


@pytest.fixture
def book(services: Services, people: dict[str, int], tmp_path: Path) -> Path:
    """One conflict, one cell of theirs, two new rows without an address."""
    path = export(services, CONTACTS, tmp_path / "people.xlsx")

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Anna Berg"), "City", "Wien")
        sheet.set(sheet.row("Ben Tal"), "City", "Graz")
        sheet.add({"Name": "Eva Neu", "City": "Hof"})
        sheet.add({"Name": "Ida Alt", "City": "Hof"})

    edited(path, change)
    services.contacts.edit(people["Anna Berg"], "city", "Rom")
    return path


@pytest.mark.parametrize("side", list(Side))
def test_what_was_chosen_is_not_asked_again(
    side: Side, services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    left = next(row for row in services.merging_back.plan(book).new if row.name == "Ida Alt")
    merged(services, book, Choices(left_out=frozenset({left.place})), prefer=side)
    assert len(store.contacts.ids()) == 4
    once = store.database.dump()
    plan, outcome = merged(services, book)
    assert (plan.conflicts, plan.new, plan.is_empty, outcome.batch) == ((), (), True, None)
    assert plan.is_merged
    assert from_text(as_text(plan, NO_CHOICES))[0] == plan
    assert "2 rows were added, or left out" in worded(plan.notes[0])
    assert store.database.dump() == once
    assert store.database.check() == []
    for person in ("Anna Berg", "Ben Tal"):  # what is changed here later is later
        services.contacts.edit(people[person], "city", "Oslo")
    plan, _ = merged(services, book)
    assert results(plan) == {("Anna Berg", "city", "ours"), ("Ben Tal", "city", "ours")}


def test_undo_takes_it_out_of_the_memory(
    services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    first = services.merging_back.plan(book)
    assert not first.is_merged
    before = store.database.dump()
    merged(services, book, prefer=Side.OURS)
    once = store.database.dump()
    services.commands.undo()
    assert store.database.dump() == before
    again = services.merging_back.plan(book)
    assert (again.cells, again.new, again.notes) == (first.cells, first.new, first.notes)
    services.commands.redo()
    assert store.database.dump() == once
    assert services.merging_back.plan(book).is_empty


def test_it_is_no_import(services: Services, store: Store, people: dict[str, int], tmp_path: Path) -> None:
    path = export(services, CONTACTS, tmp_path / "people.xlsx")
    edited(path, lambda sheet: sheet.set(sheet.row("Anna Berg"), "City", "Wien"))
    merged(services, path)
    assert services.imports.history() == []
    services.commands.undo()
    assert services.imports.history() == []


def test_an_added_row_that_was_deleted_here_since(
    services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    merged(services, book, prefer=Side.OURS)
    new = {row["full_name"]: n for n, row in store.contacts.page(list(store.contacts.ids())).items()}
    services.contacts.delete([new["Eva Neu"]])
    services.merges.merge(CONTACTS, [new["Ida Alt"], people["Cora Wald"]], survivor=people["Cora Wald"])
    plan, outcome = merged(services, book)
    assert (plan.new, outcome.new) == ((), 0)
    assert ["Eva Neu was added" in worded(problem.reason) for problem in plan.problems] == [True]


def test_the_same_words_in_a_later_export_are_news(
    services: Services, store: Store, people: dict[str, int], book: Path, tmp_path: Path
) -> None:
    merged(services, book, prefer=Side.THEIRS)
    services.contacts.edit(people["Anna Berg"], "city", "Rom")
    later = export(services, CONTACTS, tmp_path / "later.xlsx")
    edited(later, lambda sheet: sheet.set(sheet.row("Anna Berg"), "City", "Wien"))
    plan, _ = merged(services, later)
    assert results(plan) == {("Anna Berg", "city", "theirs")}


def test_rows_that_look_like_nobody_are_made_once(services: Services, store: Store, tmp_path: Path) -> None:
    """Deals and people of which nothing but the name is known."""
    stage = store.pipelines.all()[0].stages[0]
    services.deals.create("Turbines", stage.id)
    path = export(services, DEALS, tmp_path / "deals.xlsx")

    def change(sheet: Sheet) -> None:
        sheet.add({"Deal": "Blades", "Full name": "Nobody Known"})
        sheet.add({"Deal": "Towers", "Deal value": 500})

    edited(path, change)
    merged(services, path)
    once = store.database.dump()
    plan, outcome = merged(services, path)
    assert (plan.new, plan.names, outcome.batch, store.database.dump()) == ((), (), None, once)


def test_a_column_is_taken_over_of_rows_that_were_added_before(
    services: Services, store: Store, people: dict[str, int], tmp_path: Path
) -> None:
    path = export(services, CONTACTS, tmp_path / "people.xlsx")

    def change(sheet: Sheet) -> None:
        column = sheet.sheet.max_column + 1
        sheet.sheet.cell(sheet.head, column).value = "Hat size"
        sheet.sheet.cell(sheet.add({"Name": "Eva Neu"}), column).value = 58

    edited(path, change)
    merged(services, path)
    (offer,) = services.merging_back.plan(path).offers
    _, outcome = merged(services, path, Choices(columns=frozenset({offer.place})))
    assert outcome.cells == 1
    rows = store.contacts.page(list(store.contacts.ids()), ["full_name", "custom.hat_size"]).values()
    assert {row["full_name"]: row["custom.hat_size"] for row in rows if row["custom.hat_size"]} == {
        "Eva Neu": 58
    }


def test_a_merge_that_waited_is_compared_with_what_was_merged_meanwhile(
    services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    waiting = services.merging_back.plan(book)
    merged(services, book, prefer=Side.OURS)
    now = services.merging_back.renewed(waiting)
    assert (now.conflicts, now.new, now.problems, now.is_empty) == ((), (), (), True)
    outcome, _ = services.merging_back.apply(now, Choices())
    assert outcome.batch is None


def test_an_added_row_that_was_erased_since_does_not_come_back(
    services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    merged(services, book, prefer=Side.OURS)
    new = {row["full_name"]: n for n, row in store.contacts.page(list(store.contacts.ids())).items()}
    services.erasing.erase([new["Eva Neu"]])
    there = set(store.contacts.ids())
    plan, outcome = merged(services, book)
    assert (plan.new, outcome.new, set(store.contacts.ids())) == ((), 0, there)
    assert ["erased here for good since" in worded(problem.reason) for problem in plan.problems] == [True]
    assert store.database.check() == []


@pytest.mark.usefixtures("people")
def test_what_was_changed_here_in_the_same_way_is_not_called_merged(
    services: Services, tmp_path: Path
) -> None:
    path = export(services, CONTACTS, tmp_path / "people.xlsx")
    assert not services.merging_back.plan(path).is_merged
    edited(path, lambda sheet: sheet.set(sheet.row("Anna Berg"), "City", "Wien"))
    assert not services.merging_back.plan(path).is_merged
    merged(services, path)
    assert services.merging_back.plan(path).is_merged
