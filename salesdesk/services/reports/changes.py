"""Two dates compared: what came, moved on, slipped, was won or lost between them, and what became of the value that was open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import nsmallest
from typing import NamedTuple

from salesdesk.domain.days import local_day
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.money import Money
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.rates import Sum
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
from salesdesk.services.reports.definition import (
    ColumnOf,
    FigureOf,
    ReportDefinition,
    TableOf,
    Value,
    no_line,
)
from salesdesk.services.reports.pipeline import deals_detail
from salesdesk.services.reports.rows import numbered
from salesdesk.store.figures.past import DealThen
from salesdesk.store.store import Store

_T = ValueType
_LISTED = 25
Moments = tuple[str | None, str | None]
_ENDS: Moments = (None, None)


class Moved(NamedTuple):
    """A deal at the first date and at the second; None where it was not there."""

    then: DealThen | None
    now: DealThen
    worth: int
    drift: int

    @property
    def id(self) -> int:
        """Its number."""
        return self.now.id


@dataclass(frozen=True, slots=True)
class Step:
    """Deals of one step from the first date to the second: what they are worth now (at the first date: then), or by how much
    their value changed; ``left_out`` are sums that no rate converts."""

    key: str
    ids: tuple[int, ...]
    value: int
    left_out: tuple[Money, ...] = ()
    opened: Rows | None = None

    @property
    def name(self) -> Phrase:
        """What it is called."""
        return phrase(f"reports.changes.{self.key}")

    def rows(self) -> Rows | None:
        """The deals."""
        return self.opened


def _by_worth(moved: Moved) -> tuple[int, int]:
    return -abs(moved.worth), moved.now.id


def _by_drift(moved: Moved) -> tuple[int, int]:
    return -abs(moved.drift), moved.now.id


class Compared:
    """The deals of two dates, side by side; ``moments`` (UTC text) say at which moment of each, None at its end."""

    def __init__(self, store: Store, spec: ReportSpec, currency: str, moments: Moments = _ENDS) -> None:
        self._currency = currency
        self._rates = store.rates.current(store.today())
        self.then_day = spec.compare or spec.first - timedelta(days=1)
        self.now_day = max(spec.last, self.then_day)
        # by the rates of now, or of a day that has passed
        self._rate_days = tuple(
            None if day >= store.today() else day
            for day in (self.then_day.isoformat(), self.now_day.isoformat())
        )
        cuts = (moments[0] or self.then_day, moments[1] or self.now_day)
        self._stages = {
            stage.id: (place, stage.position, stage.name, stage.kind)
            for place, one in enumerate(store.pipelines.all())
            for stage in (*one.stages, *one.former)
        }
        self.moved = self._sorted(*store.figures.past.at(cuts, spec.owner))
        self._lists = {
            key: nsmallest(_LISTED, self.moved[key], key=_by_drift if key == "drift" else _by_worth)
            for key in _LISTS
        }
        listed = {one.now.id for found in self._lists.values() for one in found}
        self._foreign: dict[int, DealThen] = {}
        self._told = store.list_of(RecordKind.DEALS).page(sorted(listed), ("company", "next_step_at"))
        self.steps: dict[str, Step] = {key: self._step(key, found) for key, found in self.moved.items()}

    def _sorted(self, then: dict[int, DealThen], now: dict[int, DealThen]) -> dict[str, list[Moved]]:
        """The deals of each step; one may be in several."""
        steps: dict[str, list[Moved]] = {key: [] for key in _STEPS}
        start: list[Moved] = []
        for number, after in now.items():
            before = then.get(number)
            was_open = before is not None and before.is_open
            worth = self._worth(after, self._rate_days[1])
            if before is not None and was_open:
                worth_then = self._worth(before, self._rate_days[0])
                drift = worth - worth_then
                start.append(Moved(before, after, worth_then, drift))
            else:
                drift = 0
                if before is not None and before.kind is after.kind:
                    continue  # closed all the time
            moved = Moved(before, after, worth, drift)
            if not was_open:
                steps["new"].append(moved)
            elif drift:
                steps["drift"].append(moved)
            if after.kind is StageKind.WON:
                steps["won"].append(moved)
            elif after.kind is StageKind.LOST:
                steps["lost"].append(moved)
            else:
                steps["open_now"].append(moved)
                if before is not None and was_open:
                    self._placed(steps, before, after, moved)
        return steps | {"open_then": start}

    def _placed(self, steps: dict[str, list[Moved]], before: DealThen, after: DealThen, moved: Moved) -> None:
        """What changed of a deal that was open at both dates."""
        one, other = self._stages[before.stage], self._stages[after.stage]
        if before.stage != after.stage and one[0] == other[0]:
            steps["on" if other[1] > one[1] else "back"].append(moved)
        if before.close and after.close and before.close[:10] != after.close[:10]:
            steps["slipped" if after.close > before.close else "sooner"].append(moved)

    def _worth(self, deal: DealThen, day: str | None) -> int:
        """In the currency of the report: of what is closed by the rate of its day, else by that of the date."""
        if deal.currency is None or deal.currency == self._currency:
            return deal.amount or 0
        on = deal.closed[:10] if deal.closed is not None else day
        return self._rates.converted(deal.amount or 0, deal.currency, self._currency, on) or 0

    def _step(self, key: str, found: Sequence[Moved]) -> Step:
        beside, own = Sum(self._currency, self._rates), (None, self._currency)
        for one in found:
            deal = one.now
            if deal.currency not in own and deal.amount:
                self._foreign[deal.id] = deal
            if key == "open_then" and one.then is not None:
                deal = one.then
            if deal.currency not in own and deal.amount:
                beside.add(deal.amount, deal.currency, deal.closed[:10] if deal.closed is not None else None)
        value = sum(one.drift if key == "drift" else one.worth for one in found)
        ids = tuple(one.now.id for one in found)
        left_out = () if key == "drift" else beside.beside
        return Step(key, ids, value, left_out, numbered(RecordKind.DEALS, ids))

    @property
    def other_currencies(self) -> int:
        """Deals that are in no value."""
        return sum(
            self._rates.converted(deal.amount or 0, deal.currency or "", self._currency) is None
            for deal in self._foreign.values()
        )

    def all_steps(self) -> dict[str, Step]:
        """Every step by its key."""
        return self.steps

    def waterfall(self) -> list[Step]:
        """From what was open to what is open, each step by its change."""
        signs = {"won": -1, "lost": -1}
        return [
            replace(
                step,
                value=step.value * signs.get(key, 1),
                left_out=tuple(Money(one.minor * signs.get(key, 1), one.currency) for one in step.left_out),
            )
            for key in ("open_then", "new", "drift", "won", "lost", "open_now")
            for step in [self.steps[key]]
        ]

    def summary(self) -> list[Step]:
        """Everything that happened, in the order of a review."""
        return [self.steps[key] for key in _SUMMARY]

    def listed(self, key: str) -> list[Moved]:
        """The deals of one step, those worth most first."""
        return self._lists[key]

    def stage(self, deal: DealThen | None) -> str | None:
        """The name of the stage a deal was in, None of one that was not there, or was open in one that nobody knows."""
        if deal is None or self._stages[deal.stage][3] is not deal.kind:
            return None
        return self._stages[deal.stage][2]

    def company(self, deal: DealThen) -> str | None:
        """The name of the company of a listed deal."""
        told = self._told.get(deal.id)
        return None if told is None else told["company"]

    def next_step(self, deal: DealThen) -> str | None:
        """The day the next step of a listed deal is due."""
        told = self._told.get(deal.id)
        due = None if told is None else told["next_step_at"]
        return None if due is None else local_day(str(due)).isoformat()

    @property
    def cut(self) -> int:
        """How many deals the lists leave out."""
        return sum(max(0, len(self.moved[key]) - _LISTED) for key in _LISTS)


_STEPS = ("open_then", "new", "on", "back", "slipped", "sooner", "drift", "won", "lost", "open_now")
_SUMMARY = ("new", "on", "back", "slipped", "sooner", "drift", "won", "lost")
_LISTS = ("new", "on", "slipped", "won", "lost", "drift")


def _itself(line: tuple[Compared, Moved]) -> Rows | None:
    return numbered(RecordKind.DEALS, [line[1].id])


_Line = tuple[Compared, Moved]
_NAME: ColumnOf[_Line] = ColumnOf(
    "deal", phrase("reports.deal"), _T.TEXT, lambda line: line[1].now.title, _itself
)
_COMPANY: ColumnOf[_Line] = ColumnOf(
    "company", phrase("reports.company"), _T.TEXT, lambda line: line[0].company(line[1].now)
)
_NEXT_STEP: ColumnOf[_Line] = ColumnOf(
    "next_step", phrase("reports.next_step"), _T.DATE, lambda line: line[0].next_step(line[1].now)
)
_WORTH: ColumnOf[_Line] = ColumnOf(
    "amount",
    phrase("reports.amount"),
    _T.MONEY,
    lambda line: line[1].worth,
    _itself,
    apart=lambda line: _beside(line[1]),
)


def _beside(moved: Moved) -> tuple[Money, ...]:
    """The amount itself, where no rate converts it."""
    deal = moved.now
    return (Money(deal.amount, deal.currency),) if deal.amount and deal.currency and not moved.worth else ()


def _text(key: str, title: Phrase, value: Callable[[_Line], Value]) -> ColumnOf[_Line]:
    return ColumnOf(key, title, _T.TEXT, value)


def _day(key: str, title: Phrase, value: Callable[[_Line], Value]) -> ColumnOf[_Line]:
    return ColumnOf(key, title, _T.DATE, value)


def _close(deal: DealThen | None) -> str | None:
    return deal.close[:10] if deal is not None and deal.close else None


def _closed(line: _Line) -> str | None:
    closed = line[1].now.closed
    return closed[:10] if closed else None


def _days_later(line: _Line) -> int | None:
    then, now = _close(line[1].then), _close(line[1].now)
    return (date.fromisoformat(now) - date.fromisoformat(then)).days if then and now else None


_STAGE_THEN = _text("stage_then", phrase("reports.stage_then"), lambda line: line[0].stage(line[1].then))
_STAGE_NOW = _text("stage_now", phrase("reports.stage_now"), lambda line: line[0].stage(line[1].now))
_COLUMNS: dict[str, tuple[ColumnOf[_Line], ...]] = {
    "new": (_STAGE_NOW, _NEXT_STEP),
    "on": (_STAGE_THEN, _STAGE_NOW, _NEXT_STEP),
    "slipped": (
        _day("close_then", phrase("reports.close_then"), lambda line: _close(line[1].then)),
        _day("close_now", phrase("reports.close_now"), lambda line: _close(line[1].now)),
        ColumnOf("days", phrase("reports.days_later"), _T.DAYS, _days_later),
        _NEXT_STEP,
    ),
    "won": (_STAGE_THEN, _day("closed", phrase("reports.closed_on"), _closed)),
    "lost": (_STAGE_THEN, _day("closed", phrase("reports.closed_on"), _closed)),
    "drift": (ColumnOf("drift", phrase("reports.value_change"), _T.MONEY, lambda line: line[1].drift),),
}


def _table(key: str) -> TableOf[Compared, _Line]:
    return TableOf(
        key,
        phrase(f"reports.changes.{key}"),
        (_NAME, _COMPANY, _WORTH, *_COLUMNS[key]),
        lambda basis: [(basis, moved) for moved in basis.listed(key)],
    )


def _figure(key: str, *, counted: bool = True) -> FigureOf[dict[str, Step]]:
    return FigureOf(
        key,
        phrase(f"reports.changes.{key}"),
        _T.MONEY,
        lambda steps: steps[key].value,
        lambda steps: steps[key].rows(),
        (lambda steps: len(steps[key].ids)) if counted else None,
        apart=lambda steps: steps[key].left_out,
        formula=phrase(f"reports.formula.changes.{key}"),
    )


def _details(basis: Compared) -> Iterator[ReportDetail]:
    for key in _LISTS:
        rows = basis.steps[key].rows()
        if rows is not None:
            yield deals_detail(phrase("reports.deals_that", what=basis.steps[key].name), rows, listed=True)


def _notes(basis: Compared) -> Iterator[Phrase]:
    yield phrase("reports.note.compared", then=basis.then_day, now=basis.now_day)
    yield phrase("reports.note.trash_left_out")
    if basis.cut:
        yield phrase("reports.note.largest_deals", count=basis.cut, listed=_LISTED)


CHANGES: ReportDefinition[Compared, dict[str, Step]] = ReportDefinition(
    ReportName.CHANGES,
    phrase("reports.what_changed"),
    lambda _spec: phrase("reports.what_changed"),
    Compared,
    whole=Compared.all_steps,
    before=no_line,
    year_before=no_line,
    figures=tuple(
        _figure(key) for key in ("open_then", "new", "on", "slipped", "won", "lost", "drift", "open_now")
    ),
    tables=(
        TableOf(
            "bridge",
            phrase("reports.from_then_to_now"),
            (
                ColumnOf("step", phrase("reports.step"), _T.TEXT, lambda step: step.name),
                ColumnOf("deals", phrase("reports.deals"), _T.COUNT, lambda step: len(step.ids), Step.rows),
                ColumnOf(
                    "value",
                    phrase("reports.value"),
                    _T.MONEY,
                    lambda step: step.value,
                    Step.rows,
                    apart=lambda step: step.left_out,
                ),
            ),
            Compared.waterfall,
            drawn=True,
        ),
        TableOf(
            "summary",
            phrase("reports.what_changed"),
            (
                ColumnOf("what", phrase("reports.what"), _T.TEXT, lambda step: step.name),
                ColumnOf("deals", phrase("reports.deals"), _T.COUNT, lambda step: len(step.ids), Step.rows),
                ColumnOf(
                    "value",
                    phrase("reports.value"),
                    _T.MONEY,
                    lambda step: step.value,
                    Step.rows,
                    apart=lambda step: step.left_out,
                ),
            ),
            Compared.summary,
        ),
        *(_table(key) for key in _LISTS),
    ),
    charts=(
        ReportChart(phrase("reports.from_then_to_now"), "bridge", "step", ("value",), ChartKind.WATERFALL),
    ),
    details=_details,
    other_currencies=lambda basis: basis.other_currencies,
    apart=lambda count, currency: phrase("reports.deals_apart", count=count, currency=currency),
    notes=_notes,
)
