"""The reports page: figures, charts and tables of a period; each opens its rows and all of it goes to Excel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.progress import Work
from salesdesk.domain.reports import Report, ReportName, ReportSpec, ReportTable, ValueType
from salesdesk.ui.context import Context
from salesdesk.ui.files.dialogs import WORKBOOK, choose_target
from salesdesk.ui.page import Page
from salesdesk.ui.pages.reports.card_grid import CardGrid, Placed
from salesdesk.ui.pages.reports.charts import ReportChartView
from salesdesk.ui.pages.reports.controls import TIMELESS, ReportControls
from salesdesk.ui.pages.reports.pictures import offer_pictures
from salesdesk.ui.pages.reports.sections import SectionsRow
from salesdesk.ui.pages.reports.table import ReportTableView
from salesdesk.ui.pages.reports.texts import (
    figure_note,
    figure_texts,
    period_text,
    without_rate,
)
from salesdesk.ui.rows import open_rows
from salesdesk.ui.widgets.buttons import button, primary_button
from salesdesk.ui.widgets.cards import Card, FigureCard
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.figure_row import FigureRow
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.ui.widgets.text import label, plain_tip
from salesdesk.ui.wording import worded

_FEW_COLUMNS, _FEW_WITH_NAMES = 5, 3
_AROUND = 36  # pixels between a table and the edges of its card
_PDF = "PDF (*.pdf)"
_REPORTED = (RecordKind.DEALS, RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.ACTIVITIES)
"""A file without any of them has nothing to report yet."""


class ReportsPage(Page):
    """Every report, over a period and for an owner; it can be opened for one of them (``ReportName``) or for what is asked of
    it (``ReportSpec``)."""

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
            EntityKind.TARGET,
            EntityKind.ACTIVITY_KIND,
        }
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Reports", parent=parent)
        self._whole: Report | None = None  # with everything it can be compared with
        self._report: Report | None = None
        titles = {name: worded(title) for name, title in context.services.reports.titles.items()}
        self.controls = ReportControls(titles, self._today())
        self._excel = primary_button(
            self.tr("Excel"),
            self._choose_workbook,
            tip=self.tr("Write a workbook with a chart and the rows behind each figure"),
        )
        self._pdf = button(
            self.tr("PDF"),
            self._choose_pdf,
            tip=self.tr("Write a PDF to print or to send, as it stands here"),
        )
        for action in (SectionsRow(context.navigate), self._excel, self._pdf):
            self.header.add_action(action)
        self.body.addWidget(self.controls)
        self._scroll = ScrollColumn()
        self.body.addWidget(self._scroll, 1)
        self._first = primary_button(self.tr("Add a deal"), self._new_deal)
        self._first.hide()
        self._empty = EmptyState(context.theme, "chart-column", self.tr("Adding up…"), "", [self._first])
        for made in (self._excel, self._pdf):
            made.setEnabled(False)
        self.body.addWidget(self._empty, 1)
        self.controls.changed.connect(self._read)
        self.controls.compared.connect(self._rebuild)

    @property
    def spec(self) -> ReportSpec:
        """What is shown."""
        return self.controls.spec(self._today())

    def open_target(self, target: object) -> None:
        if isinstance(target, ReportSpec) and isinstance(target.name, ReportName):
            self.controls.set_owners([owner.name for owner in self.context.store.owners.all()])
            self.controls.choose(target)
        elif isinstance(target, ReportName):
            self.controls.choose_report(target)

    def _today(self) -> date:
        return date.fromisoformat(self.context.store.today())

    def refresh(self) -> None:
        self.controls.set_owners([owner.name for owner in self.context.store.owners.all()])
        self._read()

    def _read(self) -> None:
        spec = self.spec
        service = self.context.services.reports

        def run(work: Work) -> Report:
            return service.run(spec)

        self.context.tasks.run(run, done=self._show, owner=self)

    def _show(self, report: Report) -> None:
        if report.spec != self.spec:
            return  # overtaken by another choice
        self._whole = report
        self._report = report = report.compared(self.controls.shown_comparison())
        self.set_title(worded(report.title))
        self.header.set_subtitle("" if report.spec.name in TIMELESS else period_text(report.spec))
        filled = _is_filled(report)
        self._scroll.setVisible(filled)
        self._empty.setVisible(not filled)
        self._excel.setEnabled(filled)
        self._pdf.setEnabled(filled)
        if filled:
            self._build(report)
        else:
            nobody = all(map(self.context.store.is_empty, _REPORTED))
            self._first.setVisible(nobody)
            self._empty.set_texts(*self._nothing(report, nobody=nobody))

    def _new_deal(self) -> None:
        from salesdesk.ui.pages.deals.deal_dialog import DealDialog  # not needed to show a report

        DealDialog(self, self.context).open()

    def _nothing(self, report: Report, *, nobody: bool) -> tuple[str, str]:
        """What is said where a report has nothing to say, ``nobody`` where the file has no record yet."""
        if nobody:
            return self.tr("Nothing to report yet"), self.tr(
                "Reports add up your deals and campaigns. Add a deal in the pipeline, or import a list, and the figures appear here."
            )
        if report.spec.name in TIMELESS:
            return self.tr("Nothing to tidy up"), self.tr(
                "Every deal has a next step, every person can be reached and belongs to somebody."
            )
        return self.tr("Nothing in this period"), self.tr(
            "Choose another period above, or the records of all owners."
        )

    def _rebuild(self) -> None:
        if self._whole is not None:
            self._report = self._whole.compared(self.controls.shown_comparison())
            if self._scroll.isVisible():
                self._build(self._report)

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
        if report.notes:
            column.addWidget(label("\n".join(map(worded, report.notes)), "note", wrap=True))
        column.addWidget(CardGrid(self._cards(report)))
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
        if figure.formula is not None:
            card.setToolTip(plain_tip(worded(figure.formula)))
        if figure.value.rows is not None:
            card.setProperty("figure", place)
            card.clicked.connect(self._open_figure)
        return card

    def _cards(self, report: Report) -> list[Placed]:
        """The charts, then the tables; those of many columns want the whole width and come last."""
        cards: list[Placed] = []
        for chart in report.charts:
            if report.table(chart.table).rows:
                card = Card(worded(chart.title))
                view = ReportChartView(self.context.theme, report, chart)
                view.rows_requested.connect(self._open_rows)
                offer_pictures(view, self.context, worded(chart.title))
                card.add(view)
                cards.append(Placed(card, len(report.charts) == 1, chart=True))
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
                cards.append(Placed(card, sums or _is_broad(table), grid.wanted_width + _AROUND))
        return cards

    def _open_figure(self) -> None:
        sender = self.sender()
        if self._report is not None and sender is not None:
            rows = self._report.figures[int(sender.property("figure"))].value.rows
            if rows is not None:
                self._open_rows(rows)

    def _open_rows(self, rows: object) -> None:
        open_rows(self.context, rows)

    # ---- files ----

    def _choose_workbook(self) -> None:
        self._choose_file("xlsx", [self.tr(WORKBOOK), self.tr(_PDF), self.tr("Text tables (*.csv)")])

    def _choose_pdf(self) -> None:
        self._choose_file("pdf", [self.tr(_PDF), self.tr(WORKBOOK), self.tr("Text tables (*.csv)")])

    def _choose_file(self, ending: str, kinds: Sequence[str]) -> None:
        if self._report is None:
            return
        choose_target(
            self,
            self.context,
            "report",
            self.tr("Save the report"),
            list(kinds),
            f"{worded(self._report.title)} {self._report.spec.last.isoformat()}.{ending}",
            self.save_report,
        )

    def save_report(self, path: Path | str) -> None:
        """Write the report shown to a file, in the worker."""
        report, service = self._report, self.context.services.report_files
        if report is None:
            return
        target, locale = Path(path), QLocale().name()

        def write(work: Work) -> Path:
            service.write(report, target, worded, locale=locale)
            return target

        self.context.tasks.run(write, done=self._saved, owner=self)

    def _saved(self, path: Path) -> None:
        self.context.messages.say(self.tr("Report saved as {0}").format(path.name))


def _is_broad(table: ReportTable) -> bool:
    """Whether a table wants the whole width: many columns, or several of names."""
    names = sum(column.type is ValueType.TEXT for column in table.columns)
    return len(table.columns) > _FEW_COLUMNS or (names > 1 and len(table.columns) > _FEW_WITH_NAMES)


def _is_filled(report: Report) -> bool:
    """Whether there is anything but noughts in it."""
    cells = [figure.value for figure in report.figures]
    cells += [
        cell
        for table in report.tables
        for row in table.rows
        for cell, column in zip(row, table.columns, strict=True)
        if column.type is not ValueType.TEXT
    ]
    return any(cell.value or cell.apart for cell in cells)
