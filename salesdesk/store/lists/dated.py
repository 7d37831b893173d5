"""Conditions on days and moments: spans of days, days counted from today, and days that come again every year."""

from __future__ import annotations

from datetime import date, timedelta

from peewee import fn

from salesdesk.domain.cleaning.birthdays import month_day_of
from salesdesk.domain.days import NearDays, day_start, near_days, span_of
from salesdesk.domain.fields import FieldType
from salesdesk.domain.filters import Condition, Op
from salesdesk.errors import InputError
from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import like
from salesdesk.store.lists.fields import ListField
from salesdesk.store.lists.resolved import Resolved, all_of, any_of, compared
from salesdesk.store.lists.rules import is_before, is_on_or_after

BIRTHDAY = "birthday"
"""The date that is asked for by its month and day, whatever the year."""
_MARKED = "--"
_WHOLE_YEAR = 365
_YEARS_BACK, _YEARS_AHEAD = 60, 10


def dates(field: ListField, condition: Condition, today: date) -> Resolved:
    """A condition on a date or a moment. Raises ``InputError`` for a text that is none."""
    if condition.op is Op.LAST_DAYS:
        return _between(field, today - timedelta(days=int(condition.values[0])), today)
    return any_of([_compared(field, condition, text, today) for text in condition.values])


def _compared(field: ListField, condition: Condition, text: str, today: date) -> Resolved:
    if condition.op is Op.IS:
        born = field.key == BIRTHDAY
        if (born or text.startswith(_MARKED)) and (asked := month_day_of(text)):
            return _yearly(field, *asked, today)
        if (near := near_days(text)) is not None:
            if near.yearly or born:
                return _near_every_year(field, today, near)
            return _between(field, _day(today, near.first), _day(today, near.last))
    first, after = _span(text, today, condition.field)
    match condition.op:
        case Op.AT_LEAST:
            return _from(field, first)
        case Op.ABOVE:
            return _from(field, after)
        case Op.AT_MOST:
            return _before(field, after)
        case Op.BELOW:
            return _before(field, first)
        case _:
            return all_of([_from(field, first), _before(field, after)])


def _span(text: str, today: date, field: str) -> tuple[date, date]:
    try:
        return span_of(text, today)
    except (ValueError, OverflowError) as error:
        raise InputError("filters.no_date", field="filter", text=text, name=field) from error


def _day(today: date, days: int) -> date:
    """So many days on, the first or the last day there is where that is past it."""
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return date.max - timedelta(days=2) if days > 0 else date.min


def _between(field: ListField, first: date, last: date) -> Resolved:
    return all_of([_from(field, first), _before(field, last + timedelta(days=1))])


def _from(field: ListField, day: date) -> Resolved:
    """On or after a day."""
    value, start = field.value, day_start(day)
    if field.type is FieldType.DATE:
        return compared((field.key, "from_day"), [start.day], lambda slot: value >= slot)
    return compared(
        (field.key, "from"),
        [start.moment, start.day],
        lambda moment, day_: is_on_or_after(value, moment, day_),
    )


def _before(field: ListField, day: date) -> Resolved:
    """Before a day begins."""
    value, start = field.value, day_start(day)
    if field.type is FieldType.DATE:
        known = fn.SUBSTR(value, 1, 2) != _MARKED  # a day without a year is before and after all of them
        return compared((field.key, "before_day"), [start.day], lambda slot: (value < slot) & known)
    return compared(
        (field.key, "before"), [start.moment, start.day], lambda moment, day_: is_before(value, moment, day_)
    )


# -- every year -------------------------------------------------------------------------------------------


def _yearly(field: ListField, month: int, day: int | None, today: date) -> Resolved:
    """In a month, or on a day, of whatever year."""
    if field.type is FieldType.DATETIME:
        return any_of([_in_year(field, year, month, day) for year in _years(today)])
    pattern = f"%-{month:02d}-" + (f"{day:02d}" if day is not None else "__")
    value = field.value
    return compared((field.key, "yearly"), [pattern], lambda slot: like(value, slot))


def _near_every_year(field: ListField, today: date, near: NearDays) -> Resolved:
    """A day of whatever year that lies so near to today in this one, or comes again so soon."""
    first, last = _day(today, near.first), _day(today, near.last)
    if field.type is FieldType.DATETIME:
        spans = (span for year in _years(today) if (span := _moved(first, last, year - today.year)))
        return any_of([_between(field, *span) for span in spans])
    value = field.value
    whole = near.last - near.first >= _WHOLE_YEAR
    bounds = ("01-01", "12-31") if whole else (f"{first:%m-%d}", f"{last:%m-%d}")
    over = bounds[0] > bounds[1]

    def within(day: Query, start: Query, end: Query) -> Query:
        return (day >= start) | (day <= end) if over else (day >= start) & (day <= end)

    def fits(start: Query, end: Query) -> Query:
        is_bare = fn.SUBSTR(value, 1, 2) == _MARKED  # the year is not known
        bare, dated = within(fn.SUBSTR(value, 3, 5), start, end), within(fn.SUBSTR(value, 6, 5), start, end)
        return (is_bare & bare) | (~is_bare & dated)

    return compared((field.key, "near", over), bounds, fits)


def _years(today: date) -> range:
    """The years in which a moment of a file may lie: a moment has a year, and its day is that of the person's clock."""
    return range(max(1, today.year - _YEARS_BACK), today.year + _YEARS_AHEAD + 1)


def _in_year(field: ListField, year: int, month: int, day: int | None) -> Resolved:
    value: Query = field.value
    try:
        first, after = span_of(f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else ""), date(year, 1, 1))
    except ValueError:  # 29 February
        return Resolved((field.key, "never"), (), lambda _: value.is_null() & value.is_null(False))
    return all_of([_from(field, first), _before(field, after)])


def _moved(first: date, last: date, years: int) -> tuple[date, date] | None:
    try:
        return _same_day(first, years), _same_day(last, years)
    except ValueError:
        return None


def _same_day(day: date, years: int) -> date:
    """The day in another year, 28 February where there is no 29th."""
    year = day.year + years
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
