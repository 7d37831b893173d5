"""One sheet as its reader gives it: records of cells, in order, blank records included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Protocol

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.sheets import Cell, CellError, SheetSettings

MAX_COLUMNS = 2_000  # columns beyond are left out with a warning; Excel allows 16,384
LOOKED_AT = 400
"""Characters of a text that tell what it is. Whatever guesses at a sheet is given no more of a cell, so that its cost
depends on how many cells there are and not on what a stranger wrote into them."""


Comments = Mapping[tuple[int, int], str]
NO_COMMENTS: Comments = MappingProxyType({})
NONE_HIDDEN: frozenset[int] = frozenset()
ALL_CALCULATED: frozenset[tuple[int, int]] = frozenset()


class Table(Protocol):
    """A sheet that can be walked any number of times.

    ``rows()`` yields every record from the sheet's first row on (index 0, blank ones included) as a list that
    may be shorter or longer than others; an empty cell is "" or None. ``height`` is the number of records,
    or None while it is unknown (a long text file). ``merges`` are (first row, first column, last row, last
    column), 0-based. ``comments`` maps (row, column), 0-based, to what somebody noted on the cell. ``hidden`` are 0-based records that the program
    of the file does not show, hidden or filtered away. ``uncalculated`` are the cells of formulas, as (row, column), whose
    value no program has calculated: they seem to be empty. ``warnings`` are codes with values.
    """

    name: str
    visible: bool
    height: int | None
    merges: tuple[tuple[int, int, int, int], ...]
    comments: Comments
    hidden: frozenset[int]
    uncalculated: frozenset[tuple[int, int]]
    settings: SheetSettings | None

    @property
    def warnings(self) -> tuple[tuple[str, str], ...]:
        """What a person should know about the sheet."""

    def rows(self) -> Iterator[Sequence[Cell | CellError]]:
        """Every record, in order."""


def glance(record: Sequence[Cell | CellError]) -> Sequence[Cell | CellError]:
    """The record as those see it who only guess: no text longer than ``LOOKED_AT``."""
    for cell in record:
        if cell.__class__ is str and len(cell) > LOOKED_AT:
            return [cut(cell) for cell in record]
    return record


def cut(cell: Cell | CellError) -> Cell | CellError:
    """``glance`` of one cell."""
    return cell[:LOOKED_AT] if isinstance(cell, str) else cell


@dataclass
class ListTable:
    """A sheet whose records lie in memory."""

    name: str
    records: list[Sequence[Cell | CellError]]
    visible: bool = True
    merges: tuple[tuple[int, int, int, int], ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    comments: Comments = field(default_factory=dict)
    settings: SheetSettings | None = None
    hidden: frozenset[int] = NONE_HIDDEN
    uncalculated: frozenset[tuple[int, int]] = ALL_CALCULATED
    height: int | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.height = len(self.records)

    def rows(self) -> Iterator[Sequence[Cell | CellError]]:
        return iter(self.records)


@dataclass
class CardTable(ListTable):
    """Cards of people or of companies (``kind``) as a sheet; ``columns`` are (header, field name) in order."""

    columns: tuple[tuple[str, str], ...] = ()
    kind: RecordKind = RecordKind.CONTACTS


class InZone:
    """A sheet of another time zone: its times of day become those of this computer. Days stay days."""

    def __init__(self, table: Table, zone: tzinfo) -> None:
        self._table, self._zone = table, zone
        self.name, self.visible, self.height = table.name, table.visible, table.height
        self.merges, self.comments, self.hidden = table.merges, table.comments, table.hidden
        self.settings, self.uncalculated = table.settings, table.uncalculated

    @property
    def warnings(self) -> tuple[tuple[str, str], ...]:
        """Those of the sheet."""
        return self._table.warnings

    def rows(self) -> Iterator[Sequence[Cell | CellError]]:
        """Every record, in order."""
        for record in self._table.rows():
            yield [self._here(cell) if isinstance(cell, datetime) else cell for cell in record]

    def _here(self, moment: datetime) -> datetime:
        try:
            return moment.replace(tzinfo=self._zone).astimezone().replace(tzinfo=None)
        except (ValueError, OverflowError):  # before the first or after the last day there is
            return moment
