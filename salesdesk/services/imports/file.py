"""One opened data file on its way into the database: understood, cleaned, planned as often as decisions change."""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from salesdesk import outputs
from salesdesk.domain.cleaning.rows import DraftLayout
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import CleanedSheet, ImportDecisions, ImportPlan, RowRef
from salesdesk.domain.progress import Work
from salesdesk.domain.row_memory import row_digests
from salesdesk.domain.sheets import Cell, CellError, Problem, SheetAnalysis, SheetRequest
from salesdesk.errors import InputError
from salesdesk.exchange.mapping.sheet import header_fingerprint
from salesdesk.exchange.reading.drafts import CleaningRecipe, SheetInfo
from salesdesk.exchange.reading.session import ReaderSession
from salesdesk.exchange.writing.sheets import BESIDE, MOST_NOTES, NOTES
from salesdesk.phrases import Words
from salesdesk.services.imports.left_out import left_out_because
from salesdesk.services.imports.meanwhile import held_records
from salesdesk.services.imports.plan.again import add_records, rows_again, says_nothing_new
from salesdesk.services.imports.plan.basis import ImportBasis, read_basis, with_records
from salesdesk.services.imports.plan.drafts import FirmKeys, KeyReader, Row, SheetDrafts, custom_columns
from salesdesk.services.imports.plan.foreign_ids import OwnIds
from salesdesk.services.imports.plan.known_people import with_people
from salesdesk.services.imports.plan.likeness import find_likenesses
from salesdesk.services.imports.plan.opt_outs import with_known
from salesdesk.services.imports.plan.own_rows import own_rows
from salesdesk.services.imports.plan.people import PersonKeys
from salesdesk.services.imports.plan.planner import plan_import
from salesdesk.services.imports.plan.unplaced import unplaced, with_currencies
from salesdesk.services.imports.plan.work import Likeness
from salesdesk.services.imports.problem_rows import write_problem_rows
from salesdesk.services.uncollected import without_collector
from salesdesk.store.records.imported_rows import RowMemory
from salesdesk.store.records.imports import ImportRepository
from salesdesk.store.store import Store

_PEOPLE = (RecordKind.CONTACTS, RecordKind.DEALS, RecordKind.ORDERS, RecordKind.ACTIVITIES)


@dataclass(frozen=True, slots=True)
class _Basis:
    """What was read for ``rows`` under ``mark``: true as long as both stay the same."""

    mark: tuple[object, ...]
    rows: Sequence[Sequence[Row]]
    basis: ImportBasis
    likenesses: dict[RowRef, Likeness]


