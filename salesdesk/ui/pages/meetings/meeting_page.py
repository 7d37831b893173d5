"""One meeting as it is held: what it looks at, and the notes beside it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.deals import DealCard
from salesdesk.domain.meetings import Topic
from salesdesk.domain.progress import Work
from salesdesk.errors import SalesDeskError
from salesdesk.services.meetings import MeetingFigures, MeetingFigureService, MeetingView
from salesdesk.ui.context import Context
from salesdesk.ui.files.dialogs import choose_folder
from salesdesk.ui.page import Page
from salesdesk.ui.pages.meetings.agenda_strip import AgendaStrip
from salesdesk.ui.pages.meetings.clock import MeetingClock
from salesdesk.ui.pages.meetings.meeting_actions import MeetingActions
from salesdesk.ui.pages.meetings.meeting_menu import MeetingMenu, NextDialog
from salesdesk.ui.pages.meetings.note_block import Place
from salesdesk.ui.pages.meetings.notes_panel import NotesPanel
from salesdesk.ui.pages.meetings.presenting import Presenting
from salesdesk.ui.pages.meetings.sections import Sections
from salesdesk.ui.pages.meetings.service import meetings_of
from salesdesk.ui.pages.meetings.texts import full_day_text
from salesdesk.ui.widgets.buttons import button, icon_button, primary_button, with_icon
from salesdesk.ui.widgets.scroll_column import ScrollColumn

_CLOCK_MS = 15_000
_NOTES, _NOTES_NARROW, _NARROW, _MOST_OF_IT = 396, 320, 1000, 0.42


class MeetingPage(Page):
    """``open_target`` takes the number of a meeting."""

    concerns = frozenset(
        {
            EntityKind.MEETING, EntityKind.MEETING_TEMPLATE, EntityKind.ACTIVITY, EntityKind.DEAL, EntityKind.CONTACT,
            EntityKind.COMPANY, EntityKind.OWNER, EntityKind.STAGE, EntityKind.PIPELINE, EntityKind.CAMPAIGN, EntityKind.SETTING,
        }
    )  # fmt: skip

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Meeting", parent=parent)
        self._number: int | None = None
        self._view: MeetingView | None = None
        self._figures: MeetingFigures | None = None
        self._since: date | None = None  # what a first meeting is compared with
        self._is_reading = self._read_again = False
        self.header.crumb.setText(self.tr("Reports / Meetings /"))
        self.header.crumb.setAccessibleName(self.tr("Back to the meetings"))
        self.header.crumb.show()
        self.clock = MeetingClock(context)
        self.acts = MeetingActions(context, self)
        self.header.add_beside(self.clock)
        self._present = with_icon(button(self.tr("Present"), self.present), context.theme, "presentation")
        self._pack = with_icon(
            primary_button(self.tr("Make pack"), self._choose_folder, tip=self.tr("A workbook, a PDF and the next meeting, with the same figures")),
            context.theme, "file-down", "on_accent",
        )  # fmt: skip
        self._more = icon_button(context.theme, "ellipsis", self.tr("More"), self._show_menu, framed=True)
        for action in (self._more, self._present, self._pack):
            self.header.add_action(action)
        self.strip = AgendaStrip(context.theme)
        self.notes = NotesPanel(context)
        self._left = ScrollColumn()
        cards = QVBoxLayout()
        cards.setSpacing(12)
        self._left.column.addLayout(cards)
        self._left.column.addStretch(1)
        self.sections = Sections(context, cards, self)
        self._presenting = Presenting(self, context.theme)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self.strip)
        column.addWidget(self._left, 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(column, 1)
        row.addWidget(self.notes)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        self.header.crumb_clicked.connect(self._back)
        self.clock.clicked.connect(self._turn_clock)
        self.strip.chosen.connect(self._go)
        self.strip.ticked.connect(self.acts.tick_item)
        self.notes.next_wanted.connect(self._ask_next)
        self.notes.written.connect(self._show_own_notes)
        made = self.sections
        acts = self.acts
        for asked, run in (
            (made.ticked, acts.tick),
            (made.picked, acts.pick),
            (made.opened, acts.open_deal),
            (made.remarked, acts.remark),
            (made.rows_wanted, acts.open_rows),
            (made.reached, self._reach),
            (made.spoken_of, self._speak_of),
            (made.since_wanted, self._compare_with),
        ):
            asked.connect(run)
        for key, pressed in (
            ("Alt+Down", partial(self.step, 1)),
            ("Alt+Up", partial(self.step, -1)),
            ("Alt+D", self.strip.tick_here),
            ("F5", self.present),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(pressed)
        self._escape = QShortcut(QKeySequence("Escape"), self)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(self.present)
        self._escape.setEnabled(False)

    # ---- showing ----

    def open_target(self, target: object) -> None:
        if isinstance(target, int):
            if target != self._number:
                self.notes.flush()
                self._figures = self._since = None
                self.sections.forget_day()
                self.strip.place = 0
                self._left.verticalScrollBar().setValue(0)
            self._number = target

    def refresh(self) -> None:
        if self._number is None:
            self.context.navigate("meetings")
            return
        try:
            view = meetings_of(self.context).view(self._number)
        except SalesDeskError as error:
            self._number = self._view = None
            self.context.messages.error(error)
            self._back()
            return
        self._view = view
        meeting = view.meeting
        self.set_title(meeting.name)
        today = date.fromisoformat(self.context.store.today())
        parts = (full_day_text(meeting.held_on, today), meeting.people, meeting.about_name)
        self.header.set_subtitle(" · ".join(part for part in parts if part))
        self.strip.set_agenda(meeting.agenda)
        self.strip.setVisible(bool(meeting.agenda))
        self.sections.set_agenda(meeting.agenda)
        self.sections.show_view(view, self._figures)
        self.notes.show_view(view)
        self.acts.meeting, self.acts.since = meeting, self._since
        self.clock.show_meeting(meeting)
        self._read_figures(view)

    def apply_change(self, change: ChangeSet) -> None:
        if change.origin is self.notes:
            return  # they tell when they know what became of it
        if change.concerns(EntityKind.OWNER, EntityKind.DEAL, EntityKind.CONTACT, EntityKind.COMPANY):
            self.notes.forget_names()
        self.refresh()

    def _show_own_notes(self) -> None:
        """What was typed here is kept: no figure can have become different by that."""
        if self._number is not None:
            self._view = meetings_of(self.context).view(self._number)
            self.notes.show_view(self._view)
            self.sections.show_view(self._view, self._figures)

    def _read_figures(self, view: MeetingView) -> None:
        """Read the figures in the worker. While they are being read, a further change has them read once more after that."""
        if self._is_reading:
            self._read_again = True
            return
        self._is_reading, self._read_again = True, False
        meeting, before, since = view.meeting, view.before, self._since
        service = MeetingFigureService(self.context.store)

        def read(_work: Work) -> MeetingFigures:
            return service.read(meeting, before, since)

        self.context.tasks.run(
            read, done=partial(self._show_figures, meeting.id), failed=self._not_read, owner=self
        )

    def _not_read(self, error: Exception) -> None:
        self._is_reading = False
        if not isinstance(error, SalesDeskError):
            raise error
        self.context.messages.error(error)

    def _show_figures(self, number: int, figures: MeetingFigures) -> None:
        self._is_reading = False
        if self._view is None:
            return
        if self._read_again or number != self._number:
            self._read_figures(self._view)
        if number != self._number:
            return  # another meeting was opened meanwhile
        self._figures = figures
        self.sections.show_view(self._view, figures)

    def take_focus(self) -> None:
        self.notes.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() / (1.5 if self._presenting.is_on else 1)
        share = (_NOTES if wide >= _NARROW else _NOTES_NARROW) * self.width() / wide
        self.notes.setFixedWidth(round(min(share, self.width() * _MOST_OF_IT)))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._presenting.is_on:
            self.present()

    # ---- where one is ----

    def step(self, by: int) -> None:
        """The next or the previous item of the agenda."""
        place = self.strip.place + by
        if self._view is not None and 0 <= place < len(self._view.meeting.agenda):
            self.strip.set_place(place)
            self._go(place)

    def _go(self, place: int) -> None:
        if self._view is None:
            return
        item = self._view.meeting.agenda[place]
        card = self.sections.cards.get(item.key)
        if card is not None:
            self._left.verticalScrollBar().setValue(card.mapTo(self._left.content, card.rect().topLeft()).y())
        self.notes.begin(Place(item.key))

    # ---- what is done here ----

    def _turn_clock(self) -> None:
        self.acts.turn_clock(self._figures.snapshot if self._figures is not None else None)

    def _reach(self, item: str, card: DealCard) -> None:
        """Notes that are begun now are about the deal that the focus is on."""
        self.notes.at = Place(item, card.id, card.title)

    def _compare_with(self, day: object) -> None:
        self._since = self.acts.since = day if isinstance(day, date) else None
        if self._view is not None:
            self._read_figures(self._view)

    def _speak_of(self, item: str, topic: Topic) -> None:
        self.notes.begin(Place(item, topic.deal_id, topic.card.title))

    def _ask_next(self) -> None:
        if self._view is not None:
            NextDialog(self.window(), self.context, self._view.meeting).open()

    def _choose_folder(self) -> None:
        self.notes.flush()
        choose_folder(self, self.context, "meeting", self.tr("Where to put the pack"), self.acts.make_pack)

    def _show_menu(self) -> None:
        if self._view is not None:
            menu = MeetingMenu(self, self.context, self._view)
            menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def present(self) -> None:
        """Show the page to a room, or leave that."""
        on = not self._presenting.is_on
        self._escape.setEnabled(on)
        self.header.crumb.setVisible(
            not on
        )  # nobody goes back from here, and what the meeting is needs the room
        self._presenting.turn(on)
        self._present.setText(self.tr(" Leave (Esc)") if on else self.tr(" Present"))
        if on:
            self.notes.begin()

    def _back(self) -> None:
        self.context.navigate("meetings")
