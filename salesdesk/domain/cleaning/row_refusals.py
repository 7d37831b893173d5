"""The columns of a row that tell whether its person may be addressed: each of them counts, and one no is enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from salesdesk.domain.cleaning.readers import Odd, Value, short
from salesdesk.domain.cleaning.row_amounts import OddCell, RowColumn, error_cell
from salesdesk.domain.cleaning.text import cell_text, one_line
from salesdesk.domain.sheets import Cell, CellError
from salesdesk.phrases import phrase


@dataclass(frozen=True, slots=True)
class RowRefusals:
    """``columns`` are those mapped to a refusal of e-mail or of calls, however many."""

    columns: list[RowColumn] = field(default_factory=list)

    def place(self, draft: list[Value], cells: Sequence[Cell | CellError], odd: list[OddCell]) -> None:
        """Put what the columns say together into the draft. One that would allow what another refuses is reported."""
        refused: dict[int, RowColumn] = {}
        allowed: list[tuple[RowColumn, Cell | CellError]] = []
        for column in self.columns:
            cell = cells[column.index] if column.index < len(cells) else None
            if cell is None or cell == "":
                continue
            value = error_cell(cell) if isinstance(cell, CellError) else column.remembered(cell)
            if isinstance(value, Odd):
                odd.append((column, value, cell))
                value = value.value
            if value:
                refused.setdefault(column.slot, column)
            elif value is False:
                allowed.append((column, cell))
        for column, cell in allowed:
            no = refused.get(column.slot)
            draft[column.slot] = no is not None
            if no is not None:
                text = short(one_line(cell_text(cell)))
                odd.append(
                    (column, Odd(reason=phrase("problems.refused_beside", text=text, column=no.header)), cell)
                )
        for slot in refused:
            draft[slot] = True
