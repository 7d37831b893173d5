"""What a report is defined by, once for the screen, the workbook and the command line.

A definition reads a ``Basis`` from the store, takes lines from it and says of each figure and column how its value
follows from a line and which rows stand behind it. All titles of a report stand in its definition, as codes to be worded by whoever shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from salesdesk.domain.money import Money
from salesdesk.domain.rates import together
from salesdesk.domain.reports import (
    Cell,
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
Value = int | float | str | None

TOTAL = phrase("reports.total")


def none_apart(_line: Any) -> tuple[Money, ...]:
    """Every amount is in this value."""
    return ()


def no_rows(_line: Any) -> Rows | None:
    """Behind this value stand no rows that a list could show."""
    return None


@dataclass(frozen=True, slots=True)
class ColumnOf(Generic[Line]):
    """A column: its value and its rows follow from the line. ``summed``: the total adds it up."""

    key: str
    title: Phrase
    type: ValueType
    value: Callable[[Line], Value]
    rows: Callable[[Line], Rows | None] = no_rows
    summed: bool = False
    apart: Callable[[Line], tuple[Money, ...]] = none_apart


@dataclass(frozen=True, slots=True)
class TableOf(Generic[Basis, Line]):
    """A table: one line after the other. It has a total where a column is summed, with the rows of the whole."""

    key: str
    title: Phrase
    columns: tuple[ColumnOf[Line], ...]
    lines: Callable[[Basis], Sequence[Line]]
    drawn: bool = False

    def made(self, basis: Basis, whole: Line) -> ReportTable:
        """The table of typed cells."""
        rows = tuple(
            tuple(Cell(column.value(line), column.rows(line), column.apart(line)) for column in self.columns)
            for line in self.lines(basis)
        )
        columns = tuple(ReportColumn(column.key, column.title, column.type) for column in self.columns)
        return ReportTable(self.key, self.title, columns, rows, self._total(rows, whole), self.drawn)

    def _total(self, rows: Sequence[Sequence[Cell]], whole: Line) -> tuple[Cell, ...] | None:
        if not any(column.summed for column in self.columns):
            return None
        sums = (
            Cell(
                sum(value for row in rows if isinstance(value := row[place].value, (int, float))),
                column.rows(whole),
                together(*(row[place].apart for row in rows)),
            )
            if column.summed
            else Cell(None)
            for place, column in enumerate(self.columns[1:], 1)
        )
        return Cell(TOTAL), *sums


@dataclass(frozen=True, slots=True)
class FigureOf(Generic[Line]):
    """A key figure of the line of the whole. ``compared``: it is shown beside that of the period before. ``left_out``
    are amounts that no rate converts and that cannot stand beside it, as beside a sum."""

    key: str
    caption: Phrase
    type: ValueType
    value: Callable[[Line], Value]
    rows: Callable[[Line], Rows | None] = no_rows
    count: Callable[[Line], int] | None = None
    compared: bool = False
    apart: Callable[[Line], tuple[Money, ...]] = none_apart
    left_out: Callable[[Line], tuple[Money, ...]] = none_apart

    def made(self, whole: Line, before: Line | None) -> Figure:
        """The figure with its value."""
        earlier = self.value(before) if self.compared and before is not None else None
        return Figure(
            self.key,
            self.caption,
            Cell(self.value(whole), self.rows(whole), self.apart(whole)),
            self.type,
            earlier if isinstance(earlier, (int, float)) else None,
            self.count(whole) if self.count is not None else None,
            tuple(money.currency for money in self.left_out(whole)),
        )


@dataclass(frozen=True, slots=True)
class ReportDefinition(Generic[Basis, Line]):
    """One report. ``title`` names it among the others, ``heading`` says it of a period. ``whole`` is the line of all the
    figures, ``before`` that of the period before, ``details`` the rows a workbook holds beside the figures; ``apart`` says that
    so many records are in other currencies than that of the report."""

    name: ReportName
    title: Phrase
    heading: Callable[[ReportSpec], Phrase]
    read: Callable[[Store, ReportSpec, str], Basis]
    whole: Callable[[Basis], Line]
    before: Callable[[Basis], Line | None]
    figures: tuple[FigureOf[Line], ...]
    tables: tuple[TableOf[Basis, Line], ...]
    charts: tuple[ReportChart, ...]
    details: Callable[[Basis], Iterable[ReportDetail]]
    other_currencies: Callable[[Basis], int]
    apart: Callable[[int, str], Phrase]

    def run(self, store: Store, spec: ReportSpec) -> Report:
        """The report of a period."""
        currency = store.settings.currency
        basis = self.read(store, spec, currency)
        whole, before, others = self.whole(basis), self.before(basis), self.other_currencies(basis)
        return Report(
            spec,
            self.heading(spec),
            currency,
            tuple(figure.made(whole, before) for figure in self.figures),
            tuple(table.made(basis, whole) for table in self.tables),
            self.charts,
            tuple(self.details(basis)),
            others,
            self.apart(others, currency),
        )
