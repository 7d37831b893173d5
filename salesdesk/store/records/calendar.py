"""What stands in a calendar, as it lies in the database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.activities import Activity
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.models.activities import Activity as ActivityRow
from salesdesk.store.models.activities import is_shown
from salesdesk.store.models.contacts import Contact, ContactEmail
from salesdesk.store.records.activities import ActivityRepository

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

MOST_EVENTS = 4000
"""So many are read of a view; nobody looks at more."""
EVERYTHING = 1 << 31
"""A limit that is none."""
MOST_TO_PLACE = 200


def _shown(*conditions: Query) -> Query:
    a = ActivityRow
    return a.select(a.id).where(*conditions, is_shown(a))


@Statement
def _to_do(first: Slot, last: Slot, limit: Slot) -> Query:
    a = ActivityRow
    return (
        _shown(a.due_at >= first, a.due_at < last, a.done_at.is_null()).order_by(a.due_at, a.id).limit(limit)
    )


@Statement
def _done(first: Slot, last: Slot, limit: Slot) -> Query:
    a = ActivityRow
    done = _shown(a.due_at >= first, a.due_at < last, a.done_at.is_null(False))
    return done.order_by(a.due_at, a.id).limit(limit)


@Statement
def _logged(first: Slot, last: Slot, kinds: Slot, limit: Slot) -> Query:
    a = ActivityRow
    logged = _shown(a.at >= first, a.at < last, a.due_at.is_null(), one_of(a.kind, kinds))
    return logged.order_by(a.at, a.id).limit(limit)


@Statement
def _begun_before(first: Slot, limit: Slot) -> Query:
    a = ActivityRow
    return (
        _shown(a.end_at >= first, (a.due_at < first) | (a.at < first)).order_by(a.end_at, a.id).limit(limit)
    )


@Statement
def _series(last: Slot, limit: Slot) -> Query:
    a = ActivityRow
    again = _shown(a.due_at < last, a.done_at.is_null(), a.repeat_rule.is_null(False))
    return again.order_by(a.due_at, a.id).limit(limit)


@Statement
def _without_time(last: Slot, limit: Slot) -> Query:
    a = ActivityRow
    bare = fn.SUBSTR(a.due_at, 11, 1) == ""  # nothing behind the day
    return (
        _shown(a.due_at < last, a.done_at.is_null(), a.end_at.is_null(), bare)
        .order_by(a.due_at, a.id)
        .limit(limit)
    )


@Statement
def _moments(first: Slot, last: Slot, limit: Slot) -> Query:
    a = ActivityRow
    planned = a.select(a.due_at).where(a.due_at >= first, a.due_at < last, a.done_at.is_null(), is_shown(a))
    return planned.limit(limit)


@Statement
def _with_uid(uids: Slot) -> Query:
    a = ActivityRow
    return a.select(a.id, a.uid).where(one_of(a.uid, uids), a.deleted_at.is_null()).order_by(a.id)


@Statement
def _gone_with_uid(uids: Slot) -> Query:
    a = ActivityRow
    said = a.select(a.uid, a.uid_said).where(one_of(a.uid, uids), a.deleted_at.is_null(False))
    return said.order_by(a.id)


@Statement
def _in_series(series: Slot) -> Query:
    a = ActivityRow
    open_ = a.select(a.id).where(a.series == series, a.deleted_at.is_null(), a.repeat_rule.is_null(False))
    return open_.order_by(a.id.desc()).limit(1)


@Statement
def _there(numbers: Slot) -> Query:
    a = ActivityRow
    return a.select(a.id).where(one_of(a.id, numbers), a.deleted_at.is_null())


@Statement
def _people(addresses: Slot) -> Query:
    e = ContactEmail
    found = e.select(e.address_key.alias("address"), e.contact.alias("id")).join(
        Contact, on=e.contact == Contact.id
    )
    return found.where(Contact.deleted_at.is_null(), one_of(e.address_key, addresses)).order_by(
        e.contact.desc()
    )


class CalendarRepository:
    """Reads entries by when they are."""

    def __init__(self, database: Database, activities: ActivityRepository) -> None:
        self._database, self._activities = database, activities

    def between(
        self, first: date, last: date, kinds: Collection[str], most: int = MOST_EVENTS
    ) -> list[Activity]:
        """Entries that may touch the days from ``first`` up to before ``last``, those of a day around them too, for a
        moment is stored in UTC: what is planned, done or not, and of ``kinds`` what was logged. At most ``most`` of each."""
        return self._activities.several(self.numbers(first, last, kinds, most))

    def numbers(self, first: date, last: date, kinds: Collection[str], most: int = MOST_EVENTS) -> list[int]:
        """Which entries ``between`` gives: to be counted before they are read."""
        span = {"first": _day(first, -1), "last": _day(last, 1), "limit": most}
        read = self._database.column
        ids = [
            *read(_to_do, **span),
            *read(_done, **span),
            *read(_logged, **span, kinds=sorted(kinds)),
            *read(_begun_before, first=span["first"], limit=most),
        ]
        return list(dict.fromkeys(ids))

    def series(self, last: date, most: int = MOST_EVENTS) -> list[Activity]:
        """The open entries of what comes again, due before a day."""
        return self._activities.several(self._database.column(_series, last=_day(last, 1), limit=most))

    def without_time(self, last: date) -> list[Activity]:
        """Open steps of one day before ``last`` that have no time, the earliest first; at most ``MOST_TO_PLACE``."""
        ids = self._database.column(_without_time, last=last.isoformat(), limit=MOST_TO_PLACE)
        return self._activities.several(ids)

    def moments(self, first: date, last: date) -> list[str]:
        """When open steps are due around the days from ``first`` up to before ``last``, as it is stored."""
        span = {"first": _day(first, -1), "last": _day(last, 1), "limit": MOST_EVENTS}
        return [str(moment) for moment in self._database.column(_moments, **span)]

    def known_by(self, uids: Collection[str]) -> dict[str, list[int]]:
        """The entries that calendars know by some uids, outside the trash, the oldest first."""
        found: dict[str, list[int]] = {}
        for row in self._database.select(_with_uid, uids=list(uids)) if uids else ():
            found.setdefault(row.uid, []).append(row.id)
        return found

    def gone(self, uids: Collection[str]) -> dict[str, str]:
        """What calendars said last of entries that they know by some uids and that are in the trash."""
        rows = self._database.select(_gone_with_uid, uids=list(uids)) if uids else ()
        return {row.uid: row.uid_said or "" for row in rows}

    def carrier_of(self, series: str) -> int | None:
        """The entry that carries a series on."""
        found = self._database.column(_in_series, series=series)
        return int(found[0]) if found else None

    def there(self, entries: Collection[int]) -> set[int]:
        """Those of some entries that are there, outside the trash."""
        return set(self._database.column(_there, numbers=list(entries))) if entries else set()

    def people_with(self, addresses: Collection[str]) -> dict[str, int]:
        """Who has an e-mail address, given in small letters; of several the one that was added first."""
        rows = self._database.select(_people, addresses=list(addresses)) if addresses else ()
        return {row.address: row.id for row in rows}


def _day(day: date, by: int) -> str:
    try:
        return (day + timedelta(days=by)).isoformat()
    except OverflowError:
        return day.isoformat()
