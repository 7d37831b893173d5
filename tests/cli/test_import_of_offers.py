"""A workbook of offers becomes deals with their sums and stages, whatever the first column is called."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from salesdesk.cli import main

ROWS = [
    ["Titel", "Firma", "Kontakt", "Summe netto", "Status", "Datum"],
    ["Relaunch Webshop", "Nordlicht GmbH", "Anna Ohlsen", 12400, "offen", "02.03.2026"],
    ["Wartungsvertrag 2026", "Kaiser & Sohn KG", "Peter Kaiser", 3600.5, "gewonnen", "11.02.2026"],
    ["Schulung Vertriebsteam", "Blau AG", "Mia Blau", 1890, "verloren", "20.01.2026"],
]


def test_a_sheet_of_offers_becomes_deals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Angebote"
    for row in ROWS:
        sheet.append(row)
    file, out, database = tmp_path / "list.xlsx", tmp_path / "out.csv", str(tmp_path / "new.salesdesk")
    book.save(file)
    assert main(["import", str(file), "--closed-on", "2026-02-28", "--database", database]) == 0
    assert main(["export", "deals", str(out), "--columns", "deal_title,company,full_name,deal_value,stage",
                 "--database", database]) == 0  # fmt: skip
    with out.open(encoding="utf-8-sig", newline="") as rows:
        deals = sorted([*row[:3], " ".join(row[3:5]), row[5]] for row in list(csv.reader(rows))[1:])
    assert deals == [
        ["Relaunch Webshop", "Nordlicht GmbH", "Anna Ohlsen", "12400.00 EUR", "Prospecting"],
        ["Schulung Vertriebsteam", "Blau AG", "Mia Blau", "1890.00 EUR", "Lost"],
        ["Wartungsvertrag 2026", "Kaiser & Sohn KG", "Peter Kaiser", "3600.50 EUR", "Won"],
    ]
    capsys.readouterr()
    assert main(["import", str(file), "--plan", "--json", "--database", database]) == 0
    counts = json.loads(capsys.readouterr().out)["counts"]
    assert (counts["new"], counts["changed"], counts["unchanged"]) == (0, 0, 3)


def test_a_file_that_comes_again_brings_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, database = tmp_path / "people.csv", str(tmp_path / "new.salesdesk")
    file.write_text("Name,Email,City\nAnna Berg,anna@berg.example,Ulm\n", encoding="utf-8")
    assert main(["import", str(file), "--database", database]) == 0
    assert "Imported: 1 contact. Changed: nothing. Undo with:" in capsys.readouterr().out
    assert main(["import", str(file), "--database", database]) == 0
    told = capsys.readouterr().out
    assert "Nothing was imported" in told
    assert "Undo with" not in told
