"""Native charts. Their XML is openpyxl's: what Excel wants of a chart is long, and loaded only where there is one."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.xml.functions import tostring

from salesdesk.exchange.writing.sheets import OutChart

_GAP = 60  # between two groups, in per cent of a bar
_HEIGHT, _WIDTH = 8.0, 16.0  # centimetres


class _Sheet:
    """What openpyxl asks of the sheet that a chart is drawn from."""

    def __init__(self, title: str) -> None:
        self.title = title


def chart_parts(charts: tuple[OutChart, ...], first: int) -> tuple[str, list[str]]:
    """The part that places the charts on a sheet, naming them ``rId1``…, and the part of each. ``first`` is the number
    of the first chart in the workbook."""
    drawing = SpreadsheetDrawing()
    drawing.charts = [_drawn(chart, number) for number, chart in enumerate(charts, first)]
    placed = drawing._write()
    return _text(placed), [_text(chart._write()) for chart in drawing.charts]


def _drawn(chart: OutChart, number: int) -> BarChart:
    drawn = BarChart()
    drawn._id, drawn.anchor = number, chart.at
    drawn.type, drawn.title, drawn.style = "col", chart.title, 10
    drawn.height, drawn.width, drawn.gapWidth = _HEIGHT, _WIDTH, _GAP
    sheet, last = _Sheet(chart.sheet), chart.top + chart.rows
    for place, colour in chart.series:
        column = Reference(sheet, min_col=place + 1, min_row=chart.top, max_row=last)
        drawn.add_data(column, titles_from_data=True)
        drawn.series[-1].graphicalProperties.solidFill = colour
    drawn.set_categories(Reference(sheet, min_col=chart.label + 1, min_row=chart.top + 1, max_row=last))
    drawn.legend.position = "b"
    drawn.x_axis.delete = drawn.y_axis.delete = False  # without this newer Excel hides both axes
    return drawn


def _text(element: object) -> str:
    return str(tostring(element, encoding="unicode"))
