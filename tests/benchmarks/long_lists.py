"""A long list in the window: the first screen after a sort, and how long the window was held up, beside the bare SQL of a
screen and an event loop at rest."""

from __future__ import annotations

import os
import sys
import tempfile
import time

import sqlcipher3

from tests.benchmarks.own_lists import SORTS
from tests.benchmarks.process import run_measured
from tests.benchmarks.product_file import product_file
from tests.benchmarks.result import Result, Settings
from tests.benchmarks.search_and_scroll import PAGE
from tests.benchmarks.start import home_in


def measure(settings: Settings) -> list[Result]:
    file = product_file(settings, settings.contacts, written=True)
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, **home_in(home)}
        run = run_measured(
            [sys.executable, "-m", "tests.benchmarks.own_lists", str(file)], environment, memory=False
        )
    figures = dict(line.split("\t") for line in run.output.splitlines() if "\t" in line)
    found = {name: float(value) for name, value in figures.items()}
    bare = _bare_screen(str(file)) * 1e3
    idle = found.pop("idle")
    results = []
    for name, value in found.items():
        if name.startswith("held up"):
            results.append(Result(f"  {name}", value, "ms", "an event loop at rest", idle, "≤ 50 ms"))
        elif name == "today":
            figure = f"the day with its steps, {settings.contacts:,} contacts"
            results.append(Result(figure, value, "ms", "bare rows of a screen, scanned", bare, "≤ 300 ms"))
        else:
            field = name.removeprefix("sort ")
            if name.startswith("group "):
                figure = f"headings by {name.removeprefix('group ')}, {settings.contacts:,} contacts"
                results.append(
                    Result(figure, value, "ms", "bare rows of a screen, scanned", bare, "≤ 1,000 ms")
                )
                continue
            limit = "≤ 200 ms" if field in SORTS else "≤ 1,000 ms"
            figure = f"first screen by {field}, {settings.contacts:,} contacts"
            results.append(Result(figure, value, "ms", "bare rows of a screen, scanned", bare, limit))
    return results


def _bare_screen(file: str) -> float:
    """Seconds the database takes to sort everybody by a column without an index for the rows of a screen."""
    connection = sqlcipher3.connect(file)
    try:
        started = time.perf_counter()
        connection.execute(
            f"select * from contact where deleted_at is null order by job_title, id limit {PAGE}"
        ).fetchall()
        return time.perf_counter() - started
    finally:
        connection.close()
