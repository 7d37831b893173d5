"""The plan of merging a long workbook back, beside the reading of its cells alone."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.own_command import own_command
from tests.benchmarks.process import run_measured
from tests.benchmarks.product_file import product_file
from tests.benchmarks.result import Result, Settings

_COLUMNS = (
    "full_name,company,job_title,email,phone,lifecycle_stage,owner,lead_source,tags,first_name,last_name,"
    "mobile,street,city,country"
)


def measure(settings: Settings) -> list[Result]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        database, book = folder / "people.salesdesk", folder / "people.xlsx"
        shutil.copy(product_file(settings, settings.rows), database)
        own_command(database, "export", "contacts", str(book), "--columns", _COLUMNS, "--json")
        program = [sys.executable, "-m", "tests.benchmarks.read_workbook"]
        read = run_measured([*program, "read", str(book)])
        plan = run_measured([*program, "plan", str(book), str(database)])
        assert int(plan.output) == settings.rows
        assert int(read.output) > settings.rows
    spent = [
        run.processor_seconds or run.seconds for run in (plan, read)
    ]  # others keep the processor busy, too
    name = f"merge plan of a workbook, {settings.rows:,} contacts × 15"
    return [
        Result(name, spent[0], "s", "reading its cells", spent[1], "≤ 2 ×"),
        Result("  peak memory", plan.peak_megabytes, "MB", "the same", read.peak_megabytes),
    ]
