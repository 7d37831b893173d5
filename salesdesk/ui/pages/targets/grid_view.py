"""The grid of targets: typed into as a spreadsheet is, and every figure opens its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from salesdesk.domain.target_standing import Standing
from salesdesk.ui.lists.paste import cells_of
from salesdesk.ui.pages.targets.cell_delegate import CELL_HEIGHT, EDGE, HEAD_HEIGHT, TargetDelegate
from salesdesk.ui.pages.targets.grid_model import Index, TargetModel
from salesdesk.ui.pages.targets.heads import NameHead, PeriodHead
from salesdesk.ui.pages.targets.texts import tr
from salesdesk.ui.theme import Theme

_NARROWEST = 128
Written = Sequence[tuple[Standing, str]]


class TargetView(QTableView):
    """``written`` carries the cells that were typed or pasted into, with their texts; ``rows_requested`` the Rows of a
    figure that was pressed; ``current_changed`` the Standing that the focus is on. ``pasted_beside`` says how many cells of a block had no
    place."""

    written = Signal(object)
    rows_requested = Signal(object)
    current_changed = Signal(object)
    pasted_beside = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = TargetModel(self)
        self.setModel(self.figures)
        self.setItemDelegate(TargetDelegate(theme, self.figures, self))
        self.setAccessibleName(tr("Targets"))
        self.setHorizontalHeader(PeriodHead(theme, self.figures, self))
        names = NameHead(theme, self.figures, self)
        self.setVerticalHeader(names)
        names.toggled.connect(self._toggle)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setMinimumSectionSize(_NARROWEST)
        self.figures.modelReset.connect(self._lay_out)
        self.figures.typed.connect(self._typed)
        theme.changed.connect(self.viewport().update)

    def _lay_out(self) -> None:
        """Heights of lines, headings over the whole width."""
        columns = self.figures.columnCount()
        self.clearSpans()
        for row, line in enumerate(self.figures.lines):
            self.setRowHeight(row, HEAD_HEIGHT if line.is_head else CELL_HEIGHT)
            if line.is_head and columns > 1:
                self.setSpan(row, 0, 1, columns)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Columns share the width, as long as each has room for its figures; else one scrolls."""
        columns = self.figures.columnCount()
        fits = bool(columns) and self.viewport().width() >= columns * _NARROWEST
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Fixed)
        if not fits:
            for place in range(columns):
                header.resizeSection(place, _NARROWEST)

    def _toggle(self, row: int) -> None:
        measure = self.figures.lines[row].measure
        self.figures.toggle(measure)
        place = next((at for at, line in enumerate(self.figures.lines) if line.measure is measure), 0)
        self.setCurrentIndex(self.figures.index(place + 1, 0))

    # ---- typing ----

    def _typed(self, cell: object, text: str) -> None:
        if isinstance(cell, Standing):
            self.written.emit([(cell, text)])

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        entered = hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache
        super().closeEditor(editor, hint)
        if entered:
            self._go_down()

    def _go_down(self) -> None:
        """To the next line with figures below."""
        index = self.currentIndex()
        for row in range(index.row() + 1, self.figures.rowCount()):
            if not self.figures.lines[row].is_head:
                self.setCurrentIndex(self.figures.index(row, index.column()))
                return

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Past headings, which have no figures."""
        found = super().moveCursor(action, modifiers)
        if not found.isValid() or not self.figures.lines[found.row()].is_head:
            return found
        up = action in (
            QAbstractItemView.CursorAction.MoveUp,
            QAbstractItemView.CursorAction.MovePageUp,
            QAbstractItemView.CursorAction.MovePrevious,
        )
        row = found.row() - 1 if up else found.row() + 1
        column = self.currentIndex().column()
        if action == QAbstractItemView.CursorAction.MoveNext:
            column = 0
        elif action == QAbstractItemView.CursorAction.MovePrevious:
            column = self.figures.columnCount() - 1
        return self.figures.index(row, column) if row >= 0 else self.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._empty()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if (
                self.state() != QAbstractItemView.State.EditingState
            ):  # else it ends what is typed, and is told here too
                self._ask(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def selected(self) -> list[QModelIndex]:
        """The cells that are selected, line by line."""
        found = [index for index in self.selectedIndexes() if self.figures.standing(index) is not None]
        return sorted(found, key=lambda index: (index.row(), index.column()))

    def copy_selected(self) -> None:
        """The targets of the selected cells as a spreadsheet takes them."""
        lines: dict[int, list[str]] = {}
        for index in self.selected():
            lines.setdefault(index.row(), []).append(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        if lines:
            QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines.values()))

    def paste(self) -> None:
        """Fill the cells from the current one to the right and down with a block; one value fills all that are selected."""
        block, chosen = cells_of(QGuiApplication.clipboard().text()), self.selected()
        start = self.currentIndex()
        if not block or not start.isValid() or self.figures.standing(start) is None:
            return
        found: list[tuple[Standing, str]] = []
        if len(block) == 1 and len(block[0]) == 1:
            for index in chosen or [start]:
                cell = self.figures.standing(index)
                assert cell is not None
                found.append((cell, block[0][0]))
            self.written.emit(found)
            return
        first = chosen[0] if chosen else start
        rows = [
            row for row in range(first.row(), self.figures.rowCount()) if not self.figures.lines[row].is_head
        ]
        beside = 0
        for place, texts in enumerate(block):
            for across, text in enumerate(texts):
                column = first.column() + across
                if place >= len(rows) or column >= self.figures.columnCount():
                    beside += 1
                    continue
                cell = self.figures.standing(self.figures.index(rows[place], column))
                assert cell is not None
                found.append((cell, text))
        self.written.emit(found)
        if beside:
            self.pasted_beside.emit(beside)

    def _empty(self) -> None:
        """Give the selected cells back to what is added up."""
        cells = [cell for index in self.selected() if (cell := self.figures.standing(index)) is not None]
        typed = [(cell, "") for cell in cells if cell.goal is not None and cell.goal.typed]
        if typed:
            self.written.emit(typed)

    # ---- rows ----

    def _ask(self, index: QModelIndex) -> None:
        cell = self.figures.standing(index)
        if cell is not None:
            begun = self.figures.grid is not None and cell.place.period.first <= self.figures.grid.today
            self.rows_requested.emit(cell.rows if begun or cell.open_rows is None else cell.open_rows)

    def _on_actual(self, event: QMouseEvent) -> bool:
        """Whether the pointer is over the figure at the left of a cell."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        if self.figures.standing(index) is None:
            return False
        area = self.visualRect(index)
        wide = self.fontMetrics().horizontalAdvance(str(index.data() or "")) + 4
        return at.x() <= area.left() + EDGE + wide and at.y() <= area.top() + 26

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._on_actual(event):
            self._ask(self.indexAt(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        shape = Qt.CursorShape.PointingHandCursor if self._on_actual(event) else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current_changed.emit(self.figures.standing(current))
