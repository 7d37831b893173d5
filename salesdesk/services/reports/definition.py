"""What a report is defined by, once for the screen, the workbook and the command line.

A definition reads a ``Basis`` from the store, takes lines from it and says of each figure and column how its value
follows from a line and which rows stand behind it. All titles of a report stand in its definition, as codes to be worded by whoever shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar

from salesdesk.domain.money import Money
from salesdesk.domain.rates import together
from salesdesk.domain.reports import (
    Cell,
    CellValue,
    Figure,
    Report,
    ReportChart,
    ReportColumn,
    ReportDetail,
    ReportName,
    ReportSpec,
    ReportTable,
    Rows,
    ValueType,
)
from salesdesk.phrases import Phrase, phrase
from salesdesk.store.store import Store

Basis = TypeVar("Basis")
Line = TypeVar("Line")
Value = CellValue

TOTAL = phrase("reports.total")


def none_apart(_line: Any) -> tuple[Money, ...]:
    """Every amount is in this value."""
    return ()


def nothing(_of: Any) -> tuple[()]:
    """Nothing more."""
    return ()


def always(_line: Any) -> bool:
    """There is such a figure."""
    return True


def no_rows(_line: Any) -> Rows | None:
    """Behind this value stand no rows that a list could show."""
    return None


@dataclass(frozen=True, slots=True)
class ColumnOf(Generic[Line]):
    """A column: its value and its rows follow from the line. ``summed``: the total adds it up; ``formula`` says how the
    value is computed."""

    key: str
    title: Phrase
    type: ValueType
    value: Callable[[Line], Value]
    rows: Callable[[Line], Rows | None] = no_rows
    summed: bool = False
    apart: Callable[[Line], tuple[Money, ...]] = none_apart
    formula: Phrase | None = None


@dataclass(frozen=True, slots=True)
class TableOf(Generic[Basis, Line]):
    """A table: one line after the other. It has a total where a column is summed, with the rows of the whole: that of the
    report, or its own where its lines are of another kind. ``further`` are columns that depend on what was read."""

    key: str
    title: Phrase
    columns: tuple[ColumnOf[Line], ...]
    lines: Callable[[Basis], Sequence[Line]]
    drawn: bool = False
    whole: Callable[[Basis], Line] | None = None
    further: Callable[[Basis], Sequence[ColumnOf[Line]]] = nothing

    def made(self, basis: Basis, whole: Line) -> ReportTable:
        """The table of typed cells."""
        every = (*self.columns, *self.further(basis))
        rows = tuple(
            tuple(Cell(column.value(line), column.rows(line), column.apart(line)) for column in every)
            for line in self.lines(basis)
        )
        columns = tuple(ReportColumn(one.key, one.title, one.type, one.formula) for one in every)
        own = self.whole(basis) if self.whole is not None else whole
        return ReportTable(self.key, self.title, columns, rows, self._total(every, rows, own), self.drawn)

    def _total(
        self, columns: Sequence[ColumnOf[Line]], rows: Sequence[Sequence[Cell]], whole: Line
    ) -> tuple[Cell, ...] | None:
        if not any(column.summed for column in columns):
            return None
        sums = (
            Cell(
                sum(value for row in rows if isinstance(value := row[place].value, (int, float))),
                column.rows(whole),
                together(*(row[place].apart for row in rows)),
            )
            if column.summed
            else Cell(None)
            for place, column in enumerate(columns[1:], 1)
        )
        return Cell(TOTAL), *sums


@dataclass(frozen=True, slots=True)
class FigureOf(Generic[Line]):
    """A key figure of the line of the whole. ``compared``: it is shown beside that of the period before and that of the
    year before. ``left_out`` are amounts that no rate converts and that cannot stand beside it, as beside a sum;
    ``formula`` says how it is computed, ``shown`` whether there is such a figure at all, ``counted`` what its ``count`` is in
    words, where the list of its rows is called otherwise."""

    key: str
    caption: Phrase
    type: ValueType
    value: Callable[[Line], Value]
    rows: Callable[[Line], Rows | None] = no_rows
    count: Callable[[Line], int] | None = None
    compared: bool = False
    apart: Callable[[Line], tuple[Money, ...]] = none_apart
    left_out: Callable[[Line], tuple[Money, ...]] = none_apart
    formula: Phrase | None = None
    shown: Callable[[Line], bool] = always
    counted: Callable[[int], Phrase] | None = None

    def made(self, whole: Line, before: Line | None, year_before: Line | None = None) -> Figure:
        """The figure with its value."""
        count = self.count(whole) if self.count is not None else None
        return Figure(
            self.key,
            self.caption,
            Cell(self.value(whole), self.rows(whole), self.apart(whole)),
            self.type,
            self._earlier(before),
            count,
            tuple(money.currency for money in self.left_out(whole)),
            self.formula,
            self._earlier(year_before),
            self.counted(count) if self.counted is not None and count is not None else None,
        )

    def _earlier(self, line: Line | None) -> int | float | None:
        value = self.value(line) if self.compared and line is not None else None
        return value if isinstance(value, (int, float)) else None


def no_line(_basis: Any) -> None:
    """There is nothing to compare with."""
    return


@dataclass(frozen=True, slots=True)
class ReportDefinition(Generic[Basis, Line]):
    """One report. ``title`` names it among the others, ``heading`` says it of a period. ``whole`` is the line of all the
    figures, ``before`` that of the period before and ``year_before`` that of the same days a year earlier, what was read has them
    under these names where nothing else is said. ``details`` are the rows a workbook holds beside the figures; ``apart`` says that
    so many records are in other currencies than that of the report, ``notes`` what else is not in the figures.
    ``further_charts`` are those that depend on what was read."""

    name: ReportName
    title: Phrase
    heading: Callable[[ReportSpec], Phrase]
    read: Callable[[Store, ReportSpec, str], Basis]
    figures: tuple[FigureOf[Line], ...]
    tables: tuple[TableOf[Basis, Any], ...]
    charts: tuple[ReportChart, ...]
    details: Callable[[Basis], Iterable[ReportDetail]]
    other_currencies: Callable[[Basis], int]
    apart: Callable[[int, str], Phrase]
    notes: Callable[[Basis], Iterable[Phrase]] = nothing
    whole: Callable[[Basis], Line] = attrgetter("whole")
    before: Callable[[Basis], Line | None] = attrgetter("before")
    year_before: Callable[[Basis], Line | None] = attrgetter("year_before")
    further_charts: Callable[[Basis], Iterable[ReportChart]] = nothing

    def run(self, store: Store, spec: ReportSpec) -> Report:
        """The report of a period."""
        currency = store.settings.currency
        basis = self.read(store, spec, currency)
        whole, before, others = self.whole(basis), self.before(basis), self.other_currencies(basis)
        year_before = self.year_before(basis)
        return Report(
            spec,
            self.heading(spec),
            currency,
            tuple(figure.made(whole, before, year_before) for figure in self.figures if figure.shown(whole)),
            tuple(table.made(basis, whole) for table in self.tables),
            (*self.charts, *self.further_charts(basis)),
            tuple(self.details(basis)),
            others,
            self.apart(others, currency),
            tuple(self.notes(basis)),
        )
