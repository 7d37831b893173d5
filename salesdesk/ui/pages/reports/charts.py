"""A report chart on screen, drawn from the same table and by the same geometry as everywhere else."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.charts.reports import chart_data, left_out
from salesdesk.domain.reports import Cell, Report, ReportChart, ReportColumn, ValueType
from salesdesk.phrases import Phrase
from salesdesk.ui.pages.reports.texts import bar_texts, month_text, value_text
from salesdesk.ui.theme import Theme
from salesdesk.ui.value_texts import brief_text, number_text
from salesdesk.ui.widgets.charts.bar_chart import PlotChart
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded

_HEIGHT = 220


class ReportChartView(QWidget):
    """A chart of any kind; each of its values opens the rows of its cell."""

    rows_requested = Signal(object)

    def __init__(
        self, theme: Theme, report: Report, chart: ReportChart, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._table, self._chart = report.table(chart.table), chart
        self._plot = PlotChart(theme, worded(chart.title))
        self._plot.set_chart(chart_data(report, chart, _ScreenWords()))
        self._plot.set_least_height(_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)
        if left := left_out(report, chart):
            told = self._left_out(left)
            layout.addWidget(label(told, "secondary", "ink_2", wrap=True))
        self._plot.activated.connect(self._ask)

    def _left_out(self, count: int) -> str:
        if self._table.drawn:  # the window shows no lines of it
            one, many = (
                self.tr("1 further row is in the workbook only"),
                self.tr("{0} further rows are in the workbook only"),
            )
        else:
            one, many = (
                self.tr("1 further row is in the table only"),
                self.tr("{0} further rows are in the table only"),
            )
        return one if count == 1 else many.format(number_text(count))

    def _ask(self, key: object) -> None:
        if isinstance(key, tuple):
            series, group = key
            rows = self._table.rows[group][self._table.column(self._chart.series[series])].rows
            if rows is not None:
                self.rows_requested.emit(rows)


class _ScreenWords:
    """The values of a chart in the words of the window."""

    def said(self, text: Phrase) -> str:
        return worded(text)

    def name(self, column: ReportColumn, cell: Cell, year_starts: Collection[str] = ()) -> str:
        text = value_text(cell.value, ValueType.TEXT, "")
        return month_text(text, year_starts) if column.key == "month" else text

    def labels(self, cell: Cell, type_: ValueType, currency: str) -> tuple[str, str]:
        return bar_texts(cell, type_, currency)

    def number(self, value: float) -> str:
        return number_text(value)

    def brief(self, value: float) -> str:
        return brief_text(value)
