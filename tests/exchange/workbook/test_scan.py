"""Packages are looked at before a reader is let loose on them."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest

from salesdesk.errors import FileProblem
from salesdesk.exchange.workbook import scan as workbook_scan
from salesdesk.exchange.workbook.scan import (
    check_package,
    column_number,
    number_formats,
    scan_sheet,
    sheet_parts,
)
from tests.exchange.workbooks import cell, raw_workbook, workbook
from tests.refusals import refusing

PART = "xl/worksheets/sheet1.xml"


def test_columns_have_numbers() -> None:
    assert [column_number(name) for name in ("A", b"Z", "AA", b"XFD")] == [0, 25, 26, 16383]


def test_a_box_with_two_cells_is_not_trusted(tmp_path: Path) -> None:
    rows = f'<row r="1">{cell("A1", "x")}</row><row r="1048576">{cell("XFD1048576", "y")}</row>'
    file = raw_workbook(tmp_path / "far.xlsx", f"<sheetData>{rows}</sheetData>")
    scan = scan_sheet(file, PART, {})
    assert (scan.cells, scan.last_row, scan.last_column) == (2, 1_048_575, 16_383)
    assert not scan.trusted


def test_cells_out_of_order_and_rows_that_lie_are_seen(tmp_path: Path) -> None:
    rows = f'<row r="2">{cell("XFD1048576", "y")}{cell("A1", "x")}</row>'
    scan = scan_sheet(raw_workbook(tmp_path / "far.xlsx", f"<sheetData>{rows}</sheetData>"), PART, {})
    assert not scan.trusted


def test_an_ordinary_sheet_is_trusted_and_its_oddities_are_known(tmp_path: Path) -> None:
    rows = (
        f'<row r="1">{cell("A1", "x")}<c r="B1" t="e"><v>#REF!</v></c><c r="C1"><f>A1</f></c></row>'
        '<row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B2"><f>1+1</f><v>2</v></c>'
        '<c r="C2"><f t="shared" si="0"/></c><c r="D2"><f>A1</f><v></v></c></row>'
    )
    scan = scan_sheet(raw_workbook(tmp_path / "a.xlsx", f"<sheetData>{rows}</sheetData>"), PART, {})
    assert scan.trusted
    assert scan.errors == {(0, 1): "#REF!", (1, 0): "#DIV/0!"}
    assert scan.uncalculated == {(0, 2), (1, 2), (1, 3)}


def test_a_prefixed_sheet_is_read_alike(tmp_path: Path) -> None:
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row r="1"><x:c r="B1" t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    scan = scan_sheet(raw_workbook(tmp_path / "a.xlsx", "", sheet=sheet), PART, {})
    assert (scan.cells, scan.last_column, scan.errors) == (1, 1, {(0, 1): "#N/A"})


def test_formats_that_carry_meaning(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for column, code in enumerate(["00000", "0%", "0.00", '"Nr. "000', "dd.mm.yyyy", "00000;-00000"], 1):
        sheet.cell(1, column, 7).number_format = code
    book.save(tmp_path / "f.xlsx")
    formats = number_formats(tmp_path / "f.xlsx")
    scan = scan_sheet(tmp_path / "f.xlsx", PART, formats)
    assert scan.formats == {(0, 0): "0:5", (0, 1): "%", (0, 3): "0:3", (0, 5): "0:5"}


def test_sheets_know_their_parts(tmp_path: Path) -> None:
    parts = sheet_parts(
        workbook(tmp_path / "b.xlsx", {"Leads": [["a"]], "Käufer": [["b"]]}, hidden=["Käufer"])
    )
    assert [(part.name, part.visible) for part in parts] == [("Leads", True), ("Käufer", False)]


@pytest.mark.parametrize(
    "declaration", ["<!DOCTYPE x [<!ENTITY a 'b'>]>", '<!DOCTYPE x SYSTEM "http://127.0.0.1/x">']
)
def test_document_types_are_refused(tmp_path: Path, declaration: str) -> None:
    file = raw_workbook(tmp_path / "e.xlsx", "", sheet=f'<?xml version="1.0"?>{declaration}<worksheet/>')
    with refusing(FileProblem, match="declarations"):
        check_package(file)


def test_a_stretched_part_is_refused_quickly(tmp_path: Path) -> None:
    file = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/workbook.xml", "w") as part,
    ):
        for _ in range(64):
            part.write(bytes(1 << 20))
    start = time.process_time()
    with refusing(FileProblem, match="64 MB"):
        check_package(file)
    assert time.process_time() - start < 0.5, "it was unpacked"


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "many.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(workbook_scan.MAX_ENTRIES + 1):
            archive.writestr(f"xl/{number}", b"")
    with refusing(FileProblem, match="parts"):
        check_package(file)


def test_the_longest_shared_string_is_measured(tmp_path: Path) -> None:
    strings = (
        "<sst>" + "<si><t>a</t></si>" * 10 + "<si><t>" + "b" * (9 << 20) + "</t></si><si><t>c</t></si></sst>"
    )
    file = raw_workbook(tmp_path / "s.xlsx", "", **{"xl/sharedStrings.xml": strings})
    assert workbook_scan.longest_string(file) > 9 << 20
    plain = raw_workbook(tmp_path / "p.xlsx", "", **{"xl/sharedStrings.xml": "<sst><si><t>a</t></si></sst>"})
    assert workbook_scan.longest_string(plain) == 0


_DECLARED = '<!DOCTYPE x [<!ENTITY a "b">]>'


@pytest.mark.parametrize("hidden", [0, 6_000, 80_000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "part", ["xl/styles.xml", "xl/worksheets/_rels/sheet1.xml.rels", "docProps/core.xml", "xl/parts/odd.dat"]
)
def test_a_declaration_is_found_wherever_it_stands(
    tmp_path: Path, part: str, encoding: str, hidden: int
) -> None:
    comment = f"<!--{'x' * hidden}-->"
    for text in (
        f"<?xml version='1.0'?>{comment}{_DECLARED}<a/>",
        f"<?xml version='1.0'?><!DOCTYPE x [{comment}<!ENTITY a 'b'>]><a/>",
        f"{comment}<?p {'y' * hidden}?>\n<!doctype x><a/>",
        f"<a>{comment}</a>{_DECLARED}",
    ):
        file = raw_workbook(tmp_path / "a.xlsx", "<sheetData/>")
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr(part, text.encode(encoding))
        with refusing(FileProblem, match="declarations that no workbook has"):
            check_package(file)


@pytest.mark.parametrize("encoding", ["utf-7", "cp037", "utf-8"])
def test_a_part_in_an_encoding_of_its_own_is_refused(tmp_path: Path, encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{'IBM037' if encoding == 'utf-8' else encoding}'?><a>b</a>"
    file = raw_workbook(tmp_path / "a.xlsx", "<sheetData/>", **{"xl/styles.xml": text.encode(encoding)})  # type: ignore[arg-type]
    with refusing(FileProblem, match="unknown encoding"):
        check_package(file)


def test_what_only_looks_like_a_declaration_is_none(tmp_path: Path) -> None:
    text = f"<?xml version='1.0'?><!-- {_DECLARED} --><a><![CDATA[{_DECLARED}]]></a>"
    check_package(raw_workbook(tmp_path / "a.xlsx", "<sheetData/>", **{"xl/styles.xml": text}))
