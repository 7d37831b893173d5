"""Which pages the window has, in the order of the rail."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from salesdesk.ui.context import Context
from salesdesk.ui.page import Page, PageEntry
from salesdesk.ui.pages.campaigns.campaign_page import CampaignPage
from salesdesk.ui.pages.campaigns.page import CampaignsPage
from salesdesk.ui.pages.companies.company_page import CompanyPage
from salesdesk.ui.pages.companies.page import CompaniesPage
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.pages.deals.list_page import DealsPage
from salesdesk.ui.pages.deals.page import PipelinePage
from salesdesk.ui.pages.duplicates.page import DuplicatesPage
from salesdesk.ui.pages.help.page import HelpPage
from salesdesk.ui.pages.history.page import HistoryPage
from salesdesk.ui.pages.imports.page import ImportPage
from salesdesk.ui.pages.reports.page import ReportsPage
from salesdesk.ui.pages.settings.page import SettingsPage
from salesdesk.ui.pages.trash.page import TrashPage


def page_entries(context: Context, first_run: Callable[[], Page]) -> list[PageEntry]:
    """Every page; ``first_run`` builds the one for an empty file."""
    store = context.store

    def tr(text: str) -> str:
        return QCoreApplication.translate("pages", text)

    def page(kind: Callable[[Context], Page]) -> Callable[[], Page]:
        return partial(kind, context)

    return [
        PageEntry("start", tr("Welcome"), "house", first_run, in_rail=False, parent_key="contacts"),
        PageEntry("contacts", tr("Contacts"), "users", page(ContactsPage), store.contacts.count),
        PageEntry("companies", tr("Companies"), "building-2", page(CompaniesPage), store.companies.count),
        PageEntry("pipeline", tr("Pipeline"), "columns-3", page(PipelinePage), store.deals.count),
        PageEntry("campaigns", tr("Campaigns"), "megaphone", page(CampaignsPage), store.campaigns.count),
        PageEntry("duplicates", tr("Duplicates"), "git-merge", page(DuplicatesPage)),
        PageEntry("reports", tr("Reports"), "chart-column", page(ReportsPage)),
        PageEntry("contact", tr("Contact"), "user", page(ContactPage), in_rail=False, parent_key="contacts"),
        PageEntry(
            "company", tr("Company"), "building-2", page(CompanyPage), in_rail=False, parent_key="companies"
        ),
        PageEntry("deals", tr("Deals"), "list", page(DealsPage), in_rail=False, parent_key="pipeline"),
        PageEntry(
            "campaign", tr("Campaign"), "megaphone", page(CampaignPage), in_rail=False, parent_key="campaigns"
        ),
        PageEntry("import", tr("Import"), "file-up", page(ImportPage), in_rail=False, parent_key="contacts"),
        PageEntry("trash", tr("Trash"), "trash-2", page(TrashPage), in_rail=False, parent_key="history"),
        PageEntry("history", tr("History"), "history", page(HistoryPage), at_bottom=True),
        PageEntry("help", tr("Help"), "circle-help", page(HelpPage), at_bottom=True),
        PageEntry("settings", tr("Settings"), "settings", page(SettingsPage), at_bottom=True),
    ]
