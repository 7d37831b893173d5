"""What merging a workbook back would do: its sheets, rows and cells put together into one plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from salesdesk.domain.merging_back import (
    ColumnOffer,
    MergeCell,
    MergeCounts,
    MergedExport,
    MergePlan,
    NewRow,
    NewRowState,
    RemovedRow,
    Result,
    RowPlace,
)
from salesdesk.domain.names import name_key
from salesdesk.domain.progress import Work
from salesdesk.domain.sheets import Problem
from salesdesk.errors import InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.commands import Commands
from salesdesk.services.merging_back.cells import CellReader
from salesdesk.services.merging_back.closing import closing_notes
from salesdesk.services.merging_back.coming import Understood, coming_names, given_up, together, unclear_link
from salesdesk.services.merging_back.erasings import Erasings
from salesdesk.services.merging_back.joined import kept_values
from salesdesk.services.merging_back.known import KnownExport
from salesdesk.services.merging_back.links import Links
from salesdesk.services.merging_back.loose_rows import read_row
from salesdesk.services.merging_back.matching import found_again
from salesdesk.services.merging_back.memory import MergeMemory
from salesdesk.services.merging_back.offers import column_offers
from salesdesk.services.merging_back.reading import ReadWorkbook
from salesdesk.services.merging_back.results import RowResults
from salesdesk.services.merging_back.sheet_rows import GoneRow, KnownRow, SheetRows
from salesdesk.services.merging_back.sorted_alone import asked_where_sorted
from salesdesk.services.merging_back.writing import RecordValues
from salesdesk.services.shown_cells import cell_said
from salesdesk.store.store import Store


class Planner:
    """Makes the plan of one workbook."""

    def __init__(self, store: Store, commands: Commands, workbook: ReadWorkbook, work: Work) -> None:
        self._store, self._workbook, self._work = store, workbook, work
        self._values, self._links = RecordValues(store, commands), Links(store)
        self._commands, self._memory = commands, MergeMemory(store)
        self._erasings = Erasings(store, self._links)
        self._problems: list[Problem] = []
        self._cells: list[MergeCell] = []
        self._loose: list[NewRow] = []
        self._readers: dict[tuple[Any, str], CellReader] = {}
        self._unchanged = 0
        self._exports_of: dict[RowPlace, KnownExport] = {}
        self._here: dict[RowPlace, int] = {}
        """The records that added rows became by earlier merges."""
        self._taken: dict[tuple[Any, int, str], MergeCell] = {}
        self._notes: list[Phrase] = []
        self._again = False

    def plan(self) -> MergePlan:
        """Read everything and say what it comes to. Reads only."""
        sheets = self._workbook.sheets(self._work)
        basis = self._store.journal.latest()
        seen: dict[KnownExport, set[int]] = defaultdict(set)
        self._notes += [phrase("merging_back.other_sheet", sheet=name) for name in self._workbook.left_out]
        self._notes += [
            phrase("merging_back.missing_sheet", sheet=name) for name in self._workbook.missing(sheets)
        ]
        for sheet in sheets:
            for export, numbers in sheet.seen.items():
                seen[export] |= numbers
        for sheet in sheets:
            self._find_lost(sheet, seen)
        for sheet in sheets:
            self._compare(sheet)
            self._say(sheet)
        understood = self._new_rows()
        new = understood.rows
        removed = self._removed(sheets, seen)
        cells, told = asked_where_sorted(self._followed(understood))
        self._notes += told
        named = self._links.new_names(
            (cell, self._readers[cell.kind, cell.field]) for cell in cells if cell.is_coming
        )
        names = together(named, understood.names, coming_names(cells, understood))
        self._notes += closing_notes(self._store, self._values, cells)
        if passed_over := self._erasings.passed_over:
            self._notes.append(phrase("merging_back.erased_cells", count=passed_over))
        return MergePlan(
            self._workbook.name,
            tuple(self._exports(sheets)),
            self._counts(sheets, cells, new, removed),
            cells,
            new,
            removed,
            tuple(sorted(self._problems, key=lambda problem: (problem.sheet, problem.row))),
            tuple(offer for sheet in sheets for offer in self._offers(sheet)),
            names,
            tuple(dict.fromkeys(self._notes)),
            basis,
            self._again or bool(self._here),
        )

    # -- rows ---------------------------------------------------------------------------------------------

    def _find_lost(self, sheet: SheetRows, seen: dict[KnownExport, set[int]]) -> None:
        """Rows that lost their number, by what they are known by."""
        keys = list(sheet.columns.fields.values())
        for export in {row.export: None for row in sheet.loose}:
            rows = [row for row in sheet.loose if row.export is export]
            unseen = export.stored.numbers - seen[export]
            found, is_any_gone = found_again(
                rows, export, unseen, [key for key in keys if export.is_merged(key)]
            )
            for place, row in found.items():
                sheet.loose.remove(rows[place])
                seen[export].add(row.record)
                sheet.seen[export].add(row.record)
                if row.now.id not in export.present and row.record not in export.merged_into:
                    name = str(row.now[export.name_field] or "")
                    sheet.gone.append(GoneRow(row.number, row.record, export, row.cells, name))
                    continue
                for column, cell in rows[place].added.items():
                    sheet.added[column][row.record] = cell
                if row.cells or export.is_touched(row.record):
                    sheet.known.append(row)
                else:
                    sheet.unchanged += 1
            if is_any_gone:
                self._refuse_orphans(sheet, export)
        for loose in sheet.loose:
            read, problems = read_row(loose, sheet.name, loose.export)
            self._problems += problems
            self._loose.append(read)
            self._exports_of[read.place] = loose.export

    def _refuse_orphans(self, sheet: SheetRows, export: KnownExport) -> None:
        """Of rows that lost their number nobody knows whether they are who was erased: they do not come back by a merge."""
        for row in [loose for loose in sheet.loose if loose.export is export and loose.is_orphan]:
            sheet.loose.remove(row)
            name = cell_said(row.cells.get(export.name_field))
            self._problems.append(
                Problem(sheet.name, row.number, "", name, phrase("merging_back.may_be_erased"))
            )

    def _new_rows(self) -> Understood:
        """The rows without a record, as an import understands them."""
        if not self._loose:
            return Understood()
        from salesdesk.services.merging_back.new_rows import (
            NewRows,  # all that imports, where nothing was added
        )

        rows = NewRows(self._store, self._commands, self._workbook.name)
        loose, self._here, problems, notes = self._memory.unsettled(self._loose)
        self._problems += problems
        self._notes += notes
        understood = rows.understood(loose, self._work, self._cells)
        self._problems += understood.problems
        self._notes += understood.notes
        self._problems += kept_values(understood.rows, self._exports_of)
        return understood

    def _compare(self, sheet: SheetRows) -> None:
        results = RowResults(sheet.name, self._companies_of)
        keys = list(sheet.columns.fields.values())
        for done, row in enumerate(sorted(sheet.known, key=lambda known: known.number)):
            if done % 1_000 == 0:
                self._work.check()
                self._work.report(done, len(sheet.known), "compared")
            export = row.export
            cells = self._memory.settled(results.of(row, [key for key in keys if export.is_merged(key)]))
            cells = self._accepted(row, cells, results)
            if not any(cell.is_open or cell.result is Result.SAME for cell in cells):
                self._unchanged += not any(problem.row == row.number for problem in results.problems[-9:])
            self._cells += cells
            self._again = self._again or self._memory.knows_any(cells)
        self._problems += results.problems
        for mixed in sheet.mixed:
            name, other = (
                str(row[mixed.export.name_field] or "") if row else "" for row in (mixed.now, mixed.other)
            )
            told = phrase("merging_back.other_number", name=name, other=other)
            self._problems.append(Problem(sheet.name, mixed.number, "", other, told))
        for known in sheet.twice:
            self._problems += self._of_copy(sheet.name, known)
        erased = sum(gone.erased for gone in sheet.gone)
        if erased:
            self._notes.append(phrase("merging_back.erased_rows", sheet=sheet.name, count=erased))
        for gone in sheet.gone:
            if gone.cells:
                name = gone.name or f"#{gone.record}"
                said = ", ".join(cell_said(cell) for cell in gone.cells.values() if cell is not None)
                told = phrase("merging_back.deleted_since", name=name)
                self._problems.append(Problem(sheet.name, gone.number, "", said, told))

    def _accepted(self, row: KnownRow, cells: list[MergeCell], results: RowResults) -> list[MergeCell]:
        """The cells that can be written; of the others it is said why not."""
        export, kept = row.export, []
        for cell in cells:
            reader = export.readers[cell.field]
            self._readers[cell.kind, cell.field] = reader
            if self._erasings.says_what_was_erased(cell, export):
                continue
            refused = self._erasings.refusal(cell, reader, export) or self._refusal(reader, cell)
            if refused is None:
                kept.append(cell)
            else:
                results.problem(row, reader, row.cells.get(cell.field), refused)
        return self._writable(row, kept, results)

    def _refusal(self, reader: CellReader, cell: MergeCell) -> Phrase | None:
        """Why a cell cannot be taken by itself."""
        if not cell.is_open:
            return None
        if not self._values.is_written(cell.kind):
            return phrase("merging_back.not_changed")
        place = cell.kind, cell.record, cell.field
        former = self._taken.setdefault(place, cell)
        if former is not cell:
            if reader.equal(former.theirs, cell.theirs):
                return None
            return phrase("merging_back.said_twice", sheet=former.sheet, row=former.row)
        if reader.is_link and cell.theirs is not None:
            try:
                self._links.check(reader, cell.theirs)
            except InputError as refused:
                return refused.phrase
        return None

    def _writable(self, row: KnownRow, cells: list[MergeCell], results: RowResults) -> list[MergeCell]:
        """Those of the cells of a row that can be written together."""
        while values := {cell.field: cell.theirs for cell in cells if cell.is_open}:
            refused = self._values.refused(row.export.kind, row.now.id, values)
            if refused is None:
                break
            field, why = refused
            reader = row.export.readers[field]
            results.problem(row, reader, row.cells.get(field), why)
            cells = [cell for cell in cells if cell.field != field]
        return cells

    def _followed(self, understood: Understood) -> tuple[MergeCell, ...]:
        """The cells without those whose name means nobody once the others and the new rows are written."""
        coming, leaving = coming_names(self._cells, understood), given_up(self._cells)
        coming.update((name.kind, name_key(name.name)) for name in understood.names)
        kept = []
        for cell in self._cells:
            reader = self._readers[cell.kind, cell.field]
            what = reader.links_to if cell.is_open else ""
            there = (
                what in ("contact", "deal")
                and bool(cell.theirs)
                and self._links.found(what, cell.theirs) is not None
            )
            refused = unclear_link(cell, what, coming, leaving, there)
            if refused is None:
                kept.append(cell)
            else:
                self._problems.append(
                    Problem(cell.sheet, cell.row, cell.title, str(cell.theirs), refused, "warning")
                )
        return tuple(kept)

    def _of_copy(self, sheet: str, row: KnownRow) -> Iterable[Problem]:
        told = phrase("merging_back.copied", name=str(row.now[row.export.name_field] or ""))
        return (
            Problem(sheet, row.number, row.export.readers[key].column.title, cell_said(cell), told)
            for key, cell in row.cells.items()
        )

    def _companies_of(self, contact: int) -> Sequence[str]:
        return [employment.company for employment in self._store.contacts.companies(contact)]

    # -- the whole ------------------------------------------------------------------------------------------

    def _say(self, sheet: SheetRows) -> None:
        """What else is to be said of a sheet."""
        if sheet.foreign:
            self._notes.append(phrase("merging_back.foreign_rows", count=sheet.foreign))
        self._notes += [phrase("merging_back.sum", sheet=sheet.name, row=row) for row in sheet.sums]
        self._notes += [
            phrase("merging_back.remark", sheet=sheet.name, row=row, text=text) for row, text in sheet.remarks
        ]
        for key, other in sheet.columns.unclear:
            title, held = (sheet.export.readers[one].column.title for one in (key, other))
            told = phrase("merging_back.other_column", title=title, other=held)
            self._problems.append(Problem(sheet.name, 0, title, "", told))
        if any(reader.has_misread for export in sheet.seen for reader in export.readers.values()):
            self._notes.append(phrase("merging_back.wrong_encoding", workbook=self._workbook.name))
        for key, head in sheet.columns.renamed.items():
            title = sheet.export.readers[key].column.title
            self._notes.append(phrase("merging_back.renamed", title=title, head=head))

    def _removed(
        self, sheets: Sequence[SheetRows], seen: dict[KnownExport, set[int]]
    ) -> tuple[RemovedRow, ...]:
        """The records whose row is not there any more, and that are."""
        found = []
        home = {export: sheet.name for sheet in reversed(sheets) for export in (sheet.export, *sheet.seen)}
        there = {(e.kind, e.merged_into.get(n, n)) for e, numbers in seen.items() for n in numbers}
        for export, sheet in home.items():
            gone = sorted((export.stored.numbers - seen[export]) & export.present)
            gone = [number for number in gone if (export.kind, number) not in there]
            shown = export.now(gone, [])
            found += [
                RemovedRow(sheet, export.kind, number, str(shown[number][export.name_field] or f"#{number}"))
                for number in gone
                if number in shown and self._values.is_written(export.kind)
            ]
        return tuple(found)

    def _offers(self, sheet: SheetRows) -> Iterable[ColumnOffer]:
        new = {row.number: row.added for row in sheet.loose}
        settings = self._store.settings
        for offer in column_offers(sheet, new, settings.typing_rules, self._store.activities.choices.all()):
            known = {row: number for row in offer.new if (number := self._here.get((sheet.name, row)))}
            values = {**offer.values, **{number: offer.new[row] for row, number in known.items()}}
            left = {row: text for row, text in offer.new.items() if row not in known}
            yield replace(offer, values=values, new=left)

    def _exports(self, sheets: Sequence[SheetRows]) -> Iterable[MergedExport]:
        rows: dict[KnownExport, set[int]] = {}
        for sheet in sheets:
            rows.setdefault(sheet.export, set())
            for export, numbers in sheet.seen.items():
                rows.setdefault(export, set()).update(numbers)  # a copied sheet has them once more
        for export, there in rows.items():
            mark, stored = export.stored.mark.export, export.stored
            yield MergedExport(mark, export.kind, stored.at, stored.actor, stored.batch, len(there))

    def _counts(
        self,
        sheets: Sequence[SheetRows],
        cells: Sequence[MergeCell],
        new: Sequence[NewRow],
        removed: Sequence[RemovedRow],
    ) -> MergeCounts:
        results = Counter(cell.result for cell in cells)
        return MergeCounts(
            rows=sum(sheet.rows for sheet in sheets),
            unchanged=self._unchanged + sum(sheet.unchanged for sheet in sheets),
            theirs=results[Result.THEIRS],
            ours=results[Result.OURS],
            same=results[Result.SAME],
            conflicts=results[Result.CONFLICT],
            new=sum(1 for row in new if row.state is NewRowState.NEW),
            removed=len(removed),
            problems=len(self._problems),
        )
