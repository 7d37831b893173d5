"""What an import says of the whole file, and of the cells of our own exports that it leaves alone."""

from __future__ import annotations

from salesdesk.domain.imports import ImportPlan, LeftCell
from salesdesk.phrases import Phrase, phrase

_TOLD = frozenset({"foreign_export", "mixed_numbers", "deleted_since", "steps", "steps_today", "people_made"})
"""The notes of a plan that are told in words."""


def notes_of(plan: ImportPlan) -> list[tuple[str, Phrase]]:
    """The notes of a plan that are told in words, each with its code."""
    counted = [
        (code, phrase(f"imports.note.{code}", count=int(value)))
        for code, value in plan.notes
        if code in _TOLD
    ]
    return [*counted, *((told.code.rpartition(".")[2], told) for told in plan.assumed)]


def left_alone(cell: LeftCell) -> Phrase:
    """What is said of a cell that is left alone."""
    return phrase(
        f"imports.left.{cell.why.value}",
        name=cell.name,
        field=cell.field.removeprefix("custom:"),
        given=cell.given,
        stored=cell.stored,
    )
