"""Adding records from anywhere: the New menu, the palette, the first run.

The dialogs are loaded when they are asked for, as the pages are: the window stands sooner.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from salesdesk.ui.context import Context
from salesdesk.ui.window.search import Command

if TYPE_CHECKING:
    from salesdesk.ui.pages.campaigns.dialog import CampaignDialog
    from salesdesk.ui.pages.deals.deal_dialog import DealDialog


class NewRecords(QObject):
    """Opens the dialogs for new records over ``host``, the window, once there is one."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._host: QWidget | None = None

    def set_host(self, host: QWidget) -> None:
        """The window the dialogs belong to."""
        self._host = host

    def commands(self) -> Sequence[Command]:
        """What the New menu and the palette offer."""
        return [
            Command(self.tr("New contact"), "user-plus", self.contact),
            Command(self.tr("New company"), "building-2", self.company),
            Command(self.tr("New deal"), "columns-3", self.deal),
            Command(self.tr("New campaign"), "megaphone", self.campaign),
        ]

    def contact(self) -> None:
        """Ask for a new contact."""
        from salesdesk.ui.pages.contacts.dialogs import new_contact

        if self._host is not None:
            new_contact(self._host, self._context)

    def company(self) -> None:
        """Ask for a new company."""
        from salesdesk.ui.pages.companies.dialogs import new_company

        if self._host is not None:
            new_company(self._host, self._context)

    def deal(self) -> None:
        """Ask for a new deal; it opens when it is made."""
        from salesdesk.ui.pages.deals.deal_dialog import DealDialog

        self._ask(DealDialog(self._host, self._context), "pipeline")

    def campaign(self) -> None:
        """Ask for a new campaign; it opens when it is made."""
        from salesdesk.ui.pages.campaigns.dialog import CampaignDialog

        self._ask(CampaignDialog(self._host, self._context), "campaign")

    def _ask(self, dialog: DealDialog | CampaignDialog, page: str) -> None:
        dialog.accepted.connect(lambda: self._context.navigate(page, dialog.created))
        dialog.open()
