"""Pipelines and their stages."""

from __future__ import annotations

from peewee import BooleanField, IntegerField, TextField

from salesdesk.store.models.base import Record, reference


class Pipeline(Record):
    name = TextField()
    name_key = TextField(unique=True)
    position = IntegerField(default=0)

    class Meta:
        table_name = "pipeline"


class Stage(Record):
    """``kind``: open, won or lost; ``probability`` 0..100; ``stale_days`` until a deal counts as quiet;
    ``card_order`` what its cards are sorted by, null as by the next step; ``best_case`` whether its deals count in full
    for the best case, null where nobody said so."""

    pipeline = reference(Pipeline, optional=False)
    name = TextField()
    name_key = TextField()
    position = IntegerField(default=0)
    kind = TextField(default="open")
    probability = IntegerField(default=0)
    stale_days = IntegerField(default=14)
    card_order = TextField(null=True)
    best_case = BooleanField(null=True)

    class Meta:
        table_name = "stage"
