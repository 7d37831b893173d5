"""One import from file to result, without a widget: what was decided, what is known, and what runs in the worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance

from salesdesk.domain.changes import ChangeSet, UndoResult
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportDecisions, ImportPlan, ImportResult, SeenPlan
from salesdesk.domain.meanwhile import NO_ANSWERS, Answers, ImportClash
from salesdesk.domain.progress import Work
from salesdesk.domain.sheets import SheetAnalysis, SheetRequest
from salesdesk.errors import Cancelled, SalesDeskError
from salesdesk.services.imports import ImportFile, is_imported, left_out_because
from salesdesk.ui.context import Context
from salesdesk.ui.pages.imports.run.held_file import HeldFile
from salesdesk.ui.pages.imports.run.latest_work import LatestWork
from salesdesk.ui.wording import worded

T = TypeVar("T")

SAMPLE_ROWS = 2_000
"""Rows a preview is made of while the whole file is still being read."""
HEAD_ROWS = 12
"""Rows shown as the file has them, for choosing the row of the column names."""
PROBLEMS_BY_DEFAULT = "{0} - problems.xlsx"


class Stage(StrEnum):
    """How far the import is. PLANNING: the columns are known, what will happen is being computed."""

    NOTHING = "nothing"
    OPENING = "opening"
    PLANNING = "planning"
    PLANNED = "planned"
    WRITING = "writing"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class _Opened:
    name: str
    analyses: tuple[SheetAnalysis, ...]
    heads: Mapping[str, Mapping[int, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class _Planned:
    plan: ImportPlan
    remembered: frozenset[str]
    seen: SeenPlan


class ImportRun(QObject):
    """Everything about the import at hand.

    ``changed`` says that something of what is shown changed; ``progressed`` carries a Progress; ``refused`` the
    SalesDeskError that ends work on this file; ``clashed`` an ImportClash, to be answered by ``apply``; ``stopped`` that the person's cancel was obeyed; ``applied`` and
    ``undone`` carry an ImportResult and an UndoResult; ``saved`` (path, rows). Nothing is written before ``apply``.
    """

    changed = Signal()
    belongs_to_merge = Signal()
    """The file is a workbook that this database exported: it is compared with the records, not imported beside them."""
    progressed = Signal(object)
    refused = Signal(object)
    clashed = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    applied = Signal(object)
    undone = Signal(object)
    saved = Signal(object)

    def __init__(self, context: Context, held: HeldFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._held = held
        self._service = context.services.imports
        self._work = LatestWork(context.tasks, self)
        self._work.progressed.connect(self.progressed)
        self.stage = Stage.NOTHING
        self.name = ""
        self.decisions = ImportDecisions()
        self.analyses: tuple[SheetAnalysis, ...] = ()
        self.heads: Mapping[str, Mapping[int, tuple[str, ...]]] = {}
        self.plan: ImportPlan | None = None
        self._seen: SeenPlan | None = None
        self.remembered: frozenset[str] = frozenset()
        self.answers = NO_ANSWERS
        self.result: ImportResult | None = None
        self.interrupted = False

    # ---- what is known ----

    @property
    def is_busy(self) -> bool:
        """Whether work of this import runs or waits."""
        return self._work.is_busy

    @property
    def is_ready(self) -> bool:
        """Whether ``plan`` is what an import would do now."""
        return self.stage is Stage.PLANNED and self.plan is not None

    @property
    def used(self) -> tuple[int, ...]:
        """The places of the sheets that are imported."""
        return tuple(
            place for place, sheet in enumerate(self.analyses) if not left_out_because(self.decisions, sheet)
        )

    # ---- reading and planning ----

    def open(self, path: Path, *, as_list: bool = False) -> None:
        """Open a data file and plan its import, unless it ``belongs_to_merge`` and is not wanted ``as_list``."""
        merging = self._context.services.merging_back
        self._open(
            path.name,
            lambda work: self._service.open(path, work),
            lambda file, work: not as_list and merging.is_open_export(file.session, work),
        )

    def open_text(self, text: str, name: str) -> None:
        """Open pasted cells and plan their import."""
        self._open(name, lambda work: self._service.open_text(text, name, work))

    def _open(
        self,
        name: str,
        opener: Callable[[Work], ImportFile],
        is_export: Callable[[ImportFile, Work], bool] = lambda _file, _work: False,
    ) -> None:
        self.stage, self.name = Stage.OPENING, name
        held, decisions = self._held, self.decisions

        def read(work: Work) -> _Opened | None:
            file = held.open(partial(opener, work))
            if held.use(lambda file: is_export(file, work)):
                return None
            return held.use(lambda _file: _looked(file, decisions, work))

        self._run(read, self._opened)

    def _opened(self, found: _Opened | None) -> None:
        if found is None:
            self.belongs_to_merge.emit()
            return
        self.name, self.analyses, self.heads = found.name, found.analyses, found.heads
        self.replan()

    def decide(self, decisions: ImportDecisions) -> None:
        """Take over what the person decided; what depends on it is computed anew."""
        former, self.decisions = self.decisions, decisions
        if _reading_part(former) != _reading_part(decisions):
            self._analyse()
        elif former != decisions:
            self.replan()

    def request_sheet(self, request: SheetRequest) -> None:
        """Ask something else of one sheet."""
        self.decide(replace(self.decisions, requests={**self.decisions.requests, request.name: request}))

    def _analyse(self) -> None:
        self.stage = Stage.PLANNING
        held, decisions = self._held, self.decisions

        def read(work: Work) -> tuple[SheetAnalysis, ...]:
            return held.use(lambda file: file.analyse(decisions, work, sample_rows=SAMPLE_ROWS))

        self._run(read, self._analysed)

    def _analysed(self, analyses: tuple[SheetAnalysis, ...]) -> None:
        self.analyses = analyses
        self.plan = None
        self.replan()

    def replan(self) -> None:
        """Compute the plan anew, for example after records changed."""
        self.stage = Stage.PLANNING
        self.interrupted = False
        held, decisions, service, seen = self._held, self.decisions, self._service, self._seen

        def planned(file: ImportFile, work: Work) -> _Planned:
            plan = file.plan(decisions, work)
            return _Planned(plan, frozenset(file.remembered), service.seen(plan, decisions, seen))

        def read(work: Work) -> _Planned:
            return held.use(lambda file: planned(file, work))

        self._run(read, self._planned)

    def _planned(self, found: _Planned) -> None:
        self.plan, self.remembered = found.plan, found.remembered
        self.analyses = tuple(sheet.analysis for sheet in found.plan.sheets)
        if found.seen is not self._seen:
            self._seen, self.answers = found.seen, NO_ANSWERS
        self.stage = Stage.PLANNED

    def raw_rows(
        self, place: int, rows: Sequence[int], show: Callable[[Mapping[int, tuple[str, ...]]], object]
    ) -> None:
        """Read rows as the file has them and hand their texts, by place of the row, to ``show``."""
        if self.plan is None:
            return
        held, drafts = self._held, self.plan.work.sheets[place]

        def read(work: Work) -> Mapping[int, tuple[str, ...]]:
            return held.use(lambda file: file.raw(drafts, rows))

        self._context.tasks.run(read, done=show, failed=_reported_by(self.failed), owner=self)

    # ---- writing ----

    def apply(self, answers: Answers | None = None) -> None:
        """Carry out what the person decided upon. What others changed since then and ``answers`` do not decide is asked
        by ``clashed``, with nothing written."""
        seen, held, service = self._seen, self._held, self._service
        if seen is None:
            return
        self.stage = Stage.WRITING
        said = self.answers = answers or self.answers

        def write(work: Work) -> tuple[ImportResult, ChangeSet]:
            return held.use(
                lambda file: service.apply(file, seen.plan, seen.decisions, work, worded, answers=said)
            )

        self._run(self._context.writes.before(write), self._applied)

    def _applied(self, done: tuple[ImportResult, ChangeSet]) -> None:
        self.result = done[0]
        self.stage = Stage.DONE
        self.applied.emit(self.result)

    def undo(self) -> None:
        """Take the whole import back."""
        result, service = self.result, self._service
        if result is None:
            return
        self.stage = Stage.UNDOING

        def revert(work: Work) -> UndoResult:
            return service.undo(result.number, work)

        self._run(self._context.writes.before(revert), self._undone)

    def _undone(self, result: UndoResult) -> None:
        self.stage = Stage.UNDONE
        self.undone.emit(result)

    def notice_undo(self) -> None:
        """Learn whether the import was undone, or done again, elsewhere."""
        if self.result is None or self.stage not in (Stage.DONE, Stage.UNDONE):
            return
        number = self.result.number
        record = next((r for r in self._service.history() if r.number == number), None)
        if record is not None:
            self.stage = Stage.UNDONE if record.undone else Stage.DONE

    def save_problems(self, path: Path) -> None:
        """Write the rows with problems as a workbook."""
        plan, held = self.plan, self._held
        if plan is None:
            return

        def write(work: Work) -> tuple[Path, int]:
            return path, held.use(lambda file: file.write_problems(plan, path, worded))

        self._context.tasks.run(write, done=self.saved.emit, failed=_reported_by(self.failed), owner=self)

    # ---- one piece of work at a time ----

    def cancel(self) -> None:
        """Ask the running work to stop."""
        self._work.cancel()

    def let_go(self) -> None:
        """Stop, and close the file."""
        self._work.drop()
        self._held.let_go()

    def _run(self, function: Callable[[Work], T], done: Callable[[T], object]) -> None:
        def arrived(result: T) -> None:
            done(result)
            if not self.is_busy:
                self.changed.emit()

        self._work.run(function, arrived, self._broke, self.name)
        self.changed.emit()

    def _broke(self, error: Exception) -> None:
        stage = self.stage
        if stage is Stage.WRITING:
            self.stage = Stage.PLANNED
        elif stage is Stage.UNDOING:
            self.stage = Stage.DONE
        elif isinstance(error, Cancelled):
            self.interrupted = True
        if not isinstance(error, SalesDeskError):
            self.changed.emit()
            raise error
        if isinstance(error, Cancelled):
            self.stopped.emit()
        elif isinstance(error, ImportClash):
            self.clashed.emit(error)
        elif stage in (Stage.WRITING, Stage.UNDOING):
            self.failed.emit(error)
        else:
            self.refused.emit(error)
        self.changed.emit()


def _reported_by(failed: SignalInstance) -> Callable[[Exception], None]:
    """What tells a refusal of a side task, while the run itself stays as it is; a cancel needs no word."""

    def report(error: Exception) -> None:
        if not isinstance(error, SalesDeskError):
            raise error
        if not isinstance(error, Cancelled):
            failed.emit(error)

    return report


def _looked(file: ImportFile, decisions: ImportDecisions, work: Work) -> _Opened:
    """A first look: the sheets from a sample, and their first rows as they stand."""
    analyses = file.analyse(decisions, work, sample_rows=SAMPLE_ROWS)
    heads = {}
    for sheet in file.sheets:
        work.check()
        heads[sheet.name] = file.head(sheet.name, HEAD_ROWS)
    return _Opened(file.name, analyses, heads)


def _reading_part(decisions: ImportDecisions) -> tuple[object, ...]:
    """The decisions that change what is read."""
    return (
        dict(decisions.requests),
        dict(decisions.mapping),
        decisions.country,
        decisions.shown,
        decisions.remembered,
    )


def imported_kinds() -> tuple[RecordKind, ...]:
    """Kinds a person may say a sheet holds."""
    return tuple(kind for kind in entities().sheets if is_imported(kind))
