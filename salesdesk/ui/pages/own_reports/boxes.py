"""The lines of the panel in which a report is built: a field to group by, a measure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.domain.columns import ListColumn
from salesdesk.domain.fields import FieldType
from salesdesk.domain.grouping import DAYS_OPEN, GroupBy, Step, steps_of
from salesdesk.domain.own_reports import MOST_FIELDS, MOST_MEASURES, Calc, MeasureOf, calcs_of
from salesdesk.ui.lists.look import field_title
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.buttons import icon_button, link_button

_NARROW = 102
"""Pixels in which the longest of a few short words stands."""


def tr(text: str) -> str:
    """A text of this page in the person's language."""
    return QCoreApplication.translate("own_reports", text)


STEP_TITLES: dict[Step, str] = {
    Step.DAY: "by day",
    Step.WEEK: "by week",
    Step.MONTH: "by month",
    Step.QUARTER: "by quarter",
    Step.YEAR: "by year",
}
CALC_TITLES: dict[Calc, str] = {
    Calc.COUNT: "Number",
    Calc.SHARE: "Share",
    Calc.SUM: "Sum",
    Calc.AVERAGE: "Average",
    Calc.MEDIAN: "Median",
}


def field_name(column: ListColumn) -> str:
    """What a field is called."""
    return tr("Days open") if column.key == DAYS_OPEN else field_title(column.key, column.title)


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    box.setMinimumWidth(80)
    return box


