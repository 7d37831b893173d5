"""What was imported, and how columns were mapped."""

from __future__ import annotations

from peewee import IntegerField, TextField

from salesdesk.store.models.base import Record


class ImportBatch(Record):
    """One import: ``batch_id`` is its unit of work in the journal; ``counts`` JSON."""

    file_name = TextField()
    at = TextField()
    batch_id = IntegerField(null=True)
    counts = TextField(default="{}")
    actor = TextField(default="")

    class Meta:
        table_name = "import_batch"


class ImportMapping(Record):
    """A mapping remembered by the fingerprint of the header row; ``mapping`` JSON of header -> field."""

    fingerprint = TextField(unique=True)
    name = TextField()
    mapping = TextField()
    used_at = TextField()

    class Meta:
        table_name = "import_mapping"
