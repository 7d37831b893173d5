"""The grid of a day or a week: whole days above, hours below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.domain.calendar.events import DAY, CalendarEvent
from salesdesk.domain.calendar.lanes import WHOLE_DAY, DayLayout, Strip, day_layouts, strips
from salesdesk.ui.pages.today.calendar.dragging import Grip, Proposal
from salesdesk.ui.pages.today.calendar.geometry import (
    GUTTER,
    HEAD,
    MOST_STRIP_ROWS,
    STEP,
    STRIP_EDGE,
    STRIP_ROW,
    GridGeometry,
    lefts_of,
    strip_height,
)
from salesdesk.ui.pages.today.calendar.grid import CalendarGrid
from salesdesk.ui.pages.today.calendar.looks import day_label
from salesdesk.ui.pages.today.calendar.time_paint import TimePainter
from salesdesk.ui.theme import Theme

_EDGE = 7  # pixels of an end by which an event is made longer
_HOURS = (44, 60)  # the least and the usual height of an hour
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class TimeGrid(CalendarGrid):
    """Left and right go to another day, up and down by a quarter of an hour, with Ctrl to the event before or after. Alt and
    an arrow move the chosen event, with Shift they make it longer or shorter. Above midnight lie the whole days."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self.column, self.minute = 0, 9 * 60
        self.in_strip = False
        self._layouts: list[DayLayout] = []
        self._strips: list[Strip] = []
        self._lefts: tuple[int, ...] = (GUTTER,)
        self._scrolled_once, self._hour_before = False, _HOURS[1]
        self._painter = TimePainter(self)

    # ---- where things are ----

    def geometry_now(self) -> GridGeometry:
        """Where days and hours lie as they are scrolled now."""
        rows = max((strip.row for strip in self._strips), default=-1) + 1
        return GridGeometry(
            self.days, self._lefts, strip_height(rows), self.verticalScrollBar().value(), self._hour()
        )

    def layouts(self) -> Sequence[DayLayout]:
        """Where events lie within each day."""
        return self._layouts

    def shown_strips(self) -> list[Strip]:
        """What is painted above the hours."""
        return [strip for strip in self._strips if strip.row < MOST_STRIP_ROWS]

    def more_boxes(self) -> list[tuple[QRect, tuple[CalendarEvent, ...]]]:
        """Where it is counted what there is no room for, and what that is."""
        g = self.geometry_now()
        found = []
        for column, layout in enumerate(self._layouts):
            for more in layout.more:
                box = QRect(g.lefts[column + 1] - 42, g.y_of(more.begins) + 3, 34, 18)
                if box.top() >= g.top:
                    found.append((box, more.events))
            hidden = tuple(
                strip.event
                for strip in self._strips
                if strip.row >= MOST_STRIP_ROWS and strip.first <= column <= strip.last
            )
            if hidden:
                box = QRect(
                    g.lefts[column] + 3, HEAD + STRIP_EDGE + MOST_STRIP_ROWS * STRIP_ROW, 44, STRIP_ROW - 4
                )
                found.append((box, hidden))
        return found

    def _hour(self) -> int:
        return _HOURS[1] if self.viewport().height() >= 560 else _HOURS[0]

    def _lay_out(self) -> None:
        self._layouts = day_layouts(self.events, self.days)
        self._strips = strips(self.events, self.days)
        self.column = min(self.column, max(0, len(self.days) - 1))
        self._fit()

    def _fit(self) -> None:
        """Fit the columns and the scroll bar to the room there is."""
        free = [
            day.weekday() not in self.hours.days and not layout.placed
            for day, layout in zip(self.days, self._layouts, strict=True)
        ]
        self._lefts = lefts_of(self.viewport().width() - 1, free)
        bar, hour, before = self.verticalScrollBar(), self._hour(), self._hour_before
        seen = self.viewport().height() - self.geometry_now().top
        bar.setRange(0, max(0, 24 * hour - seen + 1))
        bar.setPageStep(max(1, seen))
        bar.setSingleStep(hour // 2)
        if hour != before:
            bar.setValue(bar.value() * hour // before)
            self._hour_before = hour
        if not self._scrolled_once and self.isVisible():
            self._scrolled_once = True
            bar.setValue((self.hours.begins - 30) * hour // 60 - 10)  # the words of that hour, too

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._painter.paint()

    def cursor_moment(self) -> tuple[datetime, bool]:
        """When the cursor is, and whether it stands above the hours."""
        start = datetime.combine(self.days[self.column], time())
        return (start, True) if self.in_strip else (start + timedelta(minutes=self.minute), False)

    def cursor_text(self) -> str:
        """Where the cursor is, in words."""
        if not self.days:
            return ""
        at, whole = self.cursor_moment()
        return (
            self.tr("{0}, all day").format(day_label(at.date()))
            if whole
            else f"{day_label(at.date())} {at:%H:%M}"
        )

    def go_to(self, at: datetime, *, whole: bool = False) -> None:
        """Put the cursor to a time that is shown."""
        if at.date() in self.days:
            self.column, self.in_strip = self.days.index(at.date()), whole
            if not whole:
                self.minute = (at.hour * 60 + at.minute) // STEP * STEP
                self._scroll_to(self.minute)
        self._tell()
        self.viewport().update()

    def _scroll_to(self, minute: int) -> None:
        g, bar = self.geometry_now(), self.verticalScrollBar()
        y = g.y_of(minute)
        if y < g.top + 8:
            bar.setValue(bar.value() + y - g.top - 8)
        elif y + g.hour // 2 > self.viewport().height():
            bar.setValue(bar.value() + y + g.hour // 2 - self.viewport().height())

    def _hit(self, at: QPoint) -> tuple[CalendarEvent, Grip] | None:
        g = self.geometry_now()
        if g.is_strip(at.y()):
            for strip in self.shown_strips():
                box = g.bar(strip)
                if box.contains(at):
                    first, last = strip.event.days
                    if at.x() > box.right() - _EDGE and last <= self.days[-1] and strip.event.whole:
                        return strip.event, Grip.END
                    if at.x() < box.left() + _EDGE // 2 and first >= self.days[0] and strip.event.whole:
                        return strip.event, Grip.BEGIN
                    return strip.event, Grip.ALL
            return None
        column = g.column_at(at.x())
        for placed in reversed(self._layouts[column].placed if self._layouts else ()):
            box = g.block(column, placed)
            if box.contains(at):
                tall = box.height() >= 3 * _EDGE
                if tall and at.y() > box.bottom() - _EDGE:
                    return placed.event, Grip.END
                if tall and at.y() < box.top() + _EDGE // 2 + 1:
                    return placed.event, Grip.BEGIN
                return placed.event, Grip.ALL
        return None

    def _moment(self, at: QPoint) -> tuple[datetime, bool]:
        g = self.geometry_now()
        return g.moment_at(at), g.is_strip(at.y())

    def _put_cursor(self, at: QPoint) -> None:
        moment, whole = self._moment(at)
        self.choose(None)
        self.column, self.in_strip = self.days.index(moment.date()), whole
        if not whole:
            self.minute = (moment.hour * 60 + moment.minute) // STEP * STEP
        self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        for box, hidden in self.more_boxes():
            if box.contains(place) and event.button() == Qt.MouseButton.LeftButton:
                self.ask_which(hidden, self.viewport().mapToGlobal(box.bottomLeft()))
                return
        if place.y() < HEAD and place.x() > GUTTER and len(self.days) > 1:
            self.day_requested.emit(self.days[self.geometry_now().column_at(place.x())])
            return
        super().mousePressEvent(event)

    def ask_which(self, events: Sequence[CalendarEvent], at: QPoint) -> QMenu:
        """Offer events for which there is no room, to be opened."""
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("More at this time"))
        for event in events[:20]:
            action = menu.addAction(self.look(event).sentence.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, event=event: self.opened.emit(event))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return menu

    # ---- keys ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        arrow, chosen = _ARROWS.get(key), self.chosen
        alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
        if arrow is None or not self.days:
            if not self._act(event) and not self._go(key, held):
                event.ignore()
        elif held == alt and chosen is not None:
            self.proposed.emit(chosen, _shifted(chosen, *arrow))
        elif held == alt | shift and chosen is not None:
            longer = _longer(chosen, arrow[0] if chosen.whole else arrow[1])
            if longer is not None:
                self.proposed.emit(chosen, longer)
        elif held == Qt.KeyboardModifier.ControlModifier and arrow[1]:
            self._next_event(arrow[1])
        elif not held:
            self._step(*arrow)
        else:
            event.ignore()

    def _go(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        """Whether a key led to the beginning of the day or its working hours."""
        if held or key not in (Qt.Key.Key_Home, Qt.Key.Key_End) or not self.days:
            return False
        at = datetime.combine(self.days[self.column], time())
        if key == Qt.Key.Key_Home and not self.in_strip and self.minute == self.hours.begins // STEP * STEP:
            self.go_to(at, whole=True)
        else:
            minute = self.hours.begins if key == Qt.Key.Key_Home else self.hours.ends - STEP
            self.go_to(at + timedelta(minutes=minute))
        self._choose_here()
        return True

    def _step(self, days: int, quarters: int) -> None:
        column = self.column + days
        if not 0 <= column < len(self.days):
            self.left.emit(days)
            return
        self.column = column
        if quarters and self.in_strip:
            self.in_strip = quarters < 0
            self.minute = 0 if quarters > 0 else self.minute
        elif quarters:
            self.in_strip = self.minute + quarters * STEP < 0
            self.minute = max(0, min(WHOLE_DAY - STEP, self.minute + quarters * STEP))
        if not self.in_strip:
            self._scroll_to(self.minute)
        self._choose_here()

    def _choose_here(self) -> None:
        """The event at the cursor; the one that was chosen where it is there, too."""
        here = self._events_here()
        keys = [event.key for event in here]
        self.choose(self._key if self._key in keys else keys[0] if keys else None)

    def _events_here(self) -> list[CalendarEvent]:
        at, whole = self.cursor_moment()
        if whole:
            return [strip.event for strip in self._strips if strip.first <= self.column <= strip.last]
        until = at + timedelta(minutes=STEP)
        return [e for e in self.events if not e.in_strip and e.begins < until and e.ends > at]

    def _next_event(self, by: int) -> None:
        """The event before or after the one chosen, or the cursor, on the same day."""
        above = [strip.event for strip in self._strips if strip.first <= self.column <= strip.last]
        layout = self._layouts[self.column]
        within = sorted((placed.event for placed in layout.placed), key=lambda e: (e.begins, e.key[0]))
        order = above + within
        keys = [event.key for event in order]
        at, _ = self.cursor_moment()
        if self._key in keys:
            place = keys.index(self._key) + by
        elif by > 0:
            place = (
                0
                if self.in_strip
                else next((n for n, e in enumerate(order) if n >= len(above) and e.begins >= at), len(order))
            )
        else:
            place = next(
                (n for n in reversed(range(len(order))) if n < len(above) or order[n].begins < at), -1
            )
        if 0 <= place < len(order):
            event = order[place]
            day = datetime.combine(self.days[self.column], time())
            self._key = event.key
            self.go_to(day if event.in_strip else max(event.begins, day), whole=event.in_strip)
            self.choose(event.key)


def _shifted(event: CalendarEvent, days: int, quarters: int) -> Proposal:
    by = timedelta(days=days, minutes=0 if event.whole else STEP * quarters)
    return Proposal(event.begins + by, event.ends + by, event.whole)


def _longer(event: CalendarEvent, by: int) -> Proposal | None:
    step = DAY if event.whole else timedelta(minutes=STEP)
    ends = event.ends + step * by
    return Proposal(event.begins, ends, event.whole) if ends - event.begins >= step else None
