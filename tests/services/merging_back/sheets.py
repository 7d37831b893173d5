"""Workbooks edited as somebody with a spreadsheet does: by the heads of columns and the names of rows."""

from __future__ import annotations

import csv
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from salesdesk.domain.columns import RECORD_ID
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import NO_CHOICES, Choices, MergeOutcome, MergePlan, Side
from salesdesk.services.services import Services

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
_LOOKED_AT = 20


class Sheet:
    """One sheet of an opened workbook."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.head = next(
            row
            for row in range(1, _LOOKED_AT)
            if any(cell.value == RECORD_ID for cell in sheet[row]) or row == _LOOKED_AT - 1
        )

    @property
    def columns(self) -> dict[str, int]:
        return {str(cell.value): cell.column for cell in self.sheet[self.head] if cell.value is not None}

    @property
    def last(self) -> int:
        rows = range(self.sheet.max_row, self.head, -1)
        return next(
            (r for r in rows if any(cell.value not in (None, "") for cell in self.sheet[r])), self.head
        )

    def row(self, text: str, head: str = "") -> int:
        """The row in which a column, the first by default, says something."""
        column = self.columns[head] if head else 1
        return next(
            row for row in range(self.head + 1, self.last + 1) if self.sheet.cell(row, column).value == text
        )

    def get(self, row: int, head: str) -> Any:
        return self.sheet.cell(row, self.columns[head]).value

    def set(self, row: int, head: str, value: Any) -> None:
        self.sheet.cell(row, self.columns[head]).value = value

    def add(self, values: Mapping[str, Any]) -> int:
        """Type a row below the last one."""
        row = self.last + 1
        for head, value in values.items():
            self.set(row, head, value)
        return row

    def values(self, row: int) -> list[Any]:
        return [self.sheet.cell(row, column).value for column in range(1, self.sheet.max_column + 1)]

    def put(self, row: int, values: Sequence[Any]) -> None:
        for column, value in enumerate(values, 1):
            self.sheet.cell(row, column).value = value

    def sort(self, head: str) -> None:
        """Sort all rows with their formats, as spreadsheets do."""
        place = self.columns[head] - 1
        rows = [(self.values(row), self.formats(row)) for row in range(self.head + 1, self.last + 1)]
        rows.sort(key=lambda found: str(found[0][place] or ""), reverse=True)
        for row, (values, formats) in enumerate(rows, self.head + 1):
            self.put(row, values)
            for column, number_format in enumerate(formats, 1):
                self.sheet.cell(row, column).number_format = number_format

    def formats(self, row: int) -> list[str]:
        return [self.sheet.cell(row, column).number_format for column in range(1, self.sheet.max_column + 1)]


def edited(path: Path, change: Callable[[Sheet], object], *, title: str = "", to: Path | None = None) -> Path:
    """Edit the first sheet (or the one called ``title``) and save the workbook."""
    book = openpyxl.load_workbook(path)
    change(Sheet(book[title] if title else book.worksheets[0]))
    target = to or path
    book.save(target)
    return target


def edited_text(path: Path, change: Callable[[list[dict[str, str]]], object]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    heads = list(rows[0])
    change(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, heads)
        writer.writeheader()
        writer.writerows(rows)


def resaved(paths: Sequence[Path], suffix: str) -> list[Path]:
    """The workbooks as LibreOffice saves them, all in one call."""
    assert OFFICE is not None
    folder, profile = Path(tempfile.mkdtemp()), Path(tempfile.mkdtemp())
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            str(folder),
            *map(str, paths),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    shutil.rmtree(profile, ignore_errors=True)
    found = [folder / f"{path.stem}.{suffix}" for path in paths]
    assert all(path.exists() for path in found), found
    return found


def export(services: Services, kind: RecordKind, path: Path, **options: Any) -> Path:
    services.exports.export(kind, path, **options)
    return path


def merged(
    services: Services, path: Path, choices: Choices = NO_CHOICES, prefer: Side | None = None
) -> tuple[MergePlan, MergeOutcome]:
    """Plan and apply."""
    plan = services.merging_back.plan(path)
    if prefer is not None:
        choices = choices.choose(plan.conflicts, prefer)
    return plan, services.merging_back.apply(plan, choices)[0]


def results(plan: MergePlan) -> set[tuple[str, str, str]]:
    """(name, field, result) of the cells."""
    return {(cell.name, cell.field, cell.result.value) for cell in plan.cells}


def open_results(plan: MergePlan) -> set[tuple[str, str, str]]:
    """The same of those that the workbook changes."""
    return {(cell.name, cell.field, cell.result.value) for cell in plan.cells if cell.is_open}
