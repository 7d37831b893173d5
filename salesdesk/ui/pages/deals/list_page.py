"""Deals as a list: what a figure stands for, filtered, sorted and exported like any other list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.saved_views import SavedView
from salesdesk.ui.context import Context
from salesdesk.ui.lists.columns import list_columns
from salesdesk.ui.lists.export_dialog import Exporter, ExportRequest
from salesdesk.ui.lists.filter_bar import FilterBar
from salesdesk.ui.lists.look import look_of
from salesdesk.ui.lists.model import ListModel, ListSource
from salesdesk.ui.lists.progress_strip import ProgressStrip
from salesdesk.ui.lists.shown_columns import ShownColumns
from salesdesk.ui.lists.views import ViewKeeper
from salesdesk.ui.models.record_table_model import Ids
from salesdesk.ui.page import Page
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import SegmentedButtons, button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.record_table import RecordTable

DEALS = look_of(
    RecordKind.DEALS,
    (
        "deal_title",
        "company",
        "full_name",
        "stage",
        "deal_value",
        "expected_close",
        "owner",
        "lead_source",
        "closed_at",
    ),
    ("stage", "owner", "lead_source", "expected_close", "closed_at"),
    {
        "deal_title": 230,
        "company": 170,
        "full_name": 140,
        "stage": 110,
        "deal_value": 104,
        "expected_close": 110,
    },
)


class DealsPage(Page):
    """``open_target`` takes a Filter, a SavedView or ("records", ids). Opening a deal shows it on the board."""

    concerns = frozenset(
        {
            EntityKind.DEAL,
            EntityKind.CONTACT,
            EntityKind.COMPANY,
            EntityKind.STAGE,
            EntityKind.SAVED_VIEW,
            EntityKind.CUSTOM_FIELD,
        }
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Deals", parent=parent)
        self.strip = ProgressStrip(context)
        self.source = ListSource(context.store.list_of(RecordKind.DEALS))
        self.model = ListModel(
            list_columns(DEALS, context.store),
            self.source,
            EntityKind.DEAL,
            (EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.STAGE),
            None,
            self._defer,
            self,
        )
        self.table = RecordTable(context.theme, self.model, self.tr("Deals"))
        self.filters = FilterBar(context, DEALS)
        self.columns = ShownColumns(self, context, DEALS, self.table, self.model)
        self.views = ViewKeeper(self, self, context, DEALS, self.filters.save)
        self.exporter = Exporter(self, context, self.strip)
        self._look = SegmentedButtons(
            [("list", self.tr("List")), ("board", self.tr("Board"))], name=self.tr("View")
        )
        self.header.add_action(self._look)
        self.header.add_action(button(self.tr("Columns"), self.columns.choose))
        self.header.add_action(button(self.tr("Export"), self.export))
        card = Card(flush=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            EmptyState(
                context.theme,
                "funnel",
                self.tr("No deal matches"),
                self.tr("Loosen a filter to see more, or show everything again."),
                [button(self.tr("Clear filters"), self.clear_filter)],
            )
        )
        card.add(self._stack, 1)
        self.body.addWidget(self.filters)
        self.body.addWidget(self.strip)
        self.body.addWidget(card, 1)
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.filters.changed.connect(self._take_filter)
        self.filters.only_cleared.connect(self.clear_filter)
        self.filters.save_requested.connect(self.views.save)
        self.model.counted.connect(self._show_count)
        self.table.opened.connect(self._open)
        self._look.chosen.connect(self._show_board)

    def open_target(self, target: object) -> None:
        chosen = isinstance(target, tuple) and len(target) == 2 and target[0] == "records"
        self.source.only = frozenset(target[1]) if chosen else None  # type: ignore[index]
        if isinstance(target, SavedView):
            self.filters.set_filter(target.filter)
            self.model.prepare(target.filter, target.sort if target.sort.field else None)
            self.views.show(target)
            return
        filter_ = target if isinstance(target, Filter) else Filter()
        self.filters.set_filter(filter_, self._only_words())
        self.views.show(None)
        self.model.prepare(filter_, self.model.sorting)

    def refresh(self) -> None:
        self._look.set_current("list")
        self.model.reload()
        self.table.show_sort()

    def apply_change(self, change: ChangeSet) -> None:
        if change.concerns(EntityKind.CUSTOM_FIELD):
            self.columns.reload()
        self.views.on_changed(change)
        self.table.on_changed(change)

    def clear_filter(self) -> None:
        """Show every deal again."""
        self.source.only = None
        self.filters.set_filter(Filter())
        self._take_filter(Filter())

    def _only_words(self) -> str:
        if self.source.only is None:
            return ""
        number = len(self.source.only)
        return self.tr("{0} chosen").format(DEALS.counted(number, number_text(number)))

    def view_state(self) -> tuple[Filter, Sort, tuple[str, ...]]:
        """Filter, order and columns as they are now, for a saved view."""
        return self.filters.filter, self.model.sorting or Sort(), self.columns.keys()

    def export(self) -> None:
        """Export the list as it is on screen."""
        self.exporter.start(ExportRequest(DEALS, self.model.ids, self.columns.keys(), self.title))

    def _take_filter(self, filter_: Filter) -> None:
        self.model.set_filter(filter_)
        self.views.show_state()

    def _show_count(self, count: object) -> None:
        number = count if isinstance(count, int) else 0
        self.header.set_subtitle(DEALS.counted(number, number_text(number)))
        self._stack.setCurrentIndex(0 if number else 1)

    def _open(self, deal: object) -> None:
        self.context.navigate("pipeline", deal)

    def _show_board(self, look: str) -> None:
        if look == "board":
            self.context.navigate("pipeline")

    def _defer(self, read: Callable[[], Ids], deliver: Callable[[Ids], None]) -> None:
        self.context.tasks.run(lambda _work: read(), done=deliver, owner=self)
