"""What earlier merges settled: a row that was added is not added again, a cell that was decided is not asked again.

It is remembered with the merge: one that is taken back is remembered no more, one that is done again is.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import (
    Choices,
    MergeCell,
    MergePlan,
    NewRow,
    NewRowState,
    Result,
    RowPlace,
)
from salesdesk.domain.row_memory import row_digests
from salesdesk.domain.sheets import Problem
from salesdesk.phrases import Phrase, phrase
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.imported_rows import RowMemory
from salesdesk.store.records.imports import ImportRepository
from salesdesk.store.store import Store

_CELLS = "merge:cells"
_ROWS = "merge:rows:"
_COUNTS = 1 << 32  # no mark of a row is below it, but once in thousands of millions; counts are


def mark_of(*said: Any) -> int:
    """What tells a cell or a row of an export from every other."""
    return row_digests([said])[0]


@dataclass(frozen=True, slots=True)
class _Added:
    """The rows of an export that merges took: the record that each became by its mark, 0 for one that was left out; those of
    the records that are there; and whether any of them was erased since."""

    numbers: Mapping[int, int]
    there: frozenset[int]
    is_any_erased: bool


def _layout(row: NewRow) -> str:
    return f"{_ROWS}{row.kind.value}:{row.export}"


class MergeMemory:
    """What the merges of one database settled."""

    def __init__(self, store: Store) -> None:
        self._store, self._known = store, RowMemory(store.database)

    @cached_property
    def _cells(self) -> frozenset[int]:
        return frozenset(mark for marks, _ in self._known.known(_CELLS) for mark in marks)

    def knows_any(self, cells: Iterable[MergeCell]) -> bool:
        """Whether a merge settled any of some cells."""
        return any(cell.mark in self._cells for cell in cells if cell.mark)

    def settled(self, cells: Iterable[MergeCell]) -> list[MergeCell]:
        """Cells, those that were decided before as they are here by now."""
        known = self._cells
        return [
            replace(cell, result=Result.OURS) if cell.is_open and cell.mark in known else cell
            for cell in cells
        ]

    def unsettled(
        self, rows: Sequence[NewRow]
    ) -> tuple[list[NewRow], dict[RowPlace, int], list[Problem], list[Phrase]]:
        """Added rows that no merge took before, the records of those that it did, problems of such as were deleted since,
        and what is to be said of the others."""
        known = {_layout(row): self._rows(row) for row in {_layout(one): one for one in rows}.values()}
        left, problems, became = [], [], dict[RowPlace, int]()
        for row in rows:
            added = known[_layout(row)]
            number = added.numbers.get(row.mark)
            if number is None and not added.is_any_erased:
                left.append(row)
            elif number is not None and (number == 0 or number in added.there):
                became[row.place] = number
            else:
                code = "may_be_erased_since" if number is None else "added_and_deleted"
                told = phrase(f"merging_back.{code}", name=row.name)
                problems.append(Problem(row.sheet, row.row, "", row.name, told))
        notes = [phrase("merging_back.added_before", count=len(became))] if became else []
        return left, became, problems, notes

    def _rows(self, row: NewRow) -> _Added:
        """What became of the rows of an export that merges took, a row of which is given."""
        found: dict[int, int] = {}
        erased = False
        for marks, numbers in self._known.known(_layout(row)):
            found.update(zip(marks, numbers, strict=True))
            erased = erased or any(mark < _COUNTS and mark > len(marks) - 1 for mark in marks)
        return _Added(found, self._there(row.kind, found.values()), erased)

    def _there(self, kind: RecordKind, numbers: Iterable[int]) -> frozenset[int]:
        """Those of some records that are there, or that what they were merged into is."""
        wanted = {number for number in numbers if number}
        present = self._known.present(kind, wanted)
        return frozenset(present | self._known.merged_into(kind, wanted - present).keys())

    def keep(self, uow: Writing, plan: MergePlan, choices: Choices, became: Mapping[RowPlace, int]) -> None:
        """Remember what a merge settled; ``became`` are the records that added rows became."""
        cells = {
            cell.mark: cell.record
            for cell in plan.cells
            if cell.mark and cell.result is not Result.OURS and cell.mark not in self._cells
        }
        kept: dict[str, dict[int, int]] = {_CELLS: cells}
        for row in plan.new:
            if row.mark and row.state is not NewRowState.PROBLEM:
                number = 0 if row.place in choices.left_out else became.get(row.place) or row.into
                if number is not None:
                    kept.setdefault(_layout(row), {})[row.mark] = number
        is_news = (
            uow.batch is not None
            or len(kept) > 1
            or any(cell.is_open and cell.mark in cells for cell in plan.cells)
        )
        if not is_news:  # what is the same on both sides anyway is no reason to write
            return
        of_merge = ImportRepository(self._store.database).record_merge(uow, plan.workbook, len(plan.problems))
        for layout, numbers in kept.items():
            if numbers:
                if layout != _CELLS:
                    numbers[len(numbers)] = 0  # how many there were, also when some are forgotten by erasing
                marks, records = array("Q", numbers), array("q", numbers.values())
                self._known.remember(uow, of_merge, layout, marks, records)
