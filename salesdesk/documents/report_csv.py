"""Reports as text tables: the figures, every table under its title, and what is in none of the sums.

Amounts are whole units with a point, shares fractions, days ISO dates: a program can read them. What no rate converts stands
beside its sum, never in it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from salesdesk import outputs
from salesdesk.documents.report_beside import beside_text, places_beside
from salesdesk.domain.money import Money
from salesdesk.domain.reports import Cell, CellValue, Figure, Report, ReportTable, ValueType
from salesdesk.exchange.writing.text import cell_text
from salesdesk.phrases import Phrase, Value, Words, in_locale, phrase

_UNITS = {ValueType.DAYS: phrase("reports.days"), ValueType.HOURS: phrase("report_files.unit_hours")}


def write_csv(report: Report, path: Path, words: Words) -> None:
    """Write every block of a report with a blank line between; the file replaces ``path`` only when it is whole. Raises
    ``FileProblem``."""
    texts = _Texts(report, words)
    text = io.StringIO()
    out = csv.writer(text)
    for number, block in enumerate(texts.blocks()):
        if number:
            out.writerow([])
        out.writerows(block)
    with outputs.whole(path) as part:
        part.write_bytes(text.getvalue().encode("utf-8-sig"))


class _Texts:
    """The lines of one report."""

    def __init__(self, report: Report, words: Words) -> None:
        self._report, self._words = report, words

    def blocks(self) -> Iterator[list[list[Any]]]:
        """What stands between blank lines."""
        report = self._report
        if report.figures:
            yield [[self._said(phrase("report_files.figures"))], *self._figures(report.figures)]
        for table in report.tables:
            yield [[self._said(table.title)], *self._table(table)]
        told = [*([report.apart] if report.other_currencies else []), *report.notes]
        if told:
            yield [[self._said(phrase("report_files.left_out"))], *([self._said(one)] for one in told)]

    def _figures(self, figures: Sequence[Figure]) -> list[list[Any]]:
        """A line for each figure, without the columns that none of them fills."""
        heads = (
            "reports.figure", "reports.value", "report_files.unit", "report_files.without_rate", "reports.period_before",
            "report_files.year_before_head", "report_files.records", "report_files.not_in_it", "report_files.computed",
        )  # fmt: skip
        lines = [[self._said(phrase(head)) for head in heads], *map(self._figure, figures)]
        kept = [
            place
            for place in range(len(heads))
            if place < 2 or any(line[place] not in ("", None) for line in lines[1:])
        ]
        return [[line[place] for place in kept] for line in lines]

    def _figure(self, figure: Figure) -> list[Any]:
        if figure.type is ValueType.MONEY:
            unit = self._report.currency
        else:
            unit = self._words(_UNITS[figure.type]) if figure.type in _UNITS else ""
        not_in_it = phrase("report_files.without", currencies=figure.left_out)
        return [
            self._said(figure.caption),
            self._plain(figure.value.value, figure.type),
            unit,
            beside_text(figure.value.apart),
            self._plain(figure.before, figure.type),
            self._plain(figure.year_before, figure.type),
            "" if figure.count is None else figure.count,
            self._said(not_in_it) if figure.left_out else "",
            "" if figure.formula is None else self._said(figure.formula),
        ]

    def _table(self, table: ReportTable) -> Iterable[list[Any]]:
        """Its head and lines; what stands beside sums is in columns of its own at the end."""
        beside = places_beside(table)
        heads = [self._said(column.title) for column in table.columns]
        heads += [
            self._said(phrase("report_files.column_without_rate", title=table.columns[place].title))
            for place in beside
        ]
        yield heads
        for row in (*table.rows, *([table.total] if table.total and table.rows else [])):
            yield [*self._cells(row, table), *(beside_text(row[place].apart) for place in beside)]

    def _cells(self, row: Sequence[Cell], table: ReportTable) -> list[Any]:
        return [self._plain(cell.value, column.type) for cell, column in zip(row, table.columns, strict=True)]

    def _said(self, text: Phrase) -> str:
        return cell_text(self._words(in_locale(text, _as_it_is, str)))

    def _plain(self, value: CellValue, type_: ValueType) -> object:
        if value is None:
            return ""
        if isinstance(value, Phrase):
            return self._said(value)
        if type_ is ValueType.MONEY and isinstance(value, int):
            return str(Money(value, self._report.currency).amount)
        if isinstance(value, float):
            return f"{value:.4f}"
        return cell_text(value) if isinstance(value, str) else value


def _as_it_is(day: date) -> Value:
    return day
