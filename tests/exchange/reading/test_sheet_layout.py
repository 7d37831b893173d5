"""Which rows of a sheet are records, and what else a workbook says about them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from salesdesk.exchange.reading.file_kind import sniff
from salesdesk.exchange.reading.sheet_layout import ColumnValues, SheetLayout, choose_header, data_rows, walk
from salesdesk.exchange.reading.tables import ListTable, Table
from salesdesk.exchange.workbook.reader import Workbook
from tests.exchange.workbooks import cell, raw_workbook

NAMES = ["Name", "Email", "Amount"]


def _read(table: Table) -> tuple[SheetLayout, list[tuple[int, list[Any]]]]:
    header = choose_header(table, row=None, has_header=True, known=lambda text: text in ("name", "email"))
    layout = walk(table, header, ColumnValues(), limit=None, report=lambda *_: None)
    return layout, [(number, list(record)) for number, record in data_rows(table, layout)]


def _sheet(path: Path) -> Table:
    book = Workbook(path, sniff(path), careful=False, report=lambda *_: None)
    return book.table(book.sheets()[0][0])


def _list(rows: Sequence[Sequence[Any]]) -> Table:
    return ListTable("leads", list(rows))


@pytest.fixture
def book() -> openpyxl.Workbook:
    """A workbook with a company over two people."""
    made = openpyxl.Workbook()
    for row in (
        ["Company", "Name", "Email"],
        ["Acme", "Ann Lee", "a@x.com"],
        [None, "Bob Ray", "b@x.com"],
        ["Beta", "Cid Day", "c@x.com"],
        [None, "Dan Fox", "d@x.com"],
    ):
        made.active.append(row)
    return made


def test_a_cell_merged_over_rows_is_in_each_of_them(tmp_path: Path, book: openpyxl.Workbook) -> None:
    book.active.merge_cells("A2:A3")
    book.save(tmp_path / "m.xlsx")
    layout, rows = _read(_sheet(tmp_path / "m.xlsx"))
    assert layout.names == ("Company", "Name", "Email")
    assert [row[0] or "" for _, row in rows] == ["Acme", "Acme", "Beta", ""]


def test_a_merged_cell_makes_no_record_of_a_blank_row(tmp_path: Path, book: openpyxl.Workbook) -> None:
    book.active.merge_cells("A4:A9")
    book.active["B9"] = "Eve Orr"
    book.save(tmp_path / "m.xlsx")
    _, rows = _read(_sheet(tmp_path / "m.xlsx"))
    assert [(number, row[0] or "") for number, row in rows] == [
        (2, "Acme"), (3, ""), (4, "Beta"), (5, "Beta"), (9, "Beta"),
    ]  # fmt: skip


def test_comments_on_cells_are_a_column(tmp_path: Path, book: openpyxl.Workbook) -> None:
    book.active["C3"].comment = Comment("Please do not write", "Chief")
    book.active["B1"].comment = Comment("First and last name", "Chief")
    book.active["A4"].comment = Comment("Two\nlines", "Chief")
    book.active["B4"].comment = Comment("Retired", "Chief")
    book.save(tmp_path / "c.xlsx")
    layout, rows = _read(_sheet(tmp_path / "c.xlsx"))
    assert layout.names == ("Company", "Name", "Email", "Comments")
    assert {number: row[3] for number, row in rows} == {
        2: None,
        3: "Email: Please do not write",
        4: "Company: Two lines; Name: Retired",
        5: None,
    }


def test_a_thread_stands_for_its_placeholder(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}">{cell(f"A{n}", text)}</row>' for n, text in ((1, "Name"), (2, "Ann Lee")))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    file = raw_workbook(
        tmp_path / "t.xlsx",
        f"<sheetData>{rows}</sheetData>",
        **{
            "xl/worksheets/_rels/sheet1.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                '<Relationship Id="a" Type="http://x/comments" Target="../comments1.xml"/>'
                '<Relationship Id="b" Type="http://x/threadedComment" Target="/xl/threadedComments/t1.xml"/>'
                "</Relationships>"
            ),
            "xl/comments1.xml": (
                f'<comments xmlns="{main}"><commentList><comment ref="A2"><text><t>[Threaded comment] Your version'
                "</t></text></comment></commentList></comments>"
            ),
            "xl/threadedComments/t1.xml": (
                '<ThreadedComments xmlns="http://x/threaded"><threadedComment ref="A2"><text>Call her?</text>'
                '</threadedComment><threadedComment ref="A2"><text>Did so.</text></threadedComment>'
                '<threadedComment ref="nowhere"><text>x</text></threadedComment></ThreadedComments>'
            ),
        },
    )
    assert dict(_sheet(file).comments) == {(1, 0): "Call her? / Did so."}


def test_broken_comments_cost_no_cell(tmp_path: Path) -> None:
    file = raw_workbook(
        tmp_path / "b.xlsx",
        f'<sheetData><row r="1">{cell("A1", "Name")}</row></sheetData>',
        **{
            "xl/worksheets/_rels/sheet1.xml.rels": (
                '<Relationships><Relationship Id="a" Type="http://x/comments" Target="../c.xml"/></Relationships>'
            ),
            "xl/c.xml": "<comments><comment ref='A1'><text>",
        },
    )
    table = _sheet(file)
    assert [list(row) for row in table.rows()] == [["Name"]]
    assert not table.comments


ANN, BOB, CID = ["Ann Lee", "a@x.com", 10], ["Bob Ray", "b@x.com", 20], ["Cid Day", "c@x.com", 5]


def test_titles_of_blocks_and_footers_are_no_records() -> None:
    blocks = [
        [], ["Region: North"], NAMES, ANN, BOB, ["Subtotal", None, 30], [], ["Region: South"], NAMES, CID,
        ["Total", None, 35], ["Printed on 2026-01-01"],
    ]  # fmt: skip
    layout, rows = _read(_list(blocks))
    assert [row[0] for _, row in rows] == ["Ann Lee", "Bob Ray", "Cid Day"]
    assert (layout.rows, layout.totals, layout.repeats, layout.titles) == (3, 2, 1, 2)


@pytest.mark.parametrize(
    "footer", ["Seite 1 von 3", "Stand: 12.11.2025", "Exported 2026-01-01 by Ann", "Confidential"]
)
def test_footers(footer: str) -> None:
    layout, rows = _read(_list([NAMES, ANN, BOB, [], [None, footer]]))
    assert (layout.rows, layout.titles, len(rows)) == (2, 1, 2)


@pytest.mark.parametrize(
    "lines",
    [
        ["Bitte noch prüfen! Danke, Uwe"],
        ["Please check these!"],
        ["Please check these before Friday.", "Thanks, Tom"],
        ["Could you have a look at the last three rows?", "Best regards", "Printed on 2026-01-01"],
        ["I was not sure about the numbers of the people in Berlin"],
        ["¿Puedes revisar los últimos? Gracias"],
    ],
)
def test_remarks_below_a_table(lines: list[str]) -> None:
    layout, rows = _read(_list([NAMES, ANN, BOB, [], *([line] for line in lines)]))
    assert (layout.rows, layout.titles, len(rows)) == (2, len(lines), 2)


@pytest.mark.parametrize(
    "lines",
    [
        ["Please check these!", "Eve Orr"],
        ["Thanks, Tom"],
        ["Yahoo!"],
        ["Gruß GmbH", "Eve Orr"],
        ["Mr. John A. van der Berg Jr."],
    ],
)
def test_what_may_be_a_name_below_a_table_is_a_record(lines: list[str]) -> None:
    layout, rows = _read(_list([NAMES, ANN, BOB, [], *([line] for line in lines)]))
    assert (layout.titles, len(rows)) == (0, 2 + len(lines))


@pytest.mark.parametrize(
    "name", ["Eve Orr", "Page Miller", "Stand Up Ltd", "Source One Inc", "Printed Matter Inc", "Totally"]
)
def test_a_name_alone_is_a_record(name: str) -> None:
    layout, rows = _read(_list([NAMES, ANN, [name], BOB, [name]]))
    assert (layout.rows, layout.titles, layout.totals, len(rows)) == (4, 0, 0, 4)


def test_a_total_without_its_figure_is_a_total() -> None:
    layout, rows = _read(_list([NAMES, ANN, BOB, [], ["Summe", None, None]]))
    assert (layout.rows, layout.totals, len(rows)) == (2, 1, 2)
