"""What has no place of its own is kept as the file has it: numbers that are names, further phones, facts of nobody."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesdesk.cli import main


def run(folder: Path, rows: list[list[Any]], capsys: pytest.CaptureFixture[str], ending: str = "csv") -> Any:
    file = folder / f"rows.{ending}"
    if ending == "xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(file)
    else:
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows(rows)
    capsys.readouterr()
    assert main(["import", str(file), "--json", "--database", str(folder / "new.salesdesk")]) == 0
    return json.loads(capsys.readouterr().out)


def exported(folder: Path, kind: str = "contacts") -> tuple[list[str], list[dict[str, str]]]:
    out = folder / "out.csv"
    assert main(["export", kind, str(out), "--database", str(folder / "new.salesdesk")]) == 0
    with out.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = list(csv.reader(stream))
    return header, [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("header", ["Deal", "Opportunity", "Verkaufschance", "Projekt"])
def test_deals_that_are_called_by_numbers_keep_their_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], header: str, ending: str
) -> None:
    rows = [
        [header, "Company", "Amount", "Stage"],
        [20261, "Acme", 100, "Proposal"],
        [20262, "Acme", 200, "Proposal"],
    ]
    run(tmp_path, rows, capsys, ending)
    header_row, deals = exported(tmp_path, "deals")
    assert sorted(deal["Deal"] for deal in deals) == ["20261", "20262"]
    assert header_row.count("Deal") == 1


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_fourth_phone_stays_a_phone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    numbers = [f"+493012345{n}" for n in range(1, 6)]
    run(tmp_path, [["Name", *["Phone"] * 5], ["Anna Berg", *numbers]], capsys, ending)
    header, (anna,) = exported(tmp_path)
    assert (anna["Phone 4"], anna["Phone 5"]) == (numbers[3], numbers[4])
    assert header.count("Phone") == 1
    capsys.readouterr()
    assert main(["search", numbers[3], "--database", str(tmp_path / "new.salesdesk")]) == 0
    assert "Anna Berg" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("header", "numbers"),
    [
        ("Assistant phone", ["+4930123451", "+4930123452"]),
        ("Car phone", ["0301234567", "030 123 456"]),
        ("Spouse phone", ["0049 30 123451", "(030) 123452"]),
        ("Code", ["007 123", "008 124"]),
        ("Assistant phone", [493012345, 493012346]),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_numbers_without_a_field_keep_plus_and_zeros(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], header: str, numbers: list[Any], ending: str
) -> None:
    rows = [
        ["Name", "Email", header],
        ["Anna Berg", "a@b.de", numbers[0]],
        ["Uwe Kern", "c@d.de", numbers[1]],
    ]
    run(tmp_path, rows, capsys, ending)
    _, people = exported(tmp_path)
    assert sorted(person[header] for person in people) == sorted(map(str, numbers))


@pytest.mark.parametrize(
    ("header", "text"), [("Umsatz", "12.345,50"), ("Mitarbeiter", "1.200"), ("Branche", "Optik")]
)
def test_facts_of_a_company_that_is_not_named_go_to_the_notes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], header: str, text: str
) -> None:
    rows = [
        ["Name", "E-Mail", "Firma", header],
        ["Anna Berg", "a@b.de", "", text],
        ["Uwe Kern", "c@d.de", "Kern KG", text],
    ]
    problems = run(tmp_path, rows, capsys)["problems"]
    assert [(one["row"], one["column"], one["value"]) for one in problems] == [(2, header, text)]
    _, people = exported(tmp_path)
    assert {person["Name"]: person["Notes"] for person in people} == {
        "Anna Berg": f"{header}: {text}",
        "Uwe Kern": "",
    }


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_codes_and_numbers_of_other_countries_are_not_made_those_of_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    rows = [["Name", "PLZ", "Ort", "Telefon"], ["A Berg", "01067", "Dresden", "0351 123456"],
            ["C Dorn", "8001", "Zürich", "044 123 45 67"], ["D Eder", "1010", "Wien", "01 5123456"]]  # fmt: skip
    problems = run(tmp_path, rows, capsys, ending)["problems"]
    _, people = exported(tmp_path)
    assert [(one["Name"], one["Postal code"], one["Phone"].lstrip("'")) for one in people] == [
        ("A Berg", "01067", "+49351123456"),
        ("C Dorn", "8001", "044 123 45 67"),
        ("D Eder", "1010", "01 5123456"),
    ]
    assert [one["row"] for one in problems] == [3, 4]
