"""Addresses and numbers that must not be used."""

from __future__ import annotations

from peewee import TextField

from salesdesk.store.models.base import Record, reference
from salesdesk.store.models.contacts import Contact


class Suppression(Record):
    """``way``: email or phone. ``address_key`` is the address or number as ``domain.opt_outs.address_key`` gives it; where ``salt``
    is filled, its keyed digest. ``contact`` is whose it is; it is empty when the record is erased, and the row stays."""

    way = TextField()
    address_key = TextField()
    salt = TextField(null=True)
    contact = reference(Contact)
    why = TextField(default="said")
    since = TextField()

    class Meta:
        table_name = "suppression"
