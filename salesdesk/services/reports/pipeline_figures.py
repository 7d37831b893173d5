"""The figures of the pipeline review: tallies of deals and people in a period, and the records behind each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.forecast import month_end
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.rates import Rates
from salesdesk.domain.reports import ReportSpec, Rows, months_back, months_shown
from salesdesk.domain.targets import month_of, months_between
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.reports.rows import owned, within
from salesdesk.services.target_report import period_phrase
from salesdesk.store.figures import FigureQueries, Spread, Tally
from salesdesk.store.figures.spread import PLACE, DealSpreads
from salesdesk.store.store import Store

_NOTHING = Tally()
_MONTHS = 6
NOBODY = "—"


@dataclass(frozen=True, slots=True)
class Deals:
    """The deals of one line: tallies of those won and lost in the period of ``spec`` and of those open now, of all or of
    those that ``own`` names. ``leads`` are people added in the period, ``days`` how long the open ones have stood in
    their stage on average."""

    spec: ReportSpec
    name: str = ""
    own: Condition | None = None
    won: Tally = _NOTHING
    lost: Tally = _NOTHING
    open: Tally = _NOTHING
    leads: int = 0
    days: int | None = None

    @property
    def win_rate(self) -> float | None:
        """The won share of what was closed."""
        closed = self.won.count + self.lost.count
        return self.won.count / closed if closed else None

    def rows(self, *kinds: str) -> Rows:
        """The deals of these kinds of stage; closed ones only of the period."""
        conditions: list[Condition] = []
        if self.own is None or self.own.field != "stage":
            conditions.append(Condition("stage_kind", Op.IS, kinds))
        if "open" not in kinds:
            conditions += within("closed_at", self.spec)
        if self.own is not None:
            conditions.append(self.own)
        return Rows(RecordKind.DEALS, owned(self.spec, *conditions))

    def valued(self, kind: str, tally: Tally) -> Rows:
        """Those of a kind of stage whose amounts are in their sum: neither without one nor in a currency without a rate."""
        found = self.rows(kind)
        if tally.valued == tally.count:
            return found
        parts = [*found.filter.parts, Condition("deal_value", Op.FILLED)]
        if tally.apart:
            without = tuple(money.currency for money in tally.apart)
            parts.append(Condition("currency", Op.IS, without, negated=True))
        return replace(found, filter=Filter(tuple(parts)))

    def people(self) -> Rows:
        """The people added in the period."""
        own = () if self.own is None else (self.own,)
        return Rows(RecordKind.CONTACTS, owned(self.spec, *within("created_at", self.spec), *own))


class PipelineFigures:
    """The tallies of one period, read once each."""

    def __init__(self, store: Store, spec: ReportSpec, currency: str) -> None:
        self._store, self._spec, self._currency = store, spec, currency
        self._rates = store.rates.current(store.today())
        self._closed = self._read(spec, ("source", "owner", "reason"))
        self._open = store.figures.spreads.open(
            ("stage", "source", "owner"), currency, self._rates, spec.owner
        )
        self.whole = _line(spec, self._closed, Deals(spec, open=self._open.whole("open")))
        self.before, self.year_before = (
            _line(one, self._read(one), Deals(one)) for one in (spec.previous(), spec.year_before())
        )

    @property
    def other_currencies(self) -> int:
        """Deals counted and not added up."""
        return self.whole.won.other + self.whole.lost.other + self.whole.open.other

    def months(self) -> list[Deals]:
        """The months up to that of the last day."""
        return closed_months(self._figures.spreads, self._spec, self._currency, self._rates)

    def stages(self) -> list[Deals]:
        """The open stages in their order."""
        tallies, days = (
            self._open.by("open", "stage"),
            self._figures.days_in_stage(self._store.now(), self._spec.owner),
        )
        pipelines = self._store.pipelines.all()
        return [
            Deals(
                self._spec,
                stage.name if len(pipelines) == 1 else f"{pipeline.name}: {stage.name}",
                Condition("stage", Op.IS, (f"#{stage.id}",)),
                open=tallies.get(stage.id, _NOTHING),
                days=round(days[stage.id]) if stage.id in days else None,
            )
            for pipeline in pipelines
            for stage in pipeline.stages
            if stage.kind is StageKind.OPEN
        ]

    def sources(self) -> list[Deals]:
        """Where people and deals came from, what brought most first."""
        spec = self._spec
        return self._by(
            "source", "lead_source", self._figures.leads_by_source(spec.first, spec.last, spec.owner)
        )

    def owners(self) -> list[Deals]:
        """Whose the deals are, who won most first."""
        return self._by("owner", "owner", {})

    def reasons(self) -> list[Deals]:
        """Why deals were lost, the most frequent first."""
        lost = self._closed.by("lost", "reason")
        return [
            Deals(
                self._spec,
                str(reason) or NOBODY,
                Condition("lost_reason", Op.IS, (str(reason),)),
                lost=tally,
            )
            for reason, tally in sorted(lost.items(), key=lambda item: -item[1].count)
        ]

    def _by(self, group: str, field: str, leads: dict[str, int]) -> list[Deals]:
        won, lost = self._closed.by("won", group), self._closed.by("lost", group)
        open_ = self._open.by("open", group)
        lines = [
            Deals(
                self._spec,
                name,
                Condition(field, Op.IS, (name,)),
                won.get(name, _NOTHING),
                lost.get(name, _NOTHING),
                open_.get(name, _NOTHING),
                leads.get(name, 0),
            )
            for name in {str(name) for name in (*won, *lost, *open_, *leads)}
        ]
        lines.sort(key=lambda line: (-line.won.amount, -line.open.amount, line.name == "", line.name))
        return [replace(line, name=line.name or NOBODY) for line in lines]

    def _read(self, spec: ReportSpec, groups: Sequence[str] = ()) -> Spread:
        return self._figures.spreads.closed(
            spec.first, spec.last, groups, self._currency, self._rates, spec.owner
        )

    @property
    def _figures(self) -> FigureQueries:
        return self._store.figures


def _line(spec: ReportSpec, closed: Spread, line: Deals) -> Deals:
    return replace(line, won=closed.whole("won"), lost=closed.whole("lost"))


def months_note(spec: ReportSpec, count: int = _MONTHS) -> Iterator[Phrase]:
    """Which months are shown, where the period has several and they are not those."""
    shown = [month_of(one.year, one.month) for one in months_shown(spec.first, spec.last, count)]
    period = list(months_between(spec.first, spec.last))
    if len(period) > 1 and period != shown:
        yield phrase("reports.note.months_shown", count=count, last=period_phrase(period[-1]))


def closed_months(spreads: DealSpreads, spec: ReportSpec, currency: str, rates: Rates) -> list[Deals]:
    """What was won and lost in each of the months up to that of the last day, each as a whole."""
    months = [replace(spec, first=first, last=month_end(first)) for first in months_back(spec.last, _MONTHS)]
    spread = spreads.closed_within([(one.first, one.last) for one in months], currency, rates, spec.owner)
    won, lost = spread.by("won", PLACE), spread.by("lost", PLACE)
    return [
        Deals(
            month,
            f"{month.first:%Y-%m}",
            won=won.get(place, _NOTHING),
            lost=lost.get(place, _NOTHING),
        )
        for place, month in enumerate(months)
    ]
