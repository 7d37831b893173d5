"""The cleaned rows of one sheet, held compactly: one tuple per row, read by field name."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from salesdesk.domain.cleaning.companies import company_key
from salesdesk.domain.cleaning.phones import digits_key
from salesdesk.domain.cleaning.rows import DraftLayout
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.sheets import Problem, SheetAnalysis
from salesdesk.services.import_people import PersonKeys

Row = tuple[Any, ...]

EMAIL_FIELDS = ("email", "email_2", "email_3")
PHONE_FIELDS = ("phone", "mobile", "phone_2", "phone_3", "fax")
PHONE_LABELS = {"phone": "work", "mobile": "mobile", "phone_2": "work", "phone_3": "other", "fax": "fax"}
CONTACT_FIELDS = (
    "full_name", "first_name", "last_name", "middle_name", "honorific", "suffix", "nickname", "job_title",
    "department", "website", "linkedin", "twitter", "facebook", "instagram", "street", "street_2", "city",
    "region", "postal_code", "country", "birthday", "lead_status", "notes", "external_id", "last_contacted_at",
)  # fmt: skip
"""Fields of a person that are columns of the same name, with the same stored form."""
COMPANY_FIELDS = (
    "website", "email", "fax", "linkedin", "twitter", "facebook", "instagram", "industry", "employees", "street",
    "street_2", "city", "region", "postal_code", "country", "notes", "external_id", "last_contacted_at",
)  # fmt: skip
"""Fields of a company that are columns of the same name."""
FIRM_FIELDS = ("industry", "employees", "annual_revenue")
"""Fields of a person's row that are said of their company."""
DEAL_MARKS = ("deal_title", "deal_value", "stage", "expected_close")


@dataclass(frozen=True, slots=True)
class CustomColumn:
    """A column kept as a custom field: its place in the row, title and type."""

    position: int
    title: str
    type: CustomType


_CUSTOM_TYPES = {
    FieldType.NUMBER: CustomType.NUMBER,
    FieldType.INTEGER: CustomType.NUMBER,
    FieldType.PERCENT: CustomType.NUMBER,
    FieldType.DATE: CustomType.DATE,
    FieldType.DATETIME: CustomType.DATE,
    FieldType.BOOLEAN: CustomType.BOOLEAN,
    FieldType.MONEY: CustomType.MONEY,
    FieldType.CHOICE: CustomType.CHOICE,
}


def custom_columns(layout: DraftLayout) -> tuple[CustomColumn, ...]:
    """The custom columns of a layout with their places; a column without a header is named by its letter."""
    start = len(layout.fields)
    return tuple(
        CustomColumn(start + place, column.header.strip() or f"Column {letters(column.index)}", _CUSTOM_TYPES.get(column.type, CustomType.TEXT))
        for place, column in enumerate(layout.custom)
    )


def letters(index: int) -> str:
    """A column's name in a spreadsheet: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(slots=True)
class SheetDrafts:
    """One sheet as it was cleaned. ``fields`` gives each field's place in a row; ``numbers`` the row numbers a
    person sees; ``blocked`` rows with a problem that keeps them out."""

    place: int
    analysis: SheetAnalysis
    kind: RecordKind
    used: bool
    reason: str
    layout: DraftLayout
    fields: Mapping[str, int]
    custom: Sequence[CustomColumn]
    rows: list[Row]
    numbers: array[int]
    problems: Sequence[Problem]
    blocked: frozenset[int]

    def column(self, field: str) -> list[Any]:
        """The values of one field in all rows; None throughout when the sheet has no such column."""
        position = self.fields.get(field)
        return [None] * len(self.rows) if position is None else [row[position] for row in self.rows]

    def has(self, *fields: str) -> bool:
        """Whether the sheet has a column for any of these fields."""
        return any(field in self.fields for field in fields)

    def value(self, row: int, field: str) -> Any:
        """One value, None when the sheet has no such column."""
        position = self.fields.get(field)
        return None if position is None else self.rows[row][position]

    def getter(self, names: Sequence[str]) -> Callable[[Row], Row]:
        """A function that picks the values of ``names`` out of a row (at least two names); give it the row with
        one None appended, which stands for the columns the sheet does not have."""
        width = len(self.rows[0]) if self.rows else 0
        return itemgetter(*(self.fields.get(name, width) for name in names))


def person_keys(drafts: SheetDrafts, firms: Mapping[str, str]) -> PersonKeys:
    """What tells the persons of a sheet apart; ``firms`` are match keys by company name."""
    names = [fold_key(name) if name else "" for name in full_names(drafts)]
    companies = [firms[name] if name else "" for name in drafts.column("company")]
    emails = _several(drafts, EMAIL_FIELDS, str.lower)
    phones = _several(drafts, PHONE_FIELDS[:-1], phone_digits)
    external = [value or "" for value in drafts.column("external_id")] if drafts.kind is RecordKind.CONTACTS else [""] * len(names)
    return PersonKeys(names, companies, emails, phones, external)


def full_names(drafts: SheetDrafts) -> list[str | None]:
    """The full names of a sheet's persons, put together from their parts where there is no whole one."""
    whole = drafts.column("full_name")
    if not drafts.has("first_name", "last_name"):
        return whole
    parts = drafts.getter(("first_name", "middle_name", "last_name", "suffix"))
    return [
        name or " ".join([part for part in parts((*row, None)) if part]) or None
        for name, row in zip(whole, drafts.rows, strict=True)
    ]


def _several(drafts: SheetDrafts, fields: Sequence[str], key: Callable[[str], str]) -> list[tuple[str, ...]]:
    columns = [drafts.column(field) for field in fields if field in drafts.fields]
    if not columns:
        return [()] * len(drafts.rows)
    if len(columns) == 1:
        return [(key(value),) if value else () for value in columns[0]]
    return [tuple(dict.fromkeys([key(v) for v in values if v])) for values in zip(*columns, strict=True)]


def phone_parts(value: str) -> tuple[str, str, str | None]:
    """(number, digits, extension) of a cleaned number."""
    number, _, extension = value.partition(";ext=")
    return number, phone_digits(value), extension or None


def phone_digits(value: str) -> str:
    """The digits a cleaned number is searched and matched by."""
    number = value.partition(";ext=")[0]
    return number[1:] if number[:1] == "+" and number[1:].isdigit() else digits_key(value)


def firm_keys(sheets: Sequence[SheetDrafts]) -> dict[str, str]:
    """Match keys of every company name in the sheets."""
    names = {name for sheet in sheets if sheet.used for name in sheet.column("company") if name}
    return {name: company_key(name) or fold_key(name) or name.lower() for name in names}
