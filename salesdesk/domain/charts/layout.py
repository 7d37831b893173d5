"""Laying out a chart of any kind."""

from __future__ import annotations

from salesdesk.domain.charts.columns import bars, stacked, waterfall
from salesdesk.domain.charts.curves import lines
from salesdesk.domain.charts.drawing import Drawing
from salesdesk.domain.charts.model import ChartData, Measure
from salesdesk.domain.charts.rows import rows
from salesdesk.domain.reports import ChartKind

_KINDS = {
    ChartKind.BARS: bars,
    ChartKind.STACKED: stacked,
    ChartKind.LINES: lines,
    ChartKind.FUNNEL: rows,
    ChartKind.WATERFALL: waterfall,
}


def drawn(data: ChartData, width: float, height: float, measure: Measure) -> Drawing:
    """The shapes of a chart in a room of ``width`` × ``height``, in units in which the letters are 12 high; ``measure``
    says how wide a text is in them. Without rows or series it is empty."""
    if not data.categories or not data.series:
        return Drawing(width, height, (), ())
    return _KINDS[data.kind](data, max(1.0, width), max(1.0, height), measure)
