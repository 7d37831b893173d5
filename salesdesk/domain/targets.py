"""Targets: what is to be reached in a month, a quarter or a year, by each owner and by all of them together.

What is typed stands. What is not follows: a quarter is the sum of its months and a year that of its quarters, and the team
is the sum of its people until somebody types over it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from enum import StrEnum

from salesdesk.domain.money import Money
from salesdesk.domain.rates import Rates, together
from salesdesk.domain.working_time import USUAL_DAYS, working_days
from salesdesk.value_classes import dataclass

FIRST_YEAR, LAST_YEAR = 1990, 2999
LARGEST_NUMBER = 10**9
"""More deals, leads or activities nobody counts."""


class Measure(StrEnum):
    """What a target is about; the order of the members is that of the grid."""

    REVENUE = "revenue"
    DEALS = "deals"
    LEADS = "leads"
    ACTIVITIES = "activities"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, or a quarter (1 to 4) or month (1 to 12) of it."""

    year: int
    quarter: int = 0
    month: int = 0

    @classmethod
    def read(cls, text: str) -> Period | None:
        """The period that a text names, as ``key`` writes it; None of any other text."""
        found = _KEY.fullmatch(text)
        if found is None or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
            return None
        year = int(found["year"])
        if found["month"]:
            month = int(found["month"])
            return month_of(year, month) if 1 <= month <= 12 else None
        return cls(year, int(found["quarter"] or 0))

    @property
    def key(self) -> str:
        """As it is kept: "2026-11", "2026-Q4", "2026"."""
        if self.month:
            return f"{self.year:04}-{self.month:02}"
        return f"{self.year:04}-Q{self.quarter}" if self.quarter else f"{self.year:04}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or (3 * self.quarter - 2 if self.quarter else 1), 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.month or (3 * self.quarter if self.quarter else 12)
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def parts(self) -> tuple[Period, ...]:
        """What it is the sum of: the quarters of a year, the months of a quarter."""
        if self.month:
            return ()
        if self.quarter:
            return tuple(month_of(self.year, 3 * self.quarter - 2 + place) for place in range(3))
        return tuple(Period(self.year, quarter) for quarter in range(1, 5))

    def quarter_of(self) -> Period:
        """The quarter it lies in."""
        return Period(self.year, self.quarter)

    def year_of(self) -> Period:
        """The year it lies in."""
        return Period(self.year)

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


_KEY = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>\d\d)))?")


