"""The card of the people somebody is related to."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.relations import Relation
from salesdesk.ui.context import Context
from salesdesk.ui.pages.relations.dialog import RelationDialog
from salesdesk.ui.pages.relations.texts import tie_text
from salesdesk.ui.records.profile import SideEntry
from salesdesk.ui.records.side_cards import SideRow
from salesdesk.ui.widgets.buttons import icon_button, link_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.layouts import clear
from salesdesk.ui.widgets.text import label


class RelationsCard(Card):
    """Who somebody is related to, and in what way; pressing one goes there. How many people somebody referred opens them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Relations", padding=14, spacing=2, parent=parent)
        self._context = context
        self._contact: int | None = None
        assert self.heading is not None
        self.heading.title.setText(self.tr("Relations"))
        self.setAccessibleName(self.tr("Relations"))
        self.add_button = icon_button(
            context.theme, "plus", self.tr("Add a relation"), self.ask_relation, size=14
        )
        self.add_button.setProperty("tiny", True)
        self.heading.add(self.add_button)
        self.body.setContentsMargins(8, 6, 10, 12)

    def show_contact(self, contact: int | None) -> None:
        """Show the relations of a person, of None nothing."""
        self._contact = contact
        clear(self.body)
        if contact is None:
            return
        relations = self._context.store.relations.of(contact)
        for relation in relations:
            self._place(SideRow(self._context.theme, self._entry(contact, relation)))
        if not relations:
            note = label(
                self.tr("Related to nobody yet: who referred whom, assistants, partners."), "note", wrap=True
            )
            note.setContentsMargins(6, 0, 0, 0)
            self._place(note)
        count = self._context.store.relations.referrals(contact)
        if count:
            said = self.tr("1 referral") if count == 1 else self.tr("{0} referrals").format(count)
            figure = link_button(said, partial(self._show_referred, contact), accent=True)
            self.body.addWidget(figure, 0, Qt.AlignmentFlag.AlignLeft)
            figure.show()

    def ask_relation(self) -> None:
        """Ask for somebody and what this person is to them."""
        if self._contact is not None:
            RelationDialog(self.window(), self._context, self._contact).open()

    def _place(self, widget: QWidget) -> None:
        self.add(widget)
        widget.show()

    def _entry(self, contact: int, relation: Relation) -> SideEntry:
        return SideEntry(
            relation.name,
            " · ".join(part for part in (tie_text(relation.tie), relation.job_title, relation.note) if part),
            avatar=True,
            run=partial(self._context.navigate, "contact", relation.person_id),
            actions=[
                (self.tr("Edit…"), partial(self._edit, contact, relation)),
                (self.tr("Remove"), partial(self._remove, contact, relation)),
            ],
        )

    def _edit(self, contact: int, relation: Relation) -> None:
        RelationDialog(self.window(), self._context, contact, relation).open()

    def _remove(self, contact: int, relation: Relation) -> None:
        relations, messages = self._context.services.relations, self._context.messages
        said = self.tr("Not related to {0} any more").format(relation.name)
        self._context.writes.run(
            partial(relations.remove, relation.id, contact, relation.person_id),
            done=lambda changes: messages.done(said, changes),
            what=relation.name,
        )

    def _show_referred(self, contact: int) -> None:
        referred = Filter((Condition("referred_by", Op.IS, (f"#{contact}",)),))
        self._context.navigate(_LIST, referred)


_LIST = RecordKind.CONTACTS.value
