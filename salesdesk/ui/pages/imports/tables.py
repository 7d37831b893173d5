"""Tables of the wizard: rows held in memory, ticks, pills that open a choice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyleOptionViewItem, QToolTip, QWidget

from salesdesk.domain.filters import Sort
from salesdesk.ui import fonts
from salesdesk.ui.delegates.cells import CellDelegate, Index
from salesdesk.ui.models.columns import Column
from salesdesk.ui.models.record_source import Edit
from salesdesk.ui.models.record_table_model import RecordTableModel, ValueRole
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.record_header import ColumnLayout
from salesdesk.ui.widgets.record_table import RecordTable
from salesdesk.ui.widgets.text import plain_tip

BOX = 16
PILL_HEIGHT = 26
MARK = "▾"
FLEXIBLE, NARROWEST = 105, 72
"""Columns from this width on give way when the room is short, down to the narrowest."""


class RowSource:
    """Rows by their place: what a table model of the wizard reads. ``make`` builds a row object when it is painted,
    so a hundred thousand keys cost nothing but themselves."""

    def __init__(self, make: Callable[[Any], Any] = lambda key: key) -> None:
        self.keys: Sequence[Any] = ()
        self._make = make

    def ids(self, filter: Any, sort: Sort | None) -> Sequence[int]:
        """The places of all rows."""
        return range(len(self.keys))

    def page(self, ids: Sequence[int]) -> Mapping[int, Any]:
        """Row objects by place."""
        return {at: self._make(self.keys[at]) for at in ids if at < len(self.keys)}


class TickDelegate(CellDelegate):
    """A box that is ticked or not; a row that cannot be ticked shows none (its value is None)."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index) -> None:
        value = index.data(ValueRole)
        if value is None:
            return
        box = QRectF(rect.left(), rect.center().y() - BOX / 2 + 1, BOX, BOX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colors["accent" if value else "ink_3"], 1))
        painter.setBrush(self._colors["accent" if value else "panel"])
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if value:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(box.topLeft().toPoint(), self._theme.pixmap("check", "on_accent", BOX, ratio))

    def needed_width(self, index: Index) -> int:
        return BOX


class PillDelegate(CellDelegate):
    """A choice that opens a list: a framed button with its text and a mark."""

    weight = QFont.Weight.Medium

    def __init__(self, theme: Theme, column: Column, parent: QObject | None = None) -> None:
        super().__init__(theme, column, parent)
        self._font, self._metrics = self._paint.face(fonts.SECONDARY, self.weight)

    def paint_content(self, painter: QPainter, rect: QRect, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if not text:
            return
        width = min(rect.width(), self.needed_width(index))
        pill = QRectF(rect.left(), rect.center().y() - PILL_HEIGHT / 2 + 1, width, PILL_HEIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colors["line"], 1))
        painter.setBrush(self._colors["panel"])
        painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setFont(self._font)
        painter.setPen(self._colors["ink_2"])
        room = width - 24 - self._metrics.horizontalAdvance(f" {MARK}")
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        inner = pill.adjusted(12, 0, -12, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, f"{shown} {MARK}")

    def needed_width(self, index: Index) -> int:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        # Measured in two parts, as it is drawn when it has to be shortened.
        return self._metrics.horizontalAdvance(text) + self._metrics.horizontalAdvance(f" {MARK}") + 26


class SamplesDelegate(CellDelegate):
    """The first value of a column; the pointer over it shows the first three."""

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        values = index.data(ValueRole)
        if event.type() == QEvent.Type.ToolTip and isinstance(values, tuple) and values:
            QToolTip.showText(event.globalPos(), plain_tip("\n".join(values)), view)
            return True
        return super().helpEvent(event, view, option, index)


