"""What is said of a sheet and of single rows of it, whatever their values mean."""

from __future__ import annotations

from salesdesk.exchange.reading.sheet_layout import SheetLayout
from salesdesk.exchange.reading.shown_values import column_letters
from salesdesk.exchange.reading.tables import Table
from salesdesk.exchange.text.reader import TextTable
from salesdesk.exchange.text.records import LONGEST_CELL
from salesdesk.phrases import Phrase, phrase

_OVERLONG = phrase("problems.more_cells")
_UNCLOSED = phrase("problems.unclosed_quote")


def row_remarks(table: Table, layout: SheetLayout) -> dict[int, Phrase]:
    """What a person should check in single rows, by 1-based row number."""
    remarks = {number + 1: _OVERLONG for number in layout.overlong}
    if isinstance(table, TextTable):
        remarks |= {number + 1: _UNCLOSED for number in table.repaired}
        names = layout.names
        for number, (column, length) in table.shortened.items():
            name = names[column] if column < len(names) and names[column] else column_letters(column)
            remarks[number + 1] = phrase("problems.cell_cut", column=name, count=length, most=LONGEST_CELL)
    return remarks


def layout_warnings(layout: SheetLayout) -> tuple[tuple[str, str], ...]:
    """What was left out, as codes with how much of it."""
    found = []
    if layout.totals:
        found.append(("totals_left_out", str(layout.totals)))
    if layout.repeats:
        found.append(("repeated_headers_left_out", str(layout.repeats)))
    if layout.titles:
        found.append(("titles_left_out", str(layout.titles)))
    if layout.hidden:
        code = "hidden_rows_left_out" if layout.seen_only else "hidden_rows"
        found.append((code, str(layout.hidden)))
    if layout.overlong:
        found.append(("rows_too_long", str(len(layout.overlong))))
    return tuple(found)
