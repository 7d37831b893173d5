"""What becomes of the cells of a row of our own export that are not what its record shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import CellChange, ImportDecisions, LeftCell, Why
from salesdesk.domain.names import name_key
from salesdesk.services.imports.plan.drafts import SheetDrafts

CUSTOM_MARK = "custom:"
"""What the title of a custom field wears as the field of a ``CellChange``."""
NAME_PARTS = ("first_name", "middle_name", "last_name", "honorific", "suffix")
_KEPT = frozenset({"created_at"})
_CANNOT = {
    RecordKind.CONTACTS: frozenset({"more_emails", "more_phones"}),
    RecordKind.DEALS: frozenset({"full_name", "company", "currency", "pipeline", "campaign", "closed_at"}),
    RecordKind.ACTIVITIES: frozenset(
        {
            *("full_name", "company", "deal_title", "external_id"),
            *("end_at", "remind_minutes", "repeat_rule", "repeat_by"),
        }
    ),
}
"""What an import does not change of a record that is there: to whom it belongs, what follows from its stage, and how it is
planned, which hangs together."""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A row of our own export. ``differing`` are the fields whose cell is not what the record shows, as a ``CellChange``
    calls them, with what the cell says and what the record shows; ``edited`` those of all fields that were edited here
    since the export."""

    record: int
    name: str
    differing: Mapping[str, tuple[str, str]]
    edited: frozenset[str]


def parted(
    drafts: SheetDrafts, row: int, own: OwnRow, found: Sequence[CellChange], decisions: ImportDecisions
) -> tuple[tuple[CellChange, ...], list[LeftCell]]:
    """Of the changes that the cells of a row would make those that are made, and the cells that are left alone."""
    changes = tuple(cell for cell in found if not _is_edited(cell.field, own))
    left = [
        LeftCell(
            drafts.analysis.name, drafts.numbers[row], drafts.kind, own.record, own.name, field, *texts, why
        )
        for field, texts, why in _left(drafts.kind, own, found, decisions)
    ]
    return changes, left


def _is_edited(field: str, own: OwnRow) -> bool:
    return field in own.edited or (field in NAME_PARTS and "full_name" in own.edited)


def _left(
    kind: RecordKind, own: OwnRow, found: Sequence[CellChange], decisions: ImportDecisions
) -> Iterator[tuple[str, tuple[str, str], Why]]:
    changed = {cell.field for cell in found}
    for field, (given, stored) in own.differing.items():
        if field in NAME_PARTS and own.differing.get("full_name") == (given, stored):
            continue  # said of the whole name already
        if _is_edited(field, own):
            if field in changed or not given:
                yield field, (given, stored), Why.EDITED
        elif not given:
            if field not in decisions.erase:
                yield field, (given, stored), Why.EMPTIED
        elif field in _CANNOT.get(kind, _KEPT) | _KEPT and field not in changed:
            if fold_key(given) != fold_key(stored):
                yield field, (given, stored), Why.CANNOT
        elif field == "tags" and not _tags(stored) <= _tags(given):
            yield field, (given, stored), Why.CANNOT


def _tags(text: str) -> set[str]:
    return {name_key(tag) for tag in text.replace(";", ",").split(",") if tag.strip()}
