"""Small lists: settings, owners, sources, tags, custom fields, saved views."""

from __future__ import annotations

from peewee import IntegerField, TextField

from salesdesk.store.models.base import Record


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
    """``touch_weeks``: who has it is kept in touch with every so many weeks, see ``domain.keep_in_touch``."""

    name = TextField()
    name_key = TextField(unique=True)
    touch_weeks = IntegerField(null=True)

    class Meta:
        table_name = "tag"


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


class SavedView(Record):
    """A named filter with its sort, columns and groups; ``kind`` a list's record kind; all four JSON or text. ``touch_weeks``
    as of a tag, of a view of people."""

    kind = TextField()
    name = TextField()
    filter = TextField(default="")  # type: ignore[assignment]
    sort = TextField(default="")
    columns = TextField(default="[]")
    position = IntegerField(default=0)
    touch_weeks = IntegerField(null=True)
    grouping = TextField(null=True)

    class Meta:
        table_name = "saved_view"


class MessageTemplate(Record):
    """A subject and a text with fields in braces (``domain.message_templates``)."""

    name = TextField()
    name_key = TextField(unique=True)
    subject = TextField(default="")
    body = TextField(default="")

    class Meta:
        table_name = "message_template"
