"""One entry of the timeline: finish a task with its next step, open it again, change the words, or delete it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from salesdesk.domain.activities import Activity, ActivityEdit
from salesdesk.domain.outcomes import OUTCOMES
from salesdesk.ui.context import Context
from salesdesk.ui.dialogs.conflict import Dropped, ask_who_stays
from salesdesk.ui.pages.activities.due_editor import DueEditor
from salesdesk.ui.pages.activities.texts import kind_title
from salesdesk.ui.value_texts import day_text, due_text
from salesdesk.ui.widgets.completion import dress
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.wording import worded


class TaskDialog(Dialog):
    """Opens an activity or task. Finishing a task asks for the next step in the same place."""

    def __init__(self, parent: QWidget | None, context: Context, activity: Activity) -> None:
        today = date.fromisoformat(context.store.today())
        when = due_text(activity.due_at, today) if activity.is_open else day_text(activity.moment, today)
        about = " · ".join(
            part for part in (activity.deal_title, activity.contact_name, activity.company_name, when) if part
        )
        super().__init__(parent, activity.subject or kind_title(activity.kind), about)
        self._context, self._activity = context, activity
        self.draft = f"activity {activity.id}"
        self._seen = context.services.activities.seen(activity)
        self._subject = FormField(self.tr("Subject"), QLineEdit(activity.subject))
        text = QPlainTextEdit(activity.body or "")
        text.setFixedHeight(90)
        text.setTabChangesFocus(True)
        self._body = FormField(self.tr("Text"), text)
        self._outcome = FormField(self.tr("Outcome"), QLineEdit(activity.outcome or ""))
        offered = QCompleter([outcome.title for outcome in OUTCOMES], self)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        dress(offered)
        self._outcome.editor.setCompleter(offered)  # type: ignore[attr-defined]
        for field in (self._subject, self._body, self._outcome):
            self.add(field)
        self._done = QCheckBox(self.tr("Done"))
        self._next = FormField(
            self.tr("Next step"), QLineEdit(), hint=self.tr("Every open deal deserves one.")
        )
        self._due = DueEditor(today)
        if activity.is_open:
            for widget in (self._done, self._next, self._due):
                self.add(widget)
            self._show_next(False)
            self._done.toggled.connect(self._show_next)
        elif self._can_reopen():
            self._done.setChecked(True)
            self._done.setToolTip(self.tr("Take the tick away to open the task again."))
            self.add(self._done)
        self.add_button(self.tr("Delete"), self._delete, tone="danger", left=True)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Save"), self._save, tone="primary", default=True)

    def _can_reopen(self) -> bool:
        """Whether it is a task that was finished."""
        return self._activity.due_at is not None and self._activity.done_at is not None

    def _show_next(self, done: bool) -> None:
        self._next.setVisible(done)
        self._due.setVisible(done)

    def _save(self) -> None:
        body = self._body.editor.toPlainText().strip()  # type: ignore[attr-defined]
        self._write(
            {
                "subject": _line(self._subject),
                "outcome": _line(self._outcome) or None,
                "body": body or None,
            }
        )

    def _write(self, changed: ActivityEdit) -> None:
        activities, number, seen = self._context.services.activities, self._activity.id, self._seen
        outcome, step = _line(self._outcome), _line(self._next)
        write: Callable[[], object] | None = None
        ticked, said = self._done.isChecked(), ""
        if self._activity.done_at is None and ticked:
            due, said = self._due.day() if step else None, self.tr("Task finished")
            words = _without(changed, {"outcome"})
            finish = partial(activities.finish, number, outcome=outcome, next_step=step, next_due=due)
            write = partial(finish, changed=words, seen=seen)
        elif self._can_reopen() and not ticked:
            said = self.tr("Task opened again")
            write = partial(activities.reopen, number, changed=changed, seen=seen)
        elif any(getattr(self._activity, key) != value for key, value in changed.items()):
            write = partial(activities.change, number, seen=seen, **changed)

        def left(dropped: Dropped) -> None:
            self._write(_without(changed, {key for _, key in dropped}))

        if write is None:
            self.accept()
            return

        def done(_result: object) -> None:
            if said:
                self._context.messages.done(said)

        self.save(
            self._context.writes,
            write,
            what=self.windowTitle(),
            text=", ".join(str(part) for part in (*changed.values(), step) if part),
            done=done,
            refused=lambda error: self._subject.set_error(worded(error)),
            disagreed=lambda error: ask_who_stays(self, self._context, error.clashes, seen, left),
        )

    def _delete(self) -> None:
        self.save(
            self._context.writes,
            partial(self._context.services.activities.delete, self._activity.id),
            what=self.tr("Delete {0}").format(self.windowTitle()),
            done=lambda _result: self._context.messages.done(self.tr("Deleted")),
        )


def _without(changed: ActivityEdit, keys: Collection[str]) -> ActivityEdit:
    return cast(ActivityEdit, {key: value for key, value in changed.items() if key not in keys})


def _line(field: FormField) -> str:
    return str(field.editor.text()).strip()  # type: ignore[attr-defined]
