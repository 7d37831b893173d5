"""Workbooks as a person would have made them, whole or not at all."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from salesdesk.domain.fields import FieldType
from salesdesk.domain.money import Money
from salesdesk.errors import Cancelled, FileProblem
from salesdesk.exchange.writing import workbook as workbook_writer
from salesdesk.exchange.writing.formulas import Formula, column_of, quoted, table_names
from salesdesk.exchange.writing.sheets import (
    LatePage,
    OutChart,
    OutColumn,
    OutPage,
    OutSheet,
    Placed,
    sheet_titles,
)
from salesdesk.exchange.writing.styles import Look
from salesdesk.exchange.writing.workbook import Written, write_workbook
from salesdesk.wording import worded
from tests.builders import CancelAfter
from tests.conftest import ROOT

COLUMNS = (
    OutColumn("Name", FieldType.NAME, 210),
    OutColumn("Value", FieldType.TEXT, 140),
    OutColumn("SalesDesk ID", FieldType.NUMBER, 80, hidden=True),
)


def written(path: Path, *values: Any, type_: FieldType = FieldType.TEXT) -> list[Any]:
    """The cells of a column after writing and reading back."""
    columns = (OutColumn("Value", type_),)
    write_workbook(path, [OutSheet("List", columns, [[value] for value in values])], {})
    sheet = openpyxl.load_workbook(path)["List"]
    return [row[0] for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49301234567",
        "-5",
        "@here",
        "01234",
        "007",
        "1e5",
        "#N/A",
        "TRUE",
        "2026-01-01",
        " spaces ",
        "a\nb",
        "Zoë 李 😀",
    ],
)
def test_text_stays_the_same_text(tmp_path: Path, text: str) -> None:
    (cell,) = written(tmp_path / "x.xlsx", text)
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


@pytest.mark.parametrize(
    ("value", "type_", "shown", "number_format"),
    [
        (12, FieldType.INTEGER, 12, "#,##0"),
        (12.5, FieldType.NUMBER, 12.5, "General"),
        (25, FieldType.PERCENT, 0.25, "0%"),
        (Money(123456, "EUR"), FieldType.MONEY, 1234.56, '#,##0.00 "EUR"'),
        (Money(1500, "JPY"), FieldType.MONEY, 1500, '#,##0 "JPY"'),
        (date(2026, 5, 4), FieldType.DATE, datetime(2026, 5, 4), "yyyy-mm-dd"),
        (datetime(2026, 5, 4, 9, 30), FieldType.DATETIME, datetime(2026, 5, 4, 9, 30), "yyyy-mm-dd hh:mm"),
        (date(1850, 1, 1), FieldType.DATE, "1850-01-01", "@"),
        (True, FieldType.BOOLEAN, True, "General"),
        (2**60, FieldType.INTEGER, str(2**60), "@"),
        (float("nan"), FieldType.NUMBER, "nan", "@"),
        (None, FieldType.TEXT, None, "General"),
        ("", FieldType.TEXT, None, "General"),
    ],
)
def test_values_keep_their_type_and_look(
    tmp_path: Path, value: Any, type_: FieldType, shown: Any, number_format: str
) -> None:
    cell, _ = written(tmp_path / "x.xlsx", value, "last", type_=type_)
    assert (cell.value, cell.number_format) == (shown, number_format)


def test_what_a_cell_cannot_hold_is_left_out_or_reported(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    rows = [["a\x00\x07b\ud800"], ["_x0041_"], ["x" * 32_767], ["y" * 32_768], ["😀" * 20_000]]
    result = write_workbook(path, [OutSheet("List", (OutColumn("Note"),), rows)], {})
    assert [(p.row, p.column, p.severity) for p in result.problems] == [
        (5, "Note", "warning"),
        (6, "Note", "warning"),
    ]
    values = [row[0] for row in openpyxl.load_workbook(path)["List"].iter_rows(min_row=2, values_only=True)]
    assert values[:3] == ["ab", "_x005F_x0041_", "x" * 32_767]
    assert values[3] == "y" * 32_766 + "…"
    assert len(values[4].encode("utf-16-le")) // 2 <= 32_767


def test_a_list_is_a_table_with_frozen_header_widths_and_hidden_ids(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    result = write_workbook(
        path, [OutSheet("Con:tacts", COLUMNS, [["A", "b", 7], ["C", None, 8]])], {"export": "e1"}
    )
    assert result == Written(2)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Con tacts", "SalesDesk"]
    assert book["SalesDesk"].sheet_state == "hidden"
    assert [[cell.value for cell in row] for row in book["SalesDesk"]] == [["export", "e1"]]
    sheet = book["Con tacts"]
    (table,) = sheet.tables.values()
    assert (table.ref, table.autoFilter.ref) == ("A1:C3", "A1:C3")
    assert [column.name for column in table.tableColumns] == ["Name", "Value", "SalesDesk ID"]
    assert [sheet.column_dimensions[key].hidden for key in "ABC"] == [False, False, True]
    assert sheet.column_dimensions["A"].width == 30
    assert sheet.freeze_panes == "A2"
    assert (sheet["A1"].font.bold, sheet["A1"].fill.fgColor.rgb) == (True, "FF0F766E")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["x.xlsx"]


def test_titles_are_made_unique_and_an_empty_list_is_a_table_too(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    columns = tuple(OutColumn(title) for title in ("Name", "name", "", "a\nb"))
    assert write_workbook(path, [OutSheet("", columns, [])], {}).rows == 0
    sheet = openpyxl.load_workbook(path)["List"]
    assert [cell.value for cell in sheet[1]] == ["Name", "name 2", "Column 3", "a b"]
    assert sheet.tables["Table1"].ref == "A1:D2"


def test_rows_beyond_excels_limit_go_on_in_a_further_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_writer, "MOST_ROWS", 3)
    path = tmp_path / "x.xlsx"
    assert write_workbook(path, [OutSheet("List", (OutColumn("N"),), ([i] for i in range(7)))], {}).rows == 7
    book = openpyxl.load_workbook(path)
    found = [
        [row[0] for row in book[name].iter_rows(min_row=2, values_only=True)] for name in book.sheetnames
    ]
    assert (book.sheetnames, found) == (["List", "List 2", "List 3"], [[0, 1, 2], [3, 4, 5], [6]])


def failing() -> Iterator[list[Any]]:
    yield ["a"]
    raise RuntimeError("the source broke")


@pytest.mark.parametrize("work", [CancelAfter(0), CancelAfter(1), CancelAfter(2), None])
def test_nothing_half_written_is_left_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: CancelAfter | None
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"the old one")
    rows = failing() if work is None else [["a"]] * 1500
    with pytest.raises(RuntimeError if work is None else Cancelled):
        write_workbook(path, [OutSheet("List", (OutColumn("N"),), rows)], {}, work)
    assert path.read_bytes() == b"the old one"
    assert list(temporary.iterdir()) == []
    assert {entry.name for entry in tmp_path.iterdir() if entry.is_file()} == {"x.xlsx"}


@pytest.mark.parametrize("place", ["missing/x.xlsx", "."])
def test_a_place_that_cannot_be_written_is_said_in_words(tmp_path: Path, place: str) -> None:
    with pytest.raises(FileProblem) as refused:
        write_workbook(tmp_path / place, [OutSheet("L", (OutColumn("N"),), [])], {})
    assert worded(refused.value).endswith(".")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of this kind")
def test_a_full_disk_is_said_in_words(tmp_path: Path) -> None:
    program = f"""
