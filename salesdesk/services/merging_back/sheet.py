"""The rows of one sheet that comes back: which record each is, and which of its cells say something else than it said then.

Rows are taken as they are read, piece by piece, and only what differs is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from salesdesk.domain.cleaning.remarks import is_remark
from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.columns import ListRow
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.sheets import Cell, CellError
from salesdesk.exchange.reading.table_end import is_total, is_word_for_total
from salesdesk.services.merging_back.cells import StatedCurrency
from salesdesk.services.merging_back.heads import (
    MEASURED,
    Row,
    head_row,
    is_marked,
    repeats_heads,
    sheet_columns,
)
from salesdesk.services.merging_back.known import KnownExport, KnownExports
from salesdesk.services.merging_back.mixed_rows import MixedRows, Told, tell_apart, telling_keys
from salesdesk.services.merging_back.sheet_rows import (
    Column,
    GoneRow,
    KnownRow,
    LooseRow,
    SheetRows,
    cell_at,
    differing,
    loosened,
)
from salesdesk.services.shown_cells import record_number

_AS_STORED = frozenset(
    {
        *(FieldType.TEXT, FieldType.LONG_TEXT, FieldType.NAME, FieldType.EMAIL, FieldType.PHONE),
        *(FieldType.URL, FieldType.CHOICE),
    }
)
"""Types that a file shows as they are stored, but for a few codes."""
_CODES = frozenset({"lifecycle_stage", "kind", "outcome"})
_ADDED_UP = frozenset({FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT})


_NAMED = frozenset({RecordKind.CONTACTS, RecordKind.COMPANIES})
"""Kinds of records that have a name; what others are called may be a sentence."""
_SHOWN = 80  # characters of a remark
_FEW_CELLS = 3  # from which on it can be told what a column holds


class SheetReader:
    """Reads one sheet; ``hint`` is the mark that the workbook's notes give for it."""

    def __init__(self, exports: KnownExports, name: str, hint: str) -> None:
        self._exports, self._name, self._hint = exports, name, hint
        self._begun: list[Row] = []
        self._read = 0
        self._head = 0
        self._found: SheetRows | None = None
        self._columns: dict[KnownExport, list[Column]] = {}
        self._same: dict[KnownExport, set[int]] = defaultdict(set)
        self._told: dict[KnownExport, Told] = defaultdict(dict)

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
            found = self._found
            MixedRows(found, lambda export: self._compared(found, export), self._same, self._told).settle()
            for row in found.known:
                self._take_added(found, row.whole, row.now.id)
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
        heads: Row = () if head is None else [cell_at(rows[head], place) for place in range(len(rows[head]))]
        below = rows[self._head : self._head + MEASURED]
        columns = sheet_columns(heads, below, export, ShownAlike(export, below))
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
            record, mark = record_number(cell_at(row, columns.number)), cell_at(row, columns.mark)
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
        seen = found.seen[export]
        keys = telling_keys(export, [key for _, key, *_ in columns])
        changed, told, same, has_added = (
            export.changed,
            self._told[export],
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
            cells, said = differing(columns, row, then)
            if not said and columns:
                found.cleared[export].add(record)
                continue
            if shown is None or into not in present:
                seen.add(record)
                erased = shown is None and not export.is_touched(record)
                name = "" if shown is None else str(shown[export.name_field] or "")
                found.gone.append(GoneRow(number, record, export, {} if erased else cells, name, erased))
                continue
            tell_apart(told, export, keys, then, record)
            if cells or not untouched:
                found.known.append(KnownRow(number, record, export, then, shown, cells, row))
            elif record not in seen:
                found.unchanged += 1
                same.add(record)
                if has_added:
                    self._take_added(found, row, into)
            seen.add(record)

    def _compared(self, found: SheetRows, export: KnownExport) -> list[Column]:
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
            cell = cell_at(row, place)
            if cell is not None and cell != "":
                found.added[place][record] = cell

    @staticmethod
    def _loose(found: SheetRows, number: int, row: Row, export: KnownExport) -> None:
        loose = loosened(found.columns, number, row, export)
        if not loose.cells or repeats_heads(loose.cells, found.columns, loose.export):
            return
        if _is_sum(loose):
            found.sums.append(number)
            return
        if remark := _remark(loose):
            found.remarks.append((number, remark))
            return
        found.rows += 1
        found.loose.append(loose)

    # -- what shows at the end ------------------------------------------------------------------------------


def _with_currencies(row: Row, currencies: Mapping[int, int]) -> Row:
    """The row with each amount and its currency in one cell."""
    cells = list(row)
    for amount, currency in currencies.items():
        cell, code = cell_at(row, amount), cell_at(row, currency)
        if cell is None or cell == "" or not isinstance(code, str) or not code.strip():
            continue
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            cells[amount] = StatedCurrency(float(cell), code.strip())
        elif isinstance(cell, str):
            cells[amount] = f"{cell} {code.strip()}"
    return cells


def _is_sum(loose: LooseRow) -> bool:
    """Whether a row below the table adds others up: numbers alone, with no more than a word for "total"."""
    cells, readers = loose.cells, loose.export.readers
    only_word = len(cells) == 1 and is_word_for_total(str(next(iter(cells.values()))).strip())
    return (
        only_word
        or is_total([*cells.values()])
        or all(key == "currency" or readers[key].type in _ADDED_UP for key in cells)
    )


def _remark(loose: LooseRow) -> str:
    """What a row below the table tells the reader that has nothing but a sentence in place of a name, "" of other rows."""
    if len(loose.cells) != 1 or loose.added or loose.is_orphan:
        return ""
    ((key, cell),) = loose.cells.items()
    of_person = loose.export.kind is RecordKind.CONTACTS
    names = (loose.export.name_field, *(("first_name", "last_name") if of_person else ()))
    if key not in names or loose.export.kind not in _NAMED or not isinstance(cell, str):
        return ""
    text = one_line(cell)
    if not is_remark(text, of_person=of_person):
        return ""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


class ShownAlike:
    """What share of the filled cells of a column shows what records showed in a field (``heads.Likeness``)."""

    def __init__(self, export: KnownExport, rows: Sequence[Row]) -> None:
        self._export, self._rows = export, rows
        self._now: dict[int, ListRow] | None = None

    def tells(self, place: int) -> bool:
        """Whether a column holds enough to tell what it is by."""
        said = [cell for row in self._rows if (cell := cell_at(row, place)) not in (None, "")]
        return len(said) >= _FEW_CELLS and len(set(map(str, said))) > 1

    def is_empty(self, place: int) -> bool:
        """Whether nothing stands in a column."""
        return all(cell_at(row, place) in (None, "") for row in self._rows)

    def __call__(self, key: str, place: int, number: int | None) -> float:
        """``number`` is the column of the numbers."""
        reader = self._export.readers[key]
        numbers = {record_number(cell_at(row, number)): row for row in self._rows}
        records = [n for n in numbers if n is not None and n in self._export.stored.numbers]
        if self._now is None:
            self._now = self._export.now(
                records, [k for k in self._export.stored.columns if k in self._export.readers]
            )
        filled = same = 0
        for record, shown in self._now.items():
            cell, value = cell_at(numbers[record], place), self._export.then(record, shown.values).get(key)
            if cell is None or cell == "":
                continue
            filled += 1
            same += reader.same(cell, value if value is not None else shown[key])
        return same / filled if filled else 0.0
