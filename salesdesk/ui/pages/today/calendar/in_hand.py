"""Where in the calendar that lies which keys are about."""

from __future__ import annotations

from PySide6.QtCore import QRect

from salesdesk.ui.pages.today.calendar.geometry import HEAD, STRIP_ROW
from salesdesk.ui.pages.today.calendar.grid import CalendarGrid
from salesdesk.ui.pages.today.calendar.month_grid import MonthGrid
from salesdesk.ui.pages.today.calendar.time_grid import TimeGrid


def box_in_hand(grid: CalendarGrid) -> QRect:
    """The chosen event in the viewport of a grid, else its cursor."""
    chosen = grid.chosen
    key = chosen.key if chosen is not None else None
    if isinstance(grid, MonthGrid):
        place = grid.days.index(grid.cursor_moment()[0].date())
        shown = (box for box, event in grid.lines(place) if event.key == key)
        return next(shown, grid.cell(place))
    assert isinstance(grid, TimeGrid)
    now = grid.geometry_now()
    bars = (now.bar(strip) for strip in grid.shown_strips() if strip.event.key == key)
    placed = grid.layouts()[grid.column].placed
    blocks = (now.block(grid.column, one) for one in placed if one.event.key == key)
    top = HEAD if grid.in_strip else now.y_of(grid.minute)
    cursor = QRect(now.lefts[grid.column], top, 1, STRIP_ROW)
    return next(bars, next(blocks, cursor))
