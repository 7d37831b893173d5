"""The rows of one sheet that comes back: which record each is, and which of its cells say something else than it said then.

Rows are taken as they are read, piece by piece, and only what differs is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from salesdesk.domain.columns import ListRow
from salesdesk.domain.fields import FieldType
from salesdesk.domain.sheets import Cell, CellError, CurrencyNumber
from salesdesk.exchange.reading.table_end import is_total, is_word_for_total
from salesdesk.services.merging_back.heads import (
    MEASURED,
    Row,
    SheetColumns,
    head_row,
    is_marked,
    sheet_columns,
)
from salesdesk.services.merging_back.known import KnownExport, KnownExports, Values
from salesdesk.services.shown_cells import record_number

_AS_STORED = frozenset(
    {
        *(FieldType.TEXT, FieldType.LONG_TEXT, FieldType.NAME, FieldType.EMAIL, FieldType.PHONE),
        *(FieldType.URL, FieldType.CHOICE),
    }
)
"""Types that a file shows as they are stored, but for a few codes."""
_CODES = frozenset({"lifecycle_stage", "kind", "outcome"})
_Column = tuple[int, str, Callable[[Any, Any], bool], bool, bool]
"""A compared column: its place, its field, what compares a cell with a value, whether the export had it, and whether a cell
shows the value as it is stored."""
_ADDED_UP = frozenset({FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT})
_FEW = 3  # rows from which on it can be told that their numbers belong to others


@dataclass(slots=True)
class KnownRow:
    """A row that is a record. ``cells`` are those that do not show what the record showed ``then``; ``whole`` the row as it
    is in the file, kept while it may have to be found out anew whose it is."""

    number: int  # of the row
    record: int
    export: KnownExport
    then: Values
    now: ListRow
    cells: dict[str, Cell | CellError]
    whole: Row = ()


@dataclass(slots=True)
class LooseRow:
    """A row without a record: somebody added or copied it, or its number is lost."""

    number: int
    export: KnownExport
    cells: dict[str, Cell | CellError]
    added: dict[int, Cell | CellError]


@dataclass(slots=True)
class GoneRow:
    """A row whose record was deleted or erased here since, with the cells that say something else than it did. Of what was
    ``erased`` nobody knows what it said."""

    number: int
    record: int
    export: KnownExport
    cells: dict[str, Cell | CellError]
    erased: bool = False


@dataclass(slots=True)
class SheetRows:
    """What one sheet has. ``seen`` are the records whose row is there; ``cleared`` those whose row was emptied; ``twice``
    rows with the number of another row that are no other record; ``foreign`` counts rows of other databases; ``sums`` are the numbers of rows that add others up; ``added`` are
    the cells of columns that somebody added, by place and record."""

    name: str
    columns: SheetColumns
    export: KnownExport
    known: list[KnownRow] = field(default_factory=list)
    loose: list[LooseRow] = field(default_factory=list)
    gone: list[GoneRow] = field(default_factory=list)
    twice: list[KnownRow] = field(default_factory=list)
    seen: dict[KnownExport, set[int]] = field(default_factory=lambda: defaultdict(set))
    cleared: dict[KnownExport, set[int]] = field(default_factory=lambda: defaultdict(set))
    added: dict[int, dict[int, Cell | CellError]] = field(default_factory=lambda: defaultdict(dict))
    sums: list[int] = field(default_factory=list)
    foreign: int = 0
    unchanged: int = 0
    rows: int = 0


class SheetReader:
    """Reads one sheet; ``hint`` is the mark that the workbook's notes give for it."""

    def __init__(self, exports: KnownExports, name: str, hint: str) -> None:
        self._exports, self._name, self._hint = exports, name, hint
        self._begun: list[Row] = []
        self._read = 0
        self._head = 0
        self._found: SheetRows | None = None
        self._columns: dict[KnownExport, list[_Column]] = {}
        self._same: dict[KnownExport, set[int]] = defaultdict(set)
        self._names: dict[object, int] = {}

    def take(self, rows: Sequence[Row]) -> None:
        """Take the next rows."""
        if self._found is None:
            self._begun += rows
            self._found = self._understood()
            if self._found is None:
                return
            rows, self._begun = self._begun, []
        first = self._read + 1
        self._read += len(rows)
        self._take(self._found, rows, first)

    def done(self) -> SheetRows | None:
        """All rows are taken. None for a sheet that no export wrote."""
        if self._found is not None:
            self._settle_mixed(self._found)
            self._settle_copies(self._found)
        return self._found

    # -- the head -----------------------------------------------------------------------------------------

    def _understood(self) -> SheetRows | None:
        """The sheet once it is known what its columns are."""
        rows = self._begun
        marks = (self._exports.of(cell) for row in rows for cell in row if isinstance(cell, str))
        export = next((known for known in marks if known is not None), None) or self._exports.of(self._hint)
        if export is None:
            return None
        head = head_row(rows, [title for _, title in export.titles])
        if head is None and not is_marked(rows):
            return None
        self._head = 0 if head is None else head + 1  # somebody took the heads away
        heads: Row = () if head is None else rows[head]
        below = rows[self._head : self._head + MEASURED]
        columns = sheet_columns(heads, below, export, Likeness(export, below))
        return SheetRows(self._name, columns, export)

    # -- rows ---------------------------------------------------------------------------------------------

    def _take(self, found: SheetRows, rows: Sequence[Row], first: int) -> None:
        columns, foreign = found.columns, self._exports.foreign
        by_export: dict[KnownExport, list[tuple[int, int, Row]]] = defaultdict(list)
        last: Cell | CellError = None
        currencies = columns.currencies
        of_last = found.export
        for number, row in enumerate(rows, first):
            if number <= self._head:
                continue
            if currencies:
                row = _with_currencies(row, currencies)
            record, mark = record_number(_at(row, columns.number)), _at(row, columns.mark)
            if mark == last:  # nearly always
                export = of_last
            else:
                export, last = self._exports.of(mark) or found.export, mark
                of_last = export
                if mark in foreign:
                    last = None
                    found.foreign += 1
                    continue
            if record is not None and record in export.stored.numbers:
                by_export[export].append((number, record, row))
            else:
                self._loose(found, number, row, export)
        for export, given in by_export.items():
            self._known(found, export, given)

    def _known(self, found: SheetRows, export: KnownExport, rows: Sequence[tuple[int, int, Row]]) -> None:
        columns, merged, present = self._compared(found, export), export.merged_into, export.present
        now = export.now([merged.get(r, r) for _, r, _ in rows], [key for _, key, *_ in columns])
        seen, name = found.seen[export], export.name_field
        changed, names, same, has_added = (
            export.changed,
            self._names,
            self._same[export],
            bool(found.columns.added),
        )
        found.rows += len(rows)
        for number, record, row in rows:
            into = merged.get(record, record) if merged else record
            shown = now.get(into)
            then = changed.get(record)
            untouched = then is None and into == record
            if then is None:
                then = shown.values if shown is not None else {}
            cells, said = _differing(columns, row, then)
            if not said and columns:
                found.cleared[export].add(record)
                continue
            if has_added:
                self._take_added(found, row, into)
            if shown is None or into not in present:
                seen.add(record)
                erased = shown is None and not export.is_touched(record)
                found.gone.append(GoneRow(number, record, export, {} if erased else cells, erased))
                continue
            names[then.get(name)] = record
            if cells or not untouched:
                found.known.append(KnownRow(number, record, export, then, shown, cells, row))
            elif record not in seen:
                found.unchanged += 1
                same.add(record)
            seen.add(record)

    def _compared(self, found: SheetRows, export: KnownExport) -> list[_Column]:
        if export not in self._columns:
            self._columns[export] = [
                (
                    place,
                    key,
                    reader.same,
                    key in export.stored.columns,
                    reader.type in _AS_STORED and key not in _CODES,
                )
                for place, key in found.columns.fields.items()
                if export.is_merged(key) and (reader := export.readers[key]) is not None
            ]
        return self._columns[export]

    @staticmethod
    def _take_added(found: SheetRows, row: Row, record: int) -> None:
        for place in found.columns.added:
            cell = _at(row, place)
            if cell is not None and cell != "":
                found.added[place][record] = cell

    @staticmethod
    def _loose(found: SheetRows, number: int, row: Row, export: KnownExport) -> None:
        loose = _loosened(found.columns, number, row, export)
        if not loose.cells:
            return
        if _is_sum(loose):
            found.sums.append(number)
            return
        found.rows += 1
        found.loose.append(loose)

    # -- what shows at the end ------------------------------------------------------------------------------

    def _settle_mixed(self, found: SheetRows) -> None:
        """Where the names of most rows are those of other rows, somebody sorted the visible columns alone: no number counts."""
        named = sum(map(len, self._same.values())) + len(found.known)
        others = [
            row
            for row in found.known
            if self._names.get(row.cells.get(row.export.name_field), row.record) != row.record
        ]
        if named < _FEW or 2 * len(others) <= named:
            return
        for row in found.known:
            found.seen[row.export].discard(row.record)
            found.loose.append(_loosened(found.columns, row.number, row.whole, row.export))
        found.known = []

    def _settle_copies(self, found: SheetRows) -> None:
        """Of rows with one number the one that is most like the record is the record; another that is called otherwise is a
        new one that somebody made of it."""
        by_record: dict[tuple[KnownExport, int], list[KnownRow]] = defaultdict(list)
        for row in found.known:
            by_record[row.export, row.record].append(row)
        found.known = []
        for (export, record), rows in by_record.items():
            if record not in self._same[export]:
                best = min(rows, key=lambda row: len(row.cells))
                found.known.append(best)
                rows.remove(best)
            for row in rows:
                if not row.cells:
                    continue
                if row.cells.keys() & {export.name_field, "email"}:
                    found.loose.append(_loosened(found.columns, row.number, row.whole, export))
                else:
                    found.twice.append(row)