class ImportFile:
    """A data file opened for import. Use it as a context manager, from one thread at a time.

    Reading methods may raise ``FileProblem`` and ``Cancelled``.
    """

    def __init__(self, store: Store, repository: ImportRepository, session: ReaderSession) -> None:
        """``session`` is opened; it is closed with this object."""
        self._store, self._repository, self._session = store, repository, session
        self._analyses: dict[str, tuple[SheetRequest, SheetAnalysis]] = {}
        self._cleaned: dict[str, tuple[SheetRequest, SheetDrafts]] = {}
        self._firms = FirmKeys()
        self._edits: dict[int, tuple[SheetDrafts, Mapping[int, Mapping[int, str]], SheetDrafts]] = {}
        self._own_ids = OwnIds()
        self._basis: _Basis | None = None
        self._raw: dict[tuple[object, ...], dict[int, tuple[str, ...]]] = {}
        self._shown: tuple[SheetInfo, ...] | None = None
        self.remembered: set[str] = set()
        self.timings: dict[str, float] = {"open": session.opened_in}

    def __enter__(self) -> ImportFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def rest(self) -> None:
        """Give the memory of the reading child back; another one starts when something is asked of it."""
        self._session.close()

    def close(self) -> None:
        """End the reading child."""
        self._session.close()

    @property
    def session(self) -> ReaderSession:
        """What reads the file, for whoever else looks at it."""
        return self._session

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self._session.path.name

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """Every sheet, hidden ones included. Of an export of ours those alone that show records: not the last one, which
        tells which export it is, nor what it says stands beside the records."""
        if self._shown is None:
            *others, last = self._session.sheets
            if others and last.name == NOTES and not last.visible:
                told = self._session.raw(NOTES, range(1, MOST_NOTES))
                beside = {cells[0] for cells in told.values() if cells}
                others = [s for s in others if f"{BESIDE}{s.name}" not in beside]
                self._shown = tuple(others) or (last,)
            else:
                self._shown = (*others, last)
        return self._shown

    def head(self, name: str, rows: int) -> dict[int, tuple[str, ...]]:
        """The texts of the first rows of a sheet as the file has them, by row number."""
        return self._session.raw(name, range(1, rows + 1))

    # -- understanding ----------------------------------------------------------------------------------

    def analyse(
        self, decisions: ImportDecisions, work: Work, *, sample_rows: int | None = None
    ) -> tuple[SheetAnalysis, ...]:
        """Every sheet understood under the decisions so far; with ``sample_rows`` from the first rows only, for a
        quick preview."""
        found = []
        with self._timed("understand"):
            for sheet in self.sheets:
                work.check()
                found.append(self._analyse(sheet.name, decisions, work, sample_rows)[1])
        return tuple(found)

    def _analyse(
        self, name: str, decisions: ImportDecisions, work: Work, sample_rows: int | None = None
    ) -> tuple[SheetRequest, SheetAnalysis]:
        asked = replace(decisions.request(name), currency=self._store.settings.currency)
        first = self._asked(asked, work, sample_rows)
        request = self._completed(asked, first, decisions)
        return request, first if request == asked else self._asked(request, work, sample_rows)

    def _asked(self, request: SheetRequest, work: Work, sample_rows: int | None) -> SheetAnalysis:
        if sample_rows is not None:
            return self._session.analyse(request, sample_rows=sample_rows, work=work)
        key = f"{request}"
        known = self._analyses.get(key)
        if known is None:
            known = self._analyses[key] = (request, self._session.analyse(request, work=work))
        return known[1]

    def _completed(
        self, asked: SheetRequest, seen: SheetAnalysis, decisions: ImportDecisions
    ) -> SheetRequest:
        """The request with what is said by header, by a remembered mapping, and by country."""
        mapping: dict[int, str] = {}
        known = decisions.remembered and seen.columns
        remembered = (
            self._repository.mapping(header_fingerprint([c.header for c in seen.columns])) if known else None
        )
        for column in seen.columns:
            if remembered and column.header in remembered:
                mapping[column.index] = remembered[column.header]
            if column.header in decisions.mapping:
                mapping[column.index] = decisions.mapping[column.header]
        if remembered and any(mapping.get(c.index, c.field) != c.field for c in seen.columns):
            self.remembered.add(asked.name)
        else:
            self.remembered.discard(asked.name)
        mapping.update(asked.mapping)
        settings = asked.settings
        country = decisions.country or (None if seen.settings.country else self._store.settings.country)
        if country and settings is None and country != seen.settings.country:
            settings = replace(seen.settings, country=country)
        if decisions.date_order and asked.settings is None:
            settings = replace(settings or seen.settings, date_order=decisions.date_order)
        if mapping == asked.mapping and settings == asked.settings:
            return asked
        return replace(asked, mapping=mapping, settings=settings)

    # -- cleaning ---------------------------------------------------------------------------------------

    def drafts(self, decisions: ImportDecisions, work: Work) -> list[SheetDrafts]:
        """The cleaned rows of every used sheet; what was cleaned before under the same request is kept."""
        if missing := [h for h in decisions.mapping if not self._has_header(h, decisions, work)]:
            raise InputError("imports.no_such_column", field=missing[0], file=self.name, column=missing[0])
        found = []
        for place, sheet in enumerate(self.sheets):
            with self._timed("understand"):
                request, analysis = self._analyse(sheet.name, decisions, work)
            reason = left_out_because(decisions, analysis)
            if reason:
                found.append(SheetDrafts.left_out(place, analysis, request.kind or analysis.kind, reason))
            else:
                found.append(self._clean(place, request, analysis, work))
        return [self._own_ids.of(self._edited(drafts, decisions)) for drafts in found]

    def _has_header(self, header: str, decisions: ImportDecisions, work: Work) -> bool:
        return any(
            column.header == header
            for sheet in self.sheets
            for column in self._analyse(sheet.name, decisions, work)[1].columns
        )

    def _clean(self, place: int, request: SheetRequest, analysis: SheetAnalysis, work: Work) -> SheetDrafts:
        known = self._cleaned.get(request.name)
        if known is not None and known[0] == request:
            return known[1]
        with self._timed("clean"):
            rows, numbers, problems, cells = [], array("l"), [], list[Sequence[Cell | CellError]]()
            bare = array("l")
            layout: DraftLayout | None = None
            recipe: CleaningRecipe | None = None
            reader = KeyReader(analysis.kind, DraftLayout(()), self._firms)
            for chunk in self._session.clean(request, work=work):
                if layout is None:
                    layout, recipe = chunk.layout, chunk.recipe
                    reader = KeyReader(analysis.kind, layout, self._firms)
                values = [row for _, row in chunk.rows]
                numbers.extend([number for number, _ in chunk.rows])
                rows += values
                problems += chunk.problems
                cells += chunk.cells
                bare.extend(chunk.bare)
                reader.add(values)  # while the child cleans the next rows
                work.report(len(rows), chunk.total_rows, "rows")
        layout = layout or DraftLayout(())
        headers = {column.field: column.header for column in reversed(analysis.columns)}
        homeless = unplaced(analysis.kind, layout, headers, rows)
        rows = with_currencies(rows, homeless, layout, recipe.currency if recipe else None)
        fields = {field: position for position, field in enumerate(layout.fields)}
        drafts = SheetDrafts(
            place,
            analysis,
            analysis.kind,
            True,
            "",
            layout,
            fields,
            (*custom_columns(layout, () if recipe and recipe.own else analysis.columns), *homeless),
            rows,
            numbers,
            problems,
            _blocked(numbers, problems),
            reader.keys,
            recipe,
            cells,
            reader.digests,
            bare,
        )
        self._cleaned[request.name] = (request, drafts)
        return drafts

    def _edited(self, drafts: SheetDrafts, decisions: ImportDecisions) -> SheetDrafts:
        """The sheet with rows the person typed into cleaned again."""
        edits = {row: texts for (place, row), texts in decisions.edits.items() if place == drafts.place}
        if not edits or drafts.recipe is None:
            return drafts
        known = self._edits.get(drafts.place)
        if known is not None and known[0] is drafts and known[1] == edits:
            return known[2]
        cleaner = drafts.recipe.cleaner()
        rows, problems, digests = list(drafts.rows), list(drafts.problems), drafts.digests[:]
        raw = self.raw(drafts, list(edits))
        for row, texts in edits.items():
            cells = list(raw[row])
            for index, text in texts.items():
                cells += [""] * (index + 1 - len(cells))
                cells[index] = text
            number = drafts.numbers[row]
            values, found = cleaner.clean(number, cells)
            (digests[row],) = row_digests([values])
            rows[row] = with_currencies([values], drafts.custom, drafts.layout, drafts.currency)[0]
            problems = [p for p in problems if p.row != number] + found
        problems.sort(key=lambda problem: problem.row)
        reader = KeyReader(drafts.kind, drafts.layout, self._firms)
        reader.add(rows)
        blocked = _blocked(drafts.numbers, problems)
        mended = replace(
            drafts, rows=rows, problems=problems, blocked=blocked, keys=reader.keys, digests=digests
        )
        self._edits[drafts.place] = (drafts, edits, mended)
        return mended

    def raw(self, drafts: CleanedSheet, rows: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """The texts of the cells of some rows as the file has them, by place of the row."""
        # Another header row moves the places, another encoding the texts.
        of = (drafts.place, drafts.analysis.header_row, drafts.analysis.settings)
        known = self._raw.setdefault(of, {})
        wanted = [row for row in rows if row not in known]
        found = self._session.raw(drafts.analysis.name, [drafts.numbers[row] for row in wanted])
        for row in wanted:
            known[row] = found.get(drafts.numbers[row], ())
        return {row: known[row] for row in rows}

    # -- planning ---------------------------------------------------------------------------------------

    def plan(self, decisions: ImportDecisions, work: Work, *, rest: bool = False) -> ImportPlan:
        """What an import under these decisions will do. Reads the file only where the decisions ask for it.
        ``rest`` gives the memory of the reading child back as soon as the rows are cleaned."""
        with without_collector():
            return self._plan(decisions, work, rest)

    def _plan(self, decisions: ImportDecisions, work: Work, rest: bool) -> ImportPlan:
        sheets = self.drafts(decisions, work)
        if rest:
            self.rest()
        work.report(0, None, "match")
        with self._timed("keys"):
            firms = self._firms
            keys = {sheet.place: sheet.keys for sheet in sheets if sheet.used and sheet.kind in _PEOPLE}
        basis, likenesses = self._read_basis(sheets, keys, firms, decisions, work)
        notes = [("remembered", name) for name in sorted(self.remembered)]
        notes += [("products", str(s.analysis.rows)) for s in sheets if s.reason == RecordKind.PRODUCTS.value]
        notes += basis.own.notes()
        start = time.perf_counter()
        plan = plan_import(
            self.name, sheets, keys, basis.firms, basis, decisions, likenesses=likenesses, notes=notes
        )
        plan = with_known(plan, self._store.opt_outs)
        self.timings["plan"] = time.perf_counter() - start
        return replace(plan, timings=dict(self.timings))

    def _read_basis(
        self,
        sheets: Sequence[SheetDrafts],
        keys: Mapping[int, PersonKeys],
        firms: FirmKeys,
        decisions: ImportDecisions,
        work: Work,
    ) -> tuple[ImportBasis, dict[RowRef, Likeness]]:
        batch = self._store.journal.latest()
        held = held_records(sheets, decisions.held)
        mark = (batch, decisions.match_keys, decisions.find_likely, held, says_nothing_new(decisions))
        rows = [sheet.rows for sheet in sheets if sheet.used]
        known = self._basis
        if known is None or known.mark != mark or not _same(known.rows, rows):
            with self._timed("known"):
                imported = rows_again(RowMemory(self._store.database), sheets)
                own = own_rows(self._store, sheets)
                basis = read_basis(
                    self._repository,
                    sheets,
                    keys,
                    firms,
                    batch=batch,
                    today=self._store.today(),
                    imported=imported,
                    own=own,
                )
            with self._timed("likeness"):
                likenesses = find_likenesses(self._store, sheets, basis, decisions, work)
            # A record that only looks like a row shares no key with it, and may be updated all the same.
            alike = {like.record for like in likenesses.values() if like.record} - basis.contacts.keys()
            wanted = {kind: set(records) for kind, records in held.items()}
            wanted.setdefault(RecordKind.CONTACTS, set()).update(alike)
            add_records(wanted, sheets, {ref: row.record for ref, row in own.rows.items() if row.differing})
            if not says_nothing_new(decisions):
                add_records(wanted, sheets, imported)
            basis = with_records(self._repository, basis, wanted)
            basis = with_people(self._store.database, self._repository, basis, sheets)
            known = self._basis = _Basis(mark, rows, basis, likenesses)
        return known.basis, known.likenesses

    def write_problems(self, plan: ImportPlan, path: Path, words: Words) -> int:
        """Save the rows with problems as a workbook to be mended and imported again, put into ``words``. Returns
        how many. Raises ``WrongEnding``, and ``FileProblem`` also for the file being imported."""
        target = outputs.target_of(
            path, endings=outputs.PROBLEM_ENDINGS, databases=self._store.files, sources=[self._session.path]
        )
        return write_problem_rows(
            target, plan, lambda sheet, numbers: self._session.raw(sheet.analysis.name, numbers), words
        )

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.timings[stage] = self.timings.get(stage, 0.0) + time.perf_counter() - start


def _same(some: Sequence[object], others: Sequence[object]) -> bool:
    """Whether both hold the very same objects."""
    return [*map(id, some)] == [*map(id, others)]


def _blocked(numbers: array[int], problems: Iterable[Problem]) -> frozenset[int]:
    bad = {problem.row for problem in problems if problem.severity == "problem"}
    return frozenset(row for row, number in enumerate(numbers) if number in bad) if bad else frozenset()
