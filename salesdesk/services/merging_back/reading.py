"""A workbook that comes back, read: the sheets that exports of this database wrote, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from salesdesk.domain.export_marks import read_mark
from salesdesk.domain.progress import Work
from salesdesk.exchange.calendars.zones import zone_called
from salesdesk.exchange.reading.session import ReaderSession
from salesdesk.exchange.writing.sheets import BESIDE, NOTES, ZONE
from salesdesk.services.merging_back.heads import has_heads
from salesdesk.services.merging_back.known import KnownExports
from salesdesk.services.merging_back.sheet import SheetReader
from salesdesk.services.merging_back.sheet_rows import SheetRows
from salesdesk.store.store import Store

_FIRST_ROWS = 200
_SHEET = "sheet:"


class ReadWorkbook:
    """The sheets of one workbook. ``notes`` are what its hidden sheet says; ``left_out`` are visible sheets that no export
    wrote."""

    def __init__(self, store: Store, session: ReaderSession) -> None:
        self._session = session
        self.name = session.path.name
        self.notes = self._read_notes()
        self.exports = KnownExports(store, zone_called(self.notes.get(ZONE, "")))
        self.left_out: list[str] = []

    def sheets(self, work: Work) -> list[SheetRows]:
        """Read every sheet. Raises ``InputError`` where none is of an export of this database."""
        found = []
        for info in self._session.sheets:
            if info.name == NOTES:
                continue
            reader, done = SheetReader(self.exports, info.name, self._hint(info.name)), 0
            for chunk in self._session.cells(info.name, work=work):
                reader.take(chunk)
                done += len(chunk)
                work.report(done, max(done, info.records), "rows")
            sheet = reader.done()
            if sheet is not None:
                found.append(sheet)
            elif info.visible and done and f"{BESIDE}{info.name}" not in self.notes:
                self.left_out.append(info.name)
        if not found:
            self.exports.refuse_unknown(self.name, self.notes)
        return found

    def missing(self, found: Sequence[SheetRows]) -> list[str]:
        """The titles of sheets that the export wrote and of which nothing is there any more."""
        there = {export.stored.mark for sheet in found for export in (sheet.export, *sheet.seen)}
        written = {
            key.removeprefix(_SHEET): self.exports.of(mark.partition("|")[0])
            for key, mark in self.notes.items()
            if key.startswith(_SHEET)
        }
        return [
            title
            for title, export in written.items()
            if export is not None and export.stored.mark not in there
        ]

    def is_export(self, work: Work | None) -> bool:
        """Whether any sheet carries the mark of an export that this database can merge."""
        for info in self._session.sheets:
            if self.exports.of(self._hint(info.name)) is not None:
                return True
            for chunk in self._session.cells(info.name, work=work):
                cells = (cell for row in chunk[:_FIRST_ROWS] for cell in row if isinstance(cell, str))
                if any(self.exports.of(cell) is not None for cell in cells):
                    return True
                break
        return False

    def _read_notes(self) -> dict[str, str]:
        notes: dict[str, str] = {}
        if NOTES not in [info.name for info in self._session.sheets]:
            return notes
        for chunk in self._session.cells(NOTES):
            for row in chunk:
                if len(row) >= 2 and isinstance(row[0], str):
                    notes[row[0]] = str(row[1] if row[1] is not None else "")
        return notes

    def _hint(self, sheet: str) -> str:
        """The mark that the notes give for a sheet: that of its title, or of the only one there was."""
        named = self.notes.get(_SHEET + sheet)
        if named is not None:
            return named.partition("|")[0]
        others = [key for key in self.notes if key.startswith(_SHEET)]
        if others:
            return self._renamed.get(sheet, "")
        kind, uuid, export = (self.notes.get(key, "") for key in ("kind", "database", "export"))
        text = f"{kind}.{uuid.replace('-', '')}.{export}"
        return text if read_mark(text) is not None else ""

    @cached_property
    def _renamed(self) -> dict[str, str]:
        """The marks of sheets that were given another title: those of the titles that are missing, each where one sheet
        alone has its heads."""
        shown = [info.name for info in self._session.sheets if info.visible]
        named = {
            key.removeprefix(_SHEET): mark.partition("|")[0]
            for key, mark in self.notes.items()
            if key.startswith(_SHEET)
        }
        missing = [mark for title, mark in named.items() if title not in shown]
        beside = [name for name in shown if name not in named and f"{BESIDE}{name}" not in self.notes]
        fits: dict[str, list[str]] = {}
        for name in beside:
            first = next(iter(self._session.cells(name)), ())
            for mark in missing:
                export = self.exports.of(mark)
                if export is not None and has_heads(first, [title for _, title in export.titles]):
                    fits.setdefault(mark, []).append(name)
        told = {names[0]: mark for mark, names in fits.items() if len(names) == 1}
        by_sheet = Counter(names[0] for names in fits.values() if len(names) == 1)
        return {name: mark for name, mark in told.items() if by_sheet[name] == 1}