def _differing(
    columns: Sequence[_Column], row: Row, then: Values
) -> tuple[dict[str, Cell | CellError], bool]:
    """The cells that do not show what was shown, and whether any says anything."""
    differing: dict[str, Cell | CellError] = {}
    said, width, known = False, len(row), then.get
    for place, key, same, had, as_stored in columns:
        cell = row[place] if place < width else None
        value = known(key)
        if cell is None or cell == "":
            if value is not None and value is not False and had:
                differing[key] = None
            continue
        said = True
        if not (as_stored and cell == value) and not same(cell, value):
            differing[key] = cell
    return differing, said


def _with_currencies(row: Row, currencies: Mapping[int, int]) -> Row:
    """The row with each amount and its currency in one cell."""
    cells = list(row)
    for amount, currency in currencies.items():
        cell, code = _at(row, amount), _at(row, currency)
        if cell is None or cell == "" or not isinstance(code, str) or not code.strip():
            continue
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            cells[amount] = CurrencyNumber(float(cell), code.strip())
        elif isinstance(cell, str):
            cells[amount] = f"{cell} {code.strip()}"
    return cells


def _loosened(columns: SheetColumns, number: int, row: Row, export: KnownExport) -> LooseRow:
    """A row without its number."""
    cells = {key: _at(row, place) for place, key in columns.fields.items() if export.is_merged(key)}
    added = {place: _at(row, place) for place in columns.added}
    return LooseRow(
        number,
        export,
        {key: cell for key, cell in cells.items() if cell is not None and cell != ""},
        {place: cell for place, cell in added.items() if cell is not None and cell != ""},
    )


