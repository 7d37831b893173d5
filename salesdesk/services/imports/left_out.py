"""Which sheets of a file are imported, and why the others are not."""

from __future__ import annotations

from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportDecisions
from salesdesk.domain.sheets import SheetAnalysis


def is_imported(kind: RecordKind) -> bool:
    """Whether rows of such a sheet become anything: orders are written into the timeline, products are no records."""
    return kind is RecordKind.ORDERS or entities().of_records(kind) is not None


def left_out_because(decisions: ImportDecisions, sheet: SheetAnalysis) -> str:
    """Why a sheet is left out: "chosen", "unknown", "products", "hidden", "empty"; "" when it is imported."""
    asked = decisions.request(sheet.name)
    kind = asked.kind or sheet.kind
    if not asked.use:
        return "chosen"
    if not is_imported(kind):
        return kind.value
    if not sheet.visible and sheet.name not in decisions.shown:
        return "hidden"
    return "" if sheet.rows else "empty"
