"""Reports as typed values: one object for the screen, the workbook and the command line.

Every cell that counts rows says which rows, so that a click or a second sheet can show exactly them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from enum import StrEnum

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter
from salesdesk.domain.money import Money
from salesdesk.domain.open_names import OpenName
from salesdesk.domain.reports.periods import before, year_before
from salesdesk.phrases import Phrase
from salesdesk.value_classes import dataclass

_MONTH = re.compile(r"\d{4}-\d\d")


class ReportName(StrEnum):
    """The reports; the value is the name on the command line."""

    PIPELINE = "pipeline"
    WON_TARGET = "won-against-target"
    FORECAST = "forecast"
    FUNNEL = "funnel"
    WIN_LOSS = "win-loss"
    CHANGES = "changes"
    ACTIVITIES = "activities"
    LEAD_RESPONSE = "lead-response"
    CAMPAIGNS = "campaigns"
    CUSTOMERS = "customers"
    DATA_HEALTH = "data-health"


class OwnReportName(OpenName):
    """What a report is called that a person built."""

    __slots__ = ()


class ValueType(StrEnum):
    """How a value is to be shown. MONEY is minor units; PERCENT and RATIO are fractions; DAYS are days, HOURS hours that
    passed, both with their parts; NUMBER is a plain number that counts no rows; DATE is a day as stored text (``YYYY-MM-DD``)."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DAYS = "days"
    HOURS = "hours"
    NUMBER = "number"
    DATE = "date"
    RATIO = "ratio"


class Comparison(StrEnum):
    """What the figures of a report stand beside."""

    BOTH = "both"
    BEFORE = "before"
    YEAR_BEFORE = "year-before"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ReportSpec:
    """What is asked: a report over the days ``first``..``last`` (both included), for one owner or all. A report that
    compares two dates compares the end of ``compare`` with the end of ``last``; without one, the day before ``first``."""

    name: ReportName | OwnReportName
    first: date
    last: date
    owner: str | None = None
    compare: date | None = None

    @property
    def days(self) -> int:
        """Length of the period in days."""
        return (self.last - self.first).days + 1

    def previous(self) -> ReportSpec:
        """The period just before, see ``periods.before``."""
        first, last = before(self.first, self.last)
        return replace(self, first=first, last=last)

    def year_before(self) -> ReportSpec:
        """The same days a year earlier, see ``periods.year_before``."""
        first, last = year_before(self.first, self.last)
        return replace(self, first=first, last=last)


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
    """One column of a report table; ``formula`` says how its values are computed, where the title does not."""

    key: str
    title: Phrase
    type: ValueType
    formula: Phrase | None = None


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

    @property
    def year_starts(self) -> frozenset[str]:
        """The first of its months ("2025-12") in each year, where they are of several: those that say their year."""
        months: dict[str, str] = {}
        for place, column in enumerate(self.columns):
            for value in (row[place].value for row in self.rows if column.key == "month"):
                if isinstance(value, str) and _MONTH.fullmatch(value):
                    months[value[:4]] = min(value, months.get(value[:4], value))
        return frozenset(months.values()) if len(months) > 1 else frozenset()

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
    """A chart drawn from a table: ``label`` is the column that names its rows, ``series`` those that are drawn. ``alone`` are
    rows by their place that follow on no other, as what has no date: no line leads to them or from them."""

    title: Phrase
    table: str
    label: str
    series: tuple[str, ...]
    kind: ChartKind = ChartKind.BARS
    alone: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure, with that of the period ``before``, that of the same days of the ``year_before`` and the ``count`` of
    deals it stands for, where they make sense; ``counted`` says these in words where they are not called as their list is. ``left_out`` are the currencies without a rate whose amounts are not in
    it; ``formula`` says how it is computed."""

    key: str
    caption: Phrase
    value: Cell
    type: ValueType
    before: int | float | None = None
    count: int | None = None
    left_out: tuple[str, ...] = ()
    formula: Phrase | None = None
    year_before: int | float | None = None
    counted: Phrase | None = None


@dataclass(frozen=True, slots=True)
class ReportDetail:
    """Rows behind the figures that a workbook holds beside them: a list under a title, with its columns and the
    currency of one of them, where they may differ in it. Those that a table of the report names one by one (``listed``) are
    not printed again."""

    title: Phrase
    rows: Rows
    columns: tuple[str, ...]
    currency_of: str | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A finished report. Money is in ``currency``; ``other_currencies`` says how many records could not be added
    up because they are in one without a rate, ``apart`` is what is said of them; ``notes`` say what else is not in the
    figures, and what they do not tell."""

    spec: ReportSpec
    title: Phrase
    currency: str
    figures: tuple[Figure, ...]
    tables: tuple[ReportTable, ...]
    charts: tuple[ReportChart, ...]
    details: tuple[ReportDetail, ...]
    other_currencies: int
    apart: Phrase
    notes: tuple[Phrase, ...] = ()

    def compared(self, comparison: Comparison) -> Report:
        """The same report, its figures beside nothing but this."""
        if comparison is Comparison.BOTH:
            return self
        has_before, has_year = comparison is Comparison.BEFORE, comparison is Comparison.YEAR_BEFORE
        figures = tuple(
            replace(
                one,
                before=one.before if has_before else None,
                year_before=one.year_before if has_year else None,
            )
            for one in self.figures
        )
        return replace(self, figures=figures)

    def table(self, key: str) -> ReportTable:
        """One table by key."""
        return next(table for table in self.tables if table.key == key)
