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
) -> dict[int, KnownRow]:
    """The records of loose rows of one export, by the place of the row. ``keys`` are the fields that the sheet has."""
    left = dict(enumerate(rows))
    free = _shown(export, sorted(export.present.intersection(unseen)), keys)
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
        for number, now in export.now(numbers[start : start + _BLOCK], keys).items():
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
