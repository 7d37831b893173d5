"""How long the people who were added in a period waited for a first answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from peewee import fn

from salesdesk.domain.days import DayStart, is_on_or_after
from salesdesk.domain.lead_response import Wait, wait_of
from salesdesk.store.engine.statements import Query
from salesdesk.store.figures.parts import (
    given,
    is_owned,
    is_within,
    owner_names,
    period,
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
        """Of everybody who was added in each of some periods. Who was answered is read once for all of them: most people
        of a long period were not, and are only counted."""
        owned, of_owner = owner is not None, given(owner)
        answered = self._database.pairs(
            self._database.shaped(("people_answered", owned), lambda: _answered(owned)), **of_owner
        )
        names = owner_names(self._database), source_names(self._database)
        return [self._waited(first, last, owned, of_owner, answered, names) for first, last in periods]

    def _waited(
        self,
        first: date,
        last: date,
        owned: bool,
        of_owner: Mapping[str, str],
        answered: Sequence[Sequence[Any]],
        names: tuple[Mapping[int, str], Mapping[int, str]],
    ) -> list[Waited]:
        within = period(first, last)
        begin = DayStart(within["begin_day"], within["begin"])
        end = DayStart(within["end_day"], within["end"])
        counts: Counter[tuple[int | None, int | None, Wait]] = Counter()
        hours: dict[tuple[int | None, int | None, Wait], float] = defaultdict(float)
        for owner, source, created_at, waited in answered:
            if is_on_or_after(created_at, begin) and not is_on_or_after(created_at, end):
                key = (owner, source, wait_of(waited))
                counts[key] += 1
                hours[key] += max(0.0, waited)
        reached: Counter[tuple[int | None, int | None]] = Counter()
        for (owner, source, _), count in counts.items():
            reached[owner, source] += count
        added = self._database.shaped(("people_added", owned), lambda: _added(owned))
        for owner, source, number in self._database.pairs(added, **within, **of_owner):
            if number > reached[owner, source]:
                counts[owner, source, Wait.STILL] = number - reached[owner, source]
        owners, sources = names
        return [
            Waited(owners.get(key[0] or 0, ""), sources.get(key[1] or 0, ""), key[2], count, hours[key])
            for key, count in counts.items()
        ]


def _added(owned: bool) -> Query:
    """How many people were added in a period, by owner and source."""
    person = Contact.alias("c")
    each = (
        person.select(
            person.owner.alias("owner"), person.source.alias("source"), fn.COUNT(person.id).alias("number")
        )
        .where(person.deleted_at.is_null(), is_within(person.created_at))
        .group_by(person.owner, person.source)
    )
    return each.where(is_owned(person)) if owned else each


def _answered(owned: bool) -> Query:
    """Everybody who was answered: owner, source, when they were added, the hours they waited."""
    person, answer = Contact.alias("c"), Activity.alias("a")
    moment = fn.MIN(happened(answer))
    firsts = (
        answer.select(answer.contact.alias("person"), moment.alias("moment"))
        .where(answer.contact.is_null(False), is_answer(answer), happened(answer).is_null(False))
        .group_by(answer.contact)
        .alias("f")
    )
    each = (
        person.select(
            person.owner.alias("owner"),
            person.source.alias("source"),
            person.created_at,
            waited_hours(person.created_at, firsts.c.moment).alias("hours"),
        )
        .join(firsts, on=(firsts.c.person == person.id))
        .where(person.deleted_at.is_null())
    )
    return each.where(is_owned(person)) if owned else each
