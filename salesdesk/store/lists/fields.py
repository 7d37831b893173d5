"""What each field of each list is in SQL: the one table that reading, filtering and sorting share.

The record itself is ``r`` in every statement. Text without a ``*_key`` column is compared through the SQL function
``fold`` (``domain.cleaning.text.fold_key``), so that case and accents never matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from salesdesk.domain.columns import columns_of
from salesdesk.domain.fields import FieldType, RecordKind

TABLES: dict[RecordKind, str] = {
    RecordKind.CONTACTS: "contact",
    RecordKind.COMPANIES: "company",
    RecordKind.DEALS: "deal",
    RecordKind.ACTIVITIES: "activity",
}

JOINS: dict[str, str] = {
    "company": "LEFT JOIN company o ON o.id = r.company_id AND o.deleted_at IS NULL",
    "contact": "LEFT JOIN contact p ON p.id = r.contact_id AND p.deleted_at IS NULL",
    "deal": "LEFT JOIN deal d ON d.id = r.deal_id AND d.deleted_at IS NULL",
    "owner": "LEFT JOIN owner w ON w.id = r.owner_id",
    "source": "LEFT JOIN source s ON s.id = r.source_id",
    "campaign": "LEFT JOIN campaign m ON m.id = r.campaign_id",
    "stage": "LEFT JOIN stage g ON g.id = r.stage_id",
    "pipeline": "LEFT JOIN pipeline l ON l.id = r.pipeline_id",
}
SEPARATOR = "\x1f"
"""Between the tag names of one record as they come out of SQL."""


@dataclass(frozen=True, slots=True)
class Named:
    """A field that names a row of another table. ``ids`` is SQL for the ids a list row is linked with, as a
    condition with ``{}`` where the set of target ids goes."""

    table: str
    condition: str
    key: str = "name_key"


@dataclass(frozen=True, slots=True)
class FieldSql:
    """One field. ``select`` gives the value shown; ``joins`` are the names of ``JOINS`` it needs; ``folded`` is an
    expression already in folded form (a ``*_key`` column); ``sort`` the expressions to sort by; ``walk`` the
    statement that lists ids in order of a joined table, for a sort that would otherwise look up every row;
    ``named`` says how a value is found by name; ``parts`` is SQL for matching in a detail table; ``indexed`` says that an index
    of the file has the rows in this order; ``details`` lists (id, value to sort by) of the rows that have one, the
    value that counts last, for values that would otherwise be looked up row by row."""

    key: str
    type: FieldType
    select: str
    joins: tuple[str, ...] = ()
    folded: str | None = None
    sort: tuple[str, ...] = ()
    walk: str | None = None
    named: Named | None = None
    parts: tuple[str, str] | None = None
    indexed: bool = False
    details: str | None = None


def _reference(key: str, table: str, alias: str, walk: str | None = None) -> FieldSql:
    condition = f"r.{table}_id IN ({{}})"
    return FieldSql(
        key,
        FieldType.CHOICE,
        f"{alias}.name",
        (table,),
        f"{alias}.name_key",
        (f"{alias}.name_key",),
        walk,
        Named(table, condition),
    )


def _tags(table: str) -> FieldSql:
    names = (
        f"(SELECT group_concat(name, char(31)) FROM (SELECT t.name FROM {table}_tag x JOIN tag t ON t.id = x.tag_id "
        f"WHERE x.{table}_id = r.id ORDER BY t.name_key))"
    )
    first = (
        f"(SELECT min(t.name_key) FROM {table}_tag x JOIN tag t ON t.id = x.tag_id WHERE x.{table}_id = r.id)"
    )
    condition = f"r.id IN (SELECT {table}_id FROM {table}_tag WHERE tag_id IN ({{}}))"
    details = f"SELECT x.{table}_id, t.name_key FROM {table}_tag x JOIN tag t ON t.id = x.tag_id ORDER BY t.name_key DESC"
    return FieldSql(
        "tags", FieldType.TAGS, names, (), None, (first,), None, Named("tag", condition), details=details
    )


def _import() -> FieldSql:
    return FieldSql(
        "import",
        FieldType.CHOICE,
        "r.import_batch_id",
        named=Named("import_batch", "r.import_batch_id IN ({})", "file_name"),
    )


def _email(position: int) -> str:
    return f"(SELECT e.address FROM contact_email e WHERE e.contact_id = r.id AND e.position > 0 ORDER BY e.position, e.id LIMIT 1 OFFSET {position})"


def _phone(condition: str, offset: int = 0) -> str:
    return (
        f"(SELECT h.number || coalesce(';ext=' || h.extension, '') FROM contact_phone h WHERE h.contact_id = r.id AND {condition} "
        f"ORDER BY h.position, h.id LIMIT 1 OFFSET {offset})"
    )


def _labelled(label: str) -> str:
    return (
        f"SELECT contact_id, number FROM contact_phone WHERE label = '{label}' "
        "ORDER BY position DESC, id DESC"
    )


_MOBILE = "(SELECT h.id FROM contact_phone h WHERE h.contact_id = r.id AND h.label = 'mobile' ORDER BY h.position, h.id LIMIT 1)"
_CALLED = "h.label <> 'fax'"
"""The primary number is the first one that is no fax, see ``domain.contacts.primary_place``."""
_PRIMARY = f"(SELECT h.id FROM contact_phone h WHERE h.contact_id = r.id AND {_CALLED} ORDER BY h.position, h.id LIMIT 1)"
_OTHER = f"{_CALLED} AND h.id IS NOT {_PRIMARY} AND h.id IS NOT {_MOBILE}"
_EMAIL_PARTS = ("r.id IN (SELECT contact_id FROM contact_email WHERE {})", "address_key")
_PHONE_PARTS = ("r.id IN (SELECT contact_id FROM contact_phone WHERE {})", "digits")

# The name order of the people of a company need not be known to sort by company: walk the companies by name and
# take each one's people from its index. One million contacts would otherwise mean as many look-ups.
_BY_COMPANY = "FROM company o CROSS JOIN contact r ON r.company_id = o.id WHERE o.deleted_at IS NULL AND r.deleted_at IS NULL"


def _contact_fields() -> tuple[FieldSql, ...]:
    return (
        FieldSql("full_name", FieldType.NAME, "r.full_name", folded="r.name_key", sort=("r.name_key",)),
        FieldSql(
            "company",
            FieldType.TEXT,
            "o.name",
            ("company",),
            "o.name_key",
            ("o.name_key", "o.id"),
            f"SELECT r.id {_BY_COMPANY}",
            Named("company", "r.id IN (SELECT contact_id FROM contact_company WHERE company_id IN ({}))"),
        ),
        FieldSql("email", FieldType.EMAIL, "r.email", sort=("r.email",), parts=_EMAIL_PARTS),
        FieldSql("email_2", FieldType.EMAIL, _email(0)),
        FieldSql("email_3", FieldType.EMAIL, _email(1)),
        FieldSql("phone", FieldType.PHONE, _phone(_CALLED), sort=("r.phone",), parts=_PHONE_PARTS),
        FieldSql("mobile", FieldType.PHONE, _phone("h.label = 'mobile'"), details=_labelled("mobile")),
        FieldSql("phone_2", FieldType.PHONE, _phone(_OTHER)),
        FieldSql("phone_3", FieldType.PHONE, _phone(_OTHER, 1)),
        FieldSql("fax", FieldType.PHONE, _phone("h.label = 'fax'"), details=_labelled("fax")),
        _reference("owner", "owner", "w"),
        _reference("lead_source", "source", "s"),
        _tags("contact"),
        FieldSql(
            "campaign",
            FieldType.CHOICE,
            "NULL",
            named=Named(
                "campaign", "r.id IN (SELECT contact_id FROM campaign_member WHERE campaign_id IN ({}))"
            ),
        ),
        FieldSql(
            "deal",
            FieldType.TEXT,
            "NULL",
            named=Named("deal", "r.id IN (SELECT contact_id FROM deal WHERE id IN ({}))", "title_key"),
        ),
        _import(),
    )


def _company_fields() -> tuple[FieldSql, ...]:
    people = "(SELECT count(*) FROM contact_company x JOIN contact p ON p.id = x.contact_id WHERE x.company_id = r.id AND p.deleted_at IS NULL)"
    deals = "(SELECT count(*) FROM deal d JOIN stage g ON g.id = d.stage_id WHERE d.company_id = r.id AND g.kind = 'open' AND d.deleted_at IS NULL)"
    return (
        FieldSql(
            "company",
            FieldType.TEXT,
            "r.name",
            folded="r.name_key",
            sort=("r.name_key",),
            named=Named("company", "r.id IN ({})"),
        ),
        FieldSql("phone", FieldType.PHONE, "r.phone", parts=("{}", "r.phone_digits")),
        _reference("owner", "owner", "w"),
        _reference("lead_source", "source", "s"),
        _tags("company"),
        FieldSql("contacts", FieldType.INTEGER, people),
        FieldSql("open_deals", FieldType.INTEGER, deals),
        FieldSql(
            "deal",
            FieldType.TEXT,
            "NULL",
            named=Named("deal", "r.id IN (SELECT company_id FROM deal WHERE id IN ({}))", "title_key"),
        ),
        _import(),
    )


def _deal_fields() -> tuple[FieldSql, ...]:
    probability = "coalesce(r.probability, g.probability)"
    return (
        FieldSql("deal_title", FieldType.TEXT, "r.title", folded="r.title_key", sort=("r.title_key",)),
        FieldSql(
            "full_name",
            FieldType.NAME,
            "p.full_name",
            ("contact",),
            "p.name_key",
            ("p.name_key",),
            None,
            Named("contact", "r.contact_id IN ({})"),
        ),
        FieldSql(
            "company",
            FieldType.TEXT,
            "o.name",
            ("company",),
            "o.name_key",
            ("o.name_key", "o.id"),
            None,
            Named("company", "r.company_id IN ({})"),
        ),
        _reference("pipeline", "pipeline", "l"),
        FieldSql(
            "stage",
            FieldType.CHOICE,
            "g.name",
            ("stage",),
            "g.name_key",
            ("r.pipeline_id", "g.position"),
            None,
            Named("stage", "r.stage_id IN ({})"),
        ),
        FieldSql("stage_kind", FieldType.TEXT, "g.kind", ("stage",), "g.kind"),
        FieldSql("deal_value", FieldType.MONEY, "r.amount"),
        FieldSql("probability", FieldType.PERCENT, probability, ("stage",)),
        FieldSql(
            "weighted",
            FieldType.MONEY,
            f"CAST(round(r.amount * {probability} / 100.0) AS INTEGER)",
            ("stage",),
        ),
        _reference("owner", "owner", "w"),
        _reference("lead_source", "source", "s"),
        _reference("campaign", "campaign", "m"),
        _import(),
    )


def _activity_fields() -> tuple[FieldSql, ...]:
    return (
        FieldSql(
            "full_name",
            FieldType.NAME,
            "p.full_name",
            ("contact",),
            "p.name_key",
            ("p.name_key",),
            None,
            Named("contact", "r.contact_id IN ({})"),
        ),
        FieldSql(
            "company",
            FieldType.TEXT,
            "o.name",
            ("company",),
            "o.name_key",
            ("o.name_key", "o.id"),
            None,
            Named("company", "r.company_id IN ({})"),
        ),
        FieldSql(
            "deal_title",
            FieldType.TEXT,
            "d.title",
            ("deal",),
            "d.title_key",
            ("d.title_key",),
            None,
            Named("deal", "r.deal_id IN ({})", "title_key"),
        ),
        _reference("owner", "owner", "w"),
        _reference("campaign", "campaign", "m"),
        _import(),
    )


_SPECIAL = {
    RecordKind.CONTACTS: _contact_fields,
    RecordKind.COMPANIES: _company_fields,
    RecordKind.DEALS: _deal_fields,
    RecordKind.ACTIVITIES: _activity_fields,
}


_INDEXED: dict[RecordKind, frozenset[str]] = {
    RecordKind.CONTACTS: frozenset(
        {"id", "full_name", "company", "email", "phone", "created_at", "last_contacted_at"}
    ),
    RecordKind.COMPANIES: frozenset({"id", "company", "created_at"}),
    RecordKind.DEALS: frozenset({"id", "deal_title"}),
    RecordKind.ACTIVITIES: frozenset({"id"}),
}
"""Fields whose order an index of ``store.models.indexes`` has, rows in the trash left out."""


@cache
def fields_of(kind: RecordKind) -> dict[str, FieldSql]:
    """Every built-in field of a list by key; a column without an entry of its own is a column of the table."""
    found = {field.key: field for field in _SPECIAL[kind]()}
    for column in columns_of(kind):
        if column.key not in found:
            found[column.key] = FieldSql(column.key, column.type, f"r.{column.key}")
    found["id"] = FieldSql("id", FieldType.INTEGER, "r.id", sort=("r.id",))
    return {key: replace(field, indexed=key in _INDEXED[kind]) for key, field in found.items()}
