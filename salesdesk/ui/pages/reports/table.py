"""A report table on screen: every cell that counts rows opens them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from salesdesk.domain.reports import Cell, ReportTable, ValueType
from salesdesk.ui import fonts
from salesdesk.ui.models.record_table_model import ValueRole
from salesdesk.ui.pages.reports.texts import cell_text, month_text
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.text import plain_tip
from salesdesk.ui.wording import worded

Index = QModelIndex | QPersistentModelIndex
ROW, HEAD, LINE, MOST_ROWS = 36, 33, 14, 26  # a list of a report with its total
_LONGEST_NAME, _SHORTEST_NAME = 240, 140


class ReportTableModel(QAbstractTableModel):
    """The typed cells of one report table; the total is its last row."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._table: ReportTable | None = None
        self._currency, self.has_two_lines = "", False
        self._rows: list[tuple[Cell, ...]] = []
        self._bold = fonts.font(fonts.BODY, QFont.Weight.DemiBold)

    def set_table(self, table: ReportTable, currency: str) -> None:
        """Show a table."""
        self.beginResetModel()
        self._table, self._currency = table, currency
        self._rows = [*table.rows, *([table.total] if table.total and len(table.rows) > 1 else [])]
        self.endResetModel()

    def cell(self, index: Index) -> Cell:
        """The cell at an index."""
        return self._rows[index.row()][index.column()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._table is None else len(self._table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._table is None or index.row() >= len(self._rows):
            return None
        column, cell = self._table.columns[index.column()], self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            if column.key == "month" and isinstance(cell.value, str):
                return month_text(cell.value, self._table.year_starts)
            if cell.value is None and index.row() >= len(self._table.rows):
                return ""  # a mean has no total
            return cell_text(cell, column.type, self._currency)
        if role == ValueRole:
            return cell.value
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignLeft if column.type is ValueType.TEXT else Qt.AlignmentFlag.AlignRight
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                self.tr("Show these rows")
                if cell.rows is not None
                else plain_tip(str(self.data(index) or ""))
            )
        last = index.row() >= len(self._table.rows)
        if role == Qt.ItemDataRole.FontRole and (last or index.column() == 0):
            return self._bold if last else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.color("ink" if index.column() == 0 or last else "ink_2")
        return None

    def set_two_lines(self, two: bool) -> None:
        """Whether a title of several words stands in two lines."""
        self.has_two_lines = two
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if (
            self._table is None
            or orientation != Qt.Orientation.Horizontal
            or not 0 <= section < len(self._table.columns)
        ):
            return None
        column = self._table.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return in_two_lines(worded(column.title)) if self.has_two_lines else worded(column.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return worded(column.title)
        if role == Qt.ItemDataRole.ToolTipRole and column.formula is not None:
            return plain_tip(worded(column.formula))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignLeft if column.type is ValueType.TEXT else Qt.AlignmentFlag.AlignRight
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def in_two_lines(title: str) -> str:
    """A title of several words broken where its longer line is shortest."""
    words = title.split(" ")
    broken = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return "\n".join(min(broken, key=lambda lines: max(map(len, lines)))) if broken else title


class ReportTableView(QTableView):
    """Shows a report table; ``rows_requested`` carries the Rows of a cell that was clicked or entered."""

    rows_requested = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown, self._one_line = ReportTableModel(theme, self), 0
        # For titles in one and in two lines. To measure every cell takes longer than to paint those that are seen.
        self._measured: dict[bool, tuple[int, int]] = {}
        self.setModel(self._shown)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("report", True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFixedHeight(HEAD)
        header.setMinimumSectionSize(64)

    def show_table(self, table: ReportTable, currency: str) -> None:
        """Show a table as high as its rows, up to as many as a list of a report has."""
        self._shown.set_table(table, currency)
        self._measured.clear()
        header = self.horizontalHeader()
        for place in range(self._shown.columnCount()):
            header.setSectionResizeMode(
                place,
                QHeaderView.ResizeMode.Stretch if place == 0 else QHeaderView.ResizeMode.ResizeToContents,
            )
        self._set_head(two=False)
        self._fit_names()

    def _set_head(self, *, two: bool) -> None:
        head = HEAD + (LINE if two else 0)
        self._shown.set_two_lines(two)
        self.horizontalHeader().setFixedHeight(head)
        rows = min(MOST_ROWS, max(1, self._shown.rowCount()))
        self.setFixedHeight(head + rows * ROW + 14)

    @property
    def wanted_width(self) -> int:
        """The pixels in which every column is seen, its title in one line."""
        return self._in_one_line() + 2 * self.frameWidth()

    def _in_one_line(self) -> int:
        if not self._shown.has_two_lines:
            self._one_line = self._wanted_name() + self._wanted_figures()
        return self._one_line

    def _wanted_name(self) -> int:
        return min(_LONGEST_NAME, self._measures()[0])

    def _wanted_figures(self) -> int:
        return self._measures()[1]

    def _measures(self) -> tuple[int, int]:
        """The width of the first column and of all others, each seen in full."""
        two = self._shown.has_two_lines
        if two not in self._measured:
            header = self.horizontalHeader()
            columns = range(header.count())
            name, *figures = (max(self.sizeHintForColumn(at), header.sectionSizeHint(at)) for at in columns)
            self._measured[two] = name, sum(figures)
        return self._measured[two]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measured.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_names()

    def _fit_names(self) -> None:
        """What the rows are called stands in full; where there is no room for it and the figures, titles of several words stand
        in two lines and names are shortened a little, and where that is not enough, one scrolls."""
        header = self.horizontalHeader()
        if not header.count():
            return
        two = self._in_one_line() > self.viewport().width()
        if two is not self._shown.has_two_lines:
            self._set_head(two=two)
        wanted = self._wanted_name()
        fits = wanted + self._wanted_figures() <= self.viewport().width()
        header.setSectionResizeMode(
            0, QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Fixed
        )
        if not fits:
            left = self.viewport().width() - self._wanted_figures()
            header.resizeSection(0, min(wanted, max(_SHORTEST_NAME, left)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._ask(self.indexAt(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point(event.position().toPoint())

    def _point(self, at: QPoint) -> None:
        index = self.indexAt(at)
        opens = index.isValid() and self._shown.cell(index).rows is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _ask(self, index: QModelIndex) -> None:
        if index.isValid() and (rows := self._shown.cell(index).rows) is not None:
            self.rows_requested.emit(rows)
