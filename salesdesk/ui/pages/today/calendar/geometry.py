"""Where days and hours lie in the grid of a day or a week, and the other way round."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPoint, QRect

from salesdesk.domain.calendar.lanes import WHOLE_DAY, Placed, Strip

GUTTER, HEAD, STRIP_ROW, STRIP_EDGE = 50, 44, 24, 5
STEP = 15  # minutes to which everything snaps
MOST_STRIP_ROWS = 3
_FREE_DAY = 0.42
"""How wide a day is on which nothing is worked and nothing stands, beside the others."""


@dataclass(frozen=True, slots=True)
class GridGeometry:
    """``lefts`` are where the columns begin, and behind them where the last one ends; ``strip`` how high the part above
    the hours is, ``scrolled`` by how much these are, ``hour`` how high one is."""

    days: tuple[date, ...]
    lefts: tuple[int, ...]
    strip: int
    scrolled: int
    hour: int

    @property
    def top(self) -> int:
        """Where the hours begin to be seen."""
        return HEAD + self.strip

    def column(self, place: int) -> QRect:
        """One day, all over."""
        return QRect(self.lefts[place], 0, self.lefts[place + 1] - self.lefts[place], 1 << 16)

    def column_at(self, x: int) -> int:
        """The column at a place, the nearest outside of them."""
        return max(0, min(len(self.days) - 1, bisect_right(self.lefts, x) - 1))

    def y_of(self, minute: int) -> int:
        """Where a minute of the day lies."""
        return self.top - self.scrolled + minute * self.hour // 60

    def minute_at(self, y: int) -> int:
        """The minute of the day at a height, within the day."""
        return max(0, min(WHOLE_DAY - 1, (y - self.top + self.scrolled) * 60 // self.hour))

    def is_strip(self, y: int) -> bool:
        """Whether a height lies above the hours."""
        return y < self.top

    def moment_at(self, at: QPoint) -> datetime:
        """The day and time at a point."""
        start = datetime.combine(self.days[self.column_at(at.x())], time())
        return start if self.is_strip(at.y()) else start + timedelta(minutes=self.minute_at(at.y()))

    def block(self, column: int, placed: Placed) -> QRect:
        """Where an event of a day is painted."""
        box = self.column(column)
        room = max(8, box.width() - 7)
        left = box.left() + 3 + room * placed.lane // placed.lanes
        right = box.left() + 3 + room * (placed.lane + 1) // placed.lanes
        top, bottom = self.y_of(placed.begins), self.y_of(placed.ends)
        return QRect(
            left,
            top + 1,
            right - left - (2 if placed.lane < placed.lanes - 1 else 0),
            max(18, bottom - top - 2),
        )

    def bar(self, strip: Strip) -> QRect:
        """Where an event above the hours is painted."""
        left, right = self.lefts[strip.first] + 3, self.lefts[strip.last + 1] - 4
        return QRect(left, HEAD + STRIP_EDGE + strip.row * STRIP_ROW, right - left, STRIP_ROW - 4)


def strip_height(rows: int) -> int:
    """How high the part above the hours is; what is more than ``MOST_STRIP_ROWS`` is counted in one more."""
    shown = min(rows, MOST_STRIP_ROWS) + (1 if rows > MOST_STRIP_ROWS else 0)
    return max(1, shown) * STRIP_ROW + 2 * STRIP_EDGE


def lefts_of(width: int, free: Sequence[bool]) -> tuple[int, ...]:
    """Where columns begin in a width; those that are ``free`` are narrower, unless all are."""
    shares = [_FREE_DAY if one and not all(free) else 1.0 for one in free]
    room, at, found = max(1, width - GUTTER), 0.0, [GUTTER]
    for share in shares:
        at += share
        found.append(GUTTER + round(room * at / sum(shares)))
    return tuple(found)
