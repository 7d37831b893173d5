"""The journal of changes."""

from __future__ import annotations

from peewee import Default, ForeignKeyField, IntegerField, Model, TextField

from salesdesk.store.models.base import Row


class ChangeBatch(Row):
    """One unit of work. ``undone_by`` and ``undoes`` link a batch with its reversal. ``told`` is what it did as JSON, to
    be worded when it is shown; "" where ``text`` says it in words."""

    at = TextField()
    actor = TextField()
    cause = TextField()
    text = TextField()
    undoes = IntegerField(null=True)
    undone_by = IntegerField(null=True)
    told = TextField(default="", constraints=[Default("''")])  # last, where it is added to an older file

    class Meta:
        table_name = "change_batch"


class ChangeEntry(Row):
    """One changed row, or a run of created rows ``row``..``last_row``.

    created: ``before`` and ``after`` NULL. updated: JSON of the changed columns, ``version`` among them.
    deleted: ``before`` is the whole row, ``after`` NULL.
    """

    batch = ForeignKeyField(ChangeBatch, backref="+", index=False)
    table = TextField(column_name="table_name")
    row = IntegerField()
    last_row = IntegerField()
    before = TextField(null=True)
    after = TextField(null=True)

    class Meta:
        table_name = "change_entry"


class IdCounter(Model):
    """The last id given out in a table, so that no id is ever used twice."""

    table = TextField(primary_key=True, column_name="table_name")
    last_id = IntegerField()

    class Meta:
        table_name = "id_counter"
