"""Entries of the timeline as rows: what a figure that counts them stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.errors import InputError, SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.lists.columns import list_columns
from salesdesk.ui.lists.filter_bar import FilterBar
from salesdesk.ui.lists.look import look_of
from salesdesk.ui.lists.model import ListModel, ListSource
from salesdesk.ui.models.columns import Column
from salesdesk.ui.page import Page
from salesdesk.ui.pages.activities.entry_dialog import open_entry
from salesdesk.ui.pages.activities.texts import choice_title
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.record_table import RecordTable

_SHOWN = (
    "kind",
    "subject",
    "at",
    "due_at",
    "done_at",
    "full_name",
    "company",
    "deal_title",
    "owner",
    "outcome",
)


class ActivityRowsPage(Page):
    """Entries that pass a filter, the newest first; one that is opened stands in its form. ``open_target`` takes a
    Filter."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Activities", parent=parent)
        look = look_of(RecordKind.ACTIVITIES, _SHOWN, ("kind", "owner", "at"))
        self.source = ListSource(context.store.list_of(look.kind))
        columns = [self._column(one) for one in list_columns(look, context.store)]
        self.model = ListModel(
            columns,
            self.source,
            EntityKind.ACTIVITY,
            self.source.reader.related,
            lambda *_cell: None,
            partial(_defer, self),
            self,
            head=self.source.head,
        )
        self.header.crumb.setText(self.tr("Reports /"))
        self.header.crumb.setAccessibleName(self.tr("Back to Reports"))
        self.header.crumb.setVisible(True)
        self.header.crumb_clicked.connect(partial(context.navigate, "reports"))
        self.filters = FilterBar(context, look)
        self.filters.save.hide()
        self.filters.build.hide()
        self.table = RecordTable(context.theme, self.model, self.tr("Activities"))
        nothing = EmptyState(
            context.theme,
            "funnel",
            self.tr("Nothing matches"),
            self.tr("Loosen a filter to see more, or show everything again."),
            [button(self.tr("Clear filters"), partial(self._take, Filter()))],
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(nothing)
        card = Card(flush=True)
        card.add(self._stack, 1)
        self.body.addWidget(self.filters)
        self.body.addWidget(card, 1)
        self.filters.changed.connect(self.model.set_filter)
        self.filters.answered.connect(self.table.setFocus)
        self.table.opened.connect(self._open)
        self.model.counted.connect(self._show_count)

    def _column(self, column: Column) -> Column:
        """A column of the list, to be read only; kinds and outcomes as this file calls them."""
        plain = replace(column, editable=False, kind="text" if column.kind == "name" else column.kind)
        if column.key != "kind":
            return plain
        choices = self.context.store.activities.choices.all()
        return replace(plain, text=lambda value: choice_title(choices.kind(str(value or ""))))

    def open_target(self, target: object) -> None:
        if isinstance(target, Filter):
            self.filters.set_filter(target)
            self.model.prepare(target, Sort("at", descending=True))

    def refresh(self) -> None:
        try:
            self.model.reload()
        except InputError as error:  # a filter that names a field that is gone
            self.context.messages.error(error)
            self._take(Filter())
        self.table.show_sort()

    def apply_change(self, change: ChangeSet) -> None:
        try:
            self.table.on_changed(change)
        except InputError:
            self.refresh()

    def _take(self, filter_: Filter) -> None:
        self.filters.set_filter(filter_)
        self.model.set_filter(filter_)

    def _show_count(self, count: object) -> None:
        number = count if isinstance(count, int) else 0
        text = self.locale().toString(number)
        self.header.set_subtitle(self.tr("1 entry") if number == 1 else self.tr("{0} entries").format(text))
        self._stack.setCurrentIndex(0 if number else 1)

    def _open(self, record: object) -> None:
        if isinstance(record, int):
            try:
                open_entry(self, self.context, record)
            except SalesDeskError as error:
                self.context.messages.error(error)


def _defer(page: ActivityRowsPage, read: Callable[[], Any], deliver: Callable[[Any], None]) -> None:
    """Read on the worker."""
    page.context.tasks.run(lambda _work: read(), done=deliver, owner=page)
