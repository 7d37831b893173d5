"""Import of a large workbook, end to end, beside the bare cost of its parts and beside LibreOffice opening it."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.leads_workbook import leads_workbook
from tests.benchmarks.process import Run, run_measured
from tests.benchmarks.result import Result, Settings
from tests.conftest import ROOT


def measure(settings: Settings) -> list[Result]:
    workbook = leads_workbook(settings.rows, settings.cache)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        bare = bare_import(workbook, folder)
        office = libreoffice(workbook, folder)
        own = own_import(workbook, folder)
    stages = json.loads(own.output.strip().splitlines()[-1])
    assert stages["counts"]["rows"] == settings.rows, stages["counts"]
    name = f"import of {settings.rows:,} × 15 xlsx"
    results = [
        Result(name, own.seconds, "s", "calamine + plain insert + FTS", bare.seconds, "≤ 4 ×"),
        Result("  peak memory", own.peak_megabytes, "MB", "the same", bare.peak_megabytes, "< 500 MB"),
    ]
    if office is not None:
        yardstick = "LibreOffice opens it, writes CSV"
        results.insert(1, Result(name, own.seconds, "s", yardstick, office.seconds, "≤ 2.5 ×"))
    return results


def own_import(workbook: Path, folder: Path) -> Run:
    """``salesdesk import`` into a new database, from the start of the program to its end."""
    main = str(ROOT / "main.py")
    database = str(folder / "own.salesdesk")
    environment = {**os.environ, "PYTHONUTF8": "1"}
    command = [
        sys.executable,
        main,
        "--database",
        database,
        "import",
        str(workbook),
        "--country",
        "DE",
        "--json",
    ]
    return run_measured(command, environment)


def bare_import(workbook: Path, folder: Path) -> Run:
    """The plainest program that gets the rows into a searchable database."""
    program = ["-m", "tests.benchmarks.bare_import", str(workbook), str(folder / "bare.db")]
    return run_measured([sys.executable, *program])


def libreoffice(workbook: Path, folder: Path) -> Run | None:
    """LibreOffice converting the workbook to CSV without a window; None where it is not installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "csv", "--outdir", str(folder)]
    small = folder / "small.csv"
    small.write_text("a,b\n1,2\n")
    run_measured([*command[:-1], str(folder / "warm"), str(small)])  # its first start makes the profile
    return run_measured([*command, str(workbook)])
