"""Activity: what took place in a period, by kind, outcome and owner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Op
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
from salesdesk.services.reports.pipeline_figures import NOBODY
from salesdesk.services.reports.rows import is_one, owned, within
from salesdesk.store.figures.activities import Done
from salesdesk.store.store import Store

_T = ValueType
_COLUMNS = (
    "kind", "subject", "happened_at", "outcome", "duration_minutes", "full_name", "company", "owner",
)  # fmt: skip
_MOST_KINDS = 6


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries that took place in the period of ``spec``, all or those of one kind, outcome or owner. ``counts`` are those of
    each kind, by code; ``reaching`` are the kinds and ``silent`` the outcomes among all by which somebody was in touch, and
    nobody was."""

    spec: ReportSpec
    name: str = ""
    field: str = ""
    value: str = ""
    count: int = 0
    reached: int = 0
    minutes: int = 0
    counts: tuple[tuple[str, int], ...] = ()
    reaching: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

    def touches(self) -> Rows | None:
        """Those by which somebody was in touch."""
        if not self.reaching:
            return None
        more = [is_one("kind", *self.reaching)]
        if self.silent:
            more.append(Condition("outcome", Op.IS, self.silent, negated=True))
        own = [] if not self.field else [is_one(self.field, self.value)]
        return Rows(RecordKind.ACTIVITIES, owned(self.spec, *within("happened_at", self.spec), *own, *more))

    def rows(self, kind: str = "") -> Rows:
        """The entries, or those of one kind."""
        parts = [*within("happened_at", self.spec)]
        if self.field:
            parts.append(is_one(self.field, self.value))
        if kind:
            parts.append(is_one("kind", kind))
        return Rows(RecordKind.ACTIVITIES, owned(self.spec, *parts))

    def of_kind(self, kind: str) -> int:
        """How many are of one kind."""
        return dict(self.counts).get(kind, 0)


class DoneInPeriod:
    """What took place in a period."""

    def __init__(self, store: Store, spec: ReportSpec, _currency: str) -> None:
        self._figures, self.spec = store.figures.activities, spec
        self.choices: Choices = store.activities.choices.all()
        self._done = self._figures.done(spec.first, spec.last, self.choices, spec.owner)
        kinds = {done.kind for done in self._done}
        outcomes = {done.outcome for done in self._done if done.outcome}
        self._reaching = tuple(sorted(code for code in kinds if self.choices.kind(code).is_contact))
        self._silent = tuple(sorted(one for one in outcomes if not self._is_reached(one)))
        self.whole = self._line(self._done)
        earlier = (spec.previous(), spec.year_before())
        totals = self._figures.totals([(one.first, one.last) for one in earlier], spec.owner)
        self.before, self.year_before = (
            Entries(one, count=count, minutes=minutes)
            for one, (count, minutes) in zip(earlier, totals, strict=True)
        )

    def kinds(self) -> list[Entries]:
        """By kind, the most frequent first."""
        return self._by("kind", lambda done: done.kind, lambda code: self.choices.kind(code).title)

    def outcomes(self) -> list[Entries]:
        """By outcome, the most frequent first; what has none is last."""
        return self._by("outcome", lambda done: done.outcome, lambda code: code)

    def owners(self) -> list[Entries]:
        """By owner, whoever did most first."""
        return self._by("owner", lambda done: done.owner, lambda name: name)

    def frequent_kinds(self) -> list[str]:
        """The codes of the most frequent kinds, each a column of its own."""
        return [line.value for line in self.kinds()[:_MOST_KINDS]]

    def _by(self, field: str, value: Callable[[Done], str], title: Callable[[str], str]) -> list[Entries]:
        found: dict[str, list[Done]] = {}
        for done in self._done:
            found.setdefault(value(done), []).append(done)
        lines = [self._line(group, title(key) if key else NOBODY, field, key) for key, group in found.items()]
        return sorted(lines, key=lambda line: (not line.value, -line.count, line.name))

    def _line(self, group: Sequence[Done], name: str = "", field: str = "", value: str = "") -> Entries:
        counts: dict[str, int] = {}
        for done in group:
            counts[done.kind] = counts.get(done.kind, 0) + done.count
        reached = sum(d.count for d in group if self.choices.is_contact(d.kind, d.outcome or None))
        return Entries(
            self.spec,
            name,
            field,
            value,
            sum(done.count for done in group),
            reached,
            sum(done.minutes for done in group),
            tuple(counts.items()),
            self._reaching,
            self._silent,
        )

    def _is_reached(self, outcome: str) -> bool:
        known = self.choices.outcome(self.choices.stored_outcome(outcome))
        return known is None or known.is_contact


