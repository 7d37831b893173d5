"""Where a time that is spoken of is not the one that is meant, or only one of several: "not Monday", "27.-29.11."."""

from __future__ import annotations

import re

from salesdesk.domain.natural_dates.day_terms import weekday_at
from salesdesk.domain.natural_dates.items import Chain, Item
from salesdesk.domain.natural_dates.nodes import Line, Node
from salesdesk.domain.natural_dates.senses import Sense, Unit

_LAST_DAY = 31
_POINT = re.compile(r"\d{1,2}\.[0-5]\d")
_NEAR, _FAR = 2, 5
_HOURS_OF_A_DAY = 24
_ZONES = frozenset(
    "UTC GMT BST CET CEST MEZ MESZ EST EDT CST CDT MST MDT PST PDT EET EEST WET WEST IST JST ET PT CT".split()
)


def leaves_an_hour(line: Line, items: list[Item]) -> bool:
    """Whether an hour is spoken of beside a day which was not understood: "Friday before 10", "tomorrow at 25"."""
    taken = {place for item in items for place in range(item.start, item.end)}
    days = [item for item in items if item.terms]
    return any(
        0 <= place - item.end <= _NEAR or 0 <= item.start - place - 2 <= _NEAR
        for place in range(len(line) - 1)
        if not {place, place + 1} & taken and _is_hour_behind(line, place)
        for item in days
    )


def leaves_a_distance(line: Line, items: list[Item]) -> bool:
    """Whether an hour stands beside a number of days that was not understood: "in three to four days at 10", "two days before
    Christmas at 10"."""
    if any(item.terms for item in items) or all(item.clock is None for item in items):
        return False
    taken = {place for item in items for place in range(item.start, item.end)}
    return any(_is_distance(line, place) for place in range(1, len(line)) if not {place - 1, place} & taken)


def _is_distance(line: Line, place: int) -> bool:
    number = line.nodes[place - 1]
    if line.unit(place) in (None, Unit.HOUR, Unit.MINUTE) or not (
        _is_number(number) or number.says(Sense.NUMBER)
    ):
        return False
    before = any(line.says(at, Sense.IN, Sense.AGO_BEFORE) for at in range(max(0, place - _FAR), place - 1))
    return before or line.says(place + 1, Sense.BEFORE)


def speaks_of_a_span(line: Line) -> bool:
    """Whether a time is spoken of that is no day: a limit ("within 48 hours"), which may be that of a contract as well as the
    end of a step, or so many days that it may be others ("in a couple of days", "dans une quinzaine")."""
    return any(
        _is_of_time(line, place)
        and any(line.says(at, Sense.IN, Sense.SPAN) for at in range(max(0, place - _FAR), place))
        for place in range(1, len(line))
    )


def _is_of_time(line: Line, place: int) -> bool:
    """Whether what stands there is counted to say how long."""
    hours = line.says(place, Sense.HOUR_SIGN) and line.number(place - 1) is not None
    return hours or line.unit(place) is not None or line.says(place, Sense.SOME)


def _is_hour_behind(line: Line, place: int) -> bool:
    if not line.says(place, Sense.AT_NUMBER, Sense.AT, Sense.BEFORE):
        return False
    hour = line.nodes[place + 1]
    if ":" in hour.run or _POINT.fullmatch(hour.run) is not None:
        return True
    spoken = 1 < hour.senses.get(Sense.NUMBER, 0) <= _HOURS_OF_A_DAY and line.says(place, Sense.AT_NUMBER)
    return line.goes_on(place + 2) and (spoken or _is_number(hour))


def comes_back(line: Line) -> bool:
    """Whether the line is of days that come back: "täglich 8 Uhr", "Mo-Fr 8-16 Uhr"."""
    for place, node in enumerate(line.nodes):
        if node.says(Sense.DAILY):
            return True
        joined = line.at(place + 1)
        spans = joined is not None and (joined.is_dash or joined.says(Sense.TO))
        days = weekday_at(line, place) is not None and weekday_at(line, place + 2) is not None
        if spans and days and node.first.is_capital == line.nodes[place + 2].first.is_capital:
            return True
    return False


def stands_by_a_name(line: Line, items: list[Item]) -> bool:
    """Whether the only time is an hour behind a word which was taken for a name but may be its day: "Mr Friday at 10"."""
    if any(item.terms for item in items):
        return False
    names = (Sense.WEEKDAY, Sense.NAME)
    return any(item.clock is not None and line.says(item.start - 1, *names) for item in items)


def names_other_zone(line: Line, items: list[Item], own: str | None) -> bool:
    """Whether an hour is one of another time zone than the person's: "10:00 EST"."""
    for item in items:
        node = line.at(item.end)
        if (
            item.clock is not None
            and node is not None
            and node.first.text in _ZONES
            and node.first.text != own
        ):
            return True
    return False


def is_apart(line: Line, place: int, chain: Chain, floor: int, after_day: bool) -> bool:
    for at in range(chain.start, place):
        if line.says(at, Sense.APART) and not (after_day and line.says(at, Sense.GLUE)):
            return True
    return chain.start > floor and line.says(chain.start - 1, Sense.APART, Sense.EVERY)


_NOT = frozenset(("no", "not", "non", "nicht", "pas"))


def is_denied(line: Line, end: int) -> bool:
    """Whether a day is excluded behind it: "mañana no"."""
    node = line.at(end)
    return node is not None and node.first.key in _NOT and line.ends(end + 1)


def recurs(line: Line, end: int) -> bool:
    """Whether a day is one of each month or year: "the 1st of each month"."""
    while line.says(end, Sense.GLUE):
        end += 1
    return line.says(end, Sense.EVERY)


def is_owner(line: Line, end: int) -> bool:
    """ "Monday's notes" speak of a Monday, they are not for one."""
    return (
        line.sign(end) in ("'", "’")
        and line.is_glued(end)
        and line.is_glued(end + 1)
        and line.nodes[end + 1].first.key == "s"
    )


def has_rival(line: Line, start: int, place: int, end: int) -> bool:
    """Whether a day is one of several: "27.-29.11.", "du 27 au 29 novembre", "Mon-Fri"."""
    for join in range(max(start - 1, 0), place):
        if not _joins(line, join) or (
            line.sign(join) == "," and not (join == place - 1 and line.nodes[place].is_run)
        ):
            continue
        at = join - 1
        if line.sign(at) == "." and line.is_glued(at):
            at -= 1
        other = line.at(at)
        if other is None:
            continue
        words = line.says(join, Sense.TO, Sense.RIVAL) or (
            weekday_at(line, place) is not None and line.sign(join) != ","
        )
        if (weekday_at(line, at) is not None and words) or (
            (_is_number(other) or other.says(Sense.ORDINAL)) and not line.is_labelled(at)
        ):
            return True
    if _joins(line, end) and line.sign(end) != "," and not line.says(end, Sense.AT):
        number = line.at(end + 1)
        if number is not None and _is_number(number) and line.ends(end + 2):
            return True
        return weekday_at(line, end + 1) is not None
    return False


def _joins(line: Line, place: int) -> bool:
    node = line.at(place)
    return node is not None and (
        node.is_dash
        or (node.sign in ("&", ",", "/", "+") and bool(node.sign))
        or node.says(Sense.TO, Sense.RIVAL)
    )


def _is_number(node: Node) -> bool:
    return node.whole is not None and node.whole <= _LAST_DAY and len(node.run) <= 2


def is_one_part_of_two(line: Line, end: int) -> bool:
    return line.says(end, Sense.RIVAL) and line.says(end + 1, Sense.PART, Sense.SAID_PART)
