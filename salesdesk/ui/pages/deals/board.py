"""The board: a column for each open stage, and where to drop what is decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salesdesk.domain.card_order import in_card_order
from salesdesk.domain.deals import DealCard, StageTotal
from salesdesk.domain.pipelines import Pipeline, Stage, StageKind
from salesdesk.ui.pages.deals.card_board import CardBoard
from salesdesk.ui.pages.deals.column_view import BoardColumn
from salesdesk.ui.theme import Theme


class Board(CardBoard[BoardColumn]):
    """A column for each open stage."""

    deal_move_requested = Signal(object, object, object)
    """deal id, stage id, id of the card before which it goes (None: the end)."""
    sort_requested = Signal(object, object)
    """stage id, CardOrder."""
    win_requested = Signal(object)
    lose_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.today = date.min
        self.zones.win_requested.connect(self.win_requested)
        self.zones.lose_requested.connect(self.lose_requested)

    def show_board(
        self,
        pipeline: Pipeline,
        cards: Mapping[int, Sequence[DealCard]],
        totals: Mapping[int, StageTotal],
        currency: str,
        today: date,
    ) -> None:
        """Show the open stages with their cards; columns stay while the stages are the same."""
        self.today = today
        stages = [s for s in pipeline.stages if s.kind is StageKind.OPEN]
        if [column.stage.id for column in self.columns] != [stage.id for stage in stages]:
            self._build(stages, today)
        for column, stage in zip(self.columns, stages, strict=True):
            column.show_stage(stage)
        largest = max((totals[s.id].amount for s in stages), default=0)
        for column in self.columns:
            column.show_cards(cards.get(column.stage.id, ()), today)
            column.show_total(totals[column.stage.id], largest, currency)

    def with_cards(self, deals: Collection[int], fresh: Mapping[int, DealCard]) -> dict[int, list[DealCard]]:
        """The cards by stage as they are shown, in which those of ``deals`` are replaced by ``fresh`` ones, or gone."""
        arranged = {}
        for column in self.columns:
            stage, shown = column.stage, column.model.cards
            here = [card for card in fresh.values() if card.stage_id == stage.id]
            rest = [card for card in shown if card.id not in deals]
            same = not here and len(rest) == len(shown)
            arranged[stage.id] = list(shown) if same else in_card_order([*rest, *here], stage.card_order)
        return arranged

    def stage_of(self, deal_id: int) -> int | None:
        """The stage in whose column the card of a deal is shown."""
        shown = (c.stage.id for c in self.columns for card in c.model.cards if card.id == deal_id)
        return next(shown, None)

    def beside(self, deal_id: int | None, step: int) -> int | None:
        """The deal whose card stands above (``step`` -1) or below another one, None at the end of a column."""
        for column in self.columns:
            row = column.model.row_of(deal_id) + step if deal_id is not None else -1
            if column.model.row_of(deal_id or 0) >= 0 and 0 <= row < len(column.model.cards):
                return column.model.cards[row].id
        return None

    def _build(self, stages: Sequence[Stage], today: date) -> None:
        self._replace([BoardColumn(self._theme, stage, today) for stage in stages])
        for column in self.columns:
            column.sort_requested.connect(self.sort_requested)
            column.cards.dropped.connect(self._on_dropped)
            column.cards.shift_requested.connect(self._on_shift)
            column.cards.reorder_requested.connect(self._on_reorder)

    def _on_dropped(self, deal: object, before: object) -> None:
        self.deal_move_requested.emit(deal, self._column().stage.id, before)

    def _on_shift(self, deal: object, step: int) -> None:
        at = self.columns.index(self._column()) + step
        if 0 <= at < len(self.columns):
            self.deal_move_requested.emit(deal, self.columns[at].stage.id, None)
        elif at == len(self.columns):
            self.win_requested.emit(deal)

    def _on_reorder(self, deal: object, step: int) -> None:
        column = self._column()
        cards = column.model.cards
        row = next((n for n, card in enumerate(cards) if card.id == deal), None)
        if row is None or not 0 <= row + step < len(cards):
            return
        target = row + step if step < 0 else row + 2
        before = cards[target].id if target < len(cards) else None
        self.deal_move_requested.emit(deal, column.stage.id, before)
