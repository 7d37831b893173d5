"""The pipeline page: key figures, the board or the list, and one deal beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QWidget

from salesdesk.domain.card_order import stands_before
from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.deals import DealCard, needs_attention
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.pipelines import CardOrder, Pipeline, Stage, StageKind
from salesdesk.errors import SalesDeskError
from salesdesk.services.deals import BOARD_KINDS
from salesdesk.ui.context import Context
from salesdesk.ui.field_edits import FieldEdit
from salesdesk.ui.page import Page
from salesdesk.ui.pages.activities.entry_dialog import enter_about_deal, open_step_of_deal
from salesdesk.ui.pages.activities.log_dialog import LogDialog
from salesdesk.ui.pages.activities.log_subject import subject_of
from salesdesk.ui.pages.deals.board import Board
from salesdesk.ui.pages.deals.board_figures import BoardFigures
from salesdesk.ui.pages.deals.card_menu import Entry, show_card_menu
from salesdesk.ui.pages.deals.closing import LostDialog, WonDialog
from salesdesk.ui.pages.deals.column_view import order_text
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.pages.deals.deal_panel import DealPanel
from salesdesk.ui.pages.deals.narrow_change import deals_changed
from salesdesk.ui.pages.deals.pipeline_views import (
    OF_PIPELINE,
    PipelineChooser,
    ViewButtons,
    page_of,
    pipeline_of,
)
from salesdesk.ui.records.deleting import before_deleting
from salesdesk.ui.widgets.buttons import primary_button
from salesdesk.ui.widgets.empty_state import EmptyState

PANEL_WIDTH = 360
STAGE = "stage_id"
"""The field of a deal that a move of its card changes."""


class PipelinePage(Page):
    """Deals of one pipeline. ``open_target`` takes a deal id."""

    concerns = frozenset(BOARD_KINDS)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Pipeline", parent=parent)
        self._pipeline: Pipeline | None = None
        self._wanted: int | None = None
        self._choose = PipelineChooser(context)
        self.header.add_beside(self._choose)
        self._look = ViewButtons("board")
        self.header.add_action(self._look)
        self._add: QPushButton = primary_button(self.tr("New deal"), self._new_deal)
        self.header.add_action(self._add)
        self._board_figures = BoardFigures()
        self._figures = self._board_figures.cards
        self.body.addLayout(self._board_figures.row)
        self.board = Board(context.theme)
        self.panel = DealPanel(context)
        self.panel.setFixedWidth(PANEL_WIDTH)
        self.panel.hide()
        empty = EmptyState(
            context.theme,
            "columns-3",
            self.tr("No open deals"),
            self.tr(
                "A deal is a sale you are working on. Add one, or import a list of deals, and drag it from stage to stage until it is won."
            ),
            [primary_button(self.tr("Add a deal"), self._new_deal)],
        )
        self._stack = QStackedWidget()
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._stack.addWidget(self.board)
        self._stack.addWidget(empty)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._stack, 1)
        row.addWidget(self.panel)
        self.body.addLayout(row, 1)
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.in_hand = lambda: subject_of(EntityKind.DEAL, self._current())
        self.context.edits.changed.connect(self._show_moving)
        self.board.deal_move_requested.connect(self._move)
        self.board.sort_requested.connect(self._sort)
        self.board.win_requested.connect(self._win)
        self.board.lose_requested.connect(self._lose)
        self.board.deal_opened.connect(self.show_deal)
        self.board.menu_requested.connect(self._show_menu)
        self._look.view_asked.connect(self._show_view)
        self._choose.chosen.connect(self._show_pipeline)
        self.board.letter_typed.connect(self._typed)
        self._board_figures.asked.connect(self._open_rows)
        self.panel.closed.connect(self._close_panel)
        self.panel.win_requested.connect(self._win)
        self.panel.lose_requested.connect(self._lose)
        self.panel.edit_requested.connect(self._edit)
        for keys, run in (
            ("Ctrl+Shift+W", self._win_current),
            ("Ctrl+Shift+L", self._lose_current),
            ("Escape", self._close_panel),
            ("[", self._go_up),
            ("]", self._go_down),
            ("Ctrl+Alt+Left", self._go_up),
            ("Ctrl+Alt+Right", self._go_down),
        ):
            QShortcut(QKeySequence(keys), self, run)

    # ---- showing ----

    def open_target(self, target: object) -> None:
        wanted = pipeline_of(target)
        if wanted is not None:
            self._pipeline = self.context.store.pipelines.get(wanted)
        if isinstance(target, int):
            self._wanted = target
            deal = self.context.store.deals.get(target)
            self._pipeline = self.context.store.pipelines.get(deal.pipeline_id)

    def _show_view(self, view: str) -> None:
        if view == "list":
            self._open_rows("open")
        elif self._pipeline is not None:
            self.context.navigate(page_of(view), (OF_PIPELINE, self._pipeline.id))

    def _open_rows(self, figure: str) -> None:
        """The deals a figure stands for, as a list."""
        if figure == "attention":
            cards = [card for column in self.board.columns for card in column.model.cards]
            waiting = [card.id for card in cards if needs_attention(card)]
            if waiting:
                self.context.navigate("deals", ("records", tuple(waiting)))
            return
        if self._pipeline is None:
            return
        today = self.board.today
        target = Filter(
            (
                Condition("stage_kind", Op.IS, ("won",)),
                Condition("closed_at", Op.AT_LEAST, (today.replace(day=1).isoformat(),)),
                Condition("closed_at", Op.AT_MOST, (today.isoformat(),)),
            )
        )
        if figure in ("open", "weighted"):
            own = Condition("pipeline", Op.IS, (f"#{self._pipeline.id}",))
            target = Filter((own, Condition("stage_kind", Op.IS, ("open",))))
        self.context.navigate("deals", target)

    def refresh(self) -> None:
        store, services = self.context.store, self.context.services
        self._pipeline = pipeline = self._choose.known(self._pipeline)
        self._choose.show_pipeline(pipeline)
        self._look.show_here()
        today, currency = date.fromisoformat(store.today()), store.settings.currency
        cards = services.deals.board(pipeline)
        self._show_cards(pipeline, cards, currency, today)
        shown = self._wanted if self._wanted is not None else self.panel.deal_id
        if (shown is not None and not self.panel.isHidden()) or self._wanted is not None:
            self.show_deal(shown)
        self._wanted = None

    def _show_cards(
        self, pipeline: Pipeline, cards: Mapping[int, Sequence[DealCard]], currency: str, today: date
    ) -> None:
        totals = self.context.services.deals.totals(pipeline)
        self.board.show_board(pipeline, cards, totals, currency, today)
        self._stack.setCurrentIndex(0 if any(cards.values()) else 1)
        won = self.context.services.deals.won(today.replace(day=1), today)
        self._board_figures.show_sums(pipeline, totals, won, currency)
        every = (card for column in self.board.columns for card in column.model.cards)
        self._board_figures.show_waiting(sum(needs_attention(card) for card in every))

    def apply_change(self, change: ChangeSet) -> None:
        """Read only the cards that are different, where that can be told."""
        store, pipeline = self.context.store, self._pipeline
        shown = [card for column in self.board.columns for card in column.model.cards]
        deals = deals_changed(change, self.concerns, store, shown) if pipeline is not None else None
        today = date.fromisoformat(store.today())
        if pipeline is None or deals is None or today != self.board.today:
            self.refresh()
            return
        fresh = self.context.services.deals.cards_of(pipeline, deals)
        self._show_cards(pipeline, self.board.with_cards(deals, fresh), store.settings.currency, today)
        if self.panel.deal_id is not None and not self.panel.isHidden():
            self.show_deal(self.panel.deal_id)

    def _show_moving(self, kind: EntityKind, deals: frozenset[int]) -> None:
        """Say on their cards which deals wait to be moved."""
        if kind is EntityKind.DEAL:
            for deal in deals:
                typed = self.context.edits.of(kind, deal, STAGE)
                self.board.show_moving(deal, self._stage_name(typed.value) if typed is not None else "")

    def _stage_name(self, stage: object) -> str:
        stages = self._pipeline.stages if self._pipeline is not None else ()
        return next((one.name for one in stages if one.id == stage), "")

    def show_deal(self, deal_id: object) -> None:
        """Open a deal in the panel beside the board."""
        if not isinstance(deal_id, int):
            return
        try:
            self.panel.show_deal(deal_id)
        except SalesDeskError as error:
            self.panel.hide()
            self.context.messages.error(error)
            return
        self.panel.show()
        self.board.focus_deal(deal_id)

    def take_focus(self) -> None:
        last = self.focusWidget()
        first = next((card.id for column in self.board.columns for card in column.model.cards), None)
        # Columns made just now are not visible yet, so the page cannot find them by itself.
        if last in (None, self) and first is not None:
            self.board.focus_deal(first)
        else:
            super().take_focus()

    def _close_panel(self) -> None:
        shown = self.panel.deal_id
        self.panel.hide()
        if shown is not None:
            self.board.focus_deal(shown)

    # ---- asking for changes ----

    def _move(self, deal_id: int, stage_id: int, before: int | None) -> None:
        try:
            stage, deal = self.context.store.pipelines.stage(stage_id), self.context.store.deals.get(deal_id)
        except SalesDeskError as error:
            self.context.messages.error(error)
            return

        kept = self._keeps_place(deal_id, stage, before)
        if not kept and self.board.stage_of(deal_id) == stage_id:
            self.context.messages.say(
                self.tr("{0} is sorted by {1}, so the card keeps its place.").format(
                    stage.name, order_text(stage.card_order)
                ),
                self.tr("Sort by hand"),
                partial(self._sort, stage_id, CardOrder.BY_HAND, deal_id, before),
            )
            return

        def done(_changes: ChangeSet) -> None:
            if shown != stage_id:
                said = self.tr("Moved to {0}") if kept else self.tr("Moved to {0}, which is sorted by {1}")
                self.context.messages.done(said.format(stage.name, order_text(stage.card_order)))
            if not waits:
                self.board.focus_deal(deal_id)

        waits: list[bool] = []
        move = partial(self.context.services.deals.move, deal_id, stage_id, before=before)
        shown = self.board.stage_of(deal_id) or deal.stage_id
        seen = self.context.edits.seen(EntityKind.DEAL, {deal_id: {STAGE: shown}})
        moved = {deal_id: {STAGE: stage_id}}
        edit = FieldEdit(EntityKind.DEAL, moved, deal.title, stage.name, kept=False, seen=seen)
        self.context.edits.run(edit, lambda edit: move(seen=edit.seen), done=done, owner=self)
        waits.append(True)

    def _keeps_place(self, deal_id: int, stage: Stage, before: int | None) -> bool:
        """Whether a card dropped in front of ``before`` will stand there, in the order its column has."""
        columns = self.board.columns
        card = next((card for one in columns for card in one.model.cards if card.id == deal_id), None)
        column = next((one for one in columns if one.stage.id == stage.id), None)
        if card is None or column is None:
            return True
        return stands_before(column.model.cards, stage.card_order, card, before)

    def _sort(
        self, stage_id: int, order: CardOrder, moved: int | None = None, before: int | None = None
    ) -> None:
        try:
            stage = self.context.store.pipelines.stage(stage_id)
        except SalesDeskError as error:
            self.context.messages.error(error)
            return
        said = self.tr("{0} is sorted by {1}").format(stage.name, order_text(order))
        self.context.writes.run(
            partial(self.context.services.deals.sort_cards, stage_id, order, moved=moved, before=before),
            what=said,
            done=lambda changes: self.context.messages.done(said, changes),
            owner=self,
        )

    def _win(self, deal_id: object) -> None:
        if isinstance(deal_id, int):
            WonDialog(self, self.context, self.context.store.deals.get(deal_id)).open()

    def _lose(self, deal_id: object) -> None:
        if isinstance(deal_id, int):
            LostDialog(self, self.context, self.context.store.deals.get(deal_id)).open()

    def _edit(self, deal_id: object) -> None:
        if isinstance(deal_id, int):
            DealDialog(self, self.context, self.context.store.deals.get(deal_id)).open()

    def _new_deal(self) -> None:
        stage = self._pipeline.first(StageKind.OPEN) if self._pipeline is not None else None
        DealDialog(self, self.context, stage_id=stage.id if stage else None).open()

    def _current(self) -> int | None:
        focused = next((c.cards.current_deal() for c in self.board.columns if c.cards.hasFocus()), None)
        return focused if focused is not None else self.panel.deal_id

    def _typed(self, deal_id: int, what: str) -> None:
        if what == "win":
            self._win(deal_id)
        else:
            LogDialog(self, self.context, subject_of(EntityKind.DEAL, deal_id)).open()

    def _go_up(self) -> None:
        self._go_beside(-1)

    def _go_down(self) -> None:
        self._go_beside(1)

    def _go_beside(self, step: int) -> None:
        """To the deal above or below in its column, beside the board too where one is open there."""
        deal = self.board.beside(self._current(), step)
        if deal is not None and not self.panel.isHidden():
            self.show_deal(deal)
        elif deal is not None:
            self.board.focus_deal(deal)

    def _win_current(self) -> None:
        self._win(self._current())

    def _lose_current(self) -> None:
        self._lose(self._current())

    # ---- menus ----

    def _show_menu(self, deal_id: int, at: QPoint) -> None:
        entries: list[Entry] = [
            (self.tr("Open"), "Return", self.show_deal),
            (self.tr("Edit…"), "", self._edit),
            (self.tr("Log or plan…"), "", partial(enter_about_deal, self, self.context)),
            (self.tr("Next step…"), "", partial(open_step_of_deal, self, self.context)),
            (self.tr("Won…"), "W", self._win),
            (self.tr("Lost…"), "Ctrl+Shift+L", self._lose),
            (self.tr("Delete"), "", self._delete),
        ]
        stages = [column.stage for column in self.board.columns]
        into: list[Entry] = [(one.name, "", partial(self._move_to_end, one.id)) for one in stages]
        show_card_menu(self, deal_id, entries, (self.tr("Move to"), into), at)

    def _move_to_end(self, stage_id: int, deal_id: int) -> None:
        self._move(deal_id, stage_id, None)

    def _delete(self, deal_id: object) -> None:
        if isinstance(deal_id, int):
            deals, title = self.context.services.deals, self.context.store.deals.get(deal_id).title
            delete = partial(
                self.context.writes.run,
                partial(deals.delete, [deal_id]),
                what=self.tr("Delete {0}").format(title),
                done=lambda _changes: self._deleted(deal_id),
                owner=self,
            )
            before_deleting(self, self.context, deals, [deal_id], title, delete)

    def _deleted(self, deal_id: int) -> None:
        if self.panel.deal_id == deal_id:
            self.panel.hide()
        self.context.messages.done(self.tr("Deal deleted"))

    def _show_pipeline(self, pipeline: object) -> None:
        if isinstance(pipeline, Pipeline):
            self._pipeline = pipeline
            self.panel.hide()
            self.refresh()
