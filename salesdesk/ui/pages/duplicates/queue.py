"""The list of pairs at the left: names, reasons, and how sure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from salesdesk.domain.changes import EntityKind
from salesdesk.services.duplicates import DuplicatePair
from salesdesk.store.records.names import RecordNames
from salesdesk.ui import fonts
from salesdesk.ui.models.record_table_model import ValueRole
from salesdesk.ui.pages.duplicates.texts import GRADE_TONES, reasons_text, whole_reasons_text
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.widgets.text import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROW, PADDING = 54, 14


class PairModel(QAbstractListModel):
    """Pairs, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pairs: list[DuplicatePair] = []

    def set_pairs(self, pairs: Sequence[DuplicatePair]) -> None:
        """Show these pairs."""
        self.beginResetModel()
        self.pairs = list(pairs)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.pairs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.pairs):
            return None
        pair = self.pairs[index.row()]
        if role == ValueRole:
            return pair
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{pair.a.name} · {pair.b.name}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.data(index, Qt.ItemDataRole.AccessibleTextRole))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{pair.a.name} · {pair.b.name}\n{whole_reasons_text(pair.reasons)} · {score_text(pair)}"
        return None


def called_by_now(
    pair: DuplicatePair, names: RecordNames, kind: EntityKind, records: Collection[int]
) -> DuplicatePair:
    """A pair whose sides are called what these ``records`` are called by now: a merge may rename the one that stays."""
    a, b = (
        replace(side, name=names.of(kind, side.id) or side.name) if side.id in records and side.id else side
        for side in (pair.a, pair.b)
    )
    return replace(pair, a=a, b=b)


def score_text(pair: DuplicatePair) -> str:
    """The score as two digits; 100 only when it is exact."""
    return str(min(99, round(pair.score * 100)))


class PairDelegate(QStyledItemDelegate):
    """Two lines and a score chip."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = fonts.font(fonts.BODY, QFont.Weight.Medium)
        self._second = fonts.font(fonts.SECONDARY)
        self._score = fonts.font(fonts.CAPTION, QFont.Weight.DemiBold)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        pair: DuplicatePair | None = index.data(ValueRole)
        if pair is None:
            return
        color = self._theme.color
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, color("accent_bg"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, color("line_soft"))
        painter.setPen(QPen(color("line_soft")))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        inside = option.rect.adjusted(PADDING, 8, -PADDING, -8)
        self._paint_score(painter, inside, pair)
        words = inside.adjusted(0, 0, -48, 0)
        self._line(
            painter,
            QRect(words.left(), words.top(), words.width(), 18),
            self._title,
            "ink",
            str(index.data()),
        )
        self._line(
            painter,
            QRect(words.left(), words.top() + 19, words.width(), 17),
            self._second,
            "ink_2",
            reasons_text(pair.reasons),
        )
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -1, -2))
        painter.restore()

    def _paint_score(self, painter: QPainter, inside: QRect, pair: DuplicatePair) -> None:
        tone = GRADE_TONES[pair.grade]
        box = QRectF(inside.right() - 32, inside.center().y() - 10, 32, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(f"{tone}_bg" if tone else "line_soft"))
        painter.drawRoundedRect(box, 10, 10)
        painter.setFont(self._score)
        painter.setPen(self._theme.color("accent_ink" if tone == "accent" else tone or "ink_2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, score_text(pair))

    def _line(self, painter: QPainter, rect: QRect, font: QFont, role: str, text: str) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.color(role))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class PairList(QListView):
    """``current_changed`` carries the DuplicatePair in hand, None without one."""

    current_pair = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pairs = PairModel(self)
        self.setModel(self.pairs)
        choose_by_keyboard(self)
        self.setItemDelegate(PairDelegate(theme, self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_pairs(self, pairs: Sequence[DuplicatePair]) -> None:
        """Show these pairs and take the one at the former place in hand."""
        row = max(0, self.currentIndex().row())
        self.pairs.set_pairs(pairs)
        if pairs:
            self.setCurrentIndex(self.pairs.index(min(row, len(pairs) - 1)))
        else:
            self.current_pair.emit(None)

    def step(self) -> None:
        """Go on to the next pair."""
        row = self.currentIndex().row() + 1
        if row < self.pairs.rowCount():
            self.setCurrentIndex(self.pairs.index(row))

    def _on_current(self, current: QModelIndex) -> None:
        self.current_pair.emit(current.data(ValueRole) if current.isValid() else None)
