"""Finishing a step: what came of it, and what is next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QWidget

from salesdesk.domain.activities import Activity
from salesdesk.domain.changes import EntityKind
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.next_step_field import NextStepField
from salesdesk.ui.pages.activities.texts import choice_title, entry_title
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.drafts import DraftOf
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.wording import worded


class FinishDialog(Dialog):
    """Ticks a step off. Enter is enough: neither an outcome nor a next step is needed."""

    def __init__(self, parent: QWidget | None, context: Context, entry: Activity) -> None:
        self._choices = context.store.activities.choices.all()
        title = QCoreApplication.translate("FinishDialog", "Done: {0}")
        super().__init__(parent, title.format(entry_title(entry, self._choices)), width=480)
        self._context, self._entry = context, entry
        self._seen = context.services.activities.seen(entry)
        self.draft = DraftOf(f"finish {entry.id}", ((EntityKind.ACTIVITY, entry.id),))
        outcomes = QComboBox()
        outcomes.addItem("—", "")
        for choice in self._choices.offered_outcomes:
            outcomes.addItem(context.theme.icon(choice.icon), choice_title(choice), choice.code)
        self._outcome = FormField(self.tr("What came of it"), outcomes)
        self._outcome.setVisible(self._choices.kind(entry.kind).is_contact)
        self._next = NextStepField(context, self.tr("Empty when nothing is to follow."))
        self.add(self._outcome)
        self.add(self._next)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Done"), self._save, tone="primary", default=True)
        (outcomes if self._outcome.isVisibleTo(self) else self._next.editor).setFocus()

    def _save(self) -> None:
        outcome = str(self._outcome.editor.currentData() or "")  # type: ignore[attr-defined]
        finish = partial(
            self._context.services.activities.finish,
            self._entry.id,
            outcome=outcome,
            seen=self._seen,
            **self._next.asked(),
        )
        said = self._next.behind(self.tr("Done: {0}").format(entry_title(self._entry, self._choices)))
        self.save(
            self._context.writes,
            finish,
            what=self.windowTitle(),
            text=self._next.text(),
            done=lambda _changes: self._context.messages.done(said),
            refused=self._refuse,
        )

    def _refuse(self, error: SalesDeskError) -> None:
        self._next.field.set_error(worded(error))
