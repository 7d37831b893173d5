"""When something is, read from a typed line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum, auto

from salesdesk.domain.natural_dates.clocks import Clock
from salesdesk.domain.natural_dates.doubts import (
    comes_back,
    leaves_a_distance,
    leaves_an_hour,
    names_other_zone,
    speaks_of_a_span,
    stands_by_a_name,
)
from salesdesk.domain.natural_dates.finding import find_items
from salesdesk.domain.natural_dates.items import Item
from salesdesk.domain.natural_dates.lexicon import known_lexicon
from salesdesk.domain.natural_dates.nodes import Line
from salesdesk.domain.natural_dates.resolving import Disagreement, Facing, Standpoint, resolve
from salesdesk.domain.natural_dates.senses import (
    AFTERNOON,
    EVENING,
    FORENOON,
    LATE_AFTERNOON,
    MIDDAY,
    MORNING,
    NIGHT,
)

_HOURS = {
    FORENOON: 10 * 60,
    MIDDAY: 12 * 60,
    AFTERNOON: 14 * 60,
    LATE_AFTERNOON: 16 * 60,
    EVENING: 18 * 60,
    NIGHT: 20 * 60,
}
_LONGEST_WITHOUT_DAY = 4 * 60
_FIRST_HOUR = 6 * 60
_SPACE = re.compile(r"\s+")
_LEFT_OVER = re.compile(
    r"(?:^[\s,;:·•|–—/.@!?\-]+)|(?:[\s,;:·•|–—/@\-]+$)|(?:(?<=\s)[.!?]$)|(?<=\s)[,;·•|](?=\s)|\(\s*\)"
)
_LOOSE = re.compile(r"\s+([,;.!?])")


class Doubt(StrEnum):
    """Why a line that speaks of a time has none."""

    SEVERAL = auto()  # more than one, or such as do not agree
    UNCLEAR = auto()  # one that may be meant otherwise


class Said(StrEnum):
    """What a span of the line says."""

    DAY = auto()
    TIME = auto()
    LENGTH = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """The letters ``start`` to ``end`` of the line, and what they say."""

    start: int
    end: int
    said: Said


@dataclass(frozen=True, slots=True)
class Typist:
    """Who types: their language (two letters), the order of their dates ("DMY", "MDY", "YMD") and when they begin to work,
    which is what "morning" means."""

    language: str = "en"
    date_order: str = "DMY"
    work_starts: time = time(9)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line says. ``title`` is what is left of it, the whole line where no time was understood.

    ``day`` and ``time`` are the person's own, ``time`` None when only a day was said; ``is_about`` when it stands for a
    part of the day ("morning"). ``minutes`` is how long it takes. ``doubt`` where a time is spoken of but is not
    clear: then there is none, rather than a guess.
    """

    title: str
    day: date | None = None
    time: time | None = None
    minutes: int | None = None
    spans: tuple[Span, ...] = ()
    is_about: bool = False
    doubt: Doubt | None = None
    zone: tzinfo | None = None

    @property
    def moment(self) -> datetime | None:
        """Day and time together, in the zone of the moment it was read at; None when either is missing."""
        if self.day is None or self.time is None:
            return None
        return datetime.combine(self.day, self.time, tzinfo=self.zone)


def read_when(
    line: str,
    now: datetime,
    typist: Typist = Typist(),
    facing: Facing = Facing.AHEAD,
) -> Reading:
    """The day, the time and the length that a line says, ``now`` being the person's local time.

    A weekday is the next one to come, today not counted; a day without a year and an hour without a day are the next
    ones likewise, or with ``Facing.BEHIND`` the last ones. Where two are said that are not the same, where one is
    excluded ("not Monday") or another is spoken of ("Monday's notes"), and where a word is more likely a name, there is none.
    """
    nodes = Line(line, known_lexicon(typist.language))
    items = list(find_items(nodes))
    here = Standpoint(now, facing, typist.date_order)
    lengths = {item.minutes for item in items if item.minutes is not None}
    minutes = lengths.pop() if len(lengths) == 1 else None
    when, doubt = None, None
    try:
        doubtful = (
            leaves_an_hour(nodes, items)
            or leaves_a_distance(nodes, items)
            or stands_by_a_name(nodes, items)
            or comes_back(nodes)
        )
        if items and (doubtful or names_other_zone(nodes, items, now.tzname())):
            raise Disagreement
        when = _when(items, here, typist)
        if when is None and speaks_of_a_span(nodes):
            doubt = Doubt.UNCLEAR
    except Disagreement:
        doubt = Doubt.SEVERAL if sum(bool(item.terms) for item in items) > 1 else Doubt.UNCLEAR
    used = [
        item
        for item in items
        if (when is not None and item.minutes is None) or (item.minutes == minutes and minutes)
    ]
    if when is not None:
        used = [
            item for item in used if not item.is_part or item.is_linked or item.terms or when.time is not None
        ]
    spans = tuple(_spans(nodes, used))
    reading = Reading(_without(line, spans), minutes=minutes, spans=spans, doubt=doubt, zone=now.tzinfo)
    if when is None:
        return reading
    return replace(
        reading,
        day=when.day,
        time=when.time,
        is_about=when.is_about,
        minutes=when.length if when.length else minutes,
    )


