"""Meetings: what they begin with, and what was said, picked and decided in each."""

from __future__ import annotations

from peewee import BooleanField, IntegerField, TextField

from salesdesk.store.models.activities import Activity
from salesdesk.store.models.base import Record, reference
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal


class MeetingTemplate(Record):
    """What a meeting begins with. ``code`` is what meetings name it by: one of those the program brings, which is then
    changed by this row, or one of its own. ``agenda`` is JSON (``domain.meetings.agenda_text``)."""

    code = TextField(unique=True)
    name = TextField()
    name_key = TextField()
    about = TextField(default="sales")
    agenda = TextField(default="[]")
    rhythm = TextField(default="none")
    starts = TextField(null=True)
    people = TextField(null=True)

    class Meta:
        table_name = "meeting_template"


class Meeting(Record):
    """One meeting on a day. ``template`` is the code of what it began with; ``agenda`` JSON; ``figures`` JSON
    (``domain.meetings.snapshot_text``) as they were at ``figures_at``; ``next_at`` when the next one is (UTC text or a day).
    """

    name = TextField()
    name_key = TextField()
    template = TextField(default="")
    held_on = TextField()
    people = TextField(null=True)
    contact = reference(Contact)
    company = reference(Company)
    agenda = TextField(default="[]")
    started_at = TextField(null=True)
    ended_at = TextField(null=True)
    next_at = TextField(null=True)
    figures = TextField(null=True)
    figures_at = TextField(null=True)
    created_at = TextField()
    updated_at = TextField()
    deleted_at = TextField(null=True)

    class Meta:
        table_name = "meeting"


class MeetingNote(Record):
    """A paragraph of the notes, in their order, under ``item`` of the agenda and, where it is about one, a ``deal``. Of one
    that was ``decided`` the task is the ``activity``, while there is one."""

    meeting = reference(Meeting, optional=False)
    position = IntegerField(default=0)
    item = TextField(default="")
    deal = reference(Deal)
    body = TextField(default="")
    decided = BooleanField(default=False)
    activity = reference(Activity)

    class Meta:
        table_name = "meeting_note"
        owner = "meeting"
        homes = ("meeting",)  # what was said stays, whatever it was about


class MeetingTopic(Record):
    """A deal that is to be discussed, with a remark why."""

    meeting = reference(Meeting, optional=False)
    deal = reference(Deal, optional=False)
    position = IntegerField(default=0)
    remark = TextField(null=True)

    class Meta:
        table_name = "meeting_topic"
        owner = "meeting"
        part_key = ("deal",)
