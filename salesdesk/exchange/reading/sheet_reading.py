"""One sheet understood: header, kind, meaning of the columns, settings; and its rows cleaned.

What was found out is kept, so a changed mapping or setting costs one walk over the sheet and no new reading.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Protocol

from salesdesk.domain.cleaning.countries import currency_of
from salesdesk.domain.cleaning.custom_types import guess_custom_type
from salesdesk.domain.cleaning.decimal_marks import Marks
from salesdesk.domain.cleaning.settings import DetectedSettings, detect_settings
from salesdesk.domain.cleaning.text import cell_text, one_line
from salesdesk.domain.fields import CUSTOM, FIELD, FieldType, RecordKind
from salesdesk.domain.sheets import (
    NOWHERE,
    Cell,
    CellError,
    ColumnGuess,
    Problem,
    SheetAnalysis,
    SheetRequest,
    SheetSettings,
)
from salesdesk.exchange.mapping.chosen import merged_mapping
from salesdesk.exchange.mapping.entry_moments import with_moments
from salesdesk.exchange.mapping.header_guess import read_header
from salesdesk.exchange.mapping.kept_texts import is_kept_as_text
from salesdesk.exchange.mapping.own import carries_marks
from salesdesk.exchange.mapping.sheet import FieldGuess, SheetGuess, guess_sheet
from salesdesk.exchange.mapping.words import lexicon
from salesdesk.exchange.reading.drafts import CHUNK_ROWS, CleaningRecipe, DraftChunk, RowBatch
from salesdesk.exchange.reading.header_row import Header
from salesdesk.exchange.reading.sheet_layout import (
    ColumnValues,
    Record,
    SheetLayout,
    choose_header,
    data_rows,
    walk,
)
from salesdesk.exchange.reading.sheet_remarks import layout_warnings, row_remarks
from salesdesk.exchange.reading.shown_values import SAMPLE_LENGTH, column_letters, row_text, value_text
from salesdesk.exchange.reading.tables import LOOKED_AT, CardTable, Table, cut
from salesdesk.exchange.reading.two_way_dates import date_warnings
from salesdesk.phrases import Phrase

_LONG = 20_000  # rows from which on two processes clean them
_TURN = 3  # the child reads and packs, the program unpacks and compares names, which takes longer: it cleans every third chunk
SAMPLES = 3  # values shown of each column
GUESS_VALUES = 300  # values of a column its meaning is guessed from
SHOWN_ROWS = 300  # data rows the shown values are taken from
_T = FieldType
ALL_VALUES = frozenset({_T.DATE, _T.DATETIME, _T.MONEY, _T.NUMBER, _T.PERCENT, _T.COUNTRY})
"""Types whose writing is detected from every row; of the others a few thousand values tell as much."""


class Signals(Protocol):
    """How the child says that it is alive."""

    def report(self, done: int, total: int | None, what: str) -> None:
        """A sign of progress; raises ``Cancelled``."""


@dataclass(frozen=True, slots=True)
class _Walked:
    """A layout with the values its guess rests on and the first data rows."""

    layout: SheetLayout
    values: list[list[Cell | CellError]]
    first_rows: list[tuple[int, Record]]


@dataclass(frozen=True, slots=True)
class _Decided:
    """Everything a row needs to be cleaned."""

    layout: SheetLayout
    kind: RecordKind
    columns: tuple[tuple[int, str, str], ...]
    settings: SheetSettings
    detected: DetectedSettings
    currency: str | None
    custom_types: Mapping[int, FieldType]
    marks: Mapping[int, Marks]
    two_way_dates: tuple[tuple[str, str], ...] = ()


class SheetReading:
    """The understanding of one table. ``home_country`` reads phones that nothing else places."""

    def __init__(
        self, table: Table, file_name: str, signals: Signals, *, home_country: str | None, today: date | None
    ) -> None:
        self._table, self._file_name, self._signals = table, file_name, signals
        self._home, self._today = home_country, today
        self._walks: dict[_ReadAs, _Walked] = {}
        self._guesses: dict[_ReadAs, SheetGuess] = {}
        self._values: dict[tuple[object, ...], list[list[Cell | CellError]]] = {}
        self._detected: tuple[tuple[object, ...], DetectedSettings] | None = None

    def analyse(self, request: SheetRequest, sample_rows: int | None) -> SheetAnalysis:
        """See ``ReaderSession.analyse``."""
        walked = self._walk(request, sample_rows)
        guess = self._guess(request, sample_rows, walked)
        decided = self._decide(request, sample_rows)
        layout = walked.layout
        shown = self._shown(walked, decided)
        guessed = {column.index: column for column in guess.columns}
        columns = []
        for index, header, field in decided.columns:
            found = guessed.get(index)
            own = found is None or index in request.mapping
            samples, parsed = shown[index]
            columns.append(
                ColumnGuess(
                    index,
                    header,
                    field,
                    1.0 if own or found is None else found.confidence,
                    samples,
                    parsed,
                    "chosen" if own or found is None else found.note,
                )
            )
        return SheetAnalysis(
            name=request.name,
            kind=decided.kind,
            header_row=layout.header.row,
            rows=layout.rows,
            columns=tuple(columns),
            settings=decided.settings,
            visible=self._table.visible,
            warnings=(*self._table.warnings, *layout_warnings(layout), *decided.two_way_dates),
        )

    def prepare(self, request: SheetRequest) -> None:
        """Walk over the whole sheet, so that ``clean`` knows its layout and settings."""
        self._decide(request, None)

    def clean(self, request: SheetRequest) -> Iterator[DraftChunk | RowBatch]:
        """The data rows, read as requested, in chunks; one empty chunk for a sheet without data. Of a long sheet
        some chunks are left to the program, which has a core of its own."""
        decided = self._decide(request, None)
        recipe = self._recipe(decided)
        cleaner = recipe.cleaner()
        total = decided.layout.rows
        shared = total >= _LONG and (os.cpu_count() or 1) > 1
        source = data_rows(self._table, decided.layout)
        place = 0
        remarks = row_remarks(self._table, decided.layout)
        while batch := self._batch(list(islice(source, CHUNK_ROWS)), recipe, total, remarks):
            if not batch.rows and place:
                return
            left = shared and place % _TURN == 1 and batch.is_short
            yield batch if left else batch.cleaned(cleaner)
            place += 1
            if not batch.rows:
                return

    def _batch(
        self,
        rows: list[tuple[int, Record]],
        recipe: CleaningRecipe,
        total: int,
        remarks: Mapping[int, Phrase],
    ) -> RowBatch:
        """Rows with what is remarked about them; the texts of a remarked row are its value."""
        found = [
            Problem(self._table.name, number, "", row_text(record), remarks[number], "warning")
            for number, record in (rows if remarks else ())
            if number in remarks
        ]
        return RowBatch(rows, recipe, total, found)

    def _walk(self, request: SheetRequest, sample_rows: int | None) -> _Walked:
        key = _read_as(request, sample_rows)
        full = _read_as(request, None)
        if full in self._walks:
            return self._walks[full]
        if key not in self._walks:
            header = self._header(request)
            values = ColumnValues()
            layout = walk(
                self._table,
                header,
                values,
                limit=sample_rows,
                report=self._signals.report,
                hidden_too=request.hidden_rows,
            )
            columns = values.columns + [[] for _ in range(layout.width - len(values.columns))]
            first = list(islice(data_rows(self._table, layout), SHOWN_ROWS))
            self._walks[key] = _Walked(layout, columns[: layout.width], first)
        return self._walks[key]

    def _header(self, request: SheetRequest) -> Header:
        if isinstance(self._table, CardTable):
            return Header(None, tuple(title for title, _ in self._table.columns), 0)
        return choose_header(
            self._table, row=request.header_row, has_header=request.has_header, known=is_column_name
        )

    def _guess(self, request: SheetRequest, sample_rows: int | None, walked: _Walked) -> SheetGuess:
        if isinstance(self._table, CardTable):
            known = enumerate(self._table.columns)
            guesses = tuple(FieldGuess(index, field, 1.0, "vcard") for index, (_, field) in known)
            return SheetGuess(self._table.kind, 1.0, guesses)
        key = _read_as(request, sample_rows)
        if key not in self._guesses:
            plain = [
                [cell for cell in column[:GUESS_VALUES] if not isinstance(cell, CellError)]
                for column in walked.values
            ]
            names = walked.layout.names
            own = len(names) - bool(walked.layout.comments)
            guess = guess_sheet(
                names[:own], plain[:own], sheet_name=self._table.name, file_name=self._file_name
            )
            noted = tuple(FieldGuess(index, "notes", 1.0, "comments") for index in range(own, len(names)))
            self._guesses[key] = replace(guess, columns=(*guess.columns, *noted))
        return self._guesses[key]

    def _decide(self, request: SheetRequest, sample_rows: int | None) -> _Decided:
        walked = self._walk(request, sample_rows)
        layout = walked.layout
        guess = self._guess(request, sample_rows, walked)
        guessed = {column.index: column.field for column in guess.columns}
        if (request.kind or guess.kind) is RecordKind.ACTIVITIES:
            guessed = with_moments(layout.names, guessed, walked.values)
        mapping = merged_mapping(guessed, request.mapping)
        columns = tuple(
            (index, name or column_letters(index), mapping.get(index, CUSTOM))
            for index, name in enumerate(layout.names)
        )
        values = self._all_values(request, walked, columns, sample_rows)
        detected = self._detect(request, sample_rows, layout, columns, values)
        settings = self._settings(request, detected)
        marks = detected.marks_for(settings.decimal)
        currency = detected.bare_currency or request.currency or currency_of(settings.country or "")
        types = {
            index: request.types.get(index)
            or (FieldType.TEXT if is_kept_as_text(name) else None)
            or guess_custom_type(
                values[index],
                date_order=settings.date_order,
                decimal=marks[index].decimal if index in marks else settings.decimal,
                currency=currency,
            )
            for index, name, field in columns
            if field == CUSTOM
        }
        is_sure = detected.date_order_sure or request.settings is not None
        return _Decided(
            layout,
            request.kind or guess.kind,
            columns,
            settings,
            detected,
            currency,
            types,
            marks,
            date_warnings(columns, types, values, settings.date_order, is_sure=is_sure),
        )

    def _detect(
        self,
        request: SheetRequest,
        sample_rows: int | None,
        layout: SheetLayout,
        columns: Sequence[tuple[int, str, str]],
        values: Sequence[Sequence[Cell | CellError]],
    ) -> DetectedSettings:
        """How the values are written, kept for the mapping it was found for: it is asked for again and again."""
        fields = {index: field for index, _, field in columns if field in FIELD}
        key = (*_read_as(request, sample_rows), tuple(fields.items()))
        if self._detected is None or self._detected[0] != key:
            plain = [[cell for cell in column if not isinstance(cell, CellError)] for column in values]
            self._detected = key, detect_settings(layout.names, fields, plain, fallback_country=self._home)
        return self._detected[1]

    def _settings(self, request: SheetRequest, detected: DetectedSettings) -> SheetSettings:
        own = self._table.settings or SheetSettings()
        chosen = request.settings
        if chosen is None:
            return detected.onto(own)
        country = None if chosen.country == NOWHERE else chosen.country or detected.country
        return replace(chosen, encoding=own.encoding, delimiter=own.delimiter, country=country)

    def _all_values(
        self,
        request: SheetRequest,
        walked: _Walked,
        columns: Sequence[tuple[int, str, str]],
        sample_rows: int | None,
    ) -> list[list[Cell | CellError]]:
        """The gathered values, and for columns that are detected from every row all of theirs."""
        layout = walked.layout
        wanted = [
            index
            for index, _, field in columns
            if field == CUSTOM or (field in FIELD and FIELD[field].type in ALL_VALUES)
        ]
        full = [
            index
            for index in wanted
            if walked.values[index] and len(walked.values[index]) >= ColumnValues.KEPT
        ]
        if sample_rows is not None or not full:
            return walked.values
        key = (*_read_as(request, None), tuple(full))
        if key not in self._values:
            self._values.clear()
            found = list(walked.values)
            every: dict[int, dict[Cell | CellError, int]] = {index: {} for index in full}
            for count, (_, record) in enumerate(data_rows(self._table, layout)):
                if count % 20_000 == 0:
                    self._signals.report(count, layout.rows, "rows")
                for index, seen in every.items():
                    if index < len(record):
                        cell = record[index]
                        if cell is not None and cell != "" and len(seen) < ColumnValues.DISTINCT:
                            if cell.__class__ is str and len(cell) > LOOKED_AT:
                                cell = cut(cell)
                            seen[cell] = seen.get(cell, 0) + 1
            for index, seen in every.items():
                found[index] = [cell for cell, times in seen.items() for _ in range(min(times, 50))]
            self._values[key] = found
        return self._values[key]

    def _recipe(self, decided: _Decided) -> CleaningRecipe:
        return CleaningRecipe(
            decided.kind,
            decided.columns,
            decided.settings,
            self._table.name,
            decided.custom_types,
            decided.currency,
            decided.marks,
            self._today,
            decided.detected.bare_currency is not None,
            carries_marks([header for _, header, _ in decided.columns]),
        )

    def _shown(
        self, walked: _Walked, decided: _Decided
    ) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
        """Per column the first values as the file has them and as they are understood."""
        cleaner = self._recipe(decided).cleaner()
        cleaned: dict[int, tuple[object, ...]] = {}
        custom = {
            column.index: len(cleaner.layout.fields) + at for at, column in enumerate(cleaner.layout.custom)
        }
        own = cleaner.layout.slot("currency")
        shown = {}
        for index, _, field in decided.columns:
            samples: list[str] = []
            parsed: list[str] = []
            place = custom.get(index)
            if field != CUSTOM:
                place = cleaner.layout.slot(field)
            for number, record in walked.first_rows:
                text = one_line(cell_text(record[index])) if index < len(record) else ""
                if not text:
                    continue
                samples.append(text[:SAMPLE_LENGTH])
                if place is not None:
                    if number not in cleaned:
                        cleaned[number] = cleaner.clean(number, record)[0]
                    values = cleaned[number]
                    currency = str((own is not None and values[own]) or decided.currency or "")
                    parsed.append(value_text(values[place], field, currency)[:SAMPLE_LENGTH])
                if len(samples) == SAMPLES:
                    break
            shown[index] = (tuple(samples), tuple(parsed))
        return shown


_ReadAs = tuple[int | None, bool, bool, int | None]


def _read_as(request: SheetRequest, sample_rows: int | None) -> _ReadAs:
    """What of a request decides which records are data, and how many are looked at."""
    return request.header_row, request.has_header, request.hidden_rows, sample_rows


def is_column_name(text: str) -> bool:
    """Whether the table of column names knows what a text of a possible header means."""
    return len(text) <= 60 and read_header(text, lexicon()).noise != "unknown"
