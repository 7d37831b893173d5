"""What becomes of the cells of a row: three sides, compared field by field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from salesdesk.domain.merging_back import CellProblem, MergeCell, Result, Side
from salesdesk.domain.names import name_key
from salesdesk.domain.opt_outs import WAYS
from salesdesk.domain.sheets import Cell, CellError, Problem
from salesdesk.domain.three_way import Outcome, outcome, united
from salesdesk.errors import InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.merging_back.amounts import as_one_value, read_cell
from salesdesk.services.merging_back.cells import CellReader
from salesdesk.services.merging_back.doubts import doubt
from salesdesk.services.merging_back.memory import mark_of
from salesdesk.services.merging_back.sheet_rows import KnownRow
from salesdesk.services.shown_cells import cell_said

_RESULTS = {
    Outcome.OURS: Result.OURS,
    Outcome.THEIRS: Result.THEIRS,
    Outcome.SAME: Result.SAME,
    Outcome.CLASH: Result.CONFLICT,
}
_COMPANIES = "company"
Companies = Callable[[int], Sequence[str]]
"""The companies that a person works at by now, by name."""


def asked(cell: MergeCell, doubt: Phrase | None, presumed: Side | None = None) -> MergeCell:
    """A cell that is asked about where there is a doubt."""
    if doubt is None or not cell.is_open:
        return cell
    return replace(cell, result=Result.CONFLICT, doubt=doubt, presumed=presumed)


class RowResults:
    """Compares the rows of one sheet."""

    def __init__(self, sheet: str, companies: Companies) -> None:
        self._sheet, self._companies = sheet, companies
        self.problems: list[Problem] = []

    def of(self, row: KnownRow, keys: Sequence[str]) -> list[MergeCell]:
        """The cells that somebody changed; ``keys`` are the fields that the sheet has."""
        export, found, refused_keys = row.export, [], set[str]()
        for key in keys:
            reader = export.readers[key]
            base, ours = row.then.get(key), row.now[key]
            if key in row.cells:
                cell = row.cells[key]
                if reader.is_fixed:
                    self.problem(row, reader, cell, phrase("merging_back.fixed", title=reader.column.title))
                    continue
                if key in WAYS and base and cell_said(cell).strip() == "":
                    told = phrase("merging_back.never_lifted", title=reader.column.title)
                    self.problem(row, reader, cell, told)
                    continue
                if self._stands_elsewhere(row, key):
                    told = phrase("merging_back.still_mobile", title=reader.column.title)
                    self.problem(row, reader, cell, told)
                    continue
                try:
                    theirs = read_cell(row, reader, cell, base, keys)
                except InputError as refused:
                    refused_keys.add(key)
                    self.problem(row, reader, cell, refused.phrase)
                    continue
            elif reader.is_fixed:
                continue
            else:
                theirs = base
            said = theirs
            result, theirs = self.decided(row, reader, base, ours, theirs)
            if result is not None:
                mark = (
                    0 if result is Result.OURS else mark_of(export.stored.mark.export, row.record, key, said)
                )
                made = self._cell(row, reader, base, ours, theirs, result, mark)
                found.append(asked(made, doubt(reader, row.cells.get(key), theirs, base), Side.OURS))
        kept = as_one_value(row, found, refused_keys)
        for other in found if refused_keys else ():
            if other not in kept:
                reader, half = export.readers[other.field], phrase("merging_back.half_a_value")
                self.problem(row, reader, row.cells[other.field], half)
        return kept

    def problem(
        self,
        row: KnownRow,
        reader: CellReader,
        cell: Cell | CellError,
        why: Phrase,
        severity: str = "warning",
    ) -> None:
        """A cell that is not taken."""
        title = reader.column.title
        name = str(row.now[row.export.name_field] or f"#{row.now.id}")
        self.problems.append(
            CellProblem(
                *(self._sheet, row.number, title, cell_said(cell), why, severity),
                *(row.export.kind, row.now.id, name, reader.key, reader.type),
                *(row.then.get(reader.key), row.now[reader.key]),
            )
        )

    def _cell(
        self, row: KnownRow, reader: CellReader, base: Any, ours: Any, theirs: Any, result: Result, mark: int
    ) -> MergeCell:
        column, name = reader.column, row.now[row.export.name_field]
        return MergeCell(
            self._sheet,
            row.number,
            row.export.kind,
            row.now.id,
            str(name or f"#{row.now.id}"),
            column.key,
            column.title,
            column.type,
            base,
            ours,
            theirs,
            result,
            mark,
        )

    def decided(
        self, row: KnownRow, reader: CellReader, base: Any, ours: Any, theirs: Any
    ) -> tuple[Result | None, Any]:
        """What becomes of one cell, None where nobody changed it; and their value, of a set of names with ours."""
        if reader.key == "tags":
            together = united(base or (), ours or (), theirs or (), name_key) or None
            if reader.equal(theirs, base):
                return (None if reader.equal(ours, base) else Result.OURS), theirs
            return (Result.SAME if reader.equal(together, ours) else Result.THEIRS), together
        found = outcome(base, ours, theirs, reader.equal)
        if found in (Outcome.CLASH, Outcome.THEIRS) and self._moved(row, reader.key, base, theirs):
            found = Outcome.SAME
        if found is Outcome.THEIRS and reader.key in WAYS and ours and not theirs:
            found = Outcome.CLASH  # nobody is addressed again whom no person was asked about
        return _RESULTS.get(found), theirs

    def _moved(self, row: KnownRow, key: str, base: Any, theirs: Any) -> bool:
        """Whether what the sheet says was done here already, in another place of the same list: an address that was taken
        away, after which the next one moved up."""
        if key == _COMPANIES and row.export.groups:
            listed: Sequence[Any] = self._companies(row.now.id)
        else:
            group = next((group for group in row.export.groups if key in group), ())
            if not group:
                return False
            shown = row.export.now([row.now.id], group)[row.now.id]
            listed = [shown[one] for one in group]
        equal = row.export.readers[key].equal
        is_there = [value for value in listed if value is not None]
        gone = base is None or not any(equal(value, base) for value in is_there)
        return gone and (theirs is None or any(equal(value, theirs) for value in is_there))

    @staticmethod
    def _stands_elsewhere(row: KnownRow, key: str) -> bool:
        """Whether a number was emptied that the row still has under another head: the primary number that is the mobile
        one too."""
        twins = {"phone": "mobile", "mobile": "phone"}
        other = twins.get(key)
        if other is None or row.cells[key] is not None or not row.export.groups or other in row.cells:
            return False
        return row.then.get(other) is not None and row.then.get(other) == row.then.get(key)
