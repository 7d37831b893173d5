"""Days as they are said, as terms that may be said of one day together."""

from __future__ import annotations

from dataclasses import dataclass

from salesdesk.domain.natural_dates.senses import Unit


@dataclass(frozen=True, slots=True)
class Written:
    """A day of a month. Without ``month`` of the month so many from this one, or of the one in which it is next; without
    ``year`` of the year in which it is next. ``either`` when day and month may be the other way round: then the
    order of the person's dates decides."""

    day: int
    month: int | None = None
    year: int | None = None
    months: int | None = None
    either: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Offset:
    """So many days from today."""

    days: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week: the one to come, ``further`` 2 the one after it, -1 the one before; with ``weeks`` more."""

    number: int
    further: int = 1
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class Week:
    """The week so many from this one, or the one with a number in the year. A ``edge`` of it, else its Monday."""

    offset: int = 0
    number: int | None = None
    edge: int | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """The first, the middle or the last day of the month, quarter or year so many from this one, or of a month by name."""

    edge: int
    unit: Unit
    offset: int = 0
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """So much time from now."""

    count: float
    unit: Unit


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that is no day: "next month", "in March", "last week"."""


@dataclass(frozen=True, slots=True)
class Nth:
    """The nth such weekday of a month, -1 the last one; the month so many from this one, or by name."""

    nth: int
    weekday: int
    offset: int = 0
    month: int | None = None
    year: int | None = None


Term = Offset | Written | Weekday | Week | Edge | Nth | Shift | Vague


@dataclass(frozen=True, slots=True)
class Found:
    """A term that stands in the line up to the place ``end``. ``part`` of the day where the same word says it. A
    ``weak`` one needs something beside it to be what it seems. ``recurs`` where it is every such day. One that ``yields``
    counts only where no other day is said."""

    term: Term
    end: int
    part: int | None = None
    weak: bool = False
    recurs: bool = False
    yields: bool = False
