"""The page of one company."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from salesdesk.ui.context import Context
from salesdesk.ui.pages.companies.profile import CompanyProfile
from salesdesk.ui.records.record_page import RecordPage


class CompanyPage(RecordPage):
    """One company as a page."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, CompanyProfile(context, self.window), parent)