import resource, signal
from pathlib import Path
from salesdesk.errors import FileProblem
from salesdesk.exchange.writing.sheets import OutColumn, OutSheet
from salesdesk.exchange.writing.workbook import write_workbook
from salesdesk.wording import title_of
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (30000, 30000))
rows = ([str(i * 7919 % 1000003) * 9] for i in range(20000))
try:
    write_workbook(Path({str(tmp_path / "x.xlsx")!r}), [OutSheet("L", (OutColumn("N"),), rows)], {{}})
except FileProblem as error:
    print(title_of(error))
"""
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stdout.strip() == "Disk full", run.stderr
    assert [entry for entry in tmp_path.iterdir() if entry.is_file()] == []


@pytest.fixture
def no_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's temporary folder is away: whoever wants to write there fails."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "away"))


@pytest.mark.usefixtures("no_temporary_files")
def test_rows_go_nowhere_but_into_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    sheets = [
        OutSheet(f"List {n}", (OutColumn("N"),), [[f"row {i} of {n}"] for i in range(5)]) for n in (1, 2)
    ]
    assert write_workbook(path, sheets, {"export": "e1"}).rows == 10
    book = openpyxl.load_workbook(path)
    assert [sheet["A6"].value for sheet in book.worksheets[:2]] == ["row 4 of 1", "row 4 of 2"]
    assert [list(sheet.tables) for sheet in book.worksheets] == [["Table1"], ["Table2"], []]


def test_rows_beyond_what_an_entry_holds_go_on_in_a_further_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_writer, "MOST_BYTES", 100_000)
    path = tmp_path / "x.xlsx"
    rows = ([f"{i:0500}"] for i in range(2500))
    assert write_workbook(path, [OutSheet("List", (OutColumn("N"),), rows)], {}).rows == 2500
    book = openpyxl.load_workbook(path)
    found = [cell.value for sheet in book.worksheets for cell in sheet["A"][1:]]
    assert (book.sheetnames, found) == (["List", "List 2", "List 3"], [f"{i:0500}" for i in range(2500)])


def test_the_file_is_a_sound_archive(tmp_path: Path) -> None:
    written(tmp_path / "x.xlsx", "a")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as archive:
        assert archive.testzip() is None
        # programs that do not know the extension for files over 4 GB read it
        assert {(entry.extract_version, entry.extra) for entry in archive.infolist()} == {(20, b"")}
        assert "xl/tables/table1.xml" in archive.namelist()


def test_a_page_has_cells_links_and_a_chart_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    columns = (OutColumn("Month"), OutColumn("Won", FieldType.MONEY), OutColumn("Rate", number="0%"))
    table = OutSheet(
        "Won: by month's", columns, [["Jan", Money(150, "EUR"), 0.5]], total=["Total", None, 0.25]
    )
    title = sheet_titles(["Summary", table.title])[1]
    cells = (
        Placed(1, 1, "=Review", Look(bold=True, size=18)),
        Placed(3, 2, Money(7, "JPY"), Look(fill="E3F1EF", align="right"), FieldType.MONEY),
        Placed(2, 1, title, Look(colour="0F766E", underlined=True), link=title),
    )
    chart = OutChart("Won & lost", title, 1, 0, ((1, "0F766E"), (2, "2B5FA8")), "D4")
    write_workbook(path, [OutPage("Summary", cells, (140, 70), (chart,)), table])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Summary", "Won by month's"]
    page = book["Summary"]
    assert not page.sheet_view.showGridLines
    assert (page["A1"].value, page["A1"].data_type, page["A1"].font.sz) == ("=Review", "s", 18)
    assert [page.row_dimensions[row].height for row in (1, 2, 3)] == [24.12, None, None]
    assert (page["B3"].value, page["B3"].number_format) == (7, '#,##0 "JPY"')
    assert (page["B3"].alignment.horizontal, page["B3"].fill.fgColor.rgb) == ("right", "FFE3F1EF")
    assert page["A2"].hyperlink.location == "'Won by month''s'!A1"
    (drawn,) = page._charts
    assert [series.val.numRef.f for series in drawn.series] == [
        "'Won by month''s'!$B$2",
        "'Won by month''s'!$C$2",
    ]
    assert drawn.anchor._from.col == 3
    rows = [[cell.value for cell in row] for row in book[title]]
    assert rows == [["Month", "Won", "Rate"], ["Jan", 1.5, 0.5], [None] * 3, ["Total", None, 0.25]]
    assert book[title]["A4"].font.bold
    assert book[title]["C2"].number_format == "0%"
    assert book[title].tables["Table1"].ref == "A1:C2"


def test_cells_offer_their_choices(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    stages = ("Lead", 'The "big" one', "Bonn, Rhine", *("x" * 50 for _ in range(6)))
    columns = (
        OutColumn("Stage", choices=stages, prompt="Choose from the list.", warning="It is not in the list."),
        OutColumn("Before", choices=stages),
        OutColumn("Weighted", grey=True, prompt="Only told."),
        OutColumn("Email"),
    )
    write_workbook(path, [OutSheet("List", columns, [["Lead", "", 5, ""]] * 3)])
    book = openpyxl.load_workbook(path)
    first, second, told = book["List"].data_validations.dataValidation
    assert (first.type, first.formula1, str(first.sqref)) == ("list", "'Lists'!$A$2:$A$10", "A2:A504")
    assert (first.promptTitle, first.prompt, first.showInputMessage) == (
        "Stage",
        "Choose from the list.",
        True,
    )
    # another value may be typed after a warning
    assert (first.errorStyle, first.showErrorMessage, first.error) == (
        "warning",
        True,
        "It is not in the list.",
    )
    assert (second.formula1, second.showErrorMessage) == (first.formula1, False)
    assert (told.type, told.prompt, told.formula1) == (None, "Only told.", None)
    lists = book["Lists"]
    assert lists.sheet_state == "hidden"
    assert [cell.value for cell in lists["A"]] == ["Stage", *stages]
    assert book["List"]["C2"].font.color.rgb == "FF5B6068"


def test_a_caption_stands_above_the_table_and_says_how_many_rows_there_are(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    columns = tuple(OutColumn(title) for title in ("Deal", "Company", "Stage", "Amount"))
    sheet = OutSheet(
        "Deals",
        columns,
        ([f"deal {number}", "", "", ""] for number in range(42)),
        table="Deals",
        caption=lambda count: ("Open deals", f"{count} rows"),
    )
    write_workbook(path, [sheet])
    shown = openpyxl.load_workbook(path, rich_text=True)["Deals"]
    assert str(shown["A1"].value) == "Open deals   42 rows"
    assert shown["A1"].value[0].font.b
    assert shown.freeze_panes == "B3"
    assert (shown.tables["Deals"].ref, shown["A3"].value) == ("A2:D44", "deal 0")
    assert shown.print_title_rows == "$1:$2"
    read = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Deals").to_python()
    assert (read[0][0], read[1]) == ("Open deals   42 rows", ["Deal", "Company", "Stage", "Amount"])


def test_a_caption_takes_a_row_from_a_full_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_writer, "MOST_ROWS", 3)
    path = tmp_path / "x.xlsx"
    sheet = OutSheet(
        "N", (OutColumn("N"),), ([n] for n in range(3)), table="N", caption=lambda count: (str(count), "rows")
    )
    assert write_workbook(path, [sheet]).rows == 3
    book = openpyxl.load_workbook(path)
    assert [[row[0].value for row in book[name].iter_rows()] for name in book.sheetnames] == [
        ["2   rows", "N", 0, 1],
        ["1   rows", "N", 2],
    ]
    assert [list(sheet.tables) for sheet in book.worksheets] == [["N"], ["N_2"]]


def test_formulas_are_written_with_what_they_give(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    amounts = column_of("Deals", "Amount [EUR]")
    columns = (OutColumn("Amount [EUR]", FieldType.MONEY), OutColumn("Double", FieldType.MONEY))
    rows = [[Money(150, "EUR"), Formula("A2*2", Money(300, "EUR"))]]
    cells = (
        Placed(1, 1, Formula(f"SUM({amounts})", Money(150, "EUR")), type=FieldType.MONEY),
        Placed(2, 1, Formula(f'"a"&{quoted("<q>")}', 'a"<q>')),
        Placed(3, 1, Formula(f"ROWS({amounts})", 1), type=FieldType.INTEGER),
        Placed(4, 1, Formula("TODAY()"), number="yyyy-mm-dd"),
    )
    write_workbook(path, [OutPage("Summary", cells), OutSheet("Deals", columns, rows, table="Deals")])
    told = openpyxl.load_workbook(path)
    assert [row[0].value for row in told["Summary"].iter_rows()] == [
        "=SUM(Deals[Amount '[EUR']])",
        '="a"&"<q>"',
        "=ROWS(Deals[Amount '[EUR']])",
        "=TODAY()",
    ]
    assert told["Summary"]["A1"].number_format == '#,##0.00 "EUR"'
    assert told["Deals"]["B2"].value == "=A2*2"
    assert told.calculation.fullCalcOnLoad
    given = openpyxl.load_workbook(path, data_only=True)
    assert [row[0].value for row in given["Summary"].iter_rows()] == [1.5, 'a"<q>', 1, None]
    assert given["Deals"]["B2"].value == 3


@pytest.mark.parametrize(
    ("wanted", "made"),
    [
        (["Deals", "deals", "Stage history"], ["Deals", "deals_2", "Stage_history"]),
        (["AB12", "R1C1", "c", "2026", ""], ["_AB12", "_R1C1", "_c", "_2026", "Table"]),
        (["Geschäfte & Mehr", "x" * 300], ["Geschäfte___Mehr", "x" * 100]),
    ],
)
def test_tables_have_names_that_formulas_take(wanted: list[str], made: list[str]) -> None:
    assert table_names(wanted) == made


@pytest.mark.parametrize(
    ("titles", "made"),
    [
        (["Won deals", "won DEALS", "Won deals"], ["Won deals", "won DEALS 2", "Won deals 3"]),
        (
            ["", "'", "History", "SalesDesk", "lists"],
            ["List", "List 2", "History 2", "SalesDesk 2", "lists 2"],
        ),
        (["a[b]c:d*e?f/g\\h"], ["a b c d e f g h"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 29 + " 2"]),
    ],
)
def test_sheets_have_titles_that_excel_accepts(titles: list[str], made: list[str]) -> None:
    assert sheet_titles(titles) == made


def test_days_are_those_of_excels_calendar(tmp_path: Path) -> None:
    days = [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2026, 2, 28), date(9999, 12, 31)]
    path = tmp_path / "x.xlsx"
    write_workbook(path, [OutSheet("List", (OutColumn("Day", FieldType.DATE),), [[day] for day in days])])
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r"<v>(\d+)</v>", xml) == ["1", "59", "61", "46081", "2958465"]
    read = [row[0] for row in openpyxl.load_workbook(path)["List"].iter_rows(min_row=2, values_only=True)]
    assert [value.date() for value in read] == days


def test_moments_survive_to_the_second(tmp_path: Path) -> None:
    moments = [datetime(2026, 5, 4, hour, 59, 59) for hour in range(24)]
    cells = written(tmp_path / "x.xlsx", *moments, type_=FieldType.DATETIME)
    assert [cell.value for cell in cells] == moments


def test_our_own_reader_reads_what_the_kit_writes(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    texts = ["=1+1", "007", "a & b < c", "Zoë 李 😀", " spaced ", "two\nlines", 'quo"te', "_x0041_"]
    write_workbook(path, [OutSheet("List", (OutColumn("Text"),), [[text] for text in texts])], {"a": "b"})
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("List")
    assert [row[0] for row in sheet.to_python()][1:-1] == texts[:-1]


def test_it_is_printed_so_that_it_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    wide = tuple(OutColumn(f"C{n}", width=300) for n in range(11))
    pages = [
        OutPage("Summary", (Placed(1, 1, "a"),), (400, 400), breaks=(20, 44)),
        OutPage("Note", (Placed(1, 1, "a"),)),
    ]
    write_workbook(path, [*pages, OutSheet("List", (OutColumn("N"),), [[1]]), OutSheet("Wide", wide, [])])
    book = openpyxl.load_workbook(path)
    assert [book[name].page_setup.orientation for name in book.sheetnames] == [
        "portrait",
        *["landscape"] * 3,
    ]
    assert [brk.id for brk in book["Summary"].row_breaks.brk] == [20, 44]
    assert book["Summary"].page_setup.scale == 65
    assert [book[name].page_setup.fitToWidth for name in ("Note", "List", "Wide")] == [1, 1, 3]
    assert [book[name].sheet_properties.pageSetUpPr.fitToPage for name in ("Note", "List", "Wide")] == [
        True
    ] * 3


def test_a_late_page_is_made_last_and_stands_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    seen: list[int] = []

    def rows() -> Iterator[list[int]]:
        for n in range(3):
            seen.append(n)
            yield [n]

    late = LatePage("First", lambda _: OutPage("First", (Placed(1, 1, len(seen), type=FieldType.INTEGER),)))
    write_workbook(path, [late, OutSheet("List", (OutColumn("N"),), rows())], {"a": "b"})
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["First", "List", "SalesDesk"]
    assert book["First"]["A1"].value == 3
    assert book.active.title == "First"
    assert book["SalesDesk"]["A2"].value == "beside:First"
