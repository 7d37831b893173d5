"""Deals and people added up by group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.money import Money
from salesdesk.domain.rates import Rates, Sum
from salesdesk.store.engine.statements import Query, Slot
from salesdesk.store.engine.words import days_between
from salesdesk.store.figures.parts import given, is_owned, is_within, named, period
from salesdesk.store.lists.rules import days_to_close, effective_probability, weighted_amount
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.lists import Owner, Source
from salesdesk.store.models.pipelines import Stage

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over deals in minor units; ``other`` deals are in a currency without a rate and only counted, ``apart`` and
    ``apart_weighted`` are their own sums. ``valued`` deals have an amount that is in ``amount``. ``days`` is the sum of the days from
    creation to closing over the ``timed`` deals of which they are known."""

    count: int = 0
    amount: int = 0
    weighted: int = 0
    other: int = 0
    days: int = 0
    apart: tuple[Money, ...] = ()
    apart_weighted: tuple[Money, ...] = ()
    timed: int = 0
    valued: int = 0


class Tallies:
    """Grouped sums over deals, contacts and stage events."""

    def __init__(self, database: Database) -> None:
        self._database = database

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
        own: dict[str, str | int] = {} if pipeline is None else {"pipeline": pipeline}
        return self._tally("closed", group, owner, currency, rates, kind=kind, **period(first, last), **own)

    def open(self, group: str, currency: str, rates: Rates, owner: str | None = None) -> dict[object, Tally]:
        """Deals open now, by group, converted by the rates of now."""
        return self._tally("open", group, owner, currency, rates, kind="open")

    def _tally(
        self, which: str, group: str, owner: str | None, currency: str, rates: Rates, **values: str | int
    ) -> dict[object, Tally]:
        narrow = "pipeline" in values
        statement = self._database.shaped(
            ("tally", which, group, owner is None, narrow),
            lambda: _tally_of(which, group, owner is not None, narrow),
        )
        rows = self._database.select(statement, **values, **given(owner))
        counts: dict[object, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        sums: dict[object, tuple[Sum, Sum]] = {}
        for row in rows:
            key, day = getattr(row, "grouped", ""), row.closed[:10] if row.closed else None
            counts[key][0] += row.number
            counts[key][1] += round(row.days)
            counts[key][2] += row.timed
            counts[key][3] += row.valued
            amount, weighted = sums.setdefault(key, (Sum(currency, rates), Sum(currency, rates)))
            amount.add(int(row.amount), row.currency, day, row.valued)
            weighted.add(int(row.weighted), row.currency, day, row.valued)
        return {
            key: Tally(
                count,
                sums[key][0].amount,
                sums[key][1].amount,
                sums[key][0].left_out,
                days,
                sums[key][0].beside,
                sums[key][1].beside,
                timed,
                valued - sums[key][0].left_out,
            )
            for key, (count, days, timed, valued) in counts.items()
            if count
        }

    def leads_by_source(self, first: date, last: date, owner: str | None = None) -> dict[str, int]:
        """People added in a period, by source name ("" without one)."""
        statement = self._database.shaped(
            ("leads by source", owner is None), lambda: _leads_of(owner is not None)
        )
        rows = self._database.select(statement, **period(first, last), **given(owner))
        return {row.grouped: row.number for row in rows}

    def days_in_stage(self, now: str, owner: str | None = None) -> dict[int, float]:
        """Average days that the deals now in each stage have been in it."""
        statement = self._database.shaped(
            ("days in stage", owner is None), lambda: _days_in_stage(owner is not None)
        )
        rows = self._database.select(statement, now=now, **given(owner))
        return {row.stage: max(0.0, float(row.days)) for row in rows}


def _tally_of(which: str, group: str, owned: bool, narrow: bool) -> Query:
    deal, stage = Deal.alias("d"), Stage.alias("g")
    weighted = weighted_amount(deal.amount, effective_probability(deal.probability, stage))
    days = days_to_close(deal.created_at, deal.closed_at, deal.import_batch)
    value, joined = _GROUPS[group](deal)
    grouped = [] if value is None else [value.alias("grouped")]
    sums = [
        fn.COUNT(deal.id).alias("number"),
        fn.COUNT(deal.amount).alias("valued"),
        fn.COALESCE(fn.SUM(deal.amount), 0).alias("amount"),
        fn.COALESCE(fn.SUM(weighted), 0).alias("weighted"),
        fn.COALESCE(fn.SUM(days), 0).alias("days"),
        fn.COUNT(days).alias("timed"),
    ]
    apart = [deal.currency, deal.closed_at]
    query = joined(
        deal.select(*grouped, deal.currency, deal.closed_at.alias("closed"), *sums).join(
            stage, on=(stage.id == deal.stage)
        )
    )
    query = query.where(deal.deleted_at.is_null(), stage.kind == Slot("kind"))
    if which == "closed":
        query = query.where(is_within(deal.closed_at))
    if owned:
        query = query.where(is_owned(deal))
    if narrow:
        query = query.where(deal.pipeline == Slot("pipeline"))
    return query.group_by(*grouped, *apart)


_Joined = Callable[[Query], Query]


def _by(value: Query) -> tuple[Query, _Joined]:
    return value, lambda query: query


_GROUPS: dict[str, Callable[[Query], tuple[Query, _Joined]]] = {
    "all": lambda deal: _by(None),
    "stage": lambda deal: _by(deal.stage),
    "source": lambda deal: named(deal, "source", Source.alias("s")),
    "owner": lambda deal: named(deal, "owner", Owner.alias("w")),
    "reason": lambda deal: _by(fn.COALESCE(deal.lost_reason, "")),
    "won_reason": lambda deal: _by(fn.COALESCE(deal.won_reason, "")),
    "competitor": lambda deal: _by(fn.COALESCE(deal.competitor, "")),
}


def _leads_of(owned: bool) -> Query:
    person = Contact.alias("c")
    name, joined = named(person, "source", Source.alias("s"))
    grouped = name.alias("grouped")
    query = joined(person.select(grouped, fn.COUNT(person.id).alias("number")))
    query = query.where(person.deleted_at.is_null(), is_within(person.created_at))
    return (query.where(is_owned(person)) if owned else query).group_by(grouped)


def _days_in_stage(owned: bool) -> Query:
    deal = Deal.alias("d")
    days = fn.AVG(days_between(deal.stage_since, Slot("now")))
    query = deal.select(deal.stage.alias("stage"), days.alias("days")).where(deal.deleted_at.is_null())
    return (query.where(is_owned(deal)) if owned else query).group_by(deal.stage)
