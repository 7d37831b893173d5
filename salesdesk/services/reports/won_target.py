"""Won against target: what was won month by month and by each owner, beside what was to be reached and what is weighted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Op
from salesdesk.domain.forecast import month_end
from salesdesk.domain.money import Money, whole_units
from salesdesk.domain.rates import Sum
from salesdesk.domain.reports import (
    ReportChart,
    ReportDetail,
    ReportName,
    ReportSpec,
    Rows,
    ValueType,
    months_shown,
)
from salesdesk.domain.targets import Goal, Measure, Period, Targets, month_of, months_between, reached
from salesdesk.domain.working_time import pace
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.reports.definition import ColumnOf, FigureOf, ReportDefinition, TableOf
from salesdesk.services.reports.pipeline import deals_detail
from salesdesk.services.reports.pipeline_figures import NOBODY, months_note
from salesdesk.services.reports.rows import is_one, owned, within
from salesdesk.services.target_report import period_phrase
from salesdesk.services.working_days import work_days
from salesdesk.store.figures import Tally
from salesdesk.store.store import Store

_T = ValueType
_MONTHS = 12
_NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class Against:
    """What was won in the period of ``spec``, by all or by one owner (``own``), beside the ``goal`` of the months it touches;
    ``weighted`` is what open deals that should be closed in these months bring besides, ``pace`` what it all comes to at this
    speed."""

    spec: ReportSpec
    name: str = ""
    own: Condition | None = None
    won: Tally = _NOTHING
    goal: Goal | None = None
    weighted: int = 0
    weighted_apart: tuple[Money, ...] = ()
    coming: int = 0
    pace: int | None = None

    @property
    def target(self) -> int | None:
        """What was to be reached."""
        return None if self.goal is None else self.goal.amount

    @property
    def target_apart(self) -> tuple[Money, ...]:
        """The parts of it that no rate converts."""
        return () if self.goal is None else self.goal.apart

    @property
    def reached(self) -> float | None:
        """Which part of it was."""
        return reached(self.won.amount, self.goal)

    @property
    def left(self) -> int | None:
        """What is still to be won."""
        return None if self.goal is None else max(0, self.goal.amount - self.won.amount)

    def rows(self) -> Rows:
        """The deals won."""
        parts = [is_one("stage_kind", "won"), *within("closed_at", self.spec)]
        return Rows(RecordKind.DEALS, owned(self.spec, *parts, *self._own()))

    def open_rows(self) -> Rows:
        """The open deals behind what is weighted."""
        first, last = self.spec.first.replace(day=1), month_end(self.spec.last)
        days = (
            Condition("expected_close", Op.AT_LEAST, (first.isoformat(),)),
            Condition("expected_close", Op.AT_MOST, (last.isoformat(),)),
        )
        return Rows(RecordKind.DEALS, owned(self.spec, is_one("stage_kind", "open"), *days, *self._own()))

    def _own(self) -> tuple[Condition, ...]:
        return () if self.own is None else (self.own,)


class WonAgainstTarget:
    """What was won and what was to be."""

    def __init__(self, store: Store, spec: ReportSpec, currency: str) -> None:
        self._store, self._spec, self.currency = store, spec, currency
        self._rates = store.rates.current(store.today())
        self._today = date.fromisoformat(store.today())
        self._days = work_days(store)
        self._owners = {one.name: one.id for one in store.owners.all()}
        owners = list(self._owners.values())
        self._targets = Targets(store.targets.all(), owners, currency, self._rates, self._days)
        self.whole = self._of(spec, running=True)
        self.before, self.year_before = self._of(spec.previous()), self._of(spec.year_before())

    @property
    def has_targets(self) -> bool:
        """Whether anybody has typed one."""
        return len(self._targets) > 0

    @property
    def other_currencies(self) -> int:
        """Deals counted and not added up."""
        return self.whole.won.other

    def months(self) -> list[Against]:
        """The months up to that of the last day, each as a whole."""
        found = []
        for first in self._shown():
            month = ReportSpec(self._spec.name, first, month_end(first), self._spec.owner)
            found.append(self._of(month, f"{first:%Y-%m}"))
        return found

    def all_months(self) -> Against:
        """These months together."""
        first = self._shown()[0]
        return Against(ReportSpec(self._spec.name, first, month_end(self._spec.last), self._spec.owner))

    def _shown(self) -> list[date]:
        return months_shown(self._spec.first, self._spec.last, _MONTHS)

    def owners(self) -> list[Against]:
        """Whoever won or was to win anything, most won first."""
        spec = self._spec
        won = self._closed("owner", spec)
        open_ = self._coming()
        names = {str(name) for name in (*won, *open_)}
        names |= {name for name in self._owners if self._goal(name, spec) is not None}
        if spec.owner is not None:
            names &= {spec.owner}
        lines = [
            Against(
                spec,
                name or NOBODY,
                is_one("owner", name),
                won.get(name, _NOTHING),
                self._goal(name, spec) if name else None,
                *open_.get(name, (0, (), 0)),
            )
            for name in names
        ]
        return sorted(lines, key=lambda line: (line.name == NOBODY, -line.won.amount, line.name))

    def _of(self, spec: ReportSpec, name: str = "", *, running: bool = False) -> Against:
        won = self._closed("all", spec).get("", _NOTHING)
        goal = self._goal(spec.owner, spec)
        coming: tuple[int, tuple[Money, ...], int] = (0, (), 0)
        at_pace = None
        if running:
            coming = self._added(self._coming())
            at_pace = pace(won.amount, spec.first, month_end(spec.last), self._today, self._days)
            at_pace = None if at_pace is None else whole_units(at_pace, self.currency)
        return Against(spec, name, None, won, goal, *coming, pace=at_pace)

    def _goal(self, owner: str | None, spec: ReportSpec) -> Goal | None:
        if owner is not None and owner not in self._owners:
            return None
        number = None if owner is None else self._owners[owner]
        return self._targets.over(number, Measure.REVENUE, spec.first, spec.last)

    def wholes(self) -> Iterator[tuple[Period, Goal]]:
        """The year or the quarter that begins with the period and ends behind it, with its target as the page of targets has
        it."""
        first, last, owner = self._spec.first, month_end(self._spec.last), self._spec.owner
        if owner is not None and owner not in self._owners:
            return
        number = None if owner is None else self._owners[owner]
        month = month_of(last.year, last.month)
        for whole in (month.quarter_of(), month.year_of()):
            goal = self._targets.of(number, Measure.REVENUE, whole)
            if goal is not None and not goal.apart and whole.first == first and last < whole.last:
                yield whole, goal

    def _coming(self) -> dict[str, tuple[int, tuple[Money, ...], int]]:
        """What is weighted of the open deals that should be closed in the months of the period, by owner."""
        spec = self._spec
        first, last = spec.first.replace(day=1), month_end(spec.last)
        sums: dict[str, Sum] = {}
        counts: dict[str, int] = {}
        for expected in self._store.figures.expected.by_owner(first, last, spec.owner):
            sums.setdefault(expected.owner, Sum(self.currency, self._rates)).add(
                expected.weighted, expected.currency
            )
            counts[expected.owner] = counts.get(expected.owner, 0) + expected.count
        return {owner: (found.amount, found.beside, counts[owner]) for owner, found in sums.items()}

    def _added(
        self, by_owner: dict[str, tuple[int, tuple[Money, ...], int]]
    ) -> tuple[int, tuple[Money, ...], int]:
        every = Sum(self.currency, self._rates)
        for amount, beside, _count in by_owner.values():
            every.add(amount, self.currency)
            for money in beside:
                every.add(money.minor, money.currency)
        return every.amount, every.beside, sum(count for *_, count in by_owner.values())

    def _closed(self, group: str, spec: ReportSpec) -> dict[object, Tally]:
        return self._store.figures.closed(
            "won", spec.first, spec.last, group, self.currency, self._rates, spec.owner
        )


_WON: tuple[ColumnOf[Against], ...] = (
    ColumnOf(
        "deals", phrase("reports.deals_won"), _T.COUNT, lambda line: line.won.count, Against.rows, summed=True
    ),
    ColumnOf(
        "won",
        phrase("reports.won"),
        _T.MONEY,
        lambda line: line.won.amount,
        Against.rows,
        summed=True,
        apart=lambda line: line.won.apart,
        formula=phrase("reports.formula.won"),
    ),
)
_WEIGHTED: ColumnOf[Against] = ColumnOf(
    "weighted",
    phrase("reports.weighted"),
    _T.MONEY,
    lambda line: line.weighted,
    Against.open_rows,
    summed=True,
    apart=lambda line: line.weighted_apart,
    formula=phrase("reports.formula.weighted_in_months"),
)
_TARGET: tuple[ColumnOf[Against], ...] = (
    ColumnOf(
        "target",
        phrase("reports.target"),
        _T.MONEY,
        lambda line: line.target,
        apart=lambda line: line.target_apart,
        formula=phrase("reports.formula.target"),
    ),
    ColumnOf(
        "reached",
        phrase("reports.part_reached"),
        _T.PERCENT,
        lambda line: line.reached,
        Against.rows,
        formula=phrase("reports.formula.part_reached"),
    ),
)


def _targets(basis: WonAgainstTarget) -> tuple[ColumnOf[Against], ...]:
    return _TARGET if basis.has_targets else ()


def _charts(basis: WonAgainstTarget) -> Iterator[ReportChart]:
    series = ("won", "target") if basis.has_targets else ("won",)
    title = "reports.won_against_target" if basis.has_targets else "reports.won_by_month"
    yield ReportChart(phrase(title), "months", "month", series)


def _details(basis: WonAgainstTarget) -> Iterator[ReportDetail]:
    yield deals_detail(phrase("reports.won_deals"), basis.whole.rows())


def _notes(basis: WonAgainstTarget) -> Iterator[Phrase]:
    yield from months_note(basis.whole.spec, _MONTHS)
    if not basis.has_targets:
        yield phrase("reports.note.no_targets")
    elif (days := basis.whole.spec) and (days.first.day != 1 or days.last != month_end(days.last)):
        yield phrase("reports.note.whole_months")
    goal, every = basis.whole.goal, len(list(months_between(basis.whole.spec.first, basis.whole.spec.last)))
    if goal is not None and goal.missing:
        yield phrase("targets.partly", months=every - goal.missing_months, every=every)
    yield from _wholes(basis)


def _wholes(basis: WonAgainstTarget) -> Iterator[Phrase]:
    """What is to be reached in all of a year or quarter of which the period is the beginning."""
    for period, whole in basis.wholes():
        if whole.amount != basis.whole.target:
            amount = Money(whole.amount, basis.currency).amount
            number = int(amount) if amount == int(amount) else float(amount)
            yield phrase(
                "targets.whole",
                last=period_phrase(month_of(basis.whole.spec.last.year, basis.whole.spec.last.month)),
                when=period_phrase(period),
                amount=phrase("targets.amount", number=number, currency=basis.currency),
            )


WON_TARGET: ReportDefinition[WonAgainstTarget, Against] = ReportDefinition(
    ReportName.WON_TARGET,
    phrase("reports.won_against_target"),
    lambda _spec: phrase("reports.won_against_target"),
    WonAgainstTarget,
    figures=(
        FigureOf(
            "won",
            phrase("reports.won"),
            _T.MONEY,
            lambda line: line.won.amount,
            Against.rows,
            lambda line: line.won.count,
            compared=True,
            apart=lambda line: line.won.apart,
            formula=phrase("reports.formula.won"),
        ),
        FigureOf(
            "target",
            phrase("reports.target"),
            _T.MONEY,
            lambda line: line.target,
            compared=True,
            apart=lambda line: line.target_apart,
            formula=phrase("reports.formula.target"),
            shown=lambda line: line.goal is not None,
        ),
        FigureOf(
            "reached",
            phrase("reports.part_reached"),
            _T.PERCENT,
            lambda line: line.reached,
            Against.rows,
            compared=True,
            formula=phrase("reports.formula.part_reached"),
            shown=lambda line: line.goal is not None,
        ),
        FigureOf(
            "left",
            phrase("reports.left_to_win"),
            _T.MONEY,
            lambda line: line.left,
            formula=phrase("reports.formula.left_to_win"),
            shown=lambda line: line.goal is not None,
        ),
        FigureOf(
            "weighted",
            phrase("reports.weighted"),
            _T.MONEY,
            lambda line: line.weighted,
            Against.open_rows,
            lambda line: line.coming,
            apart=lambda line: line.weighted_apart,
            formula=phrase("reports.formula.weighted_in_months"),
        ),
        FigureOf(
            "pace",
            phrase("reports.pace"),
            _T.MONEY,
            lambda line: line.pace,
            Against.rows,
            formula=phrase("reports.formula.pace"),
            shown=lambda line: line.pace is not None,
        ),
    ),
    tables=(
        TableOf(
            "months",
            phrase("reports.won_by_month"),
            (
                ColumnOf("month", phrase("reports.month"), _T.TEXT, lambda line: line.name),
                *_WON,
            ),
            WonAgainstTarget.months,
            further=_targets,
            whole=WonAgainstTarget.all_months,
        ),
        TableOf(
            "owners",
            phrase("reports.by_owner"),
            (
                ColumnOf("owner", phrase("reports.owner"), _T.TEXT, lambda line: line.name),
                *_WON,
                _WEIGHTED,
            ),
            WonAgainstTarget.owners,
            further=_targets,
        ),
    ),
    charts=(),
    further_charts=_charts,
    details=_details,
    other_currencies=lambda basis: basis.other_currencies,
    apart=lambda count, currency: phrase("reports.deals_apart", count=count, currency=currency),
    notes=_notes,
)
