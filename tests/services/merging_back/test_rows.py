"""Rows of a workbook that comes back: sorted, moved, removed, added, copied, cleared, without their numbers."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from salesdesk.domain.columns import RECORD_EXPORT, RECORD_ID
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import Choices, NewRowState, Result, Side
from salesdesk.errors import DomainError, InputError
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import Clock, add_company, add_contact
from tests.services.merging_back.sheets import (
    Sheet,
    edited,
    edited_text,
    export,
    merged,
    open_results,
    results,
)

CONTACTS, COMPANIES, DEALS = RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS
PEOPLE = {
    "Anna Berg": {"email": "anna@berg.example", "phone": "030 1234567", "city": "Ulm", "company": "Berg AG"},
    "Ben Tal": {"email": "ben@tal.example", "phone": "030 7654321", "city": "Bonn", "company": "Tal GmbH"},
    "Cora Wald": {"email": "cora@wald.example", "city": "Kiel", "tags": "vip, fair"},
    "Dora Ost": {"email": "dora@ost.example", "city": "Jena"},
}


@pytest.fixture
def people(store: Store) -> dict[str, int]:
    return {name: add_contact(store, name, **values) for name, values in PEOPLE.items()}


@pytest.fixture
def book(services: Services, people: dict[str, int], tmp_path: Path) -> Path:
    return export(services, CONTACTS, tmp_path / "people.xlsx")


def shown(store: Store, record: int, *keys: str) -> tuple[object, ...]:
    row = store.contacts.page([record], keys)[record]
    return tuple(row[key] for key in keys)


def test_nothing_edited_is_nothing_to_merge(services: Services, store: Store, book: Path) -> None:
    before = store.database.dump()
    plan, outcome = merged(services, book)
    assert plan.is_empty
    assert (plan.counts.rows, plan.counts.unchanged, plan.cells, plan.problems) == (4, 4, (), ())
    assert (outcome.batch, store.database.dump()) == (None, before)
    assert [(e.kind, e.rows, e.by) for e in plan.exports] == [(CONTACTS, 4, store.actor)]


def test_rows_of_a_copied_sheet_are_counted_once(services: Services, book: Path) -> None:
    def change(sheet: Sheet) -> None:
        sheet.sheet.parent.copy_worksheet(sheet.sheet).title = "Before I began"

    edited(book, change)
    assert [one.rows for one in services.merging_back.plan(book).exports] == [4]


def test_an_edited_cell_is_taken_and_undone(
    services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    before = store.database.dump()
    edited(book, lambda sheet: sheet.set(sheet.row("Anna Berg"), "City", "Wien"))
    plan, outcome = merged(services, book)
    (cell,) = plan.cells
    assert (cell.base, cell.ours, cell.theirs, cell.result) == ("Ulm", "Ulm", "Wien", Result.THEIRS)
    assert (cell.record, cell.title, cell.row) == (people["Anna Berg"], "City", cell.row)
    assert shown(store, people["Anna Berg"], "city", "email") == ("Wien", "anna@berg.example")
    assert (outcome.cells, outcome.records) == (1, 1)
    services.commands.undo()
    assert store.database.dump() == before
    services.commands.redo()
    assert shown(store, people["Anna Berg"], "city") == ("Wien",)


def test_both_sides(services: Services, store: Store, people: dict[str, int], book: Path) -> None:
    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Anna Berg"), "City", "Wien")
        sheet.set(sheet.row("Ben Tal"), "City", "Graz")
        sheet.set(sheet.row("Cora Wald"), "City", "Linz")

    edited(book, change)
    services.contacts.update(people["Anna Berg"], {"city": "Rom"})
    services.contacts.update(people["Ben Tal"], {"job_title": "Buyer"})
    services.contacts.update(people["Cora Wald"], {"city": "Linz"})
    services.contacts.update(people["Dora Ost"], {"city": "Gera"})
    plan = services.merging_back.plan(book)
    assert results(plan) == {
        ("Anna Berg", "city", "conflict"),
        ("Ben Tal", "city", "theirs"),
        ("Ben Tal", "job_title", "ours"),
        ("Cora Wald", "city", "same"),
        ("Dora Ost", "city", "ours"),
    }
    before = store.database.dump()
    with pytest.raises(DomainError, match="undecided"):
        services.merging_back.apply(plan, Choices())
    assert store.database.dump() == before
    ours = Choices().choose(plan.conflicts, Side.OURS)
    assert ours.undecided(plan) == ()
    services.merging_back.apply(plan, ours)
    assert shown(store, people["Anna Berg"], "city") == ("Rom",)
    assert shown(store, people["Ben Tal"], "city", "job_title") == ("Graz", "Buyer")
    assert services.merging_back.plan(book).conflicts == ()
    services.commands.undo()
    merged(services, book, prefer=Side.THEIRS)
    assert shown(store, people["Anna Berg"], "city") == ("Wien",)


def test_merging_twice_is_merging_once(
    services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    def change(sheet: Sheet) -> None:
        row = sheet.row("Anna Berg")
        for head, value in {
            "Name": "Anna Berg-Alt",
            "City": "Wien",
            "Phone": "0171 5550123",
            "Email": None,
            "Tags": "new; vip",
            "Company": "Nordwind",
            "Owner": "Ben",
            "Lifecycle stage": "Customer",
        }.items():
            sheet.set(row, head, value)
        sheet.add({"Name": "Eva Neu", "Email": "eva@neu.example", "City": "Hof"})

    edited(book, change)
    plan, _ = merged(services, book)
    assert (plan.counts.problems, plan.counts.conflicts, plan.counts.new) == (0, 0, 1)
    once = store.database.dump()
    plan, outcome = merged(services, book)
    assert (plan.counts.theirs, plan.counts.conflicts, plan.counts.new, outcome.batch) == (0, 0, 0, None)
    assert store.database.dump() == once
    assert store.database.check() == []


def test_sorted_moved_and_filtered_rows_are_the_same(services: Services, book: Path) -> None:
    def change(sheet: Sheet) -> None:
        sheet.sort("Email")
        sheet.sheet.row_dimensions[3].hidden = True
        sheet.set(sheet.row("Dora Ost"), "City", "Gera")

    edited(book, change)
    plan = services.merging_back.plan(book)
    assert (results(plan), plan.removed) == ({("Dora Ost", "city", "theirs")}, ())


def test_visible_columns_sorted_alone(services: Services, people: dict[str, int], book: Path) -> None:
    """Whoever sorts the columns that are seen, without the hidden ones, parts the numbers from their rows."""

    def change(sheet: Sheet) -> None:
        hidden = [sheet.columns[head] for head in (RECORD_ID, RECORD_EXPORT)]
        kept = {
            (row, column): sheet.sheet.cell(row, column).value
            for row in range(sheet.head + 1, sheet.last + 1)
            for column in hidden
        }
        sheet.sort("Name")
        for (row, column), value in kept.items():
            sheet.sheet.cell(row, column).value = value
        sheet.set(sheet.row("Anna Berg"), "City", "Wien")

    edited(book, change)
    plan = services.merging_back.plan(book)
    assert results(plan) == {("Anna Berg", "city", "theirs")}
    assert (plan.removed, plan.new, plan.cells[0].record) == ((), (), people["Anna Berg"])


def test_removed_rows_are_asked_and_never_deleted_unasked(
    services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    edited(book, lambda sheet: sheet.sheet.delete_rows(sheet.row("Ben Tal")))
    plan, _ = merged(services, book)
    (gone,) = plan.removed
    assert (gone.record, gone.name, plan.counts.removed) == (people["Ben Tal"], "Ben Tal", 1)
    assert people["Ben Tal"] in store.contacts.ids()
    before = store.database.dump()
    _, outcome = merged(services, book, Choices(delete=frozenset({gone.place})))
    assert (people["Ben Tal"] in store.contacts.ids(), outcome.deleted) == (False, 1)
    assert services.merging_back.plan(book).removed == ()
    services.commands.undo()
    assert store.database.dump() == before


def test_a_cleared_row_counts_as_removed(services: Services, people: dict[str, int], book: Path) -> None:
    def clear(sheet: Sheet) -> None:
        row = sheet.row("Ben Tal")
        for head in sheet.columns:
            if not head.startswith("SalesDesk"):
                sheet.set(row, head, None)

    edited(book, clear)
    plan = services.merging_back.plan(book)
    assert ([row.record for row in plan.removed], plan.cells) == ([people["Ben Tal"]], ())


def test_rows_below_the_table_are_added_cleaned_and_matched(
    services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    def add(sheet: Sheet) -> None:
        sheet.add(
            {"Name": "Eva Neu", "Email": " EVA@Neu.example ", "Phone": "0171 / 555 01 23", "Tags": "a, b"}
        )
        sheet.add({"Name": "Anna Berg", "Email": "anna@berg.example", "Job title": "Buyer"})
        sheet.add({"City": "Nowhere"})

    edited(book, add)
    plan, outcome = merged(services, book)
    states = {row.name: (row.state, row.into) for row in plan.new}
    assert states["Eva Neu"] == (NewRowState.NEW, None)
    assert states["Anna Berg"] == (NewRowState.JOINED, people["Anna Berg"])
    assert states["Nowhere"][0] is NewRowState.PROBLEM
    assert (plan.counts.new, outcome.new) == (1, 1)
    (eva,) = set(store.contacts.ids()) - set(people.values())
    assert shown(store, eva, "email", "phone", "tags") == ("EVA@neu.example", "+491715550123", ("a", "b"))
    assert shown(store, people["Anna Berg"], "job_title") == ("Buyer",)
    services.commands.undo()
    assert set(store.contacts.ids()) == set(people.values())


@pytest.mark.usefixtures("people")
def test_a_person_typed_in_parts_is_called_by_them(services: Services, tmp_path: Path) -> None:
    keys = ["full_name", "email", "company", "first_name", "last_name"]
    path = export(services, CONTACTS, tmp_path / "parts.xlsx", columns=keys)
    values = {
        "Email": "paul@neu.example",
        "Company": "Neumann Bau",
        "First name": "Paul",
        "Last name": "Neumann",
    }
    edited(path, lambda sheet: sheet.add(values))
    (row,) = services.merging_back.plan(path).new
    assert row.name == "Paul Neumann"


def test_a_new_row_can_be_left_out(
    services: Services, people: dict[str, int], store: Store, book: Path
) -> None:
    edited(book, lambda sheet: sheet.add({"Name": "Eva Neu", "Email": "eva@neu.example"}))
    (row,) = services.merging_back.plan(book).new
    _, outcome = merged(services, book, Choices(left_out=frozenset({row.place})))
    assert (outcome.new, set(store.contacts.ids())) == (0, set(people.values()))


def test_copied_rows(services: Services, store: Store, people: dict[str, int], book: Path) -> None:
    """A copy that is called otherwise is a new record, one that is not says nothing or is a problem."""

    def copy(sheet: Sheet) -> None:
        row = sheet.row("Anna Berg")
        for name, city in (("Anna Berg", "Ulm"), ("Olga Berg", "Ulm"), ("Anna Berg", "Rom")):
            sheet.put(sheet.last + 1, sheet.values(row))
            added = sheet.last
            sheet.set(added, "Name", name)
            sheet.set(added, "City", city)
            if name == "Olga Berg":
                sheet.set(added, "Email", "olga@berg.example")
                sheet.set(added, "First name", "Olga")

    edited(book, copy)
    plan, _ = merged(services, book)
    assert plan.cells == ()
    assert [(row.name, row.state) for row in plan.new] == [("Olga Berg", NewRowState.NEW)]
    (problem,) = plan.problems
    assert (problem.column, problem.value) == ("City", "Rom")
    assert "Anna Berg" in worded(problem.reason)
    (olga,) = set(store.contacts.ids()) - set(people.values())
    assert shown(store, olga, "full_name", "company", "city") == ("Olga Berg", "Berg AG", "Ulm")


def test_without_the_hidden_columns_rows_are_found_by_what_they_are_known_by(
    services: Services, people: dict[str, int], book: Path
) -> None:
    def strip(sheet: Sheet) -> None:
        sheet.sort("City")
        sheet.set(sheet.row("Anna Berg"), "City", "Wien")
        sheet.set(sheet.row("Ben Tal"), "Email", "ben@new.example")
        for head in [head for head in sheet.columns if head.startswith("SalesDesk")]:
            sheet.sheet.delete_cols(sheet.columns[head])

    edited(book, strip)
    plan = services.merging_back.plan(book)
    assert results(plan) == {("Anna Berg", "city", "theirs"), ("Ben Tal", "email", "theirs")}
    assert (plan.new, plan.removed) == ((), ())


def test_a_row_that_lost_its_number(services: Services, people: dict[str, int], book: Path) -> None:
    def change(sheet: Sheet) -> None:
        row = sheet.row("Cora Wald")
        sheet.set(row, RECORD_ID, None)
        sheet.set(row, "City", "Wien")

    edited(book, change)
    plan = services.merging_back.plan(book)
    assert (results(plan), plan.new, plan.removed) == ({("Cora Wald", "city", "theirs")}, (), ())


def test_exports_of_different_age_in_one_workbook(
    services: Services, store: Store, people: dict[str, int], book: Path, tmp_path: Path
) -> None:
    services.contacts.update(people["Anna Berg"], {"city": "Rom"})
    younger = export(
        services, CONTACTS, tmp_path / "younger.xlsx", ids=[people["Anna Berg"], people["Ben Tal"]]
    )
    rows: list[list[object]] = []
    edited(younger, lambda sheet: rows.extend(sheet.values(row) for row in (2, 3)))

    def paste(sheet: Sheet) -> None:
        for name in ("Anna Berg", "Ben Tal"):
            sheet.sheet.delete_rows(sheet.row(name))
        for values in rows:
            sheet.put(sheet.last + 1, values)
        sheet.set(sheet.row("Anna Berg"), "City", "Wien")
        sheet.set(sheet.row("Cora Wald"), "City", "Linz")

    edited(book, paste)
    plan = services.merging_back.plan(book)
    assert results(plan) == {("Anna Berg", "city", "theirs"), ("Cora Wald", "city", "theirs")}
    assert sorted(one.rows for one in plan.exports) == [2, 2]
    assert {row.name for row in plan.removed} == set()


def test_two_colleagues_one_after_the_other(
    services: Services, store: Store, people: dict[str, int], book: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.xlsx"
    shutil.copyfile(book, other)

    def first(sheet: Sheet) -> None:
        sheet.set(sheet.row("Anna Berg"), "City", "Wien")
        sheet.set(sheet.row("Anna Berg"), "Tags", "one")

    def second(sheet: Sheet) -> None:
        sheet.set(sheet.row("Anna Berg"), "City", "Rom")
        sheet.set(sheet.row("Anna Berg"), "Tags", "two")
        sheet.set(sheet.row("Ben Tal"), "City", "Linz")

    merged(services, edited(book, first))
    plan, _ = merged(services, edited(other, second), prefer=Side.OURS)
    assert [(cell.field, cell.ours, cell.theirs) for cell in plan.conflicts] == [("city", "Wien", "Rom")]
    assert shown(store, people["Anna Berg"], "city", "tags") == ("Wien", ("one", "two"))
    assert shown(store, people["Ben Tal"], "city") == ("Linz",)


def test_deleted_merged_and_erased_in_between(
    services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    def change(sheet: Sheet) -> None:
        for name in people:
            sheet.set(sheet.row(name), "City", "Wien")

    edited(book, change)
    services.contacts.delete([people["Ben Tal"]])
    services.merges.merge(CONTACTS, [people["Cora Wald"], people["Anna Berg"]], survivor=people["Anna Berg"])
    services.contacts.purge([people["Dora Ost"]])
    plan = services.merging_back.plan(book)
    assert {(cell.record, cell.field) for cell in plan.cells if cell.is_open} == {
        (people["Anna Berg"], "city")
    }
    assert [problem.row for problem in plan.problems] == sorted(problem.row for problem in plan.problems)
    assert any("Ben Tal" in worded(problem.reason) for problem in plan.problems) or plan.problems
    merged(services, book, prefer=Side.THEIRS)
    assert shown(store, people["Anna Berg"], "city") == ("Wien",)


def test_after_an_undo_the_record_is_as_it_was(
    services: Services, people: dict[str, int], book: Path
) -> None:
    services.contacts.update(people["Anna Berg"], {"city": "Rom"})
    services.commands.undo()
    edited(book, lambda sheet: sheet.set(sheet.row("Anna Berg"), "City", "Wien"))
    assert results(services.merging_back.plan(book)) == {("Anna Berg", "city", "theirs")}


def test_the_workbook_of_another_database_is_refused(services: Services, book: Path, tmp_path: Path) -> None:
    with closing(Store(tmp_path / "other.salesdesk", clock=Clock())) as store:
        set_up(store)
        with pytest.raises(InputError) as refused:
            build_services(store).merging_back.plan(book)
    assert "was exported from test" in worded(refused.value.phrase)


def test_an_export_newer_than_the_restored_file_is_refused(
    services: Services, store: Store, people: dict[str, int], tmp_path: Path
) -> None:
    old = tmp_path / "old.salesdesk"
    store.database.backup(old)
    book = export(services, CONTACTS, tmp_path / "later.xlsx")
    with closing(Store(old, clock=Clock())) as restored:
        add_company(restored)
        with pytest.raises(InputError, match="newer_than_file"):
            build_services(restored).merging_back.plan(book)


def test_what_is_no_export_is_refused(services: Services, people: dict[str, int], tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Name,Email\nAnna,anna@x.example\n", encoding="utf-8")
    assert not services.merging_back.is_export(path)
    with pytest.raises(InputError, match="no_export"):
        services.merging_back.plan(path)


def test_a_text_comes_back_as_well(
    services: Services, store: Store, people: dict[str, int], tmp_path: Path
) -> None:
    path = export(services, CONTACTS, tmp_path / "people.csv")
    assert services.merging_back.is_export(path)

    def change(rows: list[dict[str, str]]) -> None:
        rows.reverse()
        next(row for row in rows if row["Name"] == "Anna Berg")["City"] = "Wien"
        rows.append({"Name": "Eva Neu", "Email": "eva@neu.example"})

    edited_text(path, change)
    plan, _ = merged(services, path)
    assert open_results(plan) == {("Anna Berg", "city", "theirs")}
    assert plan.counts.new == 1


def test_others_who_write_meanwhile_are_not_overwritten(
    services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    from salesdesk.domain.conflicts import EditConflict

    edited(book, lambda sheet: sheet.set(sheet.row("Anna Berg"), "City", "Wien"))
    plan = services.merging_back.plan(book)
    services.contacts.update(people["Anna Berg"], {"city": "Rom"})
    before = store.database.dump()
    with pytest.raises(EditConflict):
        services.merging_back.apply(plan, Choices())
    assert store.database.dump() == before
    services.merging_back.renewed(plan)
    assert services.merging_back.renewed(plan).counts.conflicts == 1
    services.contacts.update(people["Ben Tal"], {"city": "Rom"})
    services.contacts.update(people["Anna Berg"], {"city": "Ulm"})
    services.merging_back.apply(plan, Choices())
    assert shown(store, people["Anna Berg"], "city") == ("Wien",)


def test_a_sheet_that_no_export_wrote_is_not_passed_over_in_silence(
    services: Services, store: Store, tmp_path: Path
) -> None:
    add_contact(store, "Anna Berg")
    path = export(services, RecordKind.CONTACTS, tmp_path / "people.xlsx")
    book = openpyxl.load_workbook(path)
    extra = book.create_sheet("Extra people")
    extra.append(["Name", "E-Mail"])
    extra.append(["Xenia Yates", "x@y.example"])
    book.save(path)
    notes = [worded(note) for note in merged(services, path)[0].notes]
    assert notes == ["The sheet “Extra people” has no row of an export, and nothing of it was looked at."]


def without_numbers(sheet: Sheet) -> None:
    sheet.sort("City")
    for head in [head for head in sheet.columns if head.startswith("SalesDesk")]:
        sheet.sheet.delete_cols(sheet.columns[head])


def test_who_was_erased_does_not_come_back_without_a_number(
    services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Anna Berg"), "City", "Wien")
        without_numbers(sheet)

    edited(book, change)
    services.erasing.erase([people["Dora Ost"]])
    plan, outcome = merged(services, book)
    assert (results(plan), plan.new, outcome.new) == ({("Anna Berg", "city", "theirs")}, (), 0)
    (problem,) = plan.problems
    assert "erased here for good" in worded(problem.reason)
    assert set(store.contacts.ids()) == {people[name] for name in ("Anna Berg", "Ben Tal", "Cora Wald")}


def test_new_rows_are_added_although_somebody_was_erased(
    services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    edited(book, lambda sheet: sheet.add({"Name": "Eva Neu", "Email": "eva@neu.example"}))
    services.erasing.erase([people["Dora Ost"]])
    plan, outcome = merged(services, book)
    assert ([row.name for row in plan.new], outcome.new, plan.problems) == (["Eva Neu"], 1, ())


def test_who_was_deleted_or_merged_does_not_come_back_without_a_number(
    services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    def change(sheet: Sheet) -> None:
        for name in people:
            sheet.set(sheet.row(name), "Job title", f"Post of {name}")
        without_numbers(sheet)

    edited(book, change)
    services.contacts.delete([people["Ben Tal"]])
    services.merges.merge(CONTACTS, [people["Cora Wald"], people["Anna Berg"]], survivor=people["Anna Berg"])
    plan, outcome = merged(services, book)
    assert (plan.new, outcome.new) == ((), 0)
    told = [worded(problem.reason) for problem in plan.problems]
    assert any("Ben Tal was deleted here since" in sentence for sentence in told)
    assert set(store.contacts.ids()) == {people["Anna Berg"], people["Dora Ost"]}


def test_heads_that_come_once_more_are_no_record(
    services: Services, people: dict[str, int], book: Path
) -> None:
    def change(sheet: Sheet) -> None:
        heads = [cell.value for cell in sheet.sheet[sheet.head]]
        sheet.sheet.insert_rows(sheet.head + 2)
        sheet.put(sheet.head + 2, heads)

    edited(book, change)
    plan = services.merging_back.plan(book)
    assert (plan.is_empty, plan.problems, plan.counts.rows) == (True, (), 4)


def test_an_address_in_capitals_is_the_same(services: Services, people: dict[str, int], book: Path) -> None:
    edited(book, lambda sheet: sheet.set(sheet.row("Anna Berg"), "Email", "ANNA@Berg.Example"))
    assert services.merging_back.plan(book).is_empty
