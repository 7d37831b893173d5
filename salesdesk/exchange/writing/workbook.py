"""Workbooks as a person would have made them: real tables, frozen heads, widths, number and date formats, native charts.

The one way in which the program writes workbooks: lists, reports, rows with problems. The XML of the rows is written
here, row by row into the packed file, so that a list may have any length; what does not fit Excel's 1,048,576 rows goes
on in a further sheet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from salesdesk import outputs
from salesdesk.domain.progress import Work
from salesdesk.domain.sheets import Problem
from salesdesk.exchange.writing.archive import CORE, RELATIONS, Entry, WorkbookArchive
from salesdesk.exchange.writing.cells import Cells, caption_text, escaped, text_cell
from salesdesk.exchange.writing.formulas import Formula, table_names
from salesdesk.exchange.writing.layout import (
    FITTED,
    SheetPart,
    address,
    column_letters,
    height,
    page_of,
    printed_heads,
    texts_of_digits,
    upright,
    validations,
    view,
    width_of,
    widths,
)
from salesdesk.exchange.writing.offered import OfferedLists
from salesdesk.exchange.writing.sheets import (
    BESIDE,
    LISTS,
    NOTES,
    LatePage,
    OutColumn,
    OutPage,
    OutSheet,
    free_title,
    sheet_titles,
    table_heads,
)
from salesdesk.exchange.writing.styles import GREY, HEAD_FILL, HEAD_TEXT, TABLE, Look, Styles
from salesdesk.phrases import phrase

MOST_ROWS = 1_048_575  # of data, below the header
MOST_BYTES = 1_400_000_000  # of a sheet, well below what a zip file without extensions can hold in one entry
_REPORT_EVERY = 1_000
_FREEZE_FIRST_FROM = 4  # columns: with so many the first stays in sight as well

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows of tables were written, and the values that were not kept whole."""

    rows: int
    problems: tuple[Problem, ...] = ()


def write_workbook(
    path: Path,
    sheets: Sequence[OutSheet | OutPage | LatePage],
    notes: Mapping[str, str] | None = None,
    work: Work | None = None,
) -> Written:
    """Write the workbook; it replaces ``path`` only when it is whole. The sheets are called as ``sheet_titles`` says.
    ``notes`` go as key and value into a hidden sheet "SalesDesk", by which the program knows its own export again.
    Raises ``FileProblem`` or ``Cancelled``."""
    with outputs.whole(path) as part, WorkbookArchive(part) as archive:
        writer = _WorkbookWriter(archive, work, sheet_titles(sheet.title for sheet in sheets))
        for place, sheet in enumerate(sheets):
            if isinstance(sheet, OutPage):
                writer.add_page(sheet, place)
            elif isinstance(sheet, OutSheet):
                writer.add_table(sheet, place)
        for place, sheet in enumerate(sheets):
            if isinstance(sheet, LatePage):
                writer.add_page(sheet.make(writer.tables), place)
        writer.add_lists()
        if notes:
            writer.add_notes(notes)
        writer.finish()
    return Written(writer.rows, tuple(writer.problems))


