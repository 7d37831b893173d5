"""Reports as a workbook for a meeting: a summary with native charts for each, every table, and the rows behind the figures.

Figures are formulas over those rows wherever they give the same, totals are formulas over their tables, and what is in
none of the sums is said below the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from salesdesk.documents.report_beside import beside_text, places_beside
from salesdesk.documents.report_formulas import DetailSheet, DetailTable, FigureFormulas
from salesdesk.documents.waterfall_sheet import Waterfalls
from salesdesk.domain.charts.model import MOST_GROUPS, series_role
from salesdesk.domain.fields import FieldType
from salesdesk.domain.money import Money, minor_digits
from salesdesk.domain.reports import (
    Cell,
    CellValue,
    ChartKind,
    Figure,
    Report,
    ReportChart,
    ReportColumn,
    ReportTable,
    ValueType,
)
from salesdesk.exchange.writing.formulas import Formula, column_of, table_names
from salesdesk.exchange.writing.sheets import (
    OutChart,
    OutColumn,
    OutPage,
    OutSheet,
    Placed,
    sheet_titles,
    table_heads,
)
from salesdesk.exchange.writing.styles import Look
from salesdesk.exchange.writing.workbook import write_workbook
from salesdesk.phrases import Phrase, Words, phrase

_SUMMARY = phrase("reports.summary")
_BEFORE = phrase("reports.period_before")
_HEADS = (
    phrase("reports.figure"),
    phrase("reports.value"),
    _BEFORE,
    phrase("reports.deals"),
)
_YEAR_BEFORE = phrase("report_files.year_before_head")
_CONTENTS = phrase("reports.contents")

_ACCENT, _PALE, _GREY = "0F766E", "E3F1EF", "5B6068"
COLOURS = {
    "accent": _ACCENT, "line": "E4E1DA", "info": "2B5FA8", "warn": "B45309", "good": "2F7D32", "bad": "B42318", "ink_2": _GREY,
}  # fmt: skip
_FIRST_WIDTH, _WIDTH = 182, 140  # pixels
_LINE_WIDTH, _NARROW, _BROAD = 196, 98, 280
_CHART_COLUMNS, _CHART_ROWS = "AE", 18
_APART = "\xa0\xa0"  # from the number before it
_YEAR = 6  # the column of the year before
_LINKS = 3  # beside each other
_LETTER = 8  # pixels of a digit in bold

_SHAPES = {
    ValueType.TEXT: (FieldType.TEXT, ""),
    ValueType.COUNT: (FieldType.INTEGER, ""),
    ValueType.MONEY: (FieldType.MONEY, ""),
    ValueType.PERCENT: (FieldType.NUMBER, "0%"),
    ValueType.DAYS: (FieldType.NUMBER, '0 "{days}"'),
    ValueType.HOURS: (FieldType.NUMBER, "0.0"),
    ValueType.NUMBER: (FieldType.NUMBER, "0.0"),
    ValueType.DATE: (FieldType.DATE, ""),
    ValueType.RATIO: (FieldType.NUMBER, '0.0"×"'),
}
"""What a value of a report is in a workbook, and its number format where the type has none of its own, with the word
for days to fill in."""


@dataclass(frozen=True, slots=True)
class ReportSheets:
    """A report and the sheets with the rows behind its figures."""

    report: Report
    details: tuple[DetailSheet, ...] = ()


def write_reports(
    parts: Sequence[ReportSheets],
    path: Path,
    words: Words,
    first: Sequence[OutPage | OutSheet] = (),
    last: Sequence[OutPage | OutSheet] = (),
) -> None:
    """Write several reports into one workbook, between sheets of another kind: a cover, notes, decisions. Raises
    ``FileProblem``."""
    names = _Names(parts, words, first)
    waterfalls = Waterfalls(words)
    sheets: list[OutPage | OutSheet] = list(first)
    for place in range(len(parts)):
        sheets += _Sheets(names, place, waterfalls).all()
    if waterfalls:
        sheets.append(waterfalls.page(names.chart_data))
    write_workbook(path, [*sheets, *last])


class _Names:
    """What the sheets and the tables of a workbook are called: formulas, charts and links name them before they are
    written."""

    def __init__(
        self, parts: Sequence[ReportSheets], words: Words, first: Sequence[OutPage | OutSheet]
    ) -> None:
        self.parts, self.words = parts, words
        wanted = [sheet.title for sheet in first]
        self._begin: list[int] = []
        for part in parts:
            self._begin.append(len(wanted))
            alone = len(parts) == 1
            wanted.append(words(_SUMMARY if alone else part.report.title))
            wanted += [words(table.title) for table in part.report.tables]
            wanted += [detail.sheet.title for detail in part.details]
        wanted.append(words(phrase("report_files.chart_data")))
        self._titles = sheet_titles(wanted)
        self._tables = table_names(self._titles)

    @property
    def chart_data(self) -> str:
        """The sheet with the numbers of charts that are no table of a report."""
        return self._titles[-1]

    def summary(self, part: int) -> str:
        """The sheet of the figures."""
        return self._titles[self._begin[part]]

    def of(self, part: int) -> list[tuple[str, str]]:
        """The sheets and tables of a report after its summary: its tables, then its details."""
        found = self.parts[part]
        start = self._begin[part] + 1
        end = start + len(found.report.tables) + len(found.details)
        return list(zip(self._titles[start:end], self._tables[start:end], strict=True))


class _Sheets:
    """The sheets of one report."""

    def __init__(self, names: _Names, part: int, waterfalls: Waterfalls) -> None:
        self._report, self._words = names.parts[part].report, names.words
        self._title, self._called = names.summary(part), names.of(part)
        self._details = names.parts[part].details
        self._waterfalls, self._chart_data = waterfalls, names.chart_data
        called = self._called[len(self._report.tables) :]
        self._formulas = FigureFormulas(
            [
                DetailTable(detail, table, self._report.currency)
                for detail, (_, table) in zip(self._details, called, strict=True)
            ],
            self._report.currency,
        )

    def all(self) -> list[OutPage | OutSheet]:
        """The summary, every table, and the details."""
        count = len(self._report.tables)
        tables = [
            self._table(table, title, name)
            for table, (title, name) in zip(self._report.tables, self._called[:count], strict=True)
        ]
        details = [
            replace(detail.sheet, title=title, table=name)
            for detail, (title, name) in zip(self._details, self._called[count:], strict=True)
        ]
        return [self._summary(), *tables, *details]

    # -- summary ----------------------------------------------------------------------------------------------

    def _summary(self) -> OutPage:
        report, words = self._report, self._words
        spec = report.spec
        owner = f" · {spec.owner}" if spec.owner else ""
        period = phrase("reports.period", first=spec.first, last=spec.last)
        days = words(period if spec.first != spec.last else phrase("reports.one_day", day=spec.last))
        grey, head = Look(colour=_GREY), Look(bold=True, colour=_GREY, fill=_PALE)
        cells = [
            Placed(1, 1, words(report.title), Look(bold=True, size=18)),
            Placed(2, 1, f"{days}{owner}", grey),
            Placed(4, 1, words(_HEADS[0]), head),
        ]
        right = Look(bold=True, colour=_GREY, fill=_PALE, align="right")
        has_before = any(figure.before is not None for figure in report.figures)
        cells += [
            Placed(4, column, words(title) if has_before or title is not _BEFORE else None, right)
            for column, title in enumerate(_HEADS[1:], 2)
        ]
        if self._has_year:
            cells += [Placed(4, 5, None, head), Placed(4, _YEAR, words(_YEAR_BEFORE), right)]
        row = 5
        for figure in report.figures:
            cells += self._figure(figure, row)
            row += 1
        told = Look(italic=True, colour=_GREY)
        for said in self._left_out():
            cells.append(Placed(row, 1, said, told))
            row += 1
        row += 1
        cells.append(Placed(row, 1, words(_CONTENTS), Look(bold=True)))
        link = Look(colour=_ACCENT, underlined=True)
        for place, (title, _) in enumerate(self._called):
            down, across = divmod(place, _LINKS)
            cells.append(Placed(row + 1 + down, 1 + 2 * across, title, link, link=title))
        row += 3 + (len(self._called) - 1) // _LINKS
        charts = tuple(self._charts(row))
        return OutPage(self._title, tuple(cells), (_FIRST_WIDTH, *[_WIDTH] * 5), charts)

    @property
    def _has_year(self) -> bool:
        return any(figure.year_before is not None for figure in self._report.figures)

    def _left_out(self) -> Iterable[str]:
        """What is in none of the sums."""
        if self._report.other_currencies:
            yield self._words(self._report.apart)
        yield from map(self._words, self._report.notes)

    def _figure(self, figure: Figure, row: int) -> list[Placed]:
        type_, number = self._shape(figure.type, [figure.value.value, figure.before, figure.year_before])
        value = self._formulas.of(figure, lambda: self._value(figure.value.value, figure.type))
        before, year = (self._value(v, figure.type) for v in (figure.before, figure.year_before))
        placed = [
            Placed(row, 1, self._words(figure.caption)),
            Placed(row, 2, value, Look(bold=True), type_, number),
            Placed(row, 3, before, type=type_, number=number),
            Placed(row, 4, self._formulas.count_of(figure), type=FieldType.INTEGER),
        ]
        if self._has_year:
            placed.append(Placed(row, _YEAR, year, type=type_, number=number))
        told = Look(italic=True, colour=_GREY)
        if figure.value.apart:
            placed.append(Placed(row, 5, f"+ {beside_text(figure.value.apart)}", told))
        if said := self._told(figure):
            placed.append(Placed(row, _YEAR + 1 if self._has_year else _YEAR, f"{_APART}{said}", told))
        return placed

    def _told(self, figure: Figure) -> str:
        """What is not in a figure, and how it is computed."""
        said = []
        if figure.left_out:
            said.append(self._words(phrase("report_files.without", currencies=figure.left_out)))
        if figure.formula is not None:
            said.append(self._words(figure.formula))
        return " · ".join(said)

    # -- charts -----------------------------------------------------------------------------------------------

    def _charts(self, row: int) -> Iterable[OutChart]:
        """Two beside each other, from a row on."""
        drawn = [chart for chart in self._report.charts if self._report.table(chart.table).rows]
        for place, chart in enumerate(drawn):
            down, across = divmod(place, 2)
            yield self._chart(chart, f"{_CHART_COLUMNS[across]}{row + _CHART_ROWS * down}")

    def _chart(self, chart: ReportChart, at: str) -> OutChart:
        table = self._report.table(chart.table)
        sheet = self._called[self._report.tables.index(table)][0]
        rows = min(len(table.rows), MOST_GROUPS[chart.kind])
        title = self._words(chart.title)
        places = [table.column(key) for key in chart.series]
        number = self._axis_number(table.columns[places[0]].type)
        if chart.kind is ChartKind.WATERFALL:
            values = [cell_number(row[places[0]], table.columns[places[0]].type, self._report.currency) for row in table.rows[:rows]]  # fmt: skip
            names = [self._said(row[table.column(chart.label)].value) for row in table.rows[:rows]]
            placed = self._waterfalls.add(title, names, values, (sheet, places[0]), number)
            return replace(placed, at=at, sheet=self._chart_data)
        if chart.kind is ChartKind.FUNNEL:
            places = places[:1]
        series = tuple(
            (at_, COLOURS[series_role(key, order)])
            for order, (at_, key) in enumerate(zip(places, chart.series, strict=False))
        )
        return OutChart(
            title,
            sheet,
            rows,
            table.column(chart.label),
            series,
            at,
            kind=chart.kind.value,
            number=number,
            alone=chart.alone,
        )

    def _axis_number(self, type_: ValueType) -> str:
        return {ValueType.MONEY: "#,##0", ValueType.PERCENT: "0%", ValueType.COUNT: "#,##0"}.get(
            type_, "General"
        )

    # -- tables -----------------------------------------------------------------------------------------------

    def _table(self, table: ReportTable, title: str, name: str) -> OutSheet:
        heads = table_heads([self._words(column.title) for column in table.columns])
        rows = [
            [
                self._calculated(cell, column, row, number, at)
                for at, (cell, column) in enumerate(zip(row, table.columns, strict=True))
            ]
            for number, row in enumerate(table.rows, 2)
        ]
        total = None
        if table.total is not None:
            total = [
                self._total(cell, table, place, column_of(name, head))
                for place, (cell, head) in enumerate(zip(table.total, heads, strict=True))
            ]
        lines = [*table.rows, *([table.total] if table.total is not None else [])]
        for place in places_beside(table):
            for cells, line in zip([*rows, *([total] if total else [])], lines, strict=True):
                told = beside_text(line[place].apart)
                cells.append(f"{_APART}{told}" if told else None)
        columns = tuple(
            self._column(column, [row[place].value for row in lines], first=place == 0)
            for place, column in enumerate(table.columns)
        )
        columns += tuple(self._beside(table, place, lines) for place in places_beside(table))
        return OutSheet(title, columns, rows, len(rows), total, name)

    def _beside(self, table: ReportTable, place: int, lines: Sequence[Sequence[Cell]]) -> OutColumn:
        """The column of what no rate converts beside the sums of another one."""
        title = self._words(phrase("report_files.column_without_rate", title=table.columns[place].title))
        longest = max(len(beside_text(line[place].apart)) for line in lines)
        return OutColumn(title, FieldType.TEXT, max(7 * (len(title) + 4), _LETTER * (longest + 2)))

    def _calculated(
        self, cell: Cell, column: ReportColumn, row: Sequence[Cell], number: int, place: int
    ) -> object:
        """A cell of a table; as a formula over the details where they give it."""
        value = self._value(cell.value, column.type)
        if place == 0 or cell.rows is None or not isinstance(cell.value, int):
            return value
        label = self._said(row[0].value), f"$A{number}"
        text = self._formulas.cell(cell, column.type, column.key, label)
        return value if text is None else Formula(text, value)

    def _total(self, cell: Cell, table: ReportTable, place: int, column: str) -> object:
        """A sum of a column as a formula, any other value as it is."""
        value = self._value(cell.value, table.columns[place].type)
        held = [row[place].value for row in table.rows]
        numbers = [one for one in held if isinstance(one, (int, float))]
        if isinstance(cell.value, int) and numbers and sum(numbers) == cell.value:
            return Formula(f"SUM({column})", value)
        return value

    def _column(self, column: ReportColumn, values: Sequence[CellValue], *, first: bool) -> OutColumn:
        type_, number = self._shape(column.type, values)
        title = self._words(column.title)
        longest = max((len(self._shown(value, column.type)) for value in values), default=0) + 2
        width = _LINE_WIDTH if first else max(_NARROW, min(_BROAD, 7 * (len(title) + 4)), _LETTER * longest)
        return OutColumn(title, type_, width, number=number)

    # -- values -----------------------------------------------------------------------------------------------

    def _said(self, value: CellValue) -> str:
        return self._words(value) if isinstance(value, Phrase) else "" if value is None else str(value)

    def _value(self, value: CellValue, type_: ValueType) -> object:
        if isinstance(value, Phrase):
            return self._words(value)
        if type_ is ValueType.MONEY and isinstance(value, int):
            return Money(value, self._report.currency)
        if type_ is ValueType.DATE and isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                return value
        return value

    def _shown(self, value: CellValue, type_: ValueType) -> str:
        """About what a cell shows, for its width."""
        made = self._value(value, type_)
        return f"{made.amount:,} {made.currency}" if isinstance(made, Money) else ""

    def _shape(self, type_: ValueType, values: Sequence[CellValue]) -> tuple[FieldType, str]:
        shape, number = _SHAPES[type_]
        if type_ is ValueType.DAYS and any(isinstance(one, float) and one % 1 for one in values):
            number = number.replace("0", "0.0", 1)
        return shape, number.replace("{days}", self._words(phrase("reports.days")))


def cell_number(cell: Cell, type_: ValueType, currency: str) -> float:
    """A value as its cell holds it."""
    if not isinstance(cell.value, (int, float)):
        return 0.0
    return cell.value / 10 ** minor_digits(currency) if type_ is ValueType.MONEY else float(cell.value)
