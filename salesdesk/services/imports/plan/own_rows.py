"""Rows of our own exports that come back: the record of each is known by its number, and its cells say what is different.

A number counts only in the database that made the export, for a record that the export held. What a cell says is a change
where it differs from what the record shows now and nobody edited that field here since; an edit made here since is never
overwritten. Where the numbers plainly belong to other rows, because somebody sorted the visible columns alone, none counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from salesdesk.domain.columns import RECORD_EXPORT, RECORD_ID, ListColumn, ListRow
from salesdesk.domain.entities import entity_of
from salesdesk.domain.export_marks import ExportMark, read_mark
from salesdesk.domain.fields import CUSTOM, FieldType, declared
from salesdesk.domain.imports import RowRef
from salesdesk.domain.sheets import Cell, CellError
from salesdesk.exchange.writing.sheets import table_heads
from salesdesk.services.imports.plan.drafts import SheetDrafts
from salesdesk.services.imports.plan.own_changes import CUSTOM_MARK, NAME_PARTS, OwnRow
from salesdesk.services.list_sheets import exported, list_rows
from salesdesk.services.shown_cells import cell_said, record_number, shows, to_the_second
from salesdesk.store.records.edited_since import edited_since
from salesdesk.store.records.exports import ExportRegister, StoredExport
from salesdesk.store.records.imported_rows import RowMemory
from salesdesk.store.store import Store

_MOMENTS = (FieldType.DATE, FieldType.DATETIME)
_FEW = 3  # rows from which on it can be told that their numbers belong to others


@dataclass(slots=True)
class OwnRows:
    """What is known of the rows of exports. ``rows`` are those that are a record, ``gone`` those whose record was deleted
    here since, with its number; ``foreign`` counts rows of exports that this database did not make, ``mixed`` those whose numbers belong
    to other rows."""

    rows: dict[RowRef, OwnRow] = field(default_factory=dict)
    gone: dict[RowRef, int] = field(default_factory=dict)
    foreign: int = 0
    mixed: int = 0

    def notes(self) -> Iterator[tuple[str, str]]:
        """What is to be said of them, as codes with values."""
        if self.foreign:
            yield "foreign_export", str(self.foreign)
        if self.mixed:
            yield "mixed_numbers", str(self.mixed)
        if self.gone:
            yield "deleted_since", str(len(self.gone))


@dataclass(frozen=True, slots=True)
class _Column:
    index: int
    field: str  # as a ``CellChange`` calls it
    column: ListColumn | None  # None of one that somebody added


def own_rows(store: Store, sheets: Sequence[SheetDrafts]) -> OwnRows:
    """Find the records of the rows of our own exports. Reads only."""
    found = OwnRows()
    for sheet in sheets:
        if sheet.used and sheet.cells:
            _Sheet(store, sheet, found).read()
    return found


class _Sheet:
    def __init__(self, store: Store, sheet: SheetDrafts, found: OwnRows) -> None:
        self._store, self._sheet, self._found = store, sheet, found
        self._named = store.activities.choices.all()
        headers = [column.header for column in sheet.analysis.columns]
        self._mark, self._id = headers.index(RECORD_EXPORT), headers.index(RECORD_ID)
        self._is_card = sheet.analysis.header_row is None

    def read(self) -> None:
        by_mark: dict[ExportMark, dict[int, int]] = {}
        for row, cells in enumerate(self._sheet.cells):
            mark, number = read_mark(_at(cells, self._mark)), record_number(_at(cells, self._id))
            if mark is not None and number is not None and mark.kind is self._sheet.kind:
                by_mark.setdefault(mark, {})[row] = number
        register = ExportRegister(self._store.database)
        for mark, numbers in by_mark.items():
            export = register.find(mark)
            if export is None:
                self._found.foreign += len(numbers)
            else:
                self._of_export(export, {r: n for r, n in numbers.items() if n in export.numbers})

    def _of_export(self, export: StoredExport, numbers: Mapping[int, int]) -> None:
        reader = self._store.list_of(export.mark.kind)
        columns = self._columns(reader.columns(), export.columns)
        name = entity_of(export.mark.kind).name_field
        keys = tuple(dict.fromkeys([name, *(c.column.key for c in columns if c.column is not None)]))
        there = RowMemory(self._store.database).present(export.mark.kind, set(numbers.values()))
        shown = {row.id: row for row in list_rows(reader, sorted(there), keys)}
        differing = {row: self._differing(row, columns, shown[n]) for row, n in numbers.items() if n in shown}
        named = [row for row in differing if any(column.field == name for column in columns)]
        others = sum(1 for row in named if name in differing[row])
        if len(named) >= _FEW and 2 * others > len(named):
            self._found.mixed += len(numbers)
            return
        edited = edited_since(self._store.database, export.batch, export.mark.kind, set(numbers.values()))
        taken = self._first_of_each(numbers, differing)
        place = self._sheet.place
        for row, number in numbers.items():
            if number not in shown:
                self._found.gone[place, row] = number
            elif taken[number] == row:
                said = str(shown[number][name] or "")
                own = frozenset(self._called(key) for key in edited.get(number, ()))
                self._found.rows[place, row] = OwnRow(number, said, differing[row], own)

    @staticmethod
    def _first_of_each(
        numbers: Mapping[int, int], differing: Mapping[int, Mapping[str, object]]
    ) -> dict[int, int]:
        """Of rows with one number, such as those made by copying one, the row that is most like the record."""
        best: dict[int, int] = {}
        for row in sorted(differing):
            former = best.get(numbers[row])
            if former is None or len(differing[row]) < len(differing[former]):
                best[numbers[row]] = row
        return best

    def _columns(self, known: Sequence[ListColumn], exported_keys: Sequence[str]) -> list[_Column]:
        """The columns of the sheet that show a column of the list. Of columns with one title a workbook numbers the
        later ones."""
        by_key = {column.key: column for column in known}
        in_order = [by_key[key] for key in exported_keys if key in by_key]
        in_order += [column for column in known if column.key not in exported_keys]
        by_title: dict[str, list[ListColumn]] = {}
        for listed, head in zip(in_order, table_heads([column.title for column in in_order]), strict=True):
            by_title.setdefault(listed.title, []).append(listed)
            if head != listed.title:
                by_title.setdefault(head, []).append(listed)
        found = []
        for column in self._sheet.analysis.columns:
            if column.field in declared() or column.field == CUSTOM:
                shown = by_title.get(column.header, [])
                own = shown.pop(0) if shown else None
                if own is not None or column.field == CUSTOM:
                    called = CUSTOM_MARK + column.header if own is None else self._called(own.key)
                    found.append(_Column(column.index, called, own))
        return found

    def _called(self, key: str) -> str:
        """What a ``CellChange`` calls a field of the list, one of a person's own by its key or "custom:" and its number."""
        fields = self._store.custom_fields.of(entity_of(self._sheet.kind).table)
        return next((CUSTOM_MARK + one.title for one in fields if key in (one.name, f"custom:{one.id}")), key)

    def _differing(self, row: int, columns: Sequence[_Column], shown: ListRow) -> dict[str, tuple[str, str]]:
        cells, found = self._sheet.cells[row], {}
        for column in columns:
            cell = _at(cells, column.index)
            if (self._is_card or column.column is None) and (cell is None or cell == ""):
                continue  # a card has no empty cells: what it does not say is not said
            if column.column is None:
                found[column.field] = (cell_said(cell), "")
                continue
            value = shown[column.column.key]
            if not shows(cell, exported(column.column, value, self._named), column.column) and not (
                isinstance(cell, str) and self._is_same_moment(row, column.column, value)
            ):
                found[column.field] = (
                    cell_said(cell),
                    cell_said(exported(column.column, value, self._named)),
                )
        whole = found.get("full_name")
        if whole is not None and not self._sheet.has_column(*NAME_PARTS):
            found.update(dict.fromkeys(NAME_PARTS, whole))
        return found

    def _is_same_moment(self, row: int, column: ListColumn, value: Any) -> bool:
        """Whether a day or moment is only written otherwise, as by a spreadsheet that saves a text in its own way: to the
        minute, for few of them write seconds."""
        read = self._sheet.value(row, column.key) if column.type in _MOMENTS else None
        shown = exported(column, value)
        if not isinstance(read, str) or not isinstance(shown, date):
            return False
        said = exported(column, read)
        return isinstance(said, date) and to_the_second(said).replace(second=0) == to_the_second(
            shown
        ).replace(second=0)


def _at(cells: Sequence[Cell | CellError], index: int) -> Cell | CellError:
    return cells[index] if index < len(cells) else None
