"""What stands in the calendar, and moving it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo

from salesdesk.domain.activities import Activity, ActivityEdit, ActivityKind
from salesdesk.domain.activities.moments import MOST_MINUTES, is_day, local, local_day, stored
from salesdesk.domain.calendar.clashes import DAYS_AHEAD, Clash, clashing, free_time
from salesdesk.domain.calendar.events import USUAL_MINUTES, CalendarEvent, event_of, overdue_on, within
from salesdesk.domain.calendar.places import zone_of_number
from salesdesk.domain.calendar.working_hours import SETTING, WorkingHours, read_working_hours
from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.contacts import primary_phone
from salesdesk.domain.given_values import moment
from salesdesk.errors import InputError
from salesdesk.phrases import phrase
from salesdesk.services.activities.service import ActivityService
from salesdesk.store.store import Store

NOT_MET = frozenset(
    {ActivityKind.NOTE, ActivityKind.TASK, ActivityKind.EMAIL, ActivityKind.LETTER, ActivityKind.ORDER}
)
"""Kinds of which one that was logged took no time of a day."""
_WHEN = phrase("given.timeline_entry_at")


class CalendarService:
    """Use cases of the calendar. Days and times are local, as the clock on the wall shows them."""

    def __init__(self, store: Store, activities: ActivityService) -> None:
        self._store, self._activities = store, activities

    @property
    def now(self) -> datetime:
        """The present moment by the clock on the wall."""
        return self._store.clock().astimezone().replace(tzinfo=None)

    @property
    def hours(self) -> WorkingHours:
        """When the person works."""
        return read_working_hours(self._store.settings.get(SETTING)) or WorkingHours()

    # -- reading ------------------------------------------------------------------------------------------

    def size(self, first: date, last: date) -> int:
        """About how many events touch some days: reading many takes longer than a window may wait."""
        return len(self._store.calendar.numbers(first, last, self._kinds()))

    def _kinds(self) -> list[str]:
        return [c.code for c in self._store.activities.choices.all().kinds if c.code not in NOT_MET]

    def events(self, first: date, last: date) -> list[CalendarEvent]:
        """What touches the days from ``first`` up to before ``last``, in order: what is planned, done or not, what was
        logged of what takes time, and what series foresee."""
        entries = self._store.calendar.between(first, last, self._kinds())
        found = [event for event in map(event_of, entries) if event is not None]
        for entry in self._store.calendar.series(last):
            foreseen = self._activities.occurrences.foreseen(entry, _day_before(first), last)
            found += [event for at in foreseen if (event := event_of(entry, at)) is not None]
        today = self.now.date()
        if first <= today < last:  # what was not done before these days is to be done today
            found += [overdue_on(step, today) for step in self._store.calendar.without_time(first)]
        return within(found, first, last)

    def to_place(self, last: date) -> list[Activity]:
        """Open steps of one day without a time that are overdue or due up to a day, this one included: the earliest
        first."""
        return self._store.calendar.without_time(_day_after(max(last, self.now.date())))

    def counts(self, first: date, last: date) -> Mapping[date, int]:
        """How many steps are still to be done on each day from ``first`` up to before ``last``."""
        return Counter(
            day for at in self._store.calendar.moments(first, last) if first <= (day := local_day(at)) < last
        )

    def zone_of(self, entry: Activity) -> tzinfo | None:
        """The time zone of the person an entry is about, as far as their number tells."""
        if entry.contact_id is None:
            return None
        phone = primary_phone(self._store.contacts.phones(entry.contact_id))
        return None if phone is None else zone_of_number(phone.number)

    def clash(
        self, begins: str, minutes: int | None, owner: int | None = None, without: int | None = None
    ) -> Clash | None:
        """What is planned already at a moment (UTC text) for as long, and the next free time; None where nothing is, of a
        bare day, of a time that is over, and of what is no moment. ``owner`` narrows it to one
        person's; ``without`` is the entry it is about."""
        try:
            begins = moment(begins, _WHEN, "begins")
        except InputError:  # it is asked while somebody types, and saving says what is wrong
            return None
        if is_day(begins) or begins < self._store.now():
            return None
        at = local(begins)
        length = timedelta(minutes=min(max(minutes or USUAL_MINUTES, 1), MOST_MINUTES))
        events = [
            event
            for event in self.events(at.date(), at.date() + timedelta(days=DAYS_AHEAD))
            if owner is None or event.entry.owner_id in (None, owner)
        ]
        there = clashing(events, at, at + length, without)
        if not there:
            return None
        return Clash(tuple(there), free_time(events, at, length, self.hours, self.now, without))

    # -- moving -------------------------------------------------------------------------------------------

    def move(
        self,
        event: CalendarEvent,
        begins: datetime,
        *,
        whole: bool | None = None,
        later: bool = False,
        origin: object = None,
    ) -> ChangeSet:
        """Have an event begin at another time, as long as it was; ``whole`` makes it take all day, or a time of the day.
        Of a series it is this one alone; ``later`` as for `ActivityService.change`."""
        to_whole = event.whole if whole is None else whole
        length = None if to_whole != event.whole else event.ends - event.begins
        return self._put(event, begins, length, to_whole, origin, later=later)

    def resize(
        self, event: CalendarEvent, begins: datetime, ends: datetime, *, origin: object = None
    ) -> ChangeSet:
        """Have an event take place from one time to another; of one that takes all day from the first day to the last (``ends``
        is the beginning of the day after it). Of a series it is this one alone."""
        return self._put(event, begins, ends - begins, event.whole, origin)

    def _put(
        self,
        event: CalendarEvent,
        begins: datetime,
        length: timedelta | None,
        whole: bool,
        origin: object,
        *,
        later: bool = False,
    ) -> ChangeSet:
        entry = event.entry
        _check_span(begins, length)
        start, end = _span(event, begins, length, whole)
        if event.occurrence is not None:
            return self._activities.occurrences.move(entry.id, event.occurrence, start, end, origin=origin)
        values: ActivityEdit = {"end_at": end}
        values["at" if entry.due_at is None else "due_at"] = start
        if entry.due_at is None and end is not None and not whole and length is not None:
            values["end_at"], values["duration_minutes"] = None, int(length.total_seconds() // 60)
        if entry.is_open:
            values["snoozed_until"] = None
        return self._activities.change(
            entry.id,
            only_this=entry.repeat_rule is not None and entry.is_open,
            later=later,
            seen=self._activities.seen(entry),
            origin=origin,
            **values,
        )


def _day_before(day: date) -> date:
    return day if day == date.min else day - timedelta(days=1)


def _day_after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def _check_span(begins: datetime, length: timedelta | None) -> None:
    """Raise ``InputError`` for times of years that are not kept."""
    try:
        ends = begins + (length or timedelta(days=1))
    except OverflowError:
        ends = datetime.max
    for wall in (begins, ends):
        moment(wall.date().isoformat(), _WHEN, "at")


def _span(
    event: CalendarEvent, begins: datetime, length: timedelta | None, whole: bool
) -> tuple[str, str | None]:
    """When an event begins and ends, as it is stored. One that says no end says none where it is only moved, and one that
    gets a time takes as long as is usual."""
    if whole:
        last = begins.date() + (length or timedelta(days=1)) - timedelta(days=1)
        return begins.date().isoformat(), last.isoformat() if last > begins.date() else None
    start = stored(begins)
    begins = local(start)  # which is later where the clock skips that hour
    if length is None:
        return start, stored(begins + timedelta(minutes=USUAL_MINUTES))
    if event.entry.end_at is None and length == event.ends - event.begins:
        return start, None
    return start, stored(begins + length)
