"""Workbooks as a colleague edits them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import openpyxl

from salesdesk.domain.columns import RECORD_ID


@dataclass
class Book:
    """A workbook as somebody edits it."""

    path: Path

    def __post_init__(self) -> None:
        self._book = openpyxl.load_workbook(self.path)
        self._sheet = next(
            sheet for sheet in self._book.worksheets if any(RECORD_ID in row for row in sheet.values)
        )
        self._head = next(at for at, row in enumerate(self._sheet.values, 1) if RECORD_ID in row)
        self._titles = [cell.value for cell in self._sheet[self._head]]

    def write(self, person: str, title: str, value: object) -> None:
        """Type into the cell of a person."""
        self._sheet.cell(self._row(person), self._titles.index(title) + 1, value)

    def remove(self, person: str) -> None:
        """Delete a person's row."""
        self._sheet.delete_rows(self._row(person))

    def add(self, **values: object) -> None:
        """Type below the last row; keys are titles with _ for blanks."""
        row = self._sheet.max_row + 1
        for title, value in values.items():
            self._sheet.cell(row, self._titles.index(title.replace("_", " ")) + 1, value)

    def save(self) -> Path:
        """Save it where it is."""
        self._book.save(self.path)
        return self.path

    def _row(self, person: str) -> int:
        at = self._titles.index("Name")
        rows = range(self._head + 1, self._sheet.max_row + 1)
        return next(row for row in rows if self._sheet.cell(row, at + 1).value == person)
