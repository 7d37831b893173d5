"""Painting the grid of a day or a week."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QPoint, QRect, QRectF, Qt, QTime
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from salesdesk.domain.calendar.events import DAY
from salesdesk.domain.calendar.lanes import WHOLE_DAY
from salesdesk.ui import fonts
from salesdesk.ui.pages.today.calendar.dragging import Drag, Grip, Proposal
from salesdesk.ui.pages.today.calendar.geometry import GUTTER, HEAD, STEP, STRIP_EDGE, GridGeometry

if TYPE_CHECKING:
    from salesdesk.ui.pages.today.calendar.time_grid import TimeGrid


class TimePainter:
    """Paints a ``TimeGrid``."""

    def __init__(self, grid: TimeGrid) -> None:
        self._grid = grid
        self._kept: QPixmap | None = None
        self._state: tuple[object, ...] = ()
        self._number = fonts.font(15, QFont.Weight.DemiBold)
        self._name = fonts.font(fonts.SECONDARY)
        self._small = fonts.font(fonts.CAPTION)

    def paint(self) -> None:
        """Paint all of it."""
        grid = self._grid
        painter, g = QPainter(grid.viewport()), grid.geometry_now()
        view = grid.viewport().rect()
        painter.fillRect(view, self._color("panel"))
        if not grid.days:
            return
        painter.drawPixmap(0, 0, self._below(g))
        self._chosen(painter, g)
        self._head(painter, g)
        self._strip(painter, g)
        for box, events in grid.more_boxes():
            grid.paint.more(painter, box, len(events))
        self._cursor(painter, g)
        drag = grid.drag
        if drag is None and grid.placing is not None:
            drag = Drag(grid.placing, Grip.ALL)
            drag.over(*grid.cursor_moment())
        if drag is not None and drag.proposal is not None:
            for box in _boxes(g, drag.proposal):
                grid.paint.ghost(painter, box)
        painter.end()

    def _below(self, g: GridGeometry) -> QPixmap:
        """The hours with their events, as they are scrolled now: painted anew only where something is different."""
        grid, view = self._grid, self._grid.viewport()
        dragged = grid.drag.event.key if grid.drag is not None else None
        state = (g, view.size(), view.devicePixelRatioF(), dragged, grid.layouts(), grid.paint.colors)
        if self._kept is None or not _alike(state, self._state):
            kept = QPixmap(view.size() * view.devicePixelRatioF())
            kept.setDevicePixelRatio(view.devicePixelRatioF())
            kept.fill(self._color("panel"))
            painter = QPainter(kept)
            self._hours(painter, g)
            self._blocks(painter, g)
            self._now(painter, g)
            painter.end()
            self._kept, self._state = kept, state
        return self._kept

    def _chosen(self, painter: QPainter, g: GridGeometry) -> None:
        """The event that is chosen, over the others."""
        grid, chosen = self._grid, self._grid.chosen
        if chosen is None or chosen.in_strip:
            return
        for column, layout in enumerate(grid.layouts()):
            for placed in layout.placed:
                if placed.event.key == chosen.key:
                    look = grid.look(placed.event)
                    grid.paint.block(painter, g.block(column, placed), look, done=chosen.is_done, chosen=True)

    def _color(self, role: str) -> QColor:
        return self._grid.paint.colors[role]

    def _hours(self, painter: QPainter, g: GridGeometry) -> None:
        """Lines at the hours; what lies outside the working hours is shaded."""
        grid, right = self._grid, g.lefts[-1]
        for column, day in enumerate(g.days):
            box, worked = g.column(column), grid.hours.on(day)
            spans = [(0, 24 * 60)] if worked is None else [(0, grid.hours.begins), (grid.hours.ends, 24 * 60)]
            for first, last in spans:
                top = g.y_of(first)
                painter.fillRect(box.left(), top, box.width(), g.y_of(last) - top, self._color("background"))
        painter.setFont(self._small)
        short = str(QLocale().timeFormat(QLocale.FormatType.ShortFormat))
        form = "h AP" if "a" in short.lower() else short  # the minutes are none, and the room is small
        clock = grid.now.hour * 60 + grid.now.minute if grid.now.date() in g.days else -60
        for hour in range(24):
            y = g.y_of(hour * 60)
            painter.setPen(QPen(self._color("line_soft"), 1))
            painter.drawLine(GUTTER, y, right, y)
            if hour and abs(hour * 60 - clock) > 12:
                painter.setPen(self._color("ink_3"))
                text = QLocale().toString(QTime(hour, 0), form)
                painter.drawText(QRect(0, y - 9, GUTTER - 8, 18), _RIGHT, text)
        painter.setPen(QPen(self._color("line_soft"), 1))
        for left in g.lefts[:-1]:
            painter.drawLine(left, g.top, left, 1 << 14)

    def _blocks(self, painter: QPainter, g: GridGeometry) -> None:
        grid, bottom = self._grid, self._grid.viewport().height()
        first, last = ((y - g.top + g.scrolled) * 60 // g.hour for y in (g.top, bottom))
        for column, layout in enumerate(grid.layouts()):
            for placed in layout.placed:
                if placed.ends + 30 < first or placed.begins > last:
                    continue
                box = g.block(column, placed)
                event = placed.event
                faded = event.is_done or (grid.drag is not None and grid.drag.event.key == event.key)
                grid.paint.block(painter, box, grid.look(event), done=faded, chosen=False)

    def _now(self, painter: QPainter, g: GridGeometry) -> None:
        now = self._grid.now
        if now.date() not in g.days:
            return
        y, box = g.y_of(now.hour * 60 + now.minute), g.column(g.days.index(now.date()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._color("bad"), 1.6))
        painter.drawLine(box.left(), y, box.right(), y)
        painter.setBrush(self._color("bad"))
        painter.drawEllipse(QPoint(box.left(), y), 3, 3)
        painter.setFont(fonts.font(fonts.CAPTION, QFont.Weight.DemiBold))
        painter.drawText(QRect(0, y - 9, GUTTER - 8, 18), _RIGHT, f"{now:%H:%M}")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _head(self, painter: QPainter, g: GridGeometry) -> None:
        """The days, the one of now marked."""
        grid = self._grid
        painter.fillRect(0, 0, grid.viewport().width(), g.top, self._color("panel"))
        metrics = QFontMetrics(self._number)
        for column, day in enumerate(g.days):
            box, left = g.column(column), g.lefts[column] + 10
            number, is_today = str(day.day), day == grid.now.date()
            wide = metrics.horizontalAdvance(number)
            if is_today:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._color("accent"))
                painter.drawEllipse(QRectF(left - 3, HEAD / 2 - 14, 28, 28))
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setFont(self._number)
            painter.setPen(self._color("on_accent" if is_today else "ink"))
            text = QRectF(left - 3, 0, 28, HEAD) if is_today else QRectF(left, 0, wide + 2, HEAD)
            painter.drawText(text, Qt.AlignmentFlag.AlignCenter, number)
            painter.setFont(self._name)
            painter.setPen(self._color("ink_2"))
            start = left + (30 if is_today else wide + 7)
            form = "dddd" if len(g.days) == 1 else "ddd"
            name = str(QLocale().toString(QDate(day.year, day.month, day.day), form))
            painter.drawText(QRect(start, 0, box.right() - start, HEAD), _LEFT, name)
        painter.setPen(QPen(self._color("line_soft"), 1))
        for left in g.lefts[:-1]:
            painter.drawLine(left, 0, left, g.top)

    def _strip(self, painter: QPainter, g: GridGeometry) -> None:
        """What takes whole days."""
        grid, chosen = self._grid, self._grid.chosen
        painter.setPen(QPen(self._color("line_soft"), 1))
        painter.drawLine(0, HEAD, grid.viewport().width(), HEAD)
        painter.setPen(QPen(self._color("line"), 1))
        painter.drawLine(0, g.top - 1, grid.viewport().width(), g.top - 1)
        painter.setFont(self._small)
        painter.setPen(self._color("ink_3"))
        words = QCoreApplication.translate("calendar", "all day")
        box = QRect(2, HEAD + 2, GUTTER - 10, g.strip - 4)
        painter.drawText(box, int(_RIGHT | Qt.TextFlag.TextWordWrap), words)
        for strip in grid.shown_strips():
            event = strip.event
            faded = event.is_done or (grid.drag is not None and grid.drag.event.key == event.key)
            is_chosen = chosen is not None and event.key == chosen.key
            grid.paint.bar(painter, g.bar(strip), grid.look(event), done=faded, chosen=is_chosen)

    def _cursor(self, painter: QPainter, g: GridGeometry) -> None:
        grid = self._grid
        if not grid.hasFocus() or grid.drag is not None or grid.chosen is not None:
            return
        box = g.column(grid.column)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._color("accent"), 1.6))
        if grid.in_strip:
            painter.drawRoundedRect(QRectF(box.left() + 2, HEAD + 2, box.width() - 4, g.strip - 5), 4, 4)
            return
        top, high = g.y_of(grid.minute), g.hour * STEP // 60
        if top >= g.top - high:
            painter.drawRoundedRect(QRectF(box.left() + 2, top + 1, box.width() - 4, high - 1), 4, 4)


def _alike(state: tuple[object, ...], before: tuple[object, ...]) -> bool:
    """Whether two states say the same; layouts and colours are compared by which they are, not by what they hold."""
    if len(state) != len(before) or state[:4] != before[:4]:
        return False
    return all(one is other for one, other in zip(state[4:], before[4:], strict=True))


def _boxes(g: GridGeometry, to: Proposal) -> list[QRect]:
    """Where something would be painted that is proposed."""
    boxes = []
    for column, day in enumerate(g.days):
        start = datetime.combine(day, time())
        if to.begins >= start + DAY or to.ends <= start:
            continue
        box = g.column(column)
        if to.whole:
            boxes.append(QRect(box.left() + 3, HEAD + STRIP_EDGE, box.width() - 7, g.strip - 2 * STRIP_EDGE))
            continue
        top = g.y_of(max(0, int((to.begins - start).total_seconds() // 60)))
        bottom = g.y_of(min(WHOLE_DAY, int((to.ends - start).total_seconds() // 60)))
        boxes.append(QRect(box.left() + 3, top + 1, box.width() - 7, max(14, bottom - top - 2)))
    return boxes


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
