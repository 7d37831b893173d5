"""What can be done with a meeting besides holding it."""

from __future__ import annotations

from datetime import datetime, time
from functools import partial

from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QMenu, QTimeEdit, QWidget

from salesdesk.domain.activities.moments import is_day, local, stored
from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.meetings import Meeting
from salesdesk.services.meetings import MeetingView
from salesdesk.ui.context import Context
from salesdesk.ui.lists.name_dialog import NameDialog
from salesdesk.ui.pages.meetings.agenda_editor import AgendaEditor
from salesdesk.ui.pages.meetings.service import meetings_of
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField, pair


class MeetingMenu(QMenu):
    """The menu of a meeting."""

    def __init__(self, parent: QWidget, context: Context, view: MeetingView) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._host, self._context, self._meeting = parent, context, view.meeting
        self.addAction(self.tr("Agenda…")).triggered.connect(self._agenda)
        self.addAction(self.tr("Next meeting…")).triggered.connect(self._next)
        self.addAction(self.tr("Rename…")).triggered.connect(self._rename)
        self.addAction(self.tr("Who was there…")).triggered.connect(self._people)
        self.addSeparator()
        self.addAction(self.tr("Delete this meeting")).triggered.connect(self._delete)

    def _agenda(self) -> None:
        AgendaDialog(self._host.window(), self._context, self._meeting).open()

    def _next(self) -> None:
        NextDialog(self._host.window(), self._context, self._meeting).open()

    def _rename(self) -> None:
        self._ask(self.tr("Rename the meeting"), self._meeting.name, "meeting_name", self.tr("Rename"))

    def _people(self) -> None:
        self._ask(self.tr("Who was there"), self._meeting.people, "meeting_people", self.tr("Save"))

    def _ask(self, title: str, text: str, field: str, save: str) -> None:
        context, number = self._context, self._meeting.id
        NameDialog(
            self._host,
            context.writes,
            title,
            "",
            text,
            lambda typed: meetings_of(context).edit(number, field, typed),
            lambda changes: context.messages.done(self.tr("Saved"), changes),
            save,
        ).open()

    def _delete(self) -> None:
        context, number = self._context, self._meeting.id
        told = self.tr("Meeting {0} deleted").format(self._meeting.whole_name)
        context.navigate("meetings")  # first: the page of what is gone has nothing to show
        context.writes.run(
            partial(meetings_of(context).delete, [number]),
            what=told,
            done=lambda changes: context.messages.done(told, changes),
            owner=self._host,
        )


class AgendaDialog(Dialog):
    """The agenda of one meeting."""

    def __init__(self, parent: QWidget | None, context: Context, meeting: Meeting) -> None:
        super().__init__(parent, "", width=620)
        self._context, self._meeting = context, meeting
        self.heading.setText(self.tr("Agenda of this meeting"))
        self.setWindowTitle(self.heading.text())
        self.text.setText(self.tr("Of this meeting alone: the next one begins with what its kind says."))
        self.text.show()
        self.editor = AgendaEditor(context)
        self.editor.set_items(meeting.agenda)
        self.add(self.editor)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Save"), self._save, tone="primary", default=True)

    def _save(self) -> None:
        items, number = self.editor.items, self._meeting.id
        self.save(
            self._context.writes,
            lambda: meetings_of(self._context).set_agenda(number, items),
            what=self.windowTitle(),
            done=lambda changes: self._context.messages.done(self.tr("Agenda saved"), changes),
        )


class NextDialog(Dialog):
    """When the next meeting is: a day, and a time where there is one."""

    def __init__(self, parent: QWidget | None, context: Context, meeting: Meeting) -> None:
        super().__init__(parent, "", width=400)
        self._context, self._meeting = context, meeting
        self.heading.setText(self.tr("Next meeting"))
        self.setWindowTitle(self.heading.text())
        self.text.setText(
            self.tr("Decisions without a day of their own are due by then; the pack has it for the calendar.")
        )
        self.text.show()
        at = meeting.next_at
        begins = local(at) if at is not None else None
        self._day = DateField(
            begins.date() if begins is not None else None, name=self.tr("Day"), with_time=True
        )
        self._time = QTimeEdit()
        self._time.setDisplayFormat("HH:mm")
        self._time.setSpecialValueText(self.tr("no time"))
        self._time.setMinimumTime(QTime(0, 0))
        if begins is not None and at is not None and not is_day(at):
            self._time.setTime(QTime(begins.hour, begins.minute))
        self._day.time_said.connect(lambda said: self._time.setTime(QTime(said.hour, said.minute)))
        self.add(pair(FormField(self.tr("Day"), self._day), FormField(self.tr("Time"), self._time)))
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Save"), self._save, tone="primary", default=True)
        self._day.setFocus()

    def _at(self) -> str | None:
        day, clock = self._day.value(), self._time.time()
        if day is None:
            return None
        if clock == QTime(0, 0):
            return day.isoformat()
        return stored(datetime.combine(day, time(clock.hour(), clock.minute())))

    def _save(self) -> None:
        at, number = self._at(), self._meeting.id
        self.save(
            self._context.writes,
            lambda: meetings_of(self._context).set_next(number, at),
            what=self.windowTitle(),
            done=self._saved,
        )

    def _saved(self, changes: ChangeSet) -> None:
        self._context.messages.done(self.tr("Next meeting saved"), changes)
