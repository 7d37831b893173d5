"""The tables. Every record row carries ``version``: 1 when created, one more at each change.

Conventions: money is integer minor units beside a currency; time is UTC text ``YYYY-MM-DDTHH:MM:SSZ`` and days are
``YYYY-MM-DD``; text that is compared is stored normalised in a ``*_key`` column; ids are given by the unit of work
and never used again, so that the journal can name a row for ever. No cascades: they would go round the journal.
"""

from __future__ import annotations

from peewee import (
    AutoField,
    BigIntegerField,
    BooleanField,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


class Row(Model):
    """Base of every table: an id chosen by the unit of work."""

    id = AutoField()


class Record(Row):
    """Base of every journalled table."""

    version = IntegerField(default=1)


def _reference(model: type[Model] | str, *, optional: bool = True) -> ForeignKeyField:
    return ForeignKeyField(model, null=optional, index=False, backref="+", deferrable="INITIALLY DEFERRED")


class Setting(Record):
    """A choice that belongs to the file: currency, country, company name."""

    key = TextField(unique=True)
    value = TextField()

    class Meta:
        table_name = "setting"


class Owner(Record):
    name = TextField()
    name_key = TextField(unique=True)
    email = TextField(null=True)

    class Meta:
        table_name = "owner"


class Source(Record):
    name = TextField()
    name_key = TextField(unique=True)

    class Meta:
        table_name = "source"


class Tag(Record):
    name = TextField()
    name_key = TextField(unique=True)

    class Meta:
        table_name = "tag"


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
    owner = _reference(Owner)
    source = _reference(Source)
    notes = TextField(null=True)
    external_id = TextField(null=True)
    last_contacted_at = TextField(null=True)
    import_batch = _reference(ImportBatch)
    created_at = TextField()
    updated_at = TextField()
    deleted_at = TextField(null=True)

    class Meta:
        table_name = "company"


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
    company = _reference(Company)
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
    owner = _reference(Owner)
    source = _reference(Source)
    do_not_email = BooleanField(default=False)
    do_not_call = BooleanField(default=False)
    notes = TextField(null=True)
    external_id = TextField(null=True)
    last_contacted_at = TextField(null=True)
    import_batch = _reference(ImportBatch)
    created_at = TextField()
    updated_at = TextField()
    deleted_at = TextField(null=True)

    class Meta:
        table_name = "contact"


class ContactCompany(Record):
    """A person works at a company, in a role."""

    contact = _reference(Contact, optional=False)
    company = _reference(Company, optional=False)
    role = TextField(null=True)
    is_primary = BooleanField(default=False)

    class Meta:
        table_name = "contact_company"


class ContactEmail(Record):
    """``address_key`` is the address lower-cased, for matching."""

    contact = _reference(Contact, optional=False)
    address = TextField()
    address_key = TextField()
    label = TextField(default="work")
    position = IntegerField(default=0)  # 0 is the primary one

    class Meta:
        table_name = "contact_email"


class ContactPhone(Record):
    """``number`` is E.164 where it could be read, else as typed; ``digits`` its digits only."""

    contact = _reference(Contact, optional=False)
    number = TextField()
    digits = TextField()
    extension = TextField(null=True)
    label = TextField(default="work")  # work, mobile, home, fax, other
    position = IntegerField(default=0)

    class Meta:
        table_name = "contact_phone"


class ContactTag(Record):
    contact = _reference(Contact, optional=False)
    tag = _reference(Tag, optional=False)

    class Meta:
        table_name = "contact_tag"


class CompanyTag(Record):
    company = _reference(Company, optional=False)
    tag = _reference(Tag, optional=False)

    class Meta:
        table_name = "company_tag"


class CustomField(Record):
    """A field the person added. ``kind``: contact, company or deal; ``type``: text, number, date, choice,
    boolean or money; ``choices`` JSON list."""

    kind = TextField()
    key = TextField()
    title = TextField()
    type = TextField(default="text")
    choices = TextField(default="[]")
    position = IntegerField(default=0)

    class Meta:
        table_name = "custom_field"
        indexes = ((("kind", "key"), True),)


class ContactValue(Record):
    """The value of a custom field of a contact: text as shown, number for sorting where it has one."""

    contact = _reference(Contact, optional=False)
    field = _reference(CustomField, optional=False)
    text = TextField()
    number = FloatField(null=True)

    class Meta:
        table_name = "contact_value"


class CompanyValue(Record):
    company = _reference(Company, optional=False)
    field = _reference(CustomField, optional=False)
    text = TextField()
    number = FloatField(null=True)

    class Meta:
        table_name = "company_value"


class Pipeline(Record):
    name = TextField()
    name_key = TextField(unique=True)
    position = IntegerField(default=0)

    class Meta:
        table_name = "pipeline"


class Stage(Record):
    """``kind``: open, won or lost; ``probability`` 0..100; ``stale_days`` until a deal counts as quiet."""

    pipeline = _reference(Pipeline, optional=False)
    name = TextField()
    name_key = TextField()
    position = IntegerField(default=0)
    kind = TextField(default="open")
    probability = IntegerField(default=0)
    stale_days = IntegerField(default=14)

    class Meta:
        table_name = "stage"


class Campaign(Record):
    """``status``: planned, running, paused or finished. Money in minor units of ``currency``."""

    name = TextField()
    name_key = TextField()
    channel = TextField(default="email")
    goal = TextField(null=True)
    status = TextField(default="planned")
    starts_on = TextField(null=True)
    ends_on = TextField(null=True)
    owner = _reference(Owner)
    budget = BigIntegerField(null=True)
    committed_cost = BigIntegerField(null=True)
    actual_cost = BigIntegerField(null=True)
    own_hours = FloatField(null=True)
    currency = TextField(null=True)
    notes = TextField(null=True)
    created_at = TextField()
    updated_at = TextField()
    deleted_at = TextField(null=True)

    class Meta:
        table_name = "campaign"


class CampaignMember(Record):
    """``status``: audience, sent, opened, clicked, replied, met, bounced or unsubscribed."""

    campaign = _reference(Campaign, optional=False)
    contact = _reference(Contact, optional=False)
    status = TextField(default="audience")
    added_at = TextField()
    responded_at = TextField(null=True)

    class Meta:
        table_name = "campaign_member"
        indexes = ((("campaign", "contact"), True),)


class Deal(Record):
    """``probability`` overrides that of the stage; ``stage_since`` is when it entered its stage; ``closed_at``
    is set while its stage is won or lost; ``position`` orders cards of one next-step state by hand."""

    title = TextField()
    title_key = TextField()
    contact = _reference(Contact)
    company = _reference(Company)
    pipeline = _reference(Pipeline, optional=False)
    stage = _reference(Stage, optional=False)
    position = FloatField(default=0)
    amount = BigIntegerField(null=True)
    currency = TextField(null=True)
    probability = IntegerField(null=True)
    expected_close = TextField(null=True)
    stage_since = TextField()
    closed_at = TextField(null=True)
    lost_reason = TextField(null=True)
    competitor = TextField(null=True)
    owner = _reference(Owner)
    source = _reference(Source)
    campaign = _reference(Campaign)
    notes = TextField(null=True)
    external_id = TextField(null=True)
    import_batch = _reference(ImportBatch)
    created_at = TextField()
    updated_at = TextField()
    deleted_at = TextField(null=True)

    class Meta:
        table_name = "deal"


class DealValue(Record):
    deal = _reference(Deal, optional=False)
    field = _reference(CustomField, optional=False)
    text = TextField()
    number = FloatField(null=True)

    class Meta:
        table_name = "deal_value"


class StageEvent(Record):
    """A deal entered ``to_stage``; the first event of a deal has no ``from_stage``."""

    deal = _reference(Deal, optional=False)
    from_stage = _reference(Stage)
    to_stage = _reference(Stage, optional=False)
    at = TextField()
    actor = TextField(default="")
    amount = BigIntegerField(null=True)

    class Meta:
        table_name = "stage_event"


class LifecycleEvent(Record):
    contact = _reference(Contact, optional=False)
    from_stage = TextField(null=True)
    to_stage = TextField()
    at = TextField()
    actor = TextField(default="")

    class Meta:
        table_name = "lifecycle_event"


class Activity(Record):
    """The timeline: what happened (``at`` set) and what is to do (``due_at`` set, ``done_at`` empty).

    ``kind``: call, meeting, demo, conference, visit, letter, email, note, task or order.
    """

    kind = TextField()
    subject = TextField()
    body = TextField(null=True)
    contact = _reference(Contact)
    company = _reference(Company)
    deal = _reference(Deal)
    campaign = _reference(Campaign)
    owner = _reference(Owner)
    at = TextField(null=True)
    due_at = TextField(null=True)
    done_at = TextField(null=True)
    outcome = TextField(null=True)
    duration_minutes = IntegerField(null=True)
    amount = BigIntegerField(null=True)
    currency = TextField(null=True)
    external_id = TextField(null=True)
    import_batch = _reference(ImportBatch)
    created_at = TextField()
    updated_at = TextField()
    deleted_at = TextField(null=True)

    class Meta:
        table_name = "activity"


class SavedView(Record):
    """A named filter with its sort and columns; ``kind`` a list's record kind; all three JSON or text."""

    kind = TextField()
    name = TextField()
    filter = TextField(default="")
    sort = TextField(default="")
    columns = TextField(default="[]")
    position = IntegerField(default=0)

    class Meta:
        table_name = "saved_view"


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


class ChangeBatch(Row):
    """One unit of work. ``undone_by`` and ``undoes`` link a batch with its reversal."""

    at = TextField()
    actor = TextField()
    cause = TextField()
    text = TextField()
    undoes = IntegerField(null=True)
    undone_by = IntegerField(null=True)

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


RECORDS: tuple[type[Record], ...] = (
    Setting,
    Owner,
    Source,
    Tag,
    ImportBatch,
    ImportMapping,
    Company,
    Contact,
    ContactCompany,
    ContactEmail,
    ContactPhone,
    ContactTag,
    CompanyTag,
    CustomField,
    ContactValue,
    CompanyValue,
    Pipeline,
    Stage,
    Campaign,
    CampaignMember,
    Deal,
    DealValue,
    StageEvent,
    LifecycleEvent,
    Activity,
    SavedView,
    DuplicateDecision,
)
JOURNAL: tuple[type[Model], ...] = (ChangeBatch, ChangeEntry, IdCounter)


INDEXES: tuple[tuple[str, str, str], ...] = (
    # (table, columns, condition); plain SQL because peewee would name an index after a table
    ("contact", "name_key", "deleted_at IS NULL"),
    ("contact", "email", "deleted_at IS NULL"),
    ("contact", "phone", "deleted_at IS NULL"),
    ("contact", "lifecycle_stage", "deleted_at IS NULL"),
    ("contact", "created_at", "deleted_at IS NULL"),
    ("contact", "last_contacted_at", "deleted_at IS NULL"),
    ("contact", "company_id", ""),
    ("contact", "external_id", "external_id IS NOT NULL"),
    ("contact", "import_batch_id", "import_batch_id IS NOT NULL"),
    ("contact", "deleted_at", "deleted_at IS NOT NULL"),
    ("company", "name_key", "deleted_at IS NULL"),
    ("company", "match_key", ""),
    ("company", "domain", "domain IS NOT NULL"),
    ("company", "owner_id", ""),
    ("company", "source_id", ""),
    ("company", "created_at", "deleted_at IS NULL"),
    ("company", "external_id", "external_id IS NOT NULL"),
    ("company", "import_batch_id", "import_batch_id IS NOT NULL"),
    ("company", "deleted_at", "deleted_at IS NOT NULL"),
    ("contact_company", "contact_id", ""),
    ("contact_company", "company_id", ""),
    ("contact_email", "contact_id", ""),
    ("contact_email", "address_key", ""),
    ("contact_phone", "contact_id", ""),
    ("contact_phone", "digits", ""),
    ("contact_tag", "contact_id", ""),
    ("contact_tag", "tag_id", ""),
    ("company_tag", "company_id", ""),
    ("company_tag", "tag_id", ""),
    ("contact_value", "contact_id", ""),
    ("contact_value", "field_id, number, text", ""),
    ("company_value", "company_id", ""),
    ("company_value", "field_id, number, text", ""),
    ("deal_value", "deal_id", ""),
    ("deal_value", "field_id, number, text", ""),
    ("stage", "pipeline_id", ""),
    ("deal", "stage_id", ""),
    ("deal", "contact_id", ""),
    ("deal", "company_id", ""),
    ("deal", "campaign_id", "campaign_id IS NOT NULL"),
    ("deal", "owner_id", ""),
    ("deal", "closed_at", "closed_at IS NOT NULL"),
    ("deal", "title_key", "deleted_at IS NULL"),
    ("deal", "external_id", "external_id IS NOT NULL"),
    ("deal", "import_batch_id", "import_batch_id IS NOT NULL"),
    ("stage_event", "deal_id", ""),
    ("stage_event", "at", ""),
    ("lifecycle_event", "contact_id", ""),
    ("activity", "contact_id", "contact_id IS NOT NULL"),
    ("activity", "company_id", "company_id IS NOT NULL"),
    ("activity", "deal_id", "deal_id IS NOT NULL"),
    ("activity", "campaign_id", "campaign_id IS NOT NULL"),
    ("activity", "due_at", "due_at IS NOT NULL AND done_at IS NULL"),
    ("activity", "at", "at IS NOT NULL"),
    ("activity", "external_id", "external_id IS NOT NULL"),
    ("activity", "import_batch_id", "import_batch_id IS NOT NULL"),
    ("campaign", "name_key", "deleted_at IS NULL"),
    ("campaign_member", "contact_id", ""),
    ("change_entry", "batch_id", ""),
    ("change_entry", "table_name, row", ""),
)
