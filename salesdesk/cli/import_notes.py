"""What an import says of the whole file, and the cells of our own exports that it leaves alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from salesdesk.cli.words import coded
from salesdesk.wording import worded

if TYPE_CHECKING:
    from salesdesk.domain.imports import ImportPlan


def as_json(plan: ImportPlan) -> dict[str, Any]:
    """Both in the stable form that scripts rely on."""
    from salesdesk.services.imports.notes import notes_of

    return {
        "notes": [
            {"code": code, "text": worded(told), "values": coded(told)["values"]}
            for code, told in notes_of(plan)
        ],
        "left": [
            {
                "sheet": cell.sheet,
                "row": cell.row,
                "kind": cell.kind.value,
                "id": cell.record,
                "name": cell.name,
                "field": cell.field,
                "given": cell.given,
                "stored": cell.stored,
                "why": cell.why.value,
            }
            for cell in plan.left
        ],
    }


def lines(plan: ImportPlan, most: int) -> Iterator[str]:
    """Both as sentences; of the cells at most so many."""
    from salesdesk.services.imports.notes import left_alone, notes_of

    yield from (worded(told) for _, told in notes_of(plan))
    yield from (worded(left_alone(cell)) for cell in plan.left[:most])
    if len(plan.left) > most:
        yield f"… and {len(plan.left) - most:,} more cells that were left alone; --json lists them all"


def opt_out_lines(plan: ImportPlan) -> Iterator[str]:
    """What becomes of opt-outs that are known."""
    kept, known = plan.opt_outs.kept, plan.opt_outs.known
    if kept:
        yield (
            f"    {kept:,} opted out, although the file says they may be addressed: kept; "
            "--lift-opt-outs lets them be addressed again."
        )
    if known:
        have = "has" if known == 1 else "have"
        yield f"    {known:,} of the new people {have} an address that is opted out: imported opted out."
