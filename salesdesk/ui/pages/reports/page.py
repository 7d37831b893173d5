"""The reports page: figures, charts and tables of a period; each opens its rows and all of it goes to Excel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QWidget

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entity_of
from salesdesk.domain.progress import Work
from salesdesk.domain.reports import Period, Report, ReportName, ReportSpec, Rows, period_days
from salesdesk.ui.context import Context
from salesdesk.ui.files.dialogs import WORKBOOK, choose_target
from salesdesk.ui.page import Page
from salesdesk.ui.pages.reports.charts import ReportChartView
from salesdesk.ui.pages.reports.sections import SectionsRow
from salesdesk.ui.pages.reports.table import ReportTableView
from salesdesk.ui.pages.reports.texts import (
    PERIOD_TITLES,
    figure_note,
    figure_texts,
    period_text,
    without_rate,
)
from salesdesk.ui.widgets.buttons import SegmentedButtons, button, primary_button
from salesdesk.ui.widgets.cards import Card, FigureCard
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.figure_row import FigureRow
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded

_WIDE = 1000
_FEW_COLUMNS = 5


class ReportsPage(Page):
    """Pipeline review and campaigns over a period and an owner."""

    concerns = frozenset(
        {
            EntityKind.DEAL,
            EntityKind.ACTIVITY,
            EntityKind.CONTACT,
            EntityKind.COMPANY,
            EntityKind.CAMPAIGN,
            EntityKind.STAGE,
            EntityKind.PIPELINE,
            EntityKind.OWNER,
            EntityKind.SOURCE,
            EntityKind.SETTING,
        }
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Reports", parent=parent)
        self._report: Report | None = None
        self._shape: tuple[object, ...] = ()
        self._name = SegmentedButtons(
            [(name.value, worded(title)) for name, title in context.services.reports.titles.items()],
            name=self.tr("Report"),
        )
        self._period = QComboBox()
        self._period.setAccessibleName(self.tr("Period"))
        for period in Period:
            self._period.addItem(self.tr(PERIOD_TITLES[period]), period.value)
        self._owner = QComboBox()
        self._owner.setAccessibleName(self.tr("Owner"))
        self._excel = primary_button(
            self.tr("Excel"),
            self._choose_file,
            tip=self.tr("Write a workbook with a chart and the rows behind each figure"),
        )
        for control in (self._name, self._period, self._owner, self._excel):
            self.header.add_action(control)
        self.body.addWidget(SectionsRow(context.navigate))
        self._scroll = ScrollColumn()
        self.body.addWidget(self._scroll, 1)
        self._empty = EmptyState(
            context.theme,
            "chart-column",
            self.tr("Nothing to report yet"),
            self.tr(
                "Reports add up your deals and campaigns. Add a deal in the pipeline, or import a list, and the figures appear here."
            ),
        )
        self.body.addWidget(self._empty, 1)
        self._connect_signals()

    def _connect_signals(self) -> None:
        self._name.chosen.connect(self._read)
        self._period.activated.connect(self._read)
        self._owner.activated.connect(self._read)

    @property
    def spec(self) -> ReportSpec:
        """What is shown."""
        today = date.fromisoformat(self.context.store.today())
        first, last = period_days(Period(self._period.currentData()), today)
        return ReportSpec(ReportName(self._name.current()), first, last, self._owner.currentData())

    def refresh(self) -> None:
        chosen = self._owner.currentData()
        with QSignalBlocker(self._owner):
            self._owner.clear()
            self._owner.addItem(self.tr("All owners"), None)
            for owner in self.context.store.owners.all():
                self._owner.addItem(owner.name, owner.name)
            self._owner.setCurrentIndex(max(0, self._owner.findData(chosen)))
        self._read()

    def _read(self, _choice: object = None) -> None:
        spec = self.spec
        service = self.context.services.reports

        def run(work: Work) -> Report:
            return service.run(spec)

        self.context.tasks.run(run, done=self._show, owner=self)

    def _show(self, report: Report) -> None:
        if report.spec != self.spec:
            return  # overtaken by another choice
        self._report = report
        self.set_title(worded(report.title))
        self.header.set_subtitle(period_text(report.spec))
        filled = any(table.rows for table in report.tables) and any(f.value.value for f in report.figures)
        self._scroll.setVisible(filled)
        self._empty.setVisible(not filled)
        self._excel.setEnabled(filled)
        if filled:
            self._build(report)

    def _build(self, report: Report) -> None:
        column = self._scroll.column
        while column.count():
            item = column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if missing := without_rate(report):
            column.addWidget(self._rates_line(missing))
        column.addWidget(FigureRow([self._figure(report, place) for place in range(len(report.figures))]))
        grid = QGridLayout()
        grid.setSpacing(12)
        holder = QWidget()
        holder.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        columns = 2 if self.width() >= _WIDE else 1
        row, at = 0, 0
        for card, wide in sorted(self._cards(report), key=lambda entry: entry[1]):
            if wide and at:
                row, at = row + 1, 0
            grid.addWidget(card, row, at, 1, columns if wide else 1, Qt.AlignmentFlag.AlignTop)
            at = columns if wide else at + 1
            if at >= columns:
                row, at = row + 1, 0
        for place in range(columns):
            grid.setColumnStretch(place, 1)
        column.addWidget(holder)
        column.addStretch(1)

    def _rates_line(self, missing: Sequence[str]) -> QWidget:
        """Says which currencies are not added up, with the way to their rates."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        one = self.tr(
            "{0} has no exchange rate: its amounts stand beside the sums, in no bar and no average."
        )
        many = self.tr(
            "{0} have no exchange rate: their amounts stand beside the sums, in no bar and no average."
        )
        text = (one if len(missing) == 1 else many).format(", ".join(missing))
        row.addWidget(label(text, "secondary", "warn", wrap=True), 1)
        row.addWidget(button(self.tr("Set rates…"), self._set_rates))
        return line

    def _set_rates(self) -> None:
        from salesdesk.ui.pages.settings.rates import RatesDialog  # few reports need it

        base = self.context.store.settings.currency
        RatesDialog(self.window(), self.context, base, self.refresh).open()

    def _figure(self, report: Report, place: int) -> FigureCard:
        figure = report.figures[place]
        value, beside = figure_texts(figure, report)
        card = FigureCard(
            worded(figure.caption),
            value,
            "\n".join(filter(None, (beside, figure_note(figure, report)))),
            clickable=figure.value.rows is not None,
        )
        if figure.value.rows is not None:
            card.setProperty("figure", place)
            card.clicked.connect(self._open_figure)
        return card

    def _cards(self, report: Report) -> list[tuple[Card, bool]]:
        """The charts and tables; those of many columns want the whole width."""
        cards = []
        for chart in report.charts:
            if report.table(chart.table).rows:
                card = Card(worded(chart.title))
                view = ReportChartView(self.context.theme, report, chart)
                view.rows_requested.connect(self._open_rows)
                card.add(view)
                cards.append((card, len(report.charts) == 1))
        for table in report.tables:
            if table.rows and not table.drawn:
                card = Card(worded(table.title), flush=False)
                grid = ReportTableView(self.context.theme, worded(table.title))
                grid.show_table(table, report.currency)
                grid.rows_requested.connect(self._open_rows)
                card.add(grid)
                sums = any(
                    cell.apart for row in table.rows for cell in row
                )  # two currencies in a cell are long
                cards.append((card, sums or len(table.columns) > _FEW_COLUMNS))
        return cards

    def _open_figure(self) -> None:
        sender = self.sender()
        if self._report is not None and sender is not None:
            rows = self._report.figures[int(sender.property("figure"))].value.rows
            if rows is not None:
                self._open_rows(rows)

    def _open_rows(self, rows: object) -> None:
        if isinstance(rows, Rows):
            self.context.navigate(entity_of(rows.kind).page, rows.filter)

    # ---- workbook ----

    def _choose_file(self) -> None:
        if self._report is None:
            return
        choose_target(
            self,
            self.context,
            "report",
            self.tr("Save the report"),
            [self.tr(WORKBOOK), self.tr("Text tables (*.csv)")],
            f"{worded(self._report.title)} {self._report.spec.last.isoformat()}.xlsx",
            self.save_report,
        )

    def save_report(self, path: Path | str) -> None:
        """Write the report shown to a file, in the worker."""
        report, service = self._report, self.context.services.report_files
        if report is None:
            return
        target = Path(path)

        def write(work: Work) -> Path:
            service.write(report, target, worded)
            return target

        self.context.tasks.run(write, done=self._saved, owner=self)

    def _saved(self, path: Path) -> None:
        self.context.messages.say(self.tr("Report saved as {0}").format(path.name))
