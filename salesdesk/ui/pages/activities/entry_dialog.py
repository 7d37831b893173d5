"""The one form for an entry of the timeline: what happened, or what is to be done."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from salesdesk.domain.activities import Activity, ActivityEdit, ActivityKind, Repeat
from salesdesk.domain.activities.moments import end_of, is_day, minutes_of
from salesdesk.domain.activities.records import repeat_of
from salesdesk.domain.changes import UNCHANGED, EntityKind, Unchanged
from salesdesk.errors import InputError
from salesdesk.services.activities import EntryDetails, Subject
from salesdesk.ui.context import Context
from salesdesk.ui.dialogs.conflict import Dropped, ask_who_stays
from salesdesk.ui.pages.activities.about_editor import AboutEditor
from salesdesk.ui.pages.activities.boxes import kind_box, owner_box, priority_box, series_box
from salesdesk.ui.pages.activities.clash_line import ClashLine
from salesdesk.ui.pages.activities.length_editor import LengthEditor, ReminderEditor
from salesdesk.ui.pages.activities.log_drafts import records_of
from salesdesk.ui.pages.activities.next_step_field import NextStepField
from salesdesk.ui.pages.activities.people_editor import PeopleEditor
from salesdesk.ui.pages.activities.planned_words import planned_text
from salesdesk.ui.pages.activities.repeat_editor import RepeatEditor
from salesdesk.ui.pages.activities.texts import (
    choice_title,
    entry_title,
    foretold,
    kind_title,
    moment_column,
)
from salesdesk.ui.pages.activities.when_editor import WhenEditor
from salesdesk.ui.pages.files.entry import files_of_entry
from salesdesk.ui.pages.sequences.later_steps import ask_later
from salesdesk.ui.widgets.completion import dress
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.drafts import DraftOf
from salesdesk.ui.widgets.form import FormField, pair
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded

_LOOKED_AHEAD = 400
"""Days within which the next ones of a series are told: of a yearly one, the next."""


class EntryDialog(Dialog):
    """Makes an entry, or changes one: corrects it, moves it, dates it back, finishes it with the next step, or opens it
    again. What lies ahead is planned, what does not is logged; the form asks accordingly."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        entry: Activity | None = None,
        *,
        about: Subject | None = None,
        kind: ActivityKind = ActivityKind.TASK,
        begins: str | None = None,
    ) -> None:
        self._choices = context.store.activities.choices.all()
        fresh = QCoreApplication.translate("EntryDialog", "New entry")
        title = fresh if entry is None else entry_title(entry, self._choices)
        super().__init__(parent, title, width=704)
        self._context, self._entry = context, entry
        self._seen = context.services.activities.seen(entry) if entry is not None else None
        meant = about or Subject()
        self.draft = (
            DraftOf(f"new entry {meant}", records_of(meant))
            if entry is None
            else DraftOf(f"activity {entry.id}", ((EntityKind.ACTIVITY, entry.id),))
        )
        self._series = entry is not None and entry.repeat_rule is not None
        self._subject = FormField(self.tr("Subject"), QLineEdit(entry.subject if entry else ""))
        self._kind = kind_box(context, self._choices, entry.kind if entry else kind)
        self._when = WhenEditor(*self._span(entry, begins))
        self._said = label("", "caption", wrap=True)
        self._clash = ClashLine(context)
        self._people = PeopleEditor(context, entry.participants if entry else ())
        people = FormField(self.tr("Also takes part"), self._people)
        self._about = AboutEditor(context, entry, meant, people)
        self._place = FormField(self.tr("Place"), QLineEdit((entry.place if entry else "") or ""))
        self._owner = owner_box(context, entry.owner_id if entry else None)
        self._length = LengthEditor(self._minutes())
        self._outcome = FormField(self.tr("Outcome"), QLineEdit(self._outcome_text()))
        self._priority = priority_box(entry.priority if entry else None)
        self._reminder = ReminderEditor(entry.remind_minutes if entry else None)
        self._repeat = RepeatEditor(repeat_of(entry))
        self._whose = series_box()
        text = QPlainTextEdit((entry.body if entry else "") or "")
        text.setFixedHeight(72 if len(text.toPlainText()) < 300 else 220)  # an e-mail is a page to read
        text.setTabChangesFocus(True)
        self._body = FormField(self.tr("Text"), text)
        self._done = QCheckBox(self.tr("Done"))
        self._next = NextStepField(context, self.tr("Every open deal deserves one."))
        self._lay_out()
        self._add_buttons()
        self._when.changed.connect(self._show_parts)
        self._clash.taken.connect(self._when.set_moment)
        self._done.toggled.connect(self._show_parts)
        self._show_parts()
        self._subject.editor.setFocus()

    # -- what it asks for ---------------------------------------------------------------------------------

    def _span(self, entry: Activity | None, begins: str | None) -> tuple[str, str | None]:
        if entry is None:
            return begins or self._context.store.today(), None
        return getattr(entry, moment_column(entry)) or entry.created_at, entry.end_at

    def _minutes(self) -> int | None:
        if self._entry is None:
            return None
        return self._entry.duration_minutes or minutes_of(self._entry.begins, self._entry.end_at)

    def _outcome_text(self) -> str:
        code = self._entry.outcome if self._entry is not None else None
        known = self._choices.outcome(code)
        return choice_title(known) if known is not None else code or ""

    def _lay_out(self) -> None:
        self._boxes = {
            "kind": FormField(self.tr("Kind"), self._kind),
            "owner": FormField(self.tr("Owner"), self._owner),
            "length": FormField(self.tr("Length"), self._length),
            "priority": FormField(self.tr("Priority"), self._priority),
            "reminder": FormField(self.tr("Reminder"), self._reminder),
            "repeat": FormField(self.tr("Repeat"), self._repeat),
            "series": FormField(self.tr("Change"), self._whose),
        }
        offered = QCompleter([choice_title(choice) for choice in self._choices.offered_outcomes], self)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        dress(offered)
        cast(QLineEdit, self._outcome.editor).setCompleter(offered)
        self.add(self._subject)
        self._when_field = FormField(self.tr("When"), self._when)
        self.add(pair(self._boxes["kind"], self._when_field))
        self.add(self._boxes["series"])  # beside the moment: who moves it sees what goes with it
        self.add(self._said)
        self.add(self._clash)
        self.add(pair(self._outcome, self._boxes["length"]))
        self.add(self._done)
        self.add(self._next)
        self.add(self._body)
        self.add(self._about)
        self.add(pair(self._place, self._boxes["owner"]))
        self._ahead = pair(self._boxes["priority"], self._boxes["reminder"])
        self.add(self._ahead)
        self.add(self._boxes["repeat"])
        if self._entry is not None:
            self.add(files_of_entry(self._context, self._entry.id, self))

    def _add_buttons(self) -> None:
        if self._entry is not None:
            self._done.setChecked(self._is_finished())
            self.add_button(self.tr("Delete"), self._delete, tone="danger", left=True)
        self.add_cancel(self.tr("Cancel"))
        self._ok = self.add_button(self.tr("Save"), self._save, tone="primary", default=True)

    def _is_finished(self) -> bool:
        """Whether it is a step that was finished."""
        entry = self._entry
        return entry is not None and entry.due_at is not None and entry.done_at is not None

    def _is_open(self) -> bool:
        return self._entry is not None and self._entry.is_open

    def _is_ahead(self) -> bool:
        """Whether the form is about something to be done."""
        if self._entry is not None and self._entry.due_at is not None:
            return not self._done.isChecked()
        moment = self._when.moment()
        return moment is not None and self._context.services.activities.lies_ahead(moment)

    def _show_parts(self, _value: object = None) -> None:
        ahead = self._is_ahead()
        ticks = self._is_open() and self._done.isChecked()
        moment = self._when.moment()
        self._done.setVisible(self._is_open() or self._is_finished())
        self._outcome.setVisible(not ahead)
        self._next.setVisible(ticks or (self._entry is None and not ahead))
        self._ahead.setVisible(ahead)
        self._boxes["repeat"].setVisible(ahead)
        self._boxes["series"].setVisible(self._series and ahead)
        self._boxes["length"].setVisible(moment is None or not is_day(moment) or not ahead)
        if self._entry is None:
            self._ok.setText(self.tr("Plan") if ahead else self.tr("Log"))
            self._said.setText(
                self.tr("It lies ahead, and is planned.") if ahead else self.tr("It happened, and is logged.")
            )
        elif self._entry.is_open:
            self._said.setText(self._foreseen(self._entry))
        self._said.setVisible(bool(self._said.text()))
        when, owner = moment if ahead else None, self._owner.currentData()
        self._clash.show_for(when, self._length.minutes(), owner, self._entry)

    def _foreseen(self, entry: Activity) -> str:
        """When it reminds, and when it comes again, as it is stored; "" where it does neither."""
        today = date.fromisoformat(self._context.store.today())
        last = today + timedelta(days=_LOOKED_AHEAD)
        later = self._context.services.activities.occurrences.foreseen(entry, today, last)
        return foretold(entry, later[:3], today)

    # -- saving -------------------------------------------------------------------------------------------

    def _save(self) -> None:
        moment = self._when.moment()
        for field in (self._subject, self._when_field, self._place):
            field.set_error("")
        if moment is None:
            self._when_field.set_error(self.tr("Say when it is."))
            return
        if self._entry is None:
            self._enter(moment)
        else:
            self._write(self._changed(self._entry, moment))

    def _enter(self, moment: str) -> None:
        details: EntryDetails = {
            "place": _line(self._place) or None,
            "owner_id": self._owner.currentData(),
            "participant_ids": self._people.chosen(),
            "end_at": self._when.last_day(),
        }
        ahead = self._is_ahead()
        if ahead:
            details["priority"] = self._priority.currentData()
            details["remind_minutes"] = self._reminder.minutes()
        write = partial(
            self._context.services.activities.enter,
            ActivityKind(self._kind.currentData()),  # Qt gives plain text back
            self._about.subject(),
            moment,
            subject=_line(self._subject),
            body=self._text(),
            outcome="" if ahead else _line(self._outcome),
            duration_minutes=self._length.minutes(),
            repeat=self._repeat.repeat() if ahead else None,
            **self._next.asked(),
            **details,
        )
        self._run(write, self._said_of(moment, ahead=ahead), self._written())

    def _said_of(self, moment: str, *, ahead: bool) -> str:
        """What the message bar says once a new entry is written: what was planned, or which step was settled by it."""
        kind = ActivityKind(self._kind.currentData())
        if ahead:
            called = _line(self._subject) or kind_title(kind, self._choices)
            return planned_text(called, moment, date.fromisoformat(self._context.store.today()))
        settled = self._context.services.activities.answered_by(
            kind, self._about.subject(), _line(self._outcome)
        )
        if settled is None:
            return self._next.behind(self.tr("Logged"))
        said = self.tr("Logged, and “{0}” is done").format(entry_title(settled, self._choices))
        return self._next.behind(said)

    def _changed(self, entry: Activity, moment: str) -> ActivityEdit:
        """What is different of the entry by now."""
        about = self._about.subject()
        column = moment_column(entry)
        outcome = self._choices.stored_outcome(_line(self._outcome)) or None
        minutes = self._length.minutes()
        values: dict[str, Any] = {
            "kind": ActivityKind(self._kind.currentData()),
            "subject": _line(self._subject),
            "body": self._text() or None,
            "contact_id": about.contact_id,
            "company_id": about.company_id,
            "deal_id": about.deal_id,
            "participant_ids": self._people.chosen(),
            "place": _line(self._place) or None,
            "owner_id": self._owner.currentData(),
            "priority": self._priority.currentData(),
            "remind_minutes": self._reminder.minutes(),
            column: moment,
        }
        if self._outcome.isVisibleTo(self):
            values["outcome"] = outcome
        if column == "at" and self._context.services.activities.lies_ahead(moment):
            values |= {"at": None, "due_at": moment}  # it has yet to happen after all
        if minutes != self._minutes() and not self._is_ahead():
            values["duration_minutes"] = minutes
        elif minutes != self._minutes() or is_day(moment):
            values["end_at"] = self._when.last_day() if is_day(moment) else end_of(moment, minutes)
        return cast(ActivityEdit, {k: v for k, v in values.items() if getattr(entry, k) != v})

    def _write(self, changed: ActivityEdit) -> None:
        entry, activities, seen = self._entry, self._context.services.activities, self._seen
        assert entry is not None
        write: Callable[..., object] | None = None
        said = ""
        if entry.is_open and self._done.isChecked():
            said = self._next.behind(self.tr("Task finished"))
            finish = partial(activities.finish, entry.id, outcome=_line(self._outcome), **self._next.asked())
            write = partial(finish, changed=_without(changed, {"outcome"}), seen=seen)
        elif self._is_finished() and not self._done.isChecked():
            said = self.tr("Task opened again")
            write = partial(activities.reopen, entry.id, changed=changed, seen=seen)
        elif changed or self._new_repeat() is not UNCHANGED:
            only, repeat = self._series and bool(self._whose.currentData()), self._new_repeat(changed)
            write = partial(activities.change, entry.id, repeat=repeat, only_this=only, seen=seen, **changed)
        if write is None:
            self.accept()
            return

        def left(dropped: Dropped) -> None:
            self._write(_without(changed, {key for _, key in dropped}))

        text = ", ".join(str(part) for part in (*changed.values(), self._next.asked()["next_step"]) if part)
        to = None if said else changed.get("due_at")
        ask_later(self, self._context, entry, to, write, lambda move: self._run(move, said, text, left))

    def _new_repeat(self, changed: ActivityEdit | None = None) -> Repeat | Unchanged | None:
        """How it comes again from now on; a series that is moved as a whole goes on from where it is moved to."""
        repeat, before = self._repeat.repeat(), repeat_of(self._entry)
        moved = changed is not None and "due_at" in changed and repeat is not None
        return repeat if repeat != before or moved else UNCHANGED

    def _run(
        self,
        write: Callable[[], object],
        said: str,
        text: str,
        left: Callable[[Dropped], None] | None = None,
    ) -> None:
        seen = self._seen
        self.save(
            self._context.writes,
            write,
            what=self.windowTitle(),
            text=text,
            done=lambda _result: self._context.messages.done(said) if said else None,
            refused=self._refuse,
            disagreed=None
            if left is None or seen is None
            else lambda error: ask_who_stays(self, self._context, error.clashes, seen, left),
        )

    def _refuse(self, error: object) -> None:
        assert isinstance(error, InputError)
        fields = {"end_at": self._when_field, "due_at": self._when_field, "at": self._when_field}
        fields["repeat"] = self._boxes["repeat"]
        fields["next_due"] = self._next.field
        field = fields.get(error.field, self._subject)
        field.set_error(worded(error))
        self.bring_into_view(field)

    def _written(self) -> str:
        return ", ".join(part for part in (_line(self._subject), self._text()) if part)

    def _text(self) -> str:
        return str(cast(QPlainTextEdit, self._body.editor).toPlainText()).strip()

    def _delete(self) -> None:
        assert self._entry is not None
        activities, number = self._context.services.activities, self._entry.id
        one = self._series and bool(self._whose.currentData())
        delete = activities.occurrences.leave_out if one else activities.delete
        self._run(partial(delete, number), self.tr("Deleted"), "")


