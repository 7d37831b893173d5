"""Changes of one occurrence and all that follow, as calendars say them (RFC 5545, 3.2.13: RANGE=THISANDFUTURE): the series
ends before it, and goes on as a series of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dateutil.rrule import rrulestr

from salesdesk.domain.activities.moments import is_day, stored
from salesdesk.domain.activities.records import RepeatBy
from salesdesk.domain.activities.repeating import Series, ended_before, on_its_clock
from salesdesk.domain.calendar.items import CalendarItem

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY = re.compile(r"([+-]?\d*)(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = "%Y%m%dT%H%M%S"
_MOST = 20_000
"""Occurrences that are counted before a change."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a series: from ``begin`` on (None: from the start) it is ``uid``, ``later`` than the series was; "" where it
    does not take place any more."""

    begin: datetime | None
    uid: str
    later: timedelta = timedelta()


def without_ranges(items: Sequence[CalendarItem]) -> tuple[list[CalendarItem], list[str]]:
    """The items with every change of one and all that follow said as a series of its own, and the titles of those that
    cannot be: their series is not there, or its rule cannot be read. The series of a change has the name of the changed one
    and of the moment it begins at, so that it is known when the file is read again."""
    kept: list[CalendarItem] = []
    lost: list[str] = []
    by_uid: dict[str, list[CalendarItem]] = {}
    changed = {item.uid for item in items if item.and_future}
    for item in items:
        if item.uid in changed:
            by_uid.setdefault(item.uid, []).append(item)
        else:
            kept.append(item)
    for those in by_uid.values():
        try:
            kept += _parted(those)
        except (ValueError, TypeError, OverflowError):
            lost += [item.title for item in those]
    return kept, lost


def _parted(items: Sequence[CalendarItem]) -> list[CalendarItem]:
    """The items of one name, a series and changes of it, without ranges. Raises ``ValueError`` where there is no series."""
    masters = [item for item in items if item.of is None and item.rule]
    if not masters:
        raise ValueError(items[0].uid)
    master = max(masters, key=lambda item: item.sequence)
    assert master.rule is not None
    clock = _series(master)
    ranged = {on_its_clock(clock, item.of): item for item in _newest(items) if item.and_future and item.of}
    found, parts = [], [_Part(None, master.uid)]
    here: CalendarItem | None = master
    for at in sorted(ranged):
        change = ranged[at]
        if here is not None and here.rule is not None:
            series = _series(here)
            moved = at + parts[-1].later
            if moved > series.at:
                left_out = tuple(one for one in here.without if datetime.fromisoformat(one) < moved)
                found.append(replace(here, rule=ended_before(series, moved), without=left_out))
            else:
                parts[-1] = replace(parts[-1], uid="")
        if change.is_cancelled:
            here = None
            parts.append(_Part(at, ""))
            continue
        later = on_its_clock(clock, change.begins) - at
        here = _following(master, clock, change, at, later)
        parts.append(_Part(at, here.uid, later))
    found += [here] if here is not None else []
    alone = [item for item in _newest(items) if item.of is not None and not item.and_future]
    return [*found, *_where_they_belong(alone, parts, clock)]


def _series(item: CalendarItem) -> Series:
    assert item.rule is not None
    day = is_day(item.begins)
    bare = Series(item.rule, RepeatBy.DATE, datetime.min, day, (), "" if day else item.zone)
    first = datetime.fromisoformat(item.first) if item.first else on_its_clock(bare, item.begins)
    return replace(bare, at=first)


def _newest(items: Iterable[CalendarItem]) -> list[CalendarItem]:
    newest: dict[str, CalendarItem] = {}
    for item in items:
        if item.key not in newest or item.sequence >= newest[item.key].sequence:
            newest[item.key] = item
    return list(newest.values())


def _following(
    master: CalendarItem, clock: Series, change: CalendarItem, at: datetime, later: timedelta
) -> CalendarItem:
    """The series that goes on from an occurrence as it was changed."""
    left_out = [datetime.fromisoformat(one) for one in master.without]
    first = at + later
    return replace(
        change,
        uid=f"{master.uid}/from/{change.of}",
        of=None,
        and_future=False,
        rule=change.rule or _moved_rule(clock, at, later),
        first=first.date().isoformat() if clock.is_day else first.isoformat(timespec="seconds"),
        without=tuple(_text(one + later, clock) for one in left_out if one >= at),
        zone=master.zone,
    )


def _text(at: datetime, clock: Series) -> str:
    return at.date().isoformat() if clock.is_day else at.isoformat(timespec="seconds")


def _moved_rule(clock: Series, at: datetime, later: timedelta) -> str:
    """The rest of a rule from an occurrence on, by so much later: what was counted is counted down, its end and its weekdays
    move along, and so do days of the month, which are those of the occurrence."""
    parts = dict(part.split("=", 1) for part in clock.rule.split(";"))
    if "COUNT" in parts:
        passed = 0
        for one in rrulestr(clock.rule, dtstart=clock.at):
            if one >= at or passed >= _MOST:
                break
            passed += 1
        parts["COUNT"] = str(int(parts["COUNT"]) - passed)
    days = ((at + later).date() - at.date()).days
    if "UNTIL" in parts:
        end = parts["UNTIL"]
        until = datetime.strptime(end.removesuffix("Z"), _UNTIL if "T" in end else "%Y%m%d")
        moved = until + (timedelta(days=days) if clock.is_day else later)
        parts["UNTIL"] = moved.strftime(_UNTIL if "T" in end else "%Y%m%d") + (
            "Z" if end.endswith("Z") else ""
        )
    if days:
        parts.pop("BYMONTHDAY", None)
        parts.pop("BYYEARDAY", None)
        if "BYDAY" in parts:
            parts["BYDAY"] = _WEEKDAY.sub(
                lambda found: found[1] + _weekday_later(found[2], days), parts["BYDAY"]
            )
    return ";".join(f"{key}={value}" for key, value in parts.items())


def _weekday_later(day: str, days: int) -> str:
    return _WEEKDAYS[(_WEEKDAYS.index(day) + days) % 7]


def _where_they_belong(
    alone: Iterable[CalendarItem], parts: Sequence[_Part], clock: Series
) -> Iterable[CalendarItem]:
    """Occurrences that were changed alone, each as one of the series it is of now; they are named by when they were at first."""
    for item in alone:
        assert item.of is not None
        at = on_its_clock(clock, item.of)
        part = [one for one in parts if one.begin is None or one.begin <= at][-1]
        if not part.uid:
            continue
        moved = at + part.later
        of = moved.date().isoformat() if is_day(item.of) else stored(moved, clock.rules)
        yield replace(item, uid=part.uid, of=of if part.later else item.of)
