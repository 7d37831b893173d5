"""Charts as shapes: one geometry for the window, the printed page and pictures."""

from salesdesk.domain.charts.drawing import Box, Drawing, Label, Line, Mark, Path, Shape, Spot
from salesdesk.domain.charts.layout import drawn
from salesdesk.domain.charts.model import MOST_GROUPS, ChartData, ChartSeries, Measure, series_role

__all__ = [
    "MOST_GROUPS",
    "Box",
    "ChartData",
    "ChartSeries",
    "Drawing",
    "Label",
    "Line",
    "Mark",
    "Measure",
    "Path",
    "Shape",
    "Spot",
    "drawn",
    "series_role",
]
