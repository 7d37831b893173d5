"""Rows without a record, as a plan keeps them: their cells as text."""

from __future__ import annotations

from salesdesk.domain.cleaning.text import number_text
from salesdesk.domain.merging_back import NewRow
from salesdesk.domain.sheets import Cell, CellError, CurrencyNumber
from salesdesk.exchange.writing.text import cell_text
from salesdesk.services.merging_back.known import KnownExport
from salesdesk.services.merging_back.sheet import LooseRow


def read_row(row: LooseRow, sheet: str, export: KnownExport) -> NewRow:
    """A row as the plan keeps it: its cells as text."""
    values = {key: _text(cell) for key, cell in row.cells.items()}
    name = values.get(export.name_field, "") or next(iter(values.values()), "")
    return NewRow(sheet, row.number, export.kind, name, values)


def _text(cell: Cell | CellError) -> str:
    if isinstance(cell, CellError):
        return cell.code
    if isinstance(cell, CurrencyNumber):
        return f"{number_text(float(cell))} {cell.sign}".strip()
    return cell_text(cell, "\t")
