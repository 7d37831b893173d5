"""What comes again: rules as calendars write them (RFC 5545, RRULE), read by dateutil.

A series has one open entry at a time, which carries the rule; the next one is made when that one is done or left out.
Rules are about the clock on the wall: a call at ten stays at ten when summer time begins. That is the wall here, or that of
the place whose zone a calendar named. A rule is kept from the entry that
carries it, so that a COUNT says how many there are from that one on, itself among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from itertools import islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.rrule import rrule, rrulestr

from salesdesk.domain.activities.moments import is_day, local, stored
from salesdesk.domain.activities.records import Activity, Repeat, RepeatBy
from salesdesk.errors import InputError

_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_MOST_COUNT = 9999
_IN_EACH_MONTH = 28
_LOOKED_AT = 5000
"""Occurrences that are looked through for the next one: of a daily rule, thirteen years."""
_UNTIL = "%Y%m%dT%H%M%S"
_IN = " in "
"""Stands in the text of a moment before the zone whose clock is meant."""


@dataclass(frozen=True, slots=True)
class Series:
    """Where a series stands: ``at`` is when the rule says the open entry is, on the clock of its ``zone`` (a name as of
    "America/New_York", "" for the one here), ``is_day`` that it has no time of the day; ``without`` are the occurrences that were
    left out, on the same clock."""

    rule: str
    by: RepeatBy
    at: datetime
    is_day: bool
    without: tuple[datetime, ...] = ()
    zone: str = ""

    @property
    def rules(self) -> tzinfo | None:
        """Those of its clock, None for the clock here and where nobody knows the zone any more."""
        return _zone(self.zone) if self.zone and not self.is_day else None

    @property
    def here(self) -> datetime:
        """When the open entry is, on the clock here."""
        return self.at if self.is_day else local(due_of(self))


def checked_repeat(repeat: Repeat | None) -> Repeat | None:
    """A rule in the form it is kept in. Raises ``InputError`` for one that cannot be read, that comes more often than
    daily, or that ends in two ways."""
    if repeat is None:
        return None
    parts = _parts(repeat.rule)
    if parts.get("FREQ") not in _FREQUENCIES or {"COUNT", "UNTIL"} <= set(parts):
        raise _no_rule(repeat.rule)
    try:
        by = RepeatBy(repeat.by)
        count = parts.get("COUNT")
        if count is not None and not 1 <= int(count) <= _MOST_COUNT:
            raise ValueError(count)
        if int(parts.get("INTERVAL", "1")) < 1:
            raise ValueError(parts["INTERVAL"])
        if len(parts.get("UNTIL", "")) == len("20260101"):
            parts["UNTIL"] += "T235959"  # the last day counts
        if parts.get("UNTIL", "").endswith("Z"):  # it ends on the wall's clock, as it begins
            until = datetime.strptime(parts["UNTIL"], f"{_UNTIL}Z").replace(tzinfo=UTC)
            parts["UNTIL"] = until.astimezone().strftime(_UNTIL)
        found = Repeat(_text(parts), by)
        _rule(found.rule, datetime(2026, 1, 1))
    except (ValueError, TypeError, OverflowError) as problem:
        raise _no_rule(repeat.rule) from problem
    return found


def begun(repeat: Repeat, due_at: str, zone: tzinfo | None = None) -> Series:
    """The series whose first entry is due then."""
    at = local(due_at, zone)
    rule = repeat.rule if repeat.by is RepeatBy.COMPLETION else to_the_end_of_months(repeat.rule, at)
    return Series(rule, repeat.by, at, is_day(due_at))


def series_of(entry: Activity, zone: tzinfo | None = None) -> Series | None:
    """The series that an entry carries on, None of one that does not come again."""
    if entry.repeat_rule is None or entry.due_at is None:
        return None
    by = RepeatBy(entry.repeat_by or RepeatBy.DATE)
    if entry.repeat_at:
        return read_series(entry.repeat_rule, by, entry.repeat_at, entry.repeat_without)
    found = begun(Repeat(entry.repeat_rule, by), entry.due_at, zone)
    return replace(found, without=_read_without(entry.repeat_without))


def read_series(rule: str, by: RepeatBy, at: str, without: str | None) -> Series:
    """A series as it is stored (``at_text``, ``without_text``)."""
    when, _, zone = at.partition(_IN)
    return Series(rule, by, datetime.fromisoformat(when), is_day(when), _read_without(without), zone)


def _read_without(text: str | None) -> tuple[datetime, ...]:
    return tuple(datetime.fromisoformat(one) for one in (text or "").split(",") if one)


def after_completion(series: Series, done_at: str, zone: tzinfo | None = None) -> Series | None:
    """What follows when the open entry is done: counted from that day, or by its own date the next that is not over on that
    day, for what was missed is not made up for. None where the series ends."""
    day = local(done_at, series.rules or zone).replace(hour=0, minute=0, second=0, microsecond=0)
    if series.by is RepeatBy.COMPLETION:
        start = datetime.combine(day.date(), series.at.time())
        clamped = replace(series, rule=to_the_end_of_months(series.rule, start), at=start)
        found = _next(clamped, earliest=start)
        return None if found is None else replace(found, rule=_without_ends(found.rule, series.rule))
    return _next(series, earliest=day)


def after_leaving_out(series: Series) -> Series | None:
    """What follows when the open entry is left out, None where it was the last."""
    return _next(replace(series, without=(*series.without, series.at)), earliest=series.at)


def to_the_end_of_months(rule: str, start: datetime) -> str:
    """A rule that a person chose as "every month" or "every year", from a day that not every month has: on the last day of
    those that lack it. As it stands such a rule passes these months over (RFC 5545, 3.3.10)."""
    parts = _parts(rule)
    plain = not any(key.startswith("BY") for key in parts)
    if not plain or start.day <= _IN_EACH_MONTH or parts.get("FREQ") not in ("MONTHLY", "YEARLY"):
        return rule
    days = ",".join(str(day) for day in range(_IN_EACH_MONTH, start.day + 1))
    month = {"BYMONTH": str(start.month)} if parts["FREQ"] == "YEARLY" else {}
    return _text({**parts, **month, "BYMONTHDAY": days, "BYSETPOS": "-1"})


def as_chosen(rule: str) -> str:
    """The reverse of ``to_the_end_of_months``."""
    parts = _parts(rule)
    days = parts.get("BYMONTHDAY", "").split(",")
    added = {"BYMONTHDAY", "BYSETPOS", *({"BYMONTH"} if parts.get("FREQ") == "YEARLY" else ())}
    is_ours = days[0] == str(_IN_EACH_MONTH) and len(days) > 1 and parts.get("BYSETPOS") == "-1"
    if not is_ours or {key for key in parts if key.startswith("BY")} != added:
        return rule
    return _text({key: value for key, value in parts.items() if key not in added})


def parted_end(rule: str) -> tuple[str, date | None]:
    """A rule without the last day on which it may come, and that day, None of one that does not end on a day."""
    parts = _parts(rule)
    until = parts.pop("UNTIL", None)
    return (rule, None) if until is None else (_text(parts), datetime.strptime(until[:8], "%Y%m%d").date())


def ending_on(rule: str, last: date | None) -> str:
    """The reverse of ``parted_end``; the last day counts."""
    return rule if last is None else f"{rule};UNTIL={last:%Y%m%d}T235959"


def _without_ends(rule: str, chosen: str) -> str:
    """A rule as it was chosen: counted from each completion it begins on another day."""
    kept = _parts(chosen).keys() | {"COUNT"}
    return _text({key: value for key, value in _parts(rule).items() if key in kept})


def ended_before(series: Series, at: datetime) -> str:
    """The rule of a series that ends before an occurrence."""
    parts = {key: value for key, value in _parts(series.rule).items() if key not in ("COUNT", "UNTIL")}
    return _text({**parts, "UNTIL": (at - timedelta(seconds=1)).strftime(_UNTIL)})


def occurrences(series: Series, first: datetime, last: datetime, most: int = 1000) -> list[datetime]:
    """The occurrences of a series from ``first`` up to before ``last``, all on the clock here, ``most`` of them. Of one that is
    counted from completion nobody knows more than the open one."""
    if series.by is RepeatBy.COMPLETION:
        return [series.here] if first <= series.here < last else []
    rules = series.rules
    walls = _all(series) if rules is None else (local(stored(at, rules)) for at in _all(series))
    found = (at for at in walls if at >= first)
    return list(islice(_before(found, last), most))


def on_its_clock(series: Series, occurrence: str) -> datetime:
    """A moment (UTC text) or day at which a series takes place, as its rule says it: also where the clock skips that hour."""
    wall = local(occurrence, series.rules)
    meant = datetime.combine(wall.date(), series.at.time())
    skipped = not is_day(occurrence) and stored(meant, series.rules) == occurrence
    return meant if skipped else wall


def due_of(series: Series, zone: tzinfo | None = None) -> str:
    """When the open entry of a series is due, as it is stored."""
    return series.at.date().isoformat() if series.is_day else stored(series.at, series.rules or zone)


def at_text(series: Series) -> str:
    """``at`` as it is stored, with the zone where it is not the one here."""
    if series.is_day:
        return series.at.date().isoformat()
    moment = series.at.isoformat(timespec="seconds")
    return f"{moment}{_IN}{series.zone}" if series.zone else moment


def without_text(series: Series) -> str | None:
    """``without`` as it is stored, None where nothing was left out."""
    return ",".join(at.isoformat(timespec="seconds") for at in series.without) or None


@cache
def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _next(series: Series, earliest: datetime) -> Series | None:
    """The series at the next occurrence after the present one that is not before ``earliest`` and not left out."""
    for passed, at in enumerate(islice(_rule(series.rule, series.at), _LOOKED_AT)):
        if at > series.at and at >= earliest and at not in series.without:
            return replace(series, rule=_counted_down(series.rule, passed), at=at)
    return None


def _all(series: Series) -> Iterator[datetime]:
    """The open entry and what follows it. It counts even where the rule would not bring it."""
    yield series.at
    for at in islice(_rule(series.rule, series.at), _LOOKED_AT):
        if at > series.at and at not in series.without:
            yield at


def _before(found: Iterator[datetime], last: datetime) -> Iterator[datetime]:
    for at in found:
        if at >= last:
            return
        yield at


def _counted_down(rule: str, passed: int) -> str:
    parts = _parts(rule)
    if "COUNT" in parts:
        parts["COUNT"] = str(int(parts["COUNT"]) - passed)
    return _text(parts)


def _parts(rule: str) -> dict[str, str]:
    text = rule.strip().upper().removeprefix("RRULE:")
    pairs = [part.partition("=") for part in text.split(";") if part]
    if not pairs or any(not sign or not value or "\n" in value for _, sign, value in pairs):
        raise _no_rule(rule)
    return {key.strip(): value.strip() for key, _, value in pairs}


def _text(parts: dict[str, str]) -> str:
    return ";".join(f"{key}={value}" for key, value in parts.items())


def _rule(rule: str, start: datetime) -> rrule:
    found = rrulestr(rule, dtstart=start)
    if not isinstance(found, rrule):
        raise ValueError(rule)
    return found


def _no_rule(rule: str) -> InputError:
    return InputError("activities.no_rule", field="repeat", text=rule[:100])
