"""Where a time that is spoken of is not the one that is meant, or only one of several: "not Monday", "27.-29.11."."""

from __future__ import annotations

from salesdesk.domain.natural_dates.day_terms import weekday_at
from salesdesk.domain.natural_dates.items import Chain, Item
from salesdesk.domain.natural_dates.nodes import Line, Node
from salesdesk.domain.natural_dates.senses import Sense

_LAST_DAY = 31
_NEAR = 2
_HOURS_OF_A_DAY = 24
_ZONES = frozenset(
    "UTC GMT BST CET CEST MEZ MESZ EST EDT CST CDT MST MDT PST PDT EET EEST WET WEST IST JST ET PT CT".split()
)


def leaves_an_hour(line: Line, items: list[Item]) -> bool:
    """Whether an hour is spoken of beside a day which was not understood: "Friday before 10", "tomorrow at 25"."""
    taken = {place for item in items for place in range(item.start, item.end)}
    days = [item for item in items if item.terms]
    for place, node in enumerate(line.nodes):
        hour = line.at(place + 1)
        if (
            place in taken
            or place + 1 in taken
            or hour is None
            or not node.says(Sense.AT_NUMBER, Sense.AT, Sense.APART)
        ):
            continue
        spoken = hour.senses.get(Sense.NUMBER, 0)
        is_hour = 1 < spoken <= _HOURS_OF_A_DAY and node.says(Sense.AT_NUMBER)
        is_hour = is_hour or (
            hour.is_run and ((hour.whole is not None and hour.whole <= _LAST_DAY) or ":" in hour.run)
        )
        if is_hour and any(
            0 <= place - item.end <= _NEAR or 0 <= item.start - place - 2 <= _NEAR for item in days
        ):
            return True
    return False


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
        if not _joins(line, join):
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
        if (weekday_at(line, at) is not None and words) or (_is_number(other) and not line.is_labelled(at)):
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
