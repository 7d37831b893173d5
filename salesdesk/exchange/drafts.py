"""What the reading child hands to the program: sheets, and rows that are read, mapped and cleaned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from salesdesk.domain.sheets import Problem

if TYPE_CHECKING:  # opening a file shall not wait for the cleaner's tables
    from salesdesk.domain.cleaning.rows import DraftLayout

CHUNK_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """One sheet of an opened file. ``records`` counts what the sheet holds, header and blank records included,
    and is an estimate for long texts and large workbooks; ``size`` are its bytes when unpacked, 0 if unknown."""

    name: str
    visible: bool
    records: int
    size: int


@dataclass(frozen=True, slots=True)
class DraftChunk:
    """Up to ``CHUNK_ROWS`` cleaned rows. ``rows`` are (row number, values) with the values in the order of
    ``layout``; the row number is 1-based as a person sees it in the file. ``problems`` belong to these rows.
    ``total_rows`` counts the sheet's data rows. ``currency`` (ISO 4217) is the sheet's, for amounts in rows
    without one of their own; None when the sheet shows none."""

    layout: DraftLayout
    rows: list[tuple[int, tuple[Any, ...]]]
    problems: list[Problem]
    total_rows: int
    currency: str | None = None
