"""Campaigns and their members."""

from __future__ import annotations

from peewee import BigIntegerField, FloatField, TextField

from salesdesk.store.models.base import Record, reference
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.lists import Owner


class Campaign(Record):
    """``status``: planned, running, paused or finished. Money in minor units of ``currency``."""

    name = TextField()
    name_key = TextField()
    channel = TextField(default="email")
    goal = TextField(null=True)
    status = TextField(default="planned")
    starts_on = TextField(null=True)
    ends_on = TextField(null=True)
    owner = reference(Owner)
    budget = BigIntegerField(null=True)
    committed_cost = BigIntegerField(null=True)
    actual_cost = BigIntegerField(null=True)
    own_hours = FloatField(null=True)
    currency = TextField(null=True)
    notes = TextField(null=True)
    created_at = TextField()
    updated_at = TextField()
    deleted_at = TextField(null=True)

    class Meta:
        table_name = "campaign"


class CampaignMember(Record):
    """``status``: audience, sent, opened, clicked, replied, met, bounced or unsubscribed."""

    campaign = reference(Campaign, optional=False)
    contact = reference(Contact, optional=False)
    status = TextField(default="audience")
    added_at = TextField()
    responded_at = TextField(null=True)

    class Meta:
        table_name = "campaign_member"
        owner = "campaign"
        part_key = ("contact",)
        indexes = ((("campaign", "contact"), True),)
