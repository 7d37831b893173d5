"""``salesdesk export``: everything, what belongs to a list, what is sent out, and how texts are separated."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from salesdesk.cli import main
from salesdesk.cli import number_signs as signs
from tests.services.merging_back.sheets import edited

PEOPLE = (
    "Name,Company,Email,Notes,Annual revenue,Deal,Deal value,Stage\n"
    "Anna Berg,Nordwind GmbH,anna@n.example,Likes tea,1200.50 EUR,Machines,2500.75 EUR,Demo\n"
    "Bo Low,Solace Ltd,bo@s.example,,,,,\n"
)


@pytest.fixture
def database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    given, path = tmp_path / "given.csv", str(tmp_path / "people.salesdesk")
    given.write_text(PEOPLE, encoding="utf-8")
    assert main(["import", str(given), "--database", path]) == 0
    capsys.readouterr()
    return path


def test_everything_leaves_in_one_workbook(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "all.xlsx"
    assert main(["export", "all", str(out), "--database", database, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    rows = {sheet["kind"]: sheet["rows"] for sheet in said["sheets"]}
    assert (rows["contacts"], rows["companies"], rows["deals"], rows["stage_history"]) == (2, 2, 1, 1)
    assert {"campaigns", "members", "changes", "activities"} <= rows.keys()
    assert (said["kind"], said["returns"]) == ("all", True)
    names = openpyxl.load_workbook(out).sheetnames
    assert (names[0], names[-3]) == ("Summary", "How to return this")
    packed = tmp_path / "all.zip"
    assert main(["export", "all", str(packed), "--database", database]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Wrote 2 contacts, 2 companies, 1 deal, ")
    with zipfile.ZipFile(packed) as archive:
        assert {"Contacts.csv", "Deals.csv", "Members.csv"} <= set(archive.namelist())
        assert archive.testzip() is None


def test_what_belongs_to_a_list_leaves_with_it(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "deals.xlsx"
    words = [
        "export",
        "deals",
        str(out),
        "--database",
        database,
        "--with",
        "companies, contacts,stage_history",
    ]
    assert main(words) == 0
    assert capsys.readouterr().out.startswith("Wrote 1 deal, 1 company, 1 contact, 1 stage move to ")
    assert openpyxl.load_workbook(out).sheetnames[:5] == [
        "Summary",
        "Deals",
        "Companies",
        "Contacts",
        "Stage history",
    ]


def test_what_is_sent_out_tells_nobody_what_is_private(database: str, tmp_path: Path) -> None:
    out = tmp_path / "people.xlsx"
    assert (
        main(["export", "contacts", str(out), "--database", database, "--send-out", "--without", "email"])
        == 0
    )
    text = [
        str(cell.value) for sheet in openpyxl.load_workbook(out) for row in sheet.iter_rows() for cell in row
    ]
    assert "Anna Berg" in text
    assert "Likes tea" not in text
    assert "anna@n.example" not in text
    assert "Owner" not in text


@pytest.mark.parametrize(
    ("words", "head", "amount"),
    [
        ([], "Deal,Deal value,Deal value currency,", "Machines,2500.75,EUR,"),
        (["--separator", "tab"], "Deal\tDeal value\tDeal value currency\t", "Machines\t2500.75\tEUR\t"),
        (["--separator", ";"], "Deal;Deal value;Deal value currency;", "Machines;2500.75;EUR;"),
    ],
)
def test_texts_are_separated_as_it_is_asked(
    database: str, tmp_path: Path, words: list[str], head: str, amount: str
) -> None:
    out = tmp_path / "deals.csv"
    columns = ["--columns", "deal_title,deal_value"]
    assert main(["export", "deals", str(out), "--database", database, *columns, *words]) == 0
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith(head)
    assert lines[1].startswith(amount)


def test_a_system_with_decimal_commas_gets_semicolons_and_takes_them_back(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(signs.locale, "localeconv", lambda: {"decimal_point": ","})
    out = tmp_path / "deals.csv"
    assert main(["export", "deals", str(out), "--database", database]) == 0
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert ";2500,75;EUR;" in lines[1]
    capsys.readouterr()
    assert main(["merge", str(out), "--database", database]) == 0
    assert "nothing to merge" in capsys.readouterr().out
    assert main(["export", "deals", str(tmp_path / "again.csv"), "--database", database]) == 0
    assert ";2500,75;EUR;" in (tmp_path / "again.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("decimal", [",", "."])
def test_a_text_brings_its_amounts_into_another_file(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, decimal: str
) -> None:
    monkeypatch.setattr(signs.locale, "localeconv", lambda: {"decimal_point": decimal})
    out, other = tmp_path / "deals.csv", str(tmp_path / "other.salesdesk")
    assert main(["export", "deals", str(out), "--database", database]) == 0
    assert main(["import", str(out), "--database", other]) == 0
    again = tmp_path / "again.csv"
    columns = ["--columns", "deal_title,deal_value"]
    assert main(["export", "deals", str(again), "--database", other, *columns, "--separator", "|"]) == 0
    line = again.read_text(encoding="utf-8-sig").splitlines()[1]
    assert line.replace(",", ".").startswith("Machines|2500.75|EUR|")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["all", "x.csv"], "holds one list"),
        (["all", "x.xlsx", "--filter", "city:Bonn"], "exported whole"),
        (["members", "x.xlsx", "--sort", "name"], "exported whole"),
        (["deals", "x.xlsx", "--with", "houses"], "No houses belong to deals"),
        (["deals", "x.csv", "--with", "companies"], "holds one list"),
        (["deals", "x.csv", "--separator", "x"], "is not one of"),
        (["deals", "x.xlsx", "--columns", "stage", "--without", "stage"], "at least one column"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    kind, file, *rest = words
    try:
        code = main(["export", kind, str(tmp_path / file), "--database", database, *rest])
    except SystemExit as end:
        code = int(end.code or 0)
    assert code != 0
    error = capsys.readouterr().err
    assert said in error
    assert not (tmp_path / file).exists()


@pytest.mark.parametrize("file", ["all.xlsx", "deals.xlsx"])
def test_another_file_takes_over_the_lists_of_a_workbook_and_nothing_else(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    out, other = tmp_path / file, str(tmp_path / "other.salesdesk")
    words = ["--with", "companies,contacts,stage_history"] if file == "deals.xlsx" else []
    assert main(["export", file.partition(".")[0], str(out), "--database", database, *words]) == 0
    assert main(["import", str(out), "--database", other]) == 0
    capsys.readouterr()
    assert main(["export", "all", str(tmp_path / "again.xlsx"), "--database", other, "--json"]) == 0
    rows = {sheet["kind"]: sheet["rows"] for sheet in json.loads(capsys.readouterr().out)["sheets"]}
    people = 2 if file == "all.xlsx" else 1
    assert (rows["contacts"], rows["companies"], rows["deals"]) == (people, people, 1)
    assert rows["activities"] == 0


@pytest.mark.parametrize("name", ["people.xlsx", "people.csv"])
@pytest.mark.parametrize("words", [["export", "contacts"], ["export", "all"], ["report", "pipeline"]])
def test_an_edited_export_is_not_replaced_unasked(
    words: list[str], name: str, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if words[1] == "all" and name.endswith(".csv"):
        words = ["export", "companies"]
    out = tmp_path / name
    again = [*words, str(out), "--database", database]
    assert main(["export", "contacts", str(out), "--database", database]) == 0
    assert main(again) == 0  # nobody edited what is replaced
    assert main(["export", "contacts", str(out), "--database", database]) == 0
    if name.endswith(".xlsx"):
        edited(out, lambda sheet: sheet.set(sheet.row("Anna Berg"), "Name", "Anna Bergmann"))
    else:
        out.write_text(
            out.read_text(encoding="utf-8-sig").replace("Anna Berg", "Anna Bergmann"), encoding="utf-8"
        )
    kept = out.read_bytes()
    capsys.readouterr()
    assert main(again) == 1
    said = capsys.readouterr().err
    assert "was edited since it was exported" in said
    assert "--force" in said
    assert out.read_bytes() == kept
    assert main(["merge", str(out), "--database", database]) == 0
    assert main(again) == 0  # it is here by now
    assert out.read_bytes() != kept


def test_an_edited_export_is_replaced_where_that_is_said(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "people.xlsx"
    words = ["export", "contacts", str(out), "--database", database]
    assert main(words) == 0
    edited(out, lambda sheet: sheet.add({"Name": "Eva Neu"}))
    assert main(words) == 1
    assert main([*words, "--force"]) == 0
    assert "Eva Neu" not in capsys.readouterr().out
    assert main(words) == 0
