"""What came of a call, what was said, and what is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.drafts import Draft
from salesdesk.services.activities import Subject
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.due_editor import DueEditor
from salesdesk.ui.pages.activities.log_drafts import LogDraft, LogDrafts, said_in
from salesdesk.ui.pages.activities.typed_step import TypedStep, read_step
from salesdesk.ui.pages.call_rounds.outcome_bar import OutcomeBar
from salesdesk.ui.widgets.buttons import button, primary_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.other_draft import OtherDraft
from salesdesk.ui.widgets.text import ElidedLabel, label


@dataclass(frozen=True, slots=True)
class CallSaid:
    """What was entered about a call; ``next_due`` is None where nothing is next."""

    outcome: str
    body: str
    next_step: str
    next_due: str | None
    next_kind: ActivityKind


class CallForm(Card):
    """Outcome, note and next step, which is read like that of the quick log. What is typed is a draft of a call about the
    person, here and in the quick log alike."""

    save_wanted = Signal()
    other_wanted = Signal()
    skip_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(title="What came of it", parent=parent)
        self._context, self._about, self._filling = context, Subject(), False
        self._drafts = LogDrafts(self)
        self._other = OtherDraft(said_in)
        self._other.taken.connect(self._exchange)
        self.outcomes = OutcomeBar(context.theme)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("What was said"))
        self.text.setPlaceholderText(self.tr("What was said?"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(52)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.step = QLineEdit()
        self.step.setAccessibleName(self.tr("Next step"))
        self.step.setPlaceholderText(self.tr("Next step and when: send the offer fri 10:00"))
        self.due = DueEditor(date.fromisoformat(context.store.today()))
        self._said, self._then = Chip(), ElidedLabel(style="secondary")
        self._problem = label("", "secondary", "bad", wrap=True)
        self.save = primary_button(
            self.tr("Save and next"), self.save_wanted.emit, tip=self.tr("Save and next (Ctrl+Enter)")
        )
        self.other = button(
            self.tr("Other number"),
            self.other_wanted.emit,
            tip=self.tr("Key T: keep this try and take the next number"),
        )
        self.skip = button(
            self.tr("Skip"), self.skip_wanted.emit, tip=self.tr("Key S: leave out of this round")
        )
        self._lay_out()
        for signal in (self.text.textChanged, self.step.textChanged):
            signal.connect(self._typed)
        self.outcomes.chosen.connect(self._typed)
        self.outcomes.chosen.connect(self._go_on)
        self.outcomes.confirmed.connect(self.save_wanted)

    def _lay_out(self) -> None:
        self.add(self.outcomes)
        self.add(self.text, 1)
        self.add(self._other)
        self.add(self.step)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._then, 1)
        row.addWidget(self._said)
        row.addWidget(self.due)
        self.add(row)
        self.add(self._problem)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.skip)
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        self.add(buttons)
        self.note = label(
            self.tr("1–9 outcome · N note · C call · T other number · S skip · Ctrl+Enter save and next"),
            "note",
            wrap=True,
        )
        self.add(self.note)
        for part in (self._said, self._then, self._problem):
            part.hide()

    def begin(self, about: Subject) -> None:
        """Another one is called: empty, or what was begun about them before."""
        self.outcomes.offer(self._context.store.activities.choices.all().offered_outcomes)
        if about == self._about:
            return
        self._about = about
        draft = self._drafts.get(about, task=False)
        self._fill(draft or LogDraft(ActivityKind.CALL, "", "", ""))
        self._drafts.offer_others(self._other, about, task=False)

    def clear(self) -> None:
        """It was saved, or is not wanted."""
        self._drafts.forget(self._about, task=False)
        self._fill(LogDraft(ActivityKind.CALL, "", "", ""))

    def said(self) -> CallSaid:
        """What is entered now."""
        typed = self._read()
        due = typed.due or self.due.day()
        return CallSaid(
            self.outcomes.current(), typed.body, typed.title, due if typed.title else None, typed.kind
        )

    def show_problem(self, text: str) -> None:
        """Say why it was not saved."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def take_focus(self) -> None:
        """Where the next call begins: at what comes of it."""
        self.outcomes.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_note(self) -> None:
        """Go to what was said."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, draft: LogDraft) -> None:
        self._filling = True
        choices = self._context.store.activities.choices.all()
        self.text.setPlainText(draft.body)
        self.step.setText(draft.step)
        self.outcomes.set_current(choices.stored_outcome(draft.outcome) or "")
        self._filling = False
        self.show_problem("")
        self._show_read()

    def _typed(self, *_news: object) -> None:
        if not self._filling:
            self._drafts.keep(self._about, self._draft())
            self._show_read()

    def _draft(self) -> LogDraft:
        return LogDraft(ActivityKind.CALL, self.text.toPlainText(), self.outcomes.current(), self.step.text())

    def _exchange(self, other: Draft) -> None:
        """Go on with what another window began about the same person."""
        self._fill(self._drafts.exchange(self._about, self._draft(), other) or self._draft())

    def _go_on(self, code: str) -> None:
        """Who was reached said something; after a mere try Enter is enough."""
        choices = self._context.store.activities.choices.all()
        if choices.is_contact(ActivityKind.CALL, code):
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.take_focus()

    def _read(self) -> TypedStep:
        return read_step(self._context, self.text.toPlainText(), self.step.text().strip())

    def _show_read(self) -> None:
        step = self._read()
        self._said.set_state(step.said, "accent" if step.is_sure else "warn")
        self._said.setAccessibleName(step.said)
        self._said.setVisible(bool(step.said))
        self._then.setText(self.tr("Then: {0}").format(step.title))
        self._then.setVisible(step.is_from_body)
        self.due.setVisible(bool(step.title) and step.due is None)
