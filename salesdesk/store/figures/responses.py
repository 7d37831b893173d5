"""How long the people who were added in a period waited for a first answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from peewee import JOIN, fn

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

    def waits(self, first: date, last: date, owner: str | None = None) -> list[Waited]:
        """Of everybody who was added in a period."""
        statement = self._database.shaped(("waits", owner is None), lambda: _waits(owner is not None))
        rows = self._database.pairs(statement, **period(first, last), **given(owner))
        owners, sources = owner_names(self._database), source_names(self._database)
        counts: Counter[tuple[int | None, int | None, Wait]] = Counter()
        hours: dict[tuple[int | None, int | None, Wait], float] = defaultdict(float)
        for (
            owner_id,
            source_id,
            waited,
        ) in rows:  # an engine would compute the hours anew for each bound they lie within
            key = (owner_id, source_id, wait_of(waited))
            counts[key] += 1
            hours[key] += max(0.0, waited or 0.0)
        return [
            Waited(owners.get(key[0] or 0, ""), sources.get(key[1] or 0, ""), key[2], count, hours[key])
            for key, count in counts.items()
        ]


def _waits(owned: bool) -> Query:
    person, answer = Contact.alias("c"), Activity.alias("a")
    each = (
        person.select(
            person.owner.alias("owner"),
            person.source.alias("source"),
            waited_hours(person.created_at, fn.MIN(happened(answer))).alias("hours"),
        )
        .join(answer, JOIN.LEFT_OUTER, on=(answer.contact == person.id) & is_answer(answer))
        .where(person.deleted_at.is_null(), is_within(person.created_at))
        .group_by(person.id, person.owner, person.source, person.created_at)
    )
    return each.where(is_owned(person)) if owned else each
