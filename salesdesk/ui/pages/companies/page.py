"""The list of companies."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salesdesk.ui.context import Context
from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.lists.look import COMPANIES
from salesdesk.ui.widgets.buttons import button, primary_button
from salesdesk.ui.widgets.drop_zone import DropZone

if TYPE_CHECKING:
    from salesdesk.ui.pages.companies.profile import CompanyProfile


class CompaniesPage(ListPage):
    """Every company, with the one in hand beside the list."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, COMPANIES, self._make_profile, parent)

    def _make_profile(self) -> CompanyProfile:
        from salesdesk.ui.pages.companies.profile import CompanyProfile  # not needed for the first rows

        return CompanyProfile(self.context, self.window)

    def row_actions(self, record: int) -> list[tuple[str, Callable[[], object]]]:
        """How to reach the one in hand."""
        return self._make_profile().reach_actions(record)

    def nothing_state(self) -> QWidget:
        """Companies come with the people who work there."""
        zone = DropZone(
            self.context.theme,
            self.tr("Your companies go here"),
            self.tr(
                "Companies come by themselves when you import people who work there. You can also drop a "
                "spreadsheet of companies on this window, or add one by hand."
            ),
            icon="building-2",
            actions=[
                primary_button(self.tr("Import a file…"), self._import),
                button(self.tr("New company"), self.add_company),
            ],
        )
        zone.setAcceptDrops(False)  # the window takes drops anywhere
        return zone

    def add_company(self) -> None:
        """Ask for a new company."""
        from salesdesk.ui.pages.companies.dialogs import new_company

        new_company(self.window(), self.context)

    def _import(self) -> None:
        self.context.navigate("import")
