"""Why a deal was lost, to whom, what brought it, and what came of a talk: from a file into the records they belong to."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from salesdesk.cli import main

DEALS = """Deal name,Company,Amount,Stage,Lost reason,Competitor,Campaign
Roof,Acme GmbH,1000,Lost,Too dear,Rival AG,Spring fair
Wall,Beta GmbH,2000,New,,,Spring Fair
"""
TALKS = """Activity type,Subject,Company,Deal,Date,Outcome,Duration (s),Notes
Call,Intro,Acme GmbH,Roof,2024-03-01 10:00,Reached,300,Went well
Call,Again,Beta GmbH,Another deal,2024-03-02 10:00,No answer,20,
"""


def imported(folder: Path, name: str, text: str, database: str) -> None:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    assert main(["import", str(file), "--database", database]) == 0


def exported(folder: Path, what: str, columns: str, database: str) -> list[list[str]]:
    file = folder / f"{what}-out.csv"
    assert main(["export", what, str(file), "--columns", columns, "--database", database]) == 0
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return [row[: columns.count(",") + 1] for row in csv.reader(rows)][1:]


def test_deals_keep_what_became_of_them(tmp_path: Path) -> None:
    database = str(tmp_path / "new.salesdesk")
    imported(tmp_path, "deals.csv", DEALS, database)
    rows = exported(tmp_path, "deals", "deal_title,lost_reason,competitor,campaign", database)
    assert sorted(rows) == [
        ["Roof", "Too dear", "Rival AG", "Spring fair"],
        ["Wall", "", "", "Spring fair"],
    ]


def test_talks_hang_on_their_deal_with_outcome_and_length(tmp_path: Path) -> None:
    database = str(tmp_path / "new.salesdesk")
    imported(tmp_path, "deals.csv", DEALS, database)
    imported(tmp_path, "talks.csv", TALKS, database)
    rows = exported(tmp_path, "activities", "subject,deal_title,outcome,duration_minutes,body", database)
    assert sorted(rows) == [
        ["Again", "", "No answer", "1", "Deal: Another deal"],
        ["Intro", "Roof", "Reached", "5", "Went well"],
    ]


def test_talks_and_deals_of_one_workbook_find_each_other(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for title, text in (("Deals", DEALS), ("Calls", TALKS)):
        sheet = book.create_sheet(title)
        for row in csv.reader(text.splitlines()):
            sheet.append(row)
    del book["Sheet"]
    file, database = tmp_path / "both.xlsx", str(tmp_path / "new.salesdesk")
    book.save(file)
    assert main(["import", str(file), "--database", database]) == 0
    rows = exported(tmp_path, "activities", "subject,deal_title", database)
    assert sorted(rows) == [["Again", ""], ["Intro", "Roof"]]


def test_the_history_tells_what_an_import_brought(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database, file = ("--database", str(tmp_path / "new.salesdesk")), tmp_path / "list.csv"
    file.write_text(
        "Name,Company,Email\nAnn Berg,Berg AG,ann@berg.example\nBo Dahl,,bo@dahl.example\n", encoding="utf-8"
    )
    assert main(["import", str(file), *database]) == 0
    file.write_text(
        "Name,Email,City\nAnn Berg,ann@berg.example,Wien\nCy Dorn,cy@dorn.example,Graz\n", encoding="utf-8"
    )
    assert main(["import", str(file), *database]) == 0
    capsys.readouterr()
    assert main(["history", *database]) == 0
    newest, former, *_ = capsys.readouterr().out.splitlines()
    assert newest.endswith("(2 records)  1 new contact, 1 changed")
    assert former.endswith("(3 records)  2 new contacts, 1 new company")
    assert main(["history", "--json", *database]) == 0
    told = json.loads(capsys.readouterr().out)["changes"][0]["import"]
    assert (told["created"], told["changed"], told["not_imported"]) == ({"contacts": 1}, {"contacts": 1}, 0)
