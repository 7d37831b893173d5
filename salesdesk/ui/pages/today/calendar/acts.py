"""What is asked for in the calendar, done: each one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from salesdesk.domain.activities.moments import stored
from salesdesk.domain.calendar.events import CalendarEvent
from salesdesk.domain.changes import ChangeSet
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog, open_entry
from salesdesk.ui.pages.activities.texts import entry_title
from salesdesk.ui.pages.sequences.later_steps import ask_later
from salesdesk.ui.pages.today.calendar.dragging import Proposal
from salesdesk.ui.pages.today.calendar.grid import CalendarGrid
from salesdesk.ui.pages.today.calendar.in_hand import box_in_hand
from salesdesk.ui.pages.today.calendar.looks import span_text
from salesdesk.ui.pages.today.finish_dialog import FinishDialog
from salesdesk.ui.pages.today.moving import choose
from salesdesk.ui.widgets.menu_place import corner_of


def _tr(text: str) -> str:
    return QCoreApplication.translate("calendar", text)


class CalendarActs(QObject):
    """Opens, finishes, moves and deletes."""

    def __init__(self, context: Context, parent: QWidget, grid: Callable[[], CalendarGrid]) -> None:
        super().__init__(parent)
        self._context, self._grid = context, grid

    @property
    def _widget(self) -> QWidget:
        """What dialogs belong to. It is not held here: the two would hold each other."""
        return cast(QWidget, self.parent())

    def open(self, event: CalendarEvent) -> None:
        """Open the entry; of what a series foresees the one that brings it forth."""
        try:
            open_entry(self._widget, self._context, event.entry.id)
        except SalesDeskError as error:
            self._context.messages.error(error)

    def explain_placing(self) -> None:
        """Say how something is placed."""
        self._context.messages.say(
            _tr("Arrows choose a day and a time, Enter places it there, Esc leaves it.")
        )

    def new(self, at: datetime, whole: bool) -> None:
        """Ask for a new entry at a time, or on a day."""
        begins = at.date().isoformat() if whole else stored(at)
        EntryDialog(self._widget, self._context, begins=begins).open()

    def tick(self, event: CalendarEvent) -> None:
        """Finish a step, or open it again."""
        entry, activities = event.entry, self._context.services.activities
        if event.occurrence is not None:
            self._context.messages.say(_tr("It comes once the one before it is done."))
        elif entry.is_open:
            FinishDialog(self._widget, self._context, entry).open()
        elif entry.due_at is not None:
            title = entry_title(entry, self._context.store.activities.choices.all())
            self._run(
                partial(activities.reopen, entry.id, seen=activities.seen(entry)),
                _tr("Open again: {0}").format(title),
            )
        else:
            self.open(event)

    def delete(self, event: CalendarEvent) -> None:
        """Delete an entry; of a series it asks whether this one or all from here on."""
        entry, activities = event.entry, self._context.services.activities
        if entry.repeat_rule is None or not entry.is_open:
            self._run(partial(activities.delete, entry.id), _tr("Deleted"))
            return
        series = activities.occurrences

        def chosen(which: str) -> None:
            act = series.leave_out if which == "one" else series.end
            self._run(partial(act, entry.id, event.occurrence), _tr("Deleted"))

        titles = [(_tr("This one"), "one"), (_tr("This one and all that follow"), "all")]
        grid = self._grid()
        choose(self._widget, corner_of(grid, box_in_hand(grid)), _tr("Delete"), titles, chosen)

    def put(self, event: CalendarEvent, to: Proposal, done: Callable[[ChangeSet], object]) -> None:
        """Have an event take place as proposed."""
        calendar = self._context.services.calendar
        if to.whole == event.whole and to.ends - to.begins != event.ends - event.begins:
            self._run(partial(calendar.resize, event, to.begins, to.ends), self._told(event, to), done)
            return
        change = partial(calendar.move, event, to.begins, whole=to.whole)

        day = to.begins.date().isoformat() if event.occurrence is None else None
        told = self._told(event, to)
        ask_later(
            self._widget, self._context, event.entry, day, change, lambda move: self._run(move, told, done)
        )

    def _told(self, event: CalendarEvent, to: Proposal) -> str:
        """What the message bar says: when it is now, that the others of its series stay, and what else is then."""
        when = span_text(to.begins, to.ends, to.whole)
        if event.entry.repeat_rule is not None and event.entry.is_open:
            when = _tr("{0}, this one only").format(when)
        if to.whole:
            return _tr("Now {0}").format(when)
        minutes = int((to.ends - to.begins).total_seconds() // 60)
        clash = self._context.services.calendar.clash(
            stored(to.begins), minutes, event.entry.owner_id, event.entry.id
        )
        if clash is None:
            return _tr("Now {0}").format(when)
        other = entry_title(clash.events[0].entry, self._context.store.activities.choices.all())
        return _tr("Now {0}, at the same time as “{1}”").format(when, other)

    def _run(
        self,
        change: Callable[[], Any],
        said: str,
        then: Callable[[ChangeSet], object] | None = None,
    ) -> None:
        def done(changes: ChangeSet) -> None:
            self._context.messages.done(said, changes)
            if then is not None:
                then(changes)

        self._context.writes.run(change, what=said, done=done, owner=self._widget)
