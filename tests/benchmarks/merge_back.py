"""Merging a long workbook back: its plan beside the reading of its cells alone, applying it beside the import of the same
rows, and undo beside applying it."""

from __future__ import annotations

import csv
import json
import shutil
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.own_command import own_command
from tests.benchmarks.process import Run, run_measured
from tests.benchmarks.product_file import product_file
from tests.benchmarks.result import Result, Settings

_COLUMNS = (
    "full_name,company,job_title,email,phone,lifecycle_stage,owner,lead_source,tags,first_name,last_name,"
    "mobile,street,city,country"
)
_OURS = "SalesDesk"
"""How the heads of the columns begin that an import has no use for."""
_PROGRAM = (sys.executable, "-m", "tests.benchmarks.read_workbook")


def measure(settings: Settings) -> list[Result]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        database = folder / "people.salesdesk"
        shutil.copy(product_file(settings, settings.rows), database)
        return [*_planned(settings, folder, database), *_applied(settings, folder, database)]


def _planned(settings: Settings, folder: Path, database: Path) -> list[Result]:
    book = _exported(database, folder / "people.xlsx")
    read = run_measured([*_PROGRAM, "read", str(book)])
    plan = run_measured([*_PROGRAM, "plan", str(book), str(database)])
    assert int(plan.output) == settings.rows
    assert int(read.output) > settings.rows
    name = f"merge plan of a workbook, {settings.rows:,} contacts × 15"
    return [
        Result(name, _spent(plan), "s", "reading its cells", _spent(read), "≤ 2 ×"),
        Result("  peak memory", plan.peak_megabytes, "MB", "the same", read.peak_megabytes),
    ]


def _applied(settings: Settings, folder: Path, database: Path) -> list[Result]:
    book = _exported(database, folder / "people.csv")
    rows = folder / "rows.csv"
    _edit(book, rows)
    imported = own_command(folder / "new.salesdesk", "import", str(rows), "--country", "DE", "--json")
    merged = run_measured([*_PROGRAM, "apply", str(book), str(database)])
    spent = json.loads(merged.output)
    assert spent["cells"] == 3 * settings.rows
    name = f"applying a merge, {spent['cells']:,} cells of {settings.rows:,} contacts"
    whole = spent["plan"] + spent["apply"]
    return [
        Result(name, spent["apply"], "s", "importing the same rows", _spent(imported), "≤ 1 ×"),
        Result("  its plan anew", spent["renew"], "s", "the plan", spent["plan"]),
        Result("  undo", spent["undo"], "s", "plan and apply", whole, "≤ 0.3 ×"),
        Result("  peak memory", merged.peak_megabytes, "MB", "the import", imported.peak_megabytes),
    ]


def _exported(database: Path, book: Path) -> Path:
    own_command(database, "export", "contacts", str(book), "--columns", _COLUMNS, "--json")
    return book


def _edit(book: Path, copy: Path) -> None:
    """Type over three cells of every row: one of the record, one of its parts, one of a list of names. ``copy`` gets the same
    rows as an import takes them."""
    with book.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        row["Job title"] = f"Keeper of {number % 50}"
        row["Email"] = f"other{number}@changed.example"
        row["Owner"] = f"Owner {number % 20}"
    for target, own in ((book, True), (copy, False)):
        heads = [head for head in rows[0] if own or not head.startswith(_OURS)]
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, heads, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)


def _spent(run: Run) -> float:
    """What a program used: others keep the processor busy, too."""
    return run.processor_seconds or run.seconds
