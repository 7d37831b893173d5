"""What an import says of one sheet: what its rows and columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salesdesk.cli.words import counted
from salesdesk.domain.birthdays import PARTS
from salesdesk.domain.cleaning.row_layout import PARTS_OF
from salesdesk.domain.next_steps import STEP, STEP_DUE, STEP_FIELDS
from salesdesk.domain.sheets import CARD_GROUPS, TWO_WAY_DATES_UNSURE
from salesdesk.wording import worded

if TYPE_CHECKING:
    from salesdesk.domain.imports import SheetPlan
    from salesdesk.domain.sheets import SheetAnalysis


_IN_PARTS = STEP_FIELDS.union(PARTS, PARTS_OF)
"""What columns say together or of something else than the record itself."""


def print_sheet(sheet: SheetPlan, why: str) -> None:
    """Print a sheet and its columns; ``why`` it is left out."""
    rows = counted(sheet.analysis.rows, "rows")
    state = sheet.kind.value if sheet.used else f"left out: {why}"
    print(f"{sheet.analysis.name}: {rows}, {state}")
    if sheet.used:
        _print_warnings(sheet.analysis)
        for column in sheet.analysis.columns:
            sure = (
                "" if column.confidence >= 0.9 or column.field in ("custom", "ignore") else "  (check this)"
            )
            print(f"    {column.header or '(no name)'} -> {column.field}{sure}")


def as_json(sheet: SheetPlan) -> dict[str, Any]:
    """A sheet in the stable form that scripts rely on."""
    analysis, settings = sheet.analysis, sheet.analysis.settings
    return {
        "name": analysis.name,
        "kind": sheet.kind.value,
        "header_row": analysis.header_row,
        "rows": analysis.rows,
        "used": sheet.used,
        "reason": sheet.reason,
        "columns": [
            {
                "index": column.index,
                "header": column.header,
                "field": "custom" if column.field in _IN_PARTS else column.field,
                "birthday": dict(zip(PARTS, ("day", "month", "year"), strict=True)).get(column.field),
                "completes": PARTS_OF.get(column.field, (None,))[0],
                "step": {STEP: "what", STEP_DUE: "day"}.get(column.field),
                "confidence": round(column.confidence, 3),
                "samples": list(column.samples),
                "parsed": list(column.parsed),
            }
            for column in analysis.columns
        ],
        "settings": {
            "encoding": settings.encoding,
            "delimiter": settings.delimiter,
            "date_order": settings.date_order,
            "decimal": settings.decimal,
            "country": settings.country,
        },
        "warnings": [list(warning) for warning in analysis.warnings],
    }


_SAID_ELSEWHERE = (TWO_WAY_DATES_UNSURE, CARD_GROUPS)
"""What is told among the notes of the whole file."""


def _print_warnings(analysis: SheetAnalysis) -> None:
    """Say what becomes of rows and cells that are not simply taken as they are."""
    for told in analysis.remarks(*_SAID_ELSEWHERE):
        print(f"    {worded(told)}")
    if "hidden_rows" in dict(analysis.warnings):
        print("    --without-hidden-rows leaves them out")
