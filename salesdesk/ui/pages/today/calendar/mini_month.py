"""A small month: where one is, and how full the days are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.calendar.spans import View, add_months, days_shown
from salesdesk.ui import fonts
from salesdesk.ui.theme import Theme, ThemeWatcher
from salesdesk.ui.widgets.buttons import icon_button
from salesdesk.ui.widgets.text import ElidedLabel, plain_tip

_ROW, _WEEK = 30, 26


class MiniMonth(QWidget):
    """``day_chosen`` carries the day that was clicked, ``month_changed`` the first day of the month shown."""

    day_chosen = Signal(object)
    month_changed = Signal(object)

    def __init__(self, theme: Theme, first_weekday: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = date.min.replace(day=1)
        self._title = ElidedLabel("", "section")
        self._days = _Days(theme, first_weekday)
        self._days.clicked.connect(self.day_chosen)
        row, layout = QHBoxLayout(), QVBoxLayout(self)
        row.setSpacing(2)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        row.addWidget(self._title, 1)
        row.addWidget(icon_button(theme, "chevron-left", self.tr("Month before"), lambda: self._turn(-1)))
        row.addWidget(icon_button(theme, "chevron-right", self.tr("Month after"), lambda: self._turn(1)))
        layout.addLayout(row)
        layout.addWidget(self._days)

    def show_month(self, month: date, marked: tuple[date, ...], today: date) -> None:
        """Show a month; ``marked`` are the days that are shown large."""
        self.month = month.replace(day=1)
        self._title.setText(f"{QLocale().standaloneMonthName(month.month)} {month.year}")
        self._days.show_days(self.month, marked, today)

    def days(self) -> tuple[date, ...]:
        """All days that are shown."""
        return self._days.days

    def show_counts(self, counts: Mapping[date, int]) -> None:
        """Show how full the days are."""
        self._days.counts = counts
        self._days.update()

    def _turn(self, by: int) -> None:
        try:
            month = add_months(self.month, by)
        except (ValueError, OverflowError):
            return
        self.month_changed.emit(month)


class _Days(QWidget):
    clicked = Signal(object)

    def __init__(self, theme: Theme, first_weekday: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._first = theme, first_weekday
        self.days: tuple[date, ...] = ()
        self.counts: Mapping[date, int] = {}
        self._month, self._marked, self._today = date.min, frozenset[date](), date.min
        self.setToolTip(plain_tip(QCoreApplication.translate("calendar", "A click shows the day")))
        ThemeWatcher(self, theme)

    def show_days(self, month: date, marked: tuple[date, ...], today: date) -> None:
        self.days = days_shown(View.MONTH, month, self._first)
        self._month, self._marked, self._today = month, frozenset(marked), today
        self.setFixedHeight(20 + _ROW * (len(self.days) // 7))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, 20 + 6 * _ROW)

    def _cell(self, place: int) -> QRect:
        wide = (self.width() - _WEEK) / 7
        return QRect(round(_WEEK + place % 7 * wide), 20 + place // 7 * _ROW, round(wide), _ROW)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        found = next((day for n, day in enumerate(self.days) if self._cell(n).contains(at)), None)
        if found is not None:
            self.clicked.emit(found)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, color, locale = QPainter(self), self._theme.color, QLocale()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(fonts.font(10))
        painter.setPen(color("ink_3"))
        for place in range(7):
            cell = self._cell(place)
            name = locale.standaloneDayName((self._first + place) % 7 + 1, QLocale.FormatType.NarrowFormat)
            painter.drawText(QRect(cell.left(), 0, cell.width(), 18), Qt.AlignmentFlag.AlignCenter, name)
        for row in range(len(self.days) // 7):
            week = self.days[row * 7 : row * 7 + 7]
            if any(day in self._marked for day in week) and len(self._marked) <= 7:
                first, last = self._cell(row * 7), self._cell(row * 7 + 6)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color("accent_bg"))
                painter.drawRoundedRect(QRectF(0, first.top() + 1, last.right(), _ROW - 2), 6, 6)
            painter.setFont(fonts.font(10))
            painter.setPen(color("ink_3"))
            number = QDate(
                *(week[0] + timedelta(days=(3 - week[0].weekday()) % 7)).timetuple()[:3]
            ).weekNumber()[0]
            painter.drawText(
                QRect(0, 20 + row * _ROW, _WEEK - 6, _ROW - 6), Qt.AlignmentFlag.AlignCenter, str(number)
            )
        for place, day in enumerate(self.days):
            self._paint_day(painter, self._cell(place), day)
        painter.end()

    def _paint_day(self, painter: QPainter, cell: QRect, day: date) -> None:
        color, is_today = self._theme.color, day == self._today
        middle = QPoint(cell.center().x(), cell.top() + _ROW // 2 - 3)
        painter.setPen(Qt.PenStyle.NoPen)
        if is_today:
            painter.setBrush(color("accent"))
            painter.drawEllipse(middle, 11, 11)
        painter.setFont(fonts.font(fonts.CAPTION, QFont.Weight.Medium if is_today else QFont.Weight.Normal))
        role = "on_accent" if is_today else "ink" if day.month == self._month.month else "ink_3"
        painter.setPen(color(role))
        text = QRect(cell.left(), middle.y() - 10, cell.width(), 20)
        painter.drawText(text, Qt.AlignmentFlag.AlignCenter, str(day.day))
        dots = min(3, self.counts.get(day, 0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("accent"))
        for dot in range(dots):
            x = middle.x() + (dot - (dots - 1) / 2) * 5
            painter.drawEllipse(QPointF(x, cell.bottom() - 2.5), 1.6, 1.6)