class WizardTable(RecordTable):
    """A record table whose rows can be ticked and whose pills can be opened.

    ``ticked`` carries the places of the rows whose tick the person turned (a click on the box, or Space for the
    selected rows); ``pressed_cell`` (place, column key) a click or Enter on a pill.
    """

    ticked = Signal(object)
    pressed_cell = Signal(int, str)

    def __init__(
        self,
        theme: Theme,
        model: RecordTableModel,
        name: str,
        *,
        delegates: Mapping[str, type[CellDelegate]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._special = dict(delegates or {})
        super().__init__(theme, model, name, parent=parent)
        self._tick = model.column_of("tick")
        self._own_widths = False
        self._fitted: dict[str, int] = {}
        self.header.layout_changed.connect(self._keep_widths)
        self.clicked.connect(self._on_cell_clicked)

    def apply_columns(self, layout: Any = None) -> None:
        super().apply_columns(layout)
        for at, column in enumerate(self._model.columns):
            if column.key in self._special:
                self.setItemDelegateForColumn(at, self._special[column.key](self._theme, column, self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Share a room that is too narrow among the wide columns, until the person sets widths."""
        if self._own_widths:
            return
        columns = self._model.columns
        fixed = sum(column.width for column in columns if column.width < FLEXIBLE)
        wanted = sum(column.width for column in columns if column.width >= FLEXIBLE)
        share = min(1.0, max(0, self.viewport().width() - fixed) / wanted) if wanted else 1.0
        widths = {
            c.key: max(NARROWEST, int(c.width * share)) if c.width >= FLEXIBLE else c.width for c in columns
        }
        self._fitted = widths
        self.header.apply(columns, ColumnLayout(tuple(column.key for column in columns), widths))

    def _keep_widths(self, layout: ColumnLayout) -> None:
        # The last column fills the room by itself; the others have other widths only when the person says so.
        if not self._fitted or not self.isVisible():
            return
        keys = [column.key for column in self._model.columns[:-1]]
        self._own_widths |= any(layout.widths.get(key) != self._fitted.get(key) for key in keys)

    def keep_current(self, count: int) -> int | None:
        """Stay at the current place among ``count`` rows, or go to the first. Returns the place."""
        current = self.current_id()
        if count and (current is None or current >= count):
            self.select_id(0)
        return self.current_id()

    def cell_rect(self, place: int, key: str) -> QRect:
        """Where a cell is, in the table's viewport."""
        return self.visualRect(self._model.index(self._model.row_of(place), self._model.column_of(key)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and self._tick >= 0 and current.isValid():
            chosen = self.selected_ids()
            self.ticked.emit(chosen or [self._model.id_at(current.row())])
            return
        if event.key() == Qt.Key.Key_F2 and current.isValid() and self._is_editable:
            # Whatever column the row is at: the page knows which cell of the row is to be edited.
            self.opened.emit(self._model.id_at(current.row()))
            return
        pill = self._pill()
        if (
            pill
            and current.isValid()
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        ):
            self._press(current.row(), pill)
            return
        super().keyPressEvent(event)

    @property
    def _is_editable(self) -> bool:
        return any(column.editable for column in self._model.columns)

    def _pill(self) -> str:
        return next((key for key, kind in self._special.items() if issubclass(kind, PillDelegate)), "")

    def _on_cell_clicked(self, index: QModelIndex) -> None:
        key = self._model.columns[index.column()].key
        if index.column() == self._tick:
            self.ticked.emit([self._model.id_at(index.row())])
        elif key == self._pill():
            self._press(index.row(), key)

    def _press(self, row: int, key: str) -> None:
        place = self._model.id_at(row)
        if place is not None:
            self.pressed_cell.emit(place, key)


@contextmanager
def keeping_focus(*tables: WizardTable) -> Iterator[None]:
    """Show other rows without losing the keyboard: a reset ends the editor of a cell, and Qt hands the focus to
    whatever comes next, which may be a button that leaves the page."""
    focused = QApplication.focusWidget()
    held = next((t for t in tables if focused is t or (focused and t.isAncestorOf(focused))), None)
    yield
    if held is not None and not held.hasFocus():
        held.setFocus()


def wizard_table(
    theme: Theme,
    name: str,
    columns: Sequence[Column],
    source: RowSource,
    *,
    delegates: Mapping[str, type[CellDelegate]] | None = None,
    edit: Edit | None = None,
) -> tuple[WizardTable, RecordTableModel]:
    """A table over ``source`` and its model, which belongs to the table."""
    model = RecordTableModel(columns, source, edit=edit)
    table = WizardTable(theme, model, name, delegates=delegates)
    model.setParent(table)
    return table, model
