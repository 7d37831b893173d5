"""A report as a file: a workbook with the rows behind its figures, or text tables."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from salesdesk import outputs
from salesdesk.documents.report_workbook import write_report
from salesdesk.domain.columns import chosen
from salesdesk.domain.filters import Sort
from salesdesk.domain.money import Money
from salesdesk.domain.reports import CellValue, Report, ReportDetail, ValueType
from salesdesk.exchange.writing.sheets import OutSheet
from salesdesk.exchange.writing.text import cell_text
from salesdesk.phrases import Phrase, Words
from salesdesk.services.list_sheets import list_sheet
from salesdesk.store.store import Store


class ReportFileService:
    """Writes reports for people who only have Excel."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def write(self, report: Report, path: Path, words: Words) -> None:
        """Write ``report`` as its ending says (.xlsx or .csv). The file replaces an older one only when whole.
        ``words`` is what puts its titles into words.

        Raises ``WrongEnding``, and ``FileProblem`` for a place that may not or cannot be written.
        """
        target = outputs.target_of(path, endings=outputs.REPORT_ENDINGS, databases=self._store.files)
        if path.suffix.lower() == ".xlsx":
            details = [self._sheet(detail, words) for detail in report.details]
            write_report(report, details, target, words)
        else:
            _write_csv(report, target, words)

    def _sheet(self, detail: ReportDetail, words: Words) -> OutSheet:
        """The rows behind figures, as the export of that list writes them."""
        reader = self._store.list_of(detail.rows.kind)
        columns = chosen(reader.columns(), detail.columns)
        ids = reader.ids(detail.rows.filter, Sort())
        return list_sheet(words(detail.title), reader, ids, columns, detail.currency_of)


def _write_csv(report: Report, path: Path, words: Words) -> None:
    """Every table under its title, with a blank line between; amounts in whole units with a point."""
    text = io.StringIO()
    out = csv.writer(text)
    for number, table in enumerate(report.tables):
        if number:
            out.writerow([])
        if len(report.tables) > 1:
            out.writerow([cell_text(words(table.title))])
        out.writerow([cell_text(words(column.title)) for column in table.columns])
        for row in (*table.rows, *([table.total] if table.total and table.rows else [])):
            out.writerow(
                [
                    _plain(cell.value, column.type, report.currency, words)
                    for cell, column in zip(row, table.columns, strict=True)
                ]
            )
    with outputs.whole(path) as part:
        part.write_bytes(text.getvalue().encode("utf-8-sig"))


def _plain(value: CellValue, type_: ValueType, currency: str, words: Words) -> object:
    if value is None:
        return ""
    if isinstance(value, Phrase):
        return cell_text(words(value))
    if type_ is ValueType.MONEY and isinstance(value, int):
        return str(Money(value, currency).amount)
    if isinstance(value, float):
        return f"{value:.4f}"
    return cell_text(value) if isinstance(value, str) else value
