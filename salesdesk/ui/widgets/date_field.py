"""A field for a day, which may be empty."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QToolTip, QWidget

from salesdesk.ui.widgets.day_words import DayWords, Edited, read_day_words
from salesdesk.ui.widgets.text import plain_tip

if TYPE_CHECKING:
    from salesdesk.domain.natural_dates.reading import Reading

_EMPTY = QDate(1800, 1, 1)
_FIGURES = re.compile(r"\d+")
_UNSEEN = re.compile(
    "[\u061c\u200e\u200f\u202f']"
)  # what turns the direction of writing, or is quoted in formats
_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class DateField(QDateEdit):
    """Type a day, also in words ("fri", "in 3 days"), or pick it from the calendar; Delete empties it. ``value_changed``
    carries a date or None. Where a field for the time stands beside it (``with_time``), ``time_said`` carries the one that
    was typed with the day ("fri 10:00"), before the day changes.

    What is typed takes the place of the day, or of the part of it that is selected, and is read in the order that the field
    shows, which is that of the system with all four figures of the year; the mouse over it tells the month by its name. Arrow
    keys move by a day, Page keys by ten, a selected part by one of its own.
    """

    value_changed = Signal(object)
    time_said = Signal(object)

    def __init__(
        self,
        value: date | None = None,
        *,
        name: str = "Date",
        with_time: bool = False,
        empty: str | None = "no date",
        parent: QWidget | None = None,
    ) -> None:
        """``empty`` is shown for no day, None where there must be one."""
        super().__init__(parent)
        self._with_time, self._may_be_empty = with_time, empty is not None
        self.setAccessibleName(name)
        self.setCalendarPopup(True)
        self.setMinimumDate(_EMPTY)
        self.setSpecialValueText(empty or "")
        self.setDisplayFormat(shown_format())
        self.set_value(value)
        self.dateChanged.connect(self._tell)

    @cached_property
    def month(self) -> QCalendarWidget:
        """The calendar that drops down. Made when the field is first entered or pressed: it has as many parts as a small
        form, and few fields are ever asked for it."""
        made = self.calendarWidget()
        made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        # Qt paints weekends red; an empty format leaves them in the theme's ink.
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            made.setWeekdayTextFormat(day, QTextCharFormat())
        made.installEventFilter(self)
        return made

    def value(self) -> date | None:
        """The day, None when empty."""
        day = self.date()
        return None if day == _EMPTY else date(day.year(), day.month(), day.day())

    def set_value(self, value: date | None) -> None:
        """Show ``value``. Where there must be a day, None leaves the one that is shown."""
        if value is None and not self._may_be_empty:
            return
        self.setDate(_EMPTY if value is None else QDate(value.year, value.month, value.day))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.set_value(None)
            return
        if self.value() is None and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.setDate(QDate.currentDate())
            return
        edited = None if self.isReadOnly() else self._edited(event)
        if edited is None:
            super().keyPressEvent(event)
            return
        words = DayWords(self, edited, self._read, with_time=self._with_time)
        words.time_said.connect(self.time_said)
        words.said.connect(self.set_value)
        words.ended.connect(self._on_words_ended)

    def _edited(self, event: QKeyEvent) -> Edited | None:
        """What a key that writes makes of the day; None of any other key. Qt's own editing of the parts of a date takes
        digits for whichever part has room for them, refuses others without a word, and takes years of two figures for
        those of long ago."""
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return None
        line, key = self.lineEdit(), event.text()
        text, selected = line.text(), line.selectedText()
        start = line.selectionStart() if selected else line.cursorPosition()
        if event.key() == Qt.Key.Key_Backspace and self.value() is not None:
            start = start if selected or not start else start - 1
            return Edited(text[:start] + text[start + max(1, len(selected)) :], start)
        if key.isdigit() and selected and selected != text and self.value() is not None:
            return Edited(text[:start] + key + text[start + len(selected) :], start + 1)
        return Edited(key, 1) if key.isalnum() else None

    def _read(self, text: str) -> Reading:
        """What was typed says: figures written as the field shows them are in its order."""
        return read_as_shown(text, self.displayFormat())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        _ = self.month  # before Qt shows one of its own
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        _ = self.month
        super().focusInEvent(event)
        if event.reason() in _BY_KEY:
            self.selectAll()

    def stepBy(self, steps: int) -> None:
        if self._has_part:
            super().stepBy(steps)
            return
        self.setDate(self.date().addDays(steps))
        self.selectAll()

    def stepEnabled(self) -> QDateEdit.StepEnabledFlag:
        both = QDateEdit.StepEnabledFlag.StepUpEnabled | QDateEdit.StepEnabledFlag.StepDownEnabled
        return super().stepEnabled() if self._has_part or self.isReadOnly() else both

    @property
    def _has_part(self) -> bool:
        """Whether one part of the day is selected."""
        selected = self.lineEdit().selectedText()
        return bool(selected) and selected != self.text()

    def _on_words_ended(self) -> None:
        focus = self.window().focusWidget()
        if focus is None or focus is self or self.isAncestorOf(focus):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        day = self.value()
        if (
            isinstance(event, QHelpEvent)
            and event.type() == QEvent.Type.ToolTip
            and day
            and not self.toolTip()
        ):
            QToolTip.showText(event.globalPos(), plain_tip(day_in_words(day)), self)
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self.value() is None:
            today = QDate.currentDate()
            self.month.setCurrentPage(today.year(), today.month())
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        self.value_changed.emit(self.value())


def day_in_words(day: date) -> str:
    """A day as nobody takes it for another one: "Friday 3 April 2026"."""
    return str(QLocale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM yyyy"))


def shown_format() -> str:
    """How days are shown where they are typed: in figures, years with four of them, and as the standard has it on a system
    that says nothing."""
    own = QLocale()
    if own.language() == QLocale.Language.C:
        return "yyyy-MM-dd"
    short = own.dateFormat(QLocale.FormatType.ShortFormat)
    return short if "yyyy" in short else short.replace("yy", "yyyy")


def read_as_shown(text: str, shown: str) -> Reading:
    """What a typed day says, in words or in the order of a format of dates."""
    order = shown_order(shown)
    return read_day_words(_in_figures(text, order, shown), order=order)


def shown_order(shown: str) -> str:
    """In which order a format of dates has day, month and year: "DMY"."""
    return "".join(sorted("DMY", key=lambda part: shown.lower().find(part.lower())))


def _in_figures(text: str, order: str, shown: str) -> str:
    """A date written with the marks of a format, in a writing that nothing else is meant by; any other text as it is."""
    written, form = _UNSEEN.sub("", text), _UNSEEN.sub("", shown)
    parts = _FIGURES.findall(written)
    marks, known = set(_FIGURES.sub("", written)), set(re.sub(r"[dMy]", "", form))
    if len(parts) != 3 or not marks <= known | set(" ") or not marks & known:
        return text
    if not all(len(part) in (1, 2, 4) for part in parts):
        return text
    day, month, year = (parts[order.index(part)] for part in "DMY")
    if len(day) > 2 or len(month) > 2:
        return text
    if len(year) == 4:
        return f"{int(year):04}-{int(month):02}-{int(day):02}"
    return f"{int(day)}.{int(month)}.{int(year):02}"
