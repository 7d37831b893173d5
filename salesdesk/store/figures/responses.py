"""How long the people who were added in a period waited for a first answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from peewee import Case, Select, fn

from salesdesk.domain.lead_response import ENDS, Wait
from salesdesk.store.engine.statements import Query, Slot
from salesdesk.store.figures.parts import (
    as_it_lies,
    exactly,
    given,
    in_stretches,
    is_owned,
    is_within,
    owner_names,
    period,
    source_names,
    summed_where,
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
        """Of everybody who was added in each of some periods; those of the first one by owner and source, those of the others,
        which it is compared with, that wait still, together. Who was answered is looked up by itself, once for all periods: most people of a long one
        were not, and are only counted."""
        owned, of_owner, number = owner is not None, given(owner), len(periods)
        values = {
            f"{name}_{place}": value
            for place, days in enumerate(periods)
            for name, value in period(*days).items()
        }
        answered = self._database.shaped(("answered", owned, number), lambda: _answered(owned, number))
        added = self._database.shaped(("added_in_first", owned), lambda: _added(owned))
        found: list[dict[_Key, list[float]]] = [{} for _ in periods]
        reached: list[Counter[tuple[int | None, int | None]]] = [Counter() for _ in periods]
        for by_owner, source, wait, *numbers in self._database.pairs(answered, **values, **of_owner):
            for place, (count, hours) in enumerate(zip(numbers[::2], numbers[1::2], strict=True)):
                if count:
                    found[place][by_owner, source, _WAITS[wait]] = [count, float(hours)]
                    reached[place][by_owner, source] += count
        for by_owner, source, count in self._database.pairs(added, **period(*periods[0]), **of_owner):
            still = int(count) - reached[0][by_owner, source]
            if still > 0:
                found[0][by_owner, source, Wait.STILL] = [still, 0.0]
        for place, count in enumerate(self._added_in(periods[1:], owner), 1):
            still = count - reached[place].total()
            if still > 0:
                found[place][None, None, Wait.STILL] = [still, 0.0]
        owners, sources = owner_names(self._database), source_names(self._database)
        return [
            [
                Waited(owners.get(key[0] or 0, ""), sources.get(key[1] or 0, ""), key[2], int(count), hours)
                for key, (count, hours) in waits.items()
            ]
            for waits in found
        ]

    def _added_in(self, periods: Sequence[tuple[date, date]], owner: str | None) -> list[int]:
        """How many people were added in each of some periods."""
        if not periods:
            return []
        owned, number = owner is not None, len(periods)
        statement = self._database.shaped(("added_in_each", owned, number), lambda: _added_in(owned, number))
        values = {
            f"{name}_{place}": value
            for place, days in enumerate(periods)
            for name, value in period(*days).items()
        }
        until = max(value for name, value in values.items() if name.startswith("end"))
        return [int(n) for n in self._database.pairs(statement, until=until, **values, **given(owner))[0]]


_Key = tuple[int | None, int | None, Wait]
_WAITS = list(Wait)


def _any_of(stored: Query, periods: int) -> Query:
    """A stored moment lies in any of some periods."""
    return reduce(or_, (is_within(stored, f"_{place}") for place in range(periods)))


def _added(owned: bool) -> Query:
    """How many people were added in a period, by owner and source."""
    person = Contact.alias("c")
    inner = person.select(
        person.owner.alias("owner"), person.source.alias("source"), fn.COUNT(person.id).alias("number")
    )
    inner = inner.where(person.deleted_at.is_null(), is_within(as_it_lies(person.created_at)))
    inner = inner.where(is_owned(person)) if owned else inner
    each = in_stretches(inner, person.id, person.owner, person.source).alias("s")
    keys = (each.c.owner, each.c.source)
    return Select([each], [*keys, fn.SUM(each.c.number)]).group_by(*keys)


def _added_in(owned: bool, periods: int) -> Query:
    person = Contact.alias("c")
    created = as_it_lies(person.created_at)
    counts = [summed_where(is_within(created, f"_{place}"), exactly(1)) for place in range(periods)]
    # most people are later than all of the periods, which one look tells
    query = person.select(*counts).where(
        created < Slot("until"), person.deleted_at.is_null(), _any_of(created, periods)
    )
    return query.where(is_owned(person)) if owned else query


def _answered(owned: bool, periods: int) -> Query:
    """Those who were answered: owner, source, the place of their wait, and for each period how many and their hours."""
    person, answer = Contact.alias("c"), Activity.alias("a")
    moment = fn.MIN(happened(answer))
    firsts = (
        answer.select(answer.contact.alias("person"), moment.alias("moment"))
        .where(answer.contact.is_null(False), is_answer(answer), happened(answer).is_null(False))
        .group_by(answer.contact)
        .alias("f")
    )
    waited = waited_hours(person.created_at, firsts.c.moment)
    each = (
        person.select(
            person.owner.alias("owner"),
            person.source.alias("source"),
            person.created_at.alias("created"),
            waited.alias("hours"),
        )
        .join(firsts, on=(firsts.c.person == person.id))
        .where(person.deleted_at.is_null(), _any_of(person.created_at, periods))
    )
    each = (each.where(is_owned(person)) if owned else each).alias("w")
    hours = each.c.hours
    ends = [(hours <= exactly(float(end)), exactly(_WAITS.index(wait))) for wait, end in ENDS.items()]
    wait = Case(None, ends, exactly(_WAITS.index(Wait.LONGER))).alias("wait")
    kept = Case(None, [(hours > exactly(0.0), hours)], exactly(0.0))
    numbers = []
    for place in range(periods):
        within = is_within(each.c.created, f"_{place}")
        numbers += [summed_where(within, exactly(1)), summed_where(within, kept)]
    keys = (each.c.owner, each.c.source)
    return Select([each], [*keys, wait, *numbers]).group_by(*keys, wait)
