"""Charts as a page holds them: the shapes of the one geometry, scaled to points, for the template to draw."""

from __future__ import annotations

from typing import Any

from salesdesk.documents.report_texts import ReportTexts
from salesdesk.documents.typeface import text_width
from salesdesk.domain.charts import Box, Drawing, Label, Line, Mark, Path, Shape, drawn
from salesdesk.domain.charts.drawing import hatching
from salesdesk.domain.charts.reports import chart_data
from salesdesk.domain.paper import Paper
from salesdesk.domain.reports import ChartKind, Report, ReportChart

LETTERS = 12.0
"""The height of letters in the units of the geometry."""
_PRINTED = 7.0  # and on paper, in points
SCALE = _PRINTED / LETTERS
_HEIGHT = {Paper.A4: 160.0, Paper.LETTER: 138.0}  # points of a chart, so that three find room on a page
_ROW = 17.0  # and of a row of a funnel


def measured(text: str, *, bold: bool = False) -> float:
    """The width of a text in the units of the geometry."""
    return text_width(text, LETTERS, bold=bold)


def page_chart(
    report: Report, chart: ReportChart, texts: ReportTexts, room: float, paper: Paper = Paper.A4
) -> dict[str, Any]:
    """A chart for the template, ``room`` points wide."""
    data = chart_data(report, chart, texts)
    height = _ROW * max(1, len(data.categories)) if chart.kind is ChartKind.FUNNEL else _HEIGHT[paper]
    drawing = drawn(data, room / SCALE, height / SCALE, measured)
    words = "; ".join(spot.tip for spot in drawing.spots)
    return {
        "kind": "chart",
        "title": texts.said(chart.title),
        "words": f"{texts.said(chart.title)}: {words}",
        "width": room,
        "height": height,
        "letters": _PRINTED,
        "shapes": shapes_of(drawing),
    }


def shapes_of(drawing: Drawing) -> list[dict[str, Any]]:
    """The shapes in points, each by its kind."""
    shapes = []
    for shape in drawing.shapes:
        shapes.append(_shape(shape))
        if isinstance(shape, Box) and shape.pattern:
            shapes += [_shape(line) for line in hatching(shape)]
    return shapes


def _at(*values: float) -> list[float]:
    return [round(value * SCALE, 3) for value in values]


def _shape(shape: Shape) -> dict[str, Any]:
    match shape:
        case Box():
            return {
                "is": "box",
                "at": _at(shape.x, shape.y, shape.width, shape.height, shape.radius),
                "role": shape.role,
                "strength": round(shape.strength, 3),
                "edge": shape.outlined,
            }
        case Line():
            return {
                "is": "path",
                "points": [_at(*shape.start), _at(*shape.end)],
                "role": shape.role,
                "width": _at(shape.width)[0],
                "dash": _at(*shape.dash),
            }
        case Path():
            return {
                "is": "path",
                "points": [_at(*point) for point in shape.points],
                "role": shape.role,
                "width": _at(shape.width)[0],
                "dash": _at(*shape.dash),
            }
        case Mark():
            return {
                "is": "mark",
                "at": _at(shape.x, shape.y, shape.radius),
                "corners": [_at(*corner) for corner in shape.corners],
                "role": shape.role,
            }
        case Label():
            return {
                "is": "text",
                "at": _at(shape.x, shape.y, shape.width, shape.height),
                "text": shape.text,
                "role": shape.role,
                "bold": shape.bold,
                "align": shape.align,
                "turned": shape.turned,
            }
