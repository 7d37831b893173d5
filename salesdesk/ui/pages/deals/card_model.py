"""The cards of one board column as an item model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from salesdesk.domain.deals import DealCard
from salesdesk.ui.models.record_table_model import RecordIdRole, ValueRole
from salesdesk.ui.pages.activities.texts import entry_title
from salesdesk.ui.value_texts import money_text

MovingRole = ValueRole + 10
"""The name of the stage a card waits to be moved to, "" for most."""
MIME = "application/x-salesdesk-deal"
Index = QModelIndex | QPersistentModelIndex


class CardModel(QAbstractListModel):
    """Cards in the order shown. It never changes a deal: a drop is a request of the view."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: list[DealCard] = []
        self._moving: dict[int, str] = {}

    def set_cards(self, cards: Sequence[DealCard]) -> bool:
        """Show these cards; the same cards in the same order only repaint. Returns whether all is laid out anew."""
        fresh = list(cards)
        if fresh == self._cards:
            return False
        if [c.id for c in fresh] == [c.id for c in self._cards]:
            self._cards = fresh
            self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
            return False
        self.beginResetModel()
        self._cards = fresh
        self.endResetModel()
        return True

    def show_moving(self, deal_id: int, stage: str) -> None:
        """Say on a deal's card that it waits to be moved to ``stage``; "" when it does not any more."""
        if stage:
            self._moving[deal_id] = stage
        else:
            self._moving.pop(deal_id, None)
        row = self.row_of(deal_id)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))

    @property
    def cards(self) -> Sequence[DealCard]:
        """The cards in order."""
        return self._cards

    def row_of(self, deal_id: int) -> int:
        """Where a deal stands, -1 when it is not in the column."""
        return next((row for row, card in enumerate(self._cards) if card.id == deal_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._cards):
            return None
        card = self._cards[index.row()]
        if role == ValueRole:
            return card
        if role == RecordIdRole:
            return card.id
        if role == MovingRole:
            return self._moving.get(card.id, "")
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (
                card.title,
                card.company_name,
                money_text(card.amount, card.currency),
                entry_title(card.next_step) if card.next_step else "",
                moving_text(self._moving.get(card.id, "")),
            )
            return ", ".join(part for part in parts if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsDropEnabled | super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        if indexes:
            data.setData(MIME, QByteArray(str(indexes[0].data(RecordIdRole)).encode("ascii")))
        return data


def moving_text(stage: str) -> str:
    """What a card says while its move waits for the file."""
    return QCoreApplication.translate("deals", "Moving to {0}…").format(stage) if stage else ""


def dragged_deal(data: QMimeData) -> int | None:
    """The deal a drag carries, None for anything else."""
    if not data.hasFormat(MIME):
        return None
    text = bytes(data.data(MIME).data()).decode("ascii", "replace")
    return int(text) if text.isdigit() else None
