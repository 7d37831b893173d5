"""Export of a long list to a workbook and to CSV, beside the plainest program that writes the same cells."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.own_command import own_command
from tests.benchmarks.process import run_measured
from tests.benchmarks.product_file import product_file
from tests.benchmarks.result import Result, Settings

_YARDSTICKS = {".xlsx": "SQL + openpyxl, no formats", ".csv": "SQL + csv.writer"}


def measure(settings: Settings) -> list[Result]:
    results = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        database = folder / "people.salesdesk"
        shutil.copy(product_file(settings, settings.rows), database)
        for suffix, yardstick in _YARDSTICKS.items():
            own = own_command(database, "export", "contacts", str(folder / f"own{suffix}"), "--json")
            assert json.loads(own.output[own.output.index("{") :])["rows"] == settings.rows
            program = ["-m", "tests.benchmarks.bare_export", str(database), str(folder / f"bare{suffix}")]
            bare = run_measured([sys.executable, *program])
            name = f"export of {settings.rows:,} contacts, {suffix}"
            results += [
                Result(name, own.seconds, "s", yardstick, bare.seconds),
                Result("  peak memory", own.peak_megabytes, "MB", "the same", bare.peak_megabytes),
            ]
        results += _kit(folder, settings.rows)
    return results


def _kit(folder: Path, rows: int) -> list[Result]:
    """The sheet kit beside the fastest writer, both with the same rows: processor time, for it is a short run."""
    runs = [
        run_measured(
            [
                sys.executable,
                "-m",
                "tests.benchmarks.kit_rows",
                which,
                str(folder / f"{which}.xlsx"),
                str(rows),
            ]
        )
        for which in ("own", "fastest")
    ]
    own, fastest = runs
    name = f"{rows:,} contacts × 15 to .xlsx: table, formats, choices"
    spent = [run.processor_seconds or run.seconds for run in runs]
    return [
        Result(name, spent[0], "s", "rustpy-xlsxwriter, bare cells", spent[1], "≤ 4 ×"),
        Result("  peak memory", own.peak_megabytes, "MB", "the same", fastest.peak_megabytes),
    ]
