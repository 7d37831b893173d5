"""The figures of a meeting: those of its month, what moved since the meeting before, and the reports on its agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from salesdesk.domain.days import local_day
from salesdesk.domain.deals import DealCard
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.meetings import (
    AgendaItem,
    Meeting,
    MovedGroup,
    Snapshot,
    View,
    frozen,
)
from salesdesk.domain.reports import Cell, Figure, Report, ReportName, ReportSpec, Rows, ValueType
from salesdesk.errors import SalesDeskError
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.services.meetings.moved import moved_between
from salesdesk.services.own_reports import OwnReportService
from salesdesk.services.reports.service import ReportService
from salesdesk.store.store import Store

LISTED = 100
"""So many deals of a move stand on the page, those worth most; all of them are behind its figure."""
OWN = "own:"
"""Before the number of a report that a person built, where an agenda names it."""
SHOWN = ("won", "open", "weighted", "win_rate")
"""The figures of the pipeline review that a meeting looks at."""


@dataclass(frozen=True, slots=True)
class MeetingFigures:
    """What a meeting looks at, as it was at ``at`` (UTC text). ``moved`` is None where no meeting was before it; ``since`` is
    the day from which things moved, ``since_at`` the moment of it where one is known. ``reports`` are those on the agenda by its item, None where there is no such report;
    ``cards`` the first of the deals that moved, by number; ``pipeline`` is the report that the figures are taken from; ``further`` are the reports of one's own that are put in meetings."""

    at: str
    currency: str
    figures: tuple[Figure, ...]
    moved: tuple[MovedGroup, ...] | None
    since: date | None
    since_at: str | None = None
    reports: dict[str, Report | None] = field(default_factory=dict)
    cards: dict[int, DealCard] = field(default_factory=dict)
    further: tuple[Report, ...] = ()
    pipeline: Report | None = None

    @property
    def snapshot(self) -> Snapshot:
        """The figures to be kept."""
        return frozen(self.figures, self.moved or (), self.at, self.currency)


class MeetingFigureService:
    """Reads what a meeting looks at. It grows with the file: not for the thread of the window. Nothing here writes."""

    def __init__(self, store: Store) -> None:
        self._store, self._reports = store, ReportService(store)
        self._own = OwnReportService(store, Commands(store))

    def read(self, meeting: Meeting, before: Meeting | None, since: date | None = None) -> MeetingFigures:
        """The figures of a meeting as they are now, what moved since the figures of the one ``before`` were taken, and its
        reports. Where none was before, ``since`` may be a day to compare with."""
        today = date.fromisoformat(self._store.today())
        last = min(date.fromisoformat(meeting.held_on), today)
        at = None if before is None else _moment_of(before)
        if before is not None:
            since = local_day(at) if at is not None else date.fromisoformat(before.held_on)
        views = {item.view for item in meeting.agenda}
        pipeline = self._pipeline(last) if View.FIGURES in views else None
        moved = None
        if since is not None and View.MOVED in views:
            over = _moment_of(meeting) if meeting.ended_at is not None else None
            moved = moved_between(self._store, at or min(since, last), over or last)
        return MeetingFigures(
            self._store.now(),
            self._store.settings.currency,
            self._figures(pipeline) if pipeline is not None else (),
            moved,
            since,
            at,
            {item.key: self.report(item, last) for item in meeting.agenda if _has_report(item)},
            self._cards(moved or ()),
            self._further(meeting),
            pipeline,
        )

    def _further(self, meeting: Meeting) -> tuple[Report, ...]:
        """Of a meeting that looks at all sales those that are put in meetings, and do not stand on its agenda."""
        if View.FIGURES not in {item.view for item in meeting.agenda}:
            return ()
        there = {item.what for item in meeting.agenda}
        return tuple(report for own, report in self._own.in_meetings() if f"{OWN}{own.id}" not in there)

    def _cards(self, moved: Sequence[MovedGroup]) -> dict[int, DealCard]:
        deals = list(dict.fromkeys(deal.deal_id for group in moved for deal in group.deals[:LISTED]))
        stages = {stage.id: stage for pipeline in self._store.pipelines.all() for stage in pipeline.stages}
        today = date.fromisoformat(self._store.today())
        return {card.id: card for card in self._store.deals.several_cards(deals, stages, today)}

    def report(self, item: AgendaItem, last: date) -> Report | None:
        """The report of an item of an agenda, of the month up to a day; None where there is no such report."""
        name = "campaigns" if item.view is View.CAMPAIGNS else item.what
        if name.startswith(OWN):
            return self._own_report(name.removeprefix(OWN))
        if name not in set(ReportName):
            return None
        return self._reports.run(ReportSpec(ReportName(name), last.replace(day=1), last))

    def _own_report(self, number: str) -> Report | None:
        """A report that a person built; None where it is gone, or names what is."""
        try:
            return self._own.run(int(number))
        except (ValueError, SalesDeskError):
            return None

    def _pipeline(self, last: date) -> Report:
        return self._reports.run(ReportSpec(ReportName.PIPELINE, last.replace(day=1), last))

    def _figures(self, report: Report) -> tuple[Figure, ...]:
        shown = {figure.key: figure for figure in report.figures}
        return (*(shown[key] for key in SHOWN if key in shown), self._without_step())

    def _without_step(self) -> Figure:
        """Open deals with nothing planned."""
        filter_ = Filter(
            (Condition("stage_kind", Op.IS, ("open",)), Condition("next_step", Op.FILLED, (), negated=True))
        )
        count = self._store.deals.count(filter_)
        return Figure(
            "without_step",
            phrase("meetings.without_step"),
            Cell(count, Rows(RecordKind.DEALS, filter_)),
            ValueType.COUNT,
        )


def _moment_of(meeting: Meeting) -> str | None:
    """When the figures of a meeting were taken on its day, or else when it was; None where its day is all that is known, as of
    one that was written down later."""
    moments = (
        meeting.snapshot.at if meeting.snapshot is not None else None,
        meeting.ended_at,
        meeting.started_at,
    )
    return next(
        (at for at in moments if at is not None and local_day(at).isoformat() == meeting.held_on), None
    )


def _has_report(item: AgendaItem) -> bool:
    return item.view in (View.REPORT, View.CAMPAIGNS)
