"""A report on the agenda of a meeting: its figures, its charts and its tables."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salesdesk.domain.reports import Report
from salesdesk.ui.context import Context
from salesdesk.ui.pages.meetings.texts import tr
from salesdesk.ui.pages.reports.charts import ReportChartView
from salesdesk.ui.pages.reports.pictures import offer_pictures
from salesdesk.ui.pages.reports.table import ReportTableView
from salesdesk.ui.pages.reports.texts import figure_note, figure_texts, period_text, remarks
from salesdesk.ui.widgets.cards import Card, FigureCard
from salesdesk.ui.widgets.figure_row import FigureRow
from salesdesk.ui.widgets.section_title import SectionTitle
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded

_TABLES = 2
"""So many tables stand in a meeting; all of them in the report itself."""


class ReportCard(Card):
    """``rows_wanted`` carries the rows behind a figure or a cell."""

    rows_wanted = Signal(object)

    def __init__(self, context: Context, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._head = SectionTitle(title, " ")
        self.add(self._head)
        self._body: list[QWidget] = []
        self._shown: Report | None = None

    def show_report(self, report: Report | None, *, is_read: bool) -> None:
        """Show a report; None where there is none of that name, or while it ``is_read`` not yet."""
        if report is not None and report == self._shown:
            return
        self._shown = report
        for part in self._body:
            part.hide()
            part.deleteLater()
        self._body = []
        if report is None:
            said = tr("There is no such report any more.") if is_read else tr("Reading the report…")
            self._put(label(said, "secondary", wrap=True))
            return
        self._head.title.setText(worded(report.title))
        self._head.note.setText(period_text(report.spec))
        self._head.note.show()
        cards = []
        for figure in report.figures:
            value, beside = figure_texts(figure, report)
            note = "\n".join(filter(None, (beside, figure_note(figure, report))))
            card = FigureCard(worded(figure.caption), value, note, clickable=figure.value.rows is not None)
            if figure.value.rows is not None:
                card.clicked.connect(lambda rows=figure.value.rows: self.rows_wanted.emit(rows))
            cards.append(card)
        if cards:
            self._put(FigureRow(cards))
        if said := remarks(report):
            self._put(label(said, "note", wrap=True))
        for chart in report.charts[:1]:
            if report.table(chart.table).rows:
                drawn = ReportChartView(self._context.theme, report, chart)
                drawn.rows_requested.connect(self.rows_wanted)
                offer_pictures(drawn, self._context, worded(chart.title))
                self._put(label(worded(chart.title), "section"))
                self._put(drawn)
        for table in [table for table in report.tables if table.rows and not table.drawn][:_TABLES]:
            grid = ReportTableView(self._context.theme, worded(table.title))
            grid.show_table(table, report.currency)
            grid.rows_requested.connect(self.rows_wanted)
            self._put(label(worded(table.title), "section"))
            self._put(grid)

    def _put(self, part: QWidget) -> None:
        self._body.append(part)
        self.add(part)
