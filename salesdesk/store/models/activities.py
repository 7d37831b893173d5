"""The timeline."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import Any

from peewee import BigIntegerField, BooleanField, Default, IntegerField, TextField, fn

from salesdesk.store.models.base import Record, reference
from salesdesk.store.models.call_rounds import CallRound
from salesdesk.store.models.campaigns import Campaign
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.imports import ImportBatch
from salesdesk.store.models.lists import Owner


class Activity(Record):
    """The timeline: what happened (``at`` set) and what is to do (``due_at`` set, ``done_at`` empty).

    ``kind`` and ``outcome`` are codes of ``domain.activities.choices``, or words of a person's own; what the rest means
    says ``domain.activities.Activity``.
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
    end_at = TextField(null=True)
    place = TextField(null=True)
    priority = TextField(null=True)
    remind_minutes = IntegerField(null=True)
    snoozed_until = TextField(null=True)
    pinned = BooleanField(default=False, constraints=[Default("0")])  # it is added to older files
    repeat_rule = TextField(null=True)
    repeat_by = TextField(null=True)
    repeat_at = TextField(null=True)
    repeat_without = TextField(null=True)
    series = TextField(null=True)
    uid = TextField(null=True)
    call_round = reference(CallRound, added=True)
    sequence_run = IntegerField(null=True)  # no reference: what was planned outlives the sequence
    uid_said = TextField(null=True)

    class Meta:
        table_name = "activity"
        homes = ("contact", "company", "deal", "campaign")


class ActivityParticipant(Record):
    """A person who takes part in an entry besides the one it is about."""

    activity = reference(Activity, optional=False)
    contact = reference(Contact, optional=False)

    class Meta:
        table_name = "activity_participant"
        owner = "activity"
        part_key = ("contact",)


class _ChoiceRow(Record):
    """What a file says of a code, see ``domain.activities.choices.StoredChoice``."""

    key = TextField(unique=True)
    title = TextField(null=True)
    icon = TextField(null=True)
    position = IntegerField(null=True)
    is_contact = BooleanField(null=True)
    is_archived = BooleanField(default=False)


class ActivityKindRow(_ChoiceRow):
    """A kind of entry that a person renamed, moved, put away or added."""

    class Meta:
        table_name = "activity_kind"


class ActivityOutcomeRow(_ChoiceRow):
    """An outcome that a person renamed, moved, put away or added."""

    class Meta:
        table_name = "activity_outcome"


def is_shown(row: Any) -> Any:
    """The condition under which an entry is seen; ``row`` is the model or an alias of it. It is not in the trash, and what
    it is about is not: of what took place anything it is about will do; what is still to do is about the deal, or else
    the person, or else the company, and waits with it in the trash."""
    homes = {Deal: row.deal, Contact: row.contact, Company: row.company, Campaign: row.campaign}

    def there(model: Any) -> Any:
        other = model.alias()
        found = other.select(other.id).where(other.id == homes[model], other.deleted_at.is_null())
        return fn.EXISTS(found)

    about_nothing = reduce(and_, (link.is_null() for link in homes.values()))
    any_there = reduce(or_, map(there, homes))
    to_do = row.due_at.is_null(False) & row.done_at.is_null()
    waits = (
        (row.deal.is_null(False) & ~there(Deal))
        | (row.deal.is_null() & row.contact.is_null(False) & ~there(Contact))
        | (row.deal.is_null() & row.contact.is_null() & row.company.is_null(False) & ~there(Company))
    )
    return row.deleted_at.is_null() & (about_nothing | any_there) & ~(to_do & waits)
