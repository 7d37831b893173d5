"""People and what belongs to them."""

from __future__ import annotations

from peewee import BooleanField, FloatField, IntegerField, TextField

from salesdesk.store.models.base import Record, reference
from salesdesk.store.models.companies import Company
from salesdesk.store.models.imports import ImportBatch
from salesdesk.store.models.lists import CustomField, Owner, Source, Tag


class Contact(Record):
    """A person. ``email``, ``phone`` and ``company`` repeat the primary link for lists that sort by them; the
    contact repository keeps them in step with the detail tables within the same unit of work."""

    full_name = TextField()
    name_key = TextField()
    first_name = TextField(null=True)
    last_name = TextField(null=True)
    middle_name = TextField(null=True)
    honorific = TextField(null=True)
    suffix = TextField(null=True)
    nickname = TextField(null=True)
    job_title = TextField(null=True)
    department = TextField(null=True)
    company = reference(Company)
    email = TextField(null=True)
    phone = TextField(null=True)
    website = TextField(null=True)
    linkedin = TextField(null=True)
    twitter = TextField(null=True)
    facebook = TextField(null=True)
    instagram = TextField(null=True)
    street = TextField(null=True)
    street_2 = TextField(null=True)
    city = TextField(null=True)
    region = TextField(null=True)
    postal_code = TextField(null=True)
    country = TextField(null=True)
    birthday = TextField(null=True)
    lead_status = TextField(null=True)
    lifecycle_stage = TextField(default="lead")
    owner = reference(Owner)
    source = reference(Source)
    do_not_email = BooleanField(default=False)
    do_not_call = BooleanField(default=False)
    notes = TextField(null=True)
    external_id = TextField(null=True)
    last_contacted_at = TextField(null=True)
    import_batch = reference(ImportBatch)
    created_at = TextField()
    updated_at = TextField()
    deleted_at = TextField(null=True)
    touch_weeks = IntegerField(null=True)

    class Meta:
        table_name = "contact"


class ContactCompany(Record):
    """A person works at a company, in a role."""

    contact = reference(Contact, optional=False)
    company = reference(Company, optional=False)
    role = TextField(null=True)
    is_primary = BooleanField(default=False)

    class Meta:
        table_name = "contact_company"
        owner = "contact"
        part_key = ("company",)


class ContactEmail(Record):
    """``address_key`` is the address lower-cased, for matching."""

    contact = reference(Contact, optional=False)
    address = TextField()
    address_key = TextField()
    label = TextField(default="work")
    position = IntegerField(default=0)  # 0 is the primary one

    class Meta:
        table_name = "contact_email"
        owner = "contact"
        part_key = ("address_key",)


class ContactPhone(Record):
    """``number`` is E.164 where it could be read, else as typed; ``digits`` its digits only."""

    contact = reference(Contact, optional=False)
    number = TextField()
    digits = TextField()
    extension = TextField(null=True)
    label = TextField(default="work")  # work, mobile, home, fax, other
    position = IntegerField(default=0)

    class Meta:
        table_name = "contact_phone"
        owner = "contact"
        part_key = ("digits",)


class ContactTag(Record):
    contact = reference(Contact, optional=False)
    tag = reference(Tag, optional=False)

    class Meta:
        table_name = "contact_tag"
        owner = "contact"
        part_key = ("tag",)


class ContactValue(Record):
    """The value of a custom field of a contact: text as shown, number for sorting where it has one."""

    contact = reference(Contact, optional=False)
    field = reference(CustomField, optional=False)
    text = TextField()
    number = FloatField(null=True)

    class Meta:
        table_name = "contact_value"
        owner = "contact"
        part_key = ("field",)


class LifecycleEvent(Record):
    contact = reference(Contact, optional=False)
    from_stage = TextField(null=True)
    to_stage = TextField()
    at = TextField()
    actor = TextField(default="")

    class Meta:
        table_name = "lifecycle_event"
        owner = "contact"


class DuplicateDecision(Record):
    """Two records the person said are not the same; ``first_id`` < ``second_id``."""

    kind = TextField()
    first_id = IntegerField()
    second_id = IntegerField()
    decision = TextField(default="different")
    at = TextField()

    class Meta:
        table_name = "duplicate_decision"
        indexes = ((("kind", "first_id", "second_id"), True),)
