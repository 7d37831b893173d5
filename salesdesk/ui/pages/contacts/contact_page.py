"""The page of one contact."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from salesdesk.ui.context import Context
from salesdesk.ui.pages.contacts.profile import ContactProfile
from salesdesk.ui.pages.relations.card import RelationsCard
from salesdesk.ui.records.record_page import RecordPage


class ContactPage(RecordPage):
    """One person as a page."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.relations = RelationsCard(context)
        super().__init__(context, ContactProfile(context, self.window), parent)

    def further_cards(self) -> list[QWidget]:
        return [self.relations]

    def show_further(self, record: Any | None) -> None:
        super().show_further(record)
        self.relations.show_contact(None if record is None else record.id)
