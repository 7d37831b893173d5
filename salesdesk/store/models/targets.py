"""What is to be reached, by whom and when."""

from __future__ import annotations

from peewee import BigIntegerField, TextField

from salesdesk.store.models.base import Record, reference
from salesdesk.store.models.lists import Owner


class Target(Record):
    """``owner`` is None for the whole team; ``measure`` what is counted and ``period`` the month, quarter or year it is
    counted in (``domain.targets``). ``amount`` is minor units of ``currency`` for money, a number of records without one."""

    owner = reference(Owner)
    measure = TextField()
    period = TextField()
    amount = BigIntegerField()
    currency = TextField(null=True)

    class Meta:
        table_name = "target"
