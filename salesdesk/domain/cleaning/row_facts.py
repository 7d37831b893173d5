"""What a row says of a company that it does not name: kept in the notes as it is written, and reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salesdesk.domain.cleaning.readers import Odd, Value
from salesdesk.domain.cleaning.row_amounts import OddCell, RowColumn
from salesdesk.domain.cleaning.text import cell_text, one_line
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.sheets import Cell, CellError
from salesdesk.phrases import phrase


def firm_of_facts(kind: RecordKind, slots: Mapping[str, int]) -> int | None:
    """The place of the company that facts of a company belong to; None among records that are about themselves."""
    about_itself = kind is RecordKind.COMPANIES or kind in entities().plain
    return None if about_itself else slots.get("company")


def facts_of_nobody(
    columns: Sequence[RowColumn],
    firm: int,
    draft: list[Value],
    cells: Sequence[Cell | CellError],
    odd: Sequence[OddCell],
) -> list[OddCell]:
    """The facts of a row without a company, taken out of the draft; none where a cell of the row brings one."""
    if any(field == "company" for _, found, _ in odd for field, _ in found.extras):
        return []
    found: list[OddCell] = []
    for column in columns:
        if draft[column.slot] is not None:
            draft[column.slot] = None
            cell = cells[column.index]
            text = one_line(cell_text(cell))
            found.append((column, Odd(reason=phrase("problems.of_no_company"), keep=text), cell))
    return found