class _WorkbookWriter:
    def __init__(self, archive: WorkbookArchive, work: Work | None, titles: Sequence[str]) -> None:
        self._archive, self._work, self._titles = archive, work, list(titles)
        self._styles, self._lists = Styles(), OfferedLists()
        self._head = self._styles.index(Look(bold=True, colour=HEAD_TEXT, fill=HEAD_FILL))
        self._grey_head = self._styles.index(Look(bold=True, colour=_PALE_HEAD, fill=HEAD_FILL))
        self._sheets: list[SheetPart] = []  # in the order in which they are written
        self._pages: list[str] = []
        self._shared: list[str] = []  # texts that are known only when a sheet is through
        self._names: list[str] = []  # of tables
        self.tables: dict[str, list[str]] = defaultdict(list)
        self._charts = self._drawings = 0
        self._calculates = False
        self.rows = 0
        self.problems: list[Problem] = []

    # -- tables -----------------------------------------------------------------------------------------------

    def add_table(self, sheet: OutSheet, place: int) -> None:
        """Write one sheet, and further ones while rows are left."""
        rows, title = iter(sheet.rows), self._titles[place]
        while True:
            full = self._add_part_of_table(title, sheet, rows, place)
            following = next(rows, None) if full else None
            if following is None:
                return
            rows = chain((following,), rows)
            title = free_title(sheet.title, self._titles)
            self._titles.append(title)

    def _add_part_of_table(
        self, title: str, sheet: OutSheet, rows: Iterator[Sequence[Any]], place: int
    ) -> bool:
        """Write rows until there are no more, or the sheet can hold no more: returns whether it is full."""
        letters = [column_letters(place) for place in range(1, len(sheet.columns) + 1)]
        heads = table_heads([column.title for column in sheet.columns])
        top = 1 if sheet.caption is None else 2  # the row of the heads
        entry, name = self._begin(title, place, top)
        entry.write(FITTED)
        entry.write(
            view(
                first=place == 0 and title == self._titles[0],
                top=top,
                beside=len(sheet.columns) >= _FREEZE_FIRST_FROM,
            )
        )
        wide = [(width_of(c, head), c.hidden) for c, head in zip(sheet.columns, heads, strict=True)]
        entry.write(widths(wide))
        entry.write("<sheetData>")
        if sheet.caption is not None:
            entry.write(f'<row r="1"><c r="A1" t="s"><v>{len(self._shared)}</v></c></row>')
        entry.write(f'<row r="{top}">')
        for letter, head, column in zip(letters, heads, sheet.columns, strict=True):
            entry.write(
                f'<c r="{letter}{top}{text_cell(head, self._grey_head if column.grey else self._head)}'
            )
        entry.write("</row>")
        columns = list(zip(letters, heads, strict=True))
        count, full = self._write_rows(title, sheet, rows, entry, columns, top)
        if sheet.total is not None and count:
            # a blank row keeps the total out of the table's filter and sorting
            entry.write(self._row(count + top + 2, letters, sheet.total, sheet.columns))
        entry.write("</sheetData>")
        if sheet.caption is not None:
            self._shared.append(caption_text(*sheet.caption(count), GREY))
        last = max(count, 1) + top  # a table needs one row below its header, an empty one if need be
        offered = [self._lists.place(column) for column in sheet.columns]
        entry.write(validations(sheet.columns, offered, top + 1, last))
        entry.write(page_of(sum(width for width, hidden in wide if not hidden)))
        reach = f"A{top}:{letters[-1]}{last}"
        entry.write(texts_of_digits(reach))
        entry.write(f'<tableParts count="1"><tablePart {RELATIONS} r:id="rId1"/></tableParts></worksheet>')
        entry.close()
        table = self._add_table_part(sheet.table, reach, heads)
        self._archive.relate(name, [("table", table)])
        return full

    def _write_rows(
        self,
        title: str,
        sheet: OutSheet,
        rows: Iterator[Sequence[Any]],
        entry: Entry,
        columns: Sequence[tuple[str, str]],
        top: int,
    ) -> tuple[int, bool]:
        cells = [
            Cells(self._styles, column.type, column.number, _GREY_LOOK if column.grey else None)
            for column in sheet.columns
        ]
        heads = [
            (f'<c r="{letter}', cell.kept, cell.xml) for (letter, _), cell in zip(columns, cells, strict=True)
        ]
        texts = [(head, cell) for (_, head), cell in zip(columns, cells, strict=True)]
        count, full = 0, False
        while not full and (row := next(rows, None)) is not None:
            if count % _REPORT_EVERY == 0:
                self._report(sheet)
            count += 1
            number = str(count + top)
            parts = [f'<row r="{number}">']
            for (head, kept, made), value in zip(heads, row, strict=True):
                if value is None:
                    continue
                cell = kept.get(value) if type(value) is str else None
                if cell is None and (cell := made(value)) is None:
                    continue
                parts += (head, number, cell)
            parts.append("</row>")
            entry.write("".join(parts))
            for column, told in texts:
                if told.cut is not None:
                    self._say_cut(title, count + top, column, told.cut)
                    told.cut = None
            full = count == MOST_ROWS + 1 - top or (count % _REPORT_EVERY == 0 and entry.size > MOST_BYTES)
        self.rows += count
        self._calculates |= any(cell.calculates for cell in cells)
        self._report(sheet)
        return count, full

    def _row(
        self, number: int, letters: Sequence[str], values: Sequence[Any], columns: Sequence[OutColumn]
    ) -> str:
        made = []
        for letter, value, column in zip(letters, values, columns, strict=True):
            cell = Cells(self._styles, column.type, column.number, Look(bold=True)).xml(value)
            made.append("" if cell is None else f'<c r="{letter}{number}{cell}')
        return f'<row r="{number}">{"".join(made)}</row>'

    def _say_cut(self, title: str, row: int, column: str, text: str) -> None:
        reason = phrase("problems.text_cut")
        self.problems.append(Problem(title, row, column, text, reason, "warning"))

    def _report(self, sheet: OutSheet) -> None:
        if self._work is not None:
            self._work.check()
            self._work.report(self.rows, sheet.expected, "rows")

    def _add_table_part(self, called: str, reference: str, heads: Sequence[str]) -> str:
        number = len(self._names) + 1
        name = f"xl/tables/table{number}.xml"
        asked, called = called, table_names([*self._names, called or f"Table{number}"])[-1]
        self._names.append(called)
        self.tables[asked].append(called)
        columns = "".join(
            f'<tableColumn id="{place}" name="{escaped(head)}"/>' for place, head in enumerate(heads, 1)
        )
        self._archive.add(
            name,
            f"{_SHEET_ML}.table+xml",
            f'<table xmlns="{_MAIN}" id="{number}" name="{called}" displayName="{called}" ref="{reference}" '
            f'totalsRowShown="0"><autoFilter ref="{reference}"/><tableColumns count="{len(heads)}">{columns}'
            f'</tableColumns><tableStyleInfo name="{TABLE}" showFirstColumn="0" showLastColumn="0" '
            'showRowStripes="1" showColumnStripes="0"/></table>',
        )
        return name

    # -- pages ------------------------------------------------------------------------------------------------

    def add_page(self, page: OutPage, place: int) -> None:
        """Write a sheet of single cells and charts."""
        entry, name = self._begin(self._titles[place], place)
        self._pages.append(self._titles[place])
        entry.write("" if page.breaks else FITTED)
        entry.write(view(first=place == 0, grid=False))
        entry.write(widths([(width, False) for width in page.widths]))
        self._calculates |= any(isinstance(cell.value, Formula) for cell in page.cells)
        entry.write("<sheetData>")
        for number in sorted({cell.row for cell in page.cells}):
            cells = sorted((c for c in page.cells if c.row == number), key=lambda c: c.column)
            entry.write(f'<row r="{number}"{height(cell.look for cell in cells)}>')
            for cell in cells:
                made = Cells(self._styles, cell.type, cell.number, cell.look).xml(cell.value)
                if made is not None:
                    entry.write(f'<c r="{column_letters(cell.column)}{number}{made}')
            entry.write("</row>")
        entry.write("</sheetData>")
        links = [
            f'<hyperlink ref="{column_letters(cell.column)}{cell.row}" location="{escaped(address(cell.link))}"/>'
            for cell in page.cells
            if cell.link
        ]
        if links:
            entry.write(f"<hyperlinks>{''.join(links)}</hyperlinks>")
        entry.write(upright(sum(page.widths), page.breaks) if page.breaks else page_of(0))
        if page.charts:
            entry.write(f'<drawing {RELATIONS} r:id="rId1"/>')
        entry.write("</worksheet>")
        entry.close()
        if page.charts:
            self._archive.relate(name, [("drawing", self._add_charts(page))])

    def _add_charts(self, page: OutPage) -> str:
        from salesdesk.exchange.writing.charts import chart_parts  # a list has none

        self._drawings += 1
        name = f"xl/drawings/drawing{self._drawings}.xml"
        placed, drawn = chart_parts(page.charts, self._charts + 1)
        self._archive.add(name, _DRAWING, placed)
        parts = []
        for chart in drawn:
            self._charts += 1
            parts.append(("chart", f"xl/charts/chart{self._charts}.xml"))
            self._archive.add(parts[-1][1], _CHART, chart)
        self._archive.relate(name, parts)
        return name

    def add_notes(self, notes: Mapping[str, str]) -> None:
        """Write the hidden sheet; it says too which sheets show no records."""
        pages = [*self._pages, *([LISTS] if self._lists else [])]
        notes = {**notes, **{f"{BESIDE}{title}": "" for title in pages}}
        entry, _ = self._begin(NOTES, len(self._titles), hidden=True)
        entry.write("<sheetData>")
        for number, (key, value) in enumerate(notes.items(), 1):
            entry.write(
                f'<row r="{number}"><c r="A{number}{text_cell(key, 0)}<c r="B{number}{text_cell(value, 0)}</row>'
            )
        entry.write("</sheetData></worksheet>")
        entry.close()

    def add_lists(self) -> None:
        """Write the hidden sheet with what cells offer."""
        if not self._lists:
            return
        entry, _ = self._begin(LISTS, len(self._titles), hidden=True)
        entry.write("<sheetData>")
        for number, row in enumerate(self._lists.rows(), 1):
            cells = "".join(
                f'<c r="{column_letters(place)}{number}{text_cell(text, 0)}'
                for place, text in enumerate(row, 1)
                if text is not None
            )
            entry.write(f'<row r="{number}">{cells}</row>')
        entry.write("</sheetData></worksheet>")
        entry.close()

    # -- the whole --------------------------------------------------------------------------------------------

    def _begin(self, title: str, place: int, top: int = 0, *, hidden: bool = False) -> tuple[Entry, str]:
        self._sheets.append(SheetPart(place, len(self._sheets) + 1, title, top, hidden))
        name = f"xl/worksheets/sheet{len(self._sheets)}.xml"
        entry = self._archive.begin(name, f"{_SHEET_ML}.worksheet+xml")
        entry.write(f'<worksheet xmlns="{_MAIN}">')
        return entry, name

    def finish(self) -> None:
        """Write what a workbook consists of besides its sheets."""
        if self._work is not None:
            self._work.check()
        ordered = sorted(self._sheets)
        sheets = "".join(
            f'<sheet name="{escaped(part.title)}" sheetId="{part.number}"{_HIDDEN if part.hidden else ""} '
            f'r:id="rId{part.number}"/>'
            for part in ordered
        )
        related = [("worksheet", f"xl/worksheets/sheet{n}.xml") for n in range(1, len(self._sheets) + 1)]
        self._archive.add("xl/styles.xml", f"{_SHEET_ML}.styles+xml", self._styles.xml())
        self._archive.add(
            "xl/workbook.xml",
            f"{_SHEET_ML}.sheet.main+xml",
            f'<workbook xmlns="{_MAIN}" {RELATIONS}><bookViews><workbookView/></bookViews>'
            f"<sheets>{sheets}</sheets>{printed_heads(ordered)}{_CALCULATED if self._calculates else ''}</workbook>",
        )
        related.append(("styles", "xl/styles.xml"))
        if self._shared:
            self._add_shared()
            related.append(("sharedStrings", "xl/sharedStrings.xml"))
        self._archive.relate("xl/workbook.xml", related)
        self._archive.relate("", [("officeDocument", "xl/workbook.xml"), ("core-properties", CORE)])
        self._archive.finish(datetime.now(UTC))

    def _add_shared(self) -> None:
        texts = "".join(f"<si>{text}</si>" for text in self._shared)
        count = len(self._shared)
        self._archive.add(
            "xl/sharedStrings.xml",
            f"{_SHEET_ML}.sharedStrings+xml",
            f'<sst xmlns="{_MAIN}" count="{count}" uniqueCount="{count}">{texts}</sst>',
        )


_HIDDEN = ' state="hidden"'
_CALCULATED = '<calcPr calcId="191029" fullCalcOnLoad="1"/>'
_PALE_HEAD = "CFE5E2"
_GREY_LOOK = Look(colour=GREY)
