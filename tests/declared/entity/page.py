"""The pages of machines: their list, and one of them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from salesdesk.ui.context import Context
from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.lists.look import look_of
from salesdesk.ui.records.declared_profile import DeclaredProfile
from salesdesk.ui.records.record_page import RecordPage
from tests.declared.entity.entry import MACHINES


class MachinesPage(ListPage):
    """Every machine, with the one in hand beside the list."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        look = look_of(MACHINES, quick=("company", "grade"))
        super().__init__(context, look, lambda: DeclaredProfile(context, look, self.window), parent)


class MachinePage(RecordPage):
    """One machine as a page."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, DeclaredProfile(context, look_of(MACHINES), self.window), parent)
