"""Lists as a workbook a person would have made: real tables, a frozen header, widths, number and date formats.

Rows are streamed, so a list may have any length; what does not fit Excel's 1,048,576 rows goes on in a further sheet.
Text stays text whatever it looks like. Values that a cell cannot hold whole are cut and reported.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from salesdesk import outputs
from salesdesk.domain.fields import FieldType
from salesdesk.domain.money import Money, minor_digits
from salesdesk.domain.progress import Work
from salesdesk.domain.sheets import Problem
from salesdesk.exchange.writing.archive import WorkbookArchive

LONGEST_TEXT = 32_767  # UTF-16 units Excel keeps in a cell
MOST_ROWS = 1_048_575  # of data, below the header
MOST_BYTES = 1_400_000_000  # of a sheet, well below what a zip file without extensions can hold in one entry
_EXACT = 2**53
_REPORT_EVERY = 1_000

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")
_FORMULA_LIKE = ("=", "+", "-", "@")
_TEXT = "@"
_FORMATS = {
    FieldType.DATE: "yyyy-mm-dd",
    FieldType.DATETIME: "yyyy-mm-dd hh:mm",
    FieldType.PERCENT: "0%",
    FieldType.INTEGER: "#,##0",
    FieldType.NUMBER: "General",
}
_RIGHT = frozenset({FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT})


@dataclass(frozen=True, slots=True)
class OutColumn:
    """One column: ``width`` in pixels; a hidden one is for the program that reads the workbook back."""

    title: str
    type: FieldType = FieldType.TEXT
    width: int = 140
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class OutSheet:
    """One sheet. Cells are None, text, bool, int, float, `Money`, date or datetime (local, without zone); a
    percentage is 0..100. ``expected`` is how many rows there will be, for progress."""

    title: str
    columns: tuple[OutColumn, ...]
    rows: Iterable[Sequence[Any]]
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """How many data rows were written, and the values that were not kept whole."""

    rows: int
    problems: tuple[Problem, ...] = ()


def write_workbook(
    path: Path, sheets: Iterable[OutSheet], notes: Mapping[str, str], work: Work | None = None
) -> Written:
    """Write the workbook; it replaces ``path`` only when it is whole. ``notes`` go as key and value into a hidden
    sheet "SalesDesk", by which the program knows its own export again. Raises ``FileProblem`` or ``Cancelled``."""
    workbook = Workbook(write_only=True)
    with outputs.whole(path) as part, WorkbookArchive(part, workbook) as archive:
        writer = _WorkbookWriter(workbook, archive, work)
        for sheet in sheets:
            writer.add(sheet)
        writer.finish(notes)
    return Written(writer.rows, tuple(writer.problems))


class _WorkbookWriter:
    def __init__(self, workbook: Any, archive: WorkbookArchive, work: Work | None) -> None:
        self._workbook, self._archive, self._work = workbook, archive, work
        self._tables = 0
        self.rows = 0
        self.problems: list[Problem] = []

    def add(self, sheet: OutSheet) -> None:
        """Write one sheet, and further ones while rows are left."""
        rows = iter(sheet.rows)
        number = 1
        while True:
            title = _sheet_title(sheet.title, number)
            full = self._add_sheet(title, sheet, rows)
            following = next(rows, None) if full else None
            if following is None:
                return
            rows = _with_first(following, rows)
            number += 1

    def _add_sheet(self, title: str, sheet: OutSheet, rows: Iterator[Sequence[Any]]) -> bool:
        """Write rows until there are no more, or the sheet can hold no more: returns whether it is full."""
        worksheet = self._workbook.create_sheet(title)
        worksheet.freeze_panes = "B2" if len(sheet.columns) > 3 else "A2"
        for place, column in enumerate(sheet.columns, 1):
            dimension = worksheet.column_dimensions[get_column_letter(place)]
            dimension.width = max(6.0, round(column.width / 7, 1))
            dimension.hidden = column.hidden
        self._archive.begin(worksheet)
        headers = _unique([column.title for column in sheet.columns])
        header = WriteOnlyCell(worksheet)
        header.font = Font(bold=True)
        header.alignment = Alignment(vertical="center")
        worksheet.append([_text_cell(copy(header), text) for text in headers])
        cells = [_Cells(worksheet, column, headers[place]) for place, column in enumerate(sheet.columns)]
        count, full = 0, False
        while not full and (row := next(rows, None)) is not None:
            if count % _REPORT_EVERY == 0:
                self._report(sheet)
            worksheet.append([cell.filled(value) for cell, value in zip(cells, row, strict=True)])
            count += 1
            self.rows += 1
            for cell in cells:
                if cell.cut is not None:
                    self.problems.append(
                        Problem(
                            title,
                            count + 1,
                            cell.title,
                            cell.cut,
                            "The text is longer than a cell can hold and was cut.",
                            "warning",
                        )
                    )
                    cell.cut = None
            full = count == MOST_ROWS or (
                count % _REPORT_EVERY == 0 and self._archive.sheet_bytes > MOST_BYTES
            )
        self._report(sheet)
        self._add_table(worksheet, headers, count)
        self._archive.end(worksheet)
        return full

    def _report(self, sheet: OutSheet) -> None:
        if self._work is not None:
            self._work.check()
            self._work.report(self.rows, sheet.expected, "rows")

    def _add_table(self, worksheet: Any, headers: Sequence[str], count: int) -> None:
        self._tables += 1
        # a table needs one row below its header, an empty one if need be
        table = Table(
            displayName=f"Table{self._tables}", ref=f"A1:{get_column_letter(len(headers))}{max(count, 1) + 1}"
        )
        table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
        table._initialise_columns()
        table.tableColumns = [TableColumn(id=place, name=name) for place, name in enumerate(headers, 1)]
        worksheet.tables.add(table)  # add_table() only adds a warning that the columns are ours to name

    def finish(self, notes: Mapping[str, str]) -> None:
        """Add the hidden sheet and what ends the file."""
        worksheet = self._workbook.create_sheet("SalesDesk")
        worksheet.sheet_state = "hidden"
        self._archive.begin(worksheet)
        for key, value in notes.items():
            worksheet.append(
                [_text_cell(WriteOnlyCell(worksheet), key), _text_cell(WriteOnlyCell(worksheet), value)]
            )
        self._archive.end(worksheet)
        if self._work is not None:
            self._work.check()
        self._archive.finish()


class _Cells:
    """The cells of one column. A written cell is used again for the next row: creating one costs more."""

    def __init__(self, worksheet: Any, column: OutColumn, title: str) -> None:
        self.title = title
        self.cut: str | None = None
        self._type = column.type
        self._worksheet = worksheet
        self._wrap = column.type is FieldType.LONG_TEXT
        self._by_format: dict[str, Any] = {}

    def filled(self, value: Any) -> Any:
        if value is None or value == "":
            return None
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, bool):
            return self._set("General", value, "b")
        if isinstance(value, Money):
            digits = minor_digits(value.currency)
            code = f"#,##0{'.' + '0' * digits if digits else ''}" + (
                f' "{value.currency}"' if value.currency else ""
            )
            return self._set(code, value.amount, "n")
        if isinstance(value, (date, datetime)):
            if value.year < 1900:
                return self._text(value.isoformat(" ") if isinstance(value, datetime) else value.isoformat())
            code = _FORMATS[FieldType.DATETIME if isinstance(value, datetime) else FieldType.DATE]
            return self._set(code, value, "d")
        if (isinstance(value, float) and not math.isfinite(value)) or (
            isinstance(value, int) and abs(value) > _EXACT
        ):
            return self._text(str(value))
        if self._type is FieldType.PERCENT:
            return self._set(_FORMATS[FieldType.PERCENT], value / 100, "n")
        return self._set(_FORMATS.get(self._type, "General"), value, "n")

    def _text(self, value: str) -> Any:
        text = _clean(value)
        if len(text) > LONGEST_TEXT // 2 and _units(text) > LONGEST_TEXT:
            self.cut = text[:200]
            text = _shortened(text)
        cell = self._set(_TEXT, text, "s")
        cell.quotePrefix = text.startswith(_FORMULA_LIKE)
        return cell

    def _set(self, code: str, value: Any, kind: str) -> Any:
        cell = self._by_format.get(code)
        if cell is None:
            cell = WriteOnlyCell(self._worksheet)
            cell.number_format = code
            if self._wrap:
                cell.alignment = Alignment(vertical="top", wrap_text=False)
            elif self._type in _RIGHT:
                cell.alignment = Alignment(horizontal="right")
            self._by_format[code] = cell
        # set past the guessing of openpyxl, which would take "=1+1" for a formula and "#N/A" for an error
        cell._value, cell.data_type = value, kind
        return cell


def _text_cell(cell: Any, text: str) -> Any:
    cell._value, cell.data_type = _clean(text)[:LONGEST_TEXT], "s"
    return cell


def _clean(text: str) -> str:
    """Without the characters XML cannot hold, and with what only looks like Excel's own escape kept as text."""
    if text.isascii() and text.isprintable():
        return _ESCAPE.sub("_x005F_x", text) if "_x" in text else text
    return _ESCAPE.sub("_x005F_x", _ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n"))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _shortened(text: str) -> str:
    cut = text.encode("utf-16-le", "surrogatepass")[: (LONGEST_TEXT - 1) * 2]
    return cut.decode("utf-16-le", "ignore") + "…"


def _unique(titles: Sequence[str]) -> list[str]:
    """Titles as a table needs them: none empty, none twice whatever the case, on one line."""
    found: list[str] = []
    taken: set[str] = set()
    for place, title in enumerate(titles, 1):
        base = " ".join(_clean(title).split())[:200] or f"Column {place}"
        name, number = base, 2
        while name.casefold() in taken:
            name, number = f"{base} {number}", number + 1
        taken.add(name.casefold())
        found.append(name)
    return found


def _sheet_title(title: str, number: int) -> str:
    base = re.sub(r"[\\/*?:\[\]]", " ", title).strip("' ") or "List"
    return base[:31] if number == 1 else f"{base[:27]} {number}"


def _with_first(first: Sequence[Any], rest: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    yield first
    yield from rest
