"""How people are related to each other."""

from __future__ import annotations

from peewee import TextField

from salesdesk.store.models.base import Record, reference
from salesdesk.store.models.contacts import Contact


class Relation(Record):
    """``contact`` stands to ``other`` as ``kind`` says, a code of ``domain.relations``: is referred by, is the assistant of. Of a
    kind of the person's own ``word`` stands on the page of ``contact`` and ``back`` on that of ``other``."""

    contact = reference(Contact, optional=False)
    other = reference(Contact, optional=False)
    kind = TextField()
    word = TextField(null=True)
    back = TextField(null=True)
    created_at = TextField()
    note = TextField(null=True)

    class Meta:
        table_name = "relation"
