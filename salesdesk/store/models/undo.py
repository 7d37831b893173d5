"""What is only there while a batch is undone."""

from __future__ import annotations

from peewee import CompositeKey, IntegerField, Model, TextField


class UndoRow(Model):
    """A row that the batch created and that is still there. ``version`` is what the batch left it at; ``kept`` why it
    stays, None while it goes."""

    table = TextField(column_name="tbl")
    id = IntegerField()
    version = IntegerField()
    kept = TextField(null=True)

    class Meta:
        table_name = "undo_row"
        primary_key = CompositeKey("table", "id")
