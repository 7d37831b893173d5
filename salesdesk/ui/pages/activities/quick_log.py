"""The bar that records what happened and what is next, in one go."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from salesdesk.domain.activities import Activity, ActivityKind
from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.drafts import Draft
from salesdesk.domain.entry_words import suggested_kind
from salesdesk.errors import Cancelled, SalesDeskError
from salesdesk.services.activities import Subject
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.log_asked import asked
from salesdesk.ui.pages.activities.log_drafts import LogDraft, LogDrafts, said_in
from salesdesk.ui.pages.activities.log_happened import HappenedFields
from salesdesk.ui.pages.activities.log_kinds import KindPills
from salesdesk.ui.pages.activities.log_next import NextFields
from salesdesk.ui.pages.activities.log_subject import called
from salesdesk.ui.pages.activities.texts import kind_title
from salesdesk.ui.pages.activities.typed_step import TypedStep, read_step, told_outcome, typing_language
from salesdesk.ui.widgets.buttons import button, primary_button
from salesdesk.ui.widgets.other_draft import OtherDraft
from salesdesk.ui.widgets.text import ElidedLabel, label, set_look
from salesdesk.ui.wording import worded
from salesdesk.ui.write_queue import Unsaved, Write, waiting_text


@dataclass(slots=True, eq=False)
class _Saving:
    """An entry on its way into the file; ``write`` once it waits there."""

    write: Write | None = None


class QuickLog(QWidget):
    """Kind, what came of it, what was said, and the next step with its day, which may be typed with it ("send quote fri 10:00") or
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
        self._kind = KindPills(context, self)
        self._happened = HappenedFields(context)
        self._outcome, self._length, self._when = (
            self._happened.outcome,
            self._happened.length,
            self._happened.when,
        )
        self._began: str | None = None  # when it happened, as far as the program knows; None for now
        self._guesses = False
        """Whether nobody chose a kind, so that the words may."""
        self._text = QPlainTextEdit()
        self._text.setAccessibleName(self.tr("What was said"))
        self._text.setPlaceholderText(self.tr("What was said?  Then: what is next, and when"))
        self._text.setFixedHeight(72)
        self._text.setTabChangesFocus(True)
        self._fields = NextFields(context)
        self._next, self._due, self._said, self._then = (
            self._fields.step, self._fields.due, self._fields.said, self._fields.then,
        )  # fmt: skip
        self._told = ""  # the outcome that the words told and nobody chose
        self._other = OtherDraft(said_in)
        self._other.taken.connect(self._exchange)
        self._problem = label("", "secondary", "bad", wrap=True)
        self._problem.hide()
        self._save = primary_button(self.tr("Save"), self.save, tip=self.tr("Save (Ctrl+Enter)"))
        self._cancel = button(self.tr("Cancel"), self._close)
        self._choices = self._offer()
        self._lay_out()
        self._connect_signals()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(ElidedLabel(self.tr("Alt+1…9 kind · Esc keeps a draft"), "note", minimum=40), 1)
        last.addWidget(self._cancel)
        last.addWidget(self._save)
        layout.addWidget(self._kind)
        layout.addWidget(self._text)
        layout.addWidget(self._other)
        layout.addWidget(self._happened)
        layout.addWidget(self._fields)
        layout.addWidget(self._problem)
        layout.addLayout(last)

    def _connect_signals(self) -> None:
        self._kind.chosen.connect(self._on_kind)
        self._text.textChanged.connect(self._read_step)
        self._text.textChanged.connect(self._suggest)
        self._next.textChanged.connect(self._read_step)
        self._happened.outcome_changed.connect(self._show_settled)
        self._fields.changed.connect(self._show_settled)
        for changed in (
            self._text.textChanged,
            self._next.textChanged,
            self._happened.changed,
            self._kind.chosen,
        ):
            changed.connect(self._remember)

    def _offer(self) -> Choices:
        """Offer the kinds and outcomes of the file, as they are by now."""
        choices = self._context.store.activities.choices.all()
        self._kind.offer(choices)
        self._happened.offer(choices)
        return choices

    def start(
        self,
        about: Subject,
        kind: ActivityKind,
        *,
        minutes: int = 0,
        began: str | None = None,
        guesses: bool = False,
        step: Activity | None = None,
    ) -> None:
        """Begin a new entry about a record; ``minutes`` is how long it took as far as is known, ``began`` since when (UTC
        text). ``guesses``: the first words may say that it was of another kind. ``step`` is the one from which it was begun."""
        begun = self._drafts.get(about, kind is ActivityKind.TASK)
        self._begin(about, kind, begun)
        self._began, self._guesses = began, guesses and begun is None
        self._fields.set_at_hand(step)
        self._show_settled()
        if minutes:
            self._length.setValue(minutes)
        _first_field(self).setFocus(Qt.FocusReason.OtherFocusReason)

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
        return LogDraft(
            self._kind.current(),
            self._text.toPlainText(),
            self._outcome.currentText(),
            self._next.text(),
            minutes=str(self._length.value() or ""),
            when=self._when.text(),
        )

    # ---- reading what is typed ----

    def _step(self) -> TypedStep:
        """What is typed as next step, read."""
        body = "" if _plans(self) else self._text.toPlainText()
        return read_step(self._context, body, self._next.text().strip())

    def _read_step(self) -> None:
        step = self._step()
        self._fields.show_step(step)
        self._show_settled()
        self._show_button(bool(step.title))

    def _suggest(self) -> None:
        """Take over what the words say: of what kind it was where nobody chose one, and what came of a call."""
        words = self._text.toPlainText()
        if self._guesses and not self._filling:
            found = suggested_kind(words, typing_language(self._context))
            kind = ActivityKind(found.meaning) if found is not None else ActivityKind.CALL
            if kind not in (ActivityKind.TASK, self._kind.current()):
                self._kind.set_current(kind)
                self._show_parts()
        told = told_outcome(words) if self._kind.current() is ActivityKind.CALL and not _plans(self) else ""
        if told != self._told and self._outcome.currentText() in ("", self._told):
            self._told = told
            self._outcome.setCurrentText(told)

    def _on_kind(self) -> None:
        self._guesses = False
        self._show_parts()
        self._read_step()
        _first_field(self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_parts(self) -> None:
        """Show what a kind has: a task only what is to be done, a note nothing that came of it."""
        kind = self._kind.current()
        self._happened.show_kind(kind)
        self._text.setVisible(kind is not ActivityKind.TASK)
        task = self.tr("What is to be done, and when?  Call Ann fri 10:00")
        self._next.setPlaceholderText(
            task if _plans(self) else self.tr("Next step, e.g. send quote fri 10:00")
        )
        self._show_settled()
        self._show_button(bool(self._next.text().strip()))

    def _show_settled(self, *_news: object) -> None:
        if not self._filling:
            self._fields.show_settled(
                self._kind.current(),
                self._outcome.currentText(),
                self._choices,
                with_next=bool(self._step().title),
            )

    def _show_button(self, with_step: bool) -> None:
        if self._saving is None:
            title = kind_title(self._kind.current(), self._choices).lower()
            words = self.tr("Log {0} and step") if with_step else self.tr("Log {0}")
            self._save.setText(self.tr("Plan it") if _plans(self) else words.format(title).replace("&", "&&"))

    # ---- beginning and ending ----

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
                self._when.setText(draft.when)
        finally:
            self._filling = False
        self._show_parts()
        self._read_step()
        if draft is not None:
            self._remember()  # it is open again
        self._drafts.offer_others(self._other, about, _plans(self))

    def _exchange(self, other: Draft) -> None:
        """Go on with what another window began about the same."""
        draft = self._drafts.exchange(self._about, self._draft(), other)
        if draft is not None:
            self._begin(self._about, draft.kind, draft)

    def _prepare(self, about: Subject, kind: ActivityKind) -> None:
        self._about = about
        self._choices = self._offer()
        self._kind.set_current(kind)
        self._told = ""
        self._began = None
        self._happened.clear()
        self._text.clear()
        self._fields.clear()
        self._fields.show_about(about)
        _show_problem(self, "")

    def save(self) -> None:
        """Save the entry and close. While the file is busy it stays as it is and says so; a refusal is shown below,
        or waits for its record when another one is shown by then: nothing is lost."""
        if self._saving is not None:
            return
        if not _plans(self) and not self._when.is_clear():
            _show_problem(
                self, self.tr("When was it? “{0}” is no day or moment that was.").format(self._when.text())
            )
            self._when.setFocus()
            return
        about, draft, typed = self._about, self._draft(), self._step()
        write, said = asked(self._context, draft, typed, self._fields, self._when.moment() or self._began)

        def done(_changes: object) -> None:
            if self._end_saving(token):
                self.closed.emit()
            self._context.messages.done(said)

        def failed(error: SalesDeskError) -> None:
            here = self._end_saving(token)
            if here and isinstance(error, Cancelled):
                self.closed.emit()
            elif here:
                _show_problem(self, worded(error))
                self._remember()
            else:
                self._drafts.keep(about, draft)
                self._context.writes.say_refused(unsaved, error)
                self.given_back.emit(about)

        text = ", ".join(part for part in (draft.body, draft.outcome, typed.title) if part)
        unsaved = Unsaved(
            " · ".join(filter(None, (kind_title(draft.kind, self._choices), called(self._context, about)))),
            text,
        )
        self._drafts.forget(self._about, _plans(self))
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

    def _close(self) -> None:
        if self._saving is not None and self._saving.write is not None:
            self._saving.write.withdraw()
        else:
            self._drafts.forget(self._about, _plans(self))
            self.closed.emit()

    def _show_saving(self, write: Write) -> None:
        if self._saving is not None:
            self._saving.write = write
        self._set_still(True)
        _show_problem(self, waiting_text(), "")

    def _end_saving(self, token: _Saving) -> bool:
        """Whether the entry that was saved is still the one shown; it can be typed into again."""
        shown = self._saving is token
        if shown:
            self._saving = None
            self._set_still(False)
            _show_problem(self, "")
        return shown

    def _set_still(self, still: bool) -> None:
        if still and self.isAncestorOf(self.window().focusWidget()):
            self.setFocus()  # else the focus goes on to Cancel
        for part in (self._kind, self._happened, self._text, self._fields, self._save):
            part.setEnabled(not still)
        if still:
            self._save.setText(self.tr("Saving…"))
        else:
            self._show_button(bool(self._step().title))

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


def _plans(log: QuickLog) -> bool:
    """Whether it is about something to be done, not about what happened."""
    return log._kind.current() is ActivityKind.TASK


def _first_field(log: QuickLog) -> QWidget:
    return log._next if _plans(log) else log._text


def _show_problem(log: QuickLog, text: str, tone: str = "bad") -> None:
    log._problem.setText(text)
    log._problem.setVisible(bool(text))
    set_look(log._problem, tone=tone)
    set_look(log._next, invalid=bool(text and tone) and _plans(log))
