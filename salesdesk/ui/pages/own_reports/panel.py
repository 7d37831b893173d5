"""The panel in which a report is built: which rows, how they are put together, what is measured, how it is drawn."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.columns import ListColumn
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter
from salesdesk.domain.grouping import DATED, RANGED
from salesdesk.domain.own_reports import BY_NAME, Design, MeasureOf
from salesdesk.domain.reports import ChartKind
from salesdesk.ui.context import Context
from salesdesk.ui.lists.filter_bar import FilterBar
from salesdesk.ui.lists.look import COMPANIES, CONTACTS, DEALS, ListLook, look_of
from salesdesk.ui.pages.own_reports.boxes import CALC_TITLES, GroupLines, MeasureLines, field_name, tr
from salesdesk.ui.widgets.buttons import SegmentedButtons
from salesdesk.ui.widgets.scroll_column import ScrollColumn
from salesdesk.ui.widgets.text import label, line

_DELAY_MS = 120
_NONE = "none"
_CHARTS = ((ChartKind.BARS, "Bars"), (ChartKind.STACKED, "Stack"), (ChartKind.LINES, "Line"))
_LOOKS = {look.kind: look for look in (CONTACTS, COMPANIES, DEALS)}


class BuilderPanel(ScrollColumn):
    """``changed`` carries the Design after every change by the person; ``placed`` (on Today, in meetings)."""

    changed = Signal(object)
    placed = Signal(bool, bool)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._design = Design(RecordKind.DEALS)
        self._filters: FilterBar | None = None
        self._groupable: tuple[ListColumn, ...] = ()
        theme = context.theme
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("Rows of"))
        for kind in context.services.own_reports.kinds():
            self.kind.addItem(self.tr(entity_of(kind).many), kind)
        self.groups, self.measures = GroupLines(theme), MeasureLines(theme)
        self.chart = SegmentedButtons(
            [*((kind.value, tr(title)) for kind, title in _CHARTS), (_NONE, tr("None"))],
            name=tr("Chart"),
            pills=True,
            wrap=True,
        )
        self.sort, self.direction = QComboBox(), QComboBox()
        self.sort.setAccessibleName(tr("Sort by"))
        self.direction.setAccessibleName(tr("Direction"))
        self.direction.addItem(tr("down"), True)
        self.direction.addItem(tr("up"), False)
        self.on_today, self.in_meetings = (
            QCheckBox(tr("Show it on Today")),
            QCheckBox(tr("Put it in meetings")),
        )
        self._only = QWidget()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        inner = QWidget()
        self.column.addWidget(inner, 1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        self._place = QHBoxLayout(self._only)
        self._place.setContentsMargins(0, 0, 0, 0)
        sorting = QHBoxLayout()
        sorting.setSpacing(6)
        sorting.addWidget(self.sort, 3)
        sorting.addWidget(self.direction, 1)
        sort = QWidget()
        sort.setLayout(sorting)
        sorting.setContentsMargins(0, 0, 0, 0)
        for place, (title, widget) in enumerate(
            (
                (tr("Rows of"), self.kind),
                (tr("Only"), self._only),
                (tr("Group by"), self.groups),
                (tr("Measures"), self.measures),
                (tr("Chart"), self.chart),
                (tr("Sort by"), sort),
            )
        ):
            if place:
                column.addWidget(line())
            column.addWidget(label(title, "strong"))
            column.addWidget(widget)
        column.addWidget(line())
        column.addWidget(self.on_today)
        column.addWidget(self.in_meetings)
        column.addStretch(1)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._tell)
        self.kind.activated.connect(self._on_kind)
        self.groups.changed.connect(self._on_groups)
        self.measures.changed.connect(self._on_measures)
        for signal in (self.chart.chosen, self.sort.activated, self.direction.activated):
            signal.connect(self._tell)
        for box in (self.on_today, self.in_meetings):
            box.clicked.connect(self._on_placed)

    # ---- showing ----

    def show_design(self, design: Design, *, on_today: bool = False, in_meetings: bool = False) -> None:
        """Show a design; nothing is told."""
        same = self._filters is not None and design.kind == self._design.kind
        self._design = design
        service = self._context.services.own_reports
        self._groupable = service.grouping_fields(design.kind)
        with QSignalBlocker(self.kind):
            self.kind.setCurrentIndex(max(0, self.kind.findData(design.kind)))
        if not same:
            self._make_filters(_look(design.kind))
        assert self._filters is not None
        self._filters.set_filter(design.filter)
        self.groups.show_groups(self._groupable, design.groups)
        self.measures.show_measures(service.measured_fields(design.kind), design.measures)
        self.chart.set_current(design.chart.value if design.chart else _NONE)
        self._show_sorts(design.sort)
        self.direction.setCurrentIndex(self.direction.findData(design.descending))
        self.on_today.setChecked(on_today)
        self.in_meetings.setChecked(in_meetings)

    def _make_filters(self, look: ListLook) -> None:
        if self._filters is not None:
            self._place.removeWidget(self._filters)
            self._filters.hide()
            self._filters.deleteLater()
        self._filters = filters = FilterBar(self._context, look)
        for part in (filters.save, filters.build, filters.text):
            part.hide()
        self._place.addWidget(filters)
        filters.changed.connect(self._on_filter)

    def _show_sorts(self, chosen: int) -> None:
        titles = {one.key: field_name(one) for one in self.measures.columns}
        self.sort.clear()
        first = next(iter(self.groups.groups), None)
        names = {one.key: field_name(one) for one in self._groupable}
        self.sort.addItem(names.get(first.field, tr("Name")) if first else tr("Name"), BY_NAME)
        for place, measure in enumerate(self.measures.measures):
            self.sort.addItem(_measure_name(measure, titles), place)
        self.sort.setCurrentIndex(max(0, self.sort.findData(chosen)))

    # ---- changes ----

    @property
    def design(self) -> Design:
        """What is asked for now."""
        chart = self.chart.current()
        return Design(
            RecordKind(self.kind.currentData()),
            self._filters.filter if self._filters is not None else Filter(),
            self.groups.groups,
            self.measures.measures or (MeasureOf(),),
            ChartKind(chart) if chart not in ("", _NONE) else None,
            int(self.sort.currentData() if self.sort.currentData() is not None else 0),
            bool(self.direction.currentData()),
        )

    def _on_kind(self) -> None:
        """Another list has other fields: it begins anew."""
        self.show_design(replace(Design(RecordKind(self.kind.currentData())), chart=self.design.chart))
        self._tell()

    def _on_filter(self, _filter: object) -> None:
        self._timer.start()

    def _on_groups(self) -> None:
        """Days and ranges stand in their order, the first first; names by the first measure. Two fields are stacked."""
        groups = self.groups.groups
        types = {column.key: column.type for column in self._groupable}
        dated = bool(groups) and types.get(groups[0].field) in DATED
        in_order = dated or (bool(groups) and types.get(groups[0].field) in RANGED)
        before = next(iter(self._design.groups), None)
        sort = int(self.sort.currentData() if self.sort.currentData() is not None else 0)
        if groups and (before is None or groups[0].field != before.field):
            sort = BY_NAME if in_order else 0
            self.direction.setCurrentIndex(self.direction.findData(not in_order))
            self.chart.set_current((ChartKind.LINES if dated and len(groups) == 1 else ChartKind.BARS).value)
        if len(groups) == 2 > len(self._design.groups):
            self.chart.set_current(ChartKind.STACKED.value)
        self._show_sorts(sort)
        self._tell()

    def _on_measures(self) -> None:
        self._show_sorts(int(self.sort.currentData() if self.sort.currentData() is not None else 0))
        self._tell()

    def _tell(self, _choice: object = None) -> None:
        self._timer.stop()
        self._design = self.design
        self.changed.emit(self._design)

    def _on_placed(self) -> None:
        self.placed.emit(self.on_today.isChecked(), self.in_meetings.isChecked())


def _look(kind: RecordKind) -> ListLook:
    return _LOOKS.get(kind) or look_of(kind)


def _measure_name(measure: MeasureOf, titles: dict[str, str]) -> str:
    calc = tr(CALC_TITLES[measure.calc])
    return f"{calc}, {titles.get(measure.field, measure.field)}" if measure.field else calc
