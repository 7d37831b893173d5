"""Deals in a table of a meeting: Space picks one to be discussed, Enter opens it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from salesdesk.domain.deals import DealCard
from salesdesk.ui.models.record_table_model import RecordIdRole, ToneRole
from salesdesk.ui.pages.deals.card_delegate import chip_of
from salesdesk.ui.pages.meetings.texts import tr
from salesdesk.ui.theme import Theme
from salesdesk.ui.value_texts import day_text, money_text
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.widgets.text import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROW, HEAD, MOST_ROWS = 34, 33, 12
_DEAL, _COMPANY, _AMOUNT, _CHANGE, _STEP = range(5)


@dataclass(frozen=True, slots=True)
class ShownDeal:
    """A deal with what became different of it, in words; "" where its expected close is shown."""

    card: DealCard
    change: str = ""


class DealModel(QAbstractTableModel):
    """Deal, company, amount, what changed, next step; a picked deal has a mark."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[ShownDeal] = []
        self._picked: frozenset[int] = frozenset()
        self._today = date.min
        self._change = ""

    def set_deals(self, rows: Sequence[ShownDeal], change: str, today: date) -> None:
        """Show deals; ``change`` is the title of the column that says what became different."""
        self.beginResetModel()
        self._rows, self._change, self._today = list(rows), change, today
        self.endResetModel()

    def set_picked(self, deals: Collection[int]) -> None:
        """Mark those that are to be discussed."""
        self._picked = frozenset(deals)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, _STEP))

    def deal(self, row: int) -> DealCard | None:
        """The deal of a row."""
        return self._rows[row].card if 0 <= row < len(self._rows) else None

    @property
    def deals(self) -> list[int]:
        """All that are shown."""
        return [row.card.id for row in self._rows]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else _STEP + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(row)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._texts(row)[column])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column == _AMOUNT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.ForegroundRole, ToneRole):
            tone = chip_of(row.card, self._today)[1] if column == _STEP else ""
            name = tone or ("ink" if column in (_DEAL, _AMOUNT) else "ink_2")
            return name if role == ToneRole else self._theme.color(name)
        if role == Qt.ItemDataRole.DecorationRole and column == _DEAL and row.card.id in self._picked:
            return self._theme.icon("message-square", "accent", 14)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == _DEAL and row.card.id in self._picked:
            return tr("{0}, to be discussed").format(row.card.title)
        return row.card.id if role == RecordIdRole else None

    def _texts(self, row: ShownDeal) -> Mapping[int, str]:
        card = row.card
        return {
            _DEAL: card.title,
            _COMPANY: card.company_name or card.contact_name,
            _AMOUNT: money_text(card.amount, card.currency),
            _CHANGE: row.change or day_text(card.expected_close, self._today),
            _STEP: chip_of(card, self._today)[0],
        }

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section <= _STEP:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            change = self._change or tr("Expected close")
            return (tr("Deal"), tr("Company"), tr("Amount"), change, tr("Next step"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == _AMOUNT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class DealTable(QTableView):
    """As high as its rows, up to a dozen. ``picked`` carries a deal and whether it is to be discussed; ``opened`` one to be
    opened; ``reached`` the one the focus is on, a `DealCard`."""

    picked = Signal(int, bool)
    opened = Signal(int)
    reached = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = DealModel(theme, self)
        self._picked: frozenset[int] = frozenset()
        self.setModel(self.shown)
        choose_by_keyboard(self)
        self.setAccessibleName(name)
        self.setProperty("report", True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFixedHeight(HEAD)
        header.setMinimumSectionSize(72)
        for column in range(_STEP + 1):
            stretch = column in (_DEAL, _COMPANY, _STEP)
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._on_row)
        self._fit()

    def show_deals(self, rows: Sequence[ShownDeal], change: str, today: date) -> None:
        """Show deals, the focus staying on the one it is on."""
        current = self.shown.deal(self.currentIndex().row())
        self.shown.set_deals(rows, change, today)
        self._fit()
        place = next(
            (n for n, row in enumerate(rows) if current is not None and row.card.id == current.id), -1
        )
        if place >= 0:
            before = self.blockSignals(True)
            self.selectRow(place)
            self.blockSignals(before)

    def show_picked(self, deals: Collection[int]) -> None:
        """Mark those that are to be discussed."""
        self._picked = frozenset(deals)
        self.shown.set_picked(deals)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        card = self.shown.deal(self.currentIndex().row())
        if card is not None and event.key() == Qt.Key.Key_Space:
            self.picked.emit(card.id, card.id not in self._picked)
            return
        if card is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(card.id)
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        card = self.shown.deal(index.row())
        if card is not None:
            self.opened.emit(card.id)

    def _on_row(self, current: QModelIndex, _before: QModelIndex) -> None:
        card = self.shown.deal(current.row())
        if card is not None:
            self.reached.emit(card)

    def _fit(self) -> None:
        rows = min(MOST_ROWS, self.shown.rowCount())
        self.setFixedHeight(HEAD + max(1, rows) * ROW + 4)
