"""Deals and people added up by group."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from peewee import Select, fn

from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.rates import Rates
from salesdesk.store.engine.statements import Query, Slot
from salesdesk.store.engine.words import days_between
from salesdesk.store.figures.parts import (
    as_it_lies,
    given,
    in_stretches,
    is_owned,
    is_within,
    period,
    source_names,
)
from salesdesk.store.figures.spread import DealSpreads, Tally
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.pipelines import Stage

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


class Tallies:
    """Grouped sums over deals, contacts and stage events."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.spreads = DealSpreads(database)

    def closed(
        self,
        kind: str,
        first: date,
        last: date,
        group: str,
        currency: str,
        rates: Rates,
        owner: str | None = None,
        pipeline: int | None = None,
    ) -> dict[object, Tally]:
        """Deals won or lost (``kind``) in a period, by "all", "stage", "source", "owner", "reason" (why lost), "won_reason" or
        "competitor", each converted into
        ``currency`` by the rate of the day it was closed on; of every pipeline, or of one."""
        spread = self.spreads.closed(first, last, (group,), currency, rates, owner, pipeline, (kind,))
        return spread.by(kind, group)

    def open(self, group: str, currency: str, rates: Rates, owner: str | None = None) -> dict[object, Tally]:
        """Deals open now, by group, converted by the rates of now."""
        return self.spreads.open((group,), currency, rates, owner).by("open", group)

    def leads_by_source(self, first: date, last: date, owner: str | None = None) -> dict[str, int]:
        """People added in a period, by source name ("" without one)."""
        statement = self._database.shaped(
            ("leads by source", owner is None), lambda: _leads_of(owner is not None)
        )
        rows = self._database.select(statement, **period(first, last), **given(owner))
        names, found = source_names(self._database), dict[str, int]()
        for row in rows:
            name = names.get(row.source, "")
            found[name] = found.get(name, 0) + int(row.number)
        return found

    def days_in_stage(self, now: str, owner: str | None = None) -> dict[int, float]:
        """Average days that the deals now in each open stage have been in it."""
        statement = self._database.shaped(
            ("days in stage", owner is None), lambda: _days_in_stage(owner is not None)
        )
        rows = self._database.select(statement, now=now, kind=StageKind.OPEN.value, **given(owner))
        return {row.stage: max(0.0, float(row.days)) for row in rows}


def _leads_of(owned: bool) -> Query:
    person = Contact.alias("c")
    query = person.select(person.source.alias("source"), fn.COUNT(person.id).alias("number"))
    query = query.where(person.deleted_at.is_null(), is_within(as_it_lies(person.created_at)))
    query = query.where(is_owned(person)) if owned else query
    each = in_stretches(query, person.id, person.source).alias("s")
    return Select([each], [each.c.source, fn.SUM(each.c.number).alias("number")]).group_by(each.c.source)


def _days_in_stage(owned: bool) -> Query:
    deal = Deal.alias("d")
    days = fn.AVG(days_between(deal.stage_since, Slot("now")))
    open_ = Stage.select(Stage.id).where(Stage.kind == Slot("kind"))
    query = deal.select(deal.stage.alias("stage"), days.alias("days"))
    query = query.where(deal.deleted_at.is_null(), deal.stage.in_(open_))
    return (query.where(is_owned(deal)) if owned else query).group_by(deal.stage)
