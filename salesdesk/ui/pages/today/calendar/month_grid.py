"""The grid of a month: whole weeks, a cell for each day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from salesdesk.domain.calendar.events import CalendarEvent
from salesdesk.ui import fonts
from salesdesk.ui.pages.today.calendar.dragging import Drag, Grip, Proposal
from salesdesk.ui.pages.today.calendar.grid import CalendarGrid
from salesdesk.ui.pages.today.calendar.looks import day_label
from salesdesk.ui.theme import Theme

_HEAD, _NUMBER, _LINE = 28, 26, 21
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class MonthGrid(CalendarGrid):
    """Arrows go from day to day, with Ctrl up and down from event to event within a day, with Alt they move the chosen
    event; what is moved keeps its time."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._place = 0
        self._month = date.min
        self._by_day: dict[date, list[CalendarEvent]] = {}
        self._number = fonts.font(fonts.SECONDARY, QFont.Weight.Medium)
        self._small = fonts.font(fonts.CAPTION)

    def set_month(self, day: date) -> None:
        """The month that the days are of; those of its neighbours are paler."""
        self._month = day.replace(day=1)

    def go_to(self, at: datetime, *, whole: bool = False) -> None:
        """Put the cursor to a day that is shown."""
        if at.date() in self.days:
            self._place = self.days.index(at.date())
        self._tell()
        self.viewport().update()

    def cursor_moment(self) -> tuple[datetime, bool]:
        """The day of the cursor."""
        return datetime.combine(self.days[self._place], time()), True

    def cursor_text(self) -> str:
        """The day of the cursor, and how much there is on it."""
        if not self.days:
            return ""
        day = self.days[self._place]
        return self.tr("{0}, {1} entries").format(day_label(day), len(self._by_day.get(day, ())))

    def _lay_out(self) -> None:
        self._by_day = {day: [] for day in self.days}
        for event in sorted(self.events, key=lambda e: (not e.in_strip, e.begins, e.key[0])):
            day, last = event.days
            day = max(day, self.days[0])
            while day <= min(last, self.days[-1]):
                self._by_day[day].append(event)
                day += timedelta(days=1)
        self._place = min(self._place, max(0, len(self.days) - 1))

    def cell(self, place: int) -> QRect:
        """Where a day lies."""
        view, weeks = self.viewport().rect(), max(1, len(self.days) // 7)
        wide, high = view.width() / 7, (view.height() - _HEAD) / weeks
        left, top = place % 7 * wide, _HEAD + place // 7 * high
        return QRect(
            round(left), round(top), round(left + wide) - round(left), round(top + high) - round(top)
        )

    def _room(self, cell: QRect) -> int:
        return max(1, (cell.height() - _NUMBER - 2) // _LINE)

    def lines(self, place: int) -> list[tuple[QRect, CalendarEvent]]:
        """Where the events of a day lie, as many as there is room for; the last place is for how many more there are."""
        cell = self.cell(place)
        events, room = self._by_day.get(self.days[place], []), self._room(cell)
        shown = events if len(events) <= room else events[: max(0, room - 1)]
        return [
            (QRect(cell.left() + 4, cell.top() + _NUMBER + n * _LINE, cell.width() - 8, _LINE - 2), event)
            for n, event in enumerate(shown)
        ]

    def _cell_at(self, at: QPoint) -> int:
        view, weeks = self.viewport().rect(), max(1, len(self.days) // 7)
        column = max(0, min(6, at.x() * 7 // max(1, view.width())))
        row = max(0, min(weeks - 1, int((at.y() - _HEAD) * weeks // max(1, view.height() - _HEAD))))
        return row * 7 + column

    def _hit(self, at: QPoint) -> tuple[CalendarEvent, Grip] | None:
        if not self.days or at.y() < _HEAD:
            return None
        return next(
            ((event, Grip.ALL) for box, event in self.lines(self._cell_at(at)) if box.contains(at)), None
        )

    def _moment(self, at: QPoint) -> tuple[datetime, bool]:
        return datetime.combine(self.days[self._cell_at(at)], time()), True

    def _drag_over(self, place: QPoint) -> None:
        """What is dragged goes to another day, and keeps its time."""
        assert self.drag is not None
        event, day = self.drag.event, self._moment(place)[0]
        self.drag.proposal = self._on_day(event, day)
        at = self.viewport().mapToGlobal(place)
        self._card.show_at(self.look(event), event.entry, self.drag.proposal, at, self.drag.zone)
        self.viewport().update()

    def _placed(self, waiting: CalendarEvent) -> Proposal:
        return self._on_day(waiting, self.cursor_moment()[0])

    @staticmethod
    def _on_day(event: CalendarEvent, day: datetime) -> Proposal:
        begins = datetime.combine(day.date(), event.begins.time())
        return Proposal(begins, begins + (event.ends - event.begins), event.whole)

    def _put_cursor(self, at: QPoint) -> None:
        self.choose(None)
        self._place = self._cell_at(at)
        self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self.days and at.y() >= _HEAD:
            place = self._cell_at(at)
            more = self._more_box(place)
            number = QRect(self.cell(place).left(), self.cell(place).top(), 34, _NUMBER)
            if number.contains(at) or (more is not None and more.contains(at)):
                self.day_requested.emit(self.days[place])
                return
        super().mousePressEvent(event)

    def _more_box(self, place: int) -> QRect | None:
        """Where it is counted what there is no room for."""
        lines = self.lines(place)
        if len(lines) == len(self._by_day.get(self.days[place], ())):
            return None
        cell = self.cell(place)
        return QRect(cell.left() + 4, cell.top() + _NUMBER + len(lines) * _LINE, 44, _LINE - 3)

    # ---- keys ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        by, chosen = _ARROWS.get(key), self.chosen
        if by is None or not self.days:
            if not self._act(event):
                event.ignore()
        elif held == Qt.KeyboardModifier.AltModifier and chosen is not None:
            self.proposed.emit(chosen, self._on_day(chosen, chosen.begins + timedelta(days=by)))
        elif held == Qt.KeyboardModifier.ControlModifier and abs(by) == 7:
            self._next_event(by // 7)
        elif not held:
            self._step(by)
        else:
            event.ignore()

    def _step(self, by: int) -> None:
        place = self._place + by
        if not 0 <= place < len(self.days):
            self.left.emit(-1 if by < 0 else 1)
            return
        self._place = place
        events = self._by_day.get(self.days[place], [])
        self.choose(events[0].key if len(events) == 1 else None)

    def _next_event(self, by: int) -> None:
        events = self._by_day.get(self.days[self._place], [])
        keys = [event.key for event in events]
        place = keys.index(self._key) + by if self._key in keys else 0 if by > 0 else len(keys) - 1
        if 0 <= place < len(keys):
            self.choose(keys[place])

    # ---- painting ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self.viewport()), self.paint.colors
        painter.fillRect(self.viewport().rect(), colors["panel"])
        painter.setFont(self._small)
        for place in range(min(7, len(self.days))):
            day, cell = self.days[place], self.cell(place)
            painter.setPen(colors["ink_3"])
            name = str(QLocale().toString(QDate(day.year, day.month, day.day), "ddd"))
            painter.drawText(QRect(cell.left() + 10, 0, cell.width() - 10, _HEAD), _LEFT, name)
        for place in range(len(self.days)):
            self._paint_cell(painter, place)
        self._paint_proposal(painter)
        painter.end()

    def _paint_cell(self, painter: QPainter, place: int) -> None:
        colors, cell, day = self.paint.colors, self.cell(place), self.days[place]
        if day.weekday() not in self.hours.days:
            painter.fillRect(cell, colors["background"])
        painter.setPen(QPen(colors["line_soft"], 1))
        painter.drawLine(cell.left(), cell.top(), cell.right(), cell.top())
        painter.drawLine(cell.left(), cell.top(), cell.left(), cell.bottom())
        is_today, left = day == self.now.date(), cell.left() + 6
        if is_today:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors["accent"])
            painter.drawEllipse(QRectF(left, cell.top() + 3, 21, 21))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(self._number)
        is_own = (day.year, day.month) == (self._month.year, self._month.month)
        painter.setPen(colors["on_accent" if is_today else "ink" if is_own else "ink_3"])
        painter.drawText(QRectF(left, cell.top() + 3, 21, 21), Qt.AlignmentFlag.AlignCenter, str(day.day))
        chosen, dragged = self.chosen, self.drag.event.key if self.drag is not None else None
        for box, event in self.lines(place):
            is_chosen = chosen is not None and event.key == chosen.key
            faded = event.is_done or event.key == dragged
            clock = "" if event.whole or event.begins.date() != day else f"{event.begins:%H:%M}"
            self.paint.bar(painter, box, self.look(event), done=faded, chosen=is_chosen, suffix=clock)
        more = self._more_box(place)
        if more is not None:
            self.paint.more(painter, more, len(self._by_day[day]) - len(self.lines(place)))
        if self.hasFocus() and place == self._place:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors["accent"], 1.6))
            painter.drawRoundedRect(QRectF(cell).adjusted(2, 2, -2, -2), 5, 5)

    def _paint_proposal(self, painter: QPainter) -> None:
        drag = self.drag
        if drag is None and self.placing is not None:
            drag = Drag(self.placing, Grip.ALL, proposal=self._placed(self.placing))
        if drag is None or drag.proposal is None:
            return
        for place, day in enumerate(self.days):
            first, to = drag.proposal.begins.date(), drag.proposal
            if first <= day and datetime.combine(day, time()) < to.ends:
                self.paint.ghost(painter, self.cell(place).adjusted(3, 3, -3, -3))


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
