"""Tables in markup: HTML pages saved with a spreadsheet's ending, and Excel's XML spreadsheets of 2003.

Both are read with the standard library alone, so nothing a page names is ever fetched and no entity of a
foreign document type is expanded.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from xml.parsers import expat

from salesdesk.domain.sheets import Cell, CellError
from salesdesk.exchange.reading.file_kind import damaged_problem, refuse
from salesdesk.exchange.reading.tables import MAX_COLUMNS, ListTable
from salesdesk.exchange.text import encoding as text_encoding
from salesdesk.exchange.workbook.scan import declarations_problem
from salesdesk.phrases import phrase

MAX_SPAN = 1000  # rows or columns one cell may claim to span
MAX_DEPTH = 50  # tables within tables
PIECE = 1 << 18  # characters given to the parser at a time

_Record = list[Cell | CellError]


class _PageTables(HTMLParser):
    """Collects every table of a page; a table within a cell becomes a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[_Record]] = []
        self.merges: list[list[tuple[int, int, int, int]]] = []
        self._open: list[int] = []
        self._cell: list[str] | None = None
        self._taken: list[list[int]] = []  # per table: by column the row from which on it is free again
        self._quiet = 0
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._quiet += 1
        elif tag == "table" and len(self._open) < MAX_DEPTH:
            self._finish_cell()
            self._open.append(len(self.tables))
            self.tables.append([])
            self.merges.append([])
            self._taken.append([])
        elif tag == "tr" and self._open:
            self._finish_cell()
            self.tables[self._open[-1]].append([])
        elif tag in ("td", "th") and self._open:
            self._finish_cell()
            if not self.tables[self._open[-1]]:
                self.tables[self._open[-1]].append([])
            self._cell = []
            values = dict(attrs)
            self._span = (_count(values.get("rowspan")), _count(values.get("colspan")))
        elif tag in ("br", "p", "div", "li") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._quiet = max(0, self._quiet - 1)
        elif tag in ("td", "th", "tr"):
            self._finish_cell()
        elif tag == "table" and self._open:
            self._finish_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._quiet:
            self._cell.append(data)

    def _finish_cell(self) -> None:
        if self._cell is None or not self._open:
            self._cell = None
            return
        number = self._open[-1]
        table, taken = self.tables[number], self._taken[number]
        record, row = table[-1], len(table) - 1
        while len(record) < min(len(taken), MAX_COLUMNS) and taken[len(record)] > row:
            record.append(None)
        if len(record) >= MAX_COLUMNS:
            self._cell = None
            return
        column = len(record)
        text = re.sub(r"[ \t\r\f\v\u00a0]+", " ", "".join(self._cell))
        record.append(re.sub(r" ?\n[ \n]*", "\n", text).strip() or None)
        down, right = self._span[0], min(self._span[1], MAX_COLUMNS - column)
        if down > 1 or right > 1:
            self.merges[number].append((row, column, row + down - 1, column + right - 1))
            record.extend([None] * (right - 1))
        if down > 1:
            taken.extend([0] * (column + right - len(taken)))
            taken[column : column + right] = [row + down] * right
        self._cell = None

    def finished(self) -> list[tuple[list[_Record], list[tuple[int, int, int, int]]]]:
        self._finish_cell()
        return list(zip(self.tables, self.merges, strict=True))


def _count(text: str | None) -> int:
    return min(MAX_SPAN, max(1, int(text))) if text and text.strip().isdigit() and len(text) < 6 else 1


def html_tables(path: Path, report: Callable[[int, int | None, str], None]) -> list[ListTable]:
    """The tables of an HTML page that have more than one row and column, the largest page layout left out.

    Raises ``FileProblem`` when the page has none.
    """
    data = path.read_bytes()
    named = re.search(rb"charset\s*=\s*[\"']?([\w-]{3,20})", data[:4096], re.IGNORECASE)
    encoding = text_encoding.detect(io.BytesIO(data))
    if named and not encoding.startswith("utf"):
        try:
            data[:0].decode(named.group(1).decode("ascii"))
            encoding = named.group(1).decode("ascii").lower()
        except LookupError:
            pass
    text = data.decode(encoding, "replace")
    page = _PageTables()
    start = 0
    while start < len(text):
        # the parser begins anew with what it holds back: pieces as long as that keep the work in proportion
        piece = text[start : start + max(PIECE, len(page.rawdata))]
        page.feed(piece)
        start += len(piece)
        report(start, len(text), "characters")
    found = []
    for records, merges in page.finished():
        cells = sum(1 for record in records for value in record if value is not None)
        wide = max((len(record) for record in records), default=0)
        if cells > 1 and (len(records) > 1 or wide > 1):
            found.append((records, merges))
    if not found:
        raise refuse(path, "reading.no_table_in_page")
    return [
        ListTable(
            path.stem if len(found) == 1 else f"{path.stem} {number}", list(records), merges=tuple(merges)
        )
        for number, (records, merges) in enumerate(found, 1)
    ]


