"""A report as a file: a workbook with the rows behind its figures, a PDF, or text tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from babel.core import default_locale

from salesdesk import outputs
from salesdesk.documents.packs import PackLine, PackList, PackReport
from salesdesk.documents.report_csv import write_csv
from salesdesk.documents.report_formulas import DetailSheet
from salesdesk.documents.report_texts import ReportTexts
from salesdesk.documents.report_workbook import ReportSheets, write_reports
from salesdesk.domain.columns import ListColumn, chosen
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Sort
from salesdesk.domain.money import Money
from salesdesk.domain.paper import Paper, paper_of
from salesdesk.domain.reports import Report, ReportDetail
from salesdesk.exchange.writing.styles import RIGHT
from salesdesk.phrases import Words, phrase
from salesdesk.services.list_sheets import exported, list_sheet
from salesdesk.store.store import Store

ENGLISH = "en_US"
_PRINTED = (
    "kind", "subject", "deal_title", "full_name", "company", "stage", "deal_value", "weighted", "expected_close", "closed_at",
    "happened_at", "outcome", "channel", "status", "budget", "lifecycle_stage", "lead_source", "owner",
)  # fmt: skip
"""The columns of a list that a page has room for, as many as ``_MOST_COLUMNS`` of those that say anything; no addresses, for
paper is left lying about."""
_MOST_COLUMNS, _MOST_LINES = 7, 15
_MOST_HELD = 50_000  # rows


class ReportFileService:
    """Writes reports for people who only have Excel, or only paper."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def write(
        self,
        report: Report,
        path: Path,
        words: Words,
        *,
        locale: str = "",
        paper: Paper | None = None,
    ) -> None:
        """Write ``report`` as its ending says (.xlsx, .pdf or .csv). The file replaces an older one only when whole.
        ``words`` is what puts its titles into words; ``locale`` says how numbers and days are printed, ``paper`` on which
        sheet: none are those of the system.

        Raises ``WrongEnding``, and ``FileProblem`` for a place that may not or cannot be written.
        """
        target = outputs.target_of(path, endings=outputs.REPORT_ENDINGS, databases=self._store.files)
        match path.suffix.lower():
            case ".xlsx":
                said = ReportTexts(words, locale or usual_locale()).words
                write_reports([self.sheets(report, said)], target, said)
            case ".pdf":
                self._write_pdf(report, target, words, locale, paper)
            case _:
                write_csv(report, target, words)

    def sheets(self, report: Report, words: Words) -> ReportSheets:
        """A report as a part of a workbook, with the rows behind its figures."""
        return ReportSheets(report, tuple(self._sheet(detail, words) for detail in report.details))

    def _sheet(self, detail: ReportDetail, words: Words) -> DetailSheet:
        """The rows behind figures, as the export of that list writes them. Of a list of moderate length they are held,
        so that the figures can be formulas over them."""
        reader = self._store.list_of(detail.rows.kind)
        columns = chosen(reader.columns(), detail.columns)
        ids = reader.ids(detail.rows.filter, Sort())
        named = self._store.activities.choices.all()
        sheet = list_sheet(words(detail.title), reader, ids, columns, detail.currency_of, named)
        if len(ids) <= _MOST_HELD and detail.currency_of is not None:
            sheet = replace(sheet, rows=list(sheet.rows))
        return DetailSheet(sheet, detail.rows, tuple(column.key for column in columns), detail.currency_of)

    def _write_pdf(self, report: Report, path: Path, words: Words, locale: str, paper: Paper | None) -> None:
        from salesdesk.documents.report_pdf import write_pdf  # loads the typesetting program

        locale = locale or usual_locale()
        lists = self.printed(report, words, locale).lists
        write_pdf(
            report,
            path,
            words,
            paper or usual_paper(),
            locale=locale,
            company=self._store.settings.get("organisation"),
            lists=lists,
            made=self._now(),
        )

    def printed(self, report: Report, words: Words, locale: str = "") -> PackReport:
        """A report as a part of a pack, with the first of the rows behind its figures."""
        texts = ReportTexts(words, locale or usual_locale())
        shown = [detail for detail in report.details if not detail.listed]
        return PackReport(report, tuple(self._list(detail, texts) for detail in shown))

    def _list(self, detail: ReportDetail, texts: ReportTexts) -> PackList:
        reader = self._store.list_of(detail.rows.kind)
        order = Sort(detail.currency_of, descending=True) if detail.currency_of else Sort()
        ids = reader.ids(detail.rows.filter, order)
        first = ids[:_MOST_LINES]
        wanted = [key for key in _PRINTED if key in detail.columns] or list(detail.columns)
        if detail.rows.kind is RecordKind.DEALS and "full_name" in wanted:
            wanted.remove("full_name")  # most deals are called after their person
        columns = chosen(reader.columns(), wanted)
        page = reader.page(first, [column.key for column in columns])
        named = self._store.activities.choices.all()
        rows = [
            [exported(column, page[id_][column.key], named) for column in columns]
            for id_ in first
            if id_ in page
        ]
        places = _telling(columns, rows)
        left = len(ids) - len(rows)
        told = phrase("report_files.more", count=left, shown=texts.number(left))
        return PackList(
            detail.title,
            tuple(columns[place].title for place in places),
            tuple(PackLine(tuple(texts.plain(row[place]) for place in places)) for row in rows),
            right=tuple(at for at, place in enumerate(places) if columns[place].type in RIGHT),
            more=told if left else "",
            empty=phrase("report_files.nothing"),
        )

    def _now(self) -> datetime:
        """The moment of the figures where the person is."""
        return datetime.fromisoformat(self._store.now().replace("Z", "+00:00")).astimezone()


def usual_locale() -> str:
    """That of the system where it is in English, as our words are; else plain English."""
    own = default_locale("LC_TIME") or ""
    return own if own.startswith("en_") else ENGLISH


def usual_paper() -> Paper:
    """The paper of the country that the system is set to."""
    return paper_of(default_locale("LC_PAPER") or default_locale("LC_MONETARY") or "")


def _telling(columns: Sequence[ListColumn], rows: list[list[Any]]) -> list[int]:
    """The places of the first columns that say anything: not only nothing or nought, nor what another one says."""
    places: list[int] = []
    told: list[list[Any]] = []
    for place in range(len(columns)):
        values = [row[place] for row in rows]
        nothing = all(
            value in (None, "") or (isinstance(value, Money) and not value.minor) for value in values
        )
        if not nothing and values not in told:
            places.append(place)
            told.append(values)
    return (places or list(range(len(columns))))[:_MOST_COLUMNS]
