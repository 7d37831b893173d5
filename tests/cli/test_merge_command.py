"""``salesdesk merge``: planned, refused while something is to be chosen, carried out, and told to scripts."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from salesdesk.cli import main
from salesdesk.services.services import build_services
from salesdesk.store.store import Store
from tests.builders import Clock
from tests.services.merging_back.sheets import Sheet, edited

PEOPLE = "Name,Email,City\nAnna Berg,anna@berg.example,Ulm\nBen Tal,ben@tal.example,Bonn\nCora Wald,cora@wald.example,Kiel\n"


@pytest.fixture
def file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path, people = tmp_path / "mine.salesdesk", tmp_path / "people.csv"
    people.write_text(PEOPLE, encoding="utf-8")
    assert main(["import", str(people), "--database", str(path)]) == 0
    capsys.readouterr()
    return path


@pytest.fixture
def book(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """An export in which a colleague changed three cells, added a row and removed one; two of the cells were changed here."""
    path = tmp_path / "people.xlsx"
    assert main(["export", "contacts", str(path), "--database", str(file)]) == 0

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Anna Berg"), "City", "Wien")
        sheet.set(sheet.row("Anna Berg"), "Job title", "Buyer")
        sheet.set(sheet.row("Ben Tal"), "City", "Graz")
        sheet.add({"Name": "Eva Neu", "Email": "eva@neu.example"})
        sheet.sheet.delete_rows(sheet.row("Cora Wald"))

    edited(path, change)
    with closing(Store(file, clock=Clock())) as store:
        services = build_services(store)
        people = {row["full_name"]: n for n, row in store.contacts.page(list(store.contacts.ids())).items()}
        services.contacts.edit(people["Anna Berg"], "city", "Rom")
        services.contacts.edit(people["Ben Tal"], "city", "Graz")
    capsys.readouterr()
    return path


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def towns(file: Path) -> dict[str, str | None]:
    with closing(Store(file, clock=Clock())) as store:
        rows = store.contacts.page(list(store.contacts.ids()), ["full_name", "city"])
        return {row["full_name"]: row["city"] for row in rows.values()}


def test_the_plan_is_told_to_scripts(file: Path, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = answer(capsys, "merge", str(book), "--plan", "--database", str(file))
    assert told["workbook"] == str(book)
    assert set(told["export"]) == {"id", "at", "by"}
    assert told["counts"] == {
        "rows": 3,
        "unchanged": 0,
        "theirs": 1,
        "ours": 0,
        "same": 1,
        "conflicts": 1,
        "new": 1,
        "removed": 1,
        "problems": 0,
    }
    cells = {(cell["name"], cell["field"]): cell for cell in told["cells"]}
    town = cells["Anna Berg", "city"]
    assert (town["base"], town["ours"], town["theirs"], town["result"]) == ("Ulm", "Rom", "Wien", "conflict")
    assert (town["sheet"], cells["Ben Tal", "city"]["result"]) == ("Contacts", "same")
    assert (told["new"][0]["name"], told["removed"][0]["name"]) == ("Eva Neu", "Cora Wald")
    assert towns(file)["Anna Berg"] == "Rom"


def test_with_a_conflict_nothing_is_written_until_it_is_said_whose_value_counts(
    file: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = towns(file)
    assert main(["merge", str(book), "--database", str(file)]) == 1
    said = capsys.readouterr()
    assert "1 cell was changed on both sides" in said.err
    assert "conflict: Anna Berg, City: “Rom” → “Wien”" in said.out
    assert main(["merge", str(book), "--json", "--database", str(file)]) == 1
    assert capsys.readouterr().out == ""
    assert towns(file) == before


@pytest.mark.parametrize(("prefer", "town"), [("ours", "Rom"), ("theirs", "Wien")])
def test_it_is_merged_once_and_undone(
    prefer: str, town: str, file: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = ["--database", str(file)]
    before = towns(file)
    told = answer(capsys, "merge", str(book), "--prefer", prefer, *database)
    assert (told["merge"]["new"], told["merge"]["batch"] > 0) == (1, True)
    assert towns(file) == {"Anna Berg": town, "Ben Tal": "Graz", "Cora Wald": "Kiel", "Eva Neu": None}
    again = answer(capsys, "merge", str(book), "--prefer", prefer, *database)
    assert again["merge"]["batch"] is None
    assert main(["undo", *database]) == 0
    assert towns(file) == before
    capsys.readouterr()
    assert main(["history", *database]) == 0
    assert "Merge people.xlsx back" in capsys.readouterr().out


def test_the_words_for_people(file: Path, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["merge", str(book), "--plan", "--database", str(file)]) == 0
    said = capsys.readouterr().out
    assert "removed from the workbook, kept here: Cora Wald" in said
    assert "; still in the workbook: 2 contacts" in said
    assert "say --prefer ours or --prefer theirs" in said
    assert main(["merge", str(book), "--prefer", "theirs", "--database", str(file)]) == 0
    assert "Undo with: salesdesk undo --batch" in capsys.readouterr().out
    assert main(["merge", str(book), "--prefer", "theirs", "--database", str(file)]) == 0
    told = capsys.readouterr().out
    assert "Nothing had to be written." in told
    assert "everything in it has been merged already." in told


def test_of_another_file_or_no_export(
    file: Path, book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other, leads = tmp_path / "other.salesdesk", tmp_path / "people.csv"
    assert main(["import", str(leads), "--database", str(other)]) == 0
    capsys.readouterr()
    assert main(["merge", str(book), "--database", str(other)]) == 1
    assert "was exported from mine.salesdesk" in capsys.readouterr().err
    assert main(["merge", str(leads), "--database", str(other)]) == 1
    assert "is no export of SalesDesk" in capsys.readouterr().err
    assert main(["merge", str(tmp_path / "none.xlsx"), "--database", str(other)]) == 1


def with_columns(path: Path) -> None:
    def change(sheet: Sheet) -> None:
        last = sheet.sheet.max_column
        for place, (title, *cells) in enumerate(
            [("Hat size", 57, 58.5, None), ("Shoes", "1.234", "red", "blue"), ("Left over", None, None, "x")],
            1,
        ):
            sheet.sheet.cell(sheet.head, last + place).value = title
            for row, value in enumerate(cells, sheet.head + 1):
                sheet.sheet.cell(row, last + place).value = value

    edited(path, change)


def test_added_columns_become_fields_on_demand(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, database = tmp_path / "people.xlsx", ["--database", str(file)]
    assert main(["export", "contacts", str(path), *database]) == 0
    with_columns(path)
    capsys.readouterr()
    assert main(["merge", str(path), "--plan", *database]) == 0
    said = capsys.readouterr().out
    assert "“Hat size” was added to Contacts (2 cells, number)" in said
    assert "--add-columns 'Hat size'" in said
    assert main(["merge", str(path), "--add-columns", "Hats", *database]) == 1
    assert "Added were: Hat size, Shoes, Left over" in capsys.readouterr().err
    told = answer(
        capsys, "merge", str(path), "--add-columns", "hat SIZE", "--add-columns", "Shoes", *database
    )
    assert [(one["title"], one["type"], one["taken"]) for one in told["columns"]] == [
        ("Hat size", "number", True),
        ("Shoes", "text", True),
        ("Left over", "text", False),
    ]
    assert told["merge"]["cells"] == 5
    with closing(Store(file, clock=Clock())) as store:
        assert [one.title for one in store.custom_fields.of("contact")] == ["Hat size", "Shoes"]
        rows = store.contacts.page(list(store.contacts.ids()), ["custom.hat_size", "custom.shoes"]).values()
        assert {(row["custom.hat_size"], row["custom.shoes"]) for row in rows} == {
            (57, "1.234"),
            (58.5, "red"),
            (None, "blue"),
        }
    told = answer(capsys, "merge", str(path), "--add-columns", "all", *database)
    assert ([one["title"] for one in told["columns"]], told["merge"]["cells"]) == (["Left over"], 1)
    assert main(["merge", str(path), "--add-columns", "Hats", *database]) == 1
    assert "none was" in capsys.readouterr().err


def test_a_row_of_somebody_who_is_here_is_counted(
    file: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(sheet: Sheet) -> None:
        sheet.add({"Name": "Anna Berg", "Email": "anna@berg.example", "Job title": "Head"})

    edited(book, change)
    assert main(["merge", str(book), "--plan", "--database", str(file)]) == 0
    assert "1 row of records that are here" in capsys.readouterr().out


def test_what_follows_a_cell_is_said_under_it(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "names.xlsx"
    words = [
        "export",
        "contacts",
        str(path),
        "--database",
        str(file),
        "--columns",
        "full_name,first_name,city",
    ]
    assert main(words) == 0
    edited(path, lambda sheet: sheet.set(sheet.row("Anna Berg"), "First name", "Anne"))
    capsys.readouterr()
    assert main(["merge", str(path), "--plan", "--database", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    at = next(place for place, line in enumerate(lines) if "First name" in line)
    assert lines[at + 1].strip() == "renews Name to “Anne Berg”"
    found = answer(capsys, "merge", str(path), "--database", str(file))
    (cell,) = found["cells"]
    assert cell["brings"] == [{"field": "full_name", "ours": "Anna Berg", "theirs": "Anne Berg"}]


def test_a_doubtful_cell_is_told_and_stays(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "people.xlsx"
    assert main(["export", "contacts", str(path), "--database", str(file)]) == 0
    edited(path, lambda sheet: sheet.set(sheet.row("Anna Berg"), "City", datetime(2026, 4, 3)))
    capsys.readouterr()
    assert main(["merge", str(path), "--plan", "--database", str(file)]) == 0
    said = capsys.readouterr().out
    assert "to check: Anna Berg, City: “Ulm” → “2026-04-03”" in said
    assert "holds a day where there was a text" in said
    assert "unless --prefer theirs is said" in said
    found = answer(capsys, "merge", str(path), "--database", str(file))
    assert [cell["result"] for cell in found["cells"]] == ["conflict"]
    assert "a day where there was a text" in found["cells"][0]["doubt"]
    assert towns(file)["Anna Berg"] == "Ulm"


def test_the_history_counts_what_a_merge_brought(
    file: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["merge", str(book), "--prefer", "theirs", "--database", str(file)]
    assert main(words) == 0
    capsys.readouterr()
    newest = answer(capsys, "history", "--limit", "1", "--database", str(file))["changes"][0]
    brought = newest["merge"]
    assert (brought["created"], brought["changed"]) == ({"contacts": 1}, {"contacts": 1})
    assert (brought["deleted"], brought["not_taken"], brought["file"]) == ({}, 0, "people.xlsx")
    assert "import" not in newest
    assert main(["history", "--limit", "1", "--database", str(file)]) == 0
    assert "1 new contact, 1 changed" in capsys.readouterr().out
    assert main(["undo", "--database", str(file)]) == 0
    capsys.readouterr()
    changes = answer(capsys, "history", "--limit", "2", "--database", str(file))["changes"]
    assert changes[1]["merge"] == brought
