"""From starting the program to the first painted rows, beside a bare Qt window with a table."""

from __future__ import annotations

import statistics
import sys

from tests.benchmarks.process import seconds_to_line
from tests.benchmarks.result import Result, Settings

TIMES = 5


def measure(settings: Settings) -> list[Result]:
    bare = seconds_to_paint("tests.benchmarks.bare_window")
    return [Result("start to first rows", None, "s", "bare Qt window with a table", bare, "≤ 3 ×")]


def seconds_to_paint(module: str, *arguments: str) -> float:
    """Median seconds from starting ``python -m module`` until it prints "painted"; the first start only warms up."""
    command = [sys.executable, "-m", module, *arguments]
    seconds = [seconds_to_line(command, "painted") for _ in range(TIMES + 1)]
    return statistics.median(seconds[1:])
