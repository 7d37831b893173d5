"""A field for a day, which may be empty."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QWidget

from salesdesk.ui.widgets.day_words import DayWords

_EMPTY = QDate(1800, 1, 1)


class DateField(QDateEdit):
    """Type a day, also in words ("fri", "in 3 days"), or pick it from the calendar; Delete empties it. ``value_changed``
    carries a date or None. Where a field for the time stands beside it (``with_time``), ``time_said`` carries the one that
    was typed with the day ("fri 10:00"), before the day changes.

    Arrow keys move by a day, Page keys by ten.
    """

    value_changed = Signal(object)
    time_said = Signal(object)

    def __init__(
        self,
        value: date | None = None,
        *,
        name: str = "Date",
        with_time: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._with_time = with_time
        self.setAccessibleName(name)
        self.setCalendarPopup(True)
        self.setMinimumDate(_EMPTY)
        self.setSpecialValueText("no date")
        short = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
        self.setDisplayFormat(short if "yyyy" in short else short.replace("yy", "yyyy"))
        calendar = self.calendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        # Qt paints weekends red; an empty format leaves them in the theme's ink.
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, QTextCharFormat())
        calendar.installEventFilter(self)
        self.set_value(value)
        self.dateChanged.connect(self._tell)

    def value(self) -> date | None:
        """The day, None when empty."""
        day = self.date()
        return None if day == _EMPTY else date(day.year(), day.month(), day.day())

    def set_value(self, value: date | None) -> None:
        """Show ``value``."""
        self.setDate(_EMPTY if value is None else QDate(value.year, value.month, value.day))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.set_value(None)
            return
        if self.value() is None and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.setDate(QDate.currentDate())
            return
        everything = self.lineEdit().selectedText() == self.lineEdit().text()
        commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        # Qt takes figures typed over the whole of a date for its parts, and years of two figures for those of long ago.
        begins_anew = event.text().isalpha() or (event.text().isdigit() and everything)
        if begins_anew and not event.modifiers() & commands and not self.isReadOnly():
            words = DayWords(self, event.text(), with_time=self._with_time)
            words.time_said.connect(self.time_said)
            words.said.connect(self.set_value)
            words.ended.connect(self._on_words_ended)
            return
        super().keyPressEvent(event)

    def _on_words_ended(self) -> None:
        focus = self.window().focusWidget()
        if focus is None or focus is self or self.isAncestorOf(focus):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self.value() is None:
            today = QDate.currentDate()
            self.calendarWidget().setCurrentPage(today.year(), today.month())
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        self.value_changed.emit(self.value())
