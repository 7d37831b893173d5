"""Which rows of a sheet are records, and what else a workbook says about them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesdesk.exchange.file_kind import sniff
from salesdesk.exchange.sheet_layout import ColumnValues, SheetLayout, choose_header, data_rows, walk
from salesdesk.exchange.tables import ListTable, Table
from salesdesk.exchange.workbook_reader import Workbook

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
