"""What is chosen above a report: which one, over which days, compared with what, and whose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox, QWidget

from salesdesk.domain.reports import Comparison, Period, ReportName, ReportSpec, period_days
from salesdesk.domain.reports.periods import last_days, year_before
from salesdesk.ui.pages.reports.texts import PERIOD_TITLES
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import label

LAST_N, OWN = "last_n", "own"
"""Choices of a period that ask for more: so many days, and two days of one's own."""
GROUPS: tuple[tuple[ReportName, ...], ...] = (
    (
        ReportName.PIPELINE,
        ReportName.WON_TARGET,
        ReportName.FORECAST,
        ReportName.FUNNEL,
        ReportName.WIN_LOSS,
        ReportName.CHANGES,
    ),
    (ReportName.ACTIVITIES, ReportName.LEAD_RESPONSE, ReportName.CAMPAIGNS),
    (ReportName.CUSTOMERS, ReportName.DATA_HEALTH),
)
"""The reports as they stand in the list, with a line between the groups: deals, work, records."""
TIMELESS = frozenset({ReportName.DATA_HEALTH})
"""Reports of what is now, whatever the period."""
_MOST_DAYS = 3660


class Since(StrEnum):
    """The first of two dates that are compared; the second is the last day of the period."""

    PERIOD = "period"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    OWN = "own"


_SINCE_DAYS = {Since.WEEK: 7, Since.MONTH: 30, Since.QUARTER: 91}


