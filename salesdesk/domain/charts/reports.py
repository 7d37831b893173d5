"""A chart of a report as what is drawn: the same names, values and words wherever it is shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from salesdesk.domain.charts.model import MOST_GROUPS, ChartData, ChartSeries, series_role
from salesdesk.domain.few_digits import in_units
from salesdesk.domain.money import minor_digits
from salesdesk.domain.rates import together
from salesdesk.domain.reports import Cell, ChartKind, Report, ReportChart, ReportColumn, ValueType
from salesdesk.phrases import Phrase


class ChartWords(Protocol):
    """What puts the values of a report into words."""

    def said(self, text: Phrase) -> str:
        """A phrase in words."""

    def name(self, column: ReportColumn, cell: Cell, year_starts: Collection[str] = ()) -> str:
        """What a row is called; a month of ``year_starts`` with its year."""

    def labels(self, cell: Cell, type_: ValueType, currency: str) -> tuple[str, str]:
        """A value in full, and where room is short."""

    def number(self, value: float) -> str:
        """A plain number."""

    def brief(self, value: float) -> str:
        """A number in few digits, none of them lost."""


def chart_data(report: Report, chart: ReportChart, words: ChartWords) -> ChartData:
    """A chart of the first rows of its table, as many as ``left_out`` says."""
    table = report.table(chart.table)
    rows = table.rows[: MOST_GROUPS[chart.kind]]
    naming = table.column(chart.label)
    columns = [table.columns[table.column(key)] for key in chart.series]
    one_row = chart.kind in (ChartKind.FUNNEL, ChartKind.WATERFALL)
    type_ = columns[0].type

    def axis(value: float) -> str:
        return words.brief(value) + (" %" if type_ is ValueType.PERCENT else "")

    def rounded(value: float) -> str:
        number, unit = in_units(value)
        said = words.number(round(number, 1) if number % 1 else int(number))
        return f"{said} {unit}" if unit else said

    def brief(cell: Cell) -> str:
        value = _drawn(cell, type_, report.currency)
        if value is None or type_ is not ValueType.MONEY or (cell.apart and not value):
            return ""
        return f"{rounded(value)} +" if cell.apart else rounded(value)

    series = tuple(
        ChartSeries(
            words.said(column.title),
            tuple(_drawn(row[table.column(column.key)], column.type, report.currency) for row in rows),
            tuple(words.labels(row[table.column(column.key)], column.type, report.currency) for row in rows),
            series_role(column.key, place),
            tuple(brief(row[table.column(column.key)]) for row in rows),
        )
        for place, column in enumerate(columns[:1] if one_row else columns)
    )
    totals: tuple[tuple[float, str, str], ...] = ()
    if chart.kind is ChartKind.STACKED:
        places = [table.column(column.key) for column in columns]
        sums = [_sum([row[place] for place in places]) for row in rows]
        totals = tuple(
            (
                _drawn(cell, type_, report.currency) or 0.0,
                words.labels(cell, type_, report.currency)[0],
                brief(cell),
            )
            for cell in sums
        )
    return ChartData(
        chart.kind,
        tuple(words.name(table.columns[naming], row[naming], table.year_starts) for row in rows),
        series,
        axis=axis,
        shaded=len(series) == 1,
        labelled=len(rows) * len(series) <= _MOST_LABELS,
        shares=_shares(series[0], words) if chart.kind is ChartKind.FUNNEL and series else (),
        whole=type_ is ValueType.COUNT,
        totals=totals,
        alone=chart.alone,
    )


_MOST_LABELS = 48


def left_out(report: Report, chart: ReportChart) -> int:
    """How many rows of its table a chart does not draw."""
    return max(0, len(report.table(chart.table).rows) - MOST_GROUPS[chart.kind])


def _drawn(cell: Cell, type_: ValueType, currency: str) -> float | None:
    """A value in the unit of its axis: whole amounts of money, per cent."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    match type_:
        case ValueType.MONEY:
            return float(value / 10 ** minor_digits(currency))
        case ValueType.PERCENT:
            return value * 100
    return float(value)


def _sum(cells: Sequence[Cell]) -> Cell:
    """What the parts of a bar are together, with the amounts beside them that no rate converts."""
    known = [cell.value for cell in cells if isinstance(cell.value, (int, float))]
    return Cell(sum(known) if known else None, apart=together(*(cell.apart for cell in cells)))


def _shares(one: ChartSeries, words: ChartWords) -> tuple[str, ...]:
    """What part of the first row each one is."""
    whole = one.values[0] if one.values else None
    if not whole:
        return ("",) * len(one.values)
    return tuple(
        "" if value is None else f"{words.number(round(100 * value / whole))} %" for value in one.values
    )
