"""Columns of a workbook that comes back: hidden, moved, renamed, added, taken out, below a title."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import Choices
from salesdesk.errors import InputError
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_contact
from tests.services.merging_back.sheets import OFFICE, Sheet, edited, export, merged, resaved, results

CONTACTS = RecordKind.CONTACTS


@pytest.fixture
def people(services: Services, store: Store) -> dict[str, int]:
    services.custom_fields.create("contact", "Size", CustomType.NUMBER)
    names = ("Anna Berg", "Ben Tal", "Cora Wald", "Dora Ost")
    towns = ("Ulm", "Bonn", "Kiel", "Jena")
    return {
        name: add_contact(
            store, name, city=town, email=f"{name[:3].lower()}@x.example", **{"custom.size": str(place)}
        )
        for place, (name, town) in enumerate(zip(names, towns, strict=True))
    }


@pytest.fixture
def book(services: Services, people: dict[str, int], tmp_path: Path) -> Path:
    keys = ["full_name", "email", "city", "custom.size", "created_at"]
    return export(services, CONTACTS, tmp_path / "people.xlsx", columns=keys)


def test_hidden_moved_and_taken_out(services: Services, book: Path) -> None:
    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Anna Berg"), "City", "Wien")
        sheet.sheet.column_dimensions["B"].hidden = True
        sheet.sheet.move_range(f"C1:C{sheet.last}", cols=8)
        sheet.sheet.delete_cols(4)

    edited(book, change)
    plan = services.merging_back.plan(book)
    assert (results(plan), plan.problems, plan.offers) == ({("Anna Berg", "city", "theirs")}, (), ())


def test_renamed_columns_are_known_by_what_stands_in_them(services: Services, book: Path) -> None:
    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Anna Berg"), "City", "Wien")
        sheet.set(sheet.row("Ben Tal"), "Size", 99)
        sheet.set(sheet.head, "City", "Wohnort")
        sheet.set(sheet.head, "Size", "Größe")

    edited(book, change)
    plan = services.merging_back.plan(book)
    assert results(plan) == {("Anna Berg", "city", "theirs"), ("Ben Tal", "custom.size", "theirs")}
    assert plan.offers == ()
    assert any("Wohnort" in worded(note) for note in plan.notes)


def test_a_custom_field_renamed_here_is_still_known(services: Services, store: Store, book: Path) -> None:
    (field,) = store.custom_fields.of("contact")
    services.custom_fields.rename(field.id, "Shoe size")
    edited(book, lambda sheet: sheet.set(sheet.row("Ben Tal"), "Size", 99))
    assert results(services.merging_back.plan(book)) == {("Ben Tal", "custom.size", "theirs")}


def test_added_columns_are_offered_as_custom_fields(
    services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    def change(sheet: Sheet) -> None:
        column = sheet.sheet.max_column + 1
        sheet.sheet.cell(sheet.head, column).value = "Hat size"
        for name, value in (("Anna Berg", 57), ("Cora Wald", 55)):
            sheet.sheet.cell(sheet.row(name), column).value = value
        row = sheet.add({"Name": "Eva Neu", "Email": "eva@neu.example"})
        sheet.sheet.cell(row, column).value = 58

    edited(book, change)
    plan = services.merging_back.plan(book)
    (offer,) = plan.offers
    assert (offer.title, offer.type, dict(offer.values)) == (
        "Hat size",
        CustomType.NUMBER,
        {people["Anna Berg"]: "57", people["Cora Wald"]: "55"},
    )
    before = store.database.dump()
    merged(services, book)
    assert [field.title for field in store.custom_fields.of("contact")] == ["Size"]
    services.commands.undo()
    assert store.database.dump() == before
    merged(services, book, Choices(columns=frozenset({offer.place})))
    field = next(field for field in store.custom_fields.of("contact") if field.title == "Hat size")
    rows = store.contacts.page(list(store.contacts.ids()), ["full_name", field.name])
    assert {row["full_name"]: row[field.name] for row in rows.values() if row[field.name]} == {
        "Anna Berg": 57,
        "Cora Wald": 55,
        "Eva Neu": 58,
    }
    again, outcome = merged(services, book)
    assert (again.offers, outcome.batch, again.counts.new) == ((), None, 0)
    services.commands.undo()
    assert store.database.dump() == before


def test_a_column_called_like_a_field_is_that_field(
    services: Services, store: Store, people: dict[str, int], book: Path
) -> None:
    def change(sheet: Sheet) -> None:
        column = sheet.sheet.max_column + 1
        sheet.sheet.cell(sheet.head, column).value = "Job title"
        sheet.sheet.cell(sheet.row("Anna Berg"), column).value = "Buyer"

    services.contacts.update(people["Ben Tal"], {"job_title": "Seller"})
    edited(book, change)
    plan, _ = merged(services, book)
    assert results(plan) >= {("Anna Berg", "job_title", "theirs")}
    rows = store.contacts.page(list(people.values()), ["job_title"])
    assert rows[people["Anna Berg"]]["job_title"] == "Buyer"
    assert rows[people["Ben Tal"]]["job_title"] == "Seller"  # its cell was never filled, so it is not emptied


@pytest.mark.parametrize("of_email", ["Email", "E-Mail-Adresse"])
@pytest.mark.parametrize("titles", [{}, {"Anna Berg": "Buyer"}, {"Anna Berg": "Buyer", "Ben Tal": "Seller"}])
def test_a_column_given_the_head_of_one_that_is_still_there(
    of_email: str, titles: dict[str, str], services: Services, people: dict[str, int], tmp_path: Path
) -> None:
    for name, title in titles.items():
        services.contacts.update(people[name], {"job_title": title})
    keys = ["full_name", "job_title", "email", "city"]
    book = export(services, CONTACTS, tmp_path / "titles.xlsx", columns=keys)

    def change(sheet: Sheet) -> None:
        jobs, emails = sheet.columns["Job title"], sheet.columns["Email"]
        sheet.set(sheet.row("Cora Wald"), "Email", "cora@new.example")
        sheet.sheet.cell(sheet.head, jobs).value = "Email"
        sheet.sheet.cell(sheet.head, emails).value = of_email

    edited(book, change)
    plan = services.merging_back.plan(book)
    assert results(plan) == {("Cora Wald", "email", "theirs")}
    assert (plan.problems, plan.offers) == ((), ())


def test_a_column_of_the_same_head_put_before_that_of_a_field(services: Services, book: Path) -> None:
    def change(sheet: Sheet) -> None:
        emails = sheet.columns["Email"]
        sheet.sheet.insert_cols(emails)
        sheet.sheet.cell(sheet.head, emails).value = "Email"
        sheet.sheet.cell(sheet.row("Anna Berg"), emails).value = "wrong one?"

    edited(book, change)
    plan = services.merging_back.plan(book)
    assert (results(plan), plan.problems) == (set(), ())
    assert [offer.title for offer in plan.offers] == ["Email"]


def test_a_column_typed_anew_beside_the_old_one(services: Services, book: Path) -> None:
    """Who types new addresses under the head of a field and keeps the old ones under another means the new ones."""

    def change(sheet: Sheet) -> None:
        column = sheet.sheet.max_column + 1
        for row in range(sheet.head + 1, sheet.last + 1):
            old = sheet.get(row, "Email")
            sheet.sheet.cell(row, column).value = old
            sheet.set(row, "Email", f"new.{old}")
        sheet.sheet.cell(sheet.head, column).value = "Old address"

    edited(book, change)
    assert len(results(services.merging_back.plan(book))) == 4


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_cells_merged_over_several_rows_are_not_emptied(
    suffix: str, services: Services, store: Store, tmp_path: Path
) -> None:
    if suffix == ".ods" and OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    for name, company in (("Anna", "Nord"), ("Ben", "Nord"), ("Cora", "Nord"), ("Dora", "West")):
        add_contact(store, f"{name} Berg", company=company, city="Ulm")
    book = export(
        services, CONTACTS, tmp_path / "firms.xlsx", columns=["full_name", "company", "city", "email"]
    )

    def change(sheet: Sheet) -> None:
        column, first = sheet.columns["Company"], sheet.row("Anna Berg")
        sheet.sheet.merge_cells(start_row=first, end_row=first + 2, start_column=column, end_column=column)
        sheet.set(sheet.row("Cora Berg"), "City", "Wien")
        sheet.set(sheet.row("Dora Berg"), "City", None)

    edited(book, change)
    if suffix == ".ods":
        (book,) = resaved([book], "ods")
    assert results(services.merging_back.plan(book)) == {
        ("Cora Berg", "city", "theirs"),
        ("Dora Berg", "city", "theirs"),
    }


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_cells_merged_over_several_columns_are_not_emptied(
    suffix: str, services: Services, store: Store, tmp_path: Path
) -> None:
    if suffix == ".ods" and OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    for name in ("Anna", "Ben", "Cora"):
        add_contact(store, f"{name} Berg", company="Nord", city="Ulm", country="DE", job_title="Buyer")
    keys = ["full_name", "company", "city", "country", "job_title", "email"]
    book = export(services, CONTACTS, tmp_path / "firms.xlsx", columns=keys)

    def change(sheet: Sheet) -> None:
        first, last = sheet.columns["City"], sheet.columns["Job title"]
        anna, cora = sheet.row("Anna Berg"), sheet.row("Cora Berg")
        sheet.sheet.merge_cells(start_row=anna, end_row=anna + 1, start_column=first, end_column=last)
        sheet.set(anna, "City", "Wien")
        sheet.set(cora, "Job title", None)
        added = sheet.add({"Name": "Dora Berg", "City": "Graz"})
        sheet.sheet.merge_cells(start_row=added, end_row=added, start_column=first, end_column=last)

    edited(book, change)
    if suffix == ".ods":
        (book,) = resaved([book], "ods")
    plan = services.merging_back.plan(book)
    assert results(plan) == {
        ("Anna Berg", "city", "theirs"),
        ("Ben Berg", "city", "theirs"),
        ("Cora Berg", "job_title", "theirs"),
    }
    assert ([row.values["city"] for row in plan.new], plan.problems, plan.removed) == (["Graz"], (), ())


def test_a_title_above_the_table(services: Services, book: Path) -> None:
    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Anna Berg"), "City", "Wien")
        sheet.sheet.insert_rows(1, 3)
        sheet.sheet.cell(1, 1).value = "Our people"

    edited(book, change)
    plan = services.merging_back.plan(book)
    assert (results(plan), plan.new) == ({("Anna Berg", "city", "theirs")}, ())


def test_replaced_formulas_of_grey_columns_say_nothing(
    services: Services, people: dict[str, int], tmp_path: Path
) -> None:
    keys = ["full_name", "city", "next_step_at", "open_deals"]
    path = export(services, CONTACTS, tmp_path / "grey.xlsx", columns=keys)

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Anna Berg"), "Open deals", 7)
        sheet.set(sheet.row("Ben Tal"), "City", '=UPPER("graz")')

    edited(path, change)
    plan = services.merging_back.plan(path)
    assert [cell.field for cell in plan.cells] in ([], ["city"])
    assert all(cell.field != "open_deals" for cell in plan.cells)


def test_private_columns_left_out_still_merge(
    services: Services, store: Store, people: dict[str, int], tmp_path: Path
) -> None:
    path = export(
        services, CONTACTS, tmp_path / "sent.xlsx", columns=["full_name", "city"], ids=[people["Anna Berg"]]
    )
    edited(path, lambda sheet: sheet.set(sheet.row("Anna Berg"), "City", "Wien"))
    plan, _ = merged(services, path)
    assert (results(plan), plan.removed) == ({("Anna Berg", "city", "theirs")}, ())
    shown = store.contacts.page([people["Anna Berg"]], ["email", "city"])[people["Anna Berg"]]
    assert (shown["email"], shown["city"]) == ("ann@x.example", "Wien")


def test_without_the_heads_columns_are_known_by_what_stands_in_them(services: Services, book: Path) -> None:
    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Anna Berg"), "City", "Wien")
        sheet.sheet.delete_rows(sheet.head)

    edited(book, change)
    plan = services.merging_back.plan(book)
    assert (results(plan), plan.removed) == ({("Anna Berg", "city", "theirs")}, ())
    assert (plan.counts.rows, plan.counts.unchanged) == (4, 3)


def test_cards_are_no_workbook(services: Services, people: dict[str, int], tmp_path: Path) -> None:
    path = export(services, CONTACTS, tmp_path / "people.vcf")
    assert not services.merging_back.is_export(path)
    with pytest.raises(InputError, match="no_export"):
        services.merging_back.plan(path)


def test_a_renamed_sheet_without_its_hidden_columns(
    services: Services, people: dict[str, int], book: Path
) -> None:
    def change(sheet: Sheet) -> None:
        sheet.sheet.title = "Our people"
        sheet.set(sheet.row("Anna Berg"), "City", "Wien")
        for head in [head for head in sheet.columns if head.startswith("SalesDesk")]:
            sheet.sheet.delete_cols(sheet.columns[head])
        sheet.sheet.parent.create_sheet("Scratch")["A1"] = "Something else"

    edited(book, change)
    assert services.merging_back.is_export(book)
    plan = services.merging_back.plan(book)
    assert (results(plan), plan.new, plan.removed) == ({("Anna Berg", "city", "theirs")}, (), ())
    assert ["Scratch" in worded(note) for note in plan.notes] == [True]


def test_two_sheets_that_could_be_it_are_none(services: Services, people: dict[str, int], book: Path) -> None:
    def change(sheet: Sheet) -> None:
        for head in [head for head in sheet.columns if head.startswith("SalesDesk")]:
            sheet.sheet.delete_cols(sheet.columns[head])
        sheet.sheet.title = "Our people"
        sheet.sheet.parent.copy_worksheet(sheet.sheet).title = "Copy of them"

    edited(book, change)
    with pytest.raises(InputError, match="no_sheet"):
        services.merging_back.plan(book)


@pytest.fixture
def posts(services: Services, store: Store, people: dict[str, int], tmp_path: Path) -> Path:
    """People with a town and a post each."""
    for place, person in enumerate(people.values()):
        services.contacts.edit(person, "job_title", f"Post {place}")
    return export(services, CONTACTS, tmp_path / "posts.xlsx", columns=["full_name", "city", "job_title"])


def rename(sheet: Sheet, heads: dict[str, str]) -> None:
    places = {head: sheet.columns[head] for head in heads}
    for head, place in places.items():
        sheet.sheet.cell(sheet.head, place).value = heads[head]


def test_a_head_that_went_over_to_another_column(
    services: Services, people: dict[str, int], posts: Path
) -> None:
    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Anna Berg"), "City", "Wien")
        sheet.set(sheet.row("Ben Tal"), "Job title", "Buyer")
        rename(sheet, {"City": "Ort", "Job title": "City"})

    edited(posts, change)
    plan, _ = merged(services, posts)
    assert results(plan) == {("Anna Berg", "city", "theirs"), ("Ben Tal", "job_title", "theirs")}
    assert sorted(map(worded, plan.notes)) == [
        "The column “City” is called “Ort” in the workbook.",
        "The column “Job title” is called “City” in the workbook.",
    ]


def test_a_column_that_took_over_the_head_of_one_that_was_deleted(
    services: Services, people: dict[str, int], posts: Path
) -> None:
    def change(sheet: Sheet) -> None:
        sheet.sheet.delete_cols(sheet.columns["City"])
        rename(sheet, {"Job title": "City"})
        sheet.set(sheet.row("Ben Tal"), "City", "Buyer")

    edited(posts, change)
    plan = services.merging_back.plan(posts)
    assert (results(plan), plan.offers) == ({("Ben Tal", "job_title", "theirs")}, ())


@pytest.mark.parametrize("both", [True, False])
def test_two_columns_of_which_nobody_knows_which_is_meant(
    both: bool, services: Services, people: dict[str, int], posts: Path
) -> None:
    """Heads that were swapped, or one column copied over another: nothing is overwritten."""

    def change(sheet: Sheet) -> None:
        if both:
            rename(sheet, {"City": "Job title", "Job title": "City"})
            return
        for row in range(sheet.head + 1, sheet.last + 1):
            sheet.set(row, "City", sheet.get(row, "Job title"))

    edited(posts, change)
    plan, outcome = merged(services, posts)
    assert (plan.cells, outcome.batch) == ((), None)
    told = [worded(problem.reason) for problem in plan.problems]
    assert sorted("The column “City” holds what “Job title” did" in sentence for sentence in told) == (
        [False, True] if both else [True]
    )


def test_a_whole_column_typed_anew_is_taken(services: Services, people: dict[str, int], posts: Path) -> None:
    def change(sheet: Sheet) -> None:
        for row in range(sheet.head + 1, sheet.last + 1):
            sheet.set(row, "City", f"New town {row}")

    edited(posts, change)
    plan = services.merging_back.plan(posts)
    assert ({cell.field for cell in plan.cells}, plan.counts.theirs, plan.problems) == ({"city"}, 4, ())
