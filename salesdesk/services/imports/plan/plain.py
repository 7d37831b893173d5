"""Plans the rows of entities that are imported by their declaration alone: a row is the record of its number, or else of its
name (and company, where both name one)."""

from __future__ import annotations

from collections.abc import Callable

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.entities import EntitySpec, entity_of
from salesdesk.domain.imports import Resolution, RowMatch, RowRef, RowState
from salesdesk.domain.matching.exact import MatchKey
from salesdesk.services.imports.changes import ChangeFinder, unticked
from salesdesk.services.imports.plan.basis import PlainBasis
from salesdesk.services.imports.plan.own_changes import parted
from salesdesk.services.imports.plan.sheet import PlannedSheet
from salesdesk.services.imports.plan.work import PlannedWork


def plan_plain(
    sheet: PlannedSheet,
    work: PlannedWork,
    changes: ChangeFinder,
    company_of: Callable[[str | None, RowRef], int],
) -> None:
    """Decide what becomes of each row of a sheet; ``company_of`` gives the reference of a company that a row names."""
    drafts = sheet.drafts
    entity, basis = entity_of(drafts.kind), work.basis.plain[drafts.kind]
    names, numbers = drafts.column(entity.name_field), drafts.column("external_id")
    firms = drafts.column("company")
    seen: dict[tuple[str, int], RowRef] = {}
    for row, (name, number) in enumerate(zip(names, numbers, strict=True)):
        if sheet.states[row] != RowState.NEW:
            continue
        ref = (drafts.place, row)
        if not name:
            sheet.states[row] = RowState.LEFT_OUT
            continue
        sheet.companies[row] = company = company_of(firms[row], ref)
        key = fold_key(name)
        record = basis.external.get(number, 0) if number else 0
        by = MatchKey.EXTERNAL_ID if record else MatchKey.NAME_COMPANY
        own = work.basis.own.rows.get(ref)
        record = (
            own.record if own else work.basis.imported.get(ref, 0) or record or _named(basis, key, company)
        )
        if record:
            _matched(sheet, row, record, by, entity, work, changes)
        elif (key, company) in seen and not drafts.is_own:
            sheet.states[row] = RowState.REPEATED
            first = seen[key, company]
            sheet.matches[row] = RowMatch(None, first, name, by, resolution=Resolution.SKIP)
        else:
            seen[key, company] = ref
            work.plain_rows.setdefault(drafts.kind, []).append(ref)


def _named(basis: PlainBasis, key: str, company: int) -> int:
    for record in basis.named.get(key, ()):
        known = basis.records[record].company
        if not company or known is None or known == company:
            return record
    return 0


def _matched(
    sheet: PlannedSheet,
    row: int,
    record: int,
    by: MatchKey,
    entity: EntitySpec,
    work: PlannedWork,
    changes: ChangeFinder,
) -> None:
    known = work.basis.plain[sheet.drafts.kind].records[record]
    resolution = work.decisions.on_match
    sheet.targets[row] = record
    sheet.matches[row] = RowMatch(record, None, known.values[entity.name], by, resolution=resolution)
    if resolution is not Resolution.UPDATE:
        sheet.states[row] = RowState.UNCHANGED
        return
    found = changes.of_plain(sheet.drafts, row, record, known, sheet.companies[row])
    own = work.basis.own.rows.get((sheet.drafts.place, row))
    if own is not None:
        found, left = parted(sheet.drafts, row, own, found, work.decisions)
        work.left += left
    if found:
        sheet.changes[row] = found
    sheet.states[row] = RowState.UNCHANGED if unticked(found) else RowState.CHANGED
