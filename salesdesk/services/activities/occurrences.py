"""Entries that come again: leaving out one, ending a series, and what is still to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from salesdesk.domain.activities import Activity, ActivityChange
from salesdesk.domain.activities.moments import is_day, stored
from salesdesk.domain.activities.repeating import (
    Series,
    after_leaving_out,
    ended_before,
    occurrences,
    on_its_clock,
    series_of,
    without_text,
)
from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.given_values import moment
from salesdesk.errors import DomainError
from salesdesk.phrases import phrase
from salesdesk.services.activities.entries import NO_MORE, called, following
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.store import Store


class OccurrenceService:
    """Use cases of what comes again. Of a series one entry is open; the others are only foreseen, and are named by when
    they would be (UTC text, or a day)."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def foreseen(self, entry: Activity, first: date, last: date) -> list[str]:
        """When a series comes again after its open entry, from one day up to before another."""
        series = series_of(entry)
        if series is None or entry.done_at is not None:
            return []
        start, end = (datetime.combine(day, datetime.min.time()) for day in (first, last))
        found = (at for at in occurrences(series, start, end) if at > series.here)
        return [at.date().isoformat() if series.is_day else stored(at) for at in found]

    def leave_out(
        self, activity_id: int, occurrence: str | None = None, *, origin: object = None
    ) -> ChangeSet:
        """Delete one occurrence: the open entry, in whose place comes the next, or a foreseen ``occurrence``. Raises
        ``DomainError`` for what does not come again."""
        entry, series = self._of_series(activity_id)
        at = _at(series, occurrence)

        def change(uow: Writing) -> None:
            writer = ActivityWriter(uow)
            if at is not None and at != series.at:
                without = without_text(replace(series, without=(*series.without, at)))
                writer.change(activity_id, ActivityChange(repeat_without=without))
                return
            later = after_leaving_out(series)
            writer.change(activity_id, NO_MORE)
            writer.trash([activity_id])
            if later is not None:
                writer.add(following(entry, later))

        return self._commands.run(
            phrase("changes.leave_out", entry=called(entry, self._store.activities.choices.all())),
            change,
            origin=origin,
        )

    def move(
        self, activity_id: int, occurrence: str, to: str, ends: str | None, *, origin: object = None
    ) -> ChangeSet:
        """Have a foreseen occurrence take place at another time: it becomes an entry of its own, and the series goes on
        without it. ``to`` and ``ends`` are moments, or days. Raises ``DomainError`` for what does not come again."""
        entry, series = self._of_series(activity_id)
        at = _at(series, occurrence)
        assert at is not None

        def change(uow: Writing) -> None:
            writer = ActivityWriter(uow)
            without = without_text(replace(series, without=(*series.without, at)))
            writer.change(activity_id, ActivityChange(repeat_without=without))
            made = following(entry, replace(series, at=at))
            writer.add(
                replace(
                    made,
                    due_at=to,
                    end_at=ends,
                    repeat_rule=None,
                    repeat_by=None,
                    repeat_at=None,
                    repeat_without=None,
                    uid=None,
                    uid_said=None,
                )
            )

        return self._commands.run(
            phrase("changes.reschedule_one", subject=called(entry, self._store.activities.choices.all())),
            change,
            origin=origin,
        )

    def end(self, activity_id: int, occurrence: str | None = None, *, origin: object = None) -> ChangeSet:
        """Delete an occurrence and all that follow: the open entry with its series, or all from a foreseen ``occurrence``
        on. Raises ``DomainError`` for what does not come again."""
        entry, series = self._of_series(activity_id)
        at = _at(series, occurrence)

        def change(uow: Writing) -> None:
            writer = ActivityWriter(uow)
            if at is None or at <= series.at:
                writer.trash([activity_id])
            else:
                writer.change(activity_id, ActivityChange(repeat_rule=ended_before(series, at)))

        return self._commands.run(
            phrase("changes.end_series", entry=called(entry, self._store.activities.choices.all())),
            change,
            origin=origin,
        )

    def parted(self, uow: Writing, entry: Activity, change: ActivityChange) -> ActivityChange:
        """The change of one occurrence alone: the series goes on with the next one as it was. Part of the caller's
        transaction."""
        series = series_of(entry)
        if series is None:
            return change
        later = after_leaving_out(series)
        if later is not None:
            ActivityWriter(uow).add(following(entry, replace(later, without=series.without)))
        return replace(change, repeat_rule=None, repeat_by=None, repeat_at=None, repeat_without=None)

    def _of_series(self, activity_id: int) -> tuple[Activity, Series]:
        entry = self._store.activities.get(activity_id)
        series = series_of(entry)
        if series is None or entry.done_at is not None:
            raise DomainError(
                "activities.comes_once", entry=called(entry, self._store.activities.choices.all())
            )
        return entry, series


def _at(series: Series, occurrence: str | None) -> datetime | None:
    """A foreseen occurrence on the clock of its series."""
    if occurrence is None:
        return None
    found = moment(occurrence, phrase("given.timeline_entry_due_at"), "due_at")
    return datetime.fromisoformat(found) if is_day(found) else on_its_clock(series, found)
