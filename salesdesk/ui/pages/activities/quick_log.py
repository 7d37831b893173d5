"""The bar that records what happened and what is next, in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from salesdesk.domain.activities import OUTCOMES, ActivityKind
from salesdesk.errors import SalesDeskError
from salesdesk.services.activities import Subject
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.due_editor import DueEditor
from salesdesk.ui.pages.activities.texts import kind_title
from salesdesk.ui.widgets.buttons import button, primary_button
from salesdesk.ui.widgets.text import label, set_look

LOGGED = (
    ActivityKind.CALL,
    ActivityKind.EMAIL,
    ActivityKind.MEETING,
    ActivityKind.DEMO,
    ActivityKind.VISIT,
    ActivityKind.NOTE,
)


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry that was begun and not saved."""

    kind: ActivityKind
    body: str
    outcome: str
    step: str


class QuickLog(QWidget):
    """Kind, what was said, outcome, and the next step with its day. Ctrl+Enter saves, Escape closes.

    ``put_away`` keeps what was typed for its record, ``resume`` brings it back.
    """

    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._about = Subject()
        self._drafts: dict[Subject, _Draft] = {}
        today = date.fromisoformat(context.store.today())
        self._kind = QComboBox()
        self._kind.setAccessibleName(self.tr("What happened"))
        for kind in LOGGED:
            self._kind.addItem(kind_title(kind), kind)
        self._outcome = QComboBox()
        self._outcome.setEditable(True)
        self._outcome.addItems(["", *OUTCOMES])
        self._outcome.setAccessibleName(self.tr("Outcome"))
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
        self._problem = label("", "secondary", "bad", wrap=True)
        self._problem.hide()
        self._save = primary_button(self.tr("Save"), self.save, tip=self.tr("Save (Ctrl+Enter)"))
        self._cancel = button(self.tr("Cancel"), self.closed.emit)
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
        last.addWidget(self._due)
        last.addStretch(1)
        last.addWidget(self._cancel)
        last.addWidget(self._save)
        layout.addLayout(first)
        layout.addWidget(self._text)
        layout.addWidget(self._next)
        layout.addLayout(last)
        layout.addWidget(self._problem)

    def start(self, about: Subject, kind: ActivityKind) -> None:
        """Begin a new entry about a record."""
        self._prepare(about, kind)
        task = kind is ActivityKind.TASK
        (self._next if task else self._text).setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Keep what was typed for its record, because another one is shown."""
        task = self._kind.isHidden()
        draft = _Draft(
            ActivityKind.TASK if task else ActivityKind(self._kind.currentData()),
            self._text.toPlainText(),
            self._outcome.currentText(),
            self._next.text(),
        )
        if not self.isHidden() and any(text.strip() for text in (draft.body, draft.outcome, draft.step)):
            self._drafts[self._about] = draft

    def resume(self, about: Subject) -> bool:
        """Fill in what was begun about this record; False when there is nothing."""
        draft = self._drafts.pop(about, None)
        if draft is None:
            return False
        self._prepare(about, draft.kind)
        self._text.setPlainText(draft.body)
        self._outcome.setCurrentText(draft.outcome)
        self._next.setText(draft.step)
        return True

    def _prepare(self, about: Subject, kind: ActivityKind) -> None:
        self._about = about
        task = kind is ActivityKind.TASK
        self._kind.setVisible(not task)
        self._outcome.setVisible(not task)
        self._text.setVisible(not task)
        if not task:
            self._kind.setCurrentIndex(max(0, self._kind.findData(kind)))
        self._outcome.setCurrentText("")
        self._text.clear()
        self._next.clear()
        self._next.setPlaceholderText(
            self.tr("What is to be done?") if task else self.tr("Next step, e.g. send proposal")
        )
        self._show_problem("")

    def save(self) -> None:
        """Save the entry and close; a refusal is shown below and nothing is lost."""
        activities = self._context.services.activities
        step = self._next.text().strip()
        try:
            if self._kind.isHidden():
                activities.plan(self._about, step, self._due.day())
                said = self.tr("Task planned")
            else:
                kind = ActivityKind(self._kind.currentData())
                activities.log(
                    kind,
                    self._about,
                    body=self._text.toPlainText(),
                    outcome=self._outcome.currentText(),
                    next_step=step,
                    next_due=self._due.day() if step else None,
                )
                said = self.tr("{0} logged").format(kind_title(kind))
        except SalesDeskError as error:
            self._show_problem(error.message)
            return
        self._context.messages.done(said)
        self.closed.emit()

    def _show_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        set_look(self._next, invalid=bool(text) and self._kind.isHidden())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.save()
        else:
            super().keyPressEvent(event)