@dataclass(frozen=True, slots=True)
class _When:
    day: date
    time: time | None = None
    is_about: bool = False
    length: int | None = None


def _when(items: list[Item], here: Standpoint, typist: Typist) -> _When | None:
    if any(item.is_apart for item in items):
        raise Disagreement
    firm = any(item.terms and not item.yields for item in items)
    terms = [term for item in items if not (item.yields and firm) for term in item.terms]
    parts = {item.part for item in items if item.part is not None}
    if len(parts) > 1:
        raise Disagreement
    part = next(iter(parts), None)
    day = resolve(terms, here)
    clock = _clock([item.clock for item in items if item.clock is not None], part, typist)
    if isinstance(day, datetime):
        if clock is not None or part is not None:
            raise Disagreement
        return _When(day.date(), day.time())
    if clock is not None and clock.minutes is not None:
        at = clock.minutes
        if day is None and (clock.length or 0) > _LONGEST_WITHOUT_DAY:
            raise Disagreement  # "open from 8 to 16"
        if day is None:
            day = _next_at(at, here)
        return _When(day, _time(at), length=clock.length)
    if day is None:
        return None
    if part is None:
        return _When(day)
    start = _HOURS.get(part, typist.work_starts.hour * 60 + typist.work_starts.minute)
    now = here.now.hour * 60 + here.now.minute
    if day == here.today and here.facing is Facing.AHEAD and start <= now:
        # it has begun: what of it is meant is not said
        return _When(day)
    return _When(day, _time(start), is_about=True)


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _clock(clocks: list[Clock], part: int | None, typist: Typist) -> Clock | None:
    if not clocks:
        return None
    if any(clock.minutes is None for clock in clocks):
        raise Disagreement
    settled = [clock.settled(part, typist.work_starts.hour) for clock in clocks]
    if (
        len({clock.minutes for clock in settled}) > 1
        or len({clock.until for clock in settled if clock.until}) > 1
    ):
        raise Disagreement
    found = max(settled, key=lambda clock: clock.until or 0)
    minutes = found.minutes or 0
    if part == NIGHT and minutes < _FIRST_HOUR:
        raise Disagreement  # "tonight at 2" is tomorrow
    if (part in (MORNING, FORENOON) and minutes >= 13 * 60) or (
        part in (AFTERNOON, LATE_AFTERNOON, EVENING) and minutes < 12 * 60
    ):
        raise Disagreement
    return found


def _next_at(minutes: int, here: Standpoint) -> date:
    now = here.now.hour * 60 + here.now.minute
    if here.facing is Facing.AHEAD:
        return here.today if minutes >= now else here.today + timedelta(days=1)
    if minutes > now:
        raise Disagreement
    return here.today


def _spans(line: Line, items: list[Item]) -> Iterator[Span]:
    for item in items:
        said = (
            Said.LENGTH
            if item.minutes is not None
            else Said.TIME
            if item.clock is not None or item.is_part
            else Said.DAY
        )
        yield Span(line.nodes[item.start].start, line.nodes[item.end - 1].end, said)


def _without(line: str, spans: tuple[Span, ...]) -> str:
    """The words that are left, without the signs that parted them from the time."""
    kept, last = [], 0
    for span in spans:
        kept.append(line[last : span.start])
        last = span.end
    kept.append(line[last:])
    if not spans:
        return _SPACE.sub(" ", line).strip()
    text = _SPACE.sub(" ", " ".join(kept))
    before = None
    while before != text:
        before = text
        text = _SPACE.sub(" ", _LEFT_OVER.sub("", text)).strip()
    return _LOOSE.sub(r"\1", text)
