"""What tells found records from others of the same name: towns, numbers, how many hang on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.money import Money
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.search_results import HitFacts
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact, ContactCompany
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.pipelines import Stage

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


def facts(database: Database, kind: EntityKind, ids: Sequence[int]) -> dict[int, HitFacts]:
    """The facts of some records of a kind; who has none is left out."""
    if kind == EntityKind.CONTACT:
        rows = database.pairs(_of_people, people=ids)
        return {number: HitFacts(town or "", phone or "") for number, town, phone in rows}
    if kind == EntityKind.COMPANY:
        people, deals = dict(database.pairs(_people, firms=ids)), dict(database.pairs(_open, firms=ids))
        return {
            number: HitFacts(town or "", people=people.get(number, 0), open_deals=deals.get(number, 0))
            for number, town in database.pairs(_of_firms, firms=ids)
        }
    if kind == EntityKind.DEAL:
        return {
            number: HitFacts(amount=Money(amount, currency))
            for number, amount, currency in database.pairs(_of_deals, deals=ids)
        }
    return {}


@Statement
def _of_people(people: Slot) -> Query:
    return Contact.select(Contact.id, Contact.city, Contact.phone).where(one_of(Contact.id, people))


@Statement
def _of_firms(firms: Slot) -> Query:
    return Company.select(Company.id, Company.city).where(one_of(Company.id, firms))


@Statement
def _people(firms: Slot) -> Query:
    link = ContactCompany
    there = link.select(link.company, fn.COUNT(link.contact.distinct())).join(
        Contact, on=link.contact == Contact.id
    )
    return there.where(one_of(link.company, firms), Contact.deleted_at.is_null()).group_by(link.company)


@Statement
def _open(firms: Slot) -> Query:
    still = Deal.select(Deal.company, fn.COUNT(Deal.id)).join(Stage, on=Deal.stage == Stage.id)
    of_them = one_of(Deal.company, firms) & Deal.deleted_at.is_null() & (Stage.kind == StageKind.OPEN.value)
    return still.where(of_them).group_by(Deal.company)


@Statement
def _of_deals(deals: Slot) -> Query:
    worth = Deal.select(Deal.id, Deal.amount, Deal.currency)
    return worth.where(one_of(Deal.id, deals), Deal.amount.is_null(False), Deal.currency.is_null(False))