class ReportControls(QWidget):
    """The row of choices; ``changed`` is emitted with each, ``compared`` when only the comparison is another one."""

    changed = Signal()
    compared = Signal()

    def __init__(self, titles: Mapping[ReportName, str], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report = self._box(self.tr("Report"))
        for place, group in enumerate(GROUPS):
            if place:
                self.report.insertSeparator(self.report.count())
            for name in group:
                self.report.addItem(titles[name], name.value)
        self.report.setMaxVisibleItems(self.report.count())
        self.period = self._box(self.tr("Period"))
        for period in Period:
            self.period.addItem(self.tr(PERIOD_TITLES[period]), period.value)
        self.period.addItem(self.tr("Last … days"), LAST_N)
        self.period.addItem(self.tr("From … to …"), OWN)
        self.period.setMaxVisibleItems(self.period.count())
        self.period.setCurrentIndex(self.period.findData(Period.THIS_MONTH.value))
        self.days = QSpinBox()
        self.days.setRange(1, _MOST_DAYS)
        self.days.setValue(14)
        self.days.setSuffix(self.tr(" days"))
        self.days.setAccessibleName(self.tr("Number of days"))
        self.first = DateField(today.replace(day=1), name=self.tr("First day"))
        self.last = DateField(today, name=self.tr("Last day"))
        self._to = label(self.tr("to"), "secondary")
        self.comparison = self._box(self.tr("Compared with"))
        for chosen, title in (
            (Comparison.BOTH, self.tr("Period and year before")),
            (Comparison.BEFORE, self.tr("Period before")),
            (Comparison.YEAR_BEFORE, self.tr("Year before")),
            (Comparison.NONE, self.tr("No comparison")),
        ):
            self.comparison.addItem(title, chosen.value)
        self.since = self._box(self.tr("First date"))
        for since, title in (
            (Since.PERIOD, self.tr("Since the period began")),
            (Since.WEEK, self.tr("Since 7 days before its end")),
            (Since.MONTH, self.tr("Since 30 days before its end")),
            (Since.QUARTER, self.tr("Since 91 days before its end")),
            (Since.YEAR, self.tr("Since a year before its end")),
            (Since.OWN, self.tr("Since the end of …")),
        ):
            self.since.addItem(title, since.value)
        self.since_day = DateField(today - timedelta(days=28), name=self.tr("Compared with the end of"))
        self.owner = self._box(self.tr("Owner"))
        self._lay_out()
        self._connect()
        self._show_fields()

    def _lay_out(self) -> None:
        row = FlowLayout(self, spacing=8, row_spacing=8)
        for control in (
            self.report,
            self.period,
            self.days,
            self.first,
            self._to,
            self.last,
            self.comparison,
            self.since,
            self.since_day,
            self.owner,
        ):
            row.addWidget(control)

    def _connect(self) -> None:
        for box in (self.report, self.period, self.since, self.owner):
            box.activated.connect(self._chosen)
        self.comparison.activated.connect(self.compared)
        self.days.editingFinished.connect(self._chosen)
        for field in (self.first, self.last, self.since_day):
            field.value_changed.connect(self._chosen)

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return box

    # -- what is chosen -----------------------------------------------------------------------------------------

    @property
    def name(self) -> ReportName:
        """The report."""
        return ReportName(self.report.currentData())

    def shown_comparison(self) -> Comparison:
        """What figures are shown beside."""
        return Comparison(self.comparison.currentData())

    def spec(self, today: date) -> ReportSpec:
        """What is asked. Two days in the wrong order are exchanged; an empty one is today."""
        first, last = self._period(today)
        compare = self._compare(last) if self.name is ReportName.CHANGES else None
        return ReportSpec(self.name, first, last, self.owner.currentData(), compare)

    def _period(self, today: date) -> tuple[date, date]:
        chosen = self.period.currentData()
        if chosen == LAST_N:
            return last_days(self.days.value(), today)
        if chosen == OWN:
            one, other = self.first.value() or today, self.last.value() or today
            return min(one, other), max(one, other)
        return period_days(Period(chosen), today)

    def _compare(self, last: date) -> date | None:
        since = Since(self.since.currentData())
        if since is Since.PERIOD:
            return None
        if since is Since.OWN:
            day = self.since_day.value()
            return None if day is None else min(day, last)
        return (
            year_before(last, last)[0] if since is Since.YEAR else last - timedelta(days=_SINCE_DAYS[since])
        )

    # -- what is offered ----------------------------------------------------------------------------------------

    def set_owners(self, names: Sequence[str]) -> None:
        """Offer these owners; the one that is chosen stays."""
        chosen = self.owner.currentData()
        with QSignalBlocker(self.owner):
            self.owner.clear()
            self.owner.addItem(self.tr("All owners"), None)
            for name in names:
                self.owner.addItem(name, name)
            self.owner.setCurrentIndex(max(0, self.owner.findData(chosen)))

    def choose(self, spec: ReportSpec) -> None:
        """Show what is asked elsewhere, with its own days."""
        with QSignalBlocker(self):
            self.report.setCurrentIndex(max(0, self.report.findData(str(spec.name))))
            self.period.setCurrentIndex(self.period.findData(OWN))
            self.first.set_value(spec.first)
            self.last.set_value(spec.last)
            self.owner.setCurrentIndex(max(0, self.owner.findData(spec.owner)))
            self.since.setCurrentIndex(
                self.since.findData(Since.PERIOD if spec.compare is None else Since.OWN)
            )
            if spec.compare is not None:
                self.since_day.set_value(spec.compare)
        self._show_fields()

    def choose_report(self, name: ReportName) -> None:
        """Show another report of the same days."""
        self.report.setCurrentIndex(self.report.findData(name.value))
        self._show_fields()

    def _chosen(self, _choice: object = None) -> None:
        self._show_fields()
        self.changed.emit()

    def _show_fields(self) -> None:
        """Only the fields that what is chosen asks for."""
        timeless, changes = self.name in TIMELESS, self.name is ReportName.CHANGES
        own = self.period.currentData() == OWN and not timeless
        shown: dict[QWidget | QLabel, bool] = {
            self.period: not timeless,
            self.days: self.period.currentData() == LAST_N and not timeless,
            self.first: own,
            self._to: own,
            self.last: own,
            self.comparison: not timeless and not changes,
            self.since: changes,
            self.since_day: changes and self.since.currentData() == Since.OWN.value,
        }
        for widget, visible in shown.items():
            widget.setVisible(visible)
