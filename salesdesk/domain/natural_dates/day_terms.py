"""Days as they are said: "Friday", "in 3 days", "the 5th", "27.11.", "end of next month"."""

from __future__ import annotations

from salesdesk.domain.natural_dates.lengths import Length, read_length
from salesdesk.domain.natural_dates.nodes import Line
from salesdesk.domain.natural_dates.periods import (
    named_period,
    read_edge,
    read_month,
    read_nth,
    read_relative,
    read_week_number,
)
from salesdesk.domain.natural_dates.senses import Sense, Unit
from salesdesk.domain.natural_dates.terms import Found, Offset, Shift, Vague, Weekday, Written
from salesdesk.domain.natural_dates.written_days import number_in_month, read_written

_WEEKDAY_SENSES = (Sense.WEEKDAY, Sense.SHORT_WEEKDAY, Sense.TINY_WEEKDAY)
_UNCLEAR_COUNTS = frozenset((8, 15))


def read_day(line: Line, place: int, *, connected: bool, numbered: int | None) -> Found | None:
    """The day that is said from ``place`` on. ``connected`` when a connector stands before it, ``numbered`` when that one
    makes a number a day of the month: 0 one with a full stop or ending, 1 any, 2 one as a word too."""
    node = line.at(place)
    if node is None:
        return None
    return (
        read_edge(line, place)
        or read_nth(line, place)
        or _away(line, place)
        or read_month(line, place)
        or _weekday(line, place)
        or read_relative(line, place)
        or read_week_number(line, place, connected=connected)
        or _written(line, place, numbered)
        or _offset(line, place)
    )


def _written(line: Line, place: int, numbered: int | None) -> Found | None:
    found = read_written(line, place)
    if found is not None:
        return Found(found[0], found[1])
    day = number_in_month(line, place, numbered)
    if day is None:
        return None
    number, end = day
    at = end
    while line.says(at, Sense.GLUE):
        at += 1
    period = named_period(line, at)
    if period is not None and period[0] is Unit.MONTH:
        return Found(Written(day=number, months=period[1]), period[2])
    if at > end and line.unit(at) is Unit.MONTH:
        return Found(Written(day=number), at + 1)
    named = line.is_given_name(end) or line.value(end, Sense.LABEL) == 1
    is_day = line.ends(end) or (
        named and line.says(place - 1, Sense.ON_NUMBER) and line.says(place - 1, Sense.ON)
    )
    return Found(Written(day=number), end) if is_day else None


def _offset(line: Line, place: int) -> Found | None:
    today = line.value(place, Sense.PART_TODAY)
    if today is not None:
        return Found(Offset(0), place + 1, part=today)
    day = line.value(place, Sense.OFFSET)
    if day is None:
        return None
    weeks = line.value(place + 1, Sense.SHIFT)
    if weeks is not None and line.goes_on(place + 2):
        return Found(Offset(day + 7 * weeks), place + 2)
    return Found(Offset(day), place + 1)


def weekday_at(line: Line, place: int) -> int | None:
    """The day of the week that the word there may be."""
    for sense in (*_WEEKDAY_SENSES, Sense.WEEKDAYS):
        found = line.value(place, sense)
        if found is not None:
            return found
    found = line.value(place, Sense.WEEKDAY_PART)
    return found // 10 if found is not None else None


def _weekday(line: Line, place: int) -> Found | None:
    further = line.value(place, Sense.NEXT)
    at = place + 1 if further is not None else place
    number, part = weekday_at(line, at), line.value(at, Sense.WEEKDAY_PART)
    if number is None:
        return None
    end = at + 1
    node = line.nodes[at]
    weak = not node.says(Sense.WEEKDAY, Sense.WEEKDAY_PART, Sense.WEEKDAYS)
    recurs = node.says(Sense.WEEKDAYS)
    behind = line.value(end, Sense.NEXT_BEHIND)
    weeks = line.value(end, Sense.SHIFT)
    if behind is not None and further is None:
        further, end = behind, end + 1
        weeks = line.value(end, Sense.SHIFT) or 0  # "mardi prochain en huit"
        end += weeks > 0
    elif weeks is not None and not (line.says(end, Sense.WEEK_NUMBER) and _is_counted(line, end + 1)):
        end += 1
    else:
        weeks = 0
    if len(node.tokens) > 1 and recurs:  # "le lundi 30", "le lundi prochain"
        recurs = behind is None and (line.at(end) is None or line.nodes[end].whole is None)
    term = Weekday(number, 1 if further in (None, 0) else further or 1, weeks or 0)
    if weak and further is not None and behind is None:
        weak = False
    return Found(term, end, part % 10 if part is not None else None, weak, recurs)


def _is_counted(line: Line, place: int) -> bool:
    """Whether a number stands there: "Wednesday week 49"."""
    node = line.at(place)
    return node is not None and node.whole is not None


def _away(line: Line, place: int) -> Found | None:
    """ "in 3 days", "vor 2 Tagen", "3 days ago"."""
    before = 1 if line.says(place, Sense.IN) else -1 if line.says(place, Sense.AGO_BEFORE) else 0
    length = _length(line, line.past_dot(place + 1) if before else place)
    if length is None:
        return None
    end, sign = length.end, before
    if not before:
        sign = -1 if line.says(end, Sense.AGO_BEHIND) else 1 if line.says(end, Sense.FROM_NOW) else 0
        end += 1
        if not sign:
            return _counted(line, length)
    elif line.sign(end) in ("'", "’") or line.says(end, Sense.TIME):
        end = _past_time(line, end)
    if length.unit is Unit.DAY and length.by_word and length.count in _UNCLEAR_COUNTS:
        return Found(Vague(), end)  # "in acht Tagen", "dans quinze jours": a week, two weeks, or what it says
    return Found(Shift(sign * length.count, length.unit), end)


def _past_time(line: Line, place: int) -> int:
    """The place behind "time" in "in two days' time"."""
    at = place
    while line.sign(at) in ("'", "’") or (
        line.at(at) is not None and line.nodes[at].first.key == "s" and line.is_glued(at)
    ):
        at += 1
    return at + 1 if line.says(at, Sense.TIME) else place


def _counted(line: Line, length: Length) -> Found | None:
    """ "a week on Friday", "two weeks from tomorrow": so much after the day behind it."""
    if length.unit in (Unit.HOUR, Unit.MINUTE):
        return None
    anchored = line.says(length.end, Sense.ANCHOR)
    if length.unit not in (Unit.WEEK, Unit.FORTNIGHT) and not anchored:
        return None
    at = length.end + 1 if anchored else length.end
    is_day = line.says(at, Sense.OFFSET) or (anchored and line.says(at, Sense.WEEKDAY))
    return Found(Shift(length.count, length.unit), at) if is_day else None


def _length(line: Line, place: int) -> Length | None:
    found = read_length(line, place)
    if found is None:
        return None
    whole = found.count == int(found.count) or found.unit in (Unit.HOUR, Unit.MINUTE)
    whole = whole or (found.unit is Unit.YEAR and found.count * 12 == int(found.count * 12))
    return found if whole and found.unit not in (Unit.QUARTER, Unit.WEEKEND) else None
