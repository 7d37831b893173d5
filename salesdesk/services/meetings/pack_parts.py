"""What stands in the pack of a meeting, once for its workbook and its PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

from salesdesk.documents.packs import Pack, PackLine, PackList, PackNote, PackNotes, PackPart
from salesdesk.documents.report_texts import ReportTexts
from salesdesk.domain.activities.moments import is_day, local
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.meetings import Decided, DecisionState, MovedGroup, Note
from salesdesk.domain.reports import (
    Cell,
    Figure,
    Report,
    ReportColumn,
    ReportDetail,
    ReportName,
    ReportSpec,
    ReportTable,
    Rows,
    ValueType,
)
from salesdesk.exchange.writing.sheets import OutColumn, OutSheet
from salesdesk.phrases import Phrase, Words, phrase, said
from salesdesk.services.meetings.figures import MeetingFigures
from salesdesk.services.meetings.service import MeetingView
from salesdesk.services.reports.files import ReportFileService
from salesdesk.services.reports.pipeline import deals_detail
from salesdesk.store.store import Store

_SHOWN = frozenset({"reports.open_deals", "reports.won_deals"})
"""The rows behind the figures of the pipeline that a meeting looks at."""
_MOVED = ("deal_title", "company", "stage", "deal_value", "expected_close", "owner")
_ENTRIES = ("kind", "subject", "at", "due_at", "done_at", "outcome", "deal_title", "owner", "body")


class PackParts:
    """The parts of the pack of one meeting, with ``figures`` as they were read once."""

    def __init__(
        self,
        store: Store,
        files: ReportFileService,
        view: MeetingView,
        figures: MeetingFigures,
        words: Words,
        locale: str,
    ) -> None:
        self._store, self._files, self._view, self._figures = store, files, view, figures
        self._words, self.locale = words, locale
        self._texts = ReportTexts(words, locale)

    # -- reports ------------------------------------------------------------------------------------------

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The report of the meeting itself, then those on its agenda."""
        others = [*(one for one in self._figures.reports.values() if one is not None), *self._figures.further]
        return (self._own(), *(report for report in others if report.spec.name is not ReportName.PIPELINE))

    def _own(self) -> Report:
        """The figures of the meeting, what moved, and of a meeting about all sales the open deals by stage."""
        meeting = self._view.meeting
        last = min(date.fromisoformat(meeting.held_on), date.fromisoformat(self._store.today()))
        spec = ReportSpec(ReportName.PIPELINE, last.replace(day=1), last)
        moved = [self._moved_table()] if self._figures.moved else []
        details = [
            ReportDetail(
                phrase(f"meetings.moved.{one.move.value}"), one.rows, _MOVED, currency_of="deal_value"
            )
            for one in self._moved()
            if one.rows
        ]
        pipeline = self._figures.pipeline
        if pipeline is None:
            return Report(
                spec, said(meeting.whole_name), self._figures.currency, (), tuple(moved), (),
                (*self._of_record(), *details), 0, phrase("meetings.nothing_apart"),
            )  # fmt: skip
        return replace(
            pipeline,
            title=said(meeting.whole_name),
            notes=(*self._before_note(), *pipeline.notes),
            figures=tuple(self._compared(figure) for figure in self._figures.figures),
            tables=(*moved, *pipeline.tables),
            details=(*details, *(one for one in pipeline.details if one.title.code in _SHOWN)),
        )

    def _before_note(self) -> tuple[Phrase, ...]:
        """What stands beside the figures as what they were before."""
        before = self._view.compared
        return () if before is None else (phrase("meetings.before", day=self._day(before.at)),)

    def _compared(self, figure: Figure) -> Figure:
        """A figure beside what it was when the last meeting kept it."""
        before = self._view.compared
        if before is None or before.currency != self._figures.currency:
            return replace(figure, before=None, year_before=None)
        return replace(figure, before=before.value(figure.key), year_before=None)

    def _moved(self) -> Sequence[MovedGroup]:
        return self._figures.moved or ()

    def _moved_table(self) -> ReportTable:
        columns = (
            ReportColumn("move", phrase("meetings.what"), ValueType.TEXT),
            ReportColumn("deals", phrase("reports.deals"), ValueType.COUNT),
            ReportColumn("amount", phrase("reports.amount"), ValueType.MONEY),
        )
        rows = tuple(
            (
                Cell(phrase(f"meetings.move.{one.move.value}")),
                Cell(one.count, one.rows),
                Cell(one.amount, one.rows, one.apart),
            )
            for one in self._moved()
        )
        since = self._figures.since
        assert since is not None
        return ReportTable("moved", phrase("meetings.since", day=self._day(since.isoformat())), columns, rows)

    def _of_record(self) -> Iterator[ReportDetail]:
        """Of a meeting about somebody their deals and what happened."""
        meeting = self._view.meeting
        field, number = (
            ("full_name", meeting.contact_id) if meeting.contact_id else ("company", meeting.company_id)
        )
        if number is None:
            return
        own = Filter((Condition(field, Op.IS, (f"#{number}",)),))
        yield deals_detail(phrase("reports.deals"), Rows(RecordKind.DEALS, own))
        entries = Rows(RecordKind.ACTIVITIES, own)
        yield ReportDetail(phrase("meetings.entries"), entries, _ENTRIES)

    # -- notes and decisions ------------------------------------------------------------------------------

    def pack(self, made: datetime, workbook: str) -> Pack:
        """The PDF: figures, decisions, reports, topics, notes, what is still open; ``workbook`` is the file beside it."""
        meeting, before = self._view.meeting, self._view.before
        lines: list[str | Phrase] = [phrase("meetings.meeting_of", day=self._day(meeting.held_on))]
        if before is not None:
            lines.append(phrase("meetings.against", day=self._day(before.held_on)))
        if meeting.people:
            lines.append(meeting.people)
        parts: list[PackPart] = [
            self._files.printed(report, self._words, self.locale) for report in self.reports[1:]
        ]
        own = self._files.printed(self.reports[0], self._words, self.locale)
        parts.insert(0, replace(own, first=(self._decided(),)))
        if self._view.topics:
            parts.append(self._topics())
        notes = [note for note in self._view.notes if not note.decided and note.body]
        if notes:
            shown = tuple(PackNote(self._heading(note), note.body) for note in notes)
            parts.append(PackNotes(phrase("meetings.notes"), shown))
        if before is not None:
            parts.append(self._still_open(self._day(before.held_on)))
        return Pack(
            meeting.whole_name,
            tuple(parts),
            self._store.settings.get("organisation"),
            tuple(lines),
            made,
            phrase("meetings.beside", file=workbook),
        )

    def sheets(self) -> list[OutSheet]:
        """The further sheets of the workbook: topics, notes, decisions, what is still open."""
        found = [_sheet(self._words, self._topics_title(), *self._topic_rows())] if self._view.topics else []
        notes = [
            (self._said(self._heading(note)), note.body) for note in self._view.notes if not note.decided
        ]
        heads: tuple[Phrase, ...] = (phrase("meetings.item"), phrase("meetings.note"))
        found.append(_sheet(self._words, phrase("meetings.notes"), heads, notes, (180, 560)))
        decisions = [(*row, state) for note in self._view.decisions for row, state in [self._decision(note)]]
        heads = tuple(phrase(f"meetings.{key}") for key in ("what", "who", "until", "about_deal", "state"))
        found.append(
            _sheet(self._words, phrase("meetings.decided"), heads, decisions, (320, 140, 150, 180, 180))
        )
        still = [
            (*row, state, self._day(one.held_on))
            for one in self._open()
            for row, state in [self._decision(one.note)]
        ]
        heads = (*heads, phrase("meetings.decided_on"))
        found.append(
            _sheet(self._words, phrase("meetings.still_open"), heads, still, (320, 140, 150, 180, 180, 140))
        )
        return found

    def _topics_title(self) -> Phrase:
        return phrase("meetings.view.discuss")

    def _topic_rows(self) -> tuple[tuple[Phrase, ...], list[tuple[str, ...]], tuple[int, ...]]:
        heads = (
            phrase("meetings.about_deal"),
            phrase("meetings.company"),
            phrase("reports.amount"),
            phrase("meetings.why"),
        )
        rows: list[tuple[str, ...]] = [
            (
                topic.card.title,
                topic.card.company_name or topic.card.contact_name,
                self._texts.money(topic.card.amount, topic.card.currency or self._figures.currency)
                if topic.card.amount is not None
                else "",
                topic.remark,
            )
            for topic in self._view.topics
        ]
        return heads, rows, (220, 200, 120, 320)

    def _topics(self) -> PackList:
        heads, rows, _ = self._topic_rows()
        return PackList(self._topics_title(), heads, tuple(PackLine(row) for row in rows), right=(2,))

    def _decided(self) -> PackList:
        heads = tuple(phrase(f"meetings.{key}") for key in ("what", "who", "until", "about_deal"))
        lines = (
            PackLine(self._decision(note)[0], self._state(note) is DecisionState.DONE)
            for note in self._view.decisions
        )
        return PackList(
            phrase("meetings.decided"), heads, tuple(lines), empty=phrase("meetings.none_decided")
        )

    def _still_open(self, day: str) -> PackList:
        heads = (phrase("meetings.what"), phrase("meetings.who"), phrase("meetings.state"))
        lines = []
        for one in self._open():
            (what, who, _, _), state = self._decision(one.note)
            late = self._state(one.note) is DecisionState.OVERDUE
            lines.append(PackLine((what, who, state), False, 2 if late else None))
        title = phrase("meetings.still_open_from", day=day)
        return PackList(title, heads, tuple(lines), empty=phrase("meetings.all_done"))

    def _open(self) -> Iterable[Decided]:
        open_ = (DecisionState.OPEN, DecisionState.OVERDUE)
        return [one for one in self._view.decided if self._state(one.note) in open_]

    def _decision(self, note: Note) -> tuple[tuple[str, str, str, str], str]:
        """(what, who, until, which deal) and how it stands."""
        entry = note.entry
        if entry is None:
            return (note.body, "", "", note.deal_title), self._words(phrase("meetings.state.gone"))
        who = entry.owner_name or self._words(phrase("meetings.you"))
        until = self._moment(entry.due_at or "")
        state = self._state(note)
        day = self._day(entry.done_at) if entry.done_at else until
        told = self._words(phrase(f"meetings.state.{state.value}", day=day))
        return (entry.subject, who, until, entry.deal_title), told

    def _state(self, note: Note) -> DecisionState:
        return note.state(self._store.now(), self._store.today())

    def _heading(self, note: Note) -> str | Phrase:
        item = next((one for one in self._view.meeting.agenda if one.key == note.item), None)
        called = self._said(item.called) if item is not None else self._words(phrase("meetings.note"))
        return f"{called} · {note.deal_title}" if note.deal_title else called

    def _said(self, text: str | Phrase) -> str:
        return text if isinstance(text, str) else self._words(text)

    def _moment(self, stored: str) -> str:
        """A day, with the time of it where one was said."""
        return self._day(stored) if is_day(stored) else self._texts.moment(local(stored)) if stored else ""

    def _day(self, stored: str) -> str:
        return self._texts.day(local(stored).date()) if stored else ""


def _sheet(
    words: Words,
    title: Phrase,
    heads: Sequence[Phrase],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
) -> OutSheet:
    columns = tuple(
        OutColumn(words(head), FieldType.TEXT, width) for head, width in zip(heads, widths, strict=True)
    )
    return OutSheet(words(title), columns, rows, len(rows))
