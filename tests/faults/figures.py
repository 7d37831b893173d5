"""The figures a fault run ends with, one line each, to be read and kept."""

from __future__ import annotations

from collections import Counter

import pytest

PREFIX = "fault: "


def record(request: pytest.FixtureRequest, **counted: int) -> None:
    """Add to the figures that are printed at the end; underscores in the names become spaces."""
    for name, value in counted.items():
        request.node.user_properties.append((PREFIX + name.replace("_", " "), value))


class FigurePrinter:
    """Sums what the tests recorded, also those of other processes, and prints it after the last test."""

    def __init__(self) -> None:
        self._sums: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Collect one test's figures; failed tests count too."""
        if report.when == "call":
            for name, value in report.user_properties:
                if name.startswith(PREFIX) and isinstance(value, int):
                    self._sums[name.removeprefix(PREFIX)] += value

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the figures as a table."""
        if self._sums:
            terminalreporter.section("what the faults did")
            terminalreporter.write_line("| what | number |\n| --- | --- |")
            for name, value in self._sums.items():
                terminalreporter.write_line(f"| {name} | {value:,} |")
