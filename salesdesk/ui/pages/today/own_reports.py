"""The reports of one's own that stand on Today: each with its chart, or its first figure."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.progress import Work
from salesdesk.ui.context import Context
from salesdesk.ui.widgets.buttons import link_button
from salesdesk.ui.widgets.cards import Card, FigureCard
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded

if TYPE_CHECKING:
    from salesdesk.domain.own_reports import OwnReport
    from salesdesk.domain.reports import Report

    Made = list[tuple[OwnReport, Report]]


class OwnReportCards(QWidget):
    """One card for each report that is shown on Today, made in the worker."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._asked = context, 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.hide()

    def read(self) -> None:
        """Make the reports anew; of several readings the last one counts."""
        self._asked += 1
        asked, service = self._asked, self._context.services.own_reports
        if not any(one.on_today for one in self._context.store.own_reports.all()):
            self._show([])
            return

        def make(work: Work) -> Made:
            work.check()
            return service.on_today()

        def show(made: Made) -> None:
            if asked == self._asked:
                self._show(made)

        self._context.tasks.run(make, done=show, owner=self)

    def _show(self, made: Made) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for kept, report in made:
            self._column.addWidget(self._card(kept, report))
        self.setVisible(bool(made))

    def _card(self, kept: OwnReport, report: Report) -> Card:
        # Most files have none, and the window stands sooner without charts.
        from salesdesk.ui.pages.reports.charts import ReportChartView
        from salesdesk.ui.pages.reports.pictures import offer_pictures
        from salesdesk.ui.pages.reports.texts import figure_note, figure_texts, remarks
        from salesdesk.ui.rows import open_rows

        opens = partial(self._context.navigate, "own_reports", kept.id)
        if not report.charts and report.figures:
            figure = report.figures[0]
            value, beside = figure_texts(figure, report)
            told = (beside or worded(figure.caption), figure_note(figure, report), remarks(report))
            card: Card = FigureCard(kept.name, value, "\n".join(filter(None, told)))
            card.clicked.connect(opens)
            return card
        card = Card(kept.name)
        assert card.heading is not None
        card.heading.add(link_button(self.tr("Open"), opens, accent=True))
        for chart in report.charts:
            drawn = ReportChartView(self._context.theme, report, chart)
            drawn.rows_requested.connect(partial(open_rows, self._context))
            offer_pictures(drawn, self._context, worded(chart.title))
            card.add(drawn)
        if said := remarks(report):
            card.add(label(said, "note", wrap=True))
        return card
