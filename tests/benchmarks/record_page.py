"""The page of a record with a long history: until its first screen is painted, and while it is scrolled to the end."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.process import run_measured
from tests.benchmarks.product_file import product_file
from tests.benchmarks.result import Result, Settings

ENTRIES = 2_000


def measure(settings: Settings) -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "record.salesdesk")
        shutil.copyfile(product_file(settings, settings.rows), file)
        command = [sys.executable, "-m", "tests.benchmarks.own_record_page", str(file), str(ENTRIES)]
        output = run_measured(command, memory=False).output
    shown, still = map(float, output.strip().splitlines()[-1].split())
    name = f"page of a person with {ENTRIES:,} entries among {settings.rows:,}, processor time"
    return [
        Result(f"{name}, first screen", shown, "s", "as wanted", 0.2, "≤ 1 ×"),
        Result(
            "longest stand of the window while scrolling to the end", still, "ms", "as wanted", 50.0, "≤ 1 ×"
        ),
    ]
