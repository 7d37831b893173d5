"""Which pages the window has, in the order of the rail.

Their modules are loaded when a page is first shown: the window would otherwise wait for all of them at its start.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from salesdesk.ui.context import Context
from salesdesk.ui.page import Page, PageEntry


def page_entries(context: Context, first_run: Callable[[], Page]) -> list[PageEntry]:
    """Every page; ``first_run`` builds the one for an empty file."""
    store = context.store

    def tr(text: str) -> str:
        return QCoreApplication.translate("pages", text)

    def page(kind: Callable[[Context], Page]) -> Callable[[], Page]:
        return partial(kind, context)

    return [
        PageEntry("start", tr("Welcome"), "house", first_run, in_rail=False, parent_key="contacts"),
        PageEntry("contacts", tr("Contacts"), "users", page(_contacts), store.contacts.count),
        PageEntry(
            "companies", tr("Companies"), "building-2", page(_companies), lambda: store.companies.count()
        ),
        PageEntry("pipeline", tr("Pipeline"), "columns-3", page(_pipeline), lambda: store.deals.count()),
        PageEntry(
            "campaigns", tr("Campaigns"), "megaphone", page(_campaigns), lambda: store.campaigns.count()
        ),
        PageEntry("duplicates", tr("Duplicates"), "git-merge", page(_duplicates)),
        PageEntry("reports", tr("Reports"), "chart-column", page(_reports)),
        PageEntry("contact", tr("Contact"), "user", page(_contact), in_rail=False, parent_key="contacts"),
        PageEntry(
            "company", tr("Company"), "building-2", page(_company), in_rail=False, parent_key="companies"
        ),
        PageEntry("deals", tr("Deals"), "list", page(_deals), in_rail=False, parent_key="pipeline"),
        PageEntry(
            "campaign", tr("Campaign"), "megaphone", page(_campaign), in_rail=False, parent_key="campaigns"
        ),
        PageEntry("import", tr("Import"), "file-up", page(_import), in_rail=False, parent_key="contacts"),
        PageEntry("trash", tr("Trash"), "trash-2", page(_trash), in_rail=False, parent_key="history"),
        PageEntry("history", tr("History"), "history", page(_history), at_bottom=True),
        PageEntry("help", tr("Help"), "circle-help", page(_help), at_bottom=True),
        PageEntry("settings", tr("Settings"), "settings", page(_settings), at_bottom=True),
    ]


def _campaign(context: Context) -> Page:
    from salesdesk.ui.pages.campaigns.campaign_page import CampaignPage

    return CampaignPage(context)


def _campaigns(context: Context) -> Page:
    from salesdesk.ui.pages.campaigns.page import CampaignsPage

    return CampaignsPage(context)


def _company(context: Context) -> Page:
    from salesdesk.ui.pages.companies.company_page import CompanyPage

    return CompanyPage(context)


def _companies(context: Context) -> Page:
    from salesdesk.ui.pages.companies.page import CompaniesPage

    return CompaniesPage(context)


def _contact(context: Context) -> Page:
    from salesdesk.ui.pages.contacts.contact_page import ContactPage

    return ContactPage(context)


def _contacts(context: Context) -> Page:
    from salesdesk.ui.pages.contacts.page import ContactsPage

    return ContactsPage(context)


def _deals(context: Context) -> Page:
    from salesdesk.ui.pages.deals.list_page import DealsPage

    return DealsPage(context)


def _pipeline(context: Context) -> Page:
    from salesdesk.ui.pages.deals.page import PipelinePage

    return PipelinePage(context)


def _duplicates(context: Context) -> Page:
    from salesdesk.ui.pages.duplicates.page import DuplicatesPage

    return DuplicatesPage(context)


def _help(context: Context) -> Page:
    from salesdesk.ui.pages.help.page import HelpPage

    return HelpPage(context)


def _history(context: Context) -> Page:
    from salesdesk.ui.pages.history.page import HistoryPage

    return HistoryPage(context)


def _import(context: Context) -> Page:
    from salesdesk.ui.pages.imports.page import ImportPage

    return ImportPage(context)


def _reports(context: Context) -> Page:
    from salesdesk.ui.pages.reports.page import ReportsPage

    return ReportsPage(context)


def _settings(context: Context) -> Page:
    from salesdesk.ui.pages.settings.page import SettingsPage

    return SettingsPage(context)


def _trash(context: Context) -> Page:
    from salesdesk.ui.pages.trash.page import TrashPage

    return TrashPage(context)
