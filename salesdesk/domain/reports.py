"""Reports as typed values: one object for the screen, the workbook and the command line.

Every cell that counts rows says which rows, so that a click or a second sheet can show exactly them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter
from salesdesk.domain.money import Money
from salesdesk.phrases import Phrase


class ReportName(StrEnum):
    """The reports; the value is the name on the command line."""

    PIPELINE = "pipeline"
    CAMPAIGNS = "campaigns"


class ValueType(StrEnum):
    """How a value is to be shown. MONEY is minor units; PERCENT and RATIO are fractions; DAYS whole days."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DAYS = "days"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class ReportSpec:
    """What is asked: a report over the days ``first``..``last`` (both included), for one owner or all."""

    name: ReportName
    first: date
    last: date
    owner: str | None = None

    @property
    def days(self) -> int:
        """Length of the period in days."""
        return (self.last - self.first).days + 1

    def previous(self) -> ReportSpec:
        """The period of the same length just before; a whole month compares with the month before."""
        if self.first.day == 1:
            end = self.first - timedelta(days=1)
            start = end.replace(day=1)
            whole = (self.last + timedelta(days=1)).day == 1 and (self.last.year, self.last.month) == (
                self.first.year,
                self.first.month,
            )
            if whole:
                return ReportSpec(self.name, start, end, self.owner)
        return ReportSpec(
            self.name, self.first - timedelta(days=self.days), self.first - timedelta(days=1), self.owner
        )


@dataclass(frozen=True, slots=True)
class Rows:
    """Exactly the rows a figure stands for: a list and its filter."""

    kind: RecordKind
    filter: Filter


CellValue = int | float | str | Phrase | None
"""A text is a name that a person gave; what the report itself says is a phrase."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value and, where it counts rows, which. ``apart`` are amounts that belong to it and that no rate converts."""

    value: CellValue
    rows: Rows | None = None
    apart: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One column of a report table."""

    key: str
    title: Phrase
    type: ValueType


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of typed cells; ``total`` is its last line, if sums make sense. Of a ``drawn`` one the screen shows the
    chart and not the lines."""

    key: str
    title: Phrase
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    drawn: bool = False

    def column(self, key: str) -> int:
        """The place of a column."""
        return next(place for place, column in enumerate(self.columns) if column.key == key)


class ChartKind(StrEnum):
    """How a chart is drawn: a group of bars per row; one bar per row of parts that add up; a line per series; a funnel
    from the first row down, of one series; or a waterfall of one series, whose rows lead from the first one's level to
    that of the last, each between them by its own change."""

    BARS = "bars"
    STACKED = "stacked"
    LINES = "lines"
    FUNNEL = "funnel"
    WATERFALL = "waterfall"


@dataclass(frozen=True, slots=True)
class ReportChart:
    """A chart drawn from a table: ``label`` is the column that names its rows, ``series`` those that are drawn."""

    title: Phrase
    table: str
    label: str
    series: tuple[str, ...]
    kind: ChartKind = ChartKind.BARS


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure, with that of the period ``before`` and the ``count`` of deals it stands for, where they make
    sense. ``left_out`` are the currencies without a rate whose amounts are not in it."""

    key: str
    caption: Phrase
    value: Cell
    type: ValueType
    before: int | float | None = None
    count: int | None = None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportDetail:
    """Rows behind the figures that a workbook holds beside them: a list under a title, with its columns and the
    currency of one of them, where they may differ in it."""

    title: Phrase
    rows: Rows
    columns: tuple[str, ...]
    currency_of: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A finished report. Money is in ``currency``; ``other_currencies`` says how many records could not be added
    up because they are in one without a rate, ``apart`` is what is said of them."""

    spec: ReportSpec
    title: Phrase
    currency: str
    figures: tuple[Figure, ...]
    tables: tuple[ReportTable, ...]
    charts: tuple[ReportChart, ...]
    details: tuple[ReportDetail, ...]
    other_currencies: int
    apart: Phrase

    def table(self, key: str) -> ReportTable:
        """One table by key."""
        return next(table for table in self.tables if table.key == key)


class Period(StrEnum):
    """Periods a person picks by name."""

    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_QUARTER = "this_quarter"
    LAST_QUARTER = "last_quarter"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    LAST_30_DAYS = "last_30_days"
    LAST_90_DAYS = "last_90_days"


def period_days(period: Period, today: date) -> tuple[date, date]:
    """First and last day of a period; a running one ends today."""
    month = today.replace(day=1)
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    match period:
        case Period.THIS_MONTH:
            return month, today
        case Period.LAST_MONTH:
            end = month - timedelta(days=1)
            return end.replace(day=1), end
        case Period.THIS_QUARTER:
            return quarter, today
        case Period.LAST_QUARTER:
            end = quarter - timedelta(days=1)
            return date(end.year, 3 * ((end.month - 1) // 3) + 1, 1), end
        case Period.THIS_YEAR:
            return date(today.year, 1, 1), today
        case Period.LAST_YEAR:
            return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
        case Period.LAST_30_DAYS:
            return today - timedelta(days=29), today
        case Period.LAST_90_DAYS:
            return today - timedelta(days=89), today


def months_back(last: date, count: int) -> list[date]:
    """First days of the ``count`` months up to the one of ``last``, oldest first."""
    months = []
    year, month = last.year, last.month
    for _ in range(count):
        months.append(date(year, month, 1))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return months[::-1]
