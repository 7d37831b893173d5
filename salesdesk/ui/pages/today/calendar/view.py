"""The calendar: the grid of a day, a week or a month, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from salesdesk.domain.calendar.events import CalendarEvent, event_of
from salesdesk.domain.calendar.spans import View, days_shown, stepped
from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.progress import Work
from salesdesk.ui.context import Context
from salesdesk.ui.pages.today.calendar.acts import CalendarActs
from salesdesk.ui.pages.today.calendar.dragging import Proposal
from salesdesk.ui.pages.today.calendar.files import CalendarFiles
from salesdesk.ui.pages.today.calendar.grid import CalendarGrid
from salesdesk.ui.pages.today.calendar.head import CalendarHead
from salesdesk.ui.pages.today.calendar.looks import group_of, short_title, view_title
from salesdesk.ui.pages.today.calendar.month_grid import MonthGrid
from salesdesk.ui.pages.today.calendar.side import SideColumn
from salesdesk.ui.pages.today.calendar.time_grid import TimeGrid
from salesdesk.ui.preferences import Option
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.cards import Card

NARROW = 930
"""Pixels below which there is no room beside the grid."""
HIDDEN: Option[list[str]] = Option("calendar/hidden", [])
MUCH = 250
"""More events than this are read by the worker."""
_MINUTE = 60_000


class CalendarView(QWidget):
    """D, W and M show a day, a week or a month, T leads to today, Page Up and Down turn. ``titled`` carries what it shows: title,
    its short form and subtitle; ``view_changed`` that the person asked for another view by a key (None: the list)."""

    titled = Signal(str, str, str)
    view_changed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self.view = context, View.WEEK
        self.day = context.services.today.day
        self._first = QLocale().firstDayOfWeek().value - 1
        self.head = CalendarHead(context.theme)
        self.time = TimeGrid(context.theme, self.tr("Calendar"))
        self.month = MonthGrid(context.theme, self.tr("Calendar"))
        self.side = SideColumn(context.theme, self._first)
        self.side.hide_groups(context.preferences.get(HIDDEN))
        self._acts = CalendarActs(context, self, lambda: self.grid)
        self.files = CalendarFiles(context, self, lambda: self.grid)
        self._side_wanted, self._asked = False, 0
        self._stack = QStackedWidget()
        card = Card(flush=True)
        card.add(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(card, 1)
        row.addWidget(self.side)
        for grid in (self.time, self.month):
            self._stack.addWidget(grid)
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE)
        self._clock.timeout.connect(self.refresh)
        self._connect()

    def _connect(self) -> None:
        for grid in (self.time, self.month):
            grid.zone_of = lambda event: self._context.services.calendar.zone_of(event.entry)
            grid.opened.connect(self._acts.open)
            grid.ticked.connect(self._acts.tick)
            grid.deleted.connect(self._acts.delete)
            grid.new_requested.connect(self._acts.new)
            grid.proposed.connect(self._put)
            grid.day_requested.connect(self.show_day)
            grid.left.connect(self._leave)
        self.head.stepped.connect(self.turn)
        self.head.now_requested.connect(self.go_to_now)
        self.head.side_toggled.connect(self._toggle_side)
        self.head.owner_chosen.connect(self.refresh)
        self.side.groups_changed.connect(self._keep_groups)
        self.side.month.day_chosen.connect(self.go_to)
        self.side.month.month_changed.connect(self._show_month)
        place = self.side.place
        place.dragged.connect(lambda step, at: self.grid.drag_in(step, at))
        place.dropped.connect(lambda: self.grid.drop())
        place.put_back.connect(lambda: self.grid.stop_drag())
        place.place_requested.connect(self._acts.explain_placing)
        place.place_requested.connect(lambda step: self.grid.start_placing(step))
        place.opened.connect(self._acts.open)
        place.ticked.connect(self._acts.tick)

    # ---- showing ----

    @property
    def grid(self) -> CalendarGrid:
        """The grid that is shown."""
        return self.month if self.view is View.MONTH else self.time

    @property
    def days(self) -> tuple[date, ...]:
        """The days that are shown."""
        return days_shown(self.view, self.day, self._first)

    def show_view(self, view: View) -> None:
        """Show a day, a week or a month."""
        self.view = view
        self._stack.setCurrentWidget(self.grid)
        self.head.show_view(view)
        self.refresh()
        self._place_cursor()

    def show_day(self, day: date) -> None:
        """Show one day alone."""
        self.day = day
        self.view_changed.emit(View.DAY)

    def go_to(self, day: date) -> None:
        """Show a day in the view there is."""
        self.day = day
        self.refresh()
        self._place_cursor()

    def go_to_now(self) -> None:
        """Show the present."""
        now = self._context.services.calendar.now
        self.go_to(now.date())
        if isinstance(self.grid, TimeGrid):
            self.grid.go_to(now)

    def turn(self, by: int) -> None:
        """Show what comes before (−1) or after (1)."""
        self.go_to(stepped(self.view, self.day, by))

    def refresh(self) -> None:
        """Read what is shown anew: at once, or where it is much in the worker, and what is shown stays until then."""
        calendar, days = self._context.services.calendar, self.days
        first, last = days[0], days[-1] + timedelta(days=1)
        self._asked += 1
        if calendar.size(first, last) <= MUCH:
            self._show(calendar.events(first, last))
            return
        asked = self._asked

        def read(work: Work) -> list[CalendarEvent]:
            work.check()
            return calendar.events(first, last)

        def show(found: list[CalendarEvent]) -> None:
            if asked == self._asked:
                self._show(found)

        if self.grid.days != days:
            self._show([])  # the days at once, what is on them follows
        self._context.tasks.run(read, done=show, owner=self)

    def _show(self, found: list[CalendarEvent]) -> None:
        calendar, store, days = self._context.services.calendar, self._context.store, self.days
        choices, now = store.activities.choices.all(), calendar.now
        self.head.offer_owners([(one.id, one.name) for one in store.owners.all()])
        hidden, owner = set(self.side.hidden_groups()), self.head.owner.currentData()
        events = [
            event
            for event in found
            if group_of(event.entry.kind).name not in hidden and owner in (None, event.entry.owner_id)
        ]
        self.grid.show_events(days, events, choices, calendar.hours, now)
        if isinstance(self.grid, MonthGrid):
            self.grid.set_month(self.day)
        to_place = (step for step in calendar.to_place(days[-1]) if owner in (None, step.owner_id))
        waiting = [event for step in to_place if (event := event_of(step)) is not None]
        self.side.show_steps(waiting, choices, now)
        self._show_month(self.day)
        booked = sum(1 for event in events if not event.whole)
        week = days[len(days) // 2 if self.view is View.DAY else min(3, len(days) - 1)].isocalendar().week
        parts = [self.tr("week {0}").format(week)] if self.view is not View.MONTH else []
        parts.append(
            self.tr("{0} booked, {1} to place").format(number_text(booked), number_text(len(waiting)))
        )
        title = view_title(self.view, days, self.day, now.date())
        short = short_title(self.view, self.day, now.date())
        self.titled.emit(title, short, " · ".join(parts))
        self._fit_side(len(waiting))

    def _show_month(self, month: date) -> None:
        small, today = self.side.month, self._context.services.calendar.now.date()
        small.show_month(month, self.days, today)
        days = small.days()
        small.show_counts(self._context.services.calendar.counts(days[0], days[-1] + timedelta(days=1)))

    def _place_cursor(self) -> None:
        grid, hours = self.grid, self._context.services.calendar.hours
        at = datetime.combine(self.day, time()) + timedelta(minutes=hours.begins)
        if isinstance(grid, TimeGrid):
            kept = timedelta(minutes=grid.minute)
            grid.go_to(datetime.combine(self.day, time()) + kept, whole=grid.in_strip)
        elif isinstance(grid, MonthGrid):
            grid.go_to(at)

    def take_focus(self) -> None:
        """Give the focus to the grid."""
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_groups(self) -> None:
        self._context.preferences.set(HIDDEN, [*self.side.hidden_groups()])
        self.refresh()

    # ---- the column beside it ----

    def _toggle_side(self) -> None:
        self._side_wanted = not self._side_wanted
        self._fit_side(len(self.side.place.steps.events))
        (self.side.place if self._side_wanted else self.grid).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_side(self, waiting: int) -> None:
        narrow = self.width() < NARROW
        self.side.setVisible(not narrow or self._side_wanted)
        self.head.show_side(self.tr("To place {0}").format(number_text(waiting)) if narrow else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side(len(self.side.place.steps.events))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    # ---- moving ----

    def _put(self, event: CalendarEvent, to: Proposal) -> None:
        """An event was put somewhere: write it, and follow it."""
        self._acts.put(event, to, partial(self._follow, event, to))

    def _follow(self, event: CalendarEvent, to: Proposal, changes: ChangeSet) -> None:
        made = changes.created.get(EntityKind.ACTIVITY, ())
        key = (next(iter(made)), None) if event.occurrence is not None and made else event.key
        if to.begins.date() not in self.days:
            self.day = to.begins.date()
            self.refresh()
        self.grid.go_to(to.begins, whole=to.whole)
        self.grid.choose(key)

    def _leave(self, by: int) -> None:
        """The cursor left the days that are shown."""
        days = self.days
        try:
            self.day = days[0] - timedelta(days=1) if by < 0 else days[-1] + timedelta(days=1)
        except OverflowError:
            return
        self.refresh()
        self._place_cursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_D: partial(self.view_changed.emit, View.DAY),
            Qt.Key.Key_W: partial(self.view_changed.emit, View.WEEK),
            Qt.Key.Key_M: partial(self.view_changed.emit, View.MONTH),
            Qt.Key.Key_A: partial(self.view_changed.emit, None),
            Qt.Key.Key_T: self.go_to_now,
            Qt.Key.Key_PageUp: partial(self.turn, -1),
            Qt.Key.Key_PageDown: partial(self.turn, 1),
            Qt.Key.Key_P: self._focus_place,
        }
        act = asked.get(Qt.Key(event.key()))
        if act is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            if self.grid.days:  # another view is shown at the day the cursor is on
                self.day = self.grid.cursor_moment()[0].date()
            act()
            return
        super().keyPressEvent(event)

    def _focus_place(self) -> None:
        """To what has no time yet."""
        if self.side.isHidden():
            self._toggle_side()
        self.side.place.setFocus(Qt.FocusReason.OtherFocusReason)
