"""The funnel: how far the deals that were added in a period came, stage by stage, and how long they stayed in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition
from salesdesk.domain.pipelines import Pipeline, Stage, StageKind
from salesdesk.domain.reports import (
    ChartKind,
    ReportChart,
    ReportDetail,
    ReportName,
    ReportSpec,
    Rows,
    ValueType,
)
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.reports.definition import ColumnOf, FigureOf, ReportDefinition, TableOf
from salesdesk.services.reports.pipeline import deals_detail
from salesdesk.services.reports.rows import is_one, owned, within
from salesdesk.store.figures.ways import WON, Came
from salesdesk.store.store import Store

_T = ValueType


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of a pipeline in the funnel: how many deals ``reached`` it or one behind it, how many the stage before
    (None for the first), how many of them came no further and are open or lost now; ``days`` they stayed on average. ``stages`` are this stage and those behind it by number, ``behind`` those behind alone."""

    spec: ReportSpec
    name: str
    stages: tuple[int, ...]
    behind: tuple[int, ...]
    reached: int
    before: int | None
    waiting: int
    lost: int
    days: float | None

    @property
    def conversion(self) -> float | None:
        """The share of those in the stage before that came here."""
        return self.reached / self.before if self.before else None

    def came(self) -> Rows:
        """The deals that reached it."""
        return _rows(self.spec, _been_in(self.stages))

    def stayed(self, kind: StageKind) -> Rows:
        """Those that came no further, and are of a kind now."""
        parts = [_been_in(self.stages), is_one("stage_kind", kind.value)]
        if self.behind:
            parts.insert(1, replace(_been_in(self.behind), negated=True))
        return _rows(self.spec, *parts)


@dataclass(frozen=True, slots=True)
class Cohort:
    """All deals that were added in a period, and how many of them were won, are lost and are open."""

    spec: ReportSpec
    added: int = 0
    won: int = 0
    lost: int = 0
    open: int = 0

    @property
    def won_share(self) -> float | None:
        """The share of all that is won now."""
        return self.won / self.added if self.added else None

    def rows(self, *kinds: StageKind) -> Rows:
        """The deals of some kinds of stages, or all."""
        return _rows(self.spec, *([is_one("stage_kind", *kinds)] if kinds else []))


class Ways:
    """The ways of the deals of a period through their pipelines."""

    def __init__(self, store: Store, spec: ReportSpec, _currency: str) -> None:
        self._figures, self.spec = store.figures.ways, spec
        self._came = self._figures.came(spec.first, spec.last, spec.owner)
        self._stays = self._figures.stays(spec.first, spec.last, spec.owner)
        self._pipelines = [
            one
            for one in store.pipelines.all()
            if not one.archived or any(came.pipeline == one.id for came in self._came)
        ]
        self.whole = self._cohort(spec)
        self.before = self._cohort(spec.previous())
        self.year_before = self._cohort(spec.year_before())

    def steps(self) -> list[Step]:
        """The open stages of each pipeline in their order, and what was won."""
        several = len(self._pipelines) > 1
        return [
            replace(step, name=f"{one.name}: {step.name}") if several else step
            for one in self._pipelines
            for step in self._steps(one)
        ]

    @property
    def is_single(self) -> bool:
        """Whether there is one pipeline, which makes one funnel."""
        return len(self._pipelines) == 1

    def _steps(self, pipeline: Pipeline) -> Iterator[Step]:
        every = (*pipeline.stages, *pipeline.former)
        won = tuple(stage.id for stage in every if stage.kind is StageKind.WON)
        open_ = [stage for stage in pipeline.stages if stage.kind is StageKind.OPEN]
        last = next((stage for stage in pipeline.stages if stage.kind is StageKind.WON), None)
        here = [came for came in self._came if came.pipeline == pipeline.id]
        before: int | None = None
        for place, stage in enumerate((*open_, *([last] if last is not None else []))):
            start = WON if stage.kind is StageKind.WON else stage.position
            following = open_[place + 1].position if place + 1 < len(open_) else WON
            stayed = [came for came in here if start <= came.position < following and start < WON]
            step = Step(
                self.spec,
                stage.name,
                _from(every, start, won),
                () if start == WON else _from(every, following, won),
                _count(came for came in here if came.position >= start),
                before,
                _count(came for came in stayed if came.kind is StageKind.OPEN),
                _count(came for came in stayed if came.kind is StageKind.LOST),
                self._stays.get(stage.id),
            )
            yield step
            before = step.reached

    def _cohort(self, spec: ReportSpec) -> Cohort:
        counts = self._figures.added(spec.first, spec.last, spec.owner)
        won, lost, open_ = (counts.get(kind, 0) for kind in (StageKind.WON, StageKind.LOST, StageKind.OPEN))
        return Cohort(spec, won + lost + open_, won, lost, open_)


