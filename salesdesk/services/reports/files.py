"""A report as a file: a workbook with the rows behind its figures, or text tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from salesdesk import outputs
from salesdesk.documents.report_workbook import DetailSheet, write_report
from salesdesk.domain.columns import RECORD_ID, ListColumn, ListRow, chosen
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, Sort
from salesdesk.domain.money import Money, minor_digits
from salesdesk.domain.reports import Report, ReportName, Rows, ValueType
from salesdesk.exchange.writing.text import cell_text
from salesdesk.store.store import Store

_DEAL_COLUMNS = (
    "deal_title", "company", "full_name", "stage", "deal_value", "probability", "weighted", "expected_close", "closed_at",
    "lost_reason", "owner", "lead_source", "campaign", "created_at",
)  # fmt: skip
_CONTACT_COLUMNS = (
    "full_name",
    "company",
    "email",
    "phone",
    "lifecycle_stage",
    "owner",
    "lead_source",
    "created_at",
)
_DETAILS = (("won", "Won deals"), ("open", "Open deals"), ("lost", "Lost deals"))


class ReportFileService:
    """Writes reports for people who only have Excel."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def write(self, report: Report, path: Path) -> None:
        """Write ``report`` as its ending says (.xlsx or .csv). The file replaces an older one only when whole.

        Raises ``WrongEnding``, and ``FileProblem`` for a place that may not or cannot be written.
        """
        target = outputs.target_of(path, endings=outputs.REPORT_ENDINGS, databases=self._store.files)
        if path.suffix.lower() == ".xlsx":
            write_report(report, list(self._details(report)), target)
        else:
            self._write_csv(report, target)

    # -- workbook ---------------------------------------------------------------------------------------

    def _details(self, report: Report) -> Iterator[DetailSheet]:
        if report.spec.name is not ReportName.PIPELINE:
            table = report.tables[0]
            for row in table.rows:
                cell = row[table.column("deals")]
                if cell.rows is not None and cell.value:
                    yield self._sheet(f"Deals of {row[0].value}", cell.rows, _DEAL_COLUMNS)
            return
        for kind, title in _DETAILS:
            conditions = [Condition("stage_kind", Op.IS, (kind,))]
            if kind != "open":
                conditions.append(Condition("closed_at", Op.AT_LEAST, (report.spec.first.isoformat(),)))
                conditions.append(Condition("closed_at", Op.AT_MOST, (report.spec.last.isoformat(),)))
            if report.spec.owner is not None:
                conditions.append(Condition("owner", Op.IS, (report.spec.owner,)))
            yield self._sheet(title, Rows(RecordKind.DEALS, Filter(tuple(conditions))), _DEAL_COLUMNS)
        added = [
            Condition("created_at", Op.AT_LEAST, (report.spec.first.isoformat(),)),
            Condition("created_at", Op.AT_MOST, (report.spec.last.isoformat(),)),
        ]
        if report.spec.owner is not None:
            added.append(Condition("owner", Op.IS, (report.spec.owner,)))
        yield self._sheet("New leads", Rows(RecordKind.CONTACTS, Filter(tuple(added))), _CONTACT_COLUMNS)

    def _sheet(self, title: str, rows: Rows, keys: tuple[str, ...]) -> DetailSheet:
        reader = self._store.list_of(rows.kind)
        columns = chosen(reader.columns(), keys)
        ids = list(reader.ids(rows.filter, Sort()))
        cells = []
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            found = reader.page(part, keys)
            cells += [[number, *_cells(found[number], columns)] for number in part if number in found]
        heads = [(c.title, c.width / 7, _number_format(c)) for c in columns]
        if rows.kind is RecordKind.DEALS:
            heads.append(("Currency", 10, ""))
        return DetailSheet(title, ((RECORD_ID, 12, "0"), *heads), cells, hidden=1)

    # -- text tables ------------------------------------------------------------------------------------

    def _write_csv(self, report: Report, path: Path) -> None:
        """Every table under its title, with a blank line between; amounts in whole units with a point."""
        text = io.StringIO()
        out = csv.writer(text)
        for number, table in enumerate(report.tables):
            if number:
                out.writerow([])
            if len(report.tables) > 1:
                out.writerow([cell_text(table.title)])
            out.writerow([cell_text(column.title) for column in table.columns])
            for row in (*table.rows, *([table.total] if table.total and table.rows else [])):
                out.writerow(
                    [
                        _plain(cell.value, column.type, report.currency)
                        for cell, column in zip(row, table.columns, strict=True)
                    ]
                )
        with outputs.whole(path) as part:
            part.write_bytes(text.getvalue().encode("utf-8-sig"))


def _cells(row: ListRow, columns: tuple[ListColumn, ...]) -> list[object]:
    """The values of a row; a deal's currency stands in the last column, because deals may differ in it."""
    cells = [_native(row[c.key]) for c in columns]
    if any(c.key == "deal_value" for c in columns):
        amount = row["deal_value"]
        cells.append(amount.currency if isinstance(amount, Money) else None)
    return cells


def _native(value: object) -> object:
    """A list value as a workbook keeps it: amounts as numbers, days and moments as dates."""
    if isinstance(value, Money):
        return value.minor / 10 ** minor_digits(value.currency)
    if isinstance(value, (tuple, list)):
        return ", ".join(str(part) for part in value)
    if isinstance(value, str):
        if len(value) == 10 and value[4] == value[7] == "-" and value[:4].isdigit():
            return date.fromisoformat(value)
        if len(value) == 20 and value.endswith("Z") and value[10] == "T":
            return datetime.fromisoformat(value.replace("Z", "+00:00")).astimezone().replace(tzinfo=None)
    return value


def _number_format(column: ListColumn) -> str:
    return {
        FieldType.MONEY: "#,##0.00",
        FieldType.DATE: "yyyy-mm-dd",
        FieldType.DATETIME: "yyyy-mm-dd hh:mm",
        FieldType.PERCENT: '0" %"',
        FieldType.INTEGER: "#,##0",
    }.get(column.type, "")


def _plain(value: object, type_: ValueType, currency: str) -> object:
    if value is None:
        return ""
    if type_ is ValueType.MONEY and isinstance(value, (int, float)):
        digits = minor_digits(currency)
        return f"{value / 10**digits:.{digits}f}"
    if isinstance(value, float):
        return f"{value:.4f}"
    return cell_text(value) if isinstance(value, str) else value
