"""Calendar files of other programs, understood. Runs in the reading child: such a file may hold anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Any

from icalendar import Calendar

from salesdesk.domain.activities.moments import is_day, local, stored
from salesdesk.domain.calendar.items import CalendarFile, CalendarItem, Guest
from salesdesk.domain.calendar.ranges import without_ranges
from salesdesk.exchange.calendars.zones import local_zone, zone_called, zone_like
from salesdesk.exchange.reading.file_kind import refuse

MOST_BYTES = 64 << 20
MOST_ITEMS = 50_000
KIND = "X-SALESDESK-KIND"
DIGEST = "X-SALESDESK-DIGEST"
_BEGIN = b"BEGIN:VCALENDAR"
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def read_calendar(path: Path) -> CalendarFile:
    """Everything in a calendar file that takes place at some time. Raises ``FileProblem`` for one that is no calendar."""
    if path.stat().st_size > MOST_BYTES:
        raise refuse(path, "reading.calendar_too_large")
    data = path.read_bytes()
    if _BEGIN not in data.upper():
        raise refuse(path, "reading.no_calendar")
    try:
        calendars = Calendar.from_ical(_decoded(data), multiple=True)
    except (ValueError, IndexError, KeyError, TypeError) as error:
        raise refuse(path, "reading.broken_calendar") from error
    items: list[CalendarItem] = []
    left_out: list[str] = []
    for component in _components(calendars):
        if len(items) >= MOST_ITEMS:
            left_out.append(_title(component))
            continue
        try:
            items += items_said(component)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, IndexError):
            left_out.append(_title(component))
    items, lost = without_ranges(items)
    return CalendarFile(tuple(items), (*left_out, *lost))


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _components(calendars: Iterable[Any]) -> Iterator[Any]:
    for calendar in calendars:
        for component in calendar.walk():
            if component.name in ("VEVENT", "VTODO"):
                yield component


def _title(component: Any) -> str:
    try:
        return _text(component, "SUMMARY")[:200]
    except (ValueError, TypeError, AttributeError):
        return ""


def items_said(component: Any) -> list[CalendarItem]:
    """The item, and one more for each further date it takes place on besides its rule. Raises ``ValueError`` and others
    for what says no time that can be understood."""
    begin = _moment_of(component, "DTSTART") or _moment_of(component, "DUE")
    uid = _text(component, "UID").strip()
    if begin is None or not uid:
        raise ValueError(uid)
    begins, ends = _stored(begin), _ends(component, begin)
    zone = _zone_of(begin) if component.get("RRULE") is not None else ""
    rules = zone_called(zone) if zone else None
    rule = _rule(component, begin, rules)
    item = CalendarItem(
        uid=uid[:500],
        title=_text(component, "SUMMARY"),
        begins=begins,
        ends=ends,
        body=_text(component, "DESCRIPTION"),
        place=_text(component, "LOCATION"),
        kind=_text(component, KIND),
        kind_named=_category(component),
        priority=_priority(component),
        remind_minutes=_reminder(component, begin),
        guests=_guests(component),
        rule=rule,
        first=_wall(begin, rules) if rule else None,
        without=tuple(_wall(_alike(one, begin), rules) for one in _dates(component, "EXDATE")),
        zone=zone,
        of=_of(component),
        is_cancelled=_text(component, "STATUS").upper() == "CANCELLED",
        is_done=_text(component, "STATUS").upper() == "COMPLETED",
        sequence=_sequence(component),
        digest=_text(component, DIGEST).strip(),
        and_future=_and_future(component),
    )
    further = [_stored(one) for one in _dates(component, "RDATE")]
    return [item, *(_on(item, at) for at in further if at != begins)]


def _on(item: CalendarItem, at: str) -> CalendarItem:
    """The same on a further date."""
    ends = None
    if item.ends is not None and is_day(at) == is_day(item.begins) and not is_day(at):
        length = _at(item.ends) - _at(item.begins)
        ends = (_at(at) + length).strftime("%Y-%m-%dT%H:%M:%SZ")
    return CalendarItem(
        item.uid, item.title, at, ends, item.body, item.place, item.kind, item.kind_named, item.priority,
        item.remind_minutes, item.guests, of=at, is_cancelled=item.is_cancelled,
    )  # fmt: skip


def _text(component: Any, key: str) -> str:
    value = component.get(key)
    if isinstance(value, list):
        value = value[0]
    return "" if value is None else str(value)


def _moment_of(component: Any, key: str) -> date | datetime | None:
    value = component.get(key)
    if isinstance(value, list):
        value = value[0]
    found = None if value is None else value.dt
    return found if isinstance(found, date) else None


def _stored(at: date | datetime) -> str:
    """A day, or a moment in UTC; a floating one is meant on the clock of this computer."""
    if not isinstance(at, datetime):
        return at.isoformat()
    if at.tzinfo is None:
        return stored(at)
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _wall(at: date | datetime, rules: tzinfo | None = None) -> str:
    """A day, or the time that the clock on the wall shows then, here or by these rules."""
    moment = _stored(at)
    return moment if is_day(moment) else local(moment, rules).isoformat(timespec="seconds")


def _zone_of(begin: date | datetime) -> str:
    """The zone by whose clock a series comes again, where it is known by its name or its rules and is not the one here."""
    if not isinstance(begin, datetime) or begin.tzinfo is None:
        return ""
    name = "UTC" if begin.tzinfo is UTC else str(getattr(begin.tzinfo, "key", ""))
    if not name or zone_called(name) is None:
        name = zone_like(begin.tzinfo, begin)
    return "" if not name or name == local_zone() or zone_called(name) is None else name


def _alike(at: date | datetime, begin: date | datetime) -> date | datetime:
    """A date that is left out, as the series says its own: some programs leave out a whole day of what has a time, or a
    midnight of what lasts all day."""
    if isinstance(begin, datetime) and not isinstance(at, datetime):
        return datetime.combine(at, begin.timetz())
    if isinstance(at, datetime) and not isinstance(begin, datetime):
        return at.date()
    return at


def _sequence(component: Any) -> int:
    try:
        return max(0, int(_text(component, "SEQUENCE") or 0))
    except ValueError:
        return 0


def _at(moment: str) -> datetime:
    return datetime.fromisoformat(moment.replace("Z", "+00:00"))


def _ends(component: Any, begin: date | datetime) -> str | None:
    """When it ends; of a day the last one, None where that is the first."""
    end = _moment_of(component, "DTEND")
    if end is None:
        length = component.get("DURATION")
        if length is not None and isinstance(length.dt, timedelta):
            end = begin + length.dt
    if end is None:
        return None
    if not isinstance(begin, datetime):
        last = (end.date() if isinstance(end, datetime) else end) - timedelta(days=1)
        return last.isoformat() if last > begin else None
    if not isinstance(end, datetime):
        end = datetime.combine(end, time(), begin.tzinfo)
    until = _stored(end)
    return until if until > _stored(begin) else None


def _rule(component: Any, begin: date | datetime, rules: tzinfo | None) -> str | None:
    """The rule; its weekdays and its end are those here, unless it comes again by the ``rules`` of a clock elsewhere."""
    found = component.get("RRULE")
    if isinstance(found, list):
        found = found[0]
    if found is None:
        return None
    parts = dict(part.split("=", 1) for part in found.to_ical().decode("utf-8").split(";"))
    until = parts.get("UNTIL", "")
    if len(until) == 8 and isinstance(begin, datetime):
        parts["UNTIL"] = f"{until}T235959"  # the last day counts
    elif until and not isinstance(begin, datetime):
        parts["UNTIL"] = until[:8]
    elif rules is not None and until.endswith("Z"):
        end = datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        parts["UNTIL"] = end.astimezone(rules).strftime("%Y%m%dT%H%M%S")
    weekly = parts.get("FREQ") == "WEEKLY" and "BYDAY" in parts
    if isinstance(begin, datetime) and weekly and rules is None:
        later = (local(_stored(begin)).date() - begin.date()).days
        days = parts["BYDAY"].split(",")
        parts["BYDAY"] = ",".join(_WEEKDAYS[(_WEEKDAYS.index(day) + later) % 7] for day in days)
    return ";".join(f"{key}={value}" for key, value in parts.items())


def _dates(component: Any, key: str) -> list[date | datetime]:
    found = component.get(key)
    lists = found if isinstance(found, list) else [found] if found is not None else []
    dates = (one.dt for listed in lists for one in listed.dts)
    return [at for at in dates if isinstance(at, date)]


def _of(component: Any) -> str | None:
    at = _moment_of(component, "RECURRENCE-ID")
    return None if at is None else _stored(at)


def _and_future(component: Any) -> bool:
    """Whether a change is one of all that follow too. Raises ``ValueError`` for one of all that were before, which nothing
    writes any more."""
    at = component.get("RECURRENCE-ID")
    at = at[0] if isinstance(at, list) else at
    said = "" if at is None else str(at.params.get("RANGE", "")).upper()
    if said not in ("", "THISANDFUTURE"):
        raise ValueError(said)
    return bool(said)


def _category(component: Any) -> str:
    found = component.get("CATEGORIES")
    if isinstance(found, list):
        found = found[0]
    names = [str(name) for name in getattr(found, "cats", ())]
    return names[0] if names else ""


def _priority(component: Any) -> str | None:
    try:
        level = int(_text(component, "PRIORITY") or 0)
    except ValueError:
        return None
    return "high" if 1 <= level <= 4 else "low" if 6 <= level <= 9 else None


def _reminder(component: Any, begin: date | datetime) -> int | None:
    """How many minutes before it the first alarm comes that comes before it."""
    for alarm in component.walk("VALARM"):
        trigger = getattr(alarm.get("TRIGGER"), "dt", None)
        if isinstance(trigger, datetime) and isinstance(begin, datetime):
            trigger = _at(_stored(trigger)) - _at(_stored(begin))
        if isinstance(trigger, timedelta) and trigger <= timedelta():
            return int(-trigger.total_seconds() // 60)
    return None


def _guests(component: Any) -> tuple[Guest, ...]:
    found = []
    for key in ("ORGANIZER", "ATTENDEE"):
        value = component.get(key)
        for one in value if isinstance(value, list) else [value] if value is not None else []:
            address = str(one)
            email = address[7:] if address.lower().startswith("mailto:") else ""
            found.append(Guest(str(one.params.get("CN", "")), email.strip()))
    return tuple(dict.fromkeys(found))
