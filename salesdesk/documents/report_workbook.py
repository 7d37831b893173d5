"""A report as a workbook for a meeting: a summary with a native chart, every table, and the rows behind the figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from salesdesk import outputs
from salesdesk.domain.money import minor_digits
from salesdesk.domain.reports import Report, ReportChart, ReportTable, ValueType
from salesdesk.exchange.writing.archive import WorkbookArchive

_ACCENT, _PALE, _GREY = "0F766E", "E3F1EF", "5B6068"
_LONGEST = 32_767  # characters Excel keeps in a cell


@dataclass(frozen=True, slots=True)
class DetailSheet:
    """The rows behind figures: ``columns`` are (title, width in characters, number format or ""); cells are
    native values (text, int, float, date, datetime, bool, None). The first ``hidden`` columns are hidden."""

    title: str
    columns: tuple[tuple[str, float, str], ...]
    rows: Sequence[Sequence[object]]
    hidden: int = 0


def write_report(report: Report, details: Iterable[DetailSheet], path: Path) -> None:
    """Write the workbook; it replaces ``path`` only when it is whole. Raises ``FileProblem``."""
    workbook = Workbook()
    summary = workbook.active
    assert isinstance(summary, Worksheet)
    summary.title = "Summary"
    sheets = {table.key: _table_sheet(workbook, table, report.currency) for table in report.tables}
    detail_names = [_detail_sheet(workbook, detail) for detail in details]
    _summary(summary, report, sheets, detail_names)
    with outputs.whole(path) as part, WorkbookArchive(part, workbook) as archive:
        archive.finish()


def money_format(currency: str) -> str:
    """The number format of an amount in a currency."""
    digits = minor_digits(currency)
    return f'#,##0{"." + "0" * digits if digits else ""} "{currency}"'


def _format(type_: ValueType, currency: str) -> str:
    return {
        ValueType.MONEY: money_format(currency),
        ValueType.COUNT: "#,##0",
        ValueType.PERCENT: "0 %",
        ValueType.DAYS: '0 "days"',
        ValueType.RATIO: '0.0"×"',
    }.get(type_, "@")


def _value(value: object, type_: ValueType, currency: str) -> object:
    if type_ is ValueType.MONEY and isinstance(value, (int, float)):
        return value / 10 ** minor_digits(currency)
    return value


def _put(sheet: Worksheet, row: int, column: int, value: object, number_format: str = "") -> Cell:
    """Write one cell; text stays text, also when it looks like a formula."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST]
        cell.data_type = "s"
    elif isinstance(value, datetime):
        cell.value = value.replace(tzinfo=None)
    elif isinstance(value, (int, float, bool, date)) or value is None:
        cell.value = value
    else:
        cell.value = str(value)
    if number_format:
        cell.number_format = number_format
    return cell


def _summary(sheet: Worksheet, report: Report, sheets: dict[str, Worksheet], details: list[str]) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 26
    for letter in "BCDE":
        sheet.column_dimensions[letter].width = 20
    _put(sheet, 1, 1, report.title).font = Font(size=18, bold=True)
    spec = report.spec
    owner = f" · {spec.owner}" if spec.owner else ""
    _put(sheet, 2, 1, f"{spec.first.isoformat()} to {spec.last.isoformat()}{owner}").font = Font(color=_GREY)
    for column, title in enumerate(("Figure", "Value", "Period before", "Deals"), 1):
        cell = _put(sheet, 4, column, title)
        cell.font, cell.fill = Font(bold=True, color=_GREY), PatternFill("solid", start_color=_PALE)
        cell.alignment = Alignment(horizontal="left" if column == 1 else "right")
    row = 5
    for figure in report.figures:
        _put(sheet, row, 1, figure.caption)
        form = _format(figure.type, report.currency)
        value = _put(sheet, row, 2, _value(figure.value.value, figure.type, report.currency), form)
        value.font = Font(bold=True)
        _put(sheet, row, 3, _value(figure.before, figure.type, report.currency), form)
        _put(sheet, row, 4, figure.count, "#,##0")
        row += 1
    if report.other_currencies:
        text = f"{report.other_currencies} deals in other currencies than {report.currency} are counted but not added up."
        _put(sheet, row, 1, text).font = Font(italic=True, color=_GREY)
        row += 1
    row += 1
    _put(sheet, row, 1, "In this workbook").font = Font(bold=True)
    for name in [s.title for s in sheets.values()] + details:
        row += 1
        link = _put(sheet, row, 1, name)
        link.hyperlink = f"#'{name}'!A1"
        link.font = Font(color=_ACCENT, underline="single")
    for number, chart in enumerate(report.charts):
        if report.table(chart.table).rows:
            sheet.add_chart(
                _chart(report.table(chart.table), sheets[chart.table], chart), f"G{1 + 17 * number}"
            )


