"""Weeks, months, quarters and years, and the days at their edges: "end of next month", "KW 49", "first Monday in December"."""

from __future__ import annotations

from salesdesk.domain.natural_dates.nodes import Line
from salesdesk.domain.natural_dates.senses import (
    DAY,
    END,
    MIDDLE,
    MONTH,
    QUARTER,
    UNCLEAR,
    WEEK,
    YEAR,
    Sense,
    Unit,
)
from salesdesk.domain.natural_dates.terms import Edge, Found, Nth, Offset, Vague, Week
from salesdesk.domain.natural_dates.written_days import year_behind

_PERIODS = {WEEK: Unit.WEEK, MONTH: Unit.MONTH, QUARTER: Unit.QUARTER, YEAR: Unit.YEAR}
_MORE_THAN_DAYS = (Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR, Unit.WEEKEND)


def named_period(line: Line, place: int) -> tuple[Unit, int, int] | None:
    """(unit, how many further, the place behind it) of "next week", "semaine prochaine"."""
    further = line.value(place, Sense.NEXT)
    at = place + 1 if further is not None else place
    unit = line.unit(at)
    if unit is None or unit not in _MORE_THAN_DAYS or line.says(at, Sense.PLURAL):
        return None
    end = at + 1
    behind = line.value(end, Sense.NEXT_BEHIND)
    if behind is None:
        return (unit, further, end) if further is not None else None
    return unit, behind if further is None else further + behind - 1, end + 1


def read_relative(line: Line, place: int) -> Found | None:
    """ "next week"; a month, a year or a week gone by are no day."""
    found = named_period(line, place)
    if found is None:
        return None
    unit, further, end = found
    return Found(Week(further) if unit is Unit.WEEK else Vague(), end)


def read_nth(line: Line, place: int) -> Found | None:
    """ "first Monday in December", "letzter Freitag im Monat"."""
    nth = line.value(place, Sense.ORDINAL)
    nth = line.value(place, Sense.NTH) if nth is None else nth
    at = place + 1
    if nth is None and line.value(place, Sense.NEXT) == -1:
        nth = -1
    node = line.nodes[place]
    marked = (line.says(at, Sense.ORDINAL_END) and line.is_glued(at)) or line.past_dot(at) > at
    if nth is None and node.whole is not None and marked:
        nth, at = node.whole, at + 1
    if nth is None or nth > 5:
        return None
    weekday = line.value(at, Sense.WEEKDAY)
    if weekday is None:
        return None
    at += 1
    if nth < 0 or line.value(at, Sense.NEXT_BEHIND) == -1:
        nth, at = -1, at + (line.value(at, Sense.NEXT_BEHIND) == -1)
    if not line.says(at, Sense.GLUE, Sense.IN):
        return None
    while line.says(at, Sense.GLUE, Sense.IN):
        at += 1
    month = month_at(line, at)
    if month is not None:
        year = year_behind(line, at + 1)
        return Found(
            Nth(nth, weekday, month=month, year=year[0] if year else None), year[1] if year else at + 1
        )
    period = named_period(line, at) or ((Unit.MONTH, 0, at + 1) if line.unit(at) is Unit.MONTH else None)
    if period is None or period[0] is not Unit.MONTH:
        return None
    return Found(Nth(nth, weekday, offset=period[1]), period[2])


def read_edge(line: Line, place: int) -> Found | None:
    """ "end of month", "Anfang nächster Woche", "mi-mars"."""
    whole = line.value(place, Sense.DAY_EDGE)
    if whole is not None:
        edge, unit = divmod(whole, 10)
        if unit == DAY:
            return Found(Offset(0), place + 1, yields=True)
        return Found(Week(edge=edge) if unit == WEEK else Edge(edge, _PERIODS[unit]), place + 1)
    said = line.value(place, Sense.EDGE)
    if said is None:
        return None
    found = _edge_of(line, place, said)
    return Found(Vague(), found.end) if found is not None and said == UNCLEAR else found


def _edge_of(line: Line, place: int, said: int) -> Found | None:
    at = place + 1
    while (
        line.says(at, Sense.GLUE)
        or line.sign(at) in ("-", "'", "’")
        or (line.says(at, Sense.ON) and not line.says(at, Sense.ON_NUMBER))
    ):
        at += 1
    month = month_at(line, at)
    if month is not None:
        behind = line.past_dot(at + 1)
        year = year_behind(line, behind)
        end = year[1] if year is not None else behind
        plain = line.nodes[place].first.plain in ("end", "early") and len(line.nodes[place].tokens) == 1
        if plain and not line.ends(end):
            return None
        return Found(Edge(said, Unit.MONTH, month=month, year=year[0] if year is not None else None), end)
    quarter = line.at(at + 1)
    if (
        line.says(at, Sense.QUARTER_NUMBER)
        and quarter is not None
        and quarter.whole in (1, 2, 3, 4)
        and said != MIDDLE
    ):
        last = 3 * (quarter.whole or 0)
        year = year_behind(line, at + 2)
        end = year[1] if year is not None else at + 2
        return Found(
            Edge(said, Unit.MONTH, month=last if said == END else last - 2, year=year[0] if year else None),
            end,
        )
    numbered = read_week_number(line, at, connected=True)
    if numbered is not None and isinstance(numbered.term, Week):
        return Found(Week(number=numbered.term.number, edge=said), numbered.end)
    period = named_period(line, at)
    if period is None:
        unit = line.unit(at)
        if unit is None or unit not in _MORE_THAN_DAYS or line.says(at, Sense.PLURAL):
            return None
        period = (unit, 0, at + 1)
    unit, further, end = period
    if unit is Unit.WEEKEND:
        return None
    return Found(Week(further, edge=said) if unit is Unit.WEEK else Edge(said, unit, further), end)


def month_at(line: Line, place: int) -> int | None:
    found = line.value(place, Sense.MONTH)
    return found if found is not None else line.value(place, Sense.MONTH_FIRST)


def read_month(line: Line, place: int) -> Found | None:
    """A month after "in" is a time, but no day."""
    month = month_at(line, place + 1)
    is_in = line.says(place, Sense.IN, Sense.GLUE) and line.nodes[place].first.plain in ("in", "im", "en")
    if month is None or not is_in:
        return None
    year = year_behind(line, place + 2)
    behind = line.at(place + 2)
    if year is None and behind is not None and (behind.whole is not None or behind.is_run):
        return None
    return Found(Vague(), year[1] if year is not None else place + 2)


def read_week_number(line: Line, place: int, *, connected: bool) -> Found | None:
    before = line.at(place)
    behind = line.past_dot(place + 1)
    if (
        before is not None
        and before.whole is not None
        and behind > place + 1
        and line.says(behind, Sense.WEEK_NUMBER)
    ):
        sure = line.nodes[behind].first.plain in ("kw", "kalenderwoche") and 1 <= before.whole <= 53
        return Found(Week(number=before.whole), behind + 1) if sure else None
    if not line.says(place, Sense.WEEK_NUMBER):
        return None
    node = line.at(place + 1)
    if node is None or node.whole is None or not 1 <= node.whole <= 53:
        return None
    sure = line.nodes[place].first.plain in ("kw", "kalenderwoche", "cw", "calendar")
    if not sure and not (connected and line.ends(place + 2)):
        return None
    return Found(
        Week(number=node.whole), line.past_dot(place + 2) if line.ends(place + 3) and sure else place + 2
    )
