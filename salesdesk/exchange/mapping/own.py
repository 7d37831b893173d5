"""Sheets that an export of ours wrote: their columns are known by their titles, and nothing has to be guessed."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.domain.columns import OWN_COLUMNS, RECORD_EXPORT, RECORD_ID, currency_title
from salesdesk.domain.export_marks import ExportMark, read_mark
from salesdesk.domain.fields import CUSTOM, IGNORE, FieldType, RecordKind, declared, is_taken_back
from salesdesk.domain.sheets import Cell

CURRENCY = "currency"
"""The field of the currency of a row."""


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
    listed = declared().of(kind).listed
    titles = {(use.title or spec.title): spec.key for spec, use in listed}
    currencies = _currencies(kind)
    found = []
    for header in headers:
        key = titles.pop(header, None) or currencies.pop(header, None)
        if key is not None:
            found.append(key if key != IGNORE and is_taken_back(kind, key) else IGNORE)
        else:
            found.append(IGNORE if header in OWN_COLUMNS or not header else CUSTOM)
    return found


def _currencies(kind: RecordKind) -> dict[str, str]:
    """What the columns beside amounts mean: that beside the first amount that is taken back is the currency of the row."""
    found: dict[str, str] = {}
    for spec, use in declared().of(kind).listed:
        if spec.type is FieldType.MONEY:
            first = is_taken_back(kind, spec.key) and CURRENCY not in found.values()
            found[currency_title(use.title or spec.title)] = CURRENCY if first else IGNORE
    return found
