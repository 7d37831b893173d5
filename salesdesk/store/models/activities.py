"""The timeline."""

from __future__ import annotations

from peewee import BigIntegerField, IntegerField, TextField

from salesdesk.store.models.base import Record, reference
from salesdesk.store.models.campaigns import Campaign
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.imports import ImportBatch
from salesdesk.store.models.lists import Owner


class Activity(Record):
    """The timeline: what happened (``at`` set) and what is to do (``due_at`` set, ``done_at`` empty).

    ``kind``: call, meeting, demo, conference, visit, letter, email, note, task or order.
    """

    kind = TextField()
    subject = TextField()
    body = TextField(null=True)
    contact = reference(Contact)
    company = reference(Company)
    deal = reference(Deal)
    campaign = reference(Campaign)
    owner = reference(Owner)
    at = TextField(null=True)
    due_at = TextField(null=True)
    done_at = TextField(null=True)
    outcome = TextField(null=True)
    duration_minutes = IntegerField(null=True)
    amount = BigIntegerField(null=True)
    currency = TextField(null=True)
    external_id = TextField(null=True)
    import_batch = reference(ImportBatch)
    created_at = TextField()
    updated_at = TextField()
    deleted_at = TextField(null=True)

    class Meta:
        table_name = "activity"
        homes = ("contact", "company", "deal", "campaign")
