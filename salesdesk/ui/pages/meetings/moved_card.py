"""What became of deals since the last meeting: five figures, and the deals behind the one that is chosen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.domain.meetings import Move, MovedDeal, MovedGroup
from salesdesk.services.meetings import MeetingFigures
from salesdesk.ui.context import Context
from salesdesk.ui.pages.meetings.deal_table import DealTable, ShownDeal
from salesdesk.ui.pages.meetings.texts import (
    MOVES,
    move_explained,
    move_title,
    moved_text,
    tr,
)
from salesdesk.ui.theme import Theme, ThemeWatcher
from salesdesk.ui.value_texts import day_text, number_text, sum_text, time_text
from salesdesk.ui.widgets.buttons import PushButton, button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.layouts import per_row
from salesdesk.ui.widgets.section_title import SectionTitle
from salesdesk.ui.widgets.text import ElidedLabel, label

_LEAST = 52  # pixels high
_GAP, _PADDING = 8, 16


class MoveTile(PushButton):
    """One move with how many deals and what they are worth; pressing it shows them below."""

    def __init__(self, theme: Theme, move: Move) -> None:
        super().__init__()
        self.move_kind = move
        _, icon, role = MOVES[move]
        self.setCheckable(True)
        self.setAccessibleName(move_title(move))
        self.setProperty("tone", "tile")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 5, 10, 5)
        column.setSpacing(1)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(5)
        foot.setSpacing(6)
        picture = label()
        ThemeWatcher(picture, theme, icon, role, 13)
        self._count, self._amount = label("", "figure_least"), ElidedLabel("", "caption", minimum=20)
        head.addWidget(picture)
        self._title = ElidedLabel(move_title(move), "secondary", minimum=20)
        head.addWidget(self._title, 1)
        foot.addWidget(self._count)
        foot.addWidget(self._amount, 1)
        column.addLayout(head)
        column.addLayout(foot)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """As high as its two lines, which grow while presenting."""
        layout = self.layout()
        return QSize(96, max(_LEAST, layout.sizeHint().height()) if layout is not None else _LEAST)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @property
    def needed(self) -> int:
        """The width in which all of it can be read."""
        for part in (self._title, self._count, self._amount):
            part.ensurePolished()
        foot = self._count.sizeHint().width() + self._amount.sizeHint().width() + 6
        return max(self._title.sizeHint().width() + 18, foot) + 22

    def show_group(self, count: int, amount: str) -> None:
        """Show how many, and what they are worth."""
        self._count.setText(number_text(count))
        self._amount.setText(amount)
        self.setAccessibleName(f"{moved_text(self.move_kind, count)}, {amount}")


class MovedCard(Card):
    """``picked`` carries deals and whether they are to be discussed, ``opened`` a deal, ``reached`` the `DealCard` that the
    focus is on, ``rows_wanted`` the rows behind a move; ``since_wanted`` the day that a first meeting is to be compared with."""

    picked = Signal(object, bool)
    opened = Signal(int)
    reached = Signal(object)
    rows_wanted = Signal(object)
    since_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._figures: MeetingFigures | None = None
        self._picked: frozenset[int] = frozenset()
        self._head = SectionTitle(tr("What moved"), " ")
        self.add(self._head)
        self._nothing = label("", "secondary", wrap=True)
        self.add(self._nothing)
        self._since = DateField(name=tr("Compare with the end of"), empty=tr("choose a day"))
        self._first = QWidget()
        asked = FlowLayout(self._first)
        asked.addWidget(label(tr("Compare with the end of"), "secondary"))
        asked.addWidget(self._since)
        self._since.value_changed.connect(self.since_wanted)
        self.add(self._first)
        self._first.hide()
        self._tiles = {move: MoveTile(context.theme, move) for move in Move}
        self._host = QWidget()
        self._grid = QGridLayout(self._host)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._beside = 0
        for tile in self._tiles.values():
            tile.clicked.connect(self._press)
        self._arrange()
        self.add(self._host)
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 4, 0, 0)
        below.setSpacing(4)
        self._list_head = SectionTitle("", "")
        self._all = button(tr("Discuss all"), self._pick_all)
        self._all.setProperty("compact", True)
        self._list = button(tr("Show as list"), self._show_rows)
        self._list.setProperty("compact", True)
        self._list_head.add(self._list)
        self._list_head.add(self._all)
        self.table = DealTable(context.theme, tr("Deals that moved"))
        below.addWidget(self._list_head)
        below.addWidget(self.table)
        below.addWidget(label(tr("Space picks a row to be discussed, Enter opens it"), "caption", wrap=True))
        self.add(self._below)
        self.table.picked.connect(lambda deal, on: self.picked.emit([deal], on))
        self.table.opened.connect(self.opened)
        self.table.reached.connect(self.reached)
        self.chosen = Move.SLIPPED

    def show_moved(
        self, figures: MeetingFigures | None, picked: Collection[int], today: date, *, is_first: bool = False
    ) -> None:
        """Show what moved; None while it is being read. ``is_first``: no meeting was before it, so a day is asked for."""
        self._first.setVisible(is_first)
        self._figures, self._picked = figures, frozenset(picked)
        groups = figures.moved if figures is not None else None
        self._host.setVisible(bool(groups))
        self._below.setVisible(bool(groups))
        self._nothing.setVisible(not groups)
        since = figures.since if figures is not None else None
        if groups is None:
            first = figures is not None and since is None
            self._nothing.setText(
                tr("first meeting, nothing to compare") if first else tr("Reading what moved…") if figures is None
                else tr("Nothing can be compared.")
            )  # fmt: skip
            self._head.note.setText("")
            return
        at = figures.since_at if figures is not None else None
        self._head.note.setText(
            tr("since {0}").format(day_text(since.isoformat(), today))
            if is_first and since is not None
            else _since_text(since, at, today)
        )
        self._head.note.show()
        by_move = {group.move: group for group in groups}
        for move, tile in self._tiles.items():
            group = by_move.get(move)
            amount = (
                sum_text(group.amount, figures.currency, group.apart)
                if figures is not None and group is not None
                else ""
            )
            tile.show_group(group.count if group is not None else 0, amount)
        self._arrange()
        if not any(group.move is self.chosen and group.count for group in groups):
            self.chosen = next((group.move for group in groups if group.count), self.chosen)
        self._show_chosen(groups, today)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """As many moves beside each other as can be read."""
        needed = max(tile.needed for tile in self._tiles.values()) + _GAP
        beside = per_row(len(self._tiles), self.width() - 2 * _PADDING + _GAP, needed)
        if beside == self._beside:
            return
        self._beside = beside
        for tile in self._tiles.values():
            self._grid.removeWidget(tile)
        for place, tile in enumerate(self._tiles.values()):
            self._grid.addWidget(tile, place // beside, place % beside)
            self._grid.setColumnStretch(place, 1 if place < beside else 0)

    def forget_day(self) -> None:
        """Another meeting is shown: compare it with no day that was chosen for this one."""
        before = self._since.blockSignals(True)
        self._since.set_value(None)
        self._since.blockSignals(before)

    def _press(self) -> None:
        sender = self.sender()
        if isinstance(sender, MoveTile) and self._figures is not None and self._figures.moved is not None:
            self.chosen = sender.move_kind
            self._show_chosen(self._figures.moved, date.fromisoformat(self._context.store.today()))

    def _show_chosen(self, groups: Sequence[MovedGroup], today: date) -> None:
        for move, tile in self._tiles.items():
            tile.setChecked(move is self.chosen)
        group = next((one for one in groups if one.move is self.chosen), None)
        deals = group.deals if group is not None else ()
        cards = self._figures.cards if self._figures is not None else {}
        rows = [
            ShownDeal(cards[d.deal_id], _changed(d, self.chosen, today)) for d in deals if d.deal_id in cards
        ]
        self._list_head.title.setText(moved_text(self.chosen, group.count if group is not None else 0))
        said = move_explained(self.chosen)
        if group is not None and group.count > len(rows):
            said += tr(", the {0} largest").format(number_text(len(rows)))
        self._list_head.say(said)
        self._all.setEnabled(any(row.card.id not in self._picked for row in rows))
        self._list.setVisible(group is not None and group.rows is not None)
        self.table.setVisible(bool(rows))
        self.table.show_deals(rows, _column(self.chosen), today)
        self.table.show_picked(self._picked)

    def _group(self) -> MovedGroup | None:
        groups = self._figures.moved if self._figures is not None else None
        return next((group for group in groups or () if group.move is self.chosen), None)

    def _pick_all(self) -> None:
        deals = [deal for deal in self.table.shown.deals if deal not in self._picked]
        if deals:
            self.picked.emit(deals, True)

    def _show_rows(self) -> None:
        group = self._group()
        if group is not None and group.rows is not None:
            self.rows_wanted.emit(group.rows)


def _since_text(since: date | None, at: str | None, today: date) -> str:
    """From when on things moved: so many days ago, of today by its time."""
    days = (today - since).days if since is not None else 0
    if days == 0 and at is not None:
        return tr("since the last meeting today, {0}").format(time_text(at))
    told = tr("since the last meeting, 1 day") if days == 1 else tr("since the last meeting, {0} days")
    return told.format(number_text(days))


def _column(move: Move) -> str:
    return tr("Expected close") if move in (Move.NEW, Move.SLIPPED) else tr("Stage")


def _changed(deal: MovedDeal, move: Move, today: date) -> str:
    """What became different: of a slipped deal its day, else its stage."""
    texts = [deal.before, deal.after]
    if move is Move.SLIPPED:
        texts = [day_text(text, today) for text in texts]
    elif move is Move.NEW:
        return ""
    return " → ".join(text for text in texts if text)
