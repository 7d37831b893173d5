"""Mapped columns that a kind of record has no place for: kept as custom fields, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salesdesk.domain.cleaning.rows import DraftLayout
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import FIELD, FieldType, Group, RecordKind, declared
from salesdesk.domain.money import Money
from salesdesk.domain.next_steps import STEP_FIELDS
from salesdesk.services.imports.plan.drafts import CUSTOM_TYPES, DEAL_MARKS, CustomColumn, Row

_BESIDE = frozenset({"currency"})
"""What is said of another value in the row."""
_ON_ANY_ROW = frozenset({"notes", "external_id"})
"""What deals, orders and other entries have as well as people."""


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
    steps = {field for field in STEP_FIELDS if kind in FIELD[field].kinds}
    return steps | _placed_in_records(kind, fields)


def _placed_in_records(kind: RecordKind, fields: frozenset[str]) -> set[str]:
    every = declared()
    if kind in entities().plain:
        return {*every.of(kind).placed, *_BESIDE}
    if kind is RecordKind.COMPANIES:
        return {*every.of(kind).placed, "mobile", *_BESIDE}
    people = every.of(RecordKind.CONTACTS)
    placed = {*people.placed, *_BESIDE}
    if kind is not RecordKind.CONTACTS:
        placed -= people.own_row_only - _ON_ANY_ROW
    if "company" in fields:
        placed |= {*every.of_employer}
    if kind is RecordKind.DEALS or (kind is RecordKind.CONTACTS and fields.intersection(DEAL_MARKS)):
        placed |= every.of(RecordKind.DEALS).placed
    if kind is RecordKind.ORDERS:
        placed |= {key for group, keys in every.offered(kind) if group is Group.ORDER for key in keys}
    if kind is RecordKind.ACTIVITIES:
        placed |= {"deal_title", "last_contacted_at", "outcome", "duration_minutes"}
        placed |= {*every.of(RecordKind.ACTIVITIES).placed}
    return placed


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
