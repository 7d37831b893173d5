"""The bar that records what happened and what is next, in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.activities.choices import Choices
from salesdesk.errors import Cancelled, SalesDeskError
from salesdesk.services.activities import Subject
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.due_editor import DueEditor
from salesdesk.ui.pages.activities.log_drafts import LogDraft, LogDrafts
from salesdesk.ui.pages.activities.texts import choice_title, entry_title, kind_title
from salesdesk.ui.pages.activities.typed_step import TypedStep, read_step, told_outcome
from salesdesk.ui.widgets.buttons import button, primary_button
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.completion import TypingBox
from salesdesk.ui.widgets.text import ElidedLabel, label, set_look
from salesdesk.ui.wording import worded
from salesdesk.ui.write_queue import Unsaved, Write, waiting_text


@dataclass(slots=True, eq=False)
class _Saving:
    """An entry on its way into the file; ``write`` once it waits there."""

    write: Write | None = None


class QuickLog(QWidget):
    """Kind, what was said, outcome, and the next step with its day, which may be typed with it ("send quote fri 10:00") or
    behind "then" in what was said; a chip tells what was understood. Ctrl+Enter saves; Escape closes and keeps what was
    typed for when an entry is begun again, Cancel forgets it.

    What is typed is among the drafts of the window from the first key on, under its record and whether it is a task;
    ``resume`` brings it back. ``given_back`` carries the Subject of an entry that could not be saved after another record
    was shown; ``resume`` brings that back too.
    """

    closed = Signal()
    given_back = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._about = Subject()
        self._drafts = LogDrafts(self)
        self._filling = False
        """Whether the fields are being filled by the program, not by the person."""
        self._saving: _Saving | None = None
        today = date.fromisoformat(context.store.today())
        self._kind = QComboBox()
        self._kind.setAccessibleName(self.tr("What happened"))
        self._outcome = TypingBox()
        self._outcome.setAccessibleName(self.tr("Outcome"))
        narrow = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._outcome.setSizeAdjustPolicy(narrow)
        self._outcome.setMinimumContentsLength(8)
        self._length = QSpinBox()
        self._length.setFixedWidth(84)
        self._length.setRange(0, 24 * 60)
        self._length.setSuffix(self.tr(" min"))
        self._length.setSpecialValueText(self.tr("Length"))
        self._length.setAccessibleName(self.tr("Length in minutes"))
        self._began: str | None = None  # when it happened, None for now
        self._choices = self._offer()
        edit = self._outcome.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(self.tr("Outcome"))
        self._text = QPlainTextEdit()
        self._text.setAccessibleName(self.tr("What was said"))
        self._text.setPlaceholderText(self.tr("What was said?"))
        self._text.setFixedHeight(72)
        self._text.setTabChangesFocus(True)
        self._next = QLineEdit()
        self._next.setAccessibleName(self.tr("Next step"))
        self._next.setPlaceholderText(self.tr("Next step, e.g. send proposal"))
        self._due = DueEditor(today)
        self._said = Chip()
        self._said.hide()
        self._then = ElidedLabel(style="secondary")
        self._then.hide()
        self._told = ""  # the outcome that the words told and nobody chose
        self._text.textChanged.connect(self._read_step)
        self._text.textChanged.connect(self._suggest_outcome)
        self._next.textChanged.connect(self._read_step)
        self._text.textChanged.connect(self._remember)
        self._next.textChanged.connect(self._remember)
        self._outcome.currentTextChanged.connect(self._remember)
        self._kind.currentIndexChanged.connect(self._remember)
        self._length.valueChanged.connect(self._remember)
        self._problem = label("", "secondary", "bad", wrap=True)
        self._problem.hide()
        self._save = primary_button(self.tr("Save"), self.save, tip=self.tr("Save (Ctrl+Enter)"))
        self._cancel = button(self.tr("Cancel"), self._close)
        self._lay_out()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        first, last = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(8)
        last.setSpacing(8)
        first.addWidget(self._kind)
        first.addWidget(self._outcome, 1)
        first.addWidget(self._length)
        last.addWidget(self._then, 1)
        last.addWidget(self._said)
        last.addWidget(self._due)
        last.addStretch()
        last.addWidget(self._cancel)
        last.addWidget(self._save)
        layout.addLayout(first)
        layout.addWidget(self._text)
        layout.addWidget(self._next)
        layout.addLayout(last)
        layout.addWidget(self._problem)

    def _offer(self) -> Choices:
        """Offer the kinds and outcomes of the file, as they are by now."""
        choices, theme = self._context.store.activities.choices.all(), self._context.theme
        for box in (self._kind, self._outcome):
            box.clear()
        for kind in choices.offered_kinds:
            if kind.code != ActivityKind.TASK:
                self._kind.addItem(theme.icon(kind.icon), choice_title(kind), kind.code)
        self._outcome.addItem("")
        for outcome in choices.offered_outcomes:
            self._outcome.addItem(theme.icon(outcome.icon), choice_title(outcome))
        return choices

    def start(
        self, about: Subject, kind: ActivityKind, *, minutes: int = 0, began: str | None = None
    ) -> None:
        """Begin a new entry about a record; ``minutes`` is how long it took as far as is known, ``began`` since when (UTC
        text)."""
        task = kind is ActivityKind.TASK
        begun = self._drafts.get(about, task)
        self._begin(about, kind, begun)
        self._began = began
        if minutes:
            self._length.setValue(minutes)
        (self._next if task else self._text).setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Another record is shown: what was typed waits among the drafts, what is being saved is on its way and comes back
        as a draft if it is refused."""
        if self._saving is not None:
            self._saving = None
            self._set_still(False)

    def _remember(self, *_news: object) -> None:
        """What was typed outlives the window from now on, however that is closed."""
        if not self._filling and self._saving is None:
            self._drafts.keep(self._about, self._draft())

    def _draft(self) -> LogDraft:
        task = self._kind.isHidden()
        return LogDraft(
            ActivityKind.TASK if task else ActivityKind(self._kind.currentData()),
            self._text.toPlainText(),
            self._outcome.currentText(),
            self._next.text(),
            minutes=str(self._length.value() or ""),
        )

    def _step(self) -> TypedStep:
        """What is typed as next step, read."""
        body = "" if self._kind.isHidden() else self._text.toPlainText()
        return read_step(self._context, body, self._next.text().strip())

    def _read_step(self) -> None:
        """Show what was understood of the next step; the list of days is for where its words say none."""
        step = self._step()
        self._said.set_state(step.said, "accent" if step.is_sure else "warn")
        self._said.setAccessibleName(step.said)
        self._said.setVisible(bool(step.said))
        self._then.setText(self.tr("Then: {0}").format(step.title))
        self._then.setVisible(step.is_from_body)
        self._due.setVisible(step.due is None)

    def _suggest_outcome(self) -> None:
        """Fill in what the words say came of a call, where nothing else was chosen."""
        is_call = self._kind.isVisibleTo(self) and ActivityKind(self._kind.currentData()) is ActivityKind.CALL
        told = told_outcome(self._text.toPlainText()) if is_call else ""
        if told != self._told and self._outcome.currentText() in ("", self._told):
            self._told = told
            self._outcome.setCurrentText(told)

    def resume(self, about: Subject) -> bool:
        """Fill in what was begun about this record and not closed; False when there is nothing."""
        for place in ((about, False), (about, True)):
            draft = self._drafts.get(*place)
            if draft is not None and not draft.closed:
                self._begin(about, draft.kind, draft)
                return True
        return False

    def _begin(self, about: Subject, kind: ActivityKind, draft: LogDraft | None) -> None:
        """Empty the fields, then fill in what was begun before, to be typed on behind it."""
        self._filling = True
        try:
            self._prepare(about, kind)
            if draft is not None:
                self._text.setPlainText(draft.body)
                self._text.moveCursor(QTextCursor.MoveOperation.End)
                self._outcome.setCurrentText(draft.outcome)
                self._next.setText(draft.step)
                self._length.setValue(int(draft.minutes or 0))
        finally:
            self._filling = False
        if draft is not None:
            self._remember()  # it is open again

    def _prepare(self, about: Subject, kind: ActivityKind) -> None:
        self._about = about
        self._choices = self._offer()
        task = kind is ActivityKind.TASK
        self._kind.setVisible(not task)
        self._outcome.setVisible(not task)
        self._length.setVisible(not task)
        self._text.setVisible(not task)
        if not task:
            self._kind.setCurrentIndex(max(0, self._kind.findData(kind.value)))
        self._told = ""
        self._outcome.setCurrentText("")
        self._began = None
        self._length.setValue(0)
        self._text.clear()
        self._next.clear()
        self._next.setPlaceholderText(
            self.tr("What is to be done?") if task else self.tr("Next step, e.g. send proposal")
        )
        self._show_problem("")

    def save(self) -> None:
        """Save the entry and close. While the file is busy it stays as it is and says so; a refusal is shown below,
        or waits for its record when another one is shown by then: nothing is lost."""
        if self._saving is not None:
            return
        about, draft, typed = self._about, self._draft(), self._step()
        step, due = typed.title, typed.due or self._due.day()
        activities, kind = self._context.services.activities, draft.kind
        if kind is ActivityKind.TASK:
            write = partial(activities.plan, about, step, due, kind=typed.kind)
            said = self.tr("Task planned")
        else:
            write = partial(
                activities.log,
                kind,
                about,
                body=typed.body,
                outcome=draft.outcome,
                duration_minutes=int(draft.minutes) if draft.minutes else None,
                at=self._began,
                next_step=step,
                next_due=due if step else None,
                next_kind=typed.kind,
            )
            said = self.tr("{0} logged").format(kind_title(kind, self._choices))
            settled = activities.answered_by(kind, about, draft.outcome)
            if settled is not None:
                said = self.tr("{0}, and “{1}” is done").format(said, entry_title(settled, self._choices))

        def done(_changes: object) -> None:
            if self._end_saving(token):
                self.closed.emit()
            self._context.messages.done(said)

        def failed(error: SalesDeskError) -> None:
            here = self._end_saving(token)
            if here and isinstance(error, Cancelled):
                self.closed.emit()
            elif here:
                self._show_problem(worded(error))
                self._remember()
            else:
                self._drafts.keep(about, draft)
                self._context.writes.say_refused(unsaved, error)
                self.given_back.emit(about)

        text = ", ".join(part for part in (draft.body, draft.outcome, step) if part)
        unsaved = Unsaved(" · ".join((kind_title(kind, self._choices), *self._names(about))), text)
        self._drafts.forget(self._about, self._kind.isHidden())
        self._saving = token = _Saving()
        self._context.writes.run(
            write,
            what=unsaved.what,
            text=unsaved.text,
            done=done,
            failed=failed,
            pending=self._show_saving,
            owner=self,
        )

    def _names(self, about: Subject) -> list[str]:
        """What the record is called, for a sentence about an entry that was not saved."""
        store = self._context.store
        if about.deal_id is not None:
            return [store.deals.get(about.deal_id).title]
        if about.contact_id is not None:
            return [store.contacts.get(about.contact_id).full_name]
        return [store.companies.get(about.company_id).name] if about.company_id is not None else []

    def _close(self) -> None:
        if self._saving is not None and self._saving.write is not None:
            self._saving.write.withdraw()
        else:
            self._drafts.forget(self._about, self._kind.isHidden())
            self.closed.emit()

    def _show_saving(self, write: Write) -> None:
        if self._saving is not None:
            self._saving.write = write
        self._set_still(True)
        self._show_note(waiting_text())

    def _end_saving(self, token: _Saving) -> bool:
        """Whether the entry that was saved is still the one shown; it can be typed into again."""
        shown = self._saving is token
        if shown:
            self._saving = None
            self._set_still(False)
            self._show_note("")
        return shown

    def _set_still(self, still: bool) -> None:
        if still and self.isAncestorOf(self.window().focusWidget()):
            self.setFocus()  # else the focus goes on to Cancel
        for part in (
            self._kind,
            self._outcome,
            self._length,
            self._text,
            self._next,
            self._due,
            self._save,
        ):
            part.setEnabled(not still)
        self._save.setText(self.tr("Saving…") if still else self.tr("Save"))

    def _show_note(self, text: str, tone: str = "") -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        set_look(self._problem, tone=tone)

    def _show_problem(self, text: str) -> None:
        self._show_note(text, "bad")
        set_look(self._next, invalid=bool(text) and self._kind.isHidden())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            draft = self._draft()
            self._close()
            if self._saving is None:
                self._drafts.put_by(self._about, draft)
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.save()
        else:
            super().keyPressEvent(event)
