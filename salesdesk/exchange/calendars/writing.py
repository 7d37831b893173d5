"""Calendar files as every calendar reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from icalendar import Alarm, Calendar, Event, vRecur, vText

from salesdesk.domain.activities.moments import is_day
from salesdesk.domain.calendar.items import CalendarItem, digest_of
from salesdesk.domain.progress import Work
from salesdesk.exchange.calendars.reading import DIGEST, KIND, items_said
from salesdesk.exchange.calendars.zones import zone_called

DONE = "X-SALESDESK-DONE"
_PRODUCT = "-//SalesDesk//EN"
_YEARS_OF_ZONES = 12
_PRIORITIES = {"high": 1, "low": 9}


def write_calendar(
    target: Path, items: Iterable[CalendarItem], name: str = "", work: Work | None = None
) -> int:
    """Write the items; ``name`` is what calendars call the file. Returns how many."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
    count, first = 0, date.max
    for item in items:
        if work is not None:
            work.check()
        calendar.add_component(_event(item))
        if item.zone:
            first = min(first, date.fromisoformat(item.begins[:10]))
        count += 1
    if first != date.max:
        last = max(first, datetime.now(UTC).date()) + timedelta(days=366 * _YEARS_OF_ZONES)
        calendar.add_missing_timezones(first_date=first - timedelta(days=366), last_date=last)
    target.write_bytes(calendar.to_ical())
    return count


def _event(item: CalendarItem) -> Event:
    event = Event()
    event.add("uid", item.uid)
    event.add("dtstamp", _moment(item.stamp))
    event.add("sequence", item.sequence)
    event.add("summary", item.title)
    start = _when(item.first or item.begins, item.zone) if item.rule else _when(item.begins, "")
    event.add("dtstart", start)
    end = _end(item, start)
    if end is not None:
        event.add("dtend", end)
    for key, text in (("description", item.body), ("location", item.place)):
        if text:
            event.add(key, text)
    if item.kind_named:
        event.add("categories", [item.kind_named])
    if item.kind:
        event.add(KIND, item.kind)
    if item.is_done:
        event.add(DONE, "TRUE")
        event.add("transp", "TRANSPARENT")
    elif is_day(item.begins):
        event.add("transp", "TRANSPARENT")  # a task of a day keeps nobody from a meeting
    if item.priority in _PRIORITIES:
        event.add("priority", _PRIORITIES[item.priority])
    if item.of is not None:
        event.add("recurrence-id", _when(item.of, item.zone))
    if item.rule:
        event.add("rrule", vRecur.from_ical(_rule(item.rule, start)))
        if item.without:
            event.add("exdate", [_when(one, item.zone) for one in item.without])
    for guest in item.guests:
        event.add("contact", vText(" ".join(part for part in (guest.name, guest.email) if part)))
    if item.remind_minutes is not None and not item.is_done:
        event.add_component(_alarm(item))
    event.add(DIGEST, digest_of(_read_back(event)))
    return event


def _read_back(event: Event) -> CalendarItem:
    """The item as it is read from the file: not all of it is said there."""
    (item,) = items_said(Event.from_ical(event.to_ical()))
    return item


def _alarm(item: CalendarItem) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", item.title)
    alarm.add("trigger", -timedelta(minutes=item.remind_minutes or 0))
    return alarm


def _when(stored: str, zone: str) -> date | datetime:
    """A day, a moment, or a local time in its zone; without one it floats, as the clock on any wall shows it."""
    if is_day(stored):
        return date.fromisoformat(stored)
    if stored.endswith("Z"):
        moment = _moment(stored)
        rules = zone_called(zone) if zone else None
        return moment if rules is None else moment.astimezone(rules)
    wall = datetime.fromisoformat(stored)
    return wall.replace(tzinfo=zone_called(zone)) if zone else wall


def _end(item: CalendarItem, start: date | datetime) -> date | datetime | None:
    """When it ends: of a day the one after the last."""
    if not isinstance(start, datetime):
        last = date.fromisoformat(item.ends) if item.ends else date.fromisoformat(item.begins)
        return start + (last - date.fromisoformat(item.begins)) + timedelta(days=1)
    if item.ends is None:
        return None
    length = _moment(item.ends) - _moment(item.begins)
    return start + length


def _rule(rule: str, start: date | datetime) -> str:
    """A rule whose UNTIL is said as the beginning is: as a day, in UTC beside a zone, or floating."""
    parts = [part.partition("=") for part in rule.split(";")]
    return ";".join(f"{key}={_until(value, start) if key == 'UNTIL' else value}" for key, _, value in parts)


def _until(value: str, start: date | datetime) -> str:
    if not isinstance(start, datetime):
        return value[:8]
    if start.tzinfo is None or len(value) == 8:
        return value
    wall = datetime.strptime(value[:15], "%Y%m%dT%H%M%S").replace(tzinfo=start.tzinfo)
    return wall.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored.replace("Z", "+00:00")).astimezone(UTC)
