"""What comes next after a deal moved on."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.deals import Deal
from salesdesk.errors import SalesDeskError
from salesdesk.services.activities import Subject
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.next_step_field import NextStepField
from salesdesk.ui.pages.activities.planned_words import planned_text
from salesdesk.ui.pages.activities.texts import entry_title
from salesdesk.ui.value_texts import due_text
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.drafts import DraftOf
from salesdesk.ui.wording import worded


class NextStepDialog(Dialog):
    """Asks for the next step of a deal; the day may be typed with it. Left empty nothing is planned, and what is planned
    already stays."""

    def __init__(self, parent: QWidget | None, context: Context, deal: Deal, stage: str) -> None:
        title = QCoreApplication.translate("NextStepDialog", "{0} is in {1} now. What is next?")
        super().__init__(parent, title.format(deal.title, stage), width=520)
        self._context, self._deal = context, deal
        self.draft = DraftOf(f"next step {deal.id}", ((EntityKind.DEAL, deal.id),))
        today = date.fromisoformat(context.store.today())
        planned = context.store.activities.next_step("deal_id", deal.id)
        hint = ""
        if planned is not None:
            words = f"{entry_title(planned, context.store.activities.choices.all())}, {due_text(planned.due_at, today)}"
            hint = self.tr("Planned already: {0}").format(words)
        self._next = NextStepField(context, hint)
        self.add(self._next)
        self.add_cancel(self.tr("Nothing now"))
        self.add_button(self.tr("Plan"), self._save, tone="primary", default=True)
        self._next.editor.setFocus()

    def _save(self) -> None:
        step = self._next.typed()
        if not step.title:
            self.accept()
            return
        due = step.due or self._next.due.day()
        said = planned_text(step.title, due, date.fromisoformat(self._context.store.today()))
        self.save(
            self._context.writes,
            partial(
                self._context.services.activities.plan,
                Subject(deal_id=self._deal.id),
                step.title,
                due,
                kind=step.kind,
            ),
            what=self.windowTitle(),
            text=self._next.text(),
            done=lambda _changes: self._context.messages.done(said),
            refused=self._refuse,
        )

    def _refuse(self, error: SalesDeskError) -> None:
        self._next.field.set_error(worded(error))