class _Spreadsheet:
    """Reads SpreadsheetML: Worksheet > Table > Row > Cell > Data, with ss:Index jumps and merges."""

    def __init__(self) -> None:
        self.sheets: list[
            tuple[str, bool, list[Sequence[Cell | CellError]], list[tuple[int, int, int, int]]]
        ] = []
        self._record: _Record | None = None
        self._kind = ""
        self._text: list[str] | None = None
        self._merge = (0, 0)

    def start(self, name: str, attrs: dict[str, str]) -> None:
        tag = _local(name)
        values = {_local(key): value for key, value in attrs.items()}
        if tag == "Worksheet":
            self.sheets.append((values.get("Name", f"Sheet{len(self.sheets) + 1}"), True, [], []))
        elif tag == "Row" and self.sheets:
            records = self.sheets[-1][2]
            wanted = (
                min(1_048_576, int(values["Index"])) - 1
                if values.get("Index", "").isdigit()
                else len(records)
            )
            while len(records) < wanted:
                records.append(())
            self._record = []
            records.append(self._record)
        elif tag == "Cell" and self._record is not None:
            wanted = min(MAX_COLUMNS, int(values["Index"])) - 1 if values.get("Index", "").isdigit() else 0
            while len(self._record) < wanted:
                self._record.append(None)
            self._record.append(None)
            down, right = _count(values.get("MergeDown")), _count(values.get("MergeAcross"))
            self._merge = (down if "MergeDown" in values else 0, right if "MergeAcross" in values else 0)
            if any(self._merge):
                row, column = len(self.sheets[-1][2]) - 1, len(self._record) - 1
                self.sheets[-1][3].append((row, column, row + self._merge[0], column + self._merge[1]))
        elif tag == "Data":
            self._kind, self._text = values.get("Type", "String"), []
        elif tag == "Visible" and self.sheets:
            self._text = []

    def end(self, name: str) -> None:
        tag = _local(name)
        if tag == "Data" and self._text is not None:
            if self._record:
                self._record[-1] = _typed("".join(self._text), self._kind)
            self._text = None
        elif tag == "Visible" and self._text is not None:
            if "Hidden" in "".join(self._text):
                title, _, records, merges = self.sheets[-1]
                self.sheets[-1] = (title, False, records, merges)
            self._text = None
        elif tag == "Cell" and self._record is not None:
            self._record.extend([None] * min(self._merge[1], MAX_COLUMNS))
            self._merge = (0, 0)
        elif tag == "Row":
            self._record = None

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)


def _local(name: str) -> str:
    return name.rsplit(":", 1)[-1]


def _typed(text: str, kind: str) -> Cell | CellError:
    if kind == "Number":
        try:
            number = float(text)
        except ValueError:
            return text
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    if kind == "DateTime":
        try:
            return datetime.fromisoformat(text.removesuffix("Z"))
        except ValueError:
            return text
    if kind == "Boolean":
        return text.strip() == "1"
    if kind == "Error":
        return CellError(text)
    return text or None


def spreadsheetml_tables(path: Path) -> list[ListTable]:
    """The sheets of an XML spreadsheet of Excel 2003. Raises ``FileProblem`` for a broken one."""
    reader = _Spreadsheet()
    parser = expat.ParserCreate()

    def no_declarations(*_: object) -> None:
        raise declarations_problem(path)

    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    parser.EntityDeclHandler = no_declarations
    parser.StartDoctypeDeclHandler = no_declarations
    parser.buffer_text = True
    try:
        with path.open("rb") as stream:
            parser.ParseFile(stream)
    except expat.ExpatError as error:
        raise damaged_problem(path, phrase("reading.why.xml_breaks_off", line=error.lineno)) from error
    if not reader.sheets:
        raise damaged_problem(path, phrase("reading.why.no_sheet"))
    return [
        ListTable(name, records, visible, tuple(merges)) for name, visible, records, merges in reader.sheets
    ]
