"""The calendar as a file, and files of other calendars as entries."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path

from salesdesk import outputs
from salesdesk.domain.activities import Activity
from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.progress import Work
from salesdesk.exchange.calendars.session import read_calendar_file
from salesdesk.exchange.calendars.writing import write_calendar
from salesdesk.exchange.calendars.zones import local_zone
from salesdesk.phrases import phrase
from salesdesk.services.calendar.items import items_of
from salesdesk.services.calendar.service import NOT_MET
from salesdesk.services.calendar.taking_in import CalendarPlan, Fate, Planner
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.records.calendar import EVERYTHING
from salesdesk.store.store import Store

PAST_DAYS = 90
"""So far back what was is in a whole calendar."""
FUTURE_DAYS = 5 * 366


class CalendarFileService:
    """Use cases of calendar files."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def save(self, path: Path, entries: Collection[int] | None = None, work: Work | None = None) -> int:
        """Write some entries, whole series included, or everything that is planned and what was in the last months. Returns how many stand in the file. Raises ``WrongEnding``, or ``FileProblem``
        when the file may not or cannot be written; then there is none."""
        target = outputs.target_of(path, endings=outputs.CALENDAR_ENDINGS, databases=self._store.files)
        found = (
            self._whole() if entries is None else self._store.activities.several([*dict.fromkeys(entries)])
        )
        return self._write(target, found, path.stem, work)

    def _whole(self) -> list[Activity]:
        """Everything that is planned, and what was in the last months."""
        today = date.fromisoformat(self._store.today())
        first, last = today - timedelta(days=PAST_DAYS), today + timedelta(days=FUTURE_DAYS)
        kinds = [c.code for c in self._store.activities.choices.all().kinds if c.code not in NOT_MET]
        entries = {entry.id: entry for entry in self._store.calendar.between(first, last, kinds, EVERYTHING)}
        entries |= {entry.id: entry for entry in self._store.calendar.series(last, EVERYTHING)}
        return list(entries.values())

    def _write(self, target: Path, entries: list[Activity], name: str, work: Work | None) -> int:
        choices = self._store.activities.choices.all()
        items = items_of(entries, choices, self._store.database.uuid, local_zone())
        with outputs.replacing(target) as part:
            return write_calendar(part, items, name, work)

    def plan(self, path: Path, work: Work | None = None) -> CalendarPlan:
        """What taking in a file would do; nothing is written. Raises ``FileProblem``."""
        found = read_calendar_file(path, work)
        return Planner(self._store, local_zone()).plan(path.name, found.items, found.left_out)

    def apply(self, plan: CalendarPlan, *, origin: object = None) -> ChangeSet:
        """Take in what was planned, in one step to undo."""

        def change(uow: Writing) -> None:
            writer = ActivityWriter(uow)
            drafts = [item.draft for item in plan.items if item.draft is not None]
            if drafts:
                writer.add_many(drafts)
            for item in plan.items:
                if item.entry is not None and item.change is not None:
                    writer.change(item.entry, item.change)
            gone = [item.entry for item in plan.items if item.fate is Fate.REMOVED and item.entry is not None]
            if gone:
                writer.trash(gone)

        return self._commands.run(phrase("changes.take_calendar", file=plan.name), change, origin=origin)
