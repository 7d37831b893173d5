"""Reports that a person built."""

from __future__ import annotations

from peewee import BooleanField, TextField

from salesdesk.store.models.base import Record


class OwnReport(Record):
    """``kind`` is that of the list whose rows are added up, ``filter`` which of them, as text; ``design`` says as JSON how
    they are grouped, measured and drawn (``domain.own_reports``). ``on_today`` and ``in_meetings`` say where it is shown
    besides."""

    name = TextField()
    name_key = TextField(unique=True)
    kind = TextField()
    filter = TextField(default="")  # type: ignore[assignment]
    design = TextField(default="{}")
    on_today = BooleanField(default=False)
    in_meetings = BooleanField(default=False)

    class Meta:
        table_name = "own_report"
