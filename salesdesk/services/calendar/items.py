"""Entries as calendars know them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from salesdesk.domain.activities import Activity, RepeatBy
from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.activities.moments import end_of, is_day
from salesdesk.domain.activities.repeating import Series, due_of, series_of
from salesdesk.domain.calendar.items import CalendarItem, Guest, entry_uid, series_uid


def items_of(entries: Iterable[Activity], choices: Choices, uuid: str, zone: str) -> list[CalendarItem]:
    """What is to stand in a calendar file of some entries, in order. A series stands there whole, with what it leaves out, as
    long as its next dates are known; ``zone`` names the zone of this computer."""
    found = []
    for entry in entries:
        begins = entry.begins
        if begins is None:
            continue
        series = series_of(entry) if entry.is_open else None
        if series is not None and series.by is RepeatBy.COMPLETION:
            series = None  # when the next one is, nobody knows yet
        found += _items(entry, begins, series, choices, uuid, zone)
    return found


def _items(
    entry: Activity, begins: str, series: Series | None, choices: Choices, uuid: str, zone: str
) -> list[CalendarItem]:
    kind = choices.kind(entry.kind)
    words = entry.subject or kind.title
    who = entry.contact_name or entry.company_name
    end = entry.end_at or end_of(begins, entry.duration_minutes)
    uid = uid_of(entry, uuid)
    item = CalendarItem(
        uid=uid,
        title=f"{words} · {who}" if who and who.casefold() not in words.casefold() else words,
        begins=begins,
        ends=end if end is not None and is_day(end) == is_day(begins) else None,
        body=entry.body or "",
        place=entry.place or "",
        kind=entry.kind.value,
        kind_named=kind.title,
        priority=entry.priority,
        remind_minutes=entry.remind_minutes,
        guests=tuple(Guest(one.name) for one in entry.participants),
        is_done=not entry.is_open,
        sequence=entry.version,
        stamp=entry.created_at,
    )
    if series is None:
        return [item]
    first = series.at.date().isoformat() if series.is_day else series.at.isoformat(timespec="seconds")
    without = tuple(
        at.date().isoformat() if series.is_day else at.isoformat(timespec="seconds") for at in series.without
    )
    where = "" if series.is_day else series.zone or zone
    due = due_of(series)
    whole = replace(item, rule=series.rule, first=first, without=without, zone=where)
    if due == begins:
        return [whole]
    # The open one was moved alone: the series stands where its rule says, and that one beside it.
    return [whole, replace(item, of=due, zone=where)]


def uid_of(entry: Activity, uuid: str) -> str:
    """What calendars know an entry by: the name another calendar gave it, else one of our own. Of a series only the entry
    that carries it on has its name."""
    carries = entry.repeat_rule is not None and entry.is_open
    if entry.uid is not None and (carries or entry.series is None):
        return entry.uid
    if carries and entry.series is not None:
        return series_uid(uuid, entry.series)
    return entry_uid(uuid, entry.id)
