"""The list of deals: what a figure stands for, filtered, typed into and exported like any other list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salesdesk.domain.deals import PLACES, Deal
from salesdesk.domain.pipelines import StageKind
from salesdesk.ui.context import Context
from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.lists.look import DEALS
from salesdesk.ui.pages.deals.pipeline_views import ViewButtons, page_of
from salesdesk.ui.widgets.buttons import primary_button
from salesdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from salesdesk.services.areas import RecordArea
    from salesdesk.ui.pages.deals.profile import DealProfile


class DealsPage(ListPage):
    """Every deal, with the one in hand beside the list."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, DEALS, self._make_profile, parent)
        self.cells.ask_first = self.bulk.changes.ask_first = self._ask_first
        self._look = ViewButtons("list")
        self._look.view_asked.connect(self._show_view)
        self.header.add_action(self._look)

    def _ask_first(
        self, values: Mapping[int, Mapping[str, object]], write: Callable[[RecordArea], object]
    ) -> None:
        if not any(PLACES & given.keys() for given in values.values()):
            write(self.context.services.deals)
            return
        from salesdesk.ui.pages.deals.closing_many import ask_about_closings

        ask_about_closings(self.window(), self.context, self.strip, values, write)

    def _make_profile(self) -> DealProfile:
        from salesdesk.ui.pages.deals.profile import DealProfile  # not needed for the first rows

        return DealProfile(self.context, self.window)

    def nothing_state(self) -> QWidget:
        """Deals begin on the board; the list can take the first one too."""
        return EmptyState(
            self.context.theme,
            "columns-3",
            self.tr("No deals yet"),
            self.tr("A deal is a sale you are working on. Add one, or import a list of deals."),
            [primary_button(self.tr("Add a deal"), self.add_deal)],
        )

    def add_deal(self) -> None:
        """Ask for a new deal."""
        from salesdesk.ui.pages.deals.deal_dialog import DealDialog

        DealDialog(self.window(), self.context).open()

    def row_actions(self, record: int) -> list[tuple[str, Callable[[], object]]]:
        """The form of one deal, and how it ended."""
        deal = self.context.store.deals.get(record)
        actions: list[tuple[str, Callable[[], object]]] = [(self.tr("Edit…"), lambda: self._edit_deal(deal))]
        if self.context.store.pipelines.stage(deal.stage_id).kind is StageKind.OPEN:
            actions.append((self.tr("Won…"), lambda: self._close(deal, won=True)))
            actions.append((self.tr("Lost…"), lambda: self._close(deal, won=False)))
        return actions

    def refresh(self) -> None:
        self._look.show_here()
        super().refresh()

    def _edit_deal(self, deal: Deal) -> None:
        from salesdesk.ui.pages.deals.deal_dialog import DealDialog

        DealDialog(self.window(), self.context, deal).open()

    def _close(self, deal: Deal, *, won: bool) -> None:
        from salesdesk.ui.pages.deals.closing import LostDialog, WonDialog

        (WonDialog if won else LostDialog)(self.window(), self.context, deal).open()

    def _show_view(self, view: str) -> None:
        self.context.navigate(page_of(view))
