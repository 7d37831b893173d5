"""The filter builder of a list page: F opens it in the place of the chips and puts it away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.errors import DomainError
from salesdesk.ui.lists.name_dialog import NameDialog

if TYPE_CHECKING:
    from salesdesk.ui.lists.builder.panel import FilterBuilder
    from salesdesk.ui.lists.list_page import ListPage

_MOST_RECORDS = 30_000


class BuilderPlace:
    """Makes the builder when it is first asked for, and keeps it and the chips saying the same."""

    def __init__(self, page: ListPage, column: QVBoxLayout) -> None:
        self._page, self._column = page, column
        self._context, self._look = page.context, page.look
        self._builder: FilterBuilder | None = None
        page.filters.builder_requested.connect(self.toggle)
        for key, run in (("F", self.toggle),):
            QShortcut(QKeySequence(key), page, run)

    @property
    def builder(self) -> FilterBuilder | None:
        """The builder while it is open."""
        return self._builder if self.is_open else None

    @property
    def is_open(self) -> bool:
        """Whether the builder stands above the list."""
        return self._builder is not None and not self._builder.isHidden()

    def toggle(self) -> None:
        """Open the builder with the filter of the list, or put it away."""
        if self.is_open:
            self.close()
            return
        builder = self._builder or self._make()
        self._page.filters.hide()
        builder.show()
        builder.set_filter(self._page.filters.filter, self._page.source.only)
        builder.begin()

    def close(self) -> None:
        """The chips again."""
        if self._builder is not None:
            self._builder.hide()
        self._page.filters.show()
        self._page.table.setFocus()

    def show_filter(self, filter_: Filter) -> None:
        """The list shows another filter, for example that of a view."""
        if self._builder is not None and self.is_open and filter_ != self._builder.filter:
            self._builder.set_filter(filter_, self._page.source.only)

    def on_changed(self, change: ChangeSet) -> None:
        """The file has changed."""
        if self._builder is not None:
            self._builder.on_changed(change)

    def fit(self) -> None:
        """The page has another height."""
        if self._builder is not None and self.is_open:
            self._builder.fit()

    def _make(self) -> FilterBuilder:
        from salesdesk.ui.lists.builder.panel import FilterBuilder

        self._builder = builder = FilterBuilder(self._context, self._look, self._page)
        builder.hide()
        self._column.insertWidget(0, builder)
        builder.changed.connect(self._page.filters.replace_filter)
        builder.closed.connect(self.close)
        builder.view_requested.connect(self._page.views.save)
        builder.list_requested.connect(self._ask_list)
        return builder

    def _ask_list(self) -> None:
        """Keep the records on screen under a name: a view of exactly these, whatever becomes of them."""
        ids = self._page.model.all_ids
        if not len(ids) or len(ids) > _MOST_RECORDS:
            self._context.messages.error(DomainError("saved_views.list_size", most=_MOST_RECORDS))
            return
        _, sort, columns, grouping = self._page.view_state()
        these = Filter((Condition("id", Op.IS, tuple(f"#{one}" for one in ids)),))
        create, tr = self._context.services.saved_views.create, self._page.tr
        NameDialog(
            self._page.window(),
            self._context.writes,
            tr("Use as list"),
            tr("Exactly these records are kept, {0}. The list stands in the bar at the left.").format(
                self._look.counted(len(ids), self._page.locale().toString(len(ids)))
            ),
            "",
            lambda name: create(self._look.kind, name, these, sort, columns, grouping),
            lambda made: self._context.navigate(self._look.page, made[0]),
            tr("Save list"),
        ).open()
