"""What is next, typed in one line with its day: the same wherever something is finished, entered or moved on."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from salesdesk.domain.activities import ActivityKind
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.due_editor import DueEditor
from salesdesk.ui.pages.activities.planned_words import with_next
from salesdesk.ui.pages.activities.typed_step import TypedStep, read_step
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.form import FormField, pair


class NextStep(TypedDict):
    """What a service is asked to plan next; an empty ``next_step`` plans nothing."""

    next_step: str
    next_due: str | None
    next_kind: ActivityKind


class NextStepField(QWidget):
    """A line for the step, a list of days for where its words say none, and what was understood of them."""

    def __init__(self, context: Context, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.editor = QLineEdit()
        self.editor.setPlaceholderText(self.tr("send the offer fri 10:00"))
        self.field = FormField(self.tr("Next step"), self.editor, hint=hint)
        self.due = DueEditor(date.fromisoformat(context.store.today()))
        self.said = Chip()
        self.said.hide()
        when = QWidget()
        when.setMinimumHeight(self.due.sizeHint().height())
        row = QHBoxLayout(when)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.said)
        row.addWidget(self.due, 1)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(pair(self.field, FormField(self.tr("When"), when)))
        self.setFocusProxy(self.editor)
        self.editor.textChanged.connect(self._show_reading)

    def text(self) -> str:
        """The line as it was typed."""
        return self.editor.text().strip()

    def typed(self) -> TypedStep:
        """The line, parted into what is next and when."""
        return read_step(self._context, "", self.text())

    def asked(self) -> NextStep:
        """The step with the day it names, or else the one chosen; nothing while the field is not asked for."""
        step = self.typed()
        if self.isHidden() or not step.title:
            return {"next_step": "", "next_due": None, "next_kind": ActivityKind.TASK}
        return {"next_step": step.title, "next_due": step.due or self.due.day(), "next_kind": step.kind}

    def behind(self, said: str) -> str:
        """What was done, with the step that is planned behind it, for the message bar."""
        step, today = self.asked(), date.fromisoformat(self._context.store.today())
        return with_next(said, step["next_step"], step["next_due"], today)

    def _show_reading(self) -> None:
        step = self.typed()
        self.said.set_state(step.said, "accent" if step.is_sure else "warn")
        self.said.setAccessibleName(step.said)
        self.said.setVisible(bool(step.said))
        self.due.setVisible(step.due is None)
