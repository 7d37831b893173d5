"""Who an import takes for whom, in words and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from salesdesk.cli.words import counted
from salesdesk.wording import worded

if TYPE_CHECKING:
    from salesdesk.domain.imports import ImportPlan
    from salesdesk.services.imports.matches import TakenFor

_SHOWN = 20


def as_matches(plan: ImportPlan) -> list[dict[str, Any]]:
    """The rows that are taken for a record or an earlier row, or that may be one: each with the other, what is done and why."""
    from salesdesk.services.imports.matches import taken_for

    return [
        {
            "sheet": one.sheet,
            "row": one.row,
            "name": one.name,
            "with": {"name": one.other, "id": one.record, "sheet": one.other_sheet, "row": one.other_row},
            "action": one.action.value,
            "joined": one.is_joined,
            "key": None if one.key is None else one.key.value,
            "grade": one.grade.value,
            "score": round(one.score, 4),
            "reasons": [worded(reason.told) for reason in one.reasons],
            "evidence": [{"code": reason.code, "field": reason.field} for reason in one.reasons],
        }
        for one in taken_for(plan)
    ]


def print_matches(plan: ImportPlan) -> None:
    """Name who is joined to whom and why, and who may be the same and is added as somebody else."""
    from salesdesk.domain.imports import Resolution
    from salesdesk.services.imports.matches import taken_for

    every = list(taken_for(plan))
    joined = [one for one in every if one.is_joined]
    apart = [one for one in every if one.action is Resolution.CREATE]
    for one in joined[:_SHOWN]:
        print(f"    {_row(one)} is {_other(one)}: {_why(one)}")
    _more(len(joined))
    if apart:
        print("    May be the same, and not joined (“salesdesk duplicates” lists what was added):")
    for one in apart[:_SHOWN]:
        print(f"    {_row(one)} and {_other(one)}: {_why(one)}")
    _more(len(apart))


def _more(count: int) -> None:
    if count > _SHOWN:
        print(f"    … and {counted(count - _SHOWN, 'rows')} more; --json lists all")


def _row(one: TakenFor) -> str:
    return f"{one.sheet} row {one.row}, {one.name or '(no name)'},"


def _other(one: TakenFor) -> str:
    where = f"#{one.record}" if one.record else f"row {one.other_row}"
    if one.other_sheet not in (None, one.sheet):
        where = f"{one.other_sheet} {where}"
    return f"{one.other or '(no name)'} ({where})"


def _why(one: TakenFor) -> str:
    return ", ".join(worded(reason.told) for reason in one.reasons) or "same name"
