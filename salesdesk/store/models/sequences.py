"""Sequences: templates of dated steps, and where they were started."""

from __future__ import annotations

from peewee import BooleanField, IntegerField, TextField

from salesdesk.store.models.base import Record, reference


class Sequence(Record):
    """``about``: contacts, companies or deals; ``stop_on_…`` what ends it before its last step."""

    name = TextField()
    name_key = TextField()
    about = TextField(default="contacts")
    notes = TextField(null=True)
    stop_on_reply = BooleanField(default=True)
    stop_on_won = BooleanField(default=True)
    stop_on_opt_out = BooleanField(default=True)
    created_at = TextField()
    updated_at = TextField()
    deleted_at = TextField(null=True)

    class Meta:
        table_name = "sequence"


class SequenceStep(Record):
    """``anchor``: start, previous or before; ``days`` after the first two, before the last; ``at_time`` HH:MM, null all day."""

    sequence = reference(Sequence, optional=False)
    position = IntegerField(default=0)
    kind = TextField(default="task")
    subject = TextField()
    body = TextField(null=True)
    anchor = TextField(default="previous")
    days = IntegerField(default=0)
    at_time = TextField(null=True)

    class Meta:
        table_name = "sequence_step"
        owner = "sequence"
