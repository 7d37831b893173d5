"""Whether a file holds any record, those in the trash included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesdesk.store.engine.statements import Query, Statement
from salesdesk.store.models.activities import Activity
from salesdesk.store.models.campaigns import Campaign
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


def _any_of(model: Query) -> Statement:
    return Statement(lambda: model.select(model.id).limit(1))


_RECORDS = tuple(_any_of(model) for model in (Contact, Company, Deal, Activity, Campaign))


def holds_no_record(database: Database) -> bool:
    """Whether the file holds no contact, company, deal, timeline entry or campaign."""
    return all(database.single(statement) is None for statement in _RECORDS)
