"""Deals read once and added up by many groups: one pass over them tells all of a report.

The engine adds up deals that agree in every group; what is left is folded here. Deals in the currency of the figures are told
apart by no day, those in others by that of their rate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from peewee import Case, fn

from salesdesk.domain.money import Money
from salesdesk.domain.rates import Rates, Sum
from salesdesk.store.engine.statements import Query, Slot
from salesdesk.store.figures.parts import (
    exactly,
    given,
    is_owned,
    is_within,
    owner_names,
    period,
    source_names,
)
from salesdesk.store.lists.rules import days_to_close, effective_probability, weighted_amount
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.pipelines import Stage
from salesdesk.value_classes import dataclass

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

ALL, PLACE = "all", "place"
"""All deals as one group, and the place of the period they were closed in among several."""


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


class Spread:
    """Deals added up by some groups at once."""

    def __init__(
        self,
        rows: Sequence[Sequence[Any]],
        groups: Sequence[str],
        named: Mapping[str, Mapping[Any, str]],
        currency: str,
        rates: Rates,
    ) -> None:
        self._rows, self._named = rows, named
        self._places = {group: place for place, group in enumerate(groups, 1)}
        self._width = 1 + len(groups)
        self._currency, self._rates = currency, rates

    def by(self, kind: str, group: str = ALL) -> dict[object, Tally]:
        """The deals in stages of a kind, by one of the groups; "" where they have no value."""
        folded: dict[tuple[object, str | None, str | None], list[Any]] = {}
        width, place = self._width, self._places.get(group)
        names = self._named.get(group)
        for row in self._rows:
            if row[0] != kind:
                continue
            value = "" if place is None else row[place]
            if names is not None:
                value = names.get(value, "")
            key = (value, row[width], row[width + 1])
            numbers = row[width + 2 :]
            known = folded.get(key)
            folded[key] = (
                list(numbers) if known is None else [a + b for a, b in zip(known, numbers, strict=True)]
            )
        return self._tallies(folded)

    def whole(self, kind: str) -> Tally:
        """All deals in stages of a kind."""
        return self.by(kind).get("", Tally())

    def _tallies(
        self, folded: Mapping[tuple[object, str | None, str | None], Sequence[Any]]
    ) -> dict[object, Tally]:
        counts: dict[object, list[int]] = {}
        sums: dict[object, tuple[Sum, Sum]] = {}
        for (key, currency, closed), (number, valued, amount, weighted, days, timed) in folded.items():
            day = closed[:10] if closed else None
            held = counts.setdefault(key, [0, 0, 0, 0])
            for place, more in enumerate((number, round(days), timed, valued)):
                held[place] += more
            if key not in sums:
                sums[key] = Sum(self._currency, self._rates), Sum(self._currency, self._rates)
            plain, likely = sums[key]
            plain.add(int(amount), currency, day, valued)
            likely.add(int(weighted), currency, day, valued)
        return {
            key: Tally(
                count,
                plain.amount,
                likely.amount,
                plain.left_out,
                days,
                plain.beside,
                likely.beside,
                timed,
                valued - plain.left_out,
            )
            for key, (count, days, timed, valued) in counts.items()
            for plain, likely in [sums[key]]
            if count
        }


class DealSpreads:
    """Reads deals and adds them up."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def closed(
        self,
        first: date,
        last: date,
        groups: Sequence[str],
        currency: str,
        rates: Rates,
        owner: str | None = None,
        pipeline: int | None = None,
        kinds: Sequence[str] = ("won", "lost"),
    ) -> Spread:
        """Deals closed in a period, by "stage", "source", "owner", "reason" (why lost), "won_reason", "competitor", each converted
        into ``currency`` by the rate of the day it was closed on; of every pipeline, or of one."""
        own: dict[str, str | int] = {} if pipeline is None else {"pipeline": pipeline}
        return self._read(tuple(kinds), groups, currency, rates, owner, {**period(first, last), **own})

    def closed_within(
        self,
        periods: Sequence[tuple[date, date]],
        currency: str,
        rates: Rates,
        owner: str | None = None,
        kinds: Sequence[str] = ("won", "lost"),
    ) -> Spread:
        """Deals closed in each of some periods, none of which meets another one, by ``PLACE``: 0 for the first of them."""
        values: dict[str, str | int] = {**period(periods[0][0], periods[-1][1])}
        for place, days in enumerate(periods):
            values |= {f"{name}_{place}": value for name, value in period(*days).items()}
        return self._read(tuple(kinds), (PLACE,), currency, rates, owner, values, len(periods))

    def open(self, groups: Sequence[str], currency: str, rates: Rates, owner: str | None = None) -> Spread:
        """Deals open now, by groups, converted by the rates of now."""
        return self._read(("open",), groups, currency, rates, owner, {})

    def _read(
        self,
        kinds: tuple[str, ...],
        groups: Sequence[str],
        currency: str,
        rates: Rates,
        owner: str | None,
        values: Mapping[str, str | int],
        periods: int = 0,
    ) -> Spread:
        groups = [group for group in groups if group != ALL]
        asked = _Asked(
            kinds, tuple(groups), periods, owner is not None, "pipeline" in values, "begin" in values
        )
        statement = self._database.shaped(("spread", asked), lambda: _statement(asked))
        rows = self._database.pairs(statement, currency=currency, **values, **given(owner))
        named: dict[str, Mapping[Any, str]] = {}
        if "owner" in groups:
            named["owner"] = owner_names(self._database)
        if "source" in groups:
            named["source"] = source_names(self._database)
        return Spread(rows, groups, named, currency, rates)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The shape of a statement."""

    kinds: tuple[str, ...]
    groups: tuple[str, ...]
    periods: int
    owned: bool
    narrow: bool
    closed: bool


_GROUPS: dict[str, Callable[[Query], Query]] = {
    "stage": lambda deal: deal.stage,
    "source": lambda deal: deal.source,
    "owner": lambda deal: deal.owner,
    "reason": lambda deal: fn.COALESCE(deal.lost_reason, ""),
    "won_reason": lambda deal: fn.COALESCE(deal.won_reason, ""),
    "competitor": lambda deal: fn.COALESCE(deal.competitor, ""),
}


def _statement(asked: _Asked) -> Query:
    """kind, groups, currency, closed, number, valued, amount, weighted, days, timed."""
    deal, stage = Deal.alias("d"), Stage.alias("g")
    weighted = weighted_amount(deal.amount, effective_probability(deal.probability, stage))
    days = days_to_close(deal.created_at, deal.closed_at, deal.import_batch)
    groups = [
        (_place(deal, asked.periods) if group == PLACE else _GROUPS[group](deal)).alias(f"by_{group}")
        for group in asked.groups
    ]
    by_day = deal.currency.is_null(False) & (deal.currency != Slot("currency"))
    apart = [deal.currency, Case(None, [(by_day, deal.closed_at)], None).alias("by_day")]
    query = deal.select(
        stage.kind,
        *groups,
        *apart,
        fn.COUNT(deal.id),
        fn.COUNT(deal.amount),
        fn.COALESCE(fn.SUM(deal.amount), 0),
        fn.COALESCE(fn.SUM(weighted), 0),
        fn.COALESCE(fn.SUM(days), 0),
        fn.COUNT(days),
    ).join(stage, on=(stage.id == deal.stage))
    query = query.where(deal.deleted_at.is_null(), stage.kind.in_([exactly(kind) for kind in asked.kinds]))
    if asked.closed:
        query = query.where(is_within(deal.closed_at))
    if asked.owned:
        query = query.where(is_owned(deal))
    if asked.narrow:
        query = query.where(deal.pipeline == Slot("pipeline"))
    return query.group_by(stage.kind, *groups, *apart)


def _place(deal: Query, periods: int) -> Query:
    """Which of some periods a deal was closed in."""
    within = [(is_within(deal.closed_at, f"_{place}"), exactly(place)) for place in range(periods)]
    return Case(None, within, None)
