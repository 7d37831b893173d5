"""Native charts. Their XML is openpyxl's: what Excel wants of a chart is long, and loaded only where there is one.

Excel's own funnels and waterfalls are shown by no other program; ours are made of bars, which all of them show.
"""

from __future__ import annotations

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import LegendEntry
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.series import Series
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.fill import ColorChoice, PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.xml.functions import tostring

from salesdesk.exchange.writing.sheets import OutChart

_GAP, _NARROW_GAP = 60, 30  # between two groups, in per cent of a bar
_FEW, _WIDE_GAP = 2, 300
_HEIGHT, _WIDTH = 8.0, 15.6  # centimetres
_TITLE_SIZE, _TEXT_SIZE = 1200, 900  # hundredths of a point
_GRID, _INK, _TEXT = "E4E1DA", "1E2226", "5B6068"
_PATTERNS = ("", "wdUpDiag", "narHorz", "wdDnDiag", "narVert")
"""How the bars of series differ besides their colour, as on screen."""
_DASHES = ("solid", "dash", "sysDot", "lgDashDot")
_MARKS = ("circle", "square", "triangle", "diamond")
_DOWN = "B42318"  # of what takes away
_ALL_ABOVE = 4  # series of a waterfall that never goes below nought
_READABLE = "676C74"  # for lines of what is pale
_PALE = "E4E1DA"  # of targets, which differ by being pale


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


def _drawn(chart: OutChart, number: int) -> BarChart | LineChart:
    drawn = LineChart() if chart.kind == "lines" else BarChart()
    drawn._id, drawn.anchor = number, chart.at
    drawn.title, drawn.style = _title(chart.title), 10
    drawn.height, drawn.width = _HEIGHT, _WIDTH
    if isinstance(drawn, BarChart):
        _arrange(drawn, chart.kind, chart.rows)
    sheet, last = _Sheet(chart.sheet), chart.top + chart.rows
    for place, (column, colour) in enumerate(chart.series):
        values = Reference(sheet, min_col=column + 1, min_row=chart.top, max_row=last)
        drawn.add_data(values, titles_from_data=True)
        _paint(drawn.series[-1], place, colour, chart.kind)
        if chart.kind == "lines":
            _break(drawn.series[-1], chart)
    drawn.set_categories(Reference(sheet, min_col=chart.label + 1, min_row=chart.top + 1, max_row=last))
    _dress(drawn, chart)
    return drawn


def _letters(size: int, colour: str, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=colour)


def _title(text: str) -> Title:
    letters = _letters(_TITLE_SIZE, _INK, bold=True)
    line = Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[RegularTextRun(rPr=letters, t=text)])
    return Title(tx=Text(rich=RichText(p=[line])), overlay=False)


def _small() -> RichText:
    letters = _letters(_TEXT_SIZE, _TEXT)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)])


def _arrange(drawn: BarChart, kind: str, rows: int) -> None:
    """How the bars stand; those of few rows are no broader than those of some."""
    drawn.type, drawn.gapWidth = "col", _GAP if rows > _FEW else _WIDE_GAP
    if kind in ("stacked", "waterfall"):
        drawn.grouping, drawn.overlap = "stacked", 100
    if kind == "funnel":
        drawn.type, drawn.gapWidth = "bar", _NARROW_GAP
        drawn.x_axis.scaling.orientation = "maxMin"  # the first row on top
        drawn.dataLabels = DataLabelList(
            showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False
        )


def _paint(series: Series, place: int, colour: str, kind: str) -> None:
    look = GraphicalProperties()
    if kind == "lines":
        colour = _READABLE if colour == _PALE else colour
        look.line = LineProperties(solidFill=colour, w=28_000, prstDash=_DASHES[place % len(_DASHES)])
        series.smooth = False
        series.marker.symbol, series.marker.size = _MARKS[place % len(_MARKS)], 7
        series.marker.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.marker.graphicalProperties.line = LineProperties(solidFill=colour)
    elif not colour:
        look.noFill = True
        look.line = LineProperties(noFill=True)
    else:
        pattern = "" if colour == _PALE else _PATTERNS[place % len(_PATTERNS)]
        if kind == "waterfall":
            pattern = _PATTERNS[1] if colour == _DOWN else ""
        _fill(look, colour, pattern)
    series.graphicalProperties = look


def _break(series: Series, chart: OutChart) -> None:
    """Take away the lines to points that stand alone, and from them: a point has the line that leads to it."""
    ends = {*chart.alone, *(place + 1 for place in chart.alone)}
    for place in sorted(ends & set(range(chart.rows))):
        unseen = GraphicalProperties()
        unseen.line = LineProperties(noFill=True)
        series.data_points.append(DataPoint(idx=place, marker=series.marker, spPr=unseen))


def _fill(look: GraphicalProperties, colour: str, pattern: str) -> None:
    if pattern:
        look.pattFill = PatternFillProperties(
            prst=pattern, fgClr=ColorChoice(srgbClr=colour), bgClr=ColorChoice(srgbClr="FFFFFF")
        )
        look.line = LineProperties(solidFill=colour)
    else:
        look.solidFill = colour
        look.line = LineProperties(solidFill="8B9098") if colour == _PALE else LineProperties(noFill=True)


def _dress(drawn: BarChart | LineChart, chart: OutChart) -> None:
    """Axes and legend."""
    seen = [place for place, (_, colour) in enumerate(chart.series) if colour]
    if len(seen) > 1:
        drawn.legend.position, drawn.legend.txPr = "b", _small()
        _hide_unseen(drawn, [place for place in range(len(chart.series)) if place not in seen])
    else:
        drawn.legend = None
    drawn.x_axis.delete = drawn.y_axis.delete = False  # without this newer Excel hides both axes
    drawn.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=_GRID))
    drawn.x_axis.txPr, drawn.y_axis.txPr = _small(), _small()
    drawn.x_axis.tickLblPos = "low"  # below what hangs under nought
    if chart.kind == "waterfall" and len(chart.series) == _ALL_ABOVE:
        drawn.y_axis.scaling.min = 0  # the feet are seen by no program, and would be cut off
    if chart.number:
        drawn.y_axis.number_format, drawn.y_axis.numFmt.sourceLinked = chart.number, False


def _hide_unseen(drawn: BarChart | LineChart, places: list[int]) -> None:
    drawn.legend.legendEntry = [LegendEntry(idx=place, delete=True) for place in places]


def _text(element: object) -> str:
    return str(tostring(element, encoding="unicode"))
