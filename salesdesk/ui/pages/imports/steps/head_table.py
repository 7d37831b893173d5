"""The first rows of a sheet as the file has them, with the row of the column names marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from salesdesk.services.imports import letters
from salesdesk.ui.pages.imports.texts import tr
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.text import plain_tip

Index = QModelIndex | QPersistentModelIndex
_WIDTH = 132


class HeadModel(QAbstractTableModel):
    """Texts by row and column; row numbers and column letters as headers."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._numbers: tuple[int, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._width = 0
        self._header = 0

    def show_rows(self, head: Mapping[int, tuple[str, ...]], header_row: int | None) -> None:
        """Show these rows; ``header_row`` is the 0-based one of the column names."""
        self.beginResetModel()
        self._numbers = tuple(sorted(head))
        self._rows = tuple(head[number] for number in self._numbers)
        self._width = max((len(row) for row in self._rows), default=0)
        self._header = 0 if header_row is None else header_row + 1
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._width

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        text = row[index.column()] if index.column() < len(row) else ""
        is_header = self._numbers[index.row()] == self._header
        if role == Qt.ItemDataRole.DisplayRole:
            return text.replace("\n", " ")
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(text) or None
        if role == Qt.ItemDataRole.ForegroundRole:
            above = self._numbers[index.row()] < self._header
            return self._theme.color("accent_ink" if is_header else "ink_3" if above else "ink_2")
        if role == Qt.ItemDataRole.FontRole and is_header:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return letters(section) if orientation == Qt.Orientation.Horizontal else str(self._numbers[section])


class HeadTable(QTableView):
    """Read only; the rows above the column names are pale."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("First rows of the sheet"))
        self._model = HeadModel(theme, self)
        self.setModel(self._model)
        self.setProperty("report", True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setDefaultSectionSize(_WIDTH)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(30)
        self.verticalHeader().setHighlightSections(False)
        theme.changed.connect(self.viewport().update)

    def show_rows(self, head: Mapping[int, tuple[str, ...]], header_row: int | None) -> None:
        """See ``HeadModel.show_rows``."""
        self._model.show_rows(head, header_row)
