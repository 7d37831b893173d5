"""The page of one contact."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from salesdesk.ui.context import Context
from salesdesk.ui.pages.contacts.profile import ContactProfile
from salesdesk.ui.records.record_page import RecordPage


class ContactPage(RecordPage):
    """One person as a page."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, ContactProfile(context, self.window), parent)
