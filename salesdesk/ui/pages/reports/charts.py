"""A report chart on screen, drawn from the same table as everything else."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.reports import Report, ReportChart
from salesdesk.ui.pages.reports.texts import bar_texts, month_text, value_text
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.charts.bar_chart import BarChart, Series
from salesdesk.ui.wording import worded

MOST_GROUPS = 12


class ReportChartView(QWidget):
    """One group of bars per row of the chart's table; a bar opens the rows of its cell."""

    rows_requested = Signal(object)

    def __init__(
        self, theme: Theme, report: Report, chart: ReportChart, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._table, self._chart = report.table(chart.table), chart
        table = self._table
        shown = table.rows[:MOST_GROUPS]
        self._bars = BarChart(
            theme,
            worded(chart.title),
            text=lambda value: value_text(
                value, table.columns[table.column(chart.series[0])].type, report.currency
            ),
            shaded=len(chart.series) == 1,
            show_values=len(shown) <= 8,
            legend=len(chart.series) > 1,
        )
        self._bars.setMinimumHeight(220)
        labels = [month_text(str(row[table.column(chart.label)].value)) for row in shown]
        self._bars.set_data(
            labels,
            [
                Series(
                    worded(table.columns[table.column(key)].title),
                    [_number(row[table.column(key)].value) for row in shown],
                    role,
                    [
                        bar_texts(
                            row[table.column(key)], table.columns[table.column(key)].type, report.currency
                        )
                        for row in shown
                    ],
                )
                for key, role in zip(chart.series, ("accent", "info", "warn"), strict=False)
            ],
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._bars)
        self._bars.activated.connect(self._ask)

    def _ask(self, key: object) -> None:
        if isinstance(key, tuple):
            series, group = key
            rows = self._table.rows[group][self._table.column(self._chart.series[series])].rows
            if rows is not None:
                self.rows_requested.emit(rows)


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0
