"""The pack of a meeting: a workbook, a PDF and the next meeting for the calendar, all with the same figures of one moment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from salesdesk import outputs
from salesdesk.documents.report_texts import ReportTexts
from salesdesk.domain.activities.moments import end_of
from salesdesk.domain.calendar.items import CalendarItem
from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.meetings import Meeting
from salesdesk.domain.progress import Work
from salesdesk.errors import FileProblem
from salesdesk.phrases import Words
from salesdesk.services.commands import Commands
from salesdesk.services.meetings.figures import MeetingFigures, MeetingFigureService
from salesdesk.services.meetings.pack_parts import PackParts
from salesdesk.services.meetings.service import MeetingService
from salesdesk.services.replacing import refuse_edited
from salesdesk.services.reports.files import ReportFileService, usual_locale, usual_paper
from salesdesk.store.store import Store

_LONGEST_NAME = 60
_NO_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class MadePack:
    """What was written, and when its figures were taken (UTC text); ``calendar`` is None where there is no next meeting."""

    workbook: Path
    pdf: Path
    calendar: Path | None
    at: str

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file of it."""
        return tuple(path for path in (self.workbook, self.pdf, self.calendar) if path is not None)


class MeetingPackService:
    """Makes packs. It takes a moment: not for the thread of the window."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store = store
        self._meetings = MeetingService(store, commands)
        self._figures, self._files = MeetingFigureService(store), ReportFileService(store)

    def make(
        self,
        number: int,
        folder: Path,
        words: Words,
        *,
        locale: str = "",
        since: date | None = None,
        replace: bool = False,
        work: Work | None = None,
    ) -> tuple[MadePack, ChangeSet]:
        """Write the pack of a meeting into a folder, and keep its figures; a first one is compared with the day ``since``.
        Files of the same meeting that are there are replaced, with ``replace`` also what somebody edited. Raises
        ``InputError`` where there is such a file, and ``FileProblem`` where there is no such folder, or it cannot be
        written: then nothing is kept."""
        if not folder.is_dir():
            raise FileProblem("meetings.no_folder", path=str(folder), folder=str(folder))
        view = self._meetings.view(number)
        workbook, pdf, next_meeting = pack_paths(folder, view.meeting)
        calendar = next_meeting if view.meeting.next_at is not None else None
        if not replace:
            refuse_edited(self._store, (workbook, pdf), work)
        figures = self._figures.read(view.meeting, view.before, since)
        parts = PackParts(self._store, self._files, view, figures, words, locale or usual_locale())
        targets = [
            outputs.target_of(path, databases=self._store.files) for path in (workbook, pdf, calendar) if path
        ]
        if work is not None:
            work.check()
        self._write_workbook(targets[0], parts, words)
        self._write_pdf(targets[1], parts, words, workbook.name, figures)
        if calendar is not None:
            self._write_calendar(targets[2], view.meeting, words)
        changes = self._meetings.freeze(number, figures.snapshot)
        return MadePack(workbook, pdf, calendar, figures.at), changes

    def _write_workbook(self, target: Path, parts: PackParts, words: Words) -> None:
        from salesdesk.documents.report_workbook import write_reports

        said = ReportTexts(words, parts.locale).words
        sheets = [self._files.sheets(report, said) for report in parts.reports]
        write_reports(sheets, target, said, last=parts.sheets())

    def _write_pdf(
        self, target: Path, parts: PackParts, words: Words, workbook: str, figures: MeetingFigures
    ) -> None:
        from salesdesk.documents.report_pdf import write_pack  # loads the typesetting program

        made = datetime.fromisoformat(figures.at.replace("Z", "+00:00")).astimezone()
        write_pack(parts.pack(made, workbook), target, words, usual_paper(), locale=parts.locale)

    def _write_calendar(self, target: Path, meeting: Meeting, words: Words) -> None:
        from salesdesk.exchange.calendars.writing import write_calendar

        assert meeting.next_at is not None
        agenda = (item.called for item in meeting.agenda)
        item = CalendarItem(
            f"salesdesk.{self._store.database.uuid}.meeting.{meeting.id}.next",
            meeting.name,
            meeting.next_at,
            end_of(meeting.next_at, meeting.minutes),
            body="\n".join(called if isinstance(called, str) else words(called) for called in agenda),
            kind="meeting",
            stamp=self._store.now(),
        )
        with outputs.replacing(target) as part:
            write_calendar(part, [item], meeting.name)


def pack_paths(folder: Path, meeting: Meeting) -> tuple[Path, Path, Path]:
    """Where the workbook, the PDF and the next meeting of a pack go."""
    stem = file_stem(meeting)
    return folder / f"{stem}.xlsx", folder / f"{stem}.pdf", folder / f"{stem}-next.ics"


def file_stem(meeting: Meeting) -> str:
    """What the files of a meeting are called: "pipeline-review-2026-11-23", "one-customer-ann-roe-2026-11-23"."""
    plain = _NO_NAME.sub("-", fold_key(meeting.whole_name)).strip("-")[:_LONGEST_NAME].strip("-")
    return f"{plain or 'meeting'}-{meeting.held_on}"
