"""Asks who is what in a deal, or changes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.closing_words import ClosingList
from salesdesk.domain.deals import Deal, DealRole
from salesdesk.domain.fields import RecordKind
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.pages.deals.closing import chosen_text, offering
from salesdesk.ui.pages.record_picker import RecordPicker
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField, pair
from salesdesk.ui.wording import worded


class RoleDialog(Dialog):
    """Gives a person a role in a deal, or changes one that was given; the role is chosen from its list or typed."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        deal: Deal,
        role: DealRole | None = None,
        *,
        contact: int | None = None,
    ) -> None:
        super().__init__(parent, "", width=520)
        title = self.tr("Role in {0}").format(deal.title)
        self.setWindowTitle(title)
        self.heading.setText(title)
        self._context, self._deal, self._role = context, deal, role
        known = role.contact_id if role is not None else contact
        self._person = RecordPicker(context, RecordKind.CONTACTS, known)
        self._person_field = FormField(self.tr("Person"), self._person)
        offered = context.store.closing_words.offered(ClosingList.DEAL_ROLE)
        self._word = FormField(self.tr("Role"), offering(offered, role.role if role is not None else ""))
        self.add(pair(self._person_field, self._word))
        self.add_cancel(self.tr("Cancel"))
        done = self.tr("Give role") if role is None else self.tr("Save")
        self.add_button(done, self._save, tone="primary", default=True)
        (self._person.field if known is None else self._word.editor).setFocus()

    def _save(self) -> None:
        self._person_field.set_error("")
        self._word.set_error("")
        person = self._person.record_id()
        if person is None:
            self._person_field.set_error(self.tr("Choose somebody."))
            return
        self.save(
            self._context.writes,
            partial(self._write(), self._deal.id, person, chosen_text(self._word)),
            what=self.windowTitle(),
            done=self._said,
            refused=self._refused,
        )

    def _write(self) -> Callable[[int, int, str], ChangeSet]:
        roles = self._context.services.deals.roles
        return roles.add if self._role is None else partial(roles.change, self._role.id)

    def _said(self, changes: ChangeSet) -> None:
        self._context.messages.done(self.tr("Role saved"), changes)

    def _refused(self, error: SalesDeskError) -> None:
        self._word.set_error(worded(error))
