"""Who a plan takes for whom: the rows that are added to a record or to an earlier row, and those that may be one and are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.contacts import joined_name
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import (
    CleanedSheet,
    ImportPlan,
    MatchKey,
    Resolution,
    RowMatch,
    RowState,
    SheetPlan,
)
from salesdesk.domain.matching.records import Evidence, Grade

_TOLD = (RowState.POSSIBLE, RowState.REPEATED)
_NAMES = ("full_name", "first_name", "last_name")
_ELSE = ("company", "deal_title", "order_number", "email", "phone", "mobile")


@dataclass(frozen=True, slots=True)
class TakenFor:
    """``name`` of the row in ``sheet`` (``row`` is the number a person sees) and of the ``other``: a ``record`` by id, or an
    earlier row by ``other_sheet`` and ``other_row``. ``action`` is what is done: UPDATE joins them. ``key`` is what agreed
    exactly, None where a likeness was found; ``grade``, ``score`` (0..1) and ``reasons`` say how sure that is and why."""

    sheet: str
    row: int
    name: str
    other: str
    record: int | None
    other_sheet: str | None
    other_row: int | None
    action: Resolution
    key: MatchKey | None
    grade: Grade
    score: float
    reasons: tuple[Evidence, ...]

    @property
    def is_joined(self) -> bool:
        """Whether both become one."""
        return self.action is Resolution.UPDATE


def taken_for(plan: ImportPlan) -> Iterator[TakenFor]:
    """Every row that is like a record or an earlier row, or names a person who may be somebody known, in the order of the
    file. Rows of our own exports that change nothing are their records, and rows about something else that change nothing
    of a record of their own name are nothing to tell."""
    sheets = {sheet.place: sheet for sheet in plan.work.sheets}
    for place, sheet in enumerate(plan.sheets):
        for row in sorted({*sheet.matches, *sheet.people}):
            if row in sheet.people:
                yield _told(sheet, sheets, row, named_person(sheets[place], row), sheet.people[row])
            if row not in sheet.matches:
                continue
            match, state = sheet.matches[row], sheet.states[row]
            name = shown_name(sheets[place], row)
            known = state == RowState.UNCHANGED and (
                sheet.kind is not RecordKind.CONTACTS or sheets[place].is_own
            )
            if known and _is_name(name, match):
                continue
            if state in (*_TOLD, RowState.CHANGED, RowState.UNCHANGED):
                yield _told(sheet, sheets, row, name, match)


def _told(
    sheet: SheetPlan, sheets: Mapping[int, CleanedSheet], row: int, name: str, match: RowMatch
) -> TakenFor:
    other = None if match.row is None else sheets[match.row[0]]
    return TakenFor(
        sheet.analysis.name,
        sheet.numbers[row],
        name,
        match.name,
        match.record,
        None if other is None else other.analysis.name,
        None if other is None or match.row is None else other.numbers[match.row[1]],
        match.resolution,
        match.key,
        match.grade,
        match.score,
        match.reasons,
    )


def named_person(sheet: CleanedSheet, row: int) -> str:
    """What a row calls the person it names; "" when it does not."""
    whole, first, last = (sheet.value(row, name) for name in _NAMES)
    return whole or joined_name({"first_name": first, "last_name": last})


def shown_name(sheet: CleanedSheet, row: int) -> str:
    """What a person would call the row: a name, else what else it says of itself; "" when nothing."""
    name = named_person(sheet, row)
    return name or next((str(value) for field in _ELSE if (value := sheet.value(row, field))), "")


def _is_name(name: str, match: RowMatch) -> bool:
    return sorted(fold_key(name).split()) == sorted(fold_key(match.name).split())
