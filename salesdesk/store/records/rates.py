"""The rates of currencies, kept by date, and which currencies amounts are in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.rates import Rate, Rates
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.figures.parts import is_within, period
from salesdesk.store.journal.writing import writes

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_PREFIX = "rate "
"""Rates are settings of the file: "rate USD EUR 2026-01-01" is what a dollar is in euros from that day on."""


@Statement
def _kept(first: Slot, after: Slot) -> Query:
    from salesdesk.store.models.lists import Setting

    return (
        Setting.select(Setting.id, Setting.key, Setting.value)
        .where(Setting.key >= first, Setting.key < after)
        .order_by(Setting.key)
    )


@Statement
def _of_deals() -> Query:
    from salesdesk.store.models.deals import Deal

    return (
        Deal.select(Deal.currency)
        .where(Deal.deleted_at.is_null(), Deal.amount.is_null(False), Deal.currency.is_null(False))
        .distinct()
    )


@Statement
def _of_campaigns() -> Query:
    from salesdesk.store.models.campaigns import Campaign

    return (
        Campaign.select(Campaign.currency)
        .where(Campaign.deleted_at.is_null(), Campaign.currency.is_null(False))
        .distinct()
    )


@Statement
def _first_closed() -> Query:
    from salesdesk.store.models.deals import Deal

    return (
        Deal.select(Deal.currency, fn.MIN(Deal.closed_at).alias("first"))
        .where(Deal.deleted_at.is_null(), Deal.amount.is_null(False), Deal.currency.is_null(False))
        .where(is_within(Deal.closed_at))
        .group_by(Deal.currency)
    )


class RateRepository:
    """Rates by pair of currencies and day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Rate]:
        """Every rate, by currency, base and day."""
        rows = self._database.select(_kept, first=_PREFIX, after=_PREFIX.rstrip() + "!")
        found = []
        for row in rows:
            _, currency, base, day = row.key.split(" ")
            found.append(Rate(currency, base, day, Decimal(row.value)))
        return found

    def current(self, today: str) -> Rates:
        """The rates to convert by."""
        return Rates(self.all(), today)

    def currencies(self) -> list[str]:
        """The currencies that deals and campaigns have, in alphabetical order."""
        found = {
            row.currency
            for statement in (_of_deals, _of_campaigns)
            for row in self._database.select(statement)
        }
        return sorted(currency for currency in found if currency)

    def first_closed(self, first: date, last: date) -> dict[str, str]:
        """The day of the first deal that was closed in a period, by currency."""
        rows = self._database.select(_first_closed, **period(first, last))
        return {row.currency: str(row.first)[:10] for row in rows if row.currency}

    @writes
    def keep(self, uow: UnitOfWork, rates: Iterable[Rate]) -> None:
        """Keep rates; one of the same pair and day is replaced."""
        rows = self._database.select(_kept, first=_PREFIX, after=_PREFIX.rstrip() + "!")
        known = {row.key: row.id for row in rows}
        for rate in rates:
            key = f"{_PREFIX}{rate.currency} {rate.base} {rate.day}"
            value = f"{rate.value.normalize():f}"
            if key in known:
                uow.update("setting", known[key], {"value": value})
            else:
                uow.insert("setting", {"key": key, "value": value})
