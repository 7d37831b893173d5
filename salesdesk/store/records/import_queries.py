"""The statements behind what an import reads; the values looked for are one list, ``wanted``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import Case, fn

from salesdesk.store.engine.statements import Compiled, Query, Slot, Statement, one_of
from salesdesk.store.journal import schema
from salesdesk.store.models.activities import Activity
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact, ContactCompany, ContactEmail, ContactPhone
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.imports import ImportBatch, ImportMapping
from salesdesk.store.models.journal import ChangeEntry
from salesdesk.store.models.lists import CustomField, Owner, Source, Tag
from salesdesk.store.models.pipelines import Pipeline, Stage

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

# -- match keys: ``key`` and the ``id`` of the record, outside the trash -------------------------------------------


@Statement
def any_contact() -> Query:
    return Contact.select(Contact.id).where(Contact.deleted_at.is_null()).limit(1)


@Statement
def contacts_by_email(wanted: Slot) -> Query:
    e = ContactEmail
    found = e.select(e.address_key.alias("key"), e.contact.alias("id")).join(
        Contact, on=e.contact == Contact.id
    )
    return found.where(Contact.deleted_at.is_null(), one_of(e.address_key, wanted)).order_by(e.contact)


@Statement
def contacts_by_phone(wanted: Slot) -> Query:
    p = ContactPhone
    found = p.select(p.digits.alias("key"), p.contact.alias("id")).join(Contact, on=p.contact == Contact.id)
    return found.where(Contact.deleted_at.is_null(), p.label != "fax", one_of(p.digits, wanted)).order_by(
        p.contact
    )


@Statement
def contacts_by_name(wanted: Slot) -> Query:
    c = Contact
    company = fn.COALESCE(Company.match_key, "").alias("company")
    return (
        c.select(c.name_key.alias("key"), c.id, company)
        .left_outer_join(Company, on=c.company == Company.id)
        .where(c.deleted_at.is_null(), one_of(c.name_key, wanted))
        .order_by(c.id)
    )


@Statement
def companies_by_name(wanted: Slot) -> Query:
    o = Company
    return (
        o.select(o.match_key.alias("key"), o.id, o.name)
        .where(o.deleted_at.is_null(), one_of(o.match_key, wanted))
        .order_by(o.id)
    )


@Statement
def deals_by_title(wanted: Slot) -> Query:
    d = Deal
    company, contact = fn.COALESCE(d.company, 0).alias("firm"), fn.COALESCE(d.contact, 0).alias("person")
    return (
        d.select(d.title_key.alias("key"), d.id, company, contact)
        .where(d.deleted_at.is_null(), one_of(d.title_key, wanted))
        .order_by(d.id)
    )


def by_external(database: Database, table: str) -> Compiled:
    """Statement: records of a table by the number another program gave them."""

    def build() -> Query:
        model, number = model_of(table), column_of(table, "external_id")
        found = model.select(number.alias("key"), model.id).where(
            column_of(table, "deleted_at").is_null(), one_of(number, Slot(0))
        )
        return found.order_by(model.id.desc())

    return database.shaped(("by external", table), build)


def by_name(database: Database, table: str, column: str) -> Compiled:
    """Statement: whole records of a table by what a column has, the oldest first."""

    def build() -> Query:
        model = model_of(table)
        there = column_of(table, "deleted_at").is_null() & one_of(column_of(table, column), Slot(0))
        return model.select().where(there).order_by(model.id)

    return database.shaped(("by name", table, column), build)


def _entries() -> Query:
    a = Activity
    return a.select(
        a.kind,
        a.subject,
        fn.COALESCE(a.at, a.due_at, "").alias("moment"),
        fn.COALESCE(a.contact, 0).alias("person"),
        fn.COALESCE(a.company, 0).alias("firm"),
    )


@Statement
def imported_entries() -> Query:
    """Entries of the timeline that came from files: kind, subject, moment, person and company."""
    return _entries().where(Activity.deleted_at.is_null(), Activity.import_batch.is_null(False))


@Statement
def entries_about(wanted: Slot) -> Query:
    """The same of every entry with one of these subjects."""
    return _entries().where(Activity.deleted_at.is_null(), one_of(Activity.subject, wanted))


@Statement
def due_entries() -> Query:
    """Entries of the timeline with a day they are due on, whether they are done, and in the trash as well."""
    a = Activity
    is_open = a.done_at.is_null() & a.deleted_at.is_null()
    return a.select(
        a.subject,
        a.due_at.alias("due"),
        Case(None, ((is_open, 1),), 0).alias("is_open"),
        fn.COALESCE(a.contact, 0).alias("contact"),
        fn.COALESCE(a.company, 0).alias("company"),
        fn.COALESCE(a.deal, 0).alias("deal"),
    ).where(a.due_at.is_null(False))


# -- matched records: rows whole, and ``owner`` with one ``value`` of a part ---------------------------------------


def whole(database: Database, table: str) -> Compiled:
    """Statement: whole records of a table."""

    def build() -> Query:
        model = model_of(table)
        return model.select().where(one_of(model.id, Slot(0)))

    return database.shaped(("whole of ids", table), build)


def _parts(owner: Query, value: Query) -> Statement:
    model = owner.model
    return Statement(
        lambda wanted: model.select(owner.alias("owner"), value.alias("value")).where(one_of(owner, wanted))
    )


def tags(database: Database, table: str) -> Compiled | None:
    """Statement: the folded names of the tags of records, None where they have none."""
    part = schema.part_between(table, "tag")
    if part is None:
        return None

    def build() -> Query:
        model = model_of(part.name)
        owner = getattr(model, part.owner_field)
        named = model.select(owner.alias("owner"), Tag.name_key.alias("value"))
        return named.join(Tag, on=column_of(part.name, "tag_id") == Tag.id).where(one_of(owner, Slot(0)))

    return database.shaped(("imported tags", table), build)


def custom(database: Database, table: str) -> Compiled | None:
    """Statement: the texts of the custom values of records, None where they have none."""
    part = schema.part_between(table, "custom_field")
    if part is None:
        return None

    def build() -> Query:
        model = model_of(part.name)
        owner = getattr(model, part.owner_field)
        texts = (column_of(part.name, name) for name in ("field_id", "text"))
        return model.select(owner.alias("owner"), *texts).where(one_of(owner, Slot(0)))

    return database.shaped(("imported values", table), build)


EMAILS = _parts(ContactEmail.contact, ContactEmail.address_key)
PHONES = _parts(ContactPhone.contact, ContactPhone.digits)
COMPANIES = _parts(ContactCompany.contact, ContactCompany.company)

# -- lists ---------------------------------------------------------------------------------------------------------


def _names(model: Query, *order: Query) -> Statement:
    return Statement(lambda: model.select(model.name_key, model.id).order_by(*order))


OWNERS, SOURCES, TAG_NAMES = _names(Owner, Owner.id), _names(Source, Source.id), _names(Tag, Tag.id)
PIPELINES = _names(Pipeline, Pipeline.archived_at.is_null(False), Pipeline.position, Pipeline.id)
"""Those that are offered come first: without a name a deal goes to the first one."""


@Statement
def stages() -> Query:
    s = Stage
    there = s.select(s.id, s.pipeline, s.name_key, s.kind).where(s.retired_at.is_null())
    return there.order_by(s.pipeline, s.position, s.id)


@Statement
def custom_fields() -> Query:
    f = CustomField
    return f.select(f.id, f.kind, f.key, f.title, f.type, f.choices, f.position).order_by(f.id)


# -- remembered mappings and history -------------------------------------------------------------------------------


@Statement
def mapping(fingerprint: Slot) -> Query:
    known = ImportMapping
    return known.select(known.id, known.mapping).where(known.fingerprint == fingerprint)


@Statement
def batches() -> Query:
    b = ImportBatch
    return b.select(b.id, b.file_name, b.at, b.actor, b.batch_id, b.counts)


@Statement
def removed_batches() -> Query:
    """Copies of the imports that were taken back."""
    e = ChangeEntry
    return e.select(e.before).where(e.table == "import_batch", e.after.is_null(), e.before.is_null(False))