class GroupLine(QWidget):
    """One field to group by, days with how they are put together. ``changed`` and ``removed`` say what they say."""

    changed = Signal()
    removed = Signal()

    def __init__(
        self, theme: Theme, columns: Sequence[ListColumn], by: GroupBy, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._types = {column.key: column.type for column in columns}
        self.field, self.step = _box(tr("Group by")), _box(tr("Days"))
        for column in columns:
            self.field.addItem(field_name(column), column.key)
        self.field.setCurrentIndex(self.field.findData(by.field))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.step.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.step.setFixedWidth(_NARROW)
        row.addWidget(self.field, 1)
        row.addWidget(self.step)
        row.addWidget(icon_button(theme, "x", tr("Remove"), self.removed.emit, size=14))
        self._show_steps(by.step)
        self.field.activated.connect(self._on_field)
        self.step.activated.connect(self.changed)

    @property
    def by(self) -> GroupBy:
        """What is chosen."""
        step = None if self.step.isHidden() else Step(self.step.currentData())  # Qt gives the bare word back
        return GroupBy(str(self.field.currentData()), step)

    def _on_field(self) -> None:
        self._show_steps(Step.MONTH)
        self.changed.emit()

    def _show_steps(self, step: Step | None) -> None:
        steps = steps_of(self._types.get(str(self.field.currentData()), FieldType.TEXT))
        self.step.setVisible(bool(steps))
        self.step.clear()
        for one in steps:
            self.step.addItem(tr(STEP_TITLES[one]), one)
        self.step.setCurrentIndex(max(0, self.step.findData(step or Step.MONTH)))


class MeasureLine(QWidget):
    """One measure: what is made of which field."""

    changed = Signal()
    removed = Signal()

    def __init__(
        self, theme: Theme, columns: Sequence[ListColumn], measure: MeasureOf, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._types = {column.key: column.type for column in columns}
        self.calc, self.field = _box(tr("Measure")), _box(tr("Of field"))
        self.field.addItem(tr("rows"), "")
        for column in columns:
            self.field.addItem(field_name(column), column.key)
        self.field.setCurrentIndex(max(0, self.field.findData(measure.field)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.calc.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.calc.setFixedWidth(_NARROW)
        row.addWidget(self.calc)
        row.addWidget(self.field, 1)
        row.addWidget(icon_button(theme, "x", tr("Remove"), self.removed.emit, size=14))
        self._show_calcs(measure.calc)
        self.calc.activated.connect(self.changed)
        self.field.activated.connect(self._on_field)

    @property
    def measure(self) -> MeasureOf:
        """What is chosen."""
        return MeasureOf(Calc(self.calc.currentData()), str(self.field.currentData()))

    def _on_field(self) -> None:
        self._show_calcs(Calc(self.calc.currentData()))
        self.changed.emit()

    def _show_calcs(self, calc: Calc) -> None:
        key = str(self.field.currentData())
        offered = calcs_of(self._types[key]) if key in self._types else (Calc.COUNT, Calc.SHARE)
        with QSignalBlocker(self.calc):
            self.calc.clear()
            for one in offered:
                self.calc.addItem(tr(CALC_TITLES[one]), one)
            self.calc.setCurrentIndex(max(0, self.calc.findData(calc)))


class Lines(QWidget):
    """Lines of one kind below each other, with one to add more. ``changed`` is sent after every change by the person."""

    changed = Signal()

    def __init__(self, add: str, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.more = link_button(add, self.add_one, accent=True, flush=True)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.items: list[QWidget] = []

    def add_one(self) -> None:
        """One more line; those who know what it may hold override it."""

    def put(self, line: GroupLine | MeasureLine) -> None:
        """Add a line."""
        self.items.append(line)
        self._column.insertWidget(len(self.items) - 1, line)
        line.changed.connect(self.changed)
        line.removed.connect(partial(self._remove, line))
        self.more.setVisible(len(self.items) < self._most)

    def clear(self) -> None:
        """Take all lines away."""
        for line in self.items:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.items = []
        self.more.show()

    def _remove(self, line: QWidget) -> None:
        if line in self.items:
            self.items.remove(line)
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
            self.more.setVisible(len(self.items) < self._most)
            self.more.setFocus()
            self.changed.emit()


class GroupLines(Lines):
    """The fields to group by."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("+ Group"), MOST_FIELDS, parent)
        self._theme = theme
        self.columns: Sequence[ListColumn] = ()

    def show_groups(self, columns: Sequence[ListColumn], groups: Sequence[GroupBy]) -> None:
        """Offer these fields and show what is chosen; a field that is gone is left out."""
        self.columns = columns
        self.clear()
        known = {column.key for column in columns}
        for by in groups:
            if by.field in known:
                self.put(GroupLine(self._theme, columns, by))

    @property
    def groups(self) -> tuple[GroupBy, ...]:
        """What is chosen."""
        return tuple(line.by for line in self.items if isinstance(line, GroupLine))

    def add_one(self) -> None:
        """The next field that is not grouped by yet."""
        taken = {one.field for one in self.groups}
        free = [column for column in self.columns if column.key not in taken]
        if free:
            chosen = next((column for column in free if column.type is FieldType.CHOICE), free[0])
            line = GroupLine(self._theme, self.columns, GroupBy(chosen.key))
            self.put(line)
            line.field.setFocus()
            self.changed.emit()


class MeasureLines(Lines):
    """What is measured."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("+ Measure"), MOST_MEASURES, parent)
        self._theme = theme
        self.columns: Sequence[ListColumn] = ()

    def show_measures(self, columns: Sequence[ListColumn], measures: Sequence[MeasureOf]) -> None:
        """Offer these fields and show what is chosen; a field that is gone is left out."""
        self.columns = columns
        self.clear()
        known = {column.key for column in columns} | {""}
        for measure in measures:
            if measure.field in known:
                self.put(MeasureLine(self._theme, columns, measure))

    @property
    def measures(self) -> tuple[MeasureOf, ...]:
        """What is chosen."""
        return tuple(line.measure for line in self.items if isinstance(line, MeasureLine))

    def add_one(self) -> None:
        """A measure that is not there yet."""
        taken = {one.key for one in self.measures}
        offers = [
            MeasureOf(),
            *(MeasureOf(calcs_of(one.type)[0], one.key) for one in self.columns),
            MeasureOf(Calc.SHARE),
        ]
        offers += [MeasureOf(calc, one.key) for one in self.columns for calc in calcs_of(one.type)[1:]]
        chosen = next((one for one in offers if one.key not in taken), None)
        if chosen is not None:
            line = MeasureLine(self._theme, self.columns, chosen)
            self.put(line)
            line.calc.setFocus()
            self.changed.emit()
