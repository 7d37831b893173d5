"""Charts of every kind in the window: pointed at, pressed, reached by keyboard, told in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from salesdesk.domain.charts.model import ChartData, ChartSeries
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.reports import Cell, ChartKind, Report, ReportChart, ReportTable, Rows
from salesdesk.phrases import said
from salesdesk.ui.pages.reports.charts import ReportChartView
from salesdesk.ui.theme import THEMES, Theme
from salesdesk.ui.widgets.charts.bar_chart import PlotChart
from tests.documents.samples import T, column, report


def opening(table: ReportTable) -> ReportTable:
    """The table with rows behind each of its cells, named by the place of the cell."""
    rows = tuple(
        tuple(
            Cell(
                cell.value,
                Rows(RecordKind.DEALS, Filter((Condition("deal_title", Op.IS, (f"{number}.{place}",)),))),
            )
            for place, cell in enumerate(row)
        )
        for number, row in enumerate(table.rows)
    )
    return replace(table, rows=rows)


def shown(
    qtbot: QtBot, theme: Theme, kind: ChartKind
) -> tuple[ReportChartView, PlotChart, Report, ReportChart]:
    base = report()
    chart = next(one for one in base.charts if one.kind is kind)
    made = replace(base, tables=tuple(opening(table) for table in base.tables))
    view = ReportChartView(theme, made, chart)
    qtbot.addWidget(view)
    view.resize(640, 260)
    view.show()
    qtbot.waitExposed(view)
    return view, view.findChildren(PlotChart)[0], made, chart


@pytest.mark.parametrize("kind", ChartKind)
def test_every_value_opens_its_rows(qtbot: QtBot, theme: Theme, kind: ChartKind) -> None:
    view, plot, made, chart = shown(qtbot, theme, kind)
    table = made.table(chart.table)
    opened: list[object] = []
    view.rows_requested.connect(opened.append)
    drawn = chart.series[:1] if kind in (ChartKind.FUNNEL, ChartKind.WATERFALL) else chart.series
    assert len(plot.spots()) == len(drawn) * len(table.rows)
    for spot in plot.spots():
        qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=spot.bar.center().toPoint())
        wanted = table.rows[spot.category][table.column(chart.series[spot.series])].rows
        if spot.bar.height() >= 2:  # of a thinner one the pointer meets its neighbour as well
            assert opened[-1] == wanted
    plot.setFocus()
    plot._focused = 0
    for spot in plot.spots():
        qtbot.keyClick(plot, Qt.Key.Key_Return)
        assert opened[-1] == table.rows[spot.category][table.column(chart.series[spot.series])].rows
        qtbot.keyClick(plot, Qt.Key.Key_Right)
    QToolTip.hideText()


def test_the_arrow_keys_go_along_a_series_and_to_the_next(qtbot: QtBot, theme: Theme) -> None:
    _view, plot, *_ = shown(qtbot, theme, ChartKind.BARS)
    plot.activateWindow()
    plot.setFocus()
    qtbot.waitUntil(plot.hasFocus)
    reached = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home):  # fmt: skip
        qtbot.keyClick(plot, key)
        spot = plot.spots()[plot._focused]
        reached.append((spot.series, spot.category))
        assert QToolTip.text() == spot.tip
    assert reached == [(0, 1), (1, 1), (1, 0), (0, 0), (1, 0), (1, 5), (0, 0)]
    QToolTip.hideText()


def test_values_are_told_to_who_points_at_them_and_to_who_cannot_see(qtbot: QtBot, theme: Theme) -> None:
    _view, plot, *_ = shown(qtbot, theme, ChartKind.STACKED)
    assert plot.accessibleName() == "Open and weighted"
    assert plot.accessibleDescription().startswith("Prospecting, Open: €61,400; Education, Open: €84,900")
    spot = plot.spots()[-1]
    place = spot.bar.center().toPoint()
    QApplication.sendEvent(plot, QHelpEvent(QEvent.Type.ToolTip, place, plot.mapToGlobal(place)))
    assert QToolTip.text() == spot.tip == "Negotiation, Weighted: €46,640"
    QToolTip.hideText()


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("kind", ChartKind)
def test_charts_are_painted_in_both_themes(qtbot: QtBot, theme: Theme, name: str, kind: ChartKind) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, name)
    _view, plot, *_ = shown(qtbot, theme, kind)
    picture = plot.grab().toImage()
    ratio = picture.width() / plot.width()
    spot = plot.spots()[0]
    middle = QPointF(spot.bar.center()) * ratio
    assert picture.pixelColor(middle.toPoint()).name() == theme.color("accent").name()
    theme.apply(app, "light")


@pytest.mark.parametrize(("drawn", "told"), [(True, "in the workbook only"), (False, "in the table only")])
def test_rows_that_are_not_drawn_are_counted(qtbot: QtBot, theme: Theme, drawn: bool, told: str) -> None:
    rows = tuple((Cell(f"Source {number}"), Cell(number)) for number in range(40))
    table = ReportTable(
        "long", said("Long"), (column("name", "Name"), column("n", "N", T.COUNT)), rows, None, drawn
    )
    chart = ReportChart(said("Long"), "long", "name", ("n",))
    view = ReportChartView(theme, replace(report(), tables=(table,), charts=(chart,)), chart)
    qtbot.addWidget(view)
    (line,) = view.findChildren(QLabel)
    assert line.text() == f"16 further rows are {told}"
    assert len(view.findChildren(PlotChart)[0].spots()) == 24


def test_a_chart_with_upright_names_is_higher(qtbot: QtBot, theme: Theme) -> None:
    names = tuple(f"A rather long name of a group {number}" for number in range(10))
    data = ChartData(ChartKind.STACKED, names, (ChartSeries("Deals", (1.0,) * 10, (("1", "1"),) * 10),))
    plot = PlotChart(theme, "Groups")
    qtbot.addWidget(plot)
    plot.set_least_height(220)
    plot.set_chart(data)
    plot.resize(500, 220)
    plot.show()
    qtbot.waitExposed(plot)
    assert plot.height() >= 300
    assert max(spot.bar.height() for spot in plot._spots) >= 120
    plot.resize(3000, 300)
    assert plot.minimumHeight() == 220
