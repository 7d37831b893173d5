"""The page on which a person builds reports of their own: every change redraws, every figure opens its rows."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.grouping import GroupBy
from salesdesk.domain.own_reports import Calc, Design, MeasureOf, OwnReport
from salesdesk.domain.progress import Work
from salesdesk.domain.reports import Report
from salesdesk.errors import DomainError, SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.page import Page
from salesdesk.ui.pages.own_reports.boxes import tr
from salesdesk.ui.pages.own_reports.keeping import Keeping
from salesdesk.ui.pages.own_reports.panel import BuilderPanel
from salesdesk.ui.pages.own_reports.view import OwnReportView
from salesdesk.ui.rows import open_rows
from salesdesk.ui.widgets.buttons import button, icon_button, primary_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.wording import worded

FIRST = Design(
    RecordKind.DEALS, groups=(GroupBy("stage"),), measures=(MeasureOf(), MeasureOf(Calc.SUM, "deal_value"))
)
"""What stands there before anything was built."""
_PANEL = 320


class OwnReportsPage(Page):
    """Reports of one's own. ``open_target`` takes the id of a kept one, or a Design to begin with."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, tr("New report"), parent=parent)
        self.kept: OwnReport | None = None
        self.report: Report | None = None
        self._asked = 0
        self.keeping = Keeping(self)
        self.panel = BuilderPanel(context)
        self.view = OwnReportView(context)
        self._nothing = EmptyState(
            context.theme,
            "chart-pie",
            tr("Nothing matches"),
            tr("Loosen a filter at the left, or choose another list: the report is redrawn at once."),
        )
        self._build_header()
        left = Card(flush=True, padding=0)
        left.add(self.panel, 1)
        left.setFixedWidth(_PANEL)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left)
        right = QVBoxLayout()
        right.addWidget(self._stack, 1)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)
        self._connect()
        self.panel.show_design(FIRST)

    def _build_header(self) -> None:
        header = self.header
        header.crumb.setText(tr("Reports /"))
        header.crumb.setAccessibleName(tr("Back to Reports"))
        header.crumb.setVisible(True)
        self.choose = QComboBox()
        self.choose.setAccessibleName(tr("Own reports"))
        self.choose.setMinimumWidth(150)
        self.choose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.more = icon_button(self.context.theme, "ellipsis", tr("More"), self._show_menu, framed=True)
        self.excel = button(tr("Excel"), partial(self.keeping.choose_file, ".xlsx"))
        self.pdf = button(tr("PDF"), partial(self.keeping.choose_file, ".pdf"))
        self.save = primary_button(tr("Save report"), self.keeping.save)
        for control in (self.choose, self.more, self.excel, self.pdf, self.save):
            header.add_action(control)

    def _connect(self) -> None:
        self.header.crumb_clicked.connect(partial(self.context.navigate, "reports"))
        self.choose.activated.connect(self._on_chosen)
        self.panel.changed.connect(self._on_design)
        self.panel.placed.connect(self.keeping.place)
        self.view.rows_requested.connect(partial(open_rows, self.context))

    # ---- which report ----

    def open_target(self, target: object) -> None:
        if isinstance(target, int):
            try:
                self.show_report(self.context.store.own_reports.get(target))
            except DomainError as error:
                self.context.messages.error(error)
        elif isinstance(target, Design):
            self.show_report(None, target)

    def show_report(self, report: OwnReport | None, design: Design = FIRST) -> None:
        """Show a kept report, or a design that is not kept."""
        self.kept = report
        if report is None:
            self.panel.show_design(design)
        else:
            self.panel.show_design(report.design, on_today=report.on_today, in_meetings=report.in_meetings)
        self._show_names()
        self._read()

    def _on_chosen(self) -> None:
        number = self.choose.currentData()
        self.show_report(None if number is None else self.context.store.own_reports.get(number))

    def _show_names(self) -> None:
        """Which reports there are, which is shown, and whether it is kept as it is."""
        kept = self.kept
        with QSignalBlocker(self.choose):
            self.choose.clear()
            self.choose.addItem(tr("New report"), None)
            for one in self.context.store.own_reports.all():
                self.choose.addItem(one.name, one.id)
            self.choose.setCurrentIndex(max(0, self.choose.findData(kept.id if kept else None)))
        self.set_title(kept.name if kept is not None else tr("New report"))
        changed = kept is None or self.panel.design != kept.design
        self.save.setEnabled(changed)
        self.save.setText(
            tr("Save report") if kept is None else tr("Save changes") if changed else tr("Saved")
        )
        self.header.set_subtitle(tr("not saved") if changed else "")

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("New report"), partial(self.show_report, None))
        if self.kept is not None:
            menu.addSeparator()
            menu.addAction(tr("Rename…"), self.keeping.rename)
            menu.addAction(tr("Duplicate"), self.keeping.duplicate)
            menu.addAction(tr("Save as…"), self.keeping.save_as)
            menu.addAction(tr("Delete"), self.keeping.delete)
        menu.addSeparator()
        menu.addAction(tr("Text tables (CSV)…"), partial(self.keeping.choose_file, ".csv"))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    # ---- showing ----

    def refresh(self) -> None:
        self._renew()
        self._read()

    def apply_change(self, change: ChangeSet) -> None:
        if change.concerns(EntityKind.OWN_REPORT):
            self._renew()
        if change.concerns(EntityKind.CUSTOM_FIELD):
            self.panel.show_design(self.panel.design)
        self._read()

    def _renew(self) -> None:
        """The report that is shown as it is kept now; one that is gone is not kept any more, and stays in sight."""
        if self.kept is not None:
            before, there = self.kept, {one.id: one for one in self.context.store.own_reports.all()}
            self.kept = there.get(before.id)
            if self.kept is not None and self.panel.design == before.design:
                now = self.kept
                self.panel.show_design(now.design, on_today=now.on_today, in_meetings=now.in_meetings)
        self._show_names()

    def _on_design(self, _design: object) -> None:
        self._show_names()
        self._read()

    def _read(self) -> None:
        self._asked += 1
        asked, service, design = self._asked, self.context.services.own_reports, self.panel.design
        name = self.kept.name if self.kept is not None else ""

        def make(work: Work) -> Report:
            work.check()
            return service.make(design, name)

        def show(report: Report) -> None:
            if asked == self._asked:
                self._show(report)

        self.context.tasks.run(make, done=show, failed=self._failed, owner=self)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, SalesDeskError):
            self.report = None
            self.context.messages.error(error)
            self._stack.setCurrentWidget(self._nothing)

    def _show(self, report: Report) -> None:
        self.report = report
        filled = any(figure.value.value for figure in report.figures) or any(t.rows for t in report.tables)
        for control in (self.excel, self.pdf):
            control.setEnabled(filled)
        self._stack.setCurrentWidget(self.view if filled else self._nothing)
        if filled:
            self.view.show_report(report)

    def take_focus(self) -> None:
        self.panel.kind.setFocus()

    def file_name(self, ending: str) -> str:
        """What a file with the report is called."""
        title = self.kept.name if self.kept is not None else worded(self.report.title) if self.report else ""
        day = self.context.store.today()
        return str(Path(f"{title} {day}").name) + ending
