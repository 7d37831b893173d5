"""A page that lists one kind of record: filters, table, bulk changes, and the record beside the list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.row_grouping import NO_GROUPS, Grouping
from salesdesk.domain.saved_views import SavedView
from salesdesk.errors import InputError
from salesdesk.ui.context import Context
from salesdesk.ui.lists.beside import ListBeside
from salesdesk.ui.lists.builder.opening import BuilderPlace
from salesdesk.ui.lists.bulk_bar import BulkBar, BulkChanges
from salesdesk.ui.lists.cell_edits import CellEdits
from salesdesk.ui.lists.columns import list_columns
from salesdesk.ui.lists.filter_bar import FilterBar
from salesdesk.ui.lists.groups import ListGroups
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.lists.model import ListModel, ListSource
from salesdesk.ui.lists.progress_strip import ProgressStrip
from salesdesk.ui.lists.row_keys import (
    ask_for_round,
    export_chosen,
    export_list,
    log_row,
    row_in_hand,
    start_round,
)
from salesdesk.ui.lists.shown_columns import ShownColumns
from salesdesk.ui.lists.totals_bar import TotalsBar, show_totals
from salesdesk.ui.lists.views import ViewKeeper
from salesdesk.ui.lists.walk import RecordWalk
from salesdesk.ui.lists.way import ListWay
from salesdesk.ui.page import GAP, Page
from salesdesk.ui.records.detail_panel import DetailPanel
from salesdesk.ui.records.field_history import history_action
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from salesdesk.ui.lists.exporter import Exporter
    from salesdesk.ui.records.profile import RecordProfile

_SETTLE_MS = 40
_FIRST = 64  # rows among which one is shown beside the list at first
_CHIP_KINDS = (EntityKind.OWNER, EntityKind.SOURCE, EntityKind.TAG, EntityKind.CUSTOM_FIELD)
_COUNTED = {EntityKind.COMPANY: (EntityKind.CONTACT, EntityKind.DEAL)}
"""Records that a list counts without naming one."""


class ListPage(Page):
    """The list of one kind of record.

    ``open_target`` takes a Filter, a SavedView or the id of one, ``("records", ids)`` for exactly these, or
    ``("record", id)`` for everything with this one selected.
    """

    cells: CellEdits
    filters: FilterBar

    def __init__(
        self,
        context: Context,
        look: ListLook,
        make_profile: Callable[[], RecordProfile],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, look.title, parent=parent)
        self.look = look
        self._walk: RecordWalk | None = None
        self._total = 0
        self._wanted: int | None = None
        self.strip = ProgressStrip(context)
        self.source = ListSource(context.store.list_of(look.kind))
        self.model = ListModel(
            list_columns(look, context.store),
            self.source,
            look.entity,
            (*self.source.reader.related, *_COUNTED.get(look.entity, ())),
            lambda *cell: self.cells.write(*cell),
            partial(_defer, self),
            self,
            edits=context.edits,
            head=self.source.head,
        )
        self.table = RecordTable(context.theme, self.model, self.tr(look.title))
        self.model.counted_text = lambda count: look.counted(count, self.locale().toString(count))
        self.groups = ListGroups(self, self)
        self.cells = CellEdits(self, context, look, self.table, self.model, self.strip)
        self.filters = FilterBar(context, look)
        self.panel = DetailPanel(context, make_profile)
        self.bulk = BulkBar(context, look, BulkChanges(context, look, self.strip), self.table.selected_ids)
        self.columns = ShownColumns(self, context, look, self.table, self.model)
        self.views = ViewKeeper(self, self, context, look, self.filters.save)
        self.way = ListWay(self, self._show_list, self._want)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._lay_out()
        self._connect_signals()

    def _lay_out(self) -> None:
        details = button(self.tr("Details"), tip=self.tr("Show the selected row beside the list"))
        columns = button(self.tr("Columns"), self.columns.choose)
        export = button(self.tr("Export"), self.export)
        self._list_actions = (self.groups.chip, columns, export)
        for action in (details, *self._list_actions):
            self.header.add_action(action)
        self.nothing = self.nothing_state()
        self.no_match = EmptyState(
            self.context.theme,
            "funnel",
            self.tr("Nothing matches"),
            self.tr("Loosen a filter to see more, or show everything again."),
            [button(self.tr("Clear filters"), self.clear_filter)],
        )
        self._stack = QStackedWidget()
        for part in (self.table, self.no_match):
            self._stack.addWidget(part)
        left = Card(flush=True)
        left.add(self._stack, 1)
        self.totals = TotalsBar(self.context, self.source.reader)
        self.totals.groups_added.connect(self.model.set_totals)
        left.add(self.totals)
        left.add(self.bulk)
        self.beside = ListBeside(self.context.preferences, self.look.page, left, self.panel, details)
        self.content = QWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for widget in (self.filters, self.strip):
            column.addWidget(widget)
        self.builder = BuilderPlace(self, column)
        column.addWidget(self.beside, 1)
        self.body.addWidget(self.content, 1)
        self.body.addWidget(self.nothing, 1)
        self.nothing.hide()

    def nothing_state(self) -> QWidget:
        """What stands here while there is no record at all; pages say what theirs is for."""
        return EmptyState(self.context.theme, self.look.icon, self.tr("Nothing here yet"))

    def _connect_signals(self) -> None:
        self.in_hand = partial(row_in_hand, self)
        self.context.edits.changed.connect(self.model.on_typed)
        self.bulk.all_wanted.connect(self.table.selectAll)
        self.bulk.export_requested.connect(lambda: self._export(self.table.selected_ids()))
        self.bulk.round_requested.connect(lambda: ask_for_round(self, self.table.selected_ids()))
        self.bulk.none_wanted.connect(self._select_one)
        self.filters.changed.connect(self._take_filter)
        self.filters.answered.connect(self.table.setFocus)
        self.filters.only_cleared.connect(self.clear_filter)
        self.filters.save_requested.connect(self.views.save)
        self.header.crumb_clicked.connect(self.clear_filter)
        self.model.counted.connect(self._show_count)
        self.panel.appeared.connect(self._settle.start)
        self.panel.opened.connect(self.open_record)
        self.table.current_changed.connect(self._settle.start)
        for news in (self.table.layout_changed, self.table.columns_applied):
            news.connect(partial(show_totals, self))
        self.table.menu_requested.connect(self._fill_menu)
        self.table.opened.connect(self.open_record)
        self.table.selection_changed.connect(self._show_selection)
        self._settle.timeout.connect(self._show_current)
        keys = {
            "L": partial(log_row, self),
            "R": partial(start_round, self),
            "/": self.filters.text.setFocus,
            "Ctrl+Shift+E": partial(export_chosen, self),
            "Del": self.bulk.delete,
            "Esc": self._select_one,
            "Ctrl+V": self.cells.paste,
            "Ctrl+C": self.cells.copy,
            "Ctrl+Shift+C": partial(self.cells.copy, heads=False),
            "Ctrl+D": self.cells.fill_down,
            "Ctrl+Shift+F": self.columns.freeze,
            "G": self.groups.ask,
            "E": self.bulk.ask_field,
        }
        for key, run in keys.items():
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(run)

    # ---- what is shown ----

    def open_target(self, target: object) -> None:
        self._walk = None
        if isinstance(target, int):
            target = self.context.store.saved_views.get(target)
        if isinstance(target, SavedView):
            sort = target.sort if target.sort.field else None
            self._show_list(target.filter, sort, grouping=target.grouping)
            if target.columns:
                self.columns.show(target.columns, of_view=True)
            self.views.show(target)
            return
        filter_, only = target if isinstance(target, Filter) else Filter(), None
        if isinstance(target, tuple) and len(target) == 2:
            only = tuple(target[1]) if target[0] == "records" else None
            self._wanted = int(target[1]) if target[0] == "record" else None
        self.columns.restore()
        self.views.show(None)
        grouping = self.model.grouping if target is None else NO_GROUPS
        self._show_list(filter_, self.model.sorting, only, grouping)

    def _want(self, record: int | None) -> None:
        self._walk, self._wanted = None, record

    def clear_filter(self) -> None:
        """Show everything again."""
        self.columns.restore()
        self._show_list(Filter(), self.model.sorting, grouping=self.model.grouping)
        self.views.show(None)
        self.refresh()

    def view_state(self) -> tuple[Filter, Sort, tuple[str, ...], Grouping]:
        """Filter, order, columns and groups as they are now, for a saved view."""
        return self.filters.filter, self.model.sorting or Sort(), self.columns.keys(), self.model.grouping

    def _show_list(
        self,
        filter_: Filter,
        sort: Sort | None,
        only: Collection[int] | None = None,
        grouping: Grouping = NO_GROUPS,
    ) -> None:
        """Take over filter, order and groups; ``refresh`` reads them."""
        self.source.only = None if only is None else frozenset(only)
        self.filters.set_filter(filter_, _only_words(self))
        self.builder.show_filter(filter_)
        self.model.prepare(filter_, sort, grouping)
        self.groups.show()

    def _take_filter(self, filter_: Filter) -> None:
        self.model.set_filter(filter_)
        self.views.show_state()

    def refresh(self) -> None:
        self._total = self.model.expected = self.source.reader.count()
        try:
            self.model.reload()
        except InputError as error:  # a view that names a field that is gone
            self.context.messages.error(error)
            self._show_list(Filter(), None)
            self.model.reload()
        self.table.show_sort()
        if self.panel.is_built:
            self._show_current()
        else:
            self._settle.start()  # after the first rows are on screen

    def on_changed(self, change: ChangeSet) -> None:
        # Also while it is hidden: what the page is opened for next may be a view with the new field.
        if change.concerns(EntityKind.CUSTOM_FIELD):
            self.columns.reload()
        super().on_changed(change)

    def apply_change(self, change: ChangeSet) -> None:
        if change.concerns(self.look.entity):
            self._total = self.model.expected = self.source.reader.count()
        if change.concerns(*_CHIP_KINDS):
            self.filters.set_filter(self.filters.filter, _only_words(self))
        self.views.on_changed(change)
        self.builder.on_changed(change)
        try:
            self.table.on_changed(change)
        except InputError:  # filter or order name a field that went with this change
            self.refresh()
        self._settle.start()

    def _show_count(self, count: object) -> None:
        number = count if isinstance(count, int) else 0
        self._total = max(self._total, number)
        locale, narrowed = self.locale(), number < self._total
        words = self.look.counted(self._total, locale.toString(self._total))
        self.header.set_subtitle(
            self.tr("{0} of {1}").format(locale.toString(number), words) if narrowed else words
        )
        nothing = self._total == 0
        self.content.setVisible(not nothing)
        for action in self._list_actions:
            action.setVisible(not nothing)
        self.beside.place(useful=not nothing)
        self.nothing.setVisible(nothing)
        self._stack.setCurrentIndex(0 if number else 1)
        show_totals(self)
        if self._wanted is not None and self.table.select_id(self._wanted):
            self._wanted = None
        elif number and self.table.current_id() is None:
            first = next((one for one in self.model.ids[:_FIRST] if one > 0), None)
            if first is not None:
                self.table.select_id(first, scroll=False)
        self._show_selection()

    def _show_selection(self) -> None:
        selection = self.table.selectionModel().selection()
        parts = [selection.at(part) for part in range(selection.count())]
        chosen = sum(self.model.records_between(part.top(), part.bottom()) for part in parts)
        self.bulk.set_count(chosen, self.model.records)

    def _show_current(self) -> None:
        self._settle.stop()
        if self.beside.is_shown:
            self.panel.show_record(self.table.current_id())

    def _select_one(self) -> None:
        current = self.table.current_id()
        if current is not None:
            self.table.select_id(current)

    # ---- size and place ----

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._walk is not None:
            self.table.select_id(self._walk.current)
            self._walk = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.beside.place(useful=self._total > 0)
        self.builder.fit()
        self._settle.start()

    # ---- acting ----

    def open_record(self, record: object) -> None:
        """Go to the record's page; previous and next there follow this list."""
        if isinstance(record, int):
            self._walk = walk = RecordWalk(self.model.all_ids, record, self.title)
            self.model.when_whole(lambda: walk.take(self.model.all_ids))
            self.context.navigate(self.look.record_page, self._walk)

    @cached_property
    def exporter(self) -> Exporter:
        """Asks for the file and writes it; loaded when something is exported."""
        from salesdesk.ui.lists.exporter import Exporter

        return Exporter(self, self.context, self.strip)

    def export(self) -> None:
        """Export the list as it is on screen."""
        self._export(())

    def _export(self, selected: Sequence[int]) -> None:
        self.model.when_whole(lambda: export_list(self, selected))

    def row_actions(self, record: int) -> list[tuple[str, Callable[[], object]]]:
        """What the menu of one row offers beside what every list has."""
        return []

    def _fill_menu(self, menu: QMenu, ids: Sequence[int]) -> None:
        if self.groups.fill_menu(menu) or not ids:
            return
        current = self.table.current_id()
        if len(ids) == 1 and current is not None:
            menu.addAction(self.tr("Open")).triggered.connect(lambda: self.open_record(current))
            for text, run in self.row_actions(current):
                menu.addAction(text).triggered.connect(run)
            key = self.model.columns[max(0, self.table.currentIndex().column())].key
            for text, run in history_action(self, self.context, self.look.kind, current, key):
                menu.addAction(text).triggered.connect(run)
            menu.addSeparator()
        for text, run in (
            *self.bulk.usual_actions(),
            *self.bulk.more_actions(),
        ):
            menu.addAction(text).triggered.connect(run)
        menu.addSeparator()
        menu.addAction(self.tr("Copy with titles")).triggered.connect(lambda: self.cells.copy())
        menu.addAction(self.tr("Copy without titles")).triggered.connect(lambda: self.cells.copy(heads=False))
        menu.addAction(self.tr("Paste")).triggered.connect(self.cells.paste)
        if len(ids) > 1:
            menu.addAction(self.tr("Fill down")).triggered.connect(self.cells.fill_down)
        menu.addSeparator()
        menu.addAction(self.tr("Delete")).triggered.connect(self.bulk.delete)


def _defer(page: ListPage, read: Callable[[], Any], deliver: Callable[[Any], None]) -> None:
    """Read on the worker."""
    page.context.tasks.run(lambda _work: read(), done=deliver, owner=page)


def _only_words(page: ListPage) -> str:
    """How many records were chosen for the page to show, "" where it shows all."""
    if page.source.only is None:
        return ""
    number = len(page.source.only)
    return page.tr("{0} chosen").format(page.look.counted(number, page.locale().toString(number)))
