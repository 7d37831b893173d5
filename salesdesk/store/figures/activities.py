"""What was done in a period, by kind, outcome and owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.store.engine.statements import Query, Slot
from salesdesk.store.figures.parts import (
    exactly,
    given,
    is_owned,
    is_seen,
    is_within,
    latest,
    owner_names,
    period,
    several,
    summed_where,
    taken_apart,
    together,
)
from salesdesk.store.lists.quality import happened
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
        tally = self._database.tally(statement, **period(first, last), **given(owner))
        names = owner_names(self._database)
        found: dict[tuple[str, str, str], list[int]] = {}
        for text, number in tally.items():
            owned_by, minutes, kind, outcome = taken_apart(text, 4)
            name = names.get(int(owned_by), "")
            counts = found.setdefault((kind, outcome, name), [0, 0])
            counts[0] += number
            counts[1] += number * int(minutes)
        return [Done(*key, count, minutes) for key, (count, minutes) in found.items()]

    def totals(self, periods: Sequence[tuple[date, date]], owner: str | None = None) -> list[tuple[int, int]]:
        """How many took place in each of some periods, and the minutes they took, in one pass."""
        # the period before and that of a year before are often one
        owned, different = owner is not None, list(dict.fromkeys(periods))
        number = len(different)
        statement = self._database.shaped(("done_in_all", owned, number), lambda: _totals(owned, number))
        values = several(different)
        row = self._database.pairs(statement, until=latest(values), **values, **given(owner))[0]
        found = dict(zip(different, zip(row[::2], row[1::2], strict=True), strict=True))
        return [(int(found[days][0]), int(found[days][1])) for days in periods]


def _totals(owned: bool, periods: int) -> Query:
    entry = Activity.alias("a")
    minutes = fn.COALESCE(entry.duration_minutes, exactly(0))
    numbers, within = [], []
    for place in range(periods):
        within.append(_is_done_within(entry, f"_{place}"))
        numbers += [summed_where(within[place], exactly(1)), summed_where(within[place], minutes)]
    # most entries are later than all of the periods, which one look tells
    query = entry.select(*numbers).where(happened(entry) < Slot("until"), is_seen(entry), reduce(or_, within))
    return query.where(is_owned(entry)) if owned else query


def _done(owned: bool) -> Query:
    """Each entry in a line: its owner, minutes, kind and outcome."""
    entry = Activity.alias("a")
    said = together((entry.owner, 0), (entry.duration_minutes, 0), (entry.kind, ""), (entry.outcome, ""))
    query = entry.select(said.alias("said")).where(is_seen(entry), _is_done_within(entry))
    return query.where(is_owned(entry)) if owned else query


def _is_done_within(entry: Query, which: str = "") -> Query:
    # said so that the index of moments finds them; together it is ``COALESCE(at, done_at)``
    return is_within(entry.at, which) | (entry.at.is_null() & is_within(entry.done_at, which))