def _from(stages: Sequence[Stage], position: int, won: tuple[int, ...]) -> tuple[int, ...]:
    """The open stages from a position on and those of what is won."""
    return (
        *(stage.id for stage in stages if stage.kind is StageKind.OPEN and stage.position >= position),
        *won,
    )


def _count(came: Iterator[Came]) -> int:
    return sum(one.count for one in came)


def _been_in(stages: Sequence[int]) -> Condition:
    return is_one("been_in", *(f"#{number}" for number in stages))


def _rows(spec: ReportSpec, *conditions: Condition) -> Rows:
    return Rows(RecordKind.DEALS, owned(spec, *within("created_at", spec), *conditions))


def _details(basis: Ways) -> Iterator[ReportDetail]:
    yield deals_detail(phrase("reports.deals_added"), basis.whole.rows())


def _notes(basis: Ways) -> Iterator[Phrase]:
    if basis.whole.open:
        yield phrase("reports.note.still_open", count=basis.whole.open)


def _charts(basis: Ways) -> Iterator[ReportChart]:
    kind = ChartKind.FUNNEL if basis.is_single else ChartKind.BARS
    yield ReportChart(phrase("reports.how_far_deals_came"), "steps", "step", ("reached",), kind)


FUNNEL: ReportDefinition[Ways, Cohort] = ReportDefinition(
    ReportName.FUNNEL,
    phrase("reports.funnel"),
    lambda _spec: phrase("reports.funnel"),
    Ways,
    figures=(
        FigureOf(
            "added",
            phrase("reports.deals_added"),
            _T.COUNT,
            lambda line: line.added,
            Cohort.rows,
            lambda line: line.added,
            compared=True,
            formula=phrase("reports.formula.deals_added"),
        ),
        FigureOf(
            "won",
            phrase("reports.won_of_them"),
            _T.PERCENT,
            lambda line: line.won_share,
            lambda line: line.rows(StageKind.WON),
            lambda line: line.won,
            compared=True,
            formula=phrase("reports.formula.won_of_them"),
        ),
        FigureOf(
            "lost",
            phrase("reports.lost_of_them"),
            _T.COUNT,
            lambda line: line.lost,
            lambda line: line.rows(StageKind.LOST),
            lambda line: line.lost,
            compared=True,
        ),
        FigureOf(
            "open",
            phrase("reports.still_open"),
            _T.COUNT,
            lambda line: line.open,
            lambda line: line.rows(StageKind.OPEN),
            lambda line: line.open,
        ),
    ),
    tables=(
        TableOf(
            "steps",
            phrase("reports.stage_conversion_and_time"),
            (
                ColumnOf("step", phrase("reports.stage"), _T.TEXT, lambda step: step.name),
                ColumnOf(
                    "reached",
                    phrase("reports.reached"),
                    _T.COUNT,
                    lambda step: step.reached,
                    Step.came,
                    formula=phrase("reports.formula.reached"),
                ),
                ColumnOf(
                    "conversion",
                    phrase("reports.conversion"),
                    _T.PERCENT,
                    lambda step: step.conversion,
                    Step.came,
                    formula=phrase("reports.formula.conversion"),
                ),
                ColumnOf(
                    "waiting",
                    phrase("reports.open_here"),
                    _T.COUNT,
                    lambda step: step.waiting,
                    lambda step: step.stayed(StageKind.OPEN) if step.behind else None,
                    formula=phrase("reports.formula.open_here"),
                ),
                ColumnOf(
                    "lost",
                    phrase("reports.lost_here"),
                    _T.COUNT,
                    lambda step: step.lost,
                    lambda step: step.stayed(StageKind.LOST) if step.behind else None,
                    formula=phrase("reports.formula.lost_here"),
                ),
                ColumnOf(
                    "days",
                    phrase("reports.average_days"),
                    _T.DAYS,
                    lambda step: None if step.days is None else round(step.days, 1),
                    Step.came,
                    formula=phrase("reports.formula.average_days"),
                ),
            ),
            Ways.steps,
        ),
    ),
    charts=(),
    further_charts=_charts,
    details=_details,
    other_currencies=lambda _basis: 0,
    apart=lambda count, currency: phrase("reports.deals_apart", count=count, currency=currency),
    notes=_notes,
)
