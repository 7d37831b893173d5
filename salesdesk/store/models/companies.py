"""Companies."""

from __future__ import annotations

from peewee import BigIntegerField, FloatField, IntegerField, TextField

from salesdesk.store.models.base import Record, reference
from salesdesk.store.models.imports import ImportBatch
from salesdesk.store.models.lists import CustomField, Owner, Source, Tag


class Company(Record):
    name = TextField()
    name_key = TextField()
    match_key = TextField()  # without legal form, for matching by name
    domain = TextField(null=True)
    website = TextField(null=True)
    email = TextField(null=True)
    phone = TextField(null=True)
    phone_digits = TextField(null=True)
    fax = TextField(null=True)
    linkedin = TextField(null=True)
    twitter = TextField(null=True)
    facebook = TextField(null=True)
    instagram = TextField(null=True)
    industry = TextField(null=True)
    employees = IntegerField(null=True)
    annual_revenue = BigIntegerField(null=True)
    currency = TextField(null=True)
    street = TextField(null=True)
    street_2 = TextField(null=True)
    city = TextField(null=True)
    region = TextField(null=True)
    postal_code = TextField(null=True)
    country = TextField(null=True)
    lifecycle_stage = TextField(default="lead")
    owner = reference(Owner)
    source = reference(Source)
    notes = TextField(null=True)
    external_id = TextField(null=True)
    last_contacted_at = TextField(null=True)
    import_batch = reference(ImportBatch)
    created_at = TextField()
    updated_at = TextField()
    deleted_at = TextField(null=True)

    class Meta:
        table_name = "company"


class CompanyTag(Record):
    company = reference(Company, optional=False)
    tag = reference(Tag, optional=False)

    class Meta:
        table_name = "company_tag"
        owner = "company"
        part_key = ("tag",)


class CompanyValue(Record):
    company = reference(Company, optional=False)
    field = reference(CustomField, optional=False)
    text = TextField()
    number = FloatField(null=True)

    class Meta:
        table_name = "company_value"
        owner = "company"
        part_key = ("field",)
