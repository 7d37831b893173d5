"""What stands on the page of a meeting, one card for each item of its agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.meetings import AgendaItem, View
from salesdesk.domain.reports import Report
from salesdesk.services.meetings import MeetingFigures, MeetingView
from salesdesk.ui.context import Context
from salesdesk.ui.pages.meetings.decided_card import DecidedCard
from salesdesk.ui.pages.meetings.figures_card import FiguresCard
from salesdesk.ui.pages.meetings.moved_card import MovedCard
from salesdesk.ui.pages.meetings.record_card import RecordCard
from salesdesk.ui.pages.meetings.report_card import ReportCard
from salesdesk.ui.pages.meetings.texts import item_title
from salesdesk.ui.pages.meetings.topics_card import TopicsCard
from salesdesk.ui.widgets.cards import Card


class Sections(QObject):
    """The cards of an agenda, by the keys of its items, in ``column``; one that is only talked about has none. ``ticked``
    carries a decision and whether it is done; ``picked`` deals and whether they are to be discussed; ``opened`` a deal;
    ``reached`` the item and the `DealCard` that the focus is on; ``spoken_of`` an item and a `Topic`; ``remarked`` a topic
    and the text; ``rows_wanted`` rows; ``since_wanted`` the day that a first meeting is compared with."""

    ticked = Signal(object, bool)
    picked = Signal(object, bool)
    opened = Signal(int)
    reached = Signal(str, object)
    spoken_of = Signal(str, object)
    remarked = Signal(int, str)
    rows_wanted = Signal(object)
    since_wanted = Signal(object)

    def __init__(self, context: Context, column: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._column = context, column
        self._agenda: tuple[AgendaItem, ...] | None = None
        self.cards: dict[str, QWidget] = {}
        self._further: list[ReportCard] = []

    def set_agenda(self, agenda: Sequence[AgendaItem]) -> None:
        """Have a card for each item."""
        agenda = tuple(replace(item, done=False) for item in agenda)
        if self._agenda == agenda:
            return
        self._agenda = agenda
        for card in self.cards.values():
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {}
        for place, item in enumerate(agenda):
            made = self._made(item)
            if made is not None:
                self.cards[item.key] = made
                self._column.insertWidget(min(place, len(self.cards) - 1), made)

    def _made(self, item: AgendaItem) -> Card | None:
        context = self._context
        match item.view:
            case View.DECISIONS | View.DECIDE:
                decided = DecidedCard(context)
                decided.ticked.connect(self.ticked)
                return decided
            case View.FIGURES:
                figures = FiguresCard(context)
                figures.rows_wanted.connect(self.rows_wanted)
                return figures
            case View.MOVED | View.RECORD:
                deals = MovedCard(context) if item.view is View.MOVED else RecordCard(context)
                deals.picked.connect(self.picked)
                deals.opened.connect(self.opened)
                deals.reached.connect(lambda card: self.reached.emit(item.key, card))
                if isinstance(deals, MovedCard):
                    deals.rows_wanted.connect(self.rows_wanted)
                    deals.since_wanted.connect(self.since_wanted)
                return deals
            case View.DISCUSS:
                topics = TopicsCard(context)
                topics.picked.connect(lambda deal: self.picked.emit([deal], True))
                topics.dropped.connect(lambda deal: self.picked.emit([deal], False))
                topics.opened.connect(self.opened)
                topics.spoken_of.connect(lambda topic: self.spoken_of.emit(item.key, topic))
                topics.remarked.connect(self.remarked)
                return topics
            case View.REPORT | View.CAMPAIGNS:
                report = ReportCard(context, item_title(item))
                report.rows_wanted.connect(self.rows_wanted)
                return report
            case View.TALK:
                return None

    def forget_day(self) -> None:
        """Another meeting is shown: nothing was chosen to compare it with."""
        for card in self.cards.values():
            if isinstance(card, MovedCard):
                card.forget_day()

    def _show_further(self, reports: Sequence[Report]) -> None:
        """The reports of one's own that are put in meetings, below the agenda."""
        while len(self._further) > len(reports):
            gone = self._further.pop()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._further) < len(reports):
            made = ReportCard(self._context, "")
            made.rows_wanted.connect(self.rows_wanted)
            self._column.addWidget(made)
            self._further.append(made)
        for card, report in zip(self._further, reports, strict=True):
            card.show_report(report, is_read=True)

    def show_view(self, view: MeetingView, figures: MeetingFigures | None) -> None:
        """Show a meeting as it stands, and its figures; None while they are being read."""
        today = date.fromisoformat(self._context.store.today())
        picked = {topic.deal_id for topic in view.topics}
        self._show_further(figures.further if figures is not None else ())
        for item in view.meeting.agenda:
            card = self.cards.get(item.key)
            if isinstance(card, DecidedCard):
                (card.show_before if item.view is View.DECISIONS else card.show_own)(view)
            elif isinstance(card, FiguresCard):
                card.show_figures(view, figures)
            elif isinstance(card, MovedCard):
                card.show_moved(figures, picked, today, is_first=view.before is None)
            elif isinstance(card, RecordCard):
                card.show_record(view.meeting, picked, today)
            elif isinstance(card, TopicsCard):
                card.show_topics(view.topics, today)
            elif isinstance(card, ReportCard):
                report = figures.reports.get(item.key) if figures is not None else None
                card.show_report(report, is_read=figures is not None)
