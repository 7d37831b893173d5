"""What deals are closed with, as a person manages it."""

from __future__ import annotations

from peewee import BooleanField, IntegerField, TextField

from salesdesk.store.models.base import Record


class ClosingWord(Record):
    """A reason or a competitor that is offered; ``field`` is that of the deal, ``is_removed`` says that it is not any more."""

    field = TextField()
    name = TextField()
    name_key = TextField()
    position = IntegerField(default=0)
    is_removed = BooleanField(default=False)

    class Meta:
        table_name = "closing_word"
