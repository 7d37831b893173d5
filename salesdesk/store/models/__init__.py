"""The tables. Every record row carries ``version``: 1 when created, one more at each change.

Conventions: money is integer minor units beside a currency; time is UTC text ``YYYY-MM-DDTHH:MM:SSZ`` and days are
``YYYY-MM-DD``; text that is compared is stored normalised in a ``*_key`` column; ids are given by the unit of work
and never used again, so that the journal can name a row for ever. No cascades: they would go round the journal.
"""

from __future__ import annotations

from peewee import Model

from salesdesk.store.models.activities import Activity
from salesdesk.store.models.base import Record
from salesdesk.store.models.campaigns import Campaign, CampaignMember
from salesdesk.store.models.companies import Company, CompanyTag, CompanyValue
from salesdesk.store.models.contacts import (
    Contact,
    ContactCompany,
    ContactEmail,
    ContactPhone,
    ContactTag,
    ContactValue,
    DuplicateDecision,
    LifecycleEvent,
)
from salesdesk.store.models.deals import Deal, DealValue, StageEvent
from salesdesk.store.models.imports import ImportBatch, ImportMapping
from salesdesk.store.models.journal import ChangeBatch, ChangeEntry, IdCounter
from salesdesk.store.models.lists import CustomField, Owner, SavedView, Setting, Source, Tag
from salesdesk.store.models.pipelines import Pipeline, Stage

__all__ = ["JOURNAL", "RECORDS", "Record"]

RECORDS: tuple[type[Record], ...] = (
    Setting,
    Owner,
    Source,
    Tag,
    ImportBatch,
    ImportMapping,
    Company,
    Contact,
    ContactCompany,
    ContactEmail,
    ContactPhone,
    ContactTag,
    CompanyTag,
    CustomField,
    ContactValue,
    CompanyValue,
    Pipeline,
    Stage,
    Campaign,
    CampaignMember,
    Deal,
    DealValue,
    StageEvent,
    LifecycleEvent,
    Activity,
    SavedView,
    DuplicateDecision,
)
JOURNAL: tuple[type[Model], ...] = (ChangeBatch, ChangeEntry, IdCounter)
