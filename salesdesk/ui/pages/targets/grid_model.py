"""The cells of targets as a table: a heading for what is counted, below it the team and its people."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from salesdesk.domain.target_standing import Standing, TargetGrid
from salesdesk.domain.targets import Measure, Period
from salesdesk.ui.pages.targets.texts import (
    actual_text,
    cell_tip,
    goal_text,
    measure_title,
    owner_name,
    period_name,
    period_title,
    standing_texts,
    typed_text,
)
from salesdesk.ui.widgets.text import plain_tip

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the heading of a measure, or somebody's figures (``owner`` None: the team's)."""

    measure: Measure
    is_head: bool
    owner: int | None = None


class TargetModel(QAbstractTableModel):
    """What a `TargetGrid` says. ``typed`` carries (Standing, text) of a cell that was written into."""

    typed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid: TargetGrid | None = None
        self.lines: list[Line] = []
        self.open: set[Measure] = {Measure.REVENUE}
        """The measures whose people are shown; of the others the team alone is."""

    def set_grid(self, grid: TargetGrid) -> None:
        """Show other figures. Where periods and people are the same, what is selected stays."""
        same = (
            self.grid is not None
            and self.grid.periods == grid.periods
            and self._listed(grid.owners) == self.lines
        )
        if same:
            self.grid = grid
            if self.lines and grid.periods:
                self.dataChanged.emit(
                    self.index(0, 0), self.index(len(self.lines) - 1, len(grid.periods) - 1)
                )
                self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.lines) - 1)
            return
        self.beginResetModel()
        self.grid, self.lines = grid, self._listed(grid.owners)
        self.endResetModel()

    def toggle(self, measure: Measure) -> None:
        """Show or hide the people of a measure."""
        self.open ^= {measure}
        if self.grid is not None:
            self.beginResetModel()
            self.lines = self._listed(self.grid.owners)
            self.endResetModel()

    def _listed(self, owners: Collection[tuple[int, str]]) -> list[Line]:
        found = []
        for measure in Measure:
            found += [Line(measure, True), Line(measure, False)]
            if measure in self.open:
                found += [Line(measure, False, owner) for owner, _ in owners]
        return found

    def standing(self, index: Index) -> Standing | None:
        """The figures of a cell, None of a heading."""
        if self.grid is None or not index.isValid() or self.lines[index.row()].is_head:
            return None
        line = self.lines[index.row()]
        return self.grid.at(line.owner, line.measure, self.grid.periods[index.column()])

    def place_of(self, period: Period) -> int | None:
        """The column of a period."""
        return self.grid.periods.index(period) if self.grid and period in self.grid.periods else None

    def name(self, row: int) -> str:
        """What stands before a row."""
        if self.grid is None:
            return ""
        line = self.lines[row]
        if line.is_head:
            return measure_title(line.measure, self.grid.currency)
        return owner_name(self.grid, line.owner)

    # -- Qt ---------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.grid is None else len(self.grid.periods)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.standing(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell, grid = self.standing(index), self.grid
        if cell is None or grid is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return actual_text(cell, grid.currency)
        if role == Qt.ItemDataRole.EditRole:
            return typed_text(cell.goal, cell.place.measure, grid.currency)
        if role == Qt.ItemDataRole.ToolTipRole:
            # what a narrow cell says in figures alone stands here in words
            return plain_tip("\n".join((cell_tip(cell, grid), *standing_texts(cell, grid)[:1])))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            goal = goal_text(cell.goal, cell.place.measure, grid.currency)
            return ", ".join(
                filter(
                    None, (cell_tip(cell, grid).replace("\n", ", "), goal, *standing_texts(cell, grid)[:1])
                )
            )
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self.standing(index)
        if cell is None or role != Qt.ItemDataRole.EditRole:
            return False
        if str(value).strip() != self.data(index, Qt.ItemDataRole.EditRole):
            self.typed.emit(cell, str(value))
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if self.grid is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return (
                self.name(section)
                if role == Qt.ItemDataRole.DisplayRole and section < len(self.lines)
                else None
            )
        if not 0 <= section < len(self.grid.periods):
            return None
        period = self.grid.periods[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return period_title(period, self.grid.today.year)
        return plain_tip(period_name(period)) if role == Qt.ItemDataRole.ToolTipRole else None