def open_entry(parent: QWidget | None, context: Context, number: int) -> None:
    """Open the form about an entry as it is now."""
    EntryDialog(parent, context, context.store.activities.get(number)).open()


def plan_step(parent: QWidget | None, context: Context, about: Subject) -> None:
    """Ask for a next step and its day: tomorrow, unless something else is said."""
    tomorrow = date.fromisoformat(context.store.today()) + timedelta(days=1)
    EntryDialog(parent, context, about=about, begins=tomorrow.isoformat()).open()


def enter_about_deal(parent: QWidget | None, context: Context, deal: int) -> None:
    """Open the form for a new entry about a deal."""
    EntryDialog(parent, context, about=Subject(deal_id=deal)).open()


def open_step_of_deal(parent: QWidget | None, context: Context, deal: int) -> None:
    """Open the next step of a deal, or ask for one."""
    step = context.store.activities.next_step("deal_id", deal)
    if step is None:
        plan_step(parent, context, Subject(deal_id=deal))
    else:
        EntryDialog(parent, context, step).open()


def _without(changed: ActivityEdit, keys: Collection[str]) -> ActivityEdit:
    return cast(ActivityEdit, {key: value for key, value in changed.items() if key not in keys})


def _line(field: FormField) -> str:
    return str(cast(QLineEdit, field.editor).text()).strip()
