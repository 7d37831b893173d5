"""Import of a large workbook, end to end, beside the bare cost of its parts and beside LibreOffice opening it."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.leads_workbook import leads_workbook
from tests.benchmarks.own_command import own_command
from tests.benchmarks.process import Run, run_measured
from tests.benchmarks.result import Result, Settings

TURNS = 3
"""Each program runs so often, in turns; what counts is the run that took neither longest nor shortest."""

_BARE_STAGES = {"open": "read", "write": "insert", "index and commit": "index"}
"""The stages of the product that the bare import has too."""


def measure(settings: Settings) -> list[Result]:
    workbook = leads_workbook(settings.rows, settings.cache)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        small = folder / "warm.csv"
        small.write_text("Email\na@example.com\n")
        # Its first start compiles the program, as LibreOffice's makes a profile.
        own_import(small, folder / "warm")
        programs = (bare_import, libreoffice, own_import)
        turns = [
            [program(workbook, folder / f"turn{number}", memory=False) for program in programs]
            for number in range(TURNS)
        ]
        bare, office, own = (_middle([turn[which] for turn in turns]) for which in range(3))
        watched = [program(workbook, folder / "watched") for program in programs]
        bare_peak, office_peak, own_peak = (run.peak_megabytes if run else None for run in watched)
    assert bare is not None
    assert own is not None
    answer = json.loads(own.output[own.output.index("{") :])
    assert answer["counts"]["rows"] == settings.rows, answer["counts"]
    name = f"import of {settings.rows:,} × 15 xlsx"
    results = [Result(name, own.seconds, "s", "calamine + plain insert + FTS", bare.seconds, "≤ 4 ×")]
    if office is not None:
        yardstick = "LibreOffice opens it, writes CSV"
        results.append(Result(name, own.seconds, "s", yardstick, office.seconds, "≤ 1.5 × idle, 2.5 × busy"))
        results.append(processor_time(own, "the same", office))
    results += stages(answer["seconds"], own.seconds, json.loads(bare.output))
    results.append(
        Result(
            "  peak memory of all processes",
            own_peak,
            "MB",
            "the same",
            bare_peak,
            "≤ 360 MB",
        )
    )
    if office is not None:
        results.append(Result("  peak memory", own_peak, "MB", "LibreOffice", office_peak))
    return results


def processor_time(own: Run, name: str, other: Run) -> Result:
    """The processor time of two programs beside each other, their children included."""
    return Result("  processor time", own.processor_seconds, "s", name, other.processor_seconds)


def _middle(runs: Sequence[Run | None]) -> Run | None:
    done = sorted((run for run in runs if run is not None), key=lambda run: run.seconds)
    return done[len(done) // 2] if done else None


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
    return [*found, Result("  the rest: start and answer", rest, "s")]


def own_import(workbook: Path, folder: Path, *, memory: bool = True) -> Run:
    """``salesdesk import`` into a new database, from the start of the program to its end: the service that the
    window uses as well."""
    folder.mkdir(exist_ok=True)
    return own_command(
        folder / "own.salesdesk", "import", str(workbook), "--country", "DE", "--json", memory=memory
    )


def bare_import(workbook: Path, folder: Path, *, memory: bool = True) -> Run:
    """The plainest program that gets the rows into a searchable database."""
    folder.mkdir(exist_ok=True)
    program = ["-m", "tests.benchmarks.bare_import", str(workbook), str(folder / "bare.db")]
    return run_measured([sys.executable, *program], memory=memory)


def libreoffice(workbook: Path, folder: Path, *, memory: bool = True) -> Run | None:
    """LibreOffice converting the workbook to CSV without a window; None where it is not installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "csv", "--outdir", str(folder)]
    small = folder / "small.csv"
    small.write_text("a,b\n1,2\n")
    run_measured([*command[:-1], str(folder / "warm"), str(small)])  # its first start makes the profile
    return run_measured([*command, str(workbook)], memory=memory)
