"""What an import says of the whole file, and the cells of our own exports that it leaves alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from salesdesk.phrases import Phrase, phrase
from salesdesk.wording import worded

if TYPE_CHECKING:
    from salesdesk.domain.imports import ImportPlan, LeftCell

_TOLD = frozenset({"foreign_export", "mixed_numbers", "deleted_since"})
"""The notes of a plan that are told in words."""


def as_json(plan: ImportPlan) -> dict[str, Any]:
    """Both in the stable form that scripts rely on."""
    return {
        "notes": [{"code": code, "text": worded(told)} for code, told in _notes(plan)],
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
    yield from (worded(told) for _, told in _notes(plan))
    yield from (worded(_left_alone(cell)) for cell in plan.left[:most])
    if len(plan.left) > most:
        yield f"… and {len(plan.left) - most:,} more cells that were left alone; --json lists them all"


def _notes(plan: ImportPlan) -> Iterator[tuple[str, Phrase]]:
    for code, value in plan.notes:
        if code in _TOLD:
            yield code, phrase(f"imports.note.{code}", count=int(value))


def _left_alone(cell: LeftCell) -> Phrase:
    return phrase(
        f"imports.left.{cell.why.value}",
        name=cell.name,
        field=cell.field.removeprefix("custom:"),
        given=cell.given,
        stored=cell.stored,
    )
