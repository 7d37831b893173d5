"""A report as a workbook for a meeting: a summary with native charts, every table, and the rows behind the figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from salesdesk.domain.fields import FieldType
from salesdesk.domain.money import Money
from salesdesk.domain.reports import Cell, Figure, Report, ReportChart, ReportColumn, ReportTable, ValueType
from salesdesk.exchange.writing.sheets import OutChart, OutColumn, OutPage, OutSheet, Placed, sheet_titles
from salesdesk.exchange.writing.styles import Look
from salesdesk.exchange.writing.workbook import write_workbook

_SUMMARY = "Summary"
_HEADS = ("Figure", "Value", "Period before", "Deals")
_CONTENTS = "In this workbook"

_ACCENT, _PALE, _GREY = "0F766E", "E3F1EF", "5B6068"
_COLOURS = (_ACCENT, "2B5FA8", "B45309")
_FIRST_WIDTH, _WIDTH = 182, 140  # pixels
_LINE_WIDTH, _NARROW, _BROAD = 196, 98, 280
_CHARTS_BESIDE, _CHART_ROWS = "G", 17

_SHAPES = {
    ValueType.TEXT: (FieldType.TEXT, ""),
    ValueType.COUNT: (FieldType.INTEGER, ""),
    ValueType.MONEY: (FieldType.MONEY, ""),
    ValueType.PERCENT: (FieldType.NUMBER, "0%"),
    ValueType.DAYS: (FieldType.NUMBER, '0 "days"'),
    ValueType.RATIO: (FieldType.NUMBER, '0.0"×"'),
}
"""What a value of a report is in a workbook, and its number format where the type has none of its own."""


def write_report(report: Report, details: Sequence[OutSheet], path: Path) -> None:
    """Write the workbook; it replaces ``path`` only when it is whole. Raises ``FileProblem``."""
    tables = [_table_sheet(table, report.currency) for table in report.tables]
    titles = sheet_titles([_SUMMARY, *(sheet.title for sheet in (*tables, *details))])
    named = dict(zip((table.key for table in report.tables), titles[1:], strict=False))
    write_workbook(path, [_summary(report, titles[1:], named), *tables, *details])


def _summary(report: Report, others: Sequence[str], tables: dict[str, str]) -> OutPage:
    """The first sheet; ``others`` are the titles of all others, ``tables`` those of the tables by key."""
    spec = report.spec
    owner = f" · {spec.owner}" if spec.owner else ""
    grey, head = Look(colour=_GREY), Look(bold=True, colour=_GREY, fill=_PALE)
    cells = [
        Placed(1, 1, report.title, Look(bold=True, size=18)),
        Placed(2, 1, f"{spec.first.isoformat()} to {spec.last.isoformat()}{owner}", grey),
        Placed(4, 1, _HEADS[0], head),
    ]
    right = Look(bold=True, colour=_GREY, fill=_PALE, align="right")
    cells += [Placed(4, column, title, right) for column, title in enumerate(_HEADS[1:], 2)]
    row = 5
    for figure in report.figures:
        cells += _figure(figure, row, report.currency)
        row += 1
    if report.other_currencies:
        apart = report.apart.format(report.other_currencies, report.currency)
        cells.append(Placed(row, 1, apart, Look(italic=True, colour=_GREY)))
        row += 1
    row += 1
    cells.append(Placed(row, 1, _CONTENTS, Look(bold=True)))
    link = Look(colour=_ACCENT, underlined=True)
    cells += [Placed(row + place, 1, title, link, link=title) for place, title in enumerate(others, 1)]
    drawn = [chart for chart in report.charts if report.table(chart.table).rows]
    charts = [
        _chart(
            report.table(chart.table),
            tables[chart.table],
            chart,
            f"{_CHARTS_BESIDE}{1 + _CHART_ROWS * place}",
        )
        for place, chart in enumerate(drawn)
    ]
    return OutPage(_SUMMARY, tuple(cells), (_FIRST_WIDTH, *[_WIDTH] * 4), tuple(charts))


def _figure(figure: Figure, row: int, currency: str) -> list[Placed]:
    type_, number = _SHAPES[figure.type]
    value, before = (_value(v, figure.type, currency) for v in (figure.value.value, figure.before))
    return [
        Placed(row, 1, figure.caption),
        Placed(row, 2, value, Look(bold=True), type_, number),
        Placed(row, 3, before, type=type_, number=number),
        Placed(row, 4, figure.count, type=FieldType.INTEGER),
    ]


def _chart(table: ReportTable, sheet: str, chart: ReportChart, at: str) -> OutChart:
    series = tuple((table.column(key), colour) for key, colour in zip(chart.series, _COLOURS, strict=False))
    return OutChart(chart.title, sheet, len(table.rows), table.column(chart.label), series, at)


def _table_sheet(table: ReportTable, currency: str) -> OutSheet:
    rows = [_values(row, table.columns, currency) for row in table.rows]
    total = None if table.total is None else _values(table.total, table.columns, currency)
    columns = tuple(_column(column, first=place == 0) for place, column in enumerate(table.columns))
    return OutSheet(table.title, columns, rows, len(rows), total)


def _column(column: ReportColumn, *, first: bool) -> OutColumn:
    type_, number = _SHAPES[column.type]
    width = _LINE_WIDTH if first else max(_NARROW, min(_BROAD, 7 * (len(column.title) + 4)))
    return OutColumn(column.title, type_, width, number=number)


def _values(cells: Sequence[Cell], columns: Sequence[ReportColumn], currency: str) -> list[object]:
    return [_value(cell.value, column.type, currency) for cell, column in zip(cells, columns, strict=True)]


def _value(value: int | float | str | None, type_: ValueType, currency: str) -> object:
    if type_ is ValueType.MONEY and isinstance(value, int):
        return Money(value, currency)
    return value
