"""How long the people who were added in a period waited for a first answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from peewee import Case, Select, fn

from salesdesk.domain.lead_response import ENDS, Wait
from salesdesk.store.engine.statements import Query, Slot
from salesdesk.store.figures.parts import (
    as_it_lies,
    earliest,
    exactly,
    given,
    is_owned,
    is_within,
    latest,
    owner_names,
    several,
    source_names,
)
from salesdesk.store.lists.quality import happened, is_answer, waited_hours
from salesdesk.store.models.activities import Activity
from salesdesk.store.models.contacts import Contact

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


@dataclass(frozen=True, slots=True)
class Waited:
    """So many people of one ``owner`` and ``source`` (names, "" without one) who waited so long, and their ``hours``
    together; what was answered before it was written down waited for none."""

    owner: str
    source: str
    wait: Wait
    count: int
    hours: float


class ResponseFigures:
    """Reads waits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waits(self, periods: Sequence[tuple[date, date]], owner: str | None = None) -> list[list[Waited]]:
        """Of everybody who was added in each of some periods. Who was answered is looked up by itself, once for all periods:
        most people of a long one were not, and are only counted."""
        # the period before and that of a year before are often one
        different = list(dict.fromkeys(periods))
        found, reached = self._reached(different, owner)
        for place, added in enumerate(self._added(different, owner)):
            for key, count in (added - reached[place]).items():
                found[place][*key, Wait.STILL] = [count, 0.0]
        owners, sources = owner_names(self._database), source_names(self._database)
        named = [
            [
                Waited(owners.get(key[0], ""), sources.get(key[1], ""), key[2], int(count), hours)
                for key, (count, hours) in waits.items()
            ]
            for waits in found
        ]
        return [named[different.index(days)] for days in periods]

    def _reached(
        self, periods: Sequence[tuple[date, date]], owner: str | None
    ) -> tuple[list[dict[_Key, list[float]]], list[Counter[tuple[int, int]]]]:
        """Of those who were answered in each of some periods: how many waited how long, and how many each owner and source has."""
        owned, number = owner is not None, len(periods)
        statement = self._database.shaped(("answered", owned, number), lambda: _answered(owned, number))
        found: list[dict[_Key, list[float]]] = [{} for _ in periods]
        reached = [Counter[tuple[int, int]]() for _ in periods]
        rows = self._database.pairs(statement, **_values(periods), **given(owner))
        for by_owner, source, wait, within, count, hours in rows:
            for place in _places(within, number):
                waits = found[place].setdefault((by_owner, source, _WAITS[wait]), [0, 0.0])
                waits[0] += count
                waits[1] += float(hours)
                reached[place][by_owner, source] += count
        return found, reached

    def _added(
        self, periods: Sequence[tuple[date, date]], owner: str | None
    ) -> list[Counter[tuple[int, int]]]:
        """How many people were added in each of some periods, by owner and source."""
        owned, number = owner is not None, len(periods)
        statement = self._database.shaped(("added", owned, number), lambda: _added(owned, number))
        values, found = _values(periods), [Counter[tuple[int, int]]() for _ in periods]
        tally = self._database.tally_numbers(statement, **values, **given(owner))
        for packed, count in tally.items():
            key = packed >> _OWNER_FROM, packed >> _SOURCE_FROM & _MOST_SOURCES
            for place in _places(packed, number):
                found[place][key] += count
        return found


_ALL = 1 << 62  # of rows
_Key = tuple[int, int, Wait]
"""Owner and source, 0 without one."""
_WAITS = list(Wait)


_SOURCE_FROM, _OWNER_FROM = 8, 32
_MOST_SOURCES = (1 << (_OWNER_FROM - _SOURCE_FROM)) - 1
"""How the periods somebody was added in (as bits), source and owner lie in one number."""


def _values(periods: Sequence[tuple[date, date]]) -> dict[str, str]:
    values = several(periods)
    return {"since": earliest(values), "until": latest(values), **values}


def _within(stored: Query, periods: int) -> Query:
    """In which of some periods a stored moment lies, as the bits of a number; 0 in none."""
    bits = (
        Case(None, [(is_within(stored, f"_{place}"), exactly(1 << place))], exactly(0))
        for place in range(periods)
    )
    return reduce(add, bits)


def _places(within: int, periods: int) -> list[int]:
    """The places of the periods in the bits of a number."""
    return [place for place in range(periods) if within >> place & 1]


def _added(owned: bool, periods: int) -> Query:
    """Of each who was added between the first and the last of some periods: in which, as the bits of a number (0 in none, where
    there is a gap), owner and source, 0 without one."""
    person = Contact.alias("c")
    created = as_it_lies(person.created_at)
    none = exactly(0)
    number = fn.COALESCE(person.owner, none) * exactly(1 << _OWNER_FROM)
    number += fn.COALESCE(person.source, none) * exactly(1 << _SOURCE_FROM)
    number += _within(created, periods)
    query = person.select(number.alias("id")).where(
        created >= Slot("since"), created < Slot("until"), person.deleted_at.is_null()
    )
    return query.where(is_owned(person)) if owned else query


def _answered(owned: bool, periods: int) -> Query:
    """Those who were answered: owner, source, the place of their wait, in which of the periods they were added, how many and their
    hours."""
    person, answer = Contact.alias("c"), Activity.alias("a")
    moment = fn.MIN(happened(answer))
    firsts = (
        answer.select(answer.contact.alias("person"), moment.alias("moment"))
        .where(answer.contact.is_null(False), is_answer(answer))
        .group_by(answer.contact)
        .alias("f")
    )
    waited = waited_hours(person.created_at, firsts.c.moment)
    each = (
        person.select(
            fn.COALESCE(person.owner, exactly(0)).alias("owner"),
            fn.COALESCE(person.source, exactly(0)).alias("source"),
            _within(person.created_at, periods).alias("within"),
            waited.alias("hours"),
        )
        .join(firsts, on=(firsts.c.person == person.id))
        # what is still to do has no moment
        .where(
            person.created_at >= Slot("since"),
            person.created_at < Slot("until"),
            person.deleted_at.is_null(),
            firsts.c.moment.is_null(False),
        )
    )
    # the limit has the waits reckoned once, and not anew wherever one is compared
    each = (each.where(is_owned(person)) if owned else each).limit(_ALL).alias("w")
    hours = each.c.hours
    ends = [(hours <= exactly(float(end)), exactly(_WAITS.index(wait))) for wait, end in ENDS.items()]
    wait = Case(None, ends, exactly(_WAITS.index(Wait.LONGER))).alias("wait")
    kept = Case(None, [(hours > exactly(0.0), hours)], exactly(0.0))
    keys = (each.c.owner, each.c.source, wait, each.c.within)
    return Select([each], [*keys, fn.COUNT(each.c.within), fn.SUM(kept)]).group_by(
        each.c.owner, each.c.source, wait, each.c.within
    )
