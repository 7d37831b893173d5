"""Which pages the window has, in the order of the rail.

Their modules are loaded when a page is first shown: the window would otherwise wait for all of them at its start.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.entities import EntitySpec, PageSpec, entities
from salesdesk.domain.named_classes import named_class
from salesdesk.store.store import Store
from salesdesk.ui.context import Context
from salesdesk.ui.page import Page, PageEntry


def page_entries(context: Context, first_run: Callable[[], Page]) -> list[PageEntry]:
    """Every page: those of the declared entities, and those about all of them; ``first_run`` builds the one for an
    empty file."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("pages", text)

    def page(made_by: str) -> Callable[[], Page]:
        made: Callable[[], Page] = partial(_made, made_by, context)
        return made

    def entry(entity: EntitySpec, spec: PageSpec) -> PageEntry:
        return PageEntry(
            spec.key,
            tr(spec.title),
            spec.icon,
            page(spec.made_by),
            partial(_count, context.store, entity, spec.key) if spec.in_rail else None,
            in_rail=spec.in_rail,
            parent_key=spec.parent,
        )

    own = [entry(entity, spec) for entity in entities().values() for spec in entity.pages]
    return [
        PageEntry("start", tr("Welcome"), "house", first_run, in_rail=False, parent_key="contacts"),
        PageEntry("today", tr("Today"), "sun", page(_TODAY), partial(_to_do, context), tone="attention"),
        *own,
        PageEntry("duplicates", tr("Duplicates"), "git-merge", page(_DUPLICATES)),
        PageEntry("reports", tr("Reports"), "chart-column", page(_REPORTS)),
        PageEntry(
            "own_reports", tr("Own reports"), "chart-pie", page(_OWN), in_rail=False, parent_key="reports"
        ),
        PageEntry("targets", tr("Targets"), "target", page(_TARGETS), in_rail=False, parent_key="reports"),
        PageEntry("import", tr("Import"), "file-up", page(_IMPORT), in_rail=False, parent_key="contacts"),
        PageEntry("merge", tr("Merge workbook"), "merge", page(_MERGE), in_rail=False, parent_key="contacts"),
        PageEntry("trash", tr("Trash"), "trash-2", page(_TRASH), in_rail=False, parent_key="history"),
        PageEntry("history", tr("History"), "history", page(_HISTORY), at_bottom=True),
        PageEntry("help", tr("Help"), "circle-help", page(_HELP), at_bottom=True),
        PageEntry("settings", tr("Settings"), "settings", page(_SETTINGS), at_bottom=True),
    ]


_TODAY = "salesdesk.ui.pages.today.page:TodayPage"
_DUPLICATES = "salesdesk.ui.pages.duplicates.page:DuplicatesPage"
_REPORTS = "salesdesk.ui.pages.reports.page:ReportsPage"
_OWN = "salesdesk.ui.pages.own_reports.page:OwnReportsPage"
_TARGETS = "salesdesk.ui.pages.targets.page:TargetsPage"
_IMPORT = "salesdesk.ui.pages.imports.page:ImportPage"
_MERGE = "salesdesk.ui.pages.merging_back.page:MergePage"
_TRASH = "salesdesk.ui.pages.trash.page:TrashPage"
_HISTORY = "salesdesk.ui.pages.history.page:HistoryPage"
_HELP = "salesdesk.ui.pages.help.page:HelpPage"
_SETTINGS = "salesdesk.ui.pages.settings.page:SettingsPage"


_COUNTED: dict[str, Callable[[Store], int]] = {
    "pipeline": lambda store: store.deals.open_count(),  # the open ones: those are its cards
    "call_rounds": lambda store: store.call_rounds.open_count(),  # those with somebody left to call
    "campaigns": lambda store: store.campaigns.count(),  # they have a page and no list
}
"""Pages whose number is not how many records their list has."""


def _count(store: Store, entity: EntitySpec, key: str) -> int | None:
    if key in _COUNTED:
        return _COUNTED[key](store)
    return None if entity.records is None else store.list_of(entity.records).count()


def _to_do(context: Context) -> int | None:
    """How many steps wait today."""
    return context.services.today.count_to_do() or None


def _made(made_by: str, context: Context) -> Page:
    made = named_class(made_by)(context)
    assert isinstance(made, Page), made_by
    return made
