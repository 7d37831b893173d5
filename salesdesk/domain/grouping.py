"""Rows of a list put together: by the values of fields, days by week, month, quarter or year, amounts by ranges, with what
they add up to."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from salesdesk.domain.fields import FieldType
from salesdesk.domain.filters import Condition, Op, Part
from salesdesk.domain.money import Money
from salesdesk.domain.ranges import Range
from salesdesk.domain.rates import Rates
from salesdesk.value_classes import dataclass

DAYS_OPEN = "days_open"
"""What is measured of deals and is no column: the days from their making to their closing, or to today."""


class Step(StrEnum):
    """The spans into which days are put."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


def span_of_step(step: Step, day: date) -> tuple[date, date]:
    """The first and the last day of the span in which a day lies; weeks begin on Monday."""
    match step:
        case Step.DAY:
            return day, day
        case Step.WEEK:
            first = day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
            return first, min(first, date.max - timedelta(days=6)) + timedelta(days=6)
        case Step.MONTH:
            return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
        case Step.QUARTER:
            month = 3 * ((day.month - 1) // 3) + 1
            return date(day.year, month, 1), date(day.year, month + 2, monthrange(day.year, month + 2)[1])
        case Step.YEAR:
            return date(day.year, 1, 1), date(day.year, 12, 31)


@dataclass(frozen=True, slots=True)
class GroupBy:
    """A field whose values tell groups apart; ``step`` is how days are put together and counts for days alone."""

    field: str
    step: Step | None = None

    @property
    def span(self) -> Step:
        """How days are put together: by month where nothing is said."""
        return self.step or Step.MONTH


@dataclass(frozen=True, slots=True)
class GroupKey:
    """One value of a field by which rows are grouped. ``text`` is the value as it is written; ``asked`` are the values by
    which a filter finds its rows; ``day`` is the first day of a span, ``range`` the numbers of one, ``order`` what groups are
    put in order by."""

    text: str
    asked: tuple[str, ...]
    order: Any
    day: date | None = None
    range: Range | None = None


def condition_of(by: GroupBy, key: GroupKey | None) -> tuple[Part, ...]:
    """What holds for the rows of one group; those of None are without a value."""
    if key is None:
        return (Condition(by.field, Op.IS, ("",)),)
    if key.day is not None:
        first, last = span_of_step(by.span, key.day)
        return (
            Condition(by.field, Op.AT_LEAST, (first.isoformat(),)),
            Condition(by.field, Op.AT_MOST, (last.isoformat(),)),
        )
    if key.range is not None:
        return _within(by.field, key.range)
    return (Condition(by.field, Op.IS, key.asked),)


def _within(field: str, numbers: Range) -> tuple[Part, ...]:
    ends = ((Op.AT_LEAST, numbers.low), (Op.BELOW, numbers.high))
    found = tuple(Condition(field, op, (written(end),)) for op, end in ends if end is not None)
    return found or (Condition(field, Op.FILLED),)


def written(number: float) -> str:
    """A number as a filter holds it."""
    return f"{number:.0f}" if number.is_integer() else repr(number)


@dataclass(slots=True)
class Numbers:
    """The values of one field in one group: ``filled`` rows have one and ``total`` is their sum, an amount in minor units of
    the currency that was asked for. ``values`` says how often each occurs, where that was asked. ``apart`` are the sums, by currency, of
    amounts that no rate converts, ``left_out`` how many they are; ``first_days`` are the days of the first amounts that were
    converted by the rate of their own day, by currency."""

    filled: int = 0
    total: float = 0
    values: dict[float, int] = field(default_factory=dict)
    apart: dict[str, int] = field(default_factory=dict)
    left_out: int = 0
    first_days: dict[str, str] = field(default_factory=dict)

    def add(self, value: float, times: int, *, keep: bool) -> None:
        """Count a value so many times."""
        self.filled += times
        self.total += value * times
        if keep:
            self.values[value] = self.values.get(value, 0) + times

    def add_sum(self, total: float, filled: int) -> None:
        """Count so many values by their sum."""
        self.filled += filled
        self.total += total

    def leave_out(self, minor: int, currency: str, times: int) -> None:
        """Count an amount of which no rate is known."""
        self.left_out += times
        self.apart[currency] = self.apart.get(currency, 0) + minor

    def add_money(
        self,
        own: Money,
        times: int,
        day: str | None,
        into: str,
        rates: Rates,
        *,
        each: bool = False,
        keep: bool = False,
    ) -> None:
        """Add an amount that so many rows come to, in the currency ``into`` by the rate of a day, None for that of today; or
        one that ``each`` of them has. What no rate converts stands apart."""
        converted = rates.converted(own.minor, own.currency, into, day)
        if converted is None:
            self.leave_out(own.minor * (times if each else 1), own.currency, times)
            return
        if day is not None:
            self.convert_on(own.currency, day)
        if each:
            self.add(converted, times, keep=keep)
        else:
            self.add_sum(converted, times)

    def convert_on(self, currency: str, day: str) -> None:
        """Remember that an amount was converted by the rate of a day."""
        self.first_days[currency] = min(day, self.first_days.get(currency, day))

    def take(self, other: Numbers) -> None:
        """Add those of another group."""
        self.filled += other.filled
        self.total += other.total
        self.left_out += other.left_out
        for value, times in other.values.items():
            self.values[value] = self.values.get(value, 0) + times
        for currency, minor in other.apart.items():
            self.apart[currency] = self.apart.get(currency, 0) + minor
        for currency, day in other.first_days.items():
            self.convert_on(currency, day)

    @property
    def beside(self) -> tuple[Money, ...]:
        """The amounts that stand apart."""
        return tuple(Money(minor, currency) for currency, minor in sorted(self.apart.items()))

    @property
    def average(self) -> float | None:
        """The mean of the values; None without any."""
        return self.total / self.filled if self.filled else None

    @property
    def median(self) -> float | None:
        """The value in the middle, of two the mean; None without any. It needs ``values``."""
        count = sum(self.values.values())
        if not count:
            return None
        low, high, seen = (count - 1) // 2, count // 2, 0
        first: float | None = None
        for value in sorted(self.values):
            seen += self.values[value]
            if first is None and seen > low:
                first = value
            if seen > high:
                return value if first is None or value == first else (first + value) / 2
        return first


@dataclass(slots=True)
class Tally:
    """One group: how many rows it has, and their numbers by field."""

    count: int = 0
    of: dict[str, Numbers] = field(default_factory=dict)

    def numbers(self, key: str) -> Numbers:
        """Those of a field."""
        return self.of.setdefault(key, Numbers())

    def take(self, other: Tally) -> None:
        """Add another group."""
        self.count += other.count
        for key, numbers in other.of.items():
            self.numbers(key).take(numbers)


def together(tallies: Iterable[Tally]) -> Tally:
    """Several groups as one."""
    found = Tally()
    for tally in tallies:
        found.take(tally)
    return found


Keys = tuple[GroupKey | None, ...]
"""The values of one group, one for each field; None where there is none."""
Grouped = Mapping[Keys, Tally]
"""Every group that has rows."""

_GROUPED = frozenset(
    {
        FieldType.TEXT,
        FieldType.NAME,
        FieldType.URL,
        FieldType.CHOICE,
        FieldType.COUNTRY,
        FieldType.TAGS,
        FieldType.BOOLEAN,
        FieldType.INTEGER,
        FieldType.PERCENT,
        FieldType.DATE,
        FieldType.DATETIME,
        FieldType.MONEY,
        FieldType.NUMBER,
    }
)
RANGED = frozenset({FieldType.MONEY, FieldType.NUMBER})
"""The types of fields whose values are put together in ranges."""
DATED = frozenset({FieldType.DATE, FieldType.DATETIME})
MEASURED = frozenset({FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT})
"""The types of fields that are added up."""
_NOT_GROUPED = frozenset({"birthday", "more_emails", "more_phones", "email", "id"})
"""Fields that a list shows and that put nothing together: days without a year, parts joined into one text."""


def is_grouped_by(key: str, type_: FieldType) -> bool:
    """Whether rows can be put together by a field."""
    return type_ in _GROUPED and key not in _NOT_GROUPED


def steps_of(type_: FieldType) -> Sequence[Step]:
    """How the days of a field can be put together; none of a field that has no days."""
    return (Step.WEEK, Step.MONTH, Step.QUARTER, Step.YEAR, Step.DAY) if type_ in DATED else ()