def _named(key: str, title: Phrase) -> ColumnOf[Entries]:
    return ColumnOf(key, title, _T.TEXT, lambda line: line.name)


_COUNTED: tuple[ColumnOf[Entries], ...] = (
    ColumnOf("count", phrase("reports.done"), _T.COUNT, lambda line: line.count, Entries.rows, summed=True),
    ColumnOf(
        "reached",
        phrase("reports.in_touch"),
        _T.COUNT,
        lambda line: line.reached,
        Entries.touches,
        summed=True,
        formula=phrase("reports.formula.in_touch"),
    ),
    ColumnOf(
        "hours",
        phrase("reports.hours"),
        _T.NUMBER,
        lambda line: round(line.minutes / 60, 1),
        Entries.rows,
        formula=phrase("reports.formula.hours"),
    ),
)


def _by_kind(basis: DoneInPeriod) -> list[ColumnOf[Entries]]:
    """A column for each of the most frequent kinds; what is neither of them is in the total alone."""
    return [
        ColumnOf(
            f"kind_{code}",
            phrase("reports.kind_named", name=basis.choices.kind(code).title),
            _T.COUNT,
            partial(Entries.of_kind, kind=code),
            partial(Entries.rows, kind=code),
            summed=True,
        )
        for code in basis.frequent_kinds()
    ]


def _charts(basis: DoneInPeriod) -> Iterator[ReportChart]:
    if kinds := basis.frequent_kinds():
        yield ReportChart(
            phrase("reports.done_by_owner"),
            "owners",
            "owner",
            tuple(f"kind_{code}" for code in kinds),
            ChartKind.STACKED,
        )


def _details(basis: DoneInPeriod) -> Iterator[ReportDetail]:
    yield ReportDetail(phrase("reports.done"), basis.whole.rows(), _COLUMNS)


ACTIVITY: ReportDefinition[DoneInPeriod, Entries] = ReportDefinition(
    ReportName.ACTIVITIES,
    phrase("reports.activities"),
    lambda _spec: phrase("reports.activities"),
    DoneInPeriod,
    figures=(
        FigureOf(
            "done",
            phrase("reports.done"),
            _T.COUNT,
            lambda line: line.count,
            Entries.rows,
            compared=True,
            formula=phrase("reports.formula.done"),
        ),
        FigureOf(
            "in_touch",
            phrase("reports.in_touch"),
            _T.PERCENT,
            lambda line: line.reached / line.count if line.count else None,
            Entries.touches,
            lambda line: line.reached,
            formula=phrase("reports.formula.in_touch_share"),
        ),
        FigureOf(
            "calls",
            phrase("reports.calls"),
            _T.COUNT,
            lambda line: line.of_kind("call"),
            lambda line: line.rows("call"),
        ),
        FigureOf(
            "meetings",
            phrase("reports.meetings_and_demos"),
            _T.COUNT,
            lambda line: line.of_kind("meeting") + line.of_kind("demo"),
            lambda line: Rows(
                RecordKind.ACTIVITIES,
                owned(line.spec, *within("happened_at", line.spec), is_one("kind", "meeting", "demo")),
            ),
        ),
        FigureOf(
            "hours",
            phrase("reports.hours"),
            _T.NUMBER,
            lambda line: round(line.minutes / 60, 1),
            Entries.rows,
            compared=True,
            formula=phrase("reports.formula.hours"),
        ),
    ),
    tables=(
        TableOf(
            "kinds",
            phrase("reports.by_kind"),
            (_named("kind", phrase("reports.kind")), *_COUNTED),
            DoneInPeriod.kinds,
        ),
        TableOf(
            "outcomes",
            phrase("reports.by_outcome"),
            (_named("outcome", phrase("reports.outcome")), *_COUNTED),
            DoneInPeriod.outcomes,
        ),
        TableOf(
            "owners",
            phrase("reports.by_owner"),
            (_named("owner", phrase("reports.owner")), *_COUNTED),
            DoneInPeriod.owners,
            further=_by_kind,
        ),
    ),
    charts=(ReportChart(phrase("reports.by_kind"), "kinds", "kind", ("count",)),),
    further_charts=_charts,
    details=_details,
    other_currencies=lambda _basis: 0,
    apart=lambda count, currency: phrase("reports.deals_apart", count=count, currency=currency),
)
