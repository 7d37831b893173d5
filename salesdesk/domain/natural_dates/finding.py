"""Every day, hour, part of the day and length that a line speaks of, with its connectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from salesdesk.domain.natural_dates.clocks import Before, Clock, read_clock
from salesdesk.domain.natural_dates.day_terms import read_day, weekday_at
from salesdesk.domain.natural_dates.doubts import (
    has_rival,
    is_apart,
    is_denied,
    is_one_part_of_two,
    is_owner,
    recurs,
)
from salesdesk.domain.natural_dates.items import Chain, Item
from salesdesk.domain.natural_dates.lengths import is_sensible, read_length
from salesdesk.domain.natural_dates.likelihood import has_company, is_likely, is_noun
from salesdesk.domain.natural_dates.measures import MEASURES
from salesdesk.domain.natural_dates.names import (
    is_any_such,
    is_in_street,
    is_month_name,
    is_name,
    may_be_name,
)
from salesdesk.domain.natural_dates.nodes import HALF, Line
from salesdesk.domain.natural_dates.senses import Sense
from salesdesk.domain.natural_dates.terms import Offset, Shift, Weekday, Written

_CONNECTORS = (
    Sense.ON,
    Sense.ON_NUMBER,
    Sense.AT,
    Sense.AT_NUMBER,
    Sense.BY,
    Sense.GLUE,
    Sense.FROM,
    Sense.LASTING,
)
_LINKING_SIGNS = frozenset(",·-–—(/|.~@:")
_LONG = 7 * 60
_FIRST, _LAST = 7 * 60, 19 * 60
_MONEY = frozenset("€$£¥#§")
_OF_THINGS = frozenset({Sense.ACTIVITY, Sense.TITLE, Sense.LABEL, Sense.COMPANY, Sense.STREET})


def find_items(line: Line) -> Iterator[Item]:
    """The items of a line, in order."""
    place, last = 0, None
    while place < len(line):
        node = line.nodes[place]
        if not (node.senses or node.is_run or node.sign == HALF):
            place += 1
            continue
        item = _item(line, place, last)
        if item is None or item.end <= place:
            place += 1
            continue
        yield item
        place, last = item.end, item


def _chain(line: Line, place: int, last: Item | None) -> Chain:
    floor = last.end if last is not None else 0
    start = place
    while start > floor and (
        (line.says(start - 1, *_CONNECTORS) and not line.nodes[start - 1].is_run)
        or line.sign(start - 1) == "@"
    ):
        start -= 1
    at = start
    while at > floor and (
        line.says(at - 1, *_CONNECTORS) or (line.sign(at - 1) in _LINKING_SIGNS and line.sign(at - 1))
    ):
        at -= 1
    linked = last is not None and at == floor
    return Chain(start, linked)


def _item(line: Line, place: int, last: Item | None) -> Item | None:
    chain = _chain(line, place, last)
    day = _day(line, place, chain, last)
    follows = last is not None and last.end == place
    labelled = line.nodes[place].is_run and chain.start == place and line.is_labelled(place) and not follows
    clock = None if labelled and not line.says(place + 1, Sense.OCLOCK) else _clock(line, place, chain, last)
    part = _part(line, place, chain, last)
    length = None if labelled else _length(line, place, chain)
    if clock is not None and length is not None and (length.minutes or 0) >= _LONG:
        length = None  # "vendredi 10h 30 min"
    found = [item for item in (clock, day, part, length) if item is not None]
    return max(found, key=lambda item: item.end) if found else None


def _day(line: Line, place: int, chain: Chain, last: Item | None) -> Item | None:
    after_day = chain.linked and last is not None and bool(last.terms)
    if after_day and line.says(place, Sense.OFFSET) and line.says(place, Sense.PART):
        return None  # "heute Morgen"
    numbered = max(
        (value for at in range(chain.start, place) if (value := line.value(at, Sense.ON_NUMBER)) is not None),
        default=None,
    )
    after_weekday = after_day and last is not None and isinstance(last.terms[-1], Weekday)
    if after_weekday and not any(
        line.says(at, Sense.AT) or line.sign(at) == "@" for at in range(chain.start, place)
    ):
        numbered = 1
    found = read_day(line, place, connected=chain.start < place or chain.linked, numbered=numbered)
    if found is None:
        return None
    named = weekday_at(line, place) is not None and isinstance(found.term, Weekday)
    if named and is_name(line, place, chain.start):
        return None
    if found.weak and not has_company(line, place, found.end, chain):
        return None
    if isinstance(found.term, Offset) and line.says(place, Sense.PART) and is_noun(line, place, chain):
        return None
    if isinstance(found.term, Written):
        if is_in_street(line, chain.start, found.end) or (
            chain.start == place and line.is_labelled(place, sure=not found.term.loose)
        ):
            return None
        if found.term.loose and not is_likely(line, place, found.end, chain, last):
            return None
    start = place if found.weak and chain.start == place else chain.start
    after_clock = chain.linked and last is not None and last.clock is not None
    apart = (
        is_apart(line, place, chain, last.end if last is not None else 0, after_day or after_clock)
        or found.recurs
        or has_rival(line, chain.start, place, found.end)
    )
    if named and (may_be_name(line, place, chain.start) or is_any_such(line, place, chain.start, found.end)):
        apart = True
    if isinstance(found.term, Written) and is_month_name(line, place, found.end):
        apart = True
    if (
        named
        and line.says(found.end, Sense.GLUE)
        and line.says(found.end + 1, Sense.MONTH, Sense.MONTH_FIRST)
    ):
        apart = True
    if is_denied(line, found.end) or recurs(line, found.end):
        apart = True
    if is_owner(line, found.end) and not isinstance(found.term, Shift):
        apart = True
    number = line.at(found.end)
    if (
        isinstance(found.term, Offset)
        and number is not None
        and number.whole is not None
        and len(number.run) <= 2
        and line.ends(found.end + 1)
    ):
        clock = read_clock(line, found.end, Before(day=True))
        apart = apart or (clock is None and read_length(line, found.end) is None)
    return Item(
        start,
        found.end,
        terms=(found.term,),
        part=found.part,
        is_apart=apart,
        is_linked=chain.linked,
        yields=found.yields,
    )


def _clock(line: Line, place: int, chain: Chain, last: Item | None) -> Item | None:
    before = range(chain.start, place)
    marked = any(line.sign(at) == "@" for at in before)
    context = Before(
        at=marked
        or any(
            (line.says(at, Sense.AT, Sense.FROM) and not line.says(at, Sense.LASTING))
            or line.says(at, Sense.AT)
            for at in before
        ),
        number=marked or any(line.says(at, Sense.AT_NUMBER) for at in before),
        begins=any(line.says(at, Sense.FROM) for at in before),
        day=chain.linked
        and last is not None
        and bool(last.terms)
        and all(line.sign(at) for at in range(last.end, place)),
        lasting=any(line.says(at, Sense.LASTING) for at in before),
        linked=chain.linked and last is not None and (bool(last.terms) or last.is_part),
    )
    node = line.nodes[place]
    if (
        node.is_run
        and line.is_glued(place)
        and line.nodes[place - 1].is_word
        and line.nodes[place - 1].first.key != "t"
    ):
        return None
    found = read_clock(line, place, context)
    if found is None and not context.day:
        found = read_clock(line, place, replace(context, day=True))
        if found is not None and "." in node.run and not context.at and not _is_usual(line, place, found):
            found = None  # "sensor 4.20 Friday"
        if found is not None and not _day_follows(line, found.end):
            return None
    if found is None:
        found = _unended(line, place, context)
    if found is None:
        return None
    apart = line.says(chain.start - 1, Sense.APART, Sense.EVERY) and not line.says(
        chain.start - 1, Sense.AT, Sense.FROM
    )
    other_hour = line.at(place - 2)
    if (
        chain.start == place
        and line.at(place - 1) is not None
        and line.nodes[place - 1].is_dash
        and other_hour is not None
    ):
        apart = apart or (other_hour.whole is not None and (last is None or last.end < place - 1))
    rival = line.at(found.end)
    if rival is not None and rival.says(Sense.RIVAL) and not rival.says(Sense.ON):
        other = read_clock(line, found.end + 1, replace(context, at=True, number=True))
        apart = (
            apart
            or (other is not None and not other.bare)
            or (other is not None and line.nodes[found.end + 1].is_run)
        )
    return Item(chain.start, found.end, clock=found, is_apart=apart, is_linked=chain.linked)


def _unended(line: Line, place: int, context: Before) -> Clock | None:
    """A bare hour with a word behind it that does not end what is said: a person's name ("um fünf Dana anrufen"), or beside a
    day anything that is not counted ("Freitag um zehn Baustelle"); but an English "at" also stands before places."""
    node, following = line.nodes[place], line.at(place + 1)
    if (
        not (context.number or (context.at and context.linked))
        or following is None
        or not following.is_word
        or following.first.plain in MEASURES
    ):
        return None
    if following.senses.keys() - _OF_THINGS:
        return None
    named = line.is_given_name(place + 1)
    beside = context.linked and line.nodes[place - 1].first.key not in ("at", "around", "about")
    if not context.number and not following.says(Sense.LABEL):
        beside = False  # "ab 10 Personen"
    if not named and not beside:
        return None
    hour = node.whole if node.is_run and len(node.run) <= 2 else line.value(place, Sense.NUMBER)
    if hour is None or not 1 <= hour <= 23:
        return None
    return Clock(hour * 60, place + 1, open=hour <= 12)


def _is_usual(line: Line, place: int, clock: Clock) -> bool:
    """Whether two numbers with a point before a day are an hour: where they begin what is said, or are a quarter of an hour of
    the working day ("Bob 9.30 tomorrow")."""
    sign = line.sign(place - 1)
    if place == 0 or sign:
        return sign not in _MONEY or place == 0
    minutes = clock.minutes or 0
    return minutes % 15 == 0 and _FIRST <= minutes <= _LAST


def _day_follows(line: Line, place: int) -> bool:
    """Whether a weekday or a day counted from today stands behind an hour: "10h vendredi"."""
    while line.says(place, Sense.ON, Sense.GLUE) or line.sign(place) == ",":
        place += 1
    return line.says(place, Sense.WEEKDAY, Sense.OFFSET)


def _part(line: Line, place: int, chain: Chain, last: Item | None) -> Item | None:
    if line.value(place, Sense.NEXT) == 0:
        part = line.value(place + 1, Sense.PART)
        if part is None:
            return None
        return Item(chain.start, place + 2, terms=(Offset(0),), part=part, is_part=True)
    said = line.value(place, Sense.SAID_PART)
    if said is not None:
        return Item(
            place,
            place + 1,
            part=said,
            is_part=True,
            is_linked=chain.linked,
            is_apart=is_one_part_of_two(line, place + 1),
        )
    part = line.value(place, Sense.PART)
    if part is None or not chain.linked or last is None or not (last.terms or last.is_part):
        return None
    parted = any(line.sign(at) and not line.nodes[at].is_dash for at in range(last.end, place))
    if parted or (line.says(place + 1, Sense.GLUE) and not line.says(place + 1, Sense.AT, Sense.ON)):
        return None  # "Freitag, Nacht der Museen"
    return Item(
        chain.start,
        place + 1,
        part=part,
        is_part=True,
        is_linked=True,
        is_apart=is_one_part_of_two(line, place + 1),
    )


def _length(line: Line, place: int, chain: Chain) -> Item | None:
    found = read_length(line, place)
    if found is None or found.minutes is None or not is_sensible(found.minutes):
        return None
    if line.says(chain.start - 1, Sense.EVERY, Sense.APART) or line.says(place - 1, Sense.EVERY):
        return None
    start = place
    while start > chain.start and line.says(start - 1, Sense.LASTING):
        start -= 1
    return Item(start, found.end, minutes=found.minutes)
