"""Import of a large workbook, end to end, beside the bare cost of its parts and beside LibreOffice opening it."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.leads_workbook import leads_workbook
from tests.benchmarks.own_command import own_command
from tests.benchmarks.process import Run, run_measured
from tests.benchmarks.result import Result, Settings

_BARE_STAGES = {"read": "read", "write": "insert"}
"""The stages of the product that the bare import has too."""


def measure(settings: Settings) -> list[Result]:
    workbook = leads_workbook(settings.rows, settings.cache)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        bare = bare_import(workbook, folder)
        office = libreoffice(workbook, folder)
        own = own_import(workbook, folder)
    answer = json.loads(own.output[own.output.index("{") :])
    assert answer["counts"]["rows"] == settings.rows, answer["counts"]
    name = f"import of {settings.rows:,} × 15 xlsx"
    results = [Result(name, own.seconds, "s", "calamine + plain insert + FTS", bare.seconds, "≤ 4 ×")]
    if office is not None:
        yardstick = "LibreOffice opens it, writes CSV"
        results.append(Result(name, own.seconds, "s", yardstick, office.seconds, "≤ 2.5 ×"))
    results += stages(answer["seconds"], own.seconds, json.loads(bare.output))
    results.append(
        Result(
            "  peak memory of all processes",
            own.peak_megabytes,
            "MB",
            "the same",
            bare.peak_megabytes,
            "≤ 400 MB",
        )
    )
    if office is not None:
        results.append(
            Result("  peak memory", own.peak_megabytes, "MB", "LibreOffice", office.peak_megabytes)
        )
    return results


def stages(own: Mapping[str, float], whole: float, bare: Mapping[str, float]) -> list[Result]:
    """Where the time goes, stage by stage as the service counts it; the last line is what no stage counts."""
    found = [
        Result(
            f"  stage {stage}",
            seconds,
            "s",
            _BARE_STAGES.get(stage, ""),
            bare.get(_BARE_STAGES.get(stage, "")),
        )
        for stage, seconds in own.items()
    ]
    rest = whole - sum(own.values())
    return [*found, Result("  the rest: start, commit, index, answer", rest, "s", "index", bare["index"])]


def own_import(workbook: Path, folder: Path) -> Run:
    """``salesdesk import`` into a new database, from the start of the program to its end: the service that the
    window uses as well."""
    return own_command(folder / "own.salesdesk", "import", str(workbook), "--country", "DE", "--json")


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
