"""Sheets that an export of ours wrote: their columns are known by their titles, and nothing has to be guessed."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.domain.columns import OWN_COLUMNS, RECORD_EXPORT, RECORD_ID
from salesdesk.domain.export_marks import ExportMark, read_mark
from salesdesk.domain.fields import CUSTOM, IGNORE, RecordKind
from salesdesk.domain.sheets import Cell
from salesdesk.exchange.mapping.own_titles import titles_among


def carries_marks(headers: Sequence[str]) -> bool:
    """Whether the columns of an export are there by which its rows are known again."""
    return RECORD_ID in headers and RECORD_EXPORT in headers


def mark_of(headers: Sequence[str], columns: Sequence[Sequence[Cell]]) -> ExportMark | None:
    """The mark of an export of ours, None when the sheet is none."""
    if not carries_marks(headers):
        return None
    place = list(headers).index(RECORD_EXPORT)
    cells = columns[place] if place < len(columns) else ()
    return next((mark for cell in cells if (mark := read_mark(cell)) is not None), None)


def own_fields(headers: Sequence[str], kind: RecordKind) -> list[str]:
    """What the columns of an export mean; what it computed is left out. Of two columns of one title the first is the
    built-in one: an export writes those a person made behind them."""
    titles = titles_among(headers, kind)
    found = []
    for header in headers:
        meant = titles.pop(header, None)
        if meant is not None:
            found.append(IGNORE if meant in found else meant)  # two columns say the currency of the row
        else:
            found.append(IGNORE if header in OWN_COLUMNS or not header else CUSTOM)
    return found
