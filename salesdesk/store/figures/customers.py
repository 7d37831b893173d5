"""Who bought what and when: won deals and orders, each with its customer.

A customer is the company that a deal or an order names, without one the person.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from salesdesk.domain.activities.kinds import ActivityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.pipelines import StageKind
from salesdesk.store.engine.statements import Query, Slot, one_of
from salesdesk.store.figures.parts import given, is_owned, is_seen, period
from salesdesk.store.lists.quality import happened
from salesdesk.store.models.activities import Activity
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.pipelines import Stage

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


class Purchase(NamedTuple):
    """A won deal or an order (``order``) of a company, or without one of a person, by number; its amount in minor units, and
    the stored moment or day of it."""

    company: int | None
    person: int | None
    amount: int | None
    currency: str | None
    at: str
    order: bool


class CustomerFigures:
    """Reads what was bought, also what names neither a company nor a person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def purchases(self, last: date, owner: str | None = None) -> Iterator[Purchase]:
        """Everything bought until the end of a day."""
        end = {key: value for key, value in period(last, last).items() if key.startswith("end")}
        owned = owner is not None
        for order, kind, build in (
            (False, StageKind.WON.value, _won),
            (True, ActivityKind.ORDER.value, _orders),
        ):
            statement = self._database.shaped(("bought", order, owned), partial(build, owned))
            for company, person, amount, currency, at in self._database.pairs(
                statement, kind=kind, **end, **given(owner)
            ):
                yield Purchase(company, person, amount, currency, at, order)

    def names(self, kind: RecordKind, numbers: list[int]) -> dict[int, str]:
        """What some customers are called; those in the trash are left out."""
        statement = self._database.shaped(("customers_called", kind.value), lambda: _called(kind))
        return {row.id: row.name for row in self._database.select(statement, numbers)}


def _called(kind: RecordKind) -> Query:
    if kind is RecordKind.COMPANIES:
        return Company.select(Company.id, Company.name).where(
            one_of(Company.id, Slot(0)), Company.deleted_at.is_null()
        )
    named = Contact.select(Contact.id, Contact.full_name.alias("name"))
    return named.where(one_of(Contact.id, Slot(0)), Contact.deleted_at.is_null())


def _won(owned: bool) -> Query:
    deal, stage = Deal.alias("d"), Stage.alias("g")
    query = _bought(deal, deal.closed_at, owned).join(stage, on=(stage.id == deal.stage))
    return query.where(deal.deleted_at.is_null(), stage.kind == Slot("kind"))


def _orders(owned: bool) -> Query:
    order = Activity.alias("a")
    return _bought(order, happened(order), owned).where(order.kind == Slot("kind"), is_seen(order))


def _bought(row: Query, at: Query, owned: bool) -> Query:
    until = (at < Slot("end")) & (at != Slot("end_day"))
    query = row.select(row.company, row.contact, row.amount, row.currency, at.alias("moment"))
    query = query.where(at.is_null(False), until)
    return query.where(is_owned(row)) if owned else query
