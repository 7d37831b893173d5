"""Hours of the day: "10:00", "8am", "14h30", "halb drei", "quarter past 4", "a las tres y media", "10-11 Uhr"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from salesdesk.domain.natural_dates.measures import MEASURES
from salesdesk.domain.natural_dates.nodes import Line
from salesdesk.domain.natural_dates.senses import (
    AFTERNOON,
    EVENING,
    LATE_AFTERNOON,
    MIDDAY,
    NIGHT,
    Sense,
    Unit,
)

_COLON = re.compile(r"(\d{1,2}):([0-5]\d)(?::[0-5]\d)?")
_POINT = re.compile(r"(\d{1,2})\.([0-5]\d)")
_TWO = re.compile(r"[0-5]\d")
_FOUR = re.compile(r"([01]\d|2[0-4])([0-5]\d)")
_ROUND = frozenset((5, 10, 20, 25))
_BY_FIVE = frozenset(range(10, 60, 5))
_NOON = 12 * 60
_DAY = 24 * 60
_FIRST_MORNING_HOUR = 7


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour of the day in ``minutes`` from midnight, None for midnight, which ends one day and begins another. ``open``
    when it may be the one before noon or the one after. ``until`` is the end of a range. ``end`` is the place
    behind it, ``bare`` whether it is but a number."""

    minutes: int | None
    end: int
    open: bool = False
    bare: bool = False
    until: int | None = None

    def settled(self, part: int | None, first_hour: int) -> Clock:
        """The hour that is meant with a part of the day said beside it. Of an open one that nothing is said about it is the
        one in daylight: from 7 in the morning (or from ``first_hour`` of the working day) to 6 in the evening."""
        if self.minutes is None or not self.open:
            return self
        hour = self.minutes // 60
        if part in (AFTERNOON, LATE_AFTERNOON, EVENING):
            later = hour < 12
        elif part == NIGHT:
            later = 6 <= hour < 12
        elif part == MIDDAY:
            later = hour < 3
        else:
            later = part is None and hour < min(_FIRST_MORNING_HOUR, first_hour)
        if not later:
            return self
        until = self.until
        if until is not None and until + _NOON <= _DAY and until < self.minutes + _NOON:
            until += _NOON
        return replace(self, minutes=self.minutes + _NOON, until=until)

    @property
    def length(self) -> int | None:
        """The minutes of a range."""
        if self.until is None or self.minutes is None:
            return None
        return self.until - self.minutes


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before an hour: a connector ("at"), one that makes a bare number an hour, the beginning of a range
    ("from"), or a day, right before it or with connectors between (``linked``)."""

    at: bool = False
    number: bool = False
    begins: bool = False
    day: bool = False
    lasting: bool = False
    linked: bool = False


def read_clock(line: Line, place: int, before: Before) -> Clock | None:
    """The hour or the range of hours that is written from ``place`` on."""
    first = _one(line, place, before)
    ranged = _range(line, place, first, before)
    if ranged is not None:
        return ranged
    if first is None or (
        first.bare and not (before.number or (before.at and before.linked and line.goes_on(first.end)))
    ):
        return None
    return first


def _range(line: Line, place: int, first: Clock | None, before: Before) -> Clock | None:
    if first is None:
        hour = _hour(line, place)
        if hour is None:
            return None
        first = Clock(hour[0] * 60, hour[1], open=_is_open(hour[0]), bare=True)
    join = line.at(first.end)
    if join is None or first.minutes is None:
        return None
    if join.is_dash:
        joined = True
    else:
        loose = (join.says(Sense.AT) and first.bare) or join.says(Sense.RIVAL)
        joined = join.says(Sense.TO) and (before.begins or not loose)
    if not joined:
        return None
    at = first.end + 1
    while line.says(at, Sense.AT) and not line.says(at, Sense.ON_NUMBER):
        at += 1
    last = _one(line, at, Before(at=True, number=True)) or _bare(line, at, before)
    if last is None or last.minutes is None:
        return None
    said = before.begins or before.day or before.number
    if (
        first.bare
        and last.bare
        and not (said and (line.goes_on(last.end) or (before.begins and before.linked)))
    ):
        return None
    if first.bare and not last.bare and not last.open and first.open and last.minutes > _NOON:
        # "2-3pm": the first hour is of the same half of the day where it can be
        later = first.minutes + _NOON
        first = replace(first, minutes=later if later < last.minutes else first.minutes, open=False)
    minutes, until = first.minutes, last.minutes
    if minutes is None or until is None:
        return None
    if until <= minutes and last.open and until + _NOON > minutes:
        until += _NOON
        if not first.open or minutes >= _FIRST_MORNING_HOUR * 60:
            first = replace(first, open=False)
    if until <= minutes:
        return None
    return Clock(minutes, last.end, open=first.open and last.open, until=until)


def _bare(line: Line, place: int, before: Before) -> Clock | None:
    hour = _hour(line, place) if before.begins and before.linked else None
    return Clock(hour[0] * 60, hour[1], open=_is_open(hour[0]), bare=True) if hour is not None else None


def _is_open(hour: int) -> bool:
    return 1 <= hour <= 12


def _hour(line: Line, place: int) -> tuple[int, int] | None:
    """An hour from 0 to 24 in one or two digits or as a word, and the place behind it."""
    node = line.at(place)
    if node is None:
        return None
    value = node.whole if node.is_run and len(node.run) <= 2 else None
    if value is None and not node.is_run:
        spoken = node.senses.get(Sense.NUMBER)
        value = int(spoken) if spoken is not None and spoken == int(spoken) else None
    return (value, place + 1) if value is not None and value <= 24 else None


def _one(line: Line, place: int, before: Before) -> Clock | None:
    node = line.at(place)
    if node is None:
        return None
    noon = node.senses.get(Sense.NOON)
    if noon is not None:
        return Clock(int(noon) or None, place + 1)
    return _spoken(line, place, before) or _written(line, place, before) or _counted(line, place, before)


def _spoken(line: Line, place: int, before: Before) -> Clock | None:
    """ "halb drei", "quarter past 4", "10 vor 3"."""
    node = line.nodes[place]
    for sense, shift in (
        (Sense.HALF_TO, -30), (Sense.QUARTER_PAST, 15), (Sense.QUARTER_TO, -15), (Sense.THREE_QUARTERS, -15), (Sense.HALF_PAST, 30),
    ):  # fmt: skip
        if node.says(sense):
            hour = _hour(line, place + 1)
            if hour is None or not 1 <= hour[0] <= 12:
                return None
            plain = sense is Sense.HALF_PAST and len(node.tokens) == 1
            found = _finish(line, hour[0] * 60 + shift, hour[1])
            return None if plain and not line.goes_on(found.end) else found
    minutes = line.number(place)
    if minutes is not None and minutes[0] in _ROUND and line.says(minutes[1], Sense.PAST, Sense.TO_HOUR):
        past = line.says(minutes[1], Sense.PAST)
        hour = _hour(line, minutes[1] + 1)
        if hour is not None and 1 <= hour[0] <= 12 and (before.number or (past and line.goes_on(hour[1]))):
            spoken = int(minutes[0]) if past else -int(minutes[0])
            return _finish(line, hour[0] * 60 + spoken, hour[1])
    return None


def _finish(line: Line, minutes: int, end: int) -> Clock:
    """An open hour with what may stand behind it: "Uhr", "pm"."""
    half = line.half_day(end)
    if half is not None:
        hour = minutes // 60
        return Clock(minutes % _NOON + (60 * half if hour != 12 or half else 0), line.past_dot(end + 1))
    if line.says(end, Sense.OCLOCK) and not line.unit(end):
        end += 1
    return Clock(minutes, end, open=_is_open(minutes // 60))


def _written(line: Line, place: int, before: Before) -> Clock | None:
    """ "10:00", "10.30 Uhr", "1430 Uhr"."""
    node = line.nodes[place]
    if not node.is_run:
        return None
    after = place + 1
    match = _COLON.fullmatch(node.run)
    if match is None:
        match = _POINT.fullmatch(node.run)
        sure = line.says(after, Sense.OCLOCK) or line.half_day(after) is not None
        sure = sure or (
            match is not None and line.says(after, Sense.HOUR_SIGN) and int(match[1]) >= _FIRST_MORNING_HOUR
        )
        is_no_day = match is not None and before.day and (int(match[2]) > 12 or int(match[2]) == 0)
        sure = sure or (is_no_day and line.goes_on(after))
        if match is not None and not sure and not (before.number and _is_hour_behind(line, place, before)):
            return None
    if match is None and line.says(after, Sense.OCLOCK):
        match = _FOUR.fullmatch(node.run)
    if match is None or int(match[1]) > 24:
        return None
    hour, minute = int(match[1]), int(match[2])
    half = line.half_day(after)
    if half is not None:
        return _halved(line, hour, minute, half, after)
    if line.says(after, Sense.HOUR_SIGN) and hour < _FIRST_MORNING_HOUR and not before.at:
        return None  # "1:30 h" is a length
    end = after + 1 if line.says(after, Sense.OCLOCK, Sense.HOUR_SIGN) else after
    return _of(hour, minute, end, open_=_is_open(hour) and not match[1].startswith("0"))


def _is_hour_behind(line: Line, place: int, before: Before) -> bool:
    """Whether two numbers with a point behind "at" or "um" are an hour and not an amount."""
    following = line.at(place + 1)
    if line.says(place - 1, Sense.ON):
        return False
    if line.goes_on(place + 1) or following is None:
        return True
    is_counted = not following.is_word or following.first.plain in MEASURES
    return not is_counted and (before.linked or line.nodes[place - 1].first.key != "at")


def _halved(line: Line, hour: int, minute: int, half: int, place: int) -> Clock | None:
    if not 1 <= hour <= 12:
        return None
    end = line.past_dot(place + 1)
    minutes = (hour % 12 + half) * 60 + minute
    return Clock(minutes or None, end)


def _of(hour: int, minute: int, end: int, *, open_: bool, bare: bool = False) -> Clock | None:
    if hour == 24 or (hour == 0 and minute == 0):
        return Clock(None, end, bare=bare) if minute == 0 else None
    return Clock(hour * 60 + minute, end, open=open_, bare=bare)


def _counted(line: Line, place: int, before: Before) -> Clock | None:
    """ "10 Uhr", "14h30", "8 am", "three o'clock", and the bare number behind "at"."""
    hour = _hour(line, place)
    if hour is None:
        return None
    count, after = hour
    half = line.half_day(after)
    spoken = not line.nodes[place].is_run
    if half is not None and not spoken:
        return _halved(line, count, 0, half, after)
    if (
        line.sign(after) == "-"
        and line.is_glued(after)
        and line.says(after + 1, Sense.OCLOCK)
        and line.nodes[after + 1].first.key == "ish"
    ):
        after += 1
    if line.says(after, Sense.HOUR_SIGN) and not spoken:
        return _with_sign(line, count, after, before)
    if line.says(after, Sense.OCLOCK):
        unit = line.unit(after) is Unit.HOUR
        if unit and not (before.at or (before.day and count >= _FIRST_MORNING_HOUR)):
            return None
        return _minutes_behind(line, count, after + 1, bare=False)
    found = _minutes_behind(line, count, after, bare=True)
    if found is None or not found.bare:
        return found if before.at or before.day else None
    return found if (before.number or before.at) and line.goes_on(after) else None


def _with_sign(line: Line, hour: int, sign: int, before: Before) -> Clock | None:
    """ "10h", "14h30": a length where it is short and nothing says that it is an hour."""
    after = sign + 1
    node = line.at(after)
    minute = 0
    has_minutes = (
        node is not None
        and _TWO.fullmatch(node.run) is not None
        and (node.first.glued or not line.unit(after + 1))
    )
    if node is not None and has_minutes:
        minute, after = int(node.run), after + 1
    following = line.at(after)
    if following is not None and following.is_word and following.first.glued:
        return None
    late = hour >= _FIRST_MORNING_HOUR
    if before.at and not (before.lasting and not late):
        sure = True
    else:
        sure = late and (
            has_minutes
            or before.day
            or before.begins
            or (line.says(sign, Sense.CLOCK_SIGN) and not before.lasting)
        )
    if not sure:
        return None
    if not has_minutes:
        return _minutes_behind(line, hour, after, bare=False)
    return _of(hour, minute, after, open_=_is_open(hour))


def _minutes_behind(line: Line, hour: int, end: int, *, bare: bool) -> Clock | None:
    """The minutes as words or digits behind an hour: "10 Uhr 30", "tres y media", "cinq heures moins dix"."""
    more = line.value(end, Sense.AND_MINUTES)
    if more is not None:
        return _shifted(line, hour, more, end + 1)
    for sense, factor in ((Sense.LESS, -1), (Sense.AND, 1)):
        number = line.number(end + 1) if line.says(end, sense) else None
        if number is not None and number[0] in (*_ROUND, 15, 30) and not line.unit(number[1]):
            return _shifted(line, hour, factor * int(number[0]), number[1])
    node = line.at(end)
    if (
        not bare
        and node is not None
        and _TWO.fullmatch(node.run)
        and not line.unit(end + 1)
        and not line.says(end + 1, Sense.MONTH)
    ):
        return _of(hour, int(node.run), end + 1, open_=_is_open(hour))
    if (
        not bare
        and node is not None
        and not node.is_run
        and node.senses.get(Sense.NUMBER) in (*_ROUND, 15, 30)
    ):
        return _of(hour, int(node.senses[Sense.NUMBER]), end + 1, open_=_is_open(hour))
    if (
        bare
        and node is not None
        and not node.is_run
        and node.senses.get(Sense.NUMBER) in _BY_FIVE
        and line.goes_on(end + 1)
    ):
        return _of(hour, int(node.senses[Sense.NUMBER]), end + 1, open_=_is_open(hour))
    return _of(hour, 0, end, open_=_is_open(hour), bare=bare)


def _shifted(line: Line, hour: int, minutes: int, end: int) -> Clock | None:
    if not 1 <= hour <= 23:
        return None
    return _finish(line, hour * 60 + minutes, end)