def _is_sum(loose: LooseRow) -> bool:
    """Whether a row below the table adds others up: numbers alone, with no more than a word for "total"."""
    cells, readers = loose.cells, loose.export.readers
    only_word = len(cells) == 1 and is_word_for_total(str(next(iter(cells.values()))).strip())
    return (
        only_word
        or is_total([*cells.values()])
        or all(key == "currency" or readers[key].type in _ADDED_UP for key in cells)
    )


class Likeness:
    """What share of the filled cells of a column shows what records showed in a field."""

    def __init__(self, export: KnownExport, rows: Sequence[Row]) -> None:
        self._export, self._rows = export, rows
        self._now: dict[str, dict[int, ListRow]] = {}

    def __call__(self, key: str, place: int, number: int | None) -> float:
        """``number`` is the column of the numbers."""
        reader = self._export.readers[key]
        numbers = {record_number(_at(row, number)): row for row in self._rows}
        records = [n for n in numbers if n is not None and n in self._export.stored.numbers]
        if key not in self._now:
            self._now[key] = self._export.now(records, [key])
        filled = same = 0
        for record, shown in self._now[key].items():
            cell, value = _at(numbers[record], place), self._export.then(record, shown.values).get(key)
            if cell is None or cell == "":
                continue
            filled += 1
            same += reader.same(cell, value if value is not None else shown[key])
        return same / filled if filled else 0.0


def _at(row: Row, place: int | None) -> Cell | CellError:
    return row[place] if place is not None and place < len(row) else None
