"""Counts what hangs on records."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.hanging import Hanging
from salesdesk.store.engine.statements import Query, Slot, one_of
from salesdesk.store.models.activities import Activity
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.campaigns import Campaign, CampaignMember
from salesdesk.store.models.contacts import Contact, ContactCompany
from salesdesk.store.models.deals import Deal

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


def hanging(database: Database, table: str, records: Collection[int]) -> Hanging:
    """What hangs on records of one kind; nothing of a kind that nothing names."""
    ids = list(records)

    def counted(what: str, query: Query) -> int:
        return int(database.single(database.shaped(("hanging", what, table), lambda: query), ids) or 0)

    names = {field.column_name for field in model_of("activity")._meta.sorted_fields}
    if f"{table}_id" not in names:
        return Hanging()
    return Hanging(
        people=counted("people", _people()) if table == "company" else 0,
        deals=counted("deals", _deals(table)) if table in ("contact", "company") else 0,
        steps=counted("steps", _steps(table)),
        campaigns=counted("campaigns", _campaigns()) if table == "contact" else 0,
    )


def _people() -> Query:
    found = ContactCompany.select(fn.COUNT(ContactCompany.contact.distinct()))
    found = found.join(Contact, on=ContactCompany.contact == Contact.id)
    return found.where(one_of(ContactCompany.company, Slot(0)), Contact.deleted_at.is_null())


def _deals(table: str) -> Query:
    link = column_of("deal", f"{table}_id")
    return Deal.select(fn.COUNT(Deal.id)).where(one_of(link, Slot(0)), Deal.deleted_at.is_null())


def _steps(table: str) -> Query:
    link = column_of("activity", f"{table}_id")
    to_do = Activity.due_at.is_null(False) & Activity.done_at.is_null() & Activity.deleted_at.is_null()
    return Activity.select(fn.COUNT(Activity.id)).where(one_of(link, Slot(0)), to_do)


def _campaigns() -> Query:
    found = CampaignMember.select(fn.COUNT(CampaignMember.campaign.distinct()))
    found = found.join(Campaign, on=CampaignMember.campaign == Campaign.id)
    return found.where(one_of(CampaignMember.contact, Slot(0)), Campaign.deleted_at.is_null())
