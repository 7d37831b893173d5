"""The columns of a list as data, shared by the table, its header menu, the exports and the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from salesdesk.domain.custom_fields import SHAPES, CustomField
from salesdesk.domain.fields import FIELD, FieldType, RecordKind

RECORD_ID, RECORD_VERSION = "SalesDesk ID", "SalesDesk version"
"""Hidden columns of an exported workbook: the number of each record and of its state when it was exported."""
PROBLEM_ROW, PROBLEM_TEXT = "Row in the file", "Problem to mend"
"""Columns before those of a file, in the workbook of its rows with problems."""
OWN_COLUMNS = frozenset({RECORD_ID, RECORD_VERSION, PROBLEM_ROW, PROBLEM_TEXT})
"""What SalesDesk writes into workbooks for itself and for the reader; an import leaves it out."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column. ``key`` is its stable name, ``title`` English source text, ``width`` pixels at 100 %;
    ``align`` is "left", "right" or "center"; ``editable`` says whether a cell takes a typed value."""

    key: str
    title: str
    type: FieldType
    width: int = 140
    align: str = "left"
    editable: bool = True


@dataclass(frozen=True, slots=True)
class ListRow:
    """One record of a list. ``values`` holds native values by column key: text, int, bool, `Money`, a tuple of
    tag names; days and moments are stored text (``YYYY-MM-DD``, UTC ``…Z``), countries alpha-2 codes, lifecycle
    stages codes. A column without a value is missing or None. ``company_id``, ``owner_id`` and the like are there
    too where the kind has them."""

    id: int
    version: int
    values: Mapping[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.values.get(key)


_WIDTHS = {
    FieldType.NAME: 180,
    FieldType.EMAIL: 210,
    FieldType.PHONE: 140,
    FieldType.URL: 180,
    FieldType.LONG_TEXT: 260,
    FieldType.DATE: 100,
    FieldType.DATETIME: 130,
    FieldType.MONEY: 110,
    FieldType.NUMBER: 90,
    FieldType.INTEGER: 90,
    FieldType.PERCENT: 80,
    FieldType.BOOLEAN: 90,
    FieldType.TAGS: 160,
    FieldType.CHOICE: 130,
}
_RIGHT = frozenset({FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT})
_WIDER = {"company": 170, "job_title": 160, "street": 180, "deal_title": 200, "full_name": 200, "name": 200}
_FIXED = frozenset({"created_at", "updated_at", "last_contacted_at", "id"})


def _column(key: str, title: str = "", type_: FieldType | None = None) -> ListColumn:
    shape = type_ or FIELD[key].type
    return ListColumn(
        key,
        title or FIELD[key].title,
        shape,
        _WIDER.get(key, _WIDTHS.get(shape, 140)),
        "right" if shape in _RIGHT else "center" if shape is FieldType.BOOLEAN else "left",
        key not in _FIXED,
    )


_T = FieldType
_CONTACTS = (
    *(_column(key, "Name" if key == "full_name" else "") for key in (
        "full_name", "company", "job_title", "email", "phone", "lifecycle_stage", "owner", "lead_source", "tags",
        "last_contacted_at", "first_name", "last_name", "middle_name", "honorific", "suffix", "nickname", "department",
        "email_2", "email_3", "mobile", "phone_2", "phone_3", "fax", "website", "linkedin", "twitter", "facebook",
        "instagram", "street", "street_2", "postal_code", "city", "region", "country", "birthday", "lead_status",
        "do_not_email", "do_not_call", "notes", "external_id", "created_at", "updated_at",
    )),
)  # fmt: skip
_COMPANIES = (
    *(_column(key) for key in (
        "company", "industry", "city", "country", "phone", "website", "lifecycle_stage", "owner", "lead_source", "tags",
        "last_contacted_at", "email", "fax", "linkedin", "twitter", "facebook", "instagram", "employees",
        "annual_revenue", "street", "street_2", "postal_code", "region", "notes", "external_id", "created_at",
        "updated_at",
    )),
    ListColumn("contacts", "Contacts", _T.INTEGER, 80, "right", False),
    ListColumn("open_deals", "Open deals", _T.INTEGER, 90, "right", False),
)  # fmt: skip
_DEALS = (
    *(_column(key) for key in (
        "deal_title", "company", "full_name", "pipeline", "stage", "deal_value", "probability", "expected_close",
        "owner", "lead_source",
    )),
    ListColumn("campaign", "Campaign", _T.CHOICE, 150),
    ListColumn("weighted", "Weighted amount", _T.MONEY, 120, "right", False),
    ListColumn("stage_since", "In stage since", _T.DATETIME, 130, "left", False),
    ListColumn("closed_at", "Closed", _T.DATETIME, 130, "left", False),
    ListColumn("lost_reason", "Lost reason", _T.TEXT, 150),
    ListColumn("competitor", "Competitor", _T.TEXT, 140),
    *(_column(key) for key in ("notes", "external_id", "created_at", "updated_at")),
)  # fmt: skip
_ACTIVITIES = (
    ListColumn("kind", "Kind", _T.CHOICE, 100, "left", False),
    ListColumn("subject", "Subject", _T.TEXT, 240),
    ListColumn("at", "When", _T.DATETIME, 130),
    ListColumn("due_at", "Due", _T.DATETIME, 130),
    ListColumn("done_at", "Done", _T.DATETIME, 130, "left", False),
    *(_column(key) for key in ("full_name", "company", "deal_title", "owner")),
    ListColumn("outcome", "Outcome", _T.TEXT, 150),
    ListColumn("duration_minutes", "Minutes", _T.INTEGER, 80, "right"),
    ListColumn("body", "Text", _T.LONG_TEXT, 260),
    *(_column(key) for key in ("external_id", "created_at", "updated_at")),
)
_BUILT_IN: dict[RecordKind, tuple[ListColumn, ...]] = {
    RecordKind.CONTACTS: _CONTACTS,
    RecordKind.COMPANIES: _COMPANIES,
    RecordKind.DEALS: _DEALS,
    RecordKind.ACTIVITIES: _ACTIVITIES,
}
LISTS: tuple[RecordKind, ...] = tuple(_BUILT_IN)
"""The kinds of record that have a list."""

_SHOWN = {RecordKind.CONTACTS: 10, RecordKind.COMPANIES: 11, RecordKind.DEALS: 10, RecordKind.ACTIVITIES: 9}

ALIASES: dict[str, str] = {
    "name": "full_name",
    "tag": "tags",
    "source": "lead_source",
    "lifecycle": "lifecycle_stage",
    "created": "created_at",
    "updated": "updated_at",
    "last_contact": "last_contacted_at",
    "amount": "deal_value",
    "title": "deal_title",
    "contact": "full_name",
    "close": "expected_close",
}
"""Short names a filter may use beside the column keys."""

_ONLY_FILTERS: dict[RecordKind, frozenset[str]] = {
    RecordKind.CONTACTS: frozenset({"id", "campaign", "import", "deal"}),
    RecordKind.COMPANIES: frozenset({"id", "import", "deal"}),
    RecordKind.DEALS: frozenset({"id", "import", "stage_kind"}),
    RecordKind.ACTIVITIES: frozenset({"id", "import", "campaign"}),
}


def columns_of(kind: RecordKind, custom: Iterable[CustomField] = ()) -> tuple[ListColumn, ...]:
    """Every column the list of ``kind`` can show; ``custom`` are the kind's custom fields."""
    extra = tuple(_column(field.name, field.title, SHAPES[field.type]) for field in custom)
    return (*_BUILT_IN[kind], *extra)


