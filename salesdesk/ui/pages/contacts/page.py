"""The list of contacts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salesdesk.ui.context import Context
from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.lists.look import CONTACTS
from salesdesk.ui.widgets.buttons import button, primary_button
from salesdesk.ui.widgets.drop_zone import DropZone

if TYPE_CHECKING:
    from salesdesk.ui.pages.contacts.profile import ContactProfile


class ContactsPage(ListPage):
    """Everybody, with the person in hand beside the list."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, CONTACTS, self._make_profile, parent)

    def _make_profile(self) -> ContactProfile:
        from salesdesk.ui.pages.contacts.profile import ContactProfile  # not needed for the first rows

        return ContactProfile(self.context, self.window)

    def row_actions(self, record: int) -> list[tuple[str, Callable[[], object]]]:
        """How to reach the one in hand."""
        return self._make_profile().reach_actions(record)

    def nothing_state(self) -> QWidget:
        """Importing is the way most people start."""
        zone = DropZone(
            self.context.theme,
            self.tr("Your contacts go here"),
            self.tr(
                "Drop a spreadsheet or contact cards anywhere on this window. You see what will happen before "
                "anything is saved. Or add the first person by hand."
            ),
            icon="users",
            actions=[
                primary_button(self.tr("Import a file…"), self._import),
                button(self.tr("New contact"), self.add_contact),
            ],
        )
        zone.setAcceptDrops(False)  # the window takes drops anywhere
        return zone

    def add_contact(self) -> None:
        """Ask for a new contact."""
        from salesdesk.ui.pages.contacts.dialogs import new_contact

        new_contact(self.window(), self.context)

    def _import(self) -> None:
        self.context.navigate("import")
