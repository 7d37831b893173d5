"""The tables of an entity that the program does not have: machines that companies own, and their parts."""

from __future__ import annotations

from peewee import BigIntegerField, FloatField, IntegerField, TextField

from salesdesk.store.models.base import Record, reference
from salesdesk.store.models.companies import Company
from salesdesk.store.models.imports import ImportBatch
from salesdesk.store.models.lists import CustomField


class Machine(Record):
    name = TextField()
    name_key = TextField()
    serial = TextField(null=True)
    rate = BigIntegerField(null=True)
    rate_currency = TextField(null=True)
    bought_on = TextField(null=True)
    grade = TextField(null=True)
    company = reference(Company)
    import_batch = reference(ImportBatch)
    created_at = TextField()
    updated_at = TextField()
    deleted_at = TextField(null=True)

    class Meta:
        table_name = "machine"
        lookups = (("name_key", "deleted_at IS NULL"), ("company_id", ""))


class MachineSpare(Record):
    """A spare part that a machine takes."""

    machine = reference(Machine, optional=False)
    label = TextField()
    position = IntegerField(default=0)

    class Meta:
        table_name = "machine_spare"
        owner = "machine"
        part_key = ("label",)


class MachineValue(Record):
    machine = reference(Machine, optional=False)
    field = reference(CustomField, optional=False)
    text = TextField()
    number = FloatField(null=True)

    class Meta:
        table_name = "machine_value"
        owner = "machine"
        part_key = ("field",)


MODELS = (Machine, MachineSpare, MachineValue)
