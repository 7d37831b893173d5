"""Files that are kept with records. Their bytes are no part of the journal: see ``models.beside.FilePiece``."""

from __future__ import annotations

from peewee import BigIntegerField, TextField

from salesdesk.store.models.activities import Activity
from salesdesk.store.models.base import Record, reference
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal


class Attachment(Record):
    """A file of a record: what ``domain.attachments.Attachment`` says. Its bytes are found by their ``digest``."""

    name = TextField()
    size = BigIntegerField()
    type = TextField()
    digest = TextField()
    contact = reference(Contact)
    company = reference(Company)
    deal = reference(Deal)
    activity = reference(Activity)
    created_at = TextField()

    class Meta:
        table_name = "attachment"
        homes = ("contact", "company", "deal", "activity")
