"""What was done in a period, by kind, outcome and owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.store.engine.statements import Query
from salesdesk.store.figures.parts import given, is_owned, is_seen, is_within, owner_names, period
from salesdesk.store.models.activities import Activity

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


@dataclass(frozen=True, slots=True)
class Done:
    """So many entries of one ``kind`` (its code), with one ``outcome`` and ``owner`` (names, "" without one), and the
    minutes they took."""

    kind: str
    outcome: str
    owner: str
    count: int
    minutes: int


class ActivityFigures:
    """Counts entries of the timeline that took place."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def done(self, first: date, last: date, owner: str | None = None) -> list[Done]:
        """What took place in a period."""
        statement = self._database.shaped(("done", owner is None), lambda: _done(owner is not None))
        rows = self._database.select(statement, **period(first, last), **given(owner))
        names = owner_names(self._database)
        return [
            Done(row.kind, row.came_of_it, names.get(row.owner, ""), row.number, int(row.minutes))
            for row in rows
        ]

    def total(self, first: date, last: date, owner: str | None = None) -> tuple[int, int]:
        """How many took place in a period, and the minutes they took."""
        statement = self._database.shaped(("done_in_all", owner is None), lambda: _total(owner is not None))
        row = self._database.select(statement, **period(first, last), **given(owner))[0]
        return row.number, int(row.minutes)


def _total(owned: bool) -> Query:
    entry = Activity.alias("a")
    minutes = fn.COALESCE(fn.SUM(entry.duration_minutes), 0)
    query = entry.select(fn.COUNT(entry.id).alias("number"), minutes.alias("minutes"))
    return _of_period(query, entry, owned)


def _done(owned: bool) -> Query:
    entry = Activity.alias("a")
    outcome = fn.COALESCE(entry.outcome, "").alias("came_of_it")
    query = entry.select(
        entry.kind,
        outcome,
        entry.owner.alias("owner"),
        fn.COUNT(entry.id).alias("number"),
        fn.COALESCE(fn.SUM(entry.duration_minutes), 0).alias("minutes"),
    )
    return _of_period(query, entry, owned).group_by(entry.kind, outcome, entry.owner)


def _of_period(query: Query, entry: Query, owned: bool) -> Query:
    # said so that the index of moments finds them; together it is ``COALESCE(at, done_at)``
    happened = is_within(entry.at) | (entry.at.is_null() & is_within(entry.done_at))
    query = query.where(is_seen(entry), happened)
    return query.where(is_owned(entry)) if owned else query
