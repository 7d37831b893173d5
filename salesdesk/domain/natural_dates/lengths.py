"""How long something takes, or is away: "20 min", "1,5 h", "1h30", "anderthalb Stunden", "3 days"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from salesdesk.domain.natural_dates.nodes import Line
from salesdesk.domain.natural_dates.senses import Sense, Unit

_MINUTES = re.compile(r"[0-5]\d")
_COLON = re.compile(r"(\d{1,2}):([0-5]\d)")
_LONGEST = 24 * 60


@dataclass(frozen=True, slots=True)
class Length:
    """``count`` units, up to the place ``end``. ``by_word`` when the number was written as a word."""

    count: float
    unit: Unit
    end: int
    by_word: bool = False

    @property
    def minutes(self) -> int | None:
        """It in minutes, where it is one of minutes and hours."""
        if self.unit is Unit.MINUTE:
            return round(self.count)
        return round(self.count * 60) if self.unit is Unit.HOUR else None


def read_length(line: Line, place: int) -> Length | None:
    """The length that is written from ``place`` on."""
    spoken = line.value(place, Sense.LENGTH)
    if spoken is not None:
        return Length(spoken, Unit.MINUTE, place + 1, by_word=True)
    node = line.at(place)
    if node is None:
        return None
    colon = _COLON.fullmatch(node.run)
    if colon is not None:
        hours = line.says(place + 1, Sense.HOUR_SIGN) or line.unit(place + 1) is Unit.HOUR
        return Length(int(colon[1]) * 60 + int(colon[2]), Unit.MINUTE, place + 2) if hours else None
    number = line.number(place)
    if number is None or number[0] <= 0:
        return None
    count, after = number
    if line.sign(after) == "-" and line.is_glued(after):
        after += 1  # "30-minute"
    hours = line.says(after, Sense.HOUR_SIGN)
    unit = Unit.HOUR if hours else line.unit(after)
    if unit is None or (node.is_run and line.is_glued(place) and line.sign(place - 1) != "("):
        return None
    end = line.past_dot(after + 1) if not hours and len(line.nodes[after].first.text) <= 4 else after + 1
    if end < len(line) and line.nodes[end].is_word and line.is_glued(end):
        return None
    if unit is Unit.HOUR and count == int(count):
        return _with_minutes(line, count, end, by_word=not node.is_run)
    return Length(count, unit, end, by_word=not node.is_run)


def _with_minutes(line: Line, count: float, end: int, *, by_word: bool) -> Length:
    """Hours with the minutes behind them: "1h30", "1 h 30 min", "2 heures et demie"."""
    more = line.value(end, Sense.AND_MINUTES)
    if more is not None and more > 0:
        return Length(count * 60 + more, Unit.MINUTE, end + 1, by_word)
    at = end + 1 if line.says(end, Sense.AND, Sense.RIVAL) else end
    node = line.at(at)
    if node is not None and (line.unit(at + 1) is Unit.MINUTE) and node.whole is not None:
        return Length(count * 60 + node.whole, Unit.MINUTE, line.past_dot(at + 2), by_word)
    if node is not None and at == end and node.first.glued and _MINUTES.fullmatch(node.run):
        following = line.at(end + 1)
        loose = following is not None and following.first.glued and following.is_word
        return Length(
            count * 60 + int(node.run),
            Unit.MINUTE,
            end + 2 if loose and following is not None and following.first.key == "m" else end + 1,
        )
    return Length(count, Unit.HOUR, end, by_word)


def is_sensible(minutes: int) -> bool:
    """Whether a call, a meeting or a visit may last so long."""
    return 0 < minutes <= _LONGEST
