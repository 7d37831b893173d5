"""One opened data file inside the reading child: its sheets as tables, whatever their format."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from salesdesk.domain.cleaning.text import cell_text
from salesdesk.domain.sheets import (
    COVERED,
    UNCALCULATED,
    Cell,
    CellError,
    SheetAnalysis,
    SheetRequest,
    SheetSettings,
)
from salesdesk.exchange.calendars.zones import local_zone, zone_called
from salesdesk.exchange.reading.drafts import CHUNK_ROWS, DraftChunk, RowBatch, SheetInfo
from salesdesk.exchange.reading.file_kind import WORKBOOKS, FileKind, refuse, sniff
from salesdesk.exchange.reading.tables import MAX_COLUMNS, InZone, Table
from salesdesk.exchange.text.reader import TextTable
from salesdesk.exchange.text.records import UnclosedQuote
from salesdesk.exchange.workbook.reader import Workbook

if TYPE_CHECKING:
    from salesdesk.exchange.reading.sheet_reading import SheetReading

BYTES_PER_ROW = 850  # of an unpacked sheet with a dozen columns, for estimates before it is read
SLOW_READ = 10 << 20  # bytes a second any of the readers manages on a slow machine


Home = tuple[str | None, date | None]
"""The person's country, and today's date: what nothing in a file tells."""


class Signals(Protocol):
    """How the child says that it is alive."""

    def report(self, done: int, total: int | None, what: str) -> None:
        """A sign of progress; raises ``Cancelled``."""

    def patience(self, seconds: float) -> None:
        """The next sign may take so long."""


class Source:
    """An opened file. Sheets are read when they are first asked for and kept."""

    def __init__(self, path: Path, signals: Signals, home: Home) -> None:
        self._path, self._signals, self._home = path, signals, home
        self._workbook: Workbook | None = None
        self._tables: dict[str, Table] = {}
        self._readings: dict[str, SheetReading] = {}

    @classmethod
    def from_path(cls, path: Path, signals: Signals, home: Home, *, careful: bool = False) -> Source:
        """Open ``path`` by its content. Raises ``FileProblem``."""
        source = cls(path, signals, home)
        kind = sniff(path)
        size = path.stat().st_size
        signals.patience(20 + size / SLOW_READ)
        if kind in WORKBOOKS:
            source._workbook = Workbook(path, kind, careful=careful, report=signals.report)
            return source
        tables: list[Table] = []
        # What reads the rarer kinds is loaded for them alone: every opened file waits for its reader to start.
        if kind is FileKind.VCARD:
            from salesdesk.exchange.cards.vcard import card_tables

            tables.extend(card_tables(path.read_bytes(), path))
        elif kind is FileKind.HTML:
            from salesdesk.exchange.workbook.markup_tables import html_tables

            tables.extend(html_tables(path, signals.report))
        elif kind is FileKind.SPREADSHEETML:
            from salesdesk.exchange.workbook.markup_tables import spreadsheetml_tables

            tables.extend(spreadsheetml_tables(path))
        else:
            tables.append(TextTable(path, tick=lambda seen: signals.report(seen, size, "bytes")))
        source._take(tables)
        return source

    @classmethod
    def from_text(cls, text: str, name: str, signals: Signals, home: Home) -> Source:
        """Pasted cells: tab-separated as every spreadsheet copies them, else whatever their dialect is."""
        source = cls(Path(name), signals, home)
        if not text.strip():
            raise refuse(name, "reading.no_cells")
        delimiter = "\t" if "\t" in text else None
        source._take(
            [
                TextTable(
                    Path(name), data=text.encode("utf-8", "replace"), encoding="utf-8", delimiter=delimiter
                )
            ]
        )
        return source

    def look_ahead(self) -> None:
        """Begin with what will be asked for next, while the program thinks."""
        if self._workbook is not None:
            self._workbook.look_ahead()

    def _take(self, tables: list[Table]) -> None:
        for table in tables:
            name, number = table.name, 2
            while name in self._tables:
                name, number = f"{table.name} ({number})", number + 1
            table.name = name
            self._tables[name] = table

    def sheets(self) -> tuple[SheetInfo, ...]:
        """Every sheet in the file's order, hidden ones included."""
        if self._workbook is not None:
            return tuple(
                SheetInfo(name, visible, records if records is not None else size // BYTES_PER_ROW, size)
                for name, visible, records, size in self._workbook.sheets()
            )
        found = []
        for table in self._tables.values():
            size = table.size if isinstance(table, TextTable) else 0
            records = table.height
            if records is None and isinstance(table, TextTable):
                records = max(1, round(size / table.bytes_per_record))
            found.append(SheetInfo(table.name, table.visible, records or 0, size))
        return tuple(found)

    def _table(self, name: str, settings: SheetSettings | None) -> Table:
        """The sheet ``name``, read anew where the person chose another encoding or delimiter."""
        if self._workbook is not None:
            size = next((info.size for info in self.sheets() if info.name == name), None)
            if size is None:
                raise refuse(self._path, "reading.no_sheet_named", sheet=name)
            self._signals.patience(20 + size / SLOW_READ)
            sheet = self._workbook.table(name)
            return sheet if self._zone is None else InZone(sheet, self._zone)
        table = self._tables.get(name)
        if table is None:
            raise refuse(self._path, "reading.no_sheet_named", sheet=name)
        if isinstance(table, TextTable) and settings is not None:
            encoding = settings.encoding or table.encoding
            delimiter = settings.delimiter or table.dialect.delimiter
            if encoding != table.encoding or delimiter != table.dialect.delimiter:
                table = table.reread(encoding, delimiter)
                self._tables[name] = table
                self._readings.pop(name, None)
        return table

    @cached_property
    def _zone(self) -> ZoneInfo | None:
        """The zone whose times of day an export of ours holds, where it is not that of this computer."""
        from salesdesk.exchange.writing.sheets import MOST_NOTES, NOTES, ZONE  # for workbooks alone

        assert self._workbook is not None
        *others, (last, visible, _, _) = self._workbook.sheets()
        if not others or visible or last != NOTES:
            return None
        notes = islice(self._workbook.table(NOTES).rows(), MOST_NOTES)
        named = next((row[1] for row in notes if len(row) > 1 and row[0] == ZONE), None)
        return None if not isinstance(named, str) or named == local_zone() else zone_called(named)

    def _reading(self, request: SheetRequest) -> SheetReading:
        table = self._table(request.name, request.settings)
        # Imported when first needed: opening a file shall not wait for the tables of names and countries.
        from salesdesk.exchange.reading.sheet_reading import SheetReading

        if request.name not in self._readings:
            self._readings[request.name] = SheetReading(
                table, self._path.name, self._signals, home_country=self._home[0], today=self._home[1]
            )
        return self._readings[request.name]

    def analyse(self, request: SheetRequest, sample_rows: int | None) -> SheetAnalysis:
        """Understand one sheet; see ``ReaderSession.analyse``."""
        try:
            return self._reading(request).analyse(request, sample_rows)
        except UnclosedQuote:
            self._forget_quotes(request.name)
            return self._reading(request).analyse(request, sample_rows)

    def prepare(self, request: SheetRequest) -> None:
        """Walk over a whole sheet, which the next question about it need not do again."""
        try:
            self._reading(request).prepare(request)
        except UnclosedQuote:
            self._forget_quotes(request.name)

    def clean(self, request: SheetRequest) -> Iterator[DraftChunk | RowBatch]:
        """Clean one sheet; see ``SheetReading.clean``."""
        # The layout pass reads every row, so an unclosed quote shows before the first chunk is sent.
        self.prepare(request)
        return self._reading(request).clean(request)

    def cells(self, name: str) -> Iterator[list[Sequence[Cell | CellError]]]:
        """Every row of a sheet as the file has it, in chunks; what lies under a cell that is merged over several columns is
        ``COVERED``."""
        table = self._table(name, None)
        if isinstance(table, TextTable):  # an unclosed quote shows on the way
            try:
                for _ in table.rows():
                    pass
            except UnclosedQuote:
                self._forget_quotes(name)
                table = self._tables[name]
        rows: Iterator[Sequence[Cell | CellError]] = iter(_calculated(table))
        down = sorted(merge for merge in table.merges if merge[2] > merge[0])
        if down:  # what a merged cell covers was not emptied
            from salesdesk.exchange.reading.sheet_layout import spread_down

            rows = (record for _, record in spread_down(enumerate(rows), down))
        across = [merge for merge in table.merges if merge[3] > merge[1]]
        if across:
            rows = _covered(rows, across)
        while chunk := [*islice(rows, CHUNK_ROWS)]:
            yield chunk

    def raw(self, name: str, numbers: frozenset[int]) -> dict[int, tuple[str, ...]]:
        """Texts of the rows with these 1-based numbers; numbers the sheet has not are left out."""
        found: dict[int, tuple[str, ...]] = {}
        last = max(numbers, default=0)
        for number, record in enumerate(self._table(name, None).rows(), 1):
            if number > last:
                break
            if number in numbers:
                found[number] = tuple(map(cell_text, record))
        return found

    def _forget_quotes(self, name: str) -> None:
        table = self._tables[name]
        if not isinstance(table, TextTable):
            raise refuse(self._path, "reading.not_read")
        table.forget_quotes()
        self._readings.pop(name, None)


def _calculated(table: Table) -> Iterator[Sequence[Cell | CellError]]:
    """The rows of a table, in which a formula that was never calculated is no empty cell."""
    missing: dict[int, list[int]] = {}
    for row, column in table.uncalculated:
        missing.setdefault(row, []).append(column)
    for number, cells in enumerate(table.rows()):
        if number in missing:
            mended = list(cells)
            for column in missing[number]:
                if column < len(mended) and mended[column] in (None, ""):
                    mended[column] = UNCALCULATED
            cells = mended
        yield cells


def _covered(
    rows: Iterator[Sequence[Cell | CellError]], across: Sequence[tuple[int, int, int, int]]
) -> Iterator[Sequence[Cell | CellError]]:
    """Rows in which what lies beside the first column of a merged cell is no empty cell."""
    waiting = deque(sorted(across))
    open_now: list[tuple[int, int, int, int]] = []
    for number, record in enumerate(rows):
        while waiting and waiting[0][0] <= number:
            open_now.append(waiting.popleft())
        open_now = [merge for merge in open_now if merge[2] >= number]
        if open_now:
            whole = list(record)
            for _, first, _, last in open_now:
                for column in range(first + 1, min(last, MAX_COLUMNS - 1) + 1):
                    whole += [None] * (column + 1 - len(whole))
                    if whole[column] in (None, ""):
                        whole[column] = COVERED
            record = whole
        yield record
