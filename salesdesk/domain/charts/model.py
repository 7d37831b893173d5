"""What a chart is drawn from: names, values, and the words for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from salesdesk.domain.charts.drawing import Box, Said
from salesdesk.domain.reports import ChartKind

MOST_GROUPS = {
    ChartKind.BARS: 24,
    ChartKind.STACKED: 24,
    ChartKind.LINES: 400,
    ChartKind.FUNNEL: 16,
    ChartKind.WATERFALL: 60,
}
"""How many rows of a table a chart draws; whoever shows it says how many it leaves out."""

_ROLES = ("accent", "info", "warn", "good", "bad", "ink_2")
_TARGET = "target"


class Measure(Protocol):
    """The width of a text in the letters of the chart, ``bold`` or not."""

    def __call__(self, text: str, *, bold: bool = False) -> float: ...


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One series: a value per category, None where there is none. ``texts`` says each value in full and in short;
    ``role`` is its colour among the roles of the theme; ``brief`` says the values as an axis does."""

    name: str
    values: tuple[float | None, ...]
    texts: tuple[tuple[str, str], ...]
    role: str = ""
    brief: tuple[str, ...] = ()

    def said(self, category: int, bar: Box, sign: str = "") -> Said:
        """A value as it is written beside its bar."""
        brief = self.brief[category] if self.brief else ""
        full, short = self.texts[category]
        return Said(
            bar, self.values[category] or 0.0, (sign + full, sign + short), sign + brief if brief else ""
        )


@dataclass(frozen=True, slots=True)
class ChartData:
    """A chart. ``axis`` says a value of the axis in few letters; without it there is no axis. ``shaded`` paints a single
    series stronger where it is higher; ``labelled`` writes values where they fit; ``shares`` stand at the right of the rows of a funnel, ``marks`` are targets on them, and ``centred`` says that they
    stand on each other's middle. ``totals`` are the sums over the parts of each category, in full and in brief. The axis of ``whole`` values is marked at whole numbers only. No line leads to
    the categories ``alone`` or from them."""

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    axis: Callable[[float], str] | None = None
    shaded: bool = False
    labelled: bool = True
    legend: bool = True
    shares: tuple[str, ...] = ()
    marks: tuple[float | None, ...] = ()
    centred: bool = True
    whole: bool = False
    totals: tuple[tuple[float, str, str], ...] = ()
    alone: tuple[int, ...] = ()

    def tip(self, series: int, category: int) -> str:
        """A value in words with what it belongs to."""
        one = self.series[series]
        return f"{self.categories[category]}, {one.name}: {one.texts[category][0]}"


def series_role(key: str, place: int) -> str:
    """The colour of a series: ours, then others; a target is never painted like what was reached."""
    if _TARGET in key:
        return "line"
    return _ROLES[place % len(_ROLES)]
