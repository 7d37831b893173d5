"""Birthdays without a year, in and out by the command line."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from salesdesk.cli import main

DATABASE = ("--database", "births.salesdesk")
CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Ann Lind
N:Lind;Ann;;;
EMAIL:ann@lind.example
BDAY;X-APPLE-OMIT-YEAR=1604:1604-06-20
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Bo Dahl
N:Dahl;Bo;;;
EMAIL:bo@dahl.example
BDAY:--0214
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Cleo Nord
N:Nord;Cleo;;;
EMAIL:cleo@nord.example
BDAY;X-APPLE-OMIT-YEAR=1900:1900-12-24
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Dan West
N:West;Dan;;;
EMAIL:dan@west.example
BDAY:1980-12-24
END:VCARD
"""
BORN = {"Ann Lind": "--06-20", "Bo Dahl": "--02-14", "Cleo Nord": "--12-24", "Dan West": "1980-12-24"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cards.vcf").write_text(CARDS, encoding="utf-8")
    assert main(["import", "cards.vcf", *DATABASE]) == 0


def births(*options: str, database: tuple[str, ...] = DATABASE) -> dict[str, str]:
    """The birthday of everybody, by name."""
    columns = ("--columns", "full_name,birthday")
    assert main(["export", "contacts", "out.csv", *columns, *options, *database]) == 0
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {row[0]: row[1].lstrip("'") for row in list(csv.reader(stream))[1:]}


def test_they_are_kept_without_the_year() -> None:
    assert births() == BORN


@pytest.mark.parametrize("file", ["all.vcf", "all.csv", "all.xlsx"])
def test_they_come_back_from_every_export(file: str) -> None:
    assert main(["export", "contacts", file, *DATABASE]) == 0
    other = ("--database", "other.salesdesk")
    assert main(["import", file, "--kind", "contacts", *other]) == 0
    assert births(database=other) == BORN
    if file.endswith(".xlsx"):
        cells = [
            cell for row in openpyxl.load_workbook(file).active.iter_rows(values_only=True) for cell in row
        ]
        assert "--02-14" in cells


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("birthday:12-24", {"Cleo Nord", "Dan West"}),
        ("birthday:december", {"Cleo Nord", "Dan West"}),
        ("birthday:--02", {"Bo Dahl"}),
        ("birthday:1980", {"Dan West"}),
        ("birthday<1990-01-01", {"Dan West"}),
        ("birthday>=1970-01-01", {"Dan West"}),
        ("-birthday:?", set()),
    ],
)
def test_they_are_found_by_day_and_month(wanted: str, found: set[str]) -> None:
    assert set(births("--filter", wanted)) == found


def test_a_year_that_is_learnt_completes_the_day_and_none_is_lost() -> None:
    lines = "Name,Email,Birthday\nBo Dahl,bo@dahl.example,14.02.1975\nDan West,dan@west.example,24.12.\n"
    Path("years.csv").write_text(lines, encoding="utf-8")
    assert main(["import", "years.csv", "--on-match", "fill", *DATABASE]) == 0
    assert births() == {**BORN, "Bo Dahl": "1975-02-14"}
    assert main(["import", "years.csv", "--on-match", "overwrite", *DATABASE]) == 0
    assert births() == {**BORN, "Bo Dahl": "1975-02-14"}
