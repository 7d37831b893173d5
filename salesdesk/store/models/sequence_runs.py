"""Where sequences were started."""

from __future__ import annotations

from peewee import TextField

from salesdesk.store.models.base import Record, reference
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.sequences import Sequence


class SequenceRun(Record):
    """One start of a sequence with a person, a company or a deal: its steps are entries of the timeline that name its number.
    ``started_on`` and ``before_on`` are the days its steps are counted from; ``state``: running, done or stopped;
    ``ended_why`` is a code of ``domain.sequences.Ending``."""

    sequence = reference(Sequence, optional=False)
    contact = reference(Contact)
    company = reference(Company)
    deal = reference(Deal)
    started_on = TextField()
    before_on = TextField(null=True)
    state = TextField(default="running")
    ended_at = TextField(null=True)
    ended_why = TextField(null=True)
    created_at = TextField()

    class Meta:
        table_name = "sequence_run"
        owner = "sequence"
