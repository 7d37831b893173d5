"""Rows without their numbers: found among the records of the export that no row of the workbook is, by what they are known
by. One that could be two is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from salesdesk.domain.cleaning.text import cell_text, fold_key
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.sheets import Cell, CellError
from salesdesk.services.merging_back.known import KnownExport
from salesdesk.services.merging_back.sheet_rows import KnownRow, LooseRow
from salesdesk.services.shown_cells import cell_said

_KEYS: Mapping[RecordKind, tuple[tuple[str, ...], ...]] = {
    RecordKind.CONTACTS: (
        ("external_id",),
        ("email",),
        ("full_name", "company"),
        ("phone",),
        ("mobile",),
        ("full_name",),
    ),
    RecordKind.COMPANIES: (("external_id",), ("company", "city"), ("company",), ("website",)),
    RecordKind.DEALS: (("external_id",), ("deal_title", "company", "full_name"), ("deal_title",)),
    RecordKind.ACTIVITIES: (
        ("external_id",),
        ("subject", "at", "due_at", "full_name"),
        ("subject", "at", "due_at"),
    ),
}
"""What records of a kind are known by, the surest first."""
_BLOCK = 20_000


def found_again(
    rows: Sequence[LooseRow], export: KnownExport, unseen: Collection[int], keys: Sequence[str]
) -> tuple[dict[int, KnownRow], bool]:
    """The records of loose rows of one export, by the place of the row, also those that are in the trash by now or were
    merged into others; and whether any record of the export is gone for good, so that a row may be that one. ``keys`` are
    the fields that the sheet has."""
    left = dict(enumerate(rows))
    there = export.present.intersection(unseen)
    found = _matched(left, export, _shown(export, sorted(there), keys), keys)
    others = sorted(set(unseen) - there)
    if not left or not others:
        return found, False
    shown = _shown(export, others, keys)
    is_any_gone = len(shown) < len(others)
    return found | _matched(left, export, shown, keys), is_any_gone


def _matched(
    left: dict[int, LooseRow],
    export: KnownExport,
    free: dict[int, tuple[Mapping[str, Any], Any]],
    keys: Sequence[str],
) -> dict[int, KnownRow]:
    """Those of the rows that are ``left`` whose record is among ``free``; both are taken out of them."""
    found: dict[int, KnownRow] = {}
    for match in _KEYS.get(export.kind, ((export.name_field,),)):
        if not set(match) <= set(keys):
            continue
        records = _unique({number: _key_of(export, match, then) for number, (then, _) in free.items()})
        told = _unique({place: _told(export, match, row.cells) for place, row in left.items()})
        for key, place in told.items():
            if key in records:
                number = records[key]
                found[place] = _row(left.pop(place), export, number, *free.pop(number), keys)
    return found


def _shown(
    export: KnownExport, numbers: Sequence[int], keys: Sequence[str]
) -> dict[int, tuple[Mapping[str, Any], Any]]:
    """What records showed then, with what they show now."""
    found = {}
    for start in range(0, len(numbers), _BLOCK):
        block, merged = numbers[start : start + _BLOCK], export.merged_into
        shown = export.now([merged.get(number, number) for number in block], keys)
        for number in block:
            if (now := shown.get(merged.get(number, number))) is not None:
                found[number] = export.then(number, now.values), now
    return found


def _key_of(export: KnownExport, match: Sequence[str], then: Mapping[str, Any]) -> tuple[str, ...] | None:
    return _told(export, match, {key: export.readers[key].shown(then.get(key)) for key in match})


def _told(
    export: KnownExport, match: Sequence[str], cells: Mapping[str, Cell | CellError]
) -> tuple[str, ...] | None:
    """What cells say of the fields of a key, None where the first of them is empty."""
    texts = tuple(_text(cells.get(key)) for key in match)
    return texts if texts[0] else None


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return fold_key(cell) or cell
    return cell_text(cell) if cell is None or isinstance(cell, int | float) else cell_said(cell)


def _unique(keys: Mapping[int, tuple[str, ...] | None]) -> dict[tuple[str, ...], int]:
    """Those that have a key alone, by it."""
    by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, key in keys.items():
        if key is not None:
            by_key[key].append(number)
    return {key: numbers[0] for key, numbers in by_key.items() if len(numbers) == 1}


def _row(
    loose: LooseRow, export: KnownExport, record: int, then: Mapping[str, Any], now: Any, keys: Sequence[str]
) -> KnownRow:
    cells: dict[str, Cell | CellError] = {}
    for key in keys:
        cell = loose.cells.get(key)
        if cell is None:
            if then.get(key) not in (None, False) and key in export.stored.columns:
                cells[key] = None
        elif not export.readers[key].same(cell, then.get(key)):
            cells[key] = cell
    return KnownRow(loose.number, record, export, then, now, cells)