def default_columns(kind: RecordKind) -> tuple[str, ...]:
    """The keys a list shows until the person chooses others."""
    return tuple(column.key for column in _BUILT_IN[kind][: _SHOWN[kind]])


def chosen(columns: Sequence[ListColumn], keys: Iterable[str]) -> tuple[ListColumn, ...]:
    """The columns with these keys, in the order of the keys; unknown keys are left out."""
    by_key = {column.key: column for column in columns}
    return tuple(by_key[key] for key in keys if key in by_key)


def canonical(kind: RecordKind, field: str) -> str:
    """The column key a filter or sort means by ``field``, aliases resolved."""
    if field == "stage" and kind in (RecordKind.CONTACTS, RecordKind.COMPANIES):
        return "lifecycle_stage"
    if field in ("name", "title") and kind is not RecordKind.CONTACTS:
        return {RecordKind.COMPANIES: "company", RecordKind.DEALS: "deal_title"}.get(kind, "subject")
    return ALIASES.get(field, field)


def filter_fields(kind: RecordKind) -> frozenset[str]:
    """Every field name ``domain.filters.parse_filter`` accepts for a list of ``kind`` (custom fields beside)."""
    keys = {column.key for column in _BUILT_IN[kind]} | _ONLY_FILTERS[kind]
    names = {*ALIASES, "name", "title"} | ({"stage"} if kind is not RecordKind.ACTIVITIES else set())
    return frozenset(keys | {name for name in names if canonical(kind, name) in keys})