def month_of(year: int, month: int) -> Period:
    """A month as a period."""
    return Period(year, (month + 2) // 3, month)


def months_between(first: date, last: date) -> Iterator[Period]:
    """The months that a span of days touches."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield month_of(year, month)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


@dataclass(frozen=True, slots=True)
class Target:
    """What somebody typed: ``owner`` is None for the team; ``amount`` is minor units of ``currency`` for revenue, a number
    without a currency for everything else."""

    id: int
    owner: int | None
    measure: Measure
    period: Period
    amount: int
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached. ``typed`` says that it was typed and not added up, ``over`` that it stands for something else that
    would be added up; ``apart`` are the parts of it in currencies that no rate converts. ``missing`` are the parts of the period
    for which there was nothing to add up, though what is reached in them counts."""

    amount: int
    typed: bool = False
    over: bool = False
    apart: tuple[Money, ...] = ()
    missing: tuple[Period, ...] = field(default=(), compare=False)

    @property
    def missing_months(self) -> int:
        """How many months these parts have."""
        return len({month for part in self.missing for month in months_between(part.first, part.last)})


class Targets:
    """All targets of a file, in the currency of its settings: one that was typed in another is converted by today's rate.

    ``owners`` are those whose targets make up that of the team, ``days`` those that are worked.
    """

    def __init__(
        self,
        typed: Iterable[Target],
        owners: Collection[int],
        currency: str,
        rates: Rates,
        days: Collection[int] = USUAL_DAYS,
    ) -> None:
        self._typed = {(one.owner, one.measure, one.period): one for one in sorted(typed, key=_by_id)}
        self._years = {(measure, period.year) for _, measure, period in self._typed}
        self._owners, self._rates = tuple(owners), rates
        self.currency, self._days = currency, days
        self._found: dict[tuple[int | None, Measure, Period], Goal | None] = {}

    def __len__(self) -> int:
        return len(self._typed)

    @property
    def foreign(self) -> tuple[str, ...]:
        """The other currencies that targets were typed in."""
        found = {one.currency for one in self._typed.values() if one.currency not in (None, self.currency)}
        return tuple(sorted(code for code in found if code is not None))

    def typed(self, owner: int | None, measure: Measure, period: Period) -> Target | None:
        """What was typed for this and nothing else."""
        return self._typed.get((owner, measure, period))

    def of(self, owner: int | None, measure: Measure, period: Period) -> Goal | None:
        """What is to be reached by an owner, or by the team, in a period; None where nothing was typed that tells. What was
        typed for it stands, and is what its parts come to where nothing was. A month of which nothing was typed has its part
        in what was typed for its quarter or year as a whole, by working days."""
        asked = (owner, measure, period)
        if (measure, period.year) not in self._years:
            return None
        if asked not in self._found:
            self._found[asked] = self._goal(*asked)
        return self._found[asked]

    def over(self, owner: int | None, measure: Measure, first: date, last: date) -> Goal | None:
        """What is to be reached in the months that a span of days touches, each as a whole: what a running month is
        compared with. Of a month, quarter or year it is what ``of`` says of that."""
        wholes = _wholes(list(months_between(first, last)))
        if owner is None and not any(self._team_tells(measure, whole) for whole in wholes):
            return added(goal for one in self._owners if (goal := self.over(one, measure, first, last)))
        return _partly({whole: self.of(owner, measure, whole) for whole in wholes})

    def _goal(self, owner: int | None, measure: Measure, period: Period) -> Goal | None:
        told = self._told(owner, measure, period)
        if self.typed(owner, measure, period) is not None:
            return told
        if owner is None and not self._team_tells(measure, period):
            return added(goal for one in self._owners if (goal := self.of(one, measure, period)))
        if period.month:
            return told or self._share(owner, measure, period)
        return _partly({part: self.of(owner, measure, part) for part in period.parts})

    def _team_tells(self, measure: Measure, period: Period) -> bool:
        """Whether the team has a target of its own in a period, in a part of it, or for a whole that it is a part of."""
        above = (period.quarter_of(), period.year_of())
        return self._is_typed_below(measure, period) or any(
            self.typed(None, measure, whole) is not None for whole in above
        )

    def _share(self, owner: int | None, measure: Measure, month: Period) -> Goal | None:
        """The part of a month in what was typed for its quarter or year as a whole, and what others of its months leave of
        that."""
        for whole in (month.quarter_of(), month.year_of()):
            if self.typed(owner, measure, whole) is None:
                continue
            goal, told = self._told(owner, measure, whole), self._added_up(owner, measure, whole)
            assert goal is not None
            others = [
                one
                for one in months_between(whole.first, whole.last)
                if self._told(owner, measure, one) is None
                and (whole.quarter or self.typed(owner, measure, one.quarter_of()) is None)
            ]
            part = working_days(month.first, month.last, self._days)
            all_days = sum(working_days(one.first, one.last, self._days) for one in others) or 1
            rest = max(0, goal.amount - (told.amount if told is not None else 0))
            apart = tuple(Money(round(one.minor * part / all_days), one.currency) for one in goal.apart)
            return Goal(round(rest * part / all_days), apart=apart)
        return None

    def _told(self, owner: int | None, measure: Measure, period: Period) -> Goal | None:
        """What was typed for a period, or what was typed within it comes to."""
        own = self._typed.get((owner, measure, period))
        if own is not None:
            over = self._added_up(owner, measure, period) is not None
            return replace(self._in_currency(own), over=over)
        return self._added_up(owner, measure, period)

    def _added_up(self, owner: int | None, measure: Measure, period: Period) -> Goal | None:
        """What the people and parts of a period come to."""
        if owner is None and not any(self._is_typed_below(measure, part) for part in period.parts):
            return added(goal for one in self._owners if (goal := self._told(one, measure, period)))
        return _partly({part: self._told(owner, measure, part) for part in period.parts})

    def _is_typed_below(self, measure: Measure, period: Period) -> bool:
        """Whether the team has a target of its own in a period or a part of it."""
        return (None, measure, period) in self._typed or any(
            self._is_typed_below(measure, part) for part in period.parts
        )

    def _in_currency(self, one: Target) -> Goal:
        if one.currency is None:
            return Goal(one.amount, typed=True)
        converted = self._rates.converted(one.amount, one.currency, self.currency)
        if converted is None:
            return Goal(0, typed=True, apart=(Money(one.amount, one.currency),))
        return Goal(converted, typed=True)


def _wholes(months: Sequence[Period]) -> list[Period]:
    """Months that follow on one another, those of a year or quarter put together that are all there."""
    found, place = [], 0
    while place < len(months):
        month, left = months[place], len(months) - place
        whole = month
        if month.month == 1 and left >= 12:
            whole = month.year_of()
        elif month.month % 3 == 1 and left >= 3:
            whole = month.quarter_of()
        found.append(whole)
        place += 12 if not whole.quarter else 1 if whole.month else 3
    return found


def _by_id(one: Target) -> int:
    return one.id


def _partly(parts: Mapping[Period, Goal | None]) -> Goal | None:
    """What parts of a time come to, those without a target named."""
    found = added(goal for goal in parts.values() if goal is not None)
    missing = {part for part, goal in parts.items() if goal is None}
    return None if found is None else replace(found, missing=tuple(sorted({*found.missing, *missing})))


def added(goals: Iterable[Goal]) -> Goal | None:
    """Several goals together; None of none."""
    all_of = list(goals)
    if not all_of:
        return None
    missing = sorted({part for goal in all_of for part in goal.missing})
    apart = together(*(goal.apart for goal in all_of))
    return Goal(sum(goal.amount for goal in all_of), apart=apart, missing=tuple(missing))


def reached(actual: int, goal: Goal | None) -> float | None:
    """Which part of a goal was reached; None without one, and of one that is nought or in a currency without a rate."""
    return actual / goal.amount if goal is not None and goal.amount > 0 and not goal.apart else None
