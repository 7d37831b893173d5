"""A report as a workbook for a meeting: a summary with native charts, every table, and the rows behind the figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from salesdesk.domain.fields import FieldType
from salesdesk.domain.money import Money
from salesdesk.domain.reports import (
    Cell,
    CellValue,
    Figure,
    Report,
    ReportChart,
    ReportColumn,
    ReportTable,
    ValueType,
)
from salesdesk.exchange.writing.sheets import OutChart, OutColumn, OutPage, OutSheet, Placed, sheet_titles
from salesdesk.exchange.writing.styles import Look
from salesdesk.exchange.writing.workbook import write_workbook
from salesdesk.phrases import Phrase, Words, phrase

_SUMMARY = phrase("reports.summary")
_HEADS = (
    phrase("reports.figure"),
    phrase("reports.value"),
    phrase("reports.period_before"),
    phrase("reports.deals"),
)
_CONTENTS = phrase("reports.contents")

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
    ValueType.DAYS: (FieldType.NUMBER, '0 "{days}"'),
    ValueType.HOURS: (FieldType.NUMBER, "0.0"),
    ValueType.DATE: (FieldType.DATE, ""),
    ValueType.RATIO: (FieldType.NUMBER, '0.0"×"'),
}
"""What a value of a report is in a workbook, and its number format where the type has none of its own, with the word
for days to fill in."""


def write_report(report: Report, details: Sequence[OutSheet], path: Path, words: Words) -> None:
    """Write the workbook; it replaces ``path`` only when it is whole. ``words`` is what puts its titles into words.
    Raises ``FileProblem``."""
    write_workbook(path, _Sheets(report, words).all(details))


class _Sheets:
    """The sheets of a report in the words of a language."""

    def __init__(self, report: Report, words: Words) -> None:
        self._report, self._words = report, words

    def all(self, details: Sequence[OutSheet]) -> list[OutPage | OutSheet]:
        """The summary, every table, and ``details``."""
        tables = [self._table(table) for table in self._report.tables]
        titles = sheet_titles([self._words(_SUMMARY), *(sheet.title for sheet in (*tables, *details))])
        named = dict(zip((table.key for table in self._report.tables), titles[1:], strict=False))
        return [self._summary(titles[1:], named), *tables, *details]

    def _summary(self, others: Sequence[str], tables: dict[str, str]) -> OutPage:
        """The first sheet; ``others`` are the titles of all others, ``tables`` those of the tables by key."""
        report, words = self._report, self._words
        spec = report.spec
        owner = f" · {spec.owner}" if spec.owner else ""
        days = words(phrase("reports.period", first=spec.first, last=spec.last))
        grey, head = Look(colour=_GREY), Look(bold=True, colour=_GREY, fill=_PALE)
        cells = [
            Placed(1, 1, words(report.title), Look(bold=True, size=18)),
            Placed(2, 1, f"{days}{owner}", grey),
            Placed(4, 1, words(_HEADS[0]), head),
        ]
        right = Look(bold=True, colour=_GREY, fill=_PALE, align="right")
        cells += [Placed(4, column, words(title), right) for column, title in enumerate(_HEADS[1:], 2)]
        row = 5
        for figure in report.figures:
            cells += self._figure(figure, row)
            row += 1
        if report.other_currencies:
            cells.append(Placed(row, 1, words(report.apart), Look(italic=True, colour=_GREY)))
            row += 1
        row += 1
        cells.append(Placed(row, 1, words(_CONTENTS), Look(bold=True)))
        link = Look(colour=_ACCENT, underlined=True)
        cells += [Placed(row + place, 1, title, link, link=title) for place, title in enumerate(others, 1)]
        drawn = [chart for chart in report.charts if report.table(chart.table).rows]
        charts = [
            self._chart(chart, tables[chart.table], f"{_CHARTS_BESIDE}{1 + _CHART_ROWS * place}")
            for place, chart in enumerate(drawn)
        ]
        return OutPage(words(_SUMMARY), tuple(cells), (_FIRST_WIDTH, *[_WIDTH] * 4), tuple(charts))

    def _figure(self, figure: Figure, row: int) -> list[Placed]:
        type_, number = self._shape(figure.type)
        value, before = (self._value(v, figure.type) for v in (figure.value.value, figure.before))
        return [
            Placed(row, 1, self._words(figure.caption)),
            Placed(row, 2, value, Look(bold=True), type_, number),
            Placed(row, 3, before, type=type_, number=number),
            Placed(row, 4, figure.count, type=FieldType.INTEGER),
            *self._apart(figure, row),
        ]

    def _apart(self, figure: Figure, row: int) -> list[Placed]:
        """What no rate converts, beside the figure it belongs to."""
        if not figure.value.apart:
            return []
        text = " + ".join(f"{money.amount:,} {money.currency}" for money in figure.value.apart)
        return [Placed(row, 5, f"+ {text}", Look(italic=True, colour=_GREY))]

    def _chart(self, chart: ReportChart, sheet: str, at: str) -> OutChart:
        table = self._report.table(chart.table)
        series = tuple(
            (table.column(key), colour) for key, colour in zip(chart.series, _COLOURS, strict=False)
        )
        return OutChart(
            self._words(chart.title), sheet, len(table.rows), table.column(chart.label), series, at
        )

    def _table(self, table: ReportTable) -> OutSheet:
        rows = [self._values(row, table.columns) for row in table.rows]
        total = None if table.total is None else self._values(table.total, table.columns)
        columns = tuple(self._column(column, first=place == 0) for place, column in enumerate(table.columns))
        return OutSheet(self._words(table.title), columns, rows, len(rows), total)

    def _column(self, column: ReportColumn, *, first: bool) -> OutColumn:
        type_, number = self._shape(column.type)
        title = self._words(column.title)
        width = _LINE_WIDTH if first else max(_NARROW, min(_BROAD, 7 * (len(title) + 4)))
        return OutColumn(title, type_, width, number=number)

    def _values(self, cells: Sequence[Cell], columns: Sequence[ReportColumn]) -> list[object]:
        return [self._value(cell.value, column.type) for cell, column in zip(cells, columns, strict=True)]

    def _value(self, value: CellValue, type_: ValueType) -> object:
        if isinstance(value, Phrase):
            return self._words(value)
        if type_ is ValueType.MONEY and isinstance(value, int):
            return Money(value, self._report.currency)
        return value

    def _shape(self, type_: ValueType) -> tuple[FieldType, str]:
        shape, number = _SHAPES[type_]
        return shape, number.replace("{days}", self._words(phrase("reports.days")))
