"""Opt-outs that an import meets among the people it makes: said before anything is written, and lifted only on demand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from salesdesk.domain.cleaning.emails import is_plain_address
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportPlan, RowRef
from salesdesk.domain.opt_outs import Way, known_as
from salesdesk.services.imports.plan.drafts import EMAIL_FIELDS, PHONE_FIELDS, SheetDrafts
from salesdesk.services.imports.plan.work import PlannedWork
from salesdesk.store.records.opt_outs import OptOutRepository

_FIELDS = {Way.EMAIL: EMAIL_FIELDS, Way.PHONE: PHONE_FIELDS}


def with_known(plan: ImportPlan, opt_outs: OptOutRepository) -> ImportPlan:
    """The plan with how many of the people it makes come in opted out although their rows do not say so."""
    work = plan.work
    assert isinstance(work, PlannedWork)
    known: set[int] = set()
    for way in filter(opt_outs.is_any, Way):
        keys = dict(_keys(work, way, lifted=False))
        there = opt_outs.opted_out(way, {key for mine in keys.values() for key in mine})
        known |= {new for new, mine in keys.items() if not there.isdisjoint(mine)}
    return replace(plan, opt_outs=replace(plan.opt_outs, known=len(known)))


def lifted(work: PlannedWork, way: Way) -> set[str]:
    """The addresses of people the import makes whom the file says may be addressed, where that lifts an opt-out."""
    if not work.decisions.lift_opt_outs:
        return set()
    return {key for _, mine in _keys(work, way, lifted=True) for key in mine}


def _keys(work: PlannedWork, way: Way, *, lifted: bool) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The addresses of new people by their number, of those who may be addressed again or of the others."""
    sheets: Mapping[int, SheetDrafts] = {sheet.place: sheet for sheet in work.sheets}
    lifts = work.decisions.lift_opt_outs
    for number, first in enumerate(work.contact_rows):
        rows = [first, *work.repeats.get(number, ())]
        said = [
            sheets[place].value(row, way.field) for place, row in rows if way.field in sheets[place].fields
        ]
        allowed = lifts and False in said and True not in said
        if allowed is lifted and True not in said and (mine := tuple(_of_rows(sheets, rows, way))):
            yield number, mine


def _of_rows(sheets: Mapping[int, SheetDrafts], rows: list[RowRef], way: Way) -> Iterator[str]:
    for place, row in rows:
        sheet = sheets[place]
        for field in _FIELDS[way]:
            if field in sheet.fields and (value := sheet.value(row, field)):
                yield from known_as(way, value)
        if way is Way.EMAIL:
            yield from further_addresses(sheet, sheet.rows[row])


def further_addresses(sheet: SheetDrafts, row: Sequence[Any]) -> Iterator[str]:
    """What the addresses of a row may be kept as that have no field of their own: a fourth one is the person's too."""
    if sheet.kind is not RecordKind.CONTACTS:
        return
    for column in sheet.custom:
        value = row[column.position]
        if isinstance(value, str) and "@" in value and is_plain_address(value):
            yield from known_as(Way.EMAIL, value)