def _chart(table: ReportTable, sheet: Worksheet, chart: ReportChart) -> BarChart:
    drawn = BarChart()
    drawn.type, drawn.title, drawn.style = "col", chart.title, 10
    drawn.height, drawn.width, drawn.gapWidth = 8.0, 16.0, 60
    last = 1 + len(table.rows)
    for series, colour in zip(chart.series, (_ACCENT, "2B5FA8", "B45309"), strict=False):
        place = table.column(series) + 1
        drawn.add_data(Reference(sheet, min_col=place, min_row=1, max_row=last), titles_from_data=True)
        drawn.series[-1].graphicalProperties.solidFill = colour
    drawn.set_categories(Reference(sheet, min_col=table.column(chart.label) + 1, min_row=2, max_row=last))
    drawn.legend.position = "b"
    drawn.x_axis.delete = drawn.y_axis.delete = False  # without this newer Excel hides both axes
    return drawn


def _table_sheet(workbook: Workbook, table: ReportTable, currency: str) -> Worksheet:
    sheet = workbook.create_sheet(_sheet_name(workbook, table.title))
    titles = [column.title for column in table.columns]
    for place, title in enumerate(titles, 1):
        _put(sheet, 1, place, title)
    for row, cells in enumerate(table.rows, 2):
        for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True), 1):
            _put(sheet, row, place, _value(cell.value, column.type, currency), _format(column.type, currency))
    if table.total and table.rows:
        row = len(table.rows) + 3  # a blank row keeps the total out of the table's filter and sorting
        for place, (cell, column) in enumerate(zip(table.total, table.columns, strict=True), 1):
            _put(
                sheet, row, place, _value(cell.value, column.type, currency), _format(column.type, currency)
            ).font = Font(bold=True)
    widths = [max(14.0, min(40.0, len(title) + 4.0)) for title in titles]
    widths[0] = 28.0
    _dress(sheet, titles, widths, len(table.rows), f"Table_{table.key}")
    return sheet


def _detail_sheet(workbook: Workbook, detail: DetailSheet) -> str:
    sheet = workbook.create_sheet(_sheet_name(workbook, detail.title))
    titles = [title for title, _, _ in detail.columns]
    for place, title in enumerate(titles, 1):
        _put(sheet, 1, place, title)
    for row, values in enumerate(detail.rows, 2):
        for place, (value, (_, _, form)) in enumerate(zip(values, detail.columns, strict=True), 1):
            _put(sheet, row, place, value, form)
    _dress(
        sheet,
        titles,
        [width for _, width, _ in detail.columns],
        len(detail.rows),
        "Rows_" + re.sub(r"\W", "_", detail.title),
    )
    for place in range(1, detail.hidden + 1):
        sheet.column_dimensions[get_column_letter(place)].hidden = True
    return str(sheet.title)


def _dress(sheet: Worksheet, titles: Sequence[str], widths: Sequence[float], rows: int, name: str) -> None:
    """A real Excel table with its filter, a frozen header and sensible widths."""
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    table = Table(displayName=name, ref=f"A1:{get_column_letter(len(titles))}{max(rows, 1) + 1}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)


def _sheet_name(workbook: Workbook, title: str) -> str:
    """A name Excel accepts: 31 characters, none of []:*?/\\, not used yet."""
    name = re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip() or "Sheet"
    taken = {sheet.casefold() for sheet in workbook.sheetnames}
    number = 2
    while name.casefold() in taken:
        name = f"{name[:27]} ({number})"
        number += 1
    return name
