"""From starting the program to the painted day, beside a bare Qt window with a table."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile

from tests.benchmarks.process import seconds_to_line
from tests.benchmarks.product_file import product_file
from tests.benchmarks.result import Result, Settings

TIMES = 5


def measure(settings: Settings) -> list[Result]:
    file = product_file(settings, settings.rows)
    bare = seconds_to_paint("tests.benchmarks.bare_window")
    own = seconds_to_paint("tests.benchmarks.own_window", str(file))
    size = f"start to the day, {settings.rows:,} contacts"
    return [Result(size, own, "s", "bare Qt window with a table", bare, "≤ 2.5 ×")]


def seconds_to_paint(module: str, *arguments: str) -> float:
    """Median seconds from starting ``python -m module`` until it prints "painted"; the first start only warms up."""
    command = [sys.executable, "-m", module, *arguments]
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, **home_in(home)}
        seconds = [seconds_to_line(command, "painted", environment) for _ in range(TIMES + 1)]
    return statistics.median(seconds[1:])


def home_in(folder: str) -> dict[str, str]:
    """Variables that keep a program away from the settings and files of the person who measures."""
    names = (
        "HOME",
        "USERPROFILE",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
        "WIN_PD_OVERRIDE_LOCAL_APPDATA",
        "WIN_PD_OVERRIDE_APPDATA",
    )
    return dict.fromkeys(names, folder)
