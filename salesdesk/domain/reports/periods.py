"""Periods a person picks, and the ones they are compared with."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

_DAY = timedelta(days=1)


class Period(StrEnum):
    """Periods a person picks by name."""

    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_QUARTER = "this_quarter"
    LAST_QUARTER = "last_quarter"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    LAST_30_DAYS = "last_30_days"
    LAST_90_DAYS = "last_90_days"
    LAST_365_DAYS = "last_365_days"


def period_days(period: Period, today: date) -> tuple[date, date]:
    """First and last day of a period; a running one ends today, a week begins on Monday."""
    week = today - timedelta(days=today.weekday())
    month = today.replace(day=1)
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    match period:
        case Period.THIS_WEEK:
            return week, today
        case Period.LAST_WEEK:
            return week - timedelta(days=7), week - _DAY
        case Period.THIS_MONTH:
            return month, today
        case Period.LAST_MONTH:
            end = month - _DAY
            return end.replace(day=1), end
        case Period.THIS_QUARTER:
            return quarter, today
        case Period.LAST_QUARTER:
            end = quarter - _DAY
            return date(end.year, 3 * ((end.month - 1) // 3) + 1, 1), end
        case Period.THIS_YEAR:
            return date(today.year, 1, 1), today
        case Period.LAST_YEAR:
            return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
        case Period.LAST_30_DAYS:
            return last_days(30, today)
        case Period.LAST_90_DAYS:
            return last_days(90, today)
        case Period.LAST_365_DAYS:
            return last_days(365, today)


def last_days(count: int, today: date) -> tuple[date, date]:
    """The last ``count`` days, today among them."""
    return today - timedelta(days=count - 1), today


def before(first: date, last: date) -> tuple[date, date]:
    """The period of the same length just before; whole months compare with as many months before them."""
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1] and first <= last:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        return _month_earlier(first, months), first - _DAY
    length = last - first + _DAY
    return first - length, first - _DAY


def year_before(first: date, last: date) -> tuple[date, date]:
    """The same days a year earlier; the end of February stays the end of February."""
    return _year_earlier(first), _year_earlier(last)


_HALF_A_YEAR = 6  # months


def months_back(last: date, count: int) -> list[date]:
    """First days of the ``count`` months up to the one of ``last``, oldest first."""
    return [_month_earlier(last.replace(day=1), months) for months in reversed(range(count))]


def months_shown(first: date, last: date, count: int) -> list[date]:
    """First days of the months that a report tells one by one, at most ``count``: those of the period itself where it has half a
    year or more of them, so that a year does not begin with the one before; else as many up to the last one."""
    own = (last.year - first.year) * 12 + last.month - first.month + 1
    return months_back(last, own if _HALF_A_YEAR <= own <= count else count)


def _month_earlier(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _year_earlier(day: date) -> date:
    year = day.year - 1
    end = monthrange(day.year, day.month)[1]
    same = min(day.day, monthrange(year, day.month)[1])
    return date(year, day.month, monthrange(year, day.month)[1] if day.day == end else same)
