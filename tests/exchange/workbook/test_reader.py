"""Workbooks of every origin give the same plain cells."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesdesk.domain.sheets import CellError
from salesdesk.errors import FileProblem
from salesdesk.exchange.reading.file_kind import FileKind, sniff
from salesdesk.exchange.reading.tables import Table
from salesdesk.exchange.workbook.reader import Workbook, formatted
from tests.exchange.workbooks import WORKBOOK, cell, ods_workbook, raw_workbook, workbook
from tests.refusals import refusing


def _open(path: Path, *, careful: bool = False) -> Workbook:
    return Workbook(path, sniff(path), careful=careful, report=lambda *_: None)


def _rows(table: Table) -> list[list[Any]]:
    return [list(row) for row in table.rows()]


CELLS = [
    ["Name", "PLZ", "Seit", "Summe"],
    ["Ä", "01234", date(2024, 2, 3), 1.5],
    ["B", None, datetime(2024, 2, 3, 4, 5), True],
]


@pytest.mark.parametrize("careful", [False, True])
def test_values_come_typed(tmp_path: Path, careful: bool) -> None:
    file = workbook(tmp_path / "a.xlsx", {"Leads": CELLS})
    rows = _rows(_open(file, careful=careful).table("Leads"))
    assert rows[0] == CELLS[0]
    assert rows[1][:2] == ["Ä", "01234"]
    assert (rows[1][2].year, rows[1][2].month, rows[1][2].day, rows[1][3]) == (2024, 2, 3, 1.5)
    assert rows[2][1] in ("", None)
    assert rows[2][2:] == [datetime(2024, 2, 3, 4, 5), True]


LEADS_XLS = Path(__file__).parents[2] / "data" / "reading" / "leads.xls"


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.xlsb", "a.ods", "a.XLSX", "a.csv", "a"])
@pytest.mark.parametrize("kind", ["xls", "xlsx", "ods"])
def test_the_content_decides_whatever_the_ending(tmp_path: Path, kind: str, name: str) -> None:
    file = tmp_path / name
    if kind == "xls":
        file.write_bytes(LEADS_XLS.read_bytes())
    elif kind == "xlsx":
        workbook(tmp_path / "w.xlsx", {"leads": [["Name", "Email"], ["Ann Lee", "ann@x.com"]]}).rename(file)
    else:
        ods_workbook(file, [["Name", "Email"], ["Ann Lee", "ann@x.com"]])
    assert _rows(_open(file).table("leads"))[:2] == [["Name", "Email"], ["Ann Lee", "ann@x.com"]]


def test_hidden_sheets_are_listed_as_hidden(tmp_path: Path) -> None:
    book = _open(workbook(tmp_path / "a.xlsx", {"Leads": [["a"]], "Old": [["b"]]}, hidden=["Old"]))
    assert [(name, visible) for name, visible, _, _ in book.sheets()] == [("Leads", True), ("Old", False)]
    assert not book.table("Old").visible


def test_a_table_in_the_middle_keeps_its_place(tmp_path: Path) -> None:
    rows = f'<row r="3">{cell("C3", "Name")}{cell("D3", "City")}</row>'
    table = _open(raw_workbook(tmp_path / "a.xlsx", f"<sheetData>{rows}</sheetData>")).table("Leads")
    assert _rows(table)[2] == [None, None, "Name", "City"]
    assert table.height == 3


def test_errors_formulas_and_formats(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>A1</f></c>' + cell("C1", "x") + "</row>"
    table = _open(raw_workbook(tmp_path / "a.xlsx", f"<sheetData>{rows}</sheetData>")).table("Leads")
    assert _rows(table)[0][0] == CellError("#REF!")
    assert dict(table.warnings) == {"formulas_without_value": "1", "error_cells": "1"}


def test_a_zip_code_shown_with_its_zero_keeps_it(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row, value in enumerate([1234, 12345], 1):
        book.active.cell(row, 1, value).number_format = "00000"
        book.active.cell(row, 2, 0.25).number_format = "0%"
    book.save(tmp_path / "z.xlsx")
    assert _rows(_open(tmp_path / "z.xlsx").table("Sheet")) == [["01234", "25%"], ["12345", "25%"]]


@pytest.mark.parametrize(
    ("value", "meaning", "shown"),
    [
        (1234.0, "0:5", "01234"),
        (-3, "0:5", -3),
        (1.5, "0:5", 1.5),
        (True, "0:5", True),
        ("x", "%", "x"),
        (1, "%", "100%"),
        (0.125, "%", "12.5%"),
    ],
)
def test_formatted_numbers(value: Any, meaning: str, shown: Any) -> None:
    assert formatted(value, meaning) == shown


def test_far_cells_are_read_another_way(tmp_path: Path) -> None:
    rows = f'<row r="1">{cell("A1", "Name")}</row><row r="2">{cell("A2", "Ä")}</row><row r="1048576">{cell("XFD1048576", "y")}</row>'
    table = _open(raw_workbook(tmp_path / "far.xlsx", f"<sheetData>{rows}</sheetData>")).table("Leads")
    head = [row for _, row in zip(range(2), table.rows(), strict=False)]
    assert [list(row) for row in head] == [["Name"], ["Ä"]]


def test_a_false_dimension_hides_nothing(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}">{cell(f"A{n}", str(n))}</row>' for n in range(1, 51))
    file = raw_workbook(tmp_path / "d.xlsx", f'<dimension ref="A1:A2"/><sheetData>{rows}</sheetData>')
    for careful in (False, True):
        assert len(_rows(_open(file, careful=careful).table("Leads"))) == 50


def test_dates_of_1904(tmp_path: Path) -> None:
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append([datetime(2021, 5, 4)])
    book.save(tmp_path / "m.xlsx")
    for careful in (False, True):
        value = _rows(_open(tmp_path / "m.xlsx", careful=careful).table("Sheet"))[0][0]
        assert (value.year, value.month, value.day) == (2021, 5, 4)


def test_merged_cells_are_told(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Contact", None, "Address", None])
    book.active.append(["First", "Last", "Street", "City"])
    book.active.merge_cells("A1:B1")
    book.active.merge_cells("C1:D1")
    book.save(tmp_path / "m.xlsx")
    assert set(_open(tmp_path / "m.xlsx").table("Sheet").merges) == {(0, 0, 0, 1), (0, 2, 0, 3)}


@pytest.mark.parametrize("sheet", ["<worksheet><sheetData><row r='1'>", "not xml at all", ""])
def test_a_broken_sheet_is_refused_in_words(tmp_path: Path, sheet: str) -> None:
    file = raw_workbook(tmp_path / "b.xlsx", "", sheet=sheet)
    with refusing(FileProblem, match=r"«b\.xlsx»"):
        _rows(_open(file).table("Leads"))


def test_a_package_without_its_sheet_is_refused(tmp_path: Path) -> None:
    file = raw_workbook(tmp_path / "b.xlsx", "", workbook=WORKBOOK.replace("rId1", "rId9"))
    with pytest.raises(FileProblem):
        _open(file).table("Leads")


def test_what_calamine_cannot_open_may_still_be_readable(corpora: Path) -> None:
    """A part of this workbook breaks calamine and not openpyxl."""
    file = corpora / "d_xlsx" / "roo" / "Pfand_from_windows_phone.xlsx"
    assert sniff(file) is FileKind.XLSX
    assert _rows(_open(file).table("Blatt1"))[0][1] == "Summe"


def test_a_link_that_only_says_click_shows_where_it_leads(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    texts = ["Ann Lee", "click", "E-Mail", "ann@x.com", "acme.com", "Click here!", None]
    targets = ["https://linkedin.com/in/ann", "https://linkedin.com/in/ann", "mailto:ann@x.com?subject=Hi",
               "mailto:other@x.com", "https://www.acme.com/", "file:///C:/secret", "https://x.com"]  # fmt: skip
    book.active.append(["Name", "Profile", "Mail", "Email", "Web", "File", "Empty"])
    for column, (text, target) in enumerate(zip(texts, targets, strict=True), 1):
        book.active.cell(2, column, text).hyperlink = target
    book.active.cell(2, 7).value = None
    book.save(tmp_path / "l.xlsx")
    row = _rows(_open(tmp_path / "l.xlsx").table("Sheet"))[1]
    assert row[:6] == ["Ann Lee", targets[1], "ann@x.com", "ann@x.com", "acme.com", "Click here!"]


def test_percentages_are_the_same_for_either_reader(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row, value in enumerate([0.25, 1, 0, 0.125], 1):
        book.active.cell(row, 1, value).number_format = "0%"
    book.save(tmp_path / "p.xlsx")
    for careful in (False, True):
        rows = _rows(_open(tmp_path / "p.xlsx", careful=careful).table("Sheet"))
        assert rows == [["25%"], ["100%"], ["0%"], ["12.5%"]]


def test_rows_that_are_not_shown_are_known(tmp_path: Path) -> None:
    rows = [["Name", "Email"], *([f"Ann {n}", f"a{n}@x.example"] for n in range(5))]
    file = ods_workbook(tmp_path / "a.ods", rows, {2: "filter", 4: "collapse", 5: "visible"})
    table = _open(file).table("leads")
    assert table.hidden == {2, 4}
    assert _rows(table)[2][0] == "Ann 1"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "a.xlsx")
    assert _open(tmp_path / "a.xlsx").table("Sheet").hidden == {2}
