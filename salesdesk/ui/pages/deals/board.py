"""The board: a column for each open stage, and where to drop what is decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from salesdesk.domain.card_order import in_card_order
from salesdesk.domain.deals import DealCard, StageTotal
from salesdesk.domain.pipelines import Pipeline, StageKind
from salesdesk.ui.pages.deals.card_model import dragged_deal
from salesdesk.ui.pages.deals.column_view import BoardColumn
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.text import set_look


class DecisionZone(QLabel):
    """Where a dragged card is dropped to win or lose it; shown only while a card is dragged."""

    dropped = Signal(object)

    def __init__(self, text: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAcceptDrops(True)
        self.setFixedHeight(46)
        self.setProperty("decision", True)
        set_look(self, tone=tone)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged_deal(event.mimeData()) is not None:
            set_look(self, hot=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_look(self, hot=False)

    def dropEvent(self, event: QDropEvent) -> None:
        set_look(self, hot=False)
        deal = dragged_deal(event.mimeData())
        if deal is not None:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            self.dropped.emit(deal)


class DecisionZones(QWidget):
    """The two zones side by side; hidden until a card is dragged."""

    win_requested = Signal(object)
    lose_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("foot", True)
        self.won = DecisionZone(self.tr("Drop here: won"), "good")
        self.lost = DecisionZone(self.tr("Drop here: lost (asks why)"), "bad")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.won)
        row.addWidget(self.lost)
        self.won.dropped.connect(self.win_requested)
        self.lost.dropped.connect(self.lose_requested)
        self.hide()


class Board(QWidget):
    """Columns of cards. It only asks: every signal is a request, and the page shows the outcome."""

    deal_move_requested = Signal(object, object, object)
    """deal id, stage id, id of the card before which it goes (None: the end)."""
    sort_requested = Signal(object, object)
    """stage id, CardOrder."""
    win_requested = Signal(object)
    lose_requested = Signal(object)
    deal_opened = Signal(object)
    menu_requested = Signal(object, QPoint)
    letter_typed = Signal(object, str)
    """deal id, what was asked for: "win", "log"."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.today = date.min
        self.columns: list[BoardColumn] = []
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        inner = QWidget()
        inner.setProperty("scroll_body", True)
        inner.setLayout(self._row)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._zones = DecisionZones()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._zones)
        self._zones.win_requested.connect(self.win_requested)
        self._zones.lose_requested.connect(self.lose_requested)

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

    def show_moving(self, deal_id: int, stage: str) -> None:
        """Say on a card that it waits to be moved to ``stage``; "" when it does not any more."""
        for column in self.columns:
            column.model.show_moving(deal_id, stage)

    def focus_deal(self, deal_id: int) -> bool:
        """Put the focus on a card; False when it is on no column."""
        for column in self.columns:
            if column.cards.select_deal(deal_id):
                column.cards.setFocus(Qt.FocusReason.OtherFocusReason)
                self._scroll.ensureWidgetVisible(column, 0, 0)
                return True
        return False

    def _build(self, stages: Sequence[object], today: date) -> None:
        for column in self.columns:
            self._row.removeWidget(column)
            column.hide()
            column.deleteLater()
        self.columns = [BoardColumn(self._theme, stage, today) for stage in stages]  # type: ignore[arg-type]
        for column in self.columns:
            self._row.addWidget(column, 1)
            self._connect_column(column)

    def _connect_column(self, column: BoardColumn) -> None:
        cards = column.cards
        column.sort_requested.connect(self.sort_requested)
        cards.opened.connect(self.deal_opened)
        cards.dropped.connect(self._on_dropped)
        cards.shift_requested.connect(self._on_shift)
        cards.reorder_requested.connect(self._on_reorder)
        cards.leave_requested.connect(self._on_leave)
        cards.drag_changed.connect(self._zones.setVisible)
        cards.menu_requested.connect(self.menu_requested)
        cards.letter_typed.connect(self.letter_typed)

    def _place(self) -> int:
        """The column a signal comes from."""
        sender = self.sender()
        return next(at for at, column in enumerate(self.columns) if column.cards is sender)

    def _on_dropped(self, deal: object, before: object) -> None:
        self.deal_move_requested.emit(deal, self.columns[self._place()].stage.id, before)

    def _on_shift(self, deal: object, step: int) -> None:
        at = self._place() + step
        if 0 <= at < len(self.columns):
            self.deal_move_requested.emit(deal, self.columns[at].stage.id, None)
        elif at == len(self.columns):
            self.win_requested.emit(deal)

    def _on_reorder(self, deal: object, step: int) -> None:
        column = self.columns[self._place()]
        cards = column.model.cards
        row = next((n for n, card in enumerate(cards) if card.id == deal), None)
        if row is None or not 0 <= row + step < len(cards):
            return
        target = row + step if step < 0 else row + 2
        before = cards[target].id if target < len(cards) else None
        self.deal_move_requested.emit(deal, column.stage.id, before)

    def _on_leave(self, step: int) -> None:
        at = self._place() + step
        while 0 <= at < len(self.columns):
            cards = self.columns[at].cards
            if self.columns[at].model.rowCount():
                row = min(
                    self.columns[at - step].cards.currentIndex().row(), self.columns[at].model.rowCount() - 1
                )
                cards.setCurrentIndex(self.columns[at].model.index(max(0, row)))
                cards.setFocus(Qt.FocusReason.TabFocusReason)
                self._scroll.ensureWidgetVisible(self.columns[at], 0, 0)
                return
            at += step
