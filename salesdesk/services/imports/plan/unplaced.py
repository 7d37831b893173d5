"""Mapped columns that a kind of record has no place for: kept as custom fields, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from salesdesk.domain.cleaning.rows import DraftLayout
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import FIELD, FieldType, RecordKind
from salesdesk.domain.money import Money
from salesdesk.domain.sheets import Problem
from salesdesk.services.imports.changes import custom_text
from salesdesk.services.imports.plan.drafts import (
    COMPANY_FIELDS,
    CONTACT_FIELDS,
    CUSTOM_TYPES,
    DEAL_MARKS,
    EMAIL_FIELDS,
    FIRM_FIELDS,
    OWN_ROW_ONLY,
    PHONE_FIELDS,
    CustomColumn,
    Row,
)

_ALWAYS = {
    "company",
    "owner",
    "lead_source",
    "tags",
    "created_at",
    "updated_at",
    "currency",
    "notes",
    "external_id",
}
_PERSON = {
    *CONTACT_FIELDS,
    *EMAIL_FIELDS,
    *PHONE_FIELDS,
    "lifecycle_stage",
    "do_not_email",
    "do_not_call",
    *_ALWAYS,
}
_COMPANY = {*COMPANY_FIELDS, "phone", "mobile", "annual_revenue", "lifecycle_stage", *_ALWAYS}
_DEAL = {*DEAL_MARKS, "pipeline", "probability"}
_NO_COMPANY = "This is said of a company, and the row names none; it is not kept."
_ORDER = {"order_number", "order_total", "product_name", "sku", "price", "quantity"}


def unplaced(
    kind: RecordKind, layout: DraftLayout, headers: Mapping[str, str], rows: Sequence[Row]
) -> list[CustomColumn]:
    """The columns of ``rows`` whose field a record of this kind does not have. ``headers`` by field name title the
    columns; a field without a header came with another value and counts only where there is one."""
    placed = _placed(kind, frozenset(layout.fields))
    found = []
    for position, field in enumerate(layout.fields):
        if field in placed or (field not in headers and not any(row[position] is not None for row in rows)):
            continue
        spec = FIELD[field]
        title = headers.get(field, "").strip() or spec.title
        found.append(CustomColumn(position, title, CUSTOM_TYPES.get(spec.type, CustomType.TEXT)))
    return found


def _placed(kind: RecordKind, fields: frozenset[str]) -> set[str]:
    if kind is RecordKind.COMPANIES:
        return _COMPANY
    placed = _PERSON if kind is RecordKind.CONTACTS else _PERSON - (OWN_ROW_ONLY - _ALWAYS)
    if "company" in fields:
        placed = placed | {*FIRM_FIELDS}
    if kind is RecordKind.DEALS or (kind is RecordKind.CONTACTS and fields.intersection(DEAL_MARKS)):
        placed = placed | _DEAL
    if kind is RecordKind.ORDERS:
        placed = placed | _ORDER
    if kind is RecordKind.ACTIVITIES:
        placed = placed | {"deal_title", "last_contacted_at"}
    return placed


def facts_of_nobody(
    sheet: str,
    kind: RecordKind,
    layout: DraftLayout,
    headers: Mapping[str, str],
    rows: Iterable[tuple[int, Row]],
) -> list[Problem]:
    """Warnings for what rows say of a company that they do not name; ``rows`` are (row number, values)."""
    firm = layout.slot("company")
    facts = [(field, slot) for field in FIRM_FIELDS if (slot := layout.slot(field)) is not None]
    if kind is RecordKind.COMPANIES or firm is None or not facts:
        return []
    return [
        Problem(sheet, number, headers.get(field, ""), custom_text(row[slot]), _NO_COMPANY, "warning")
        for number, row in rows
        if row[firm] is None
        for field, slot in facts
        if row[slot] is not None
    ]


def with_currencies(
    rows: list[Row], columns: Sequence[CustomColumn], layout: DraftLayout, currency: str | None
) -> list[Row]:
    """The rows with the amounts of these columns as ``Money``, in the row's own currency or the sheet's."""
    money = [c.position for c in columns if c.position < len(layout.fields) and _is_money(layout, c.position)]
    if not money:
        return rows
    slot = layout.slot("currency")
    changed = []
    for row in rows:
        values = list(row)
        own = (row[slot] if slot is not None else None) or currency or ""
        for position in money:
            if values[position] is not None:
                values[position] = Money(values[position], own)
        changed.append(tuple(values))
    return changed


def _is_money(layout: DraftLayout, position: int) -> bool:
    return FIELD[layout.fields[position]].type is FieldType.MONEY
