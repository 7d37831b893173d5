"""The one day that several terms said of it mean together, or none when they disagree."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum, auto

from salesdesk.domain.natural_dates.senses import END, MIDDLE, START, Unit
from salesdesk.domain.natural_dates.terms import Edge, Nth, Offset, Shift, Term, Vague, Week, Weekday, Written

_FRIDAY = 4
_MIDDLE_OF_WEEK = 2
_MIDDLE_OF_MONTH = 15
_YEARS_TO_TRY = 9


class Facing(Enum):
    """Where a day lies that is said without its year or its week: AHEAD of the person, who plans, or BEHIND, who logs."""

    AHEAD = auto()
    BEHIND = auto()


@dataclass(frozen=True, slots=True)
class Standpoint:
    """From where days are counted: the person's local time, whether they look ahead, and the order of their dates
    ("DMY", "MDY", "YMD")."""

    now: datetime
    facing: Facing = Facing.AHEAD
    date_order: str = "DMY"

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.date()


class Disagreement(Exception):
    """Terms that are not said of one day."""


def resolve(terms: Sequence[Term], here: Standpoint) -> date | datetime | None:
    """The day, or the moment where hours or minutes are counted from now; None without terms. Raises ``Disagreement``."""
    if not terms:
        return None
    if any(isinstance(term, Vague) for term in terms):
        raise Disagreement
    try:
        return _resolve(terms, here)
    except (OverflowError, ValueError) as error:
        raise Disagreement from error


def _resolve(terms: Sequence[Term], here: Standpoint) -> date | datetime:
    shifts = [term for term in terms if isinstance(term, Shift)]
    moments = {_moment(term, here) for term in shifts if term.unit in (Unit.HOUR, Unit.MINUTE)}
    fixed = {_fixed(term, here) for term in terms if isinstance(term, Offset | Written | Edge | Nth)}
    fixed |= {_edge_of_week(term, here) for term in terms if isinstance(term, Week) and term.edge is not None}
    weeks = {_monday(term, here) for term in terms if isinstance(term, Week) and term.edge is None}
    weekdays = {term for term in terms if isinstance(term, Weekday)}
    away = [term for term in shifts if term.unit not in (Unit.HOUR, Unit.MINUTE)]
    if (
        len(fixed) > 1
        or len({term.number for term in weekdays}) > 1
        or len(weeks) > 1
        or len(moments) > 1
        or len(away) > 1
    ):
        raise Disagreement
    if moments:
        moment = next(iter(moments))
        if weekdays or weeks or away or fixed - {moment.date()}:
            raise Disagreement
        return moment
    if fixed:
        day = next(iter(fixed))
        if away:
            day = _counted_on(day, away[0], terms, here)
        _check(day, weekdays, weeks)
        return day
    if weekdays:
        return _by_weekday(weekdays, weeks, away, here)
    if weeks:
        if away or any(isinstance(term, Week) and term.number is None and term.offset < 1 for term in terms):
            raise Disagreement  # this week and the last one have more days than one
        return next(iter(weeks))
    return shifted(here.today, away[0])


def _check(day: date, weekdays: set[Weekday], weeks: set[date]) -> None:
    if any(term.number != day.weekday() for term in weekdays):
        raise Disagreement
    if any(not monday <= day < monday + timedelta(days=7) for monday in weeks):
        raise Disagreement


def _counted_on(day: date, shift: Shift, terms: Sequence[Term], here: Standpoint) -> date:
    """A day and a time from now, which must agree, unless the time counts from the day: "morgen in 2 Wochen"."""
    counted = shifted(here.today, shift)
    if counted == day:
        return day
    offset = any(isinstance(term, Offset) for term in terms)
    if (
        offset
        and shift.count > 0
        and shift.unit in (Unit.WEEK, Unit.DAY, Unit.FORTNIGHT, Unit.MONTH, Unit.YEAR)
    ):
        return shifted(day, shift)
    raise Disagreement


def _by_weekday(weekdays: set[Weekday], weeks: set[date], away: list[Shift], here: Standpoint) -> date:
    term = max(weekdays, key=lambda one: (one.weeks, abs(one.further)))
    day = _weekday(term, here)
    if weeks:
        if term.further not in (1, -1) or term.weeks:
            raise Disagreement
        return next(iter(weeks)) + timedelta(days=term.number)
    if not away:
        return day
    shift = away[0]
    if shift.count > 0 and (
        shift.unit in (Unit.WEEK, Unit.FORTNIGHT) or (shift.unit is Unit.DAY and shift.count % 7 == 0)
    ):
        there = shifted(here.today, shift)
        in_week = there - timedelta(days=there.weekday()) + timedelta(days=term.number)
        if shifted(day, shift) == in_week:
            return in_week
    if shifted(here.today, shift).weekday() == term.number:
        return shifted(here.today, shift)
    raise Disagreement


def _weekday(term: Weekday, here: Standpoint) -> date:
    """The weekday to come, today not counted; one that is said of the past is the one that was last."""
    today = here.today
    ahead = (term.number - today.weekday() - 1) % 7 + 1
    back = (today.weekday() - term.number - 1) % 7 + 1
    further = term.further
    if further == 1 and here.facing is Facing.BEHIND:
        further = -1
    if further > 0:
        return today + timedelta(days=ahead + 7 * (further - 1 + term.weeks))
    return today - timedelta(days=back + 7 * (-further - 1))


def _monday(term: Week, here: Standpoint) -> date:
    today = here.today
    if term.number is None:
        return today + timedelta(days=7 * term.offset - today.weekday())
    this = today - timedelta(days=today.weekday())
    year = today.isocalendar().year
    found = date.fromisocalendar(year, term.number, 1)
    if here.facing is Facing.AHEAD and found < this:
        found = date.fromisocalendar(year + 1, term.number, 1)
    elif here.facing is Facing.BEHIND and found > this:
        found = date.fromisocalendar(year - 1, term.number, 1)
    return found


def _edge_of_week(term: Week, here: Standpoint) -> date:
    days = {START: 0, MIDDLE: _MIDDLE_OF_WEEK, END: _FRIDAY}
    found = _monday(term, here) + timedelta(days=days[term.edge or 0])
    if term.edge != END:
        _check_edge(found, here)
    return found


def _check_edge(day: date, here: Standpoint) -> None:
    """The beginning of the week or the month that it is lies behind whoever plans: then the next one may be meant."""
    if (here.facing is Facing.AHEAD and day <= here.today) or (
        here.facing is Facing.BEHIND and day > here.today
    ):
        raise Disagreement


def _moment(term: Shift, here: Standpoint) -> datetime:
    """Hours and minutes pass alike in summer and winter: they are counted in UTC where the zone is known."""
    away = timedelta(minutes=round(term.count * (60 if term.unit is Unit.HOUR else 1)))
    now = here.now.replace(second=0, microsecond=0)
    if now.tzinfo is None:
        return now + away
    return (now.astimezone(UTC) + away).astimezone(now.tzinfo)


def shifted(day: date, shift: Shift) -> date:
    """A day so many days, working days (Monday to Friday), weeks, months or years on."""
    if shift.unit is Unit.YEAR:
        return _months_on(day, int(shift.count * 12))
    count = int(shift.count)
    if shift.unit is Unit.DAY:
        return day + timedelta(days=count)
    if shift.unit is Unit.WEEK:
        return day + timedelta(weeks=count)
    if shift.unit is Unit.FORTNIGHT:
        return day + timedelta(weeks=2 * count)
    if shift.unit is Unit.WORKDAY:
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while day.weekday() > _FRIDAY:
                day += step
        return day
    return _months_on(day, count)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _fixed(term: Offset | Written | Edge | Nth, here: Standpoint) -> date:
    if isinstance(term, Offset):
        return here.today + timedelta(days=term.days)
    if isinstance(term, Nth):
        return _nth(term, here)
    return _edge(term, here) if isinstance(term, Edge) else _written(term, here)


def _edge(term: Edge, here: Standpoint) -> date:
    today = here.today
    if term.month is not None:
        month = term.month
        if term.year is not None:
            return _in_month(term.edge, term.year, month)
        return _next_year_with(lambda year: _in_month(term.edge, year, month), here)
    size = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}[term.unit]
    first = _months_on(today.replace(day=1), size * term.offset)
    first = first.replace(month=(first.month - 1) // size * size + 1)
    if term.edge == START:
        _check_edge(first, here)
        return first
    if term.edge == END:
        return _months_on(first, size) - timedelta(days=1)
    if size != 1:
        raise Disagreement
    middle = first.replace(day=_MIDDLE_OF_MONTH)
    _check_edge(middle, here)
    return middle


def _nth(term: Nth, here: Standpoint) -> date:
    month = term.month
    if month is None:
        first = _months_on(here.today.replace(day=1), term.offset)
        return _nth_of(term, first.year, first.month)
    if term.year is not None:
        return _nth_of(term, term.year, month)
    return _next_year_with(lambda year: _nth_of(term, year, month), here)


def _nth_of(term: Nth, year: int, month: int) -> date:
    last = monthrange(year, month)[1]
    if term.nth < 0:
        end = date(year, month, last)
        return end - timedelta(days=(end.weekday() - term.weekday) % 7)
    first = date(year, month, 1)
    return date(year, month, 1 + (term.weekday - first.weekday()) % 7 + 7 * (term.nth - 1))


def _in_month(edge: int, year: int, month: int) -> date:
    return date(year, month, {START: 1, MIDDLE: _MIDDLE_OF_MONTH, END: monthrange(year, month)[1]}[edge])


def _written(term: Written, here: Standpoint) -> date:
    day, month = term.day, term.month
    if term.either and month is not None:
        if here.date_order == "DMY":
            first, second = month, day
        else:
            first, second = day, month
        # a thirteenth month shows that this one was written the other way round
        if first > 12 and term.loose:
            raise Disagreement
        month, day = (first, second) if first <= 12 else (second, first)
    if month is not None and term.year is not None:
        return date(term.year, month, day)
    if month is not None:
        return _next_year_with(lambda year: date(year, month, day), here)
    if term.months is not None:
        return _months_on(here.today.replace(day=1), term.months).replace(day=day)
    return _next_in_month(day, here)


def _next_year_with(day_of: Callable[[int], date], here: Standpoint) -> date:
    """The next such day from today on, or the last one up to today; 29 February where there is one."""
    step = 1 if here.facing is Facing.AHEAD else -1
    for years in range(_YEARS_TO_TRY):
        try:
            found = day_of(here.today.year + step * years)
        except ValueError:
            continue
        if found >= here.today if step > 0 else found <= here.today:
            return found
    raise Disagreement


def _next_in_month(day: int, here: Standpoint) -> date:
    step = 1 if here.facing is Facing.AHEAD else -1
    first = here.today.replace(day=1)
    for months in range(3):
        month = _months_on(first, step * months)
        if day <= monthrange(month.year, month.month)[1]:
            found = month.replace(day=day)
            if found >= here.today if step > 0 else found <= here.today:
                return found
    raise Disagreement
