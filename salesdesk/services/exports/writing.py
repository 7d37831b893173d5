"""Writing one export: its sheets, what the program keeps of it, and the notes for whoever gets it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from salesdesk import outputs
from salesdesk.domain.columns import RECORD_EXPORT, RECORD_ID, ListColumn, ListRow, currency_title
from salesdesk.domain.custom_fields import PREFIX
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.linked_kinds import FILES, UNLISTED
from salesdesk.domain.money import Money
from salesdesk.domain.progress import Work
from salesdesk.domain.sheets import Problem
from salesdesk.errors import StoreError
from salesdesk.exchange.calendars.zones import local_zone
from salesdesk.exchange.writing.formulas import table_names
from salesdesk.exchange.writing.sheets import BESIDE, ZONE, LatePage, OutPage, OutSheet, sheet_titles
from salesdesk.exchange.writing.text import write_csv, write_rows
from salesdesk.exchange.writing.workbook import write_workbook
from salesdesk.phrases import Words, phrase
from salesdesk.services.exports.choices import LiveChoices
from salesdesk.services.exports.requests import ExportedSheet, ExportRequest, ExportResult
from salesdesk.services.exports.returning import note_page
from salesdesk.services.exports.sheets import Listed, is_returned, out_sheet
from salesdesk.services.exports.summary import Summary
from salesdesk.services.exports.tally import tally_of
from salesdesk.services.exports.unlisted import Unlisted
from salesdesk.services.exports.worded_rows import packed_name
from salesdesk.services.list_sheets import list_rows, shower
from salesdesk.store.records.exports import ExportRegister
from salesdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class Filled:
    """One sheet as it was asked for, with its columns and its records: ``ids`` in order, or the rows ``told``."""

    kind: RecordKind
    title: str
    columns: tuple[ListColumn, ...]
    ids: Sequence[int]
    told: Sequence[ListRow] | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its columns."""
        return tuple(column.key for column in self.columns)

    @property
    def returns(self) -> bool:
        """Whether anything in it can be taken back."""
        return any(is_returned(self.kind, key) for key in self.keys)

    @property
    def count(self) -> int:
        """How many rows it has, unless some go meanwhile."""
        return len(self.ids if self.told is None else self.told)


Done = tuple[Filled, str, int, bool]
"""A sheet that was written: its title, its rows, and whether its rows carry the mark of the export."""


