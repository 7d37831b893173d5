"""Pipelines and their stages."""

from __future__ import annotations

from peewee import BooleanField, IntegerField, TextField

from salesdesk.store.models.base import Record, reference
from salesdesk.store.models.sequences import Sequence


class Pipeline(Record):
    """``archived_at`` is when it was put away: it is offered no more, and its deals stay. ``won_sequence`` and
    ``lost_sequence`` start with a deal that is closed so."""

    name = TextField()
    name_key = TextField(unique=True)
    position = IntegerField(default=0)
    archived_at = TextField(null=True)
    won_sequence = reference(Sequence, added=True)
    lost_sequence = reference(Sequence, added=True)

    class Meta:
        table_name = "pipeline"


class Stage(Record):
    """``kind``: open, won or lost; ``probability`` 0..100; ``stale_days`` until a deal counts as quiet;
    ``card_order`` what its cards are sorted by, null as by the next step; ``best_case`` whether its deals count in full
    for the best case, null where nobody said so; ``usual_days`` how long deals usually stay, null as 0, for ever;
    ``retired_at`` is when it was removed and stayed for the history that names it."""

    pipeline = reference(Pipeline, optional=False)
    name = TextField()
    name_key = TextField()
    position = IntegerField(default=0)
    kind = TextField(default="open")
    probability = IntegerField(default=0)
    stale_days = IntegerField(default=14)
    card_order = TextField(null=True)
    best_case = BooleanField(null=True)
    usual_days = IntegerField(null=True)
    retired_at = TextField(null=True)

    class Meta:
        table_name = "stage"
