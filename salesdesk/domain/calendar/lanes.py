"""Where events lie beside each other: in lanes within a day, in rows above several days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from salesdesk.domain.calendar.events import DAY, CalendarEvent, in_order

MOST_LANES = 3
"""So many share a column; the others are counted."""
LEAST_MINUTES = 20
"""What is shorter takes the room of so many minutes, that its words can be read."""
WHOLE_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Placed:
    """An event on one day, from one minute of the day to another, in one of ``lanes`` beside each other."""

    event: CalendarEvent
    begins: int
    ends: int
    lane: int
    lanes: int


@dataclass(frozen=True, slots=True)
class More:
    """Events at one time for which there is no room, from the minute at which the first of them begins."""

    events: tuple[CalendarEvent, ...]
    begins: int


@dataclass(frozen=True, slots=True)
class DayLayout:
    """One day: what is shown, and what is only counted."""

    placed: tuple[Placed, ...] = ()
    more: tuple[More, ...] = ()


@dataclass(frozen=True, slots=True)
class Strip:
    """An event above the hours, from one column to another (both included), in a row."""

    event: CalendarEvent
    first: int
    last: int
    row: int


def day_layout(events: Iterable[CalendarEvent], day: date) -> DayLayout:
    """What of some events lies within the hours of a day, beside each other where they overlap."""
    placed: list[Placed] = []
    more: list[More] = []
    for group in _groups([_clipped(event, day) for event in in_order(events) if _touches(event, day)]):
        lanes: list[int] = []  # when each ends
        chosen: list[tuple[CalendarEvent, int, int, int]] = []
        hidden: list[tuple[CalendarEvent, int]] = []
        for event, begins, ends in group:
            lane = next((n for n, until in enumerate(lanes) if until <= begins), len(lanes))
            if lane >= MOST_LANES:
                hidden.append((event, begins))
                continue
            if lane == len(lanes):
                lanes.append(0)
            lanes[lane] = _room(begins, ends)
            chosen.append((event, begins, ends, lane))
        placed += [Placed(event, begins, ends, lane, len(lanes)) for event, begins, ends, lane in chosen]
        if hidden:
            more.append(More(tuple(event for event, _ in hidden), hidden[0][1]))
    return DayLayout(tuple(placed), tuple(more))


def day_layouts(events: Iterable[CalendarEvent], days: Sequence[date]) -> list[DayLayout]:
    """``day_layout`` of each of some days that follow each other."""
    found: dict[date, list[CalendarEvent]] = {day: [] for day in days}
    for event in events:
        if not event.in_strip:
            first, last = event.days
            for day in {first, last}:
                if day in found:
                    found[day].append(event)
    return [day_layout(mine, day) for day, mine in found.items()]


def strips(events: Iterable[CalendarEvent], days: Sequence[date]) -> list[Strip]:
    """What stands above the hours of some days, each in the first row that is free; the longest of a day first, then
    what waits longest."""
    rows: list[int] = []  # the last column each is taken up to
    found = []
    wanted = sorted(
        (event for event in events if event.in_strip),
        key=lambda e: (
            max(e.days[0], days[0]),
            -(e.days[1] - e.days[0]).days,
            e.entry.priority != "high",
            e.entry.begins or "",  # what is overdue comes before what is due
            e.key[0],
        ),
    )
    for event in wanted:
        first, last = event.days
        if last < days[0] or first > days[-1]:
            continue
        left, right = max(0, (first - days[0]).days), min(len(days) - 1, (last - days[0]).days)
        row = next((n for n, until in enumerate(rows) if until < left), len(rows))
        if row == len(rows):
            rows.append(-1)
        rows[row] = right
        found.append(Strip(event, left, right, row))
    return found


def _touches(event: CalendarEvent, day: date) -> bool:
    start = datetime.combine(day, time())
    return not event.in_strip and event.begins < start + DAY and event.ends > start


def _clipped(event: CalendarEvent, day: date) -> tuple[CalendarEvent, int, int]:
    start = datetime.combine(day, time())
    begins, ends = (int((at - start).total_seconds() // 60) for at in (event.begins, event.ends))
    return event, max(0, begins), min(WHOLE_DAY, ends)


def _room(begins: int, ends: int) -> int:
    return max(ends, begins + LEAST_MINUTES)


def _groups(spans: list[tuple[CalendarEvent, int, int]]) -> list[list[tuple[CalendarEvent, int, int]]]:
    """Spans in order, those together that overlap one another."""
    groups: list[list[tuple[CalendarEvent, int, int]]] = []
    until = -1
    for span in spans:
        if span[1] >= until:
            groups.append([])
        groups[-1].append(span)
        until = max(until, _room(span[1], span[2]))
    return groups
