"""Rows that were imported before, word for word: they say nothing new, whatever they are matched by."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportDecisions, Mode, RowRef
from salesdesk.services.imports.plan.drafts import SheetDrafts
from salesdesk.store.records.imported_rows import RowMemory


def rows_again(memory: RowMemory, sheets: Sequence[SheetDrafts]) -> dict[RowRef, int]:
    """The record that each row became when it was imported before, while it or what it was merged into is there; below 0 the number of a company
    that was all the row named."""
    found: dict[RowRef, int] = {}
    for sheet in sheets:
        if sheet.used and sheet.rows:
            known = _known(memory, sheet)
            there = _there(memory, sheet.kind, set(known.values())) if known else {}
            found.update(
                ((sheet.place, row), there[number])
                for row, digest in enumerate(sheet.digests)
                if (number := known.get(digest)) is not None and number in there
            )
    return found


def _known(memory: RowMemory, sheet: SheetDrafts) -> dict[int, int]:
    wanted = set(sheet.digests)
    known: dict[int, int] = {}
    for digests, numbers in memory.known(sheet.memory):
        known.update(pair for pair in zip(digests, numbers, strict=True) if pair[0] in wanted)
    return known


def _there(memory: RowMemory, kind: RecordKind, numbers: Collection[int]) -> dict[int, int]:
    """Those of some records that are there, or what they were merged into."""
    own = RecordKind.ACTIVITIES if kind is RecordKind.ORDERS else kind
    records = {number for number in numbers if number > 0}
    firms = {-number for number in numbers if number < 0}
    return {
        **_followed(memory, own, records),
        **{-firm: -into for firm, into in _followed(memory, RecordKind.COMPANIES, firms).items()},
    }


def _followed(memory: RowMemory, kind: RecordKind, numbers: Collection[int]) -> dict[int, int]:
    there = memory.present(kind, numbers)
    gone = set(numbers) - there
    merged = memory.merged_into(kind, gone) if gone else {}
    return {**{number: number for number in there}, **merged}


def says_nothing_new(decisions: ImportDecisions) -> bool:
    """Whether a row that was imported before has nothing to do: unless something is to be overwritten, emptied or lifted."""
    return (
        decisions.default_mode is not Mode.OVERWRITE
        and Mode.OVERWRITE not in decisions.modes.values()
        and not decisions.erase
        and not decisions.lift_opt_outs
    )


def of_sheet(imported: Mapping[RowRef, int], place: int) -> dict[int, int]:
    """What is known of the rows of one sheet."""
    return {row: number for (of, row), number in imported.items() if of == place}


def add_records(
    wanted: dict[RecordKind, set[int]], sheets: Sequence[SheetDrafts], known: Mapping[RowRef, int]
) -> None:
    """Add the records of rows that are known to those that are to be compared with their rows."""
    for sheet in sheets:
        found = {number for number in of_sheet(known, sheet.place).values() if number > 0}
        if found:
            wanted.setdefault(sheet.kind, set()).update(found)
