"""The forecast: open deals by the month they should be closed in, and what a card that is put into another month closes on."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from salesdesk.domain.deals import DealCard
from salesdesk.domain.money import Money
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.stage_meanings import ORDER, StageMeaning, stage_meaning
from salesdesk.phrases import Phrase
from salesdesk.value_classes import dataclass

MONTHS = 4
"""So many months have a column of their own; what is expected behind them stands under "later"."""
LIKELY_FROM = 50
"""Per cent: a stage of that probability counts for the best case where no stage of the pipeline is a demonstration."""


class Span(StrEnum):
    """What a column of the forecast stands for, in the order of the columns."""

    OVERDUE = "overdue"
    UNDATED = "undated"
    MONTH = "month"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class ForecastPlace:
    """A column: ``first`` is the first day of a month, of "later" that of its first month, else None."""

    span: Span
    first: date | None = None

    @property
    def last(self) -> date | None:
        """The last day of a month; None where the column has no end."""
        return month_end(self.first) if self.span is Span.MONTH and self.first is not None else None


@dataclass(frozen=True, slots=True)
class ForecastSum:
    """Deals added up in one currency, in minor units: their ``amount``, ``weighted`` by their probability, and the ``best``
    case, see ``best_case``. ``apart``, ``apart_weighted`` and ``apart_best`` are sums in
    currencies without a rate, which are in none of them."""

    count: int = 0
    amount: int = 0
    weighted: int = 0
    best: int = 0
    apart: tuple[Money, ...] = ()
    apart_weighted: tuple[Money, ...] = ()
    apart_best: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class WonSum:
    """Deals won in a time, by the rate of the day each was won on; ``notes`` say which currency had none yet."""

    count: int = 0
    amount: int = 0
    apart: tuple[Money, ...] = ()
    notes: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class ForecastColumn:
    """Open deals of one place, the largest first, and what was won there already (this month alone can have any)."""

    place: ForecastPlace
    cards: tuple[DealCard, ...]
    open: ForecastSum
    won: WonSum = WonSum()


@dataclass(frozen=True, slots=True)
class Forecast:
    """The columns, and the figures above them: what is open until the end of the quarter (what is overdue with it), what
    was won in the quarter, in this month, and in the same days of the month before."""

    currency: str
    today: date
    columns: tuple[ForecastColumn, ...]
    quarter: ForecastSum
    quarter_won: WonSum
    month_won: WonSum
    month_before: WonSum

    @property
    def overdue(self) -> ForecastSum:
        """What should have been closed before today."""
        found = (column.open for column in self.columns if column.place.span is Span.OVERDUE)
        return next(found, ForecastSum())


def month_end(day: date) -> date:
    """The last day of a month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_later(first: date, months: int) -> date:
    """The first day of the month so many months later, or earlier."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def forecast_places(today: date, months: int = MONTHS) -> tuple[ForecastPlace, ...]:
    """The columns of a day, in order."""
    this = today.replace(day=1)
    ahead = [ForecastPlace(Span.MONTH, month_later(this, n)) for n in range(months)]
    later = ForecastPlace(Span.LATER, month_later(this, months))
    return (ForecastPlace(Span.OVERDUE), ForecastPlace(Span.UNDATED), *ahead, later)


def place_of(close: str | None, today: date, months: int = MONTHS) -> ForecastPlace:
    """Where a deal stands that should be closed on a day (stored text). One whose day has passed is overdue, also in this
    month."""
    if not close:
        return ForecastPlace(Span.UNDATED)
    day = date.fromisoformat(close[:10])
    if day < today:
        return ForecastPlace(Span.OVERDUE)
    first, later = day.replace(day=1), month_later(today.replace(day=1), months)
    return ForecastPlace(Span.MONTH, first) if first < later else ForecastPlace(Span.LATER, later)


def close_within(month: date, close: str | None, today: date) -> date:
    """The day a deal closes on that is put into a month: the day of the month it had, else the last one: where it had none,
    where the month has no such day, and where that day has passed."""
    last = month_end(month)
    if not close:
        return last
    kept = date.fromisoformat(close[:10]).day
    if kept > last.day:
        return last
    day = month.replace(day=kept)
    return last if day < today else day


def close_at(place: ForecastPlace, close: str | None, today: date) -> date | None:
    """The day a deal closes on that is put into a column; None where it shall have none. Raises ``ValueError`` for what is
    overdue: nothing is put there. A deal that stands in the column keeps its day."""
    if place.span is Span.UNDATED:
        return None
    if place.first is None:
        raise ValueError(place.span)
    if close and place == place_of(close, today):
        return date.fromisoformat(close[:10])
    return close_within(place.first, close, today)


def close_moved(close: str | None, step: int, today: date) -> date | None:
    """The day a deal closes on that goes one month on (``step`` 1) or back (-1); what is overdue or has no day comes into
    this month. None where there is no such month: one that has passed takes no deals."""
    this = today.replace(day=1)
    if place_of(close, today).span in (Span.OVERDUE, Span.UNDATED):
        return close_within(this, close, today) if step > 0 else None
    assert close is not None
    month = month_later(date.fromisoformat(close[:10]).replace(day=1), step)
    return close_within(month, close, today) if month >= this else None


def quarter_start(today: date) -> date:
    """The first day of the quarter."""
    return date(today.year, (today.month - 1) // 3 * 3 + 1, 1)


def days_left(today: date) -> int:
    """How many days of the month are to come, today not counted."""
    return (month_end(today) - today).days


def best_case(amount: int, weighted: int, *, in_full: bool) -> int:
    """What some deals of one stage come to at best: their ``amount`` where the stage counts in full for the best case, else
    what they are ``weighted``. So no best case is below what is weighted."""
    return amount if in_full else weighted


def best_case_stages(stages: Sequence[tuple[str, StageKind, int, bool | None]]) -> list[bool]:
    """Which stages of a pipeline count in full for the best case; each as (name, kind, probability, what a person said).

    Where nobody said anything, they are the open ones from the demonstration on (by what their names mean), and where no
    stage is one, those of `LIKELY_FROM` per cent and more.
    """
    reached, found = False, []
    known = any(_is_demo(name) for name, kind, _, _ in stages if kind is StageKind.OPEN)
    for name, kind, probability, said in stages:
        reached = reached or _is_demo(name)
        likely = reached if known else probability >= LIKELY_FROM
        found.append(kind is StageKind.OPEN and (likely if said is None else said))
    return found


def _is_demo(name: str) -> bool:
    meaning = stage_meaning(name)
    return meaning is not None and meaning is not StageMeaning.NONE and ORDER.index(meaning) >= _DEMO


_DEMO = ORDER.index(StageMeaning.DEMO)
