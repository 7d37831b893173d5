"""When an entry takes place: a day with a time, or all day, also several."""

from __future__ import annotations

from datetime import datetime, time

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from salesdesk.domain.activities.moments import is_day, local, stored
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.text import label


class WhenEditor(QWidget):
    """A day, its time or "all day", and of what takes all day the last day. Days and times are those of the clock on the
    wall."""

    changed = Signal()

    def __init__(self, begins: str, ends: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wall, whole = local(begins), is_day(begins)
        self._stored, self._whole_before = begins, whole
        self.day = DateField(wall.date(), name=self.tr("Day"), with_time=True)
        self.time = QTimeEdit(QTime(wall.hour, wall.minute) if not whole else QTime(9, 0))
        self.time.setAccessibleName(self.tr("Time"))
        self.time.setDisplayFormat("HH:mm")
        self.whole = QCheckBox(self.tr("All day"))
        self.whole.setChecked(whole)
        self._until = QWidget()
        self.last = DateField(
            local(ends).date() if whole and ends is not None and is_day(ends) else None,
            name=self.tr("Last day"),
        )
        row, until, column = QHBoxLayout(), QHBoxLayout(self._until), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        until.setContentsMargins(0, 0, 0, 0)
        for layout in (row, until):
            layout.setSpacing(8)
        row.addWidget(self.day, 1)
        row.addWidget(self.time)
        row.addWidget(self.whole)
        until.addWidget(label(self.tr("Last day"), "secondary"))
        until.addWidget(self.last, 1)
        column.addLayout(row)
        column.addWidget(self._until)
        self.setFocusProxy(self.day)
        self._show_parts()
        self.whole.toggled.connect(self._on_whole)
        self.day.time_said.connect(self._take_time)
        self.day.value_changed.connect(self._tell)
        self.time.timeChanged.connect(self._tell)
        self.last.value_changed.connect(self._tell)

    def moment(self) -> str | None:
        """When it begins, as it is stored; None without a day. What was not touched is what it was, to the second."""
        day = self.day.value()
        if day is None:
            return None
        if self.whole.isChecked():
            return day.isoformat()
        clock = self.time.time()
        wall = datetime.combine(day, time(clock.hour(), clock.minute()))
        if not self._whole_before and local(self._stored).replace(second=0) == wall:
            return self._stored
        return stored(wall)

    def set_moment(self, wall: datetime) -> None:
        """Show a day and a time."""
        self._take_time(wall.time())
        self.day.set_value(wall.date())

    def last_day(self) -> str | None:
        """The last day of what takes all day, None of one day."""
        last = self.last.value()
        return last.isoformat() if self.whole.isChecked() and last is not None else None

    def _take_time(self, clock: time) -> None:
        """The time was said with the day."""
        self.whole.setChecked(False)
        self.time.setTime(QTime(clock.hour, clock.minute))

    def _on_whole(self) -> None:
        self._show_parts()
        self.changed.emit()

    def _show_parts(self) -> None:
        self.time.setVisible(not self.whole.isChecked())
        self._until.setVisible(self.whole.isChecked())

    def _tell(self, _value: object) -> None:
        self.changed.emit()
