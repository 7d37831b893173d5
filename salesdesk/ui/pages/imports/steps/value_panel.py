"""The values of one column: as the file has them, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from salesdesk.domain.fields import IGNORE
from salesdesk.domain.imports import CleanedSheet
from salesdesk.domain.sheets import ColumnGuess
from salesdesk.services.imports import Origins, telling_rows
from salesdesk.ui.pages.imports.review.raw_rows import RawRows
from salesdesk.ui.pages.imports.texts import field_title, shown_value, tr
from salesdesk.ui.widgets.text import ElidedLabel, label

MOST, FEWEST = 6, 3
ARROW = "→"
_SHORT = {
    "honorific": "title",
    "first_name": "first",
    "middle_name": "middle",
    "last_name": "last",
    "suffix": "suffix",
    "nickname": "nickname",
}


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One distinct text with what it becomes; ``parts`` is what it was split into, in words."""

    raw: str
    result: str
    parts: str
    changed: bool


def value_lines(drafts: CleanedSheet, column: ColumnGuess, raw: RawRows) -> list[ValueLine]:
    """The distinct texts of a column among the rows read so far, those that change first."""
    origins = Origins(drafts)
    if origins.position(column) is None:
        return []
    rows, lines = raw.of(drafts.place), []
    for row, text in telling_rows(drafts, column, rows):
        value = origins.value(row, column)
        currency = str(drafts.value(row, "currency") or "")
        result = shown_value(column.field, value, currency)
        parts = parts_text(origins, row, column, rows[row])
        lines.append(ValueLine(text, result, parts, bool(parts) or not is_same(text, value, result)))
    return sorted(lines, key=lambda line: not line.changed)


def parts_text(origins: Origins, row: int, column: ColumnGuess, raw: Sequence[str]) -> str:
    """ "first Amara · last Okafor": what a cell was split into, "" when it was not."""
    return " · ".join(
        f"{part_title(part.field)} {shown_value(part.field, part.value)}"
        for part in origins.parts(row, column, raw)
    )


def part_title(field: str) -> str:
    """A short word for a part of a name, as it stands before the part itself; else the field's title."""
    return tr(_SHORT[field]) if field in _SHORT else field_title(field)


def is_same(raw: str, value: object, shown: str) -> bool:
    """Whether a text was taken over as it stands."""
    return raw.strip() in (shown, str(value))


class ValuePanel(QWidget):
    """A few lines below the columns, about the selected one."""

    def __init__(self, raw: RawRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._raw = raw
        self.lines: list[ValueLine] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 10)
        layout.setSpacing(6)
        self._title = ElidedLabel("", "caption")
        layout.addWidget(self._title)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        for column, stretch in ((0, 5), (2, 5), (3, 6)):
            self._grid.setColumnStretch(column, stretch)
        self._cells: list[tuple[ElidedLabel, QWidget, ElidedLabel, ElidedLabel]] = []
        for place in range(MOST):
            cells = (ElidedLabel("", "secondary"), label("", "note"), ElidedLabel(), ElidedLabel("", "note"))
            for column, cell in enumerate(cells):
                self._grid.addWidget(cell, place, column, Qt.AlignmentFlag.AlignVCenter)
            cells[1].setText(ARROW)
            self._cells.append(cells)
        layout.addLayout(self._grid)

    def show_column(self, drafts: CleanedSheet | None, column: ColumnGuess | None, most: int = MOST) -> None:
        """Show the values of a column of a cleaned sheet; hidden where there is nothing to tell."""
        told = drafts is not None and column is not None and column.field != IGNORE
        self.lines = value_lines(drafts, column, self._raw) if told and drafts and column else []
        self.setVisible(bool(self.lines))
        if column is None or not self.lines:
            return
        changed = sum(1 for line in self.lines if line.changed)
        head = tr("“{0}”: in your file, and what becomes of it").format(column.header)
        self._title.setText(head if changed else tr("“{0}” is taken over as it stands").format(column.header))
        for place, cells in enumerate(self._cells):
            line = self.lines[place] if changed and place < min(most, len(self.lines)) else None
            for cell in cells:
                cell.setVisible(line is not None)
            if line is not None:
                self._show_line(cells, line)

    @staticmethod
    def _show_line(cells: tuple[ElidedLabel, QWidget, ElidedLabel, ElidedLabel], line: ValueLine) -> None:
        raw, _arrow, result, parts = cells
        raw.setText(line.raw)
        result.setText(line.result or tr("no value; see the problems"))
        result.setAccessibleName(tr("{0} becomes {1}").format(line.raw, result.text()))
        parts.setText(line.parts if line.parts or line.changed else tr("as it stands"))
