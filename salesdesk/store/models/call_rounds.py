"""Call rounds: lists that are worked through one by one."""

from __future__ import annotations

from peewee import IntegerField, TextField

from salesdesk.store.models.base import Record, reference
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal


class CallRound(Record):
    """``about``: contacts, companies or deals; ``origin`` what the list was called that it was made from; ``purpose`` why
    they are called."""

    name = TextField()
    name_key = TextField()
    about = TextField(default="contacts")
    origin = TextField(null=True)
    purpose = TextField(null=True)
    created_at = TextField()
    updated_at = TextField()
    deleted_at = TextField(null=True)

    class Meta:
        table_name = "call_round"


class CallRoundMember(Record):
    """Who is to be called, in what order. ``state``: waiting, again, done or skipped; ``worked_at`` when that was last said
    and ``outcome`` what came of the call then."""

    call_round = reference(CallRound, optional=False)
    contact = reference(Contact)
    company = reference(Company)
    deal = reference(Deal)
    position = IntegerField(default=0)
    state = TextField(default="waiting")
    outcome = TextField(null=True)
    worked_at = TextField(null=True)

    class Meta:
        table_name = "call_round_member"
        owner = "call_round"
