"""What the reading child hands to the program: sheets, and rows that are read, mapped and cleaned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.sheets import Cell, CellError, Problem, SheetSettings
from salesdesk.value_classes import dataclass

if TYPE_CHECKING:  # opening a file shall not wait for the cleaner's tables
    from salesdesk.domain.cleaning.bare_amounts import BareAmounts
    from salesdesk.domain.cleaning.decimal_marks import Marks
    from salesdesk.domain.cleaning.rows import DraftLayout, RowCleaner

CHUNK_ROWS = 2_000
LONGEST_SHARED = 160
"""Characters of a text from which on its row is cleaned in the child and nowhere else: no cell a stranger wrote
shall be able to keep the program busy."""


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
    ``total_rows`` counts the sheet's data rows; ``recipe`` is how the rows were cleaned."""

    layout: DraftLayout
    rows: list[tuple[int, tuple[Any, ...]]]
    problems: list[Problem]
    total_rows: int
    recipe: CleaningRecipe
    cells: Sequence[Sequence[Cell | CellError]] = ()
    """The same rows as the file has them, of a sheet that an export of ours wrote."""
    bare: Sequence[int] = ()
    """The numbers of rows with an amount of which nothing says the currency."""


@dataclass(frozen=True, slots=True)
class CleaningRecipe:
    """All that a row needs to be cleaned, in either process; see ``RowCleaner``. ``currency`` (ISO 4217) is that of
    rows without one of their own; ``currency_shown`` says that the sheet shows it; ``marks`` are the ways of columns, by their
    0-based index, that write their numbers otherwise than ``settings`` say; ``own`` that an export of ours wrote it, so
    that its cells are compared as they stand."""

    kind: RecordKind
    columns: Sequence[tuple[int, str, str]]
    settings: SheetSettings
    sheet: str
    custom_types: Mapping[int, FieldType]
    currency: str | None
    marks: Mapping[int, Marks]
    today: date | None
    currency_shown: bool = False
    own: bool = False

    def cleaner(self) -> RowCleaner:
        """A cleaner with nothing remembered yet."""
        from salesdesk.domain.cleaning.rows import RowCleaner

        return RowCleaner(
            self.kind,
            self.columns,
            self.settings,
            self.sheet,
            self.custom_types,
            currency=self.currency,
            marks=self.marks,
            today=self.today,
            own=self.own,
        )

    def bare_amounts(self, layout: DraftLayout) -> BareAmounts:
        """What finds the rows whose amounts say no currency."""
        from salesdesk.domain.cleaning.bare_amounts import BareAmounts

        return BareAmounts(self.columns, self.custom_types, layout)


@dataclass(frozen=True, slots=True)
class RowBatch:
    """Rows as they were read, (row number, cells), to be cleaned by whoever has time: the child, or the program
    that would otherwise wait for it. ``remarks`` are about the rows themselves, whatever their values mean."""

    rows: list[tuple[int, Sequence[Cell | CellError]]]
    recipe: CleaningRecipe
    total_rows: int
    remarks: Sequence[Problem] = ()

    @property
    def is_short(self) -> bool:
        """Whether every text is short enough to be cleaned in the program."""
        return all(
            cell.__class__ is not str or len(cell) <= LONGEST_SHARED
            for _, cells in self.rows
            for cell in cells
        )

    def cleaned(self, cleaner: RowCleaner) -> DraftChunk:
        """The rows cleaned by a cleaner of the same recipe."""
        clean = cleaner.clean
        rows = []
        problems: list[Problem] = [*self.remarks]
        for number, cells in self.rows:
            values, found = clean(number, cells)
            rows.append((number, values))
            if found:
                problems += found
        cleaner.settle(len(rows))
        given = [cells for _, cells in self.rows] if self.recipe.own else []
        bare = self.recipe.bare_amounts(cleaner.layout).numbers(self.rows, rows)
        return DraftChunk(cleaner.layout, rows, problems, self.total_rows, self.recipe, given, bare)
