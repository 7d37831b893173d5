"""A birthday whose day, month and year stand in columns of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesdesk.domain.birthdays import PARTS, completes
from salesdesk.domain.cleaning.birthdays import birthday_of_parts
from salesdesk.domain.cleaning.readers import Odd, Reader, Value
from salesdesk.domain.cleaning.row_amounts import OddCell, RowColumn, error_cell
from salesdesk.domain.cleaning.text import cell_text, is_empty_word, one_line
from salesdesk.domain.sheets import Cell, CellError


@dataclass(frozen=True, slots=True)
class RowBirthday:
    """The columns of the parts by their fields, the place of the birthday in a draft, and what reads one."""

    parts: dict[str, RowColumn]
    slot: int
    read: Reader

    def place(self, draft: list[Value], cells: Sequence[Cell | CellError], odd: list[OddCell]) -> None:
        """Put the birthday together. Parts that make none, or another than the row says itself, stay as they are
        written."""
        said: dict[str, tuple[RowColumn, Cell | CellError]] = {}
        for field, column in self.parts.items():
            cell = cells[column.index] if column.index < len(cells) else None
            if isinstance(cell, CellError):
                odd.append((column, error_cell(cell), cell))
            elif (text := one_line(cell_text(cell))) and not is_empty_word(text):
                said[field] = column, cell
        if not said:
            return
        day, month, year = (one_line(cell_text(said[part][1])) if part in said else "" for part in PARTS)
        whole = birthday_of_parts(day, month, year)
        found = self.read(whole) if whole is not None else None
        own = draft[self.slot]
        if isinstance(found, str) and (own is None or (isinstance(own, str) and completes(found, own))):
            draft[self.slot] = found
        elif not isinstance(found, str) or (found != own and not completes(str(own), found)):
            reason = found.reason if isinstance(found, Odd) else None
            for column, cell in said.values():
                odd.append((column, Odd(reason=reason, keep=one_line(cell_text(cell))), cell))
                reason = None  # said once
