"""Open deals by the month they should be closed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from peewee import Case, fn

from salesdesk.domain.pipelines import StageKind
from salesdesk.store.engine.statements import Query, Slot
from salesdesk.store.figures.parts import exactly, given, is_owned, owner_names
from salesdesk.store.lists.rules import effective_probability, weighted_amount
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.pipelines import Stage

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


@dataclass(frozen=True, slots=True)
class Expected:
    """Open deals of one ``stage`` in one ``currency`` that should be closed in one ``month`` (``YYYY-MM``, "" without a
    day); ``overdue``: before today. Amounts in minor units, ``valued`` deals have one."""

    month: str
    overdue: bool
    stage: int
    currency: str | None
    count: int
    valued: int
    amount: int
    weighted: int


@dataclass(frozen=True, slots=True)
class ExpectedOf:
    """Open deals of one ``owner`` (its name, "" without one) in one ``currency``: how many, and what they are weighted."""

    owner: str
    currency: str | None
    count: int
    weighted: int


class ExpectedDeals:
    """Adds up open deals by month and stage."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_month(self, today: str, owner: str | None = None) -> list[Expected]:
        """All open deals."""
        statement = self._database.shaped(("expected", owner is None), lambda: _expected(owner is not None))
        rows = self._database.select(statement, today=today, kind=StageKind.OPEN.value, **given(owner))
        return [
            Expected(
                row.month,
                bool(row.overdue),
                row.stage,
                row.currency,
                row.number,
                row.valued,
                int(row.amount),
                int(row.weighted),
            )
            for row in rows
        ]

    def by_owner(self, first: date, last: date, owner: str | None = None) -> list[ExpectedOf]:
        """The open deals that should be closed within some days."""
        statement = self._database.shaped(("expected_of", owner is None), lambda: _within(owner is not None))
        days = {"first": first.isoformat(), "last": last.isoformat()}
        rows = self._database.select(statement, kind=StageKind.OPEN.value, **days, **given(owner))
        names = owner_names(self._database)
        return [
            ExpectedOf(names.get(row.owner, ""), row.currency, row.number, int(row.weighted)) for row in rows
        ]


def _within(owned: bool) -> Query:
    deal, stage = Deal.alias("d"), Stage.alias("g")
    day = fn.SUBSTR(deal.expected_close, exactly(1), exactly(10))
    weighted = weighted_amount(deal.amount, effective_probability(deal.probability, stage))
    query = (
        deal.select(
            deal.owner.alias("owner"),
            deal.currency,
            fn.COUNT(deal.id).alias("number"),
            fn.COALESCE(fn.SUM(weighted), 0).alias("weighted"),
        )
        .join(stage, on=(stage.id == deal.stage))
        .where(
            deal.deleted_at.is_null(),
            stage.kind == Slot("kind"),
            day >= Slot("first"),
            day <= Slot("last"),
        )
    )
    query = query.where(is_owned(deal)) if owned else query
    return query.group_by(deal.owner, deal.currency)


def _expected(owned: bool) -> Query:
    deal, stage = Deal.alias("d"), Stage.alias("g")
    close = fn.COALESCE(deal.expected_close, "")
    month = fn.SUBSTR(close, exactly(1), exactly(7)).alias("month")
    late = (close != "") & (fn.SUBSTR(close, exactly(1), exactly(10)) < Slot("today"))
    overdue = Case(None, [(late, exactly(1))], exactly(0)).alias("overdue")
    weighted = weighted_amount(deal.amount, effective_probability(deal.probability, stage))
    query = (
        deal.select(
            month,
            overdue,
            deal.stage.alias("stage"),
            deal.currency,
            fn.COUNT(deal.id).alias("number"),
            fn.COUNT(deal.amount).alias("valued"),
            fn.COALESCE(fn.SUM(deal.amount), 0).alias("amount"),
            fn.COALESCE(fn.SUM(weighted), 0).alias("weighted"),
        )
        .join(stage, on=(stage.id == deal.stage))
        .where(deal.deleted_at.is_null(), stage.kind == Slot("kind"))
    )
    query = query.where(is_owned(deal)) if owned else query
    return query.group_by(month, overdue, deal.stage, deal.currency)
