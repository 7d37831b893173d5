"""What earlier merges settled: a row that was added is not added again, a cell that was decided is not asked again.

It is remembered with the merge: one that is taken back is remembered no more, one that is done again is.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
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


def mark_of(*said: Any) -> int:
    """What tells a cell or a row of an export from every other."""
    return row_digests([said])[0]


class MergeMemory:
    """What the merges of one database settled."""

    def __init__(self, store: Store) -> None:
        self._store, self._known = store, RowMemory(store.database)

    @cached_property
    def _cells(self) -> frozenset[int]:
        return frozenset(mark for marks, _ in self._known.known(_CELLS) for mark in marks)

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
        known = {kind: self._rows(kind) for kind in {row.kind for row in rows}}
        if not any(known.values()):
            return list(rows), {}, [], []
        there = {kind: self._there(kind, known[kind].values()) for kind in known}
        left, problems, became = [], [], dict[RowPlace, int]()
        for row in rows:
            number = known[row.kind].get(row.mark)
            if number is None:
                left.append(row)
            elif number == 0 or number in there[row.kind]:
                became[row.place] = number
            else:
                told = phrase("merging_back.added_and_deleted", name=row.name)
                problems.append(Problem(row.sheet, row.row, "", row.name, told))
        notes = [phrase("merging_back.added_before", count=len(became))] if became else []
        return left, became, problems, notes

    def _rows(self, kind: RecordKind) -> dict[int, int]:
        known = self._known.known(_ROWS + kind.value)
        return {mark: number for marks, numbers in known for mark, number in zip(marks, numbers, strict=True)}

    def _there(self, kind: RecordKind, numbers: Iterable[int]) -> set[int]:
        """Those of some records that are there, or that what they were merged into is."""
        wanted = {number for number in numbers if number}
        present = self._known.present(kind, wanted)
        return present | self._known.merged_into(kind, wanted - present).keys()

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
                    kept.setdefault(_ROWS + row.kind.value, {})[row.mark] = number
        is_news = len(kept) > 1 or any(cell.is_open and cell.mark in cells for cell in plan.cells)
        if not is_news:  # what is the same on both sides anyway is no reason to write
            return
        of_merge = ImportRepository(self._store.database).record_merge(uow, plan.workbook)
        for layout, numbers in kept.items():
            if numbers:
                marks, records = array("Q", numbers), array("q", numbers.values())
                self._known.remember(uow, of_merge, layout, marks, records)