class ExportWriter:
    """Writes one file."""

    def __init__(
        self, store: Store, request: ExportRequest, path: Path, words: Words | None, work: Work | None
    ) -> None:
        self._store, self._request, self._path = store, request, path
        self._words, self._work = words, work
        self._at = store.now()
        self._batch = store.journal.latest()
        self._choices = LiveChoices(store)
        self._named = store.activities.choices.all()

    def write(self, sheets: Sequence[Filled], target: Path) -> ExportResult:
        """Write the sheets as the ending of the file says."""
        suffix = self._path.suffix.lower()
        if suffix == ".xlsx":
            return self._workbook(sheets, target)
        marks = self.register(sheets)
        if suffix == ".zip":
            return self._texts(sheets, marks, target)
        (only,), (mark,) = sheets, marks
        count = self._one_text(only, mark, target)
        return self.result([(only, only.kind.value, count, bool(mark))])

    def result(self, done: Sequence[Done]) -> ExportResult:
        """What is said of the file."""
        first, _, count, _ = done[0]
        sheets = tuple(
            ExportedSheet(title, sheet.kind, rows, sheet.keys, marked and sheet.returns)
            for sheet, title, rows, marked in done
        )
        return ExportResult(self._path, first.kind, count, first.keys, sheets=sheets)

    def register(self, sheets: Sequence[Filled]) -> list[str]:
        """The marks of new exports, which are kept before anything is written; "" for what never comes back, and where the
        database takes nothing down at the moment: a list leaves all the same."""
        marks: list[str] = []
        register = ExportRegister(self._store.database)
        kept = not self._store.database.read_only
        for sheet in sheets:
            if not kept or sheet.kind in UNLISTED:
                marks.append("")
                continue
            mark = register.new_mark(sheet.kind)
            try:
                register.keep(mark, self._batch, self._at, self._store.actor, sheet.keys, sheet.ids)
            except StoreError:  # another program writes for long, or the disk is full
                kept = False
                marks = [""] * len(marks)
            marks.append(mark.text if kept else "")
        return marks

    # -- workbooks --------------------------------------------------------------------------------------------

    def _workbook(self, sheets: Sequence[Filled], target: Path) -> ExportResult:
        words, marks = self._words, self.register(sheets)
        wanted = [self._title(sheet) for sheet in sheets]
        with_summary = words is not None and self._request.summary
        pages = [words(phrase("exports.summary")) if words else ""] if with_summary else []
        notes = [words(phrase("exports.how_to_return"))] if words else []
        titles = sheet_titles([*pages, *wanted, *notes])
        own = titles[len(pages) : len(pages) + len(sheets)]
        tables = table_names(own)
        listed = [self._listed(*one) for one in zip(sheets, own, tables, marks, strict=True)]
        at = self._moment
        parts: list[OutSheet | OutPage | LatePage] = [
            out_sheet(one, self._choices, words, at) for one in listed
        ]
        if words is not None and with_summary:
            heading = sheets[0].title or self._heading(sheets, words)
            summary = Summary(titles[0], heading, words, self._choices, at)
            parts.insert(0, LatePage(titles[0], partial(summary.page, listed)))
        if words is not None:
            zone = local_zone() or words(phrase("exports.own_zone"))
            parts.append(note_page(titles[-1], listed, words, zone, sent=bool(self._request.private)))
        with self._store.database.snapshot():
            beside = [title for title in titles if title not in own]
            written = write_workbook(target, parts, self._notes(listed, beside), self._work)
        done = [
            (sheet, one.title, one.tally.count, bool(one.mark))
            for sheet, one in zip(sheets, listed, strict=True)
        ]
        result = self.result(done)
        return ExportResult(
            result.path, result.kind, result.rows, result.columns, written.problems, sheets=result.sheets
        )

    @property
    def _moment(self) -> datetime:
        return datetime.fromisoformat(self._at).astimezone().replace(tzinfo=None)

    def _heading(self, sheets: Sequence[Filled], words: Words) -> str:
        if len(self._request.rows) > 1:
            return words(phrase("exports.everything", name=Path(self._store.name).stem))
        return self._title(sheets[0])

    def _title(self, sheet: Filled) -> str:
        """What the kind of a sheet is called."""
        if sheet.kind not in UNLISTED:
            return entity_of(sheet.kind).many
        return (self._words or str)(phrase(f"exports.titles.{sheet.kind.value}"))

    def _listed(self, sheet: Filled, title: str, table: str, mark: str) -> Listed:
        return Listed(
            sheet.kind,
            title,
            sheet.title or title,
            table,
            sheet.columns,
            self._rows(sheet),
            sheet.count,
            mark,
            self._named,
            tally_of(sheet.kind, sheet.columns),
        )

    def _rows(self, sheet: Filled) -> Iterable[ListRow]:
        if sheet.told is not None:
            return sheet.told
        if sheet.kind in UNLISTED:
            return Unlisted(self._store, self._named, self._words or str).rows(sheet.kind, sheet.ids)
        return list_rows(self._store.list_of(sheet.kind), sheet.ids, sheet.keys)

    def _notes(self, sheets: Sequence[Listed], beside: Sequence[str]) -> dict[str, str]:
        """What the hidden sheet says: which export each sheet is and how far the history was, for merging it back; ``beside``
        are the titles of sheets that hold no records."""
        first = sheets[0]
        return {
            "export": first.mark.rpartition(".")[2],
            "database": self._store.database.uuid,
            "kind": first.kind.value,
            "batch": str(self._batch),
            "at": self._at,
            "columns": ",".join(first.keys),
            "file": self._store.name,
            ZONE: local_zone(),
            **{f"sheet:{sheet.title}": f"{sheet.mark}|{','.join(sheet.keys)}" for sheet in sheets},
            **{f"{BESIDE}{sheet.title}": "" for sheet in sheets if sheet.kind in UNLISTED},
            **{f"{BESIDE}{title}": "" for title in beside},
        }

    # -- texts ------------------------------------------------------------------------------------------------

    def _heads(self, sheet: Filled, mark: str) -> list[str]:
        heads: list[str] = []
        for column in sheet.columns:
            heads += [column.title, currency_title(column.title)] if _is_amount(column) else [column.title]
        return heads + ([RECORD_ID, RECORD_EXPORT] if mark else [])

    def _cells(self, sheet: Filled, mark: str) -> Iterator[list[Any]]:
        shown = [(c.key, shower(c, self._named), _is_amount(c)) for c in sheet.columns]
        for row in self._rows(sheet):
            cells: list[Any] = []
            for key, show, is_amount in shown:
                value = row[key]
                if value is not None and show is not None:
                    value = show(value)
                if not is_amount:
                    cells.append(value)
                elif isinstance(value, Money):
                    cells += (value.amount, value.currency)
                else:
                    cells += (value, None)
            yield cells + ([row.id, mark] if mark else [])

    def _one_text(self, sheet: Filled, mark: str, target: Path) -> int:
        asked = self._request
        with self._store.database.snapshot():
            return write_csv(
                target,
                self._heads(sheet, mark),
                self._cells(sheet, mark),
                expected=sheet.count,
                delimiter=asked.separator,
                decimal=asked.decimal,
                work=self._work,
            )

    def _texts(self, sheets: Sequence[Filled], marks: Sequence[str], target: Path) -> ExportResult:
        """Every sheet as a text of its own in one packed file."""
        done: list[Done] = []
        titles = sheet_titles([self._title(sheet) for sheet in sheets])
        with outputs.whole(target) as part, zipfile.ZipFile(part, "w") as packed:
            for sheet, title, mark in zip(sheets, titles, marks, strict=True):
                entry = zipfile.ZipInfo(f"{title}.csv", self._moment.timetuple()[:6])
                entry.compress_type = zipfile.ZIP_DEFLATED
                with self._store.database.snapshot(), packed.open(entry, "w") as file:
                    count = write_rows(
                        file,
                        self._heads(sheet, mark),
                        self._cells(sheet, mark),
                        expected=sheet.count,
                        delimiter=self._request.separator,
                        decimal=self._request.decimal,
                        work=self._work,
                    )
                done.append((sheet, title, count, bool(mark)))
            problems = [
                problem
                for sheet, title in zip(sheets, titles, strict=True)
                if sheet.kind is FILES and not self._request.private
                for problem in self._pack_files(packed, sheet.ids, title)
            ]
        return replace(self.result(done), problems=tuple(problems))

    def _pack_files(self, packed: zipfile.ZipFile, numbers: Sequence[int], title: str) -> Iterator[Problem]:
        """The files themselves; those that are damaged are told and left out."""
        for place, number in enumerate(numbers):
            if self._work is not None:
                self._work.check()
                self._work.report(place, len(numbers), "files")
            file = self._store.attachments.get(number)
            content = self._store.attachments.content(file.digest)
            if content is None:
                reason = phrase("exports.lost_file", file=file.name)
                yield Problem(title, place + 2, self._heading_of_files, file.name, reason, "warning")
                continue
            entry = zipfile.ZipInfo(packed_name(number, file.name), self._moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)

    @property
    def _heading_of_files(self) -> str:
        return (self._words or str)(phrase("exports.columns.file"))


def _is_amount(column: ListColumn) -> bool:
    """Whether the currency of an amount stands in a column of its own. Those of a person's own fields keep it beside
    the number: they are read back from one cell."""
    return column.type is FieldType.MONEY and not column.key.startswith(PREFIX)
