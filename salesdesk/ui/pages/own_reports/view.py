"""A report of one's own on screen: its figures, its chart, its table; each opens its rows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.domain.reports import Report, Rows, ValueType
from salesdesk.ui.context import Context
from salesdesk.ui.pages.own_reports.boxes import tr
from salesdesk.ui.pages.reports.charts import ReportChartView
from salesdesk.ui.pages.reports.pictures import offer_pictures
from salesdesk.ui.pages.reports.table import ReportTableView
from salesdesk.ui.pages.reports.texts import figure_note, figure_texts, remarks
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import link_button
from salesdesk.ui.widgets.cards import Card, FigureCard
from salesdesk.ui.widgets.figure_row import FigureRow
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded


class OwnReportView(ScrollColumn):
    """``rows_requested`` carries the Rows of what was pressed."""

    rows_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self.table: ReportTableView | None = None

    def show_report(self, report: Report) -> None:
        """Show a report in place of the one before."""
        place = self.verticalScrollBar().value()
        while self.column.count():
            item = self.column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.table = None
        if not report.tables:
            self.column.addWidget(FigureRow([self._figure(report, at) for at in range(len(report.figures))]))
            if said := remarks(report):
                self.column.addWidget(label(said, "note", wrap=True))
        for chart in report.charts:
            card = Card(worded(chart.title))
            drawn = ReportChartView(self._context.theme, report, chart)
            drawn.rows_requested.connect(self.rows_requested)
            offer_pictures(drawn, self._context, worded(chart.title))
            card.add(drawn)
            self.column.addWidget(card)
        for table in report.tables:
            title = worded(table.title) if not report.charts else ""
            card = Card(title, flush=False, padding=8 if report.charts else 16)
            self.table = grid = ReportTableView(self._context.theme, worded(table.title))
            grid.show_table(table, report.currency)
            grid.rows_requested.connect(self.rows_requested)
            card.add(grid)
            card.add(self._foot(report, len(table.rows)))
            self.column.addWidget(card)
        self.column.addStretch(1)
        self.verticalScrollBar().setValue(place)

    def _figure(self, report: Report, place: int) -> FigureCard:
        figure = report.figures[place]
        value, beside = figure_texts(figure, report)
        note = "\n".join(filter(None, (beside, figure_note(figure, report))))
        card = FigureCard(worded(figure.caption), value, note, clickable=figure.value.rows is not None)
        rows = figure.value.rows
        if rows is not None:
            card.clicked.connect(lambda: self.rows_requested.emit(rows))
        return card

    def _foot(self, report: Report, groups: int) -> QWidget:
        """How much it is of, what is left out, and the way to all rows."""
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(8, 4, 8, 4)
        said = [tr("1 group") if groups == 1 else tr("{0} groups").format(number_text(groups))]
        if told := remarks(report):
            said += told.splitlines()
        row.addWidget(label(" · ".join(said), "note", wrap=True), 1)
        total = report.tables[0].total
        rows = total[0].rows if total else None
        if isinstance(rows, Rows):
            row.addWidget(
                link_button(_open_text(report), lambda: self.rows_requested.emit(rows), accent=True)
            )
        return foot


def _open_text(report: Report) -> str:
    """The way to all rows, with their number where it is one of the measures."""
    counted = next(
        (one.value.value for one in report.figures if one.type is ValueType.COUNT and one.key == "count"),
        None,
    )
    if not isinstance(counted, int):
        return tr("Open the rows")
    return tr("Open this row") if counted == 1 else tr("Open these {0} rows").format(number_text(counted))
