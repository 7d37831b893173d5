"""What the figures of a file mean, through ``salesdesk import``: currencies of formats, decimal marks, percentages."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from salesdesk.cli import main

DATABASE = "figures.salesdesk"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of a test lies in its folder."""
    monkeypatch.chdir(tmp_path)


def imported(file: Path, capsys: pytest.CaptureFixture[str], kind: str = "deals") -> list[dict[str, str]]:
    """The problems of importing a file."""
    assert main(["import", str(file), "--kind", kind, "--json", "--database", DATABASE]) == 0
    return [
        {key: problem[key] for key in ("column", "value", "code")}
        for problem in json.loads(capsys.readouterr().out)["problems"]
    ]


def exported(columns: str, folder: Path, kind: str = "deals") -> list[list[str]]:
    """Columns of all records, by the first."""
    out = folder / "out.csv"
    assert main(["export", kind, str(out), "--columns", columns, "--database", DATABASE]) == 0
    with out.open(encoding="utf-8-sig", newline="") as stream:
        head, *rows = csv.reader(stream)
    wanted = [
        place
        for place, title in enumerate(head)
        if not title.startswith("SalesDesk ") and not title.endswith(" currency")
    ]

    def cell(row: list[str], place: int) -> str:
        """An amount with its currency, which stands in the next column."""
        return (
            " ".join(filter(None, row[place : place + 2]))
            if head[place + 1].endswith(" currency")
            else row[place]
        )

    return sorted([cell(row, place) for place in wanted] for row in rows)


def written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def test_the_format_of_a_cell_says_its_currency(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Deal name", "Company", "Amount"])
    cells = [
        ("A", 1234.5, "[$$-409]#,##0.00"),
        ("B", 500, "[$£-809]#,##0"),
        ("C", 700, "[$CHF] #,##0"),
        ("D", 12.5, '"GBP" 0.00'),
        ("E", 9800, "#,##0.00\\ [$kr-41D]"),
        ("F", 12, "0.00"),
    ]
    for row, (name, amount, shown) in enumerate(cells, 2):
        sheet.append([name, "Nordwind", amount])
        sheet.cell(row, 3).number_format = shown
    book.save(tmp_path / "a.xlsx")
    assert imported(tmp_path / "a.xlsx", capsys) == []
    assert exported("deal_title,deal_value", tmp_path) == [
        ["A", "1234.50 USD"],
        ["B", "500.00 GBP"],
        ["C", "700.00 CHF"],
        ["D", "12.50 GBP"],
        ["E", "9800.00 SEK"],
        ["F", "12.00 EUR"],
    ]


def test_a_column_of_two_conventions_is_not_guessed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "Deal;Company;Amount;Probability\nA;N;1.234,56 €;50%\nB;N;USD 1,000;0.5\nC;N;33.335;33\n"
    code = "problems.two_readings"
    assert imported(written(tmp_path / "a.csv", lines), capsys) == [
        {"column": "Amount", "value": "USD 1,000", "code": code},
        {"column": "Probability", "value": "0.5", "code": code},
        {"column": "Amount", "value": "33.335", "code": code},
    ]
    assert exported("deal_title,deal_value,notes", tmp_path) == [
        ["A", "1234.56 EUR", ""],
        ["B", "", "Amount: USD 1,000\nProbability: 0.5"],
        ["C", "", "Amount: 33.335"],
    ]


def test_each_column_has_its_own_decimal_mark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = 'Deal,Company,Amount,Deposit\nA,N,"1.234,50","$1,000"\nB,N,"2.000","$2,500"\n'
    assert imported(written(tmp_path / "a.csv", lines), capsys) == []
    assert exported("deal_title,deal_value,custom.deposit", tmp_path) == [
        ["A", "1234.50 EUR", "1000.00 USD"],
        ["B", "2000.00 EUR", "2500.00 USD"],
    ]


def test_three_digits_behind_the_point_of_a_column_are_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "Deal,Company,Amount\nA,N,12.50\nB,N,250.000\nC,N,99\n"
    (problem,) = imported(written(tmp_path / "a.csv", lines), capsys)
    assert problem == {"column": "Amount", "value": "250.000", "code": "problems.two_readings"}


def test_calculated_amounts_of_many_places_are_rounded_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "Deal,Company,Amount\nA,N,12.5031\nB,N,250.125\nC,N,0.335\n"
    told = imported(written(tmp_path / "a.csv", lines), capsys)
    assert [(one["value"], one["code"]) for one in told] == [
        (text, "problems.rounded") for text in ("12.5031", "250.125", "0.335")
    ]
    assert exported("deal_title,deal_value", tmp_path)[1] == ["B", "250.13 EUR"]


def test_a_row_of_two_currencies_keeps_one_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "Name,Company,Annual revenue,Deal name,Amount\nAnn Lind,N,¥5000000,Big,$1200\n"
    (problem,) = imported(written(tmp_path / "a.csv", lines), capsys, "contacts")
    assert problem["code"] == "problems.two_currencies"


def test_the_third_digit_of_a_dinar_is_kept_when_the_file_shows_no_currency(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = written(tmp_path / "a.csv", "Deal ID,Deal,Company,Amount\n7,A,N,KWD 10.500\n")
    imported(first, capsys)
    again = written(tmp_path / "b.csv", "Deal ID,Deal,Company,Amount\n7,A,N,1234.567\n")
    args = ["import", str(again), "--kind", "deals", "--on-match", "overwrite", "--database", DATABASE]
    assert main(args) == 0
    assert exported("deal_title,deal_value", tmp_path) == [["A", "1234.567 KWD"]]
