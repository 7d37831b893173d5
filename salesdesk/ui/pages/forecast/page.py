"""The forecast: open deals by the month they should be closed in, and what comes of them."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.deals import DealCard
from salesdesk.domain.entities import entities
from salesdesk.domain.forecast import (
    ForecastPlace,
    Span,
    close_at,
    close_moved,
    month_later,
    place_of,
)
from salesdesk.domain.pipelines import Pipeline, StageKind
from salesdesk.services.deals import BOARD_KINDS
from salesdesk.ui.context import Context
from salesdesk.ui.field_edits import FieldEdit
from salesdesk.ui.page import Page
from salesdesk.ui.pages.activities.entry_dialog import enter_about_deal, open_step_of_deal
from salesdesk.ui.pages.deals.card_menu import Entry, show_card_menu
from salesdesk.ui.pages.deals.closing import LostDialog, WonDialog
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.pages.deals.narrow_change import deals_changed
from salesdesk.ui.pages.deals.pipeline_views import (
    OF_PIPELINE,
    PipelineChooser,
    ViewButtons,
    page_of,
    pipeline_of,
)
from salesdesk.ui.pages.forecast.board import MonthBoard
from salesdesk.ui.pages.forecast.close_day_dialog import CloseDayDialog
from salesdesk.ui.pages.forecast.figures import ForecastFigures
from salesdesk.ui.pages.forecast.rows import ForecastRows
from salesdesk.ui.pages.forecast.texts import closes_text, place_text
from salesdesk.ui.widgets.buttons import primary_button
from salesdesk.ui.widgets.empty_state import EmptyState

CLOSE = "expected_close"
"""The field of a deal that putting its card into another month changes."""


class ForecastPage(Page):
    """Deals of one pipeline by month. ``open_target`` takes ``(OF_PIPELINE, id)``."""

    concerns = frozenset(BOARD_KINDS)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Pipeline", parent=parent)
        self._pipeline: Pipeline | None = None
        self._today = date.fromisoformat(context.store.today())
        self._next: int | None = None
        self._cards: dict[int, DealCard] = {}
        self.choose = PipelineChooser(context)
        self.header.add_beside(self.choose)
        self.views = ViewButtons("forecast")
        self.header.add_action(self.views)
        self.owner = QComboBox()
        self.owner.setAccessibleName(self.tr("Owner"))
        self.header.add_action(self.owner)
        self.header.add_action(primary_button(self.tr("New deal"), self._new_deal))
        self.figures = ForecastFigures()
        self.body.addLayout(self.figures.row)
        self.board = MonthBoard(context.theme)
        empty = EmptyState(
            context.theme,
            "calendar-clock",
            self.tr("No open deals"),
            self.tr(
                "Here open deals stand in the month they should be closed in, with what is to be expected of each month."
            ),
            [primary_button(self.tr("Add a deal"), self._new_deal)],
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.board)
        self._stack.addWidget(empty)
        self.body.addWidget(self._stack, 1)
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.context.edits.changed.connect(self._show_moving)
        self.choose.chosen.connect(self._show_pipeline)
        self.views.view_asked.connect(self._show_view)
        self.owner.activated.connect(self.refresh)
        self.figures.asked.connect(self._open_figure)
        board = self.board
        board.drop_requested.connect(self._drop)
        board.shift_requested.connect(self._shift)
        board.letter_typed.connect(self._typed)
        board.deal_opened.connect(self._open_deal)
        board.rows_requested.connect(self._open_place)
        board.menu_requested.connect(self._show_menu)
        board.zones.win_requested.connect(partial(self._close, WonDialog))
        board.zones.lose_requested.connect(partial(self._close, LostDialog))

    # ---- showing ----

    def open_target(self, target: object) -> None:
        wanted = pipeline_of(target)
        if wanted is not None:
            self._pipeline = self.context.store.pipelines.get(wanted)

    def refresh(self) -> None:
        self._pipeline = pipeline = self.choose.known(self._pipeline)
        self.choose.show_pipeline(pipeline)
        self.views.show_here()
        self._fill_owners()
        self._cards = self.context.services.forecast.cards(pipeline)
        self._show_forecast(pipeline)

    def apply_change(self, change: ChangeSet) -> None:
        """Read only the cards that are different, where that can be told."""
        store, pipeline = self.context.store, self._pipeline
        shown = self._cards.values()
        deals = deals_changed(change, self.concerns, store, shown) if pipeline is not None else None
        if pipeline is None or deals is None or store.today() != self._today.isoformat():
            self.refresh()
            return
        fresh = self.context.services.deals.cards_of(pipeline, deals)
        kept = {number: card for number, card in self._cards.items() if number not in deals}
        self._cards = {**kept, **fresh}
        self._show_forecast(pipeline)

    def _show_forecast(self, pipeline: Pipeline) -> None:
        owner = self.owner.currentData()
        forecast = self.context.services.forecast.read(pipeline, owner=owner, cards=self._cards)
        self._today = forecast.today
        self.board.show_forecast(forecast)
        self.figures.show_forecast(forecast)
        shown = any(column.cards for column in forecast.columns) or forecast.quarter_won.count
        self._stack.setCurrentIndex(0 if shown else 1)
        if self._next is not None and self.isVisible():
            self.board.focus_deal(self._next)
        self._next = None

    def _fill_owners(self) -> None:
        chosen = self.owner.currentData()
        self.owner.clear()
        self.owner.addItem(self.tr("All owners"), None)
        for owner in self.context.store.owners.all():
            self.owner.addItem(owner.name, owner.name)
        self.owner.setCurrentIndex(max(0, self.owner.findData(chosen)))

    def take_focus(self) -> None:
        last = self.focusWidget()
        first = next((card.id for column in self.board.columns for card in column.model.cards), None)
        if last in (None, self) and first is not None:
            self.board.focus_deal(first)
        else:
            super().take_focus()

    def _show_pipeline(self, pipeline: object) -> None:
        if isinstance(pipeline, Pipeline):
            self._pipeline = pipeline
            self.refresh()

    def _show_view(self, view: str) -> None:
        if self._pipeline is None:
            return
        if view == "list":
            self.context.navigate("deals", self._rows().open_deals())
        else:
            self.context.navigate(page_of(view), (OF_PIPELINE, self._pipeline.id))

    def _show_moving(self, kind: EntityKind, deals: frozenset[int]) -> None:
        """Say on their cards which deals wait for another day."""
        if kind is EntityKind.DEAL:
            for deal in deals:
                typed = self.context.edits.of(kind, deal, CLOSE)
                day = typed.value if typed is not None else None
                place = place_of(str(day) if day else None, self._today)
                self.board.show_moving(deal, place_text(place, self._today) if typed is not None else "")

    # ---- rows ----

    def _rows(self) -> ForecastRows:
        assert self._pipeline is not None
        return ForecastRows(self._pipeline.id, self.owner.currentData(), self._today)

    def _open_place(self, place: ForecastPlace) -> None:
        self.context.navigate("deals", self._rows().of_place(place))

    def _open_figure(self, figure: str) -> None:
        if self._pipeline is not None:
            self.context.navigate("deals", self._rows().of_figure(figure))

    def _open_deal(self, deal: object) -> None:
        self.context.navigate(entities()[EntityKind.DEAL].record_page, deal)

    # ---- asking for changes ----

    def _drop(self, deal: object, place: ForecastPlace, asks: bool) -> None:
        card = self.board.card(deal) if isinstance(deal, int) else None
        if card is None:
            return
        if place.span is Span.OVERDUE:
            self.context.messages.say(
                self.tr("Nothing is put under Overdue: it holds what should have been closed before today.")
            )
            return
        day = close_at(place, card.expected_close, self._today)
        if asks:
            self._ask_day(card.id, day)
        elif place == place_of(card.expected_close, self._today):
            said = self.tr("{0} is sorted by amount, so the card keeps its place and its day.")
            self.context.messages.say(said.format(place_text(place, self._today)))
            self.board.focus_deal(card.id)
        else:
            self._set_day(card.id, day)

    def _shift(self, deal: object, step: int) -> None:
        card = self.board.card(deal) if isinstance(deal, int) else None
        if card is None:
            return
        day = close_moved(card.expected_close, step, self._today)
        if day is None:
            self.context.messages.say(self.tr("A month that has passed takes no deals."))
        else:
            self._set_day(card.id, day)

    def _set_day(self, deal: int, day: date | None) -> None:
        """Write another closing day, one step to undo; the card keeps the focus."""
        card = self.board.card(deal)
        if card is None:
            return
        text = closes_text(day, self._today)
        said = f"{card.title}: {text}"
        seen = self.context.edits.seen(EntityKind.DEAL, {deal: {CLOSE: card.expected_close}})
        typed = {deal: {CLOSE: day.isoformat() if day else None}}
        edit = FieldEdit(EntityKind.DEAL, typed, card.title, text, kept=False, seen=seen)
        write = partial(self.context.services.forecast.set_close, deal, day)

        def done(changes: ChangeSet) -> None:
            self.context.messages.done(said, changes)
            self.board.focus_deal(deal)

        self.context.edits.run(edit, lambda edit: write(seen=edit.seen), done=done, owner=self)

    def _ask_day(self, deal: int, proposed: date | None) -> None:
        card = self.board.card(deal)
        if card is None:
            return

        def done(changes: ChangeSet) -> None:
            said = self.context.store.deals.get(deal).expected_close
            day = date.fromisoformat(said[:10]) if said else None
            self.context.messages.done(f"{card.title}: {closes_text(day, self._today)}", changes)
            self.board.focus_deal(deal)

        write = partial(self.context.services.forecast.set_close, deal)
        CloseDayDialog(self, self.context.writes, card.title, proposed, write, done).open()

    def _ask_own_day(self, deal: int) -> None:
        card = self.board.card(deal)
        if card is not None:
            known = card.expected_close
            self._ask_day(deal, date.fromisoformat(known[:10]) if known else None)

    def _typed(self, deal: int, what: str) -> None:
        if what == "date":
            self._ask_own_day(deal)
        else:
            self._close(WonDialog if what == "win" else LostDialog, deal)

    def _close(self, kind: type[WonDialog] | type[LostDialog], deal: int) -> None:
        self._keep_place(deal)
        kind(self, self.context, self.context.store.deals.get(deal)).open()

    def _keep_place(self, deal: int) -> None:
        """When a card goes, the one that comes after it has the focus."""
        for column in self.board.columns:
            row, cards = column.model.row_of(deal), column.model.cards
            if row >= 0:
                beside = [card.id for card in (*cards[row + 1 :], *reversed(cards[:row]))]
                self._next = next(iter(beside), None)

    def _new_deal(self) -> None:
        stage = self._pipeline.first(StageKind.OPEN) if self._pipeline is not None else None
        DealDialog(self, self.context, stage_id=stage.id if stage else None).open()

    def _show_menu(self, deal: int, at: QPoint) -> None:
        entries: list[Entry] = [
            (self.tr("Open"), "Return", self._open_deal),
            (self.tr("Edit…"), "", partial(_edit, self, self.context)),
            (self.tr("Log or plan…"), "", partial(enter_about_deal, self, self.context)),
            (self.tr("Next step…"), "", partial(open_step_of_deal, self, self.context)),
            (self.tr("Closing day…"), "D", self._ask_own_day),
            (self.tr("Won…"), "W", partial(self._close, WonDialog)),
            (self.tr("Lost…"), "L", partial(self._close, LostDialog)),
        ]
        this = self._today.replace(day=1)
        ahead = (column.place for column in self.board.columns if column.place.span is Span.MONTH)
        later = ForecastPlace(Span.LATER, month_later(this, 4))
        places = [*ahead, later, ForecastPlace(Span.UNDATED)]
        into: list[Entry] = [
            (place_text(place, self._today), "", partial(self._drop, place=place, asks=False))
            for place in places
        ]
        show_card_menu(self, deal, entries, (self.tr("Move to"), into), at)


def _edit(parent: QWidget, context: Context, deal: int) -> None:
    DealDialog(parent, context, context.store.deals.get(deal)).open()
