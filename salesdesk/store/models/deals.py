"""Deals and the history of their stages."""

from __future__ import annotations

from peewee import BigIntegerField, FloatField, IntegerField, TextField

from salesdesk.store.models.base import Record, reference
from salesdesk.store.models.campaigns import Campaign
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.imports import ImportBatch
from salesdesk.store.models.lists import CustomField, Owner, Source
from salesdesk.store.models.pipelines import Pipeline, Stage


class Deal(Record):
    """``probability`` overrides that of the stage; ``stage_since`` is when it entered its stage; ``closed_at``
    is the day it was closed on (in older files the moment), set while its stage is won or lost; ``position`` orders cards of one next-step state by hand."""

    title = TextField()
    title_key = TextField()
    contact = reference(Contact)
    company = reference(Company)
    pipeline = reference(Pipeline, optional=False)
    stage = reference(Stage, optional=False)
    position = FloatField(default=0)
    amount = BigIntegerField(null=True)
    currency = TextField(null=True)
    probability = IntegerField(null=True)
    expected_close = TextField(null=True)
    stage_since = TextField()
    closed_at = TextField(null=True)
    lost_reason = TextField(null=True)
    competitor = TextField(null=True)
    owner = reference(Owner)
    source = reference(Source)
    campaign = reference(Campaign)
    notes = TextField(null=True)
    external_id = TextField(null=True)
    import_batch = reference(ImportBatch)
    created_at = TextField()
    updated_at = TextField()
    deleted_at = TextField(null=True)
    won_reason = TextField(null=True)  # last, as files have it that were made before

    class Meta:
        table_name = "deal"


class DealValue(Record):
    deal = reference(Deal, optional=False)
    field = reference(CustomField, optional=False)
    text = TextField()
    number = FloatField(null=True)

    class Meta:
        table_name = "deal_value"
        owner = "deal"
        part_key = ("field",)


class DealRole(Record):
    """What a person is in a deal besides the one it is with: decides, uses, advises. Somebody may be several things in one."""

    deal = reference(Deal, optional=False)
    contact = reference(Contact, optional=False)
    role = TextField()
    role_key = TextField()

    class Meta:
        table_name = "deal_role"
        owner = "deal"
        part_key = ("contact", "role_key")


class StageEvent(Record):
    """A deal entered ``to_stage``; the first event of a deal has no ``from_stage``."""

    deal = reference(Deal, optional=False)
    from_stage = reference(Stage)
    to_stage = reference(Stage, optional=False)
    at = TextField()
    actor = TextField(default="")
    amount = BigIntegerField(null=True)

    class Meta:
        table_name = "stage_event"
        owner = "deal"
