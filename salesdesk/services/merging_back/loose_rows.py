"""Rows without a record, as a plan keeps them: their cells as text."""

from __future__ import annotations

from salesdesk.domain.contacts import joined_name
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import NewRow
from salesdesk.domain.sheets import Problem
from salesdesk.errors import InputError
from salesdesk.services.merging_back.amounts import AMOUNT, CURRENCY, without_sign
from salesdesk.services.merging_back.known import KnownExport
from salesdesk.services.merging_back.memory import mark_of
from salesdesk.services.merging_back.sheet_rows import LooseRow
from salesdesk.services.shown_cells import cell_said


def read_row(row: LooseRow, sheet: str, export: KnownExport) -> tuple[NewRow, list[Problem]]:
    """A row as the plan keeps it: its cells as texts that can be read in one way, and those of which that cannot be said."""
    values: dict[str, str] = {}
    problems = []
    for key, cell in row.cells.items():
        reader = export.readers[key]
        if key == AMOUNT and CURRENCY in row.cells:
            cell = without_sign(cell)
        try:
            values[key] = reader.plain_text(cell)
        except InputError as refused:
            title = reader.column.title
            problems.append(Problem(sheet, row.number, title, cell_said(cell), refused.phrase, "warning"))
    parts = joined_name(values) if export.kind is RecordKind.CONTACTS else ""
    name = values.get(export.name_field, "") or parts or next(iter(values.values()), "")
    own = sorted((key, value) for key, value in values.items() if key in export.stored.columns)
    mark = mark_of(export.stored.mark.export, own)
    return NewRow(
        sheet, row.number, export.kind, name, values, mark=mark, export=export.stored.mark.export
    ), problems
