"""What somebody else did between a plan and its import. The plan says what was read; a fresh one, made when the import
begins, says what stands there now; and the three-way rule decides value by value:

* nobody else changed it: it is written as planned;
* the file would not have changed it: what stands there by now stays;
* both changed it: a person is asked, and where nobody is there to be asked, what stands there stays, and the outcome
  tells it.

A record that the plan found is still the row's record when its e-mail or name was changed, and a row whose record was
deleted is asked about or left out. A record that nobody knew of, made meanwhile, gets what it has not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from salesdesk.domain.conflicts import ASKED_ONE_BY_ONE, WrittenBy
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import (
    CellChange,
    ImportDecisions,
    ImportPlan,
    Resolution,
    RowMatch,
    RowRef,
    RowState,
    SheetPlan,
)
from salesdesk.domain.meanwhile import NO_ANSWERS, Answers, FieldOf, KeptValue, Meanwhile
from salesdesk.services.imports.plan.drafts import SheetDrafts
from salesdesk.store.journal.edits import columns_of
from salesdesk.store.store import Store

_UPDATED = (RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS)
_BLANK = (None, "", False, 0)


def held_records(
    sheets: Sequence[SheetDrafts], held: Mapping[RowRef, RowMatch]
) -> dict[RecordKind, set[int]]:
    """The records that rows are held to, by kind."""
    kinds, found = {sheet.place: sheet.kind for sheet in sheets}, defaultdict[RecordKind, set[int]](set)
    for (place, _), match in held.items():
        if match.record is not None:
            found[kinds[place]].add(match.record)
    return dict(found)


class _Filled:
    """The cells by which a plan would fill what was empty, asked one by one: a large import has very many."""

    def __init__(self, plan: ImportPlan) -> None:
        self._plan = plan

    def __contains__(self, place: object) -> bool:
        assert isinstance(place, tuple)
        sheet, row, field = place
        cells = self._plan.sheets[sheet].changes.get(row, ())
        return any(cell.field == field and cell.ticked and cell.before in _BLANK for cell in cells)


def holding(plan: ImportPlan, decisions: ImportDecisions) -> ImportDecisions:
    """The decisions under which a fresh plan keeps rows with the records that ``plan`` found by a key for them, and looks
    at what stands by now in cells that ``plan`` would have filled."""
    held = {
        (place, row): match
        for place, row, match in _matches(plan)
        if match.key is not None and match.resolution is Resolution.UPDATE
    }
    return replace(decisions, held=held, filled=_Filled(plan))


def as_read_before(plan: ImportPlan, earlier: ImportPlan) -> ImportPlan:
    """``plan`` as if it was made when ``earlier`` was: of a field that both would change it says what stood there then."""
    before = _first_cells(earlier)

    def former(sheet: SheetPlan, row: int, cell: CellChange) -> CellChange:
        known = before.get((sheet.kind, sheet.targets[row], cell.field))
        return cell if known is None else replace(cell, before=known.before, there=known.there)

    sheets = tuple(
        replace(
            sheet,
            changes={
                row: tuple(former(sheet, row, cell) for cell in cells) for row, cells in sheet.changes.items()
            },
        )
        for sheet in plan.sheets
    )
    return replace(plan, sheets=sheets, basis=earlier.basis)


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of a fresh plan: the decisions to make it by once more, and what to tell."""

    decisions: ImportDecisions
    meanwhile: Meanwhile


def settled(
    plan: ImportPlan,
    fresh: ImportPlan,
    decisions: ImportDecisions,
    company: Callable[[int], str],
    answers: Answers = NO_ANSWERS,
) -> Settled:
    """Compare what ``plan`` read with what ``fresh``, made under ``decisions``, found. What ``answers`` decide is done so
    and not told again. ``company`` gives the name of a company."""
    before, known = (
        _first_cells(plan),
        {(plan.sheets[place].kind, m.record) for place, _, m in _matches(plan)},
    )
    off: set[tuple[int, int, str]] = set()
    kept: list[KeptValue] = []
    decided: dict[FieldOf, bool] = {}
    for place, row, cell in _cells(fresh):
        sheet = fresh.sheets[place]
        field = (sheet.kind, sheet.targets[row], cell.field)
        if field not in decided:
            former = before.get(field)
            unseen = former is None and field[:2] not in known
            stays = cell.before not in _BLANK if unseen else former is None or _found(former) != _found(cell)
            if stays and (unseen or former is not None) and cell.ticked:
                found = _stored(cell, company)
                answer = answers.of(field, found)
                stays = not answer
                if answer is None:
                    planned = None if former is None else former.before
                    name = sheet.matches[row].name
                    kept.append(KeptValue(*field[:2], name, cell.field, planned, found, cell.after))
            decided[field] = stays
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
    out = {ref: name for ref, name in gone.items() if not answers.anew.get(name)}
    asked = [name for name in dict.fromkeys(out.values()) if name not in answers.anew]
    return Settled(
        replace(decisions, cells_off=decisions.cells_off | off, rows_off=decisions.rows_off | out.keys()),
        Meanwhile(tuple(kept), tuple(asked)),
    )


def _stored(cell: CellChange, named: Callable[[int], str]) -> object:
    """What stands there by now; where a company is added, the names of those that are there."""
    if cell.before is None and cell.there:
        return ", ".join(sorted(named(company) for company in cell.there))
    return cell.before


def with_writers(store: Store, found: Meanwhile) -> Meanwhile:
    """The same, with who wrote what stays and when, of those that are asked about one by one."""
    kept = [
        replace(one, by=_writer(store, one)) if at < ASKED_ONE_BY_ONE else one
        for at, one in enumerate(found.kept)
    ]
    return replace(found, kept=tuple(kept))


def _writer(store: Store, kept: KeptValue) -> WrittenBy:
    entity = entity_of(kept.kind)
    return store.journal.written_by(entity.table, kept.record, columns_of(entity.kind, kept.field))


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


def _first_cells(plan: ImportPlan) -> dict[FieldOf, CellChange]:
    """The first change of each field of a record, whose value before is what was read of it."""
    found: dict[FieldOf, CellChange] = {}
    for place, row, cell in _cells(plan):
        sheet = plan.sheets[place]
        found.setdefault((sheet.kind, sheet.targets[row], cell.field), cell)
    return found
