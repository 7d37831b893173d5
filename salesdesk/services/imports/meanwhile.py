"""What somebody else did between a plan and its import. The plan says what was read; a fresh one, made when the import
begins, says what stands there now; and the three-way rule decides value by value:

* nobody else changed it: it is written as planned;
* the file would not have changed it: what stands there by now stays;
* both changed it: what stands there stays, and the outcome tells it.

A record that the plan found is still the row's record when its e-mail or name was changed, and a row whose record was
deleted is left out. A record that nobody knew of, made meanwhile, gets what it has not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import (
    CellChange,
    ImportDecisions,
    ImportPlan,
    KeptValue,
    Meanwhile,
    Resolution,
    RowMatch,
    RowRef,
    RowState,
)
from salesdesk.services.imports.plan.drafts import SheetDrafts

_UPDATED = (RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS)
_BLANK = (None, "", False, 0)
_Field = tuple[RecordKind, int, str]


def held_records(
    sheets: Sequence[SheetDrafts], held: Mapping[RowRef, RowMatch]
) -> dict[RecordKind, set[int]]:
    """The records that rows are held to, by kind."""
    kinds, found = {sheet.place: sheet.kind for sheet in sheets}, defaultdict[RecordKind, set[int]](set)
    for (place, _), match in held.items():
        if match.record is not None:
            found[kinds[place]].add(match.record)
    return dict(found)


def holding(plan: ImportPlan, decisions: ImportDecisions) -> ImportDecisions:
    """The decisions under which a fresh plan keeps rows with the records that ``plan`` found by a key for them."""
    held = {
        (place, row): match
        for place, row, match in _matches(plan)
        if match.key is not None and match.resolution is Resolution.UPDATE
    }
    return replace(decisions, held=held)


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of a fresh plan: the decisions to make it by once more, and what to tell."""

    decisions: ImportDecisions
    meanwhile: Meanwhile


def settled(plan: ImportPlan, fresh: ImportPlan, decisions: ImportDecisions) -> Settled:
    """Compare what ``plan`` read with what ``fresh``, made under ``decisions``, found."""
    before, known = (
        _first_cells(plan),
        {(plan.sheets[place].kind, m.record) for place, _, m in _matches(plan)},
    )
    off: set[tuple[int, int, str]] = set()
    kept: list[KeptValue] = []
    decided: dict[_Field, bool] = {}
    for place, row, cell in _cells(fresh):
        sheet = fresh.sheets[place]
        field = (sheet.kind, sheet.targets[row], cell.field)
        if field not in decided:
            former = before.get(field)
            unseen = former is None and field[:2] not in known
            stays = cell.before not in _BLANK if unseen else former is None or _found(former) != _found(cell)
            decided[field] = stays
            if stays and (unseen or former is not None) and cell.ticked:
                kept.append(
                    KeptValue(*field[:2], sheet.matches[row].name, cell.field, cell.before, cell.after)
                )
        if decided[field]:
            off.add((place, row, cell.field))
    gone = {
        (place, row): match.name
        for place, row, match in _matches(plan)
        if match.resolution is Resolution.UPDATE
        and not fresh.sheets[place].targets[row]
        and fresh.sheets[place].states[row] == RowState.NEW
        and (place, row) in decisions.held
    }
    return Settled(
        replace(decisions, cells_off=decisions.cells_off | off, rows_off=decisions.rows_off | gone.keys()),
        Meanwhile(tuple(kept), tuple(dict.fromkeys(gone.values()))),
    )


def _found(cell: CellChange) -> tuple[object, object]:
    """What was there when a change was found."""
    return cell.before, cell.there


def _matches(plan: ImportPlan) -> Iterator[tuple[int, int, RowMatch]]:
    """Rows that are taken for a record: place of the sheet, of the row, and why."""
    for place, sheet in enumerate(plan.sheets):
        if sheet.used and sheet.kind in _UPDATED:
            yield from (
                (place, row, match) for row, match in sheet.matches.items() if match.record is not None
            )


def _cells(plan: ImportPlan) -> Iterator[tuple[int, int, CellChange]]:
    for place, sheet in enumerate(plan.sheets):
        if not sheet.used:
            continue
        for row in sorted(sheet.changes):
            if sheet.targets[row]:
                yield from ((place, row, cell) for cell in sheet.changes[row])


def _first_cells(plan: ImportPlan) -> dict[_Field, CellChange]:
    """The first change of each field of a record, whose value before is what was read of it."""
    found: dict[_Field, CellChange] = {}
    for place, row, cell in _cells(plan):
        sheet = plan.sheets[place]
        found.setdefault((sheet.kind, sheet.targets[row], cell.field), cell)
    return found
