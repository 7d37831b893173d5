"""The rows of a sheet that comes back, as they are held until it is decided what becomes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from salesdesk.domain.columns import ListRow
from salesdesk.domain.sheets import COVERED, Cell, CellError
from salesdesk.services.merging_back.heads import Row, SheetColumns
from salesdesk.services.merging_back.known import KnownExport, Values

Column = tuple[int, str, Callable[[Any, Any], bool], bool, bool]
"""A compared column: its place, its field, what compares a cell with a value, whether the export had it, and whether a cell
shows the value as it is stored."""


@dataclass(slots=True)
class KnownRow:
    """A row that is a record. ``cells`` are those that do not show what the record showed ``then``; ``whole`` the row as it
    is in the file, kept while it may have to be found out anew whose it is."""

    number: int  # of the row
    record: int
    export: KnownExport
    then: Values
    now: ListRow
    cells: dict[str, Cell | CellError]
    whole: Row = ()


@dataclass(slots=True)
class LooseRow:
    """A row without a record: somebody added or copied it, or its number is lost, which ``is_orphan`` says for certain."""

    number: int
    export: KnownExport
    cells: dict[str, Cell | CellError]
    added: dict[int, Cell | CellError]
    is_orphan: bool = False


@dataclass(frozen=True, slots=True)
class MixedRow:
    """A row that carries the number of one record (``now``) and says what an ``other`` one does."""

    number: int
    export: KnownExport
    now: ListRow
    other: ListRow | None


@dataclass(slots=True)
class GoneRow:
    """A row whose record was deleted or erased here since, with the cells that say something else than it did. Of what was
    ``erased`` nobody knows what it said."""

    number: int
    record: int
    export: KnownExport
    cells: dict[str, Cell | CellError]
    name: str = ""
    erased: bool = False


@dataclass(slots=True)
class SheetRows:
    """What one sheet has. ``seen`` are the records whose row is there; ``cleared`` those whose row was emptied; ``twice``
    rows with the number of another row that are no other record; ``mixed`` rows of which it cannot be told whose they are; ``foreign`` counts rows of other databases; ``sums`` are the numbers of rows that add others up; ``remarks`` rows that are a sentence, with what it says; ``added`` are
    the cells of columns that somebody added, by place and record."""

    name: str
    columns: SheetColumns
    export: KnownExport
    known: list[KnownRow] = field(default_factory=list)
    loose: list[LooseRow] = field(default_factory=list)
    gone: list[GoneRow] = field(default_factory=list)
    twice: list[KnownRow] = field(default_factory=list)
    mixed: list[MixedRow] = field(default_factory=list)
    seen: dict[KnownExport, set[int]] = field(default_factory=lambda: defaultdict(set))
    cleared: dict[KnownExport, set[int]] = field(default_factory=lambda: defaultdict(set))
    added: dict[int, dict[int, Cell | CellError]] = field(default_factory=lambda: defaultdict(dict))
    sums: list[int] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)
    foreign: int = 0
    unchanged: int = 0
    rows: int = 0


def differing(columns: Sequence[Column], row: Row, then: Values) -> tuple[dict[str, Cell | CellError], bool]:
    """The cells that do not show what was shown, and whether any says anything."""
    differing: dict[str, Cell | CellError] = {}
    said, width, known = False, len(row), then.get
    for place, key, same, had, as_stored in columns:
        cell = row[place] if place < width else None
        value = known(key)
        if cell is None or cell == "":
            if value is not None and value is not False and had:
                differing[key] = None
            continue
        said = True
        if not (as_stored and cell == value) and not same(cell, value) and cell != COVERED:
            differing[key] = cell
    return differing, said


def loosened(
    columns: SheetColumns, number: int, row: Row, export: KnownExport, is_orphan: bool = False
) -> LooseRow:
    """A row without its number."""
    cells = {key: cell_at(row, place) for place, key in columns.fields.items() if export.is_merged(key)}
    added = {place: cell_at(row, place) for place in columns.added}
    return LooseRow(
        number,
        export,
        {key: cell for key, cell in cells.items() if cell is not None and cell != ""},
        {place: cell for place, cell in added.items() if cell is not None and cell != ""},
        is_orphan
        or columns.number is None
        or (cell_at(row, columns.mark) not in (None, "") and cell_at(row, columns.number) in (None, "")),
    )


def cell_at(row: Row, place: int | None) -> Cell | CellError:
    """What a row has at a place; nothing where another cell lies over it."""
    cell = row[place] if place is not None and place < len(row) else None
    return None if isinstance(cell, CellError) and cell == COVERED else cell
