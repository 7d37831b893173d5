"""Charts of every kind as the reports page shows them: usual, odd and empty ones."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from salesdesk.domain.reports import Cell, ChartKind, Report, ReportChart, ReportTable
from salesdesk.phrases import said
from salesdesk.ui.pages.reports.charts import ReportChartView
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.wording import worded
from tests.documents.samples import HOSTILE, T, column, report, rows
from tests.gallery import Scene, Stage


def _cards(theme: Theme, shown: Report) -> QWidget:
    sheet = QWidget()
    sheet.setObjectName("sheet")
    grid = QGridLayout(sheet)
    grid.setContentsMargins(24, 20, 24, 20)
    grid.setSpacing(12)
    for place, chart in enumerate(shown.charts):
        card = Card(worded(chart.title))
        card.add(ReportChartView(theme, shown, chart), 1)
        grid.addWidget(card, place // 2, place % 2)
    return sheet


def _with(table: ReportTable, *charts: ReportChart) -> Report:
    base = report()
    return Report(base.spec, base.title, "EUR", (), (table,), charts, (), 0, said(""))


def usual(theme: Theme) -> QWidget:
    """One of every kind; the first value has the focus."""
    sheet = _cards(theme, report())
    sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return sheet


def odd(theme: Theme) -> QWidget:
    """Long names, many rows, four series, values below nought, gaps."""
    names = [*HOSTILE, *(f"Customer with a long name {number}" for number in range(30))]
    lines = [
        (
            name,
            100_000_00 - 700_000 * place,
            None if place == 4 else 4_000 * place**2,
            900_000,
            -50_000 * place,
        )
        for place, name in enumerate(names)
    ]
    columns = (
        column("name", "Name"),
        column("a", "Open deals of this year", T.MONEY),
        column("b", "Weighted", T.MONEY),
        column("target", "Target", T.MONEY),
        column("d", "Lost " + "x" * 60, T.MONEY),
    )
    keys = ("a", "b", "target", "d")
    table = ReportTable("odd", said("Odd"), columns, rows(lines))
    small = ReportTable(
        "odd", said("Odd"), columns, tuple((Cell(row[0].value), *row[1:]) for row in table.rows[:5])
    )
    sheet = _cards(
        theme,
        _with(
            table,
            ReportChart(said("Bars"), "odd", "name", keys),
            ReportChart(said("Stacked"), "odd", "name", keys, ChartKind.STACKED),
            ReportChart(said("Lines"), "odd", "name", keys, ChartKind.LINES),
            ReportChart(said("Waterfall"), "odd", "name", ("a",), ChartKind.WATERFALL),
        ),
    )
    grid = sheet.layout()
    assert isinstance(grid, QGridLayout)
    shown = _with(small, ReportChart(said("Funnel"), "odd", "name", ("a",), ChartKind.FUNNEL))
    grid.addWidget(_cards(theme, shown), 2, 0)
    few = _with(small, ReportChart(said("Few"), "odd", "name", ("a", "b", "d")))
    grid.addWidget(_cards(theme, few), 2, 1)
    return sheet


def _on(build: Callable[[Theme], QWidget]) -> Callable[[Stage], QWidget]:
    return lambda stage: build(stage.theme)


SCENES = [Scene("charts-usual", _on(usual)), Scene("charts-odd", _on(odd))]
