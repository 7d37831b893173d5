"""The calendar: when a person works."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QDate, QLocale, Qt, QTime
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QTimeEdit, QWidget

from salesdesk.domain.calendar.working_hours import (
    DAYS_OFF,
    SETTING,
    WorkingHours,
    days_off_text,
    read_days_off,
)
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.date_field import read_as_shown, shown_format
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded


class CalendarCard(Card):
    """Working days and hours: the calendar shades the rest, and free times are looked for within them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, title="Calendar")
        self._context = context
        self._days: dict[int, QPushButton] = {}
        self._from, self._to = QTimeEdit(), QTimeEdit()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        locale = QLocale()
        first = locale.firstDayOfWeek().value - 1
        for place in range(7):
            day = (first + place) % 7
            made = button(locale.standaloneDayName(day + 1, QLocale.FormatType.ShortFormat), tone="segment")
            made.setAccessibleName(locale.standaloneDayName(day + 1))
            made.setCheckable(True)
            made.clicked.connect(self._save)
            self._days[day] = made
            row.addWidget(made)
        row.addSpacing(10)
        for edit, name in ((self._from, self.tr("Work begins")), (self._to, self.tr("Work ends"))):
            edit.setDisplayFormat("HH:mm")
            edit.setAccessibleName(name)
            edit.editingFinished.connect(self._save)
        row.addWidget(self._from)
        row.addWidget(label("–"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._to)
        row.addStretch(1)
        self._hours = FormField(
            self.tr("Working hours"),
            line,
            hint=self.tr("The calendar is shaded outside of them, and free times are looked for within."),
        )
        self.add(self._hours)
        self._off = FormField(
            self.tr("Days off"),
            QLineEdit(),
            hint=self.tr(
                "Public holidays and other free days, with commas. Targets and their pace do not count them as worked."
            ),
        )
        self._off.editor.editingFinished.connect(self._save_off)  # type: ignore[attr-defined]
        self.add(self._off)

    def refresh(self) -> None:
        """Show the hours as stored."""
        hours = self._context.services.calendar.hours
        for day, made in self._days.items():
            made.setChecked(day in hours.days)
        for edit, minutes in ((self._from, hours.begins), (self._to, hours.ends)):
            if not edit.hasFocus():
                edit.setTime(QTime(minutes // 60 % 24, minutes % 60))
        self._hours.set_error("")
        editor = self._off.editor
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(self._off_text())
            self._off.set_error("")

    def _off_text(self) -> str:
        days = read_days_off(self._context.store.settings.get(DAYS_OFF)) or ()
        shown = shown_format()
        return ", ".join(
            QLocale().toString(QDate(day.year, day.month, day.day), shown) for day in sorted(days)
        )

    def _save_off(self) -> None:
        """Keep the days off, or say which of them is none."""
        editor = self._off.editor
        if not isinstance(editor, QLineEdit) or not editor.isModified():
            return
        days = []
        for part in filter(None, map(str.strip, editor.text().split(","))):
            day = read_as_shown(part, shown_format()).day
            if day is None:
                like = QLocale().toString(QDate.currentDate(), shown_format())
                self._off.set_error(self.tr("“{0}” is no day. Write it like {1}.").format(part, like))
                return
            days.append(day)
        editor.setModified(False)
        self._off.set_error("")
        settings, seen = self._context.services.settings, self._context.store.settings.get(DAYS_OFF)
        text = days_off_text(days)
        if text == seen:
            editor.setText(self._off_text())
            return
        self._context.writes.run(
            lambda: settings.set({DAYS_OFF: text}, seen={DAYS_OFF: seen}),
            what=self.tr("Days off"),
            text=editor.text(),
            done=lambda changes: self._context.messages.done(self.tr("Days off changed"), changes),
            failed=lambda error: self._off.set_error(worded(error)),
            owner=self,
        )

    def _save(self) -> None:
        begins, ends = (edit.time().hour() * 60 + edit.time().minute() for edit in (self._from, self._to))
        days = frozenset(day for day, made in self._days.items() if made.isChecked())
        hours = WorkingHours(days, begins, ends or 24 * 60)
        before = self._context.services.calendar.hours
        if hours == before:
            return
        self._hours.set_error("")
        self._context.writes.run(
            partial(
                self._context.services.settings.set,
                {SETTING: hours.text},
                seen={SETTING: self._context.store.settings.get(SETTING)},
            ),
            what=self.tr("Working hours"),
            done=lambda changes: self._context.messages.done(self.tr("Working hours changed"), changes),
            failed=self._refuse,
            owner=self,
        )

    def _refuse(self, error: SalesDeskError) -> None:
        self._hours.set_error(worded(error))
