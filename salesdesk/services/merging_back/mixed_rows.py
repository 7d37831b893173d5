"""Rows that carry the number of another record: swapped, shifted by sorting some of the columns, filled down, copied.

What a row says counts more than its hidden number where nearly all of it is what another record said. Where that cannot be
told for certain the row is not taken, and that is said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from salesdesk.domain.columns import ListRow
from salesdesk.services.merging_back.known import KnownExport, Values
from salesdesk.services.merging_back.sheet_rows import (
    Column,
    KnownRow,
    MixedRow,
    SheetRows,
    cell_at,
    differing,
    loosened,
)
from salesdesk.services.shown_cells import to_the_second

_MOMENTS = ("at", "due_at")
_FEW = 3  # rows from which on it can be told that their numbers belong to others
_BLOCK = 20_000
_MOST = 0.5  # of what a row says
Told = dict[tuple[str, object], int]
"""Records by the fields that tell one from every other, 0 where several say the same."""


class MixedRows:
    """Finds out whose the rows of one sheet are. ``columns`` are the compared columns of an export, ``same`` the records
    whose row says what they said."""

    def __init__(
        self,
        found: SheetRows,
        columns: Callable[[KnownExport], Sequence[Column]],
        same: Mapping[KnownExport, Collection[int]],
        told: dict[KnownExport, Told],
    ) -> None:
        self._found, self._columns, self._same, self._told = found, columns, same, told
        self._sides: dict[tuple[KnownExport, int], tuple[Values, ListRow] | None] = {}

    def settle(self) -> None:
        """Give every row the record that it is."""
        if self._found.known:
            self._settle_swapped()
            self._settle_sorted()
            self._settle_copies()

    # -- rows that are another record, word for word -------------------------------------------------------

    def _settle_swapped(self) -> None:
        self._tell_unseen()
        others = [(row, other) for row in self._found.known if (other := self._other(row)) is not None]
        if not others:
            return
        by_place = {id(row): other for row, other in others}
        claims = Counter((row.export, other) for row, other in others)
        kept = [row for row in self._found.known if id(row) not in by_place]
        owned = {(row.export, row.record) for row in kept if self._is_like(row, row.then)}
        self._found.known = []
        for row in kept:  # one that is neither what its number says nor anybody who can be told by his number
            if claims[row.export, row.record] and (row.export, row.record) not in owned:
                self._loosen(row)
            else:
                self._found.known.append(row)
        for row, _ in others:
            self._let_go(row)
        for row, other in others:
            export = row.export
            sides = self._sides_of(export, other)
            is_taken = other in self._same.get(export, ()) or (export, other) in owned
            if sides is None or is_taken or claims[export, other] > 1:
                self._found.mixed.append(MixedRow(row.number, export, row.now, sides[1] if sides else None))
                self._found.seen[export] |= {row.record, other}
            else:
                self._take(row, other, *sides)

    def _tell_unseen(self) -> None:
        """Know the records without a row as well, where a row says nothing of what the record of its number is known by."""
        columns = self._found.columns.fields.values()
        doubtful = {
            row.export
            for row in self._found.known
            if len(row.cells.keys() & {*telling_keys(row.export, [*columns])}) > 1
        }
        for export in doubtful:
            keys = telling_keys(export, [*columns])
            unseen = sorted(export.present - self._found.seen[export])
            for start in range(0, len(unseen), _BLOCK):
                for number, now in export.now(unseen[start : start + _BLOCK], keys).items():
                    tell_apart(self._told[export], export, keys, export.then(number, now.values), number)

    def _take(self, row: KnownRow, record: int, then: Values, now: ListRow) -> None:
        export = row.export
        cells, _ = differing(self._columns(export), row.whole, then)
        self._found.known.append(KnownRow(row.number, record, export, then, now, cells, row.whole))
        self._found.seen[export].add(record)

    def _other(self, row: KnownRow) -> int | None:
        """The record that a row is instead of that of its number."""
        told = self._told.get(row.export, {})
        hits = {told.get((key, as_told(cell))) for key, cell in row.cells.items()} - {None, 0, row.record}
        best: tuple[float, int] | None = None
        for other in hits:
            sides = self._sides_of(row.export, other) if other is not None else None
            if sides is not None and other is not None:
                share = self._likeness(row, sides[0])
                best = max(best or (share, other), (share, other))
        if best is None or best[0] <= _MOST or best[0] <= self._likeness(row, row.then):
            return None
        return best[1]

    def _likeness(self, row: KnownRow, then: Values) -> float:
        """What share of what a row says a record said."""
        filled = same = 0
        for place, key, is_same, _, _ in self._columns(row.export):
            cell = cell_at(row.whole, place)
            if cell is not None and cell != "":
                filled += 1
                same += is_same(cell, then.get(key))
        return same / filled if filled else 0.0

    def _is_like(self, row: KnownRow, then: Values) -> bool:
        return self._likeness(row, then) >= _MOST

    def _sides_of(self, export: KnownExport, record: int) -> tuple[Values, ListRow] | None:
        """What a record said then, and what it says now; None of one that is not there."""
        place = export, record
        if place not in self._sides:
            into = export.merged_into.get(record, record)
            shown = export.now([into], [key for _, key, *_ in self._columns(export)]).get(into)
            there = shown is not None and (record in export.present or into != record)
            self._sides[place] = (export.then(record, shown.values), shown) if shown and there else None
        return self._sides[place]

    # -- rows sorted without their numbers ------------------------------------------------------------------

    def _settle_sorted(self) -> None:
        """Where the names of most rows are those of other rows, somebody sorted the visible columns alone: no number counts."""
        found = self._found
        named = sum(map(len, self._same.values())) + len(found.known)
        others = sum(1 for row in found.known if self._named(row) not in (None, 0, row.record))
        if named < _FEW or 2 * others <= named:
            return
        for row in found.known:
            self._loosen(row)
        found.known = []

    def _named(self, row: KnownRow) -> int | None:
        key = row.export.name_field
        return self._told.get(row.export, {}).get((key, row.cells.get(key)))

    def _loosen(self, row: KnownRow) -> None:
        self._let_go(row)
        self._found.loose.append(loosened(self._found.columns, row.number, row.whole, row.export, True))

    def _let_go(self, row: KnownRow) -> None:
        """Forget that a row was the record of its number."""
        if row.record not in self._same.get(row.export, ()):
            self._found.seen[row.export].discard(row.record)

    # -- several rows of one number -------------------------------------------------------------------------

    def _settle_copies(self) -> None:
        """Of rows with one number the one that is most like the record is the record; another that is called otherwise is a
        new one that somebody made of it."""
        by_record: dict[tuple[KnownExport, int], list[KnownRow]] = defaultdict(list)
        for row in self._found.known:
            by_record[row.export, row.record].append(row)
        self._found.known = []
        for (export, record), rows in by_record.items():
            if record not in self._same.get(export, ()):
                best = min(rows, key=lambda row: len(row.cells))
                self._found.known.append(best)
                rows.remove(best)
            for row in rows:
                if not row.cells:
                    continue
                if row.cells.keys() & {export.name_field, "email"}:
                    copy = loosened(self._found.columns, row.number, row.whole, export)
                    self._found.loose.append(copy)
                else:
                    self._found.twice.append(row)


def telling_keys(export: KnownExport, keys: Collection[str]) -> list[str]:
    """Those of some fields by which a record is told from others: what it is called, and texts and moments of entries, of
    which many are called alike."""
    telling = (export.name_field, "email", "external_id", "body", "notes", *_MOMENTS)
    return [key for key in dict.fromkeys(telling) if key in keys]


def tell_apart(told: Told, export: KnownExport, keys: Sequence[str], values: Values, record: int) -> None:
    """Note by what a record is told from others."""
    for key in keys:
        value: Any = values.get(key)
        if value:
            if key in _MOMENTS:
                value = as_told(export.readers[key].shown(value))
            told[key, value] = record if told.get((key, value), record) == record else 0


def as_told(cell: Any) -> Any:
    """A cell as it is looked up: a moment to the second."""
    return to_the_second(cell) if isinstance(cell, date) else cell
