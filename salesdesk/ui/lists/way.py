"""Where a list is: filter, order, groups, view, columns and the row in hand; and how to come back there."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol

from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.row_grouping import Grouping
from salesdesk.domain.saved_views import SavedView
from salesdesk.ui.lists.filter_bar import FilterBar
from salesdesk.ui.lists.model import ListModel, ListSource
from salesdesk.ui.lists.shown_columns import ShownColumns
from salesdesk.ui.lists.views import ViewKeeper
from salesdesk.ui.page_way import PageWay
from salesdesk.ui.widgets.record_table import RecordTable


@dataclass(frozen=True, slots=True)
class ListPlace:
    """``only``: the chosen records (None: all); ``columns``: those of the view (none: the remembered ones)."""

    filter: Filter
    sort: Sort | None
    only: Collection[int] | None
    view: SavedView | None
    columns: tuple[str, ...]
    grouping: Grouping
    record: int | None


class Listing(Protocol):
    """The list page as its way sees it."""

    filters: FilterBar
    model: ListModel
    source: ListSource
    table: RecordTable
    columns: ShownColumns
    views: ViewKeeper

    def open_target(self, target: object) -> None:
        """Show a target, None for everything."""


class ListWay(PageWay):
    """``show`` takes filter, order, chosen records and groups; ``want`` the record to select once it is there."""

    def __init__(
        self,
        page: Listing,
        show: Callable[[Filter, Sort | None, Collection[int] | None, Grouping], None],
        want: Callable[[int | None], None],
    ) -> None:
        self._page, self._show, self._want = page, show, want

    @property
    def is_plain(self) -> bool:
        page = self._page
        typed = page.filters.text.text().strip()  # it may be too fresh to have been taken
        narrowed = page.source.only is not None or bool(typed) or not page.filters.filter.is_empty
        return page.views.view is None and not narrowed

    @property
    def view(self) -> int | None:
        view = self._page.views.view
        return view.id if view is not None else None

    def make_plain(self) -> None:
        self._page.open_target(None)

    def now(self) -> ListPlace:
        page = self._page
        return ListPlace(
            page.filters.filter,
            page.model.sorting,
            page.source.only,
            page.views.view,
            page.columns.keys() if page.columns.of_view else (),
            page.model.grouping,
            page.table.current_id(),
        )

    def return_to(self, place: object) -> None:
        if not isinstance(place, ListPlace):
            return
        page = self._page
        self._want(place.record)
        if place.columns:
            page.columns.show(place.columns, of_view=True)
        else:
            page.columns.restore()
        self._show(place.filter, place.sort, place.only, place.grouping)
        page.views.show(place.view)
        page.views.renew()
