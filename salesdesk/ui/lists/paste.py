"""Pasting a block of cells, as spreadsheets copy it, into a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from salesdesk.errors import InputError
from salesdesk.phrases import said
from salesdesk.ui.lists.model import ListModel
from salesdesk.ui.models.columns import Column
from salesdesk.ui.widgets.record_table import RecordTable

MOST_ROWS = 5_000
MOST_NAMED = 8


def _tr(text: str) -> str:
    return QCoreApplication.translate("paste", text)


@dataclass(slots=True)
class PastedBlock:
    """What a block of cells means for the list: values by record and column key; ``left_over`` rows had no row of
    the list below them."""

    edits: dict[int, dict[str, str]] = field(default_factory=dict)
    left_over: int = 0

    @property
    def cells(self) -> int:
        """How many cells are written."""
        return sum(len(values) for values in self.edits.values())

    @property
    def text(self) -> str:
        """The cells in one line, the first few of them."""
        found = [cell for values in self.edits.values() for cell in values.values() if cell]
        return ", ".join(found[:MOST_NAMED]) + (" …" if len(found) > MOST_NAMED else "")


def cells_of(text: str) -> list[list[str]]:
    """Clipboard text as rows of cells; the line break at the end is none of them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[-1]:
        lines.pop()
    return [[cell.strip() for cell in line.split("\t")] for line in lines]


def read_block(text: str, table: RecordTable, model: ListModel) -> PastedBlock:
    """The block from the current cell to the right and downwards. A single cell fills every selected row. A first
    line that repeats the column titles is left out. Refuses columns that cannot be typed into."""
    rows = cells_of(text)
    current = table.currentIndex()
    columns = _columns_from(table, model)
    if not rows or not current.isValid() or not columns:
        return PastedBlock()
    if len(rows) > 1 and rows[0] == [column.title for column in columns[: len(rows[0])]]:
        rows = rows[1:]
    selected = table.selected_ids()
    if len(rows) == 1 and len(rows[0]) == 1 and len(selected) > 1:
        return PastedBlock({record: _values(rows[0], columns) for record in selected[:MOST_ROWS]})
    start = current.row()
    targets = [one for one in model.ids[start:] if one > 0][: min(len(rows), MOST_ROWS)]
    edits = {record: _values(cells, columns) for record, cells in zip(targets, rows, strict=False)}
    return PastedBlock(edits, len(rows) - len(targets))


def _columns_from(table: RecordTable, model: ListModel) -> list[Column]:
    shown = table.visible_columns()
    key = model.columns[table.currentIndex().column()].key if table.currentIndex().isValid() else ""
    start = next((at for at, column in enumerate(shown) if column.key == key), 0)
    return shown[start:]


def _values(cells: Sequence[str], columns: Sequence[Column]) -> dict[str, str]:
    values = {}
    for cell, column in zip(cells, columns, strict=False):
        if not column.editable:
            raise InputError(
                said(
                    _tr("{0} is filled by the program, so nothing can be pasted there.").format(column.title)
                )
            )
        values[column.key] = cell
    return values
