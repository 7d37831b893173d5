"""The workbook that the import figures read, made once and kept."""

from __future__ import annotations

import os
from pathlib import Path

from openpyxl import Workbook

from tests.benchmarks.people import TITLES, leads


def leads_workbook(rows: int, folder: Path) -> Path:
    """An xlsx with ``rows`` leads of fifteen columns below one header row; takes about 10 s per 100,000 once."""
    file = folder / f"leads-{rows}.xlsx"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Leads")
        sheet.append(TITLES)
        for lead in leads(rows):
            sheet.append(lead)
        unfinished = file.with_suffix(f".{os.getpid()}")
        book.save(unfinished)
        unfinished.replace(file)
    return file
