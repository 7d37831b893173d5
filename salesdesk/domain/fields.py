"""Every field that can be imported, exported, filtered or shown, declared once.

A ``FieldSpec`` is what the mapping, the column chooser, the filter builder, the exporters and the command
line have in common. ``key`` is the stable name of the command line; ``title`` is the English source text of
the label (the interface translates it).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RecordKind(StrEnum):
    """The kind of record a sheet, a list or an export is about."""

    CONTACTS = "contacts"
    COMPANIES = "companies"
    DEALS = "deals"
    ACTIVITIES = "activities"
    ORDERS = "orders"
    PRODUCTS = "products"
    UNKNOWN = "unknown"


class FieldType(StrEnum):
    """The shape of a value; decides cleaning, alignment, editor and number format."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    DATE = "date"
    DATETIME = "datetime"
    MONEY = "money"
    NUMBER = "number"
    INTEGER = "integer"
    PERCENT = "percent"
    BOOLEAN = "boolean"
    COUNTRY = "country"
    TAGS = "tags"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: ``kinds`` are the record kinds whose import accepts it."""

    key: str
    title: str
    type: FieldType
    kinds: frozenset[RecordKind]


_C, _O, _D, _A = RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS, RecordKind.ACTIVITIES
_R, _P = RecordKind.ORDERS, RecordKind.PRODUCTS
_PERSON = (_C, _D, _A, _R)
_EVERY = (_C, _O, _D, _A, _R, _P)


def _f(key: str, title: str, type_: FieldType, *kinds: RecordKind) -> FieldSpec:
    return FieldSpec(key, title, type_, frozenset(kinds))


_T = FieldType
FIELDS: tuple[FieldSpec, ...] = (
    _f("full_name", "Full name", _T.NAME, *_PERSON),
    _f("first_name", "First name", _T.NAME, *_PERSON),
    _f("last_name", "Last name", _T.NAME, *_PERSON),
    _f("middle_name", "Middle name", _T.NAME, *_PERSON),
    _f("honorific", "Title (Dr, Ms)", _T.TEXT, *_PERSON),
    _f("suffix", "Suffix", _T.TEXT, *_PERSON),
    _f("nickname", "Nickname", _T.TEXT, *_PERSON),
    _f("company", "Company", _T.TEXT, *_EVERY),
    _f("job_title", "Job title", _T.TEXT, *_PERSON),
    _f("department", "Department", _T.TEXT, *_PERSON),
    _f("email", "Email", _T.EMAIL, _C, _O, _D, _A, _R),
    _f("email_2", "Second email", _T.EMAIL, *_PERSON),
    _f("email_3", "Third email", _T.EMAIL, *_PERSON),
    _f("phone", "Phone", _T.PHONE, _C, _O, _D, _A, _R),
    _f("mobile", "Mobile", _T.PHONE, *_PERSON),
    _f("phone_2", "Second phone", _T.PHONE, _C, _O, _D, _A, _R),
    _f("phone_3", "Third phone", _T.PHONE, _C, _O, _D, _A, _R),
    _f("fax", "Fax", _T.PHONE, _C, _O, _D, _A, _R),
    _f("website", "Website", _T.URL, _C, _O, _D, _R),
    _f("linkedin", "LinkedIn", _T.URL, _C, _O, _D),
    _f("twitter", "Twitter", _T.TEXT, _C, _O),
    _f("facebook", "Facebook", _T.URL, _C, _O),
    _f("instagram", "Instagram", _T.TEXT, _C, _O),
    _f("street", "Street", _T.TEXT, _C, _O, _D, _R),
    _f("street_2", "Street, second line", _T.TEXT, _C, _O, _D, _R),
    _f("city", "City", _T.TEXT, _C, _O, _D, _R),
    _f("region", "Region", _T.TEXT, _C, _O, _D, _R),
    _f("postal_code", "Postal code", _T.TEXT, _C, _O, _D, _R),
    _f("country", "Country", _T.COUNTRY, _C, _O, _D, _R),
    _f("birthday", "Birthday", _T.DATE, _C),
    _f("lead_source", "Source", _T.CHOICE, _C, _O, _D),
    _f("lead_status", "Lead status", _T.CHOICE, _C, _D),
    _f("lifecycle_stage", "Lifecycle stage", _T.CHOICE, _C, _O),
    _f("owner", "Owner", _T.CHOICE, _C, _O, _D, _A),
    _f("tags", "Tags", _T.TAGS, _C, _O, _D, _R, _P),
    _f("notes", "Notes", _T.LONG_TEXT, *_EVERY),
    _f("created_at", "Created", _T.DATETIME, *_EVERY),
    _f("updated_at", "Updated", _T.DATETIME, *_EVERY),
    _f("last_contacted_at", "Last contact", _T.DATETIME, _C, _O, _D),
    _f("do_not_email", "Do not email", _T.BOOLEAN, _C, _R),
    _f("do_not_call", "Do not call", _T.BOOLEAN, _C),
    _f("industry", "Industry", _T.TEXT, _C, _O, _D),
    _f("employees", "Employees", _T.INTEGER, _C, _O, _D),
    _f("annual_revenue", "Annual revenue", _T.MONEY, _C, _O, _D),
    _f("deal_title", "Deal", _T.TEXT, _C, _D, _A),
    _f("deal_value", "Deal value", _T.MONEY, _C, _D),
    _f("currency", "Currency", _T.TEXT, _C, _O, _D, _R, _P),
    _f("pipeline", "Pipeline", _T.CHOICE, _C, _D),
    _f("stage", "Stage", _T.CHOICE, _C, _D),
    _f("probability", "Probability", _T.PERCENT, _C, _D),
    _f("expected_close", "Expected close", _T.DATE, _C, _D),
    _f("order_number", "Order number", _T.TEXT, _R),
    _f("order_total", "Order total", _T.MONEY, _C, _R),
    _f("product_name", "Product", _T.TEXT, _D, _R, _P),
    _f("sku", "SKU", _T.TEXT, _R, _P),
    _f("price", "Price", _T.MONEY, _R, _P),
    _f("quantity", "Quantity", _T.NUMBER, _R, _P),
    _f("external_id", "External ID", _T.TEXT, *_EVERY),
)
FIELD: dict[str, FieldSpec] = {spec.key: spec for spec in FIELDS}

CUSTOM = "custom"  # kept as a custom field (or a note)
IGNORE = "ignore"  # not imported
FIELD_NAMES: frozenset[str] = frozenset(FIELD) | {CUSTOM, IGNORE}
"""Every name the command line's ``--map HEADER=field`` accepts."""
