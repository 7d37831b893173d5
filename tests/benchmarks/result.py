"""What a benchmark returns, and the table it is printed as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """How much to measure, and where generated files are kept between runs."""

    contacts: int
    """Contacts in the file of the search and scroll figures."""
    rows: int
    """Rows of the workbook that is imported, and contacts of the files that are scanned, exported and opened."""
    cache: Path


@dataclass(frozen=True)
class Result:
    """One figure. ``value`` and ``yardstick`` are in ``unit``; a yardstick on its own has no ``value``."""

    figure: str
    value: float | None
    unit: str
    yardstick_name: str = ""
    yardstick: float | None = None
    limit: str = ""
    """What the figure has to hold, in words, as "≤ 4 ×"."""

    @property
    def ratio(self) -> float | None:
        """The figure as a multiple of its yardstick."""
        return self.value / self.yardstick if self.value is not None and self.yardstick else None


def table(results: Sequence[Result]) -> str:
    """The results as a text table, a line each."""
    lines = [("figure", "value", "yardstick", "value", "ratio", "to hold")]
    for result in results:
        lines.append(
            (
                result.figure,
                _number(result.value, result.unit),
                result.yardstick_name,
                _number(result.yardstick, result.unit),
                "" if result.ratio is None else f"{result.ratio:.2f}",
                result.limit,
            )
        )
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    right = {1, 3, 4}
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _number(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:,.{2 if value < 100 else 0}f} {unit}"
