"""What stands around a chart: the legend, the axis with its lines, the names of the categories, the values over bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesdesk.domain.charts.axis import Axis
from salesdesk.domain.charts.drawing import Box, Label, Line, Mark, Path, Point, Said, Shape
from salesdesk.domain.charts.model import ChartData, Measure
from salesdesk.domain.reports import ChartKind

LINE = 18.0  # height of a line of text
_HEAD, _LEGEND, _FOOT = 20.0, 24.0, 24.0
_LEGEND_GAP, _LEGEND_ENTRY = 14.0, 120.0  # between its entries, and what one wants in a crowd
_FEW, _LONGEST = 14, 80.0
"""Up to how many categories are all named, and the length of a name that stands upright."""
_WIDEST_TICK = 90.0
_BROADEST = 1.8
"""How broad a value may be, in the room of its category."""
DASHES: tuple[tuple[float, ...], ...] = ((), (7.0, 4.0), (2.0, 3.0), (9.0, 3.0, 2.0, 3.0))
"""How the lines of series differ, in their order."""
_CORNERS: tuple[tuple[Point, ...], ...] = (
    (),
    ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    ((0.0, -1.1), (1.05, 0.8), (-1.05, 0.8)),
    ((0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)),
)


def shortened(text: str, room: float, measure: Measure, *, bold: bool = False) -> str:
    """``text``, or as much of it as fits with "…"."""
    if measure(text, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + "…", bold=bold) <= room:
            low = middle
        else:
            high = middle - 1
    return f"{text[:low].rstrip()}…" if low else "…" if measure("…") <= room else ""


def mark(x: float, y: float, place: int, role: str, radius: float = 4.0) -> Mark:
    """The mark of a series: a disc, a square, a triangle, a diamond."""
    corners = tuple((x + dx * radius, y + dy * radius) for dx, dy in _CORNERS[place % len(_CORNERS)])
    return Mark(x, y, radius, corners, role)


def pattern_of(place: int, role: str) -> int:
    """The hatching of a series: none of the first one and of targets, whose pale colour tells them apart."""
    return 0 if role == "line" else place % 5


class Frame:
    """Lays out the surroundings; ``plot`` is the room that is left for the values."""

    def __init__(self, data: ChartData, axis: Axis, width: float, height: float, measure: Measure) -> None:
        self._data, self._axis, self._measure = data, axis, measure
        self._width = width
        self._lines = self._legend_lines(height)
        head = (_HEAD if data.labelled or axis.ticks else 4.0) + (
            _LEGEND + LINE * (len(self._lines) - 1) if self._lines else 0.0
        )
        self._ticks = self._tick_texts()
        left = max((measure(text) for text in self._ticks), default=-8.0) + 8.0
        self.slot = (width - left) / max(1, len(data.categories))
        foot = _LONGEST + 10.0 if self._stands() else _FOOT if any(data.categories) else 4.0
        self.plot = Box(left, head, max(1.0, width - left), max(1.0, height - head - foot), "panel")

    def y(self, value: float) -> float:
        """Where a value stands."""
        return self.plot.bottom - self.plot.height * self._axis.share(value)

    def slot_left(self, category: int) -> float:
        """Where the room of a category begins."""
        return self.plot.x + self.slot * category

    # -- axis -------------------------------------------------------------------------------------------------

    def _tick_texts(self) -> list[str]:
        if self._data.axis is None:
            return []
        return [shortened(self._data.axis(value), _WIDEST_TICK, self._measure) for value in self._axis.ticks]

    def axis(self) -> Iterator[Shape]:
        """The lines behind the values, with what they stand for."""
        plot = self.plot
        for value, text in zip(self._axis.ticks, self._ticks, strict=False):
            y = self.y(value)
            if value:
                yield Line((plot.x, y), (plot.right, y), "line_soft")
            yield Label(0, y - LINE / 2, plot.x - 8, LINE, text, "ink_3", align="right")

    def base(self) -> Line:
        """The line of nought, over the feet of the bars."""
        y = self.y(0.0)
        return Line((self.plot.x, y), (self.plot.right, y), "line")

    # -- categories -------------------------------------------------------------------------------------------

    def _step(self) -> int:
        """Of how many names one is written where they do not fit beside each other."""
        names = self._data.categories
        if not names:
            return 1
        widest = max(self._measure(name) for name in names)
        return max(1, int(-(-(min(widest, 72.0) + 6.0) // self.slot)))

    def _stands(self) -> bool:
        """Whether the names stand upright: few of them are all written, since none can be guessed from its neighbours as
        days can."""
        return self._step() > 1 and len(self._data.categories) <= _FEW

    def names(self) -> Iterator[Label]:
        """The names of the categories."""
        names, foot = self._data.categories, self.plot.bottom + 6.0
        if self._stands():
            for place, name in enumerate(names):
                x = self.slot_left(place) + self.slot / 2 - LINE / 2
                text = shortened(name, _LONGEST, self._measure)
                yield Label(x, foot, LINE, _LONGEST, text, "ink_3", align="right", turned=True)
            return
        step = self._step()
        for place in range(0, len(names), step):
            x = self.slot_left(place) - self.slot * (step - 1) / 2
            # the first and the last one stay inside, in less room, so that their neighbours keep theirs
            x, end = max(0.0, x), min(self._width, x + self.slot * step)
            text = shortened(names[place], end - x - 2.0, self._measure)
            if text:
                yield Label(x, foot, end - x, LINE, text, "ink_3", align="center")

    # -- legend -----------------------------------------------------------------------------------------------

    def _legend_lines(self, height: float) -> list[range]:
        """Which series are named on each line of the legend: all on one where there is room, and on few lines in a low
        chart."""
        count = len(self._data.series)
        if not self._data.legend or count < 2:
            return []
        natural = sum(self._measure(one.name) + self._sign + _LEGEND_GAP for one in self._data.series)
        fitting = max(2, int(self._width // _LEGEND_ENTRY))
        lines = 1 if natural <= self._width else max(1, min(-(-count // fitting), int(height / 3 // LINE)))
        each = -(-count // lines)
        return [range(first, min(first + each, count)) for first in range(0, count, each)]

    @property
    def _sign(self) -> float:
        return 28.0 if self._data.kind is ChartKind.LINES else 18.0

    def legend(self) -> Iterator[Shape]:
        """The names of the series with their colour and their pattern or mark, at the right."""
        for line, places in enumerate(self._lines):
            share = self._width / len(places)
            gap = max(0.0, min(_LEGEND_GAP, share - self._sign - 18.0))
            widths = [
                self._measure(self._data.series[place].name) + self._sign + gap + 2.0 for place in places
            ]
            room = share - self._sign - gap - 2.0 if sum(widths) > self._width else self._width
            yield from self._legend_line(places, line * LINE, gap, max(0.0, room))

    def _legend_line(self, places: range, top: float, gap: float, room: float) -> Iterator[Shape]:
        x = self._width
        for place in reversed(places):
            one = self._data.series[place]
            text = shortened(one.name, room, self._measure)
            x -= self._measure(text) + 2.0
            yield Label(x, top, self._measure(text) + 2.0, LINE, text, "ink_2")
            x -= self._sign
            if self._data.kind is ChartKind.LINES:
                dash = DASHES[place % len(DASHES)]
                yield Path(((x, top + 9.0), (x + 22.0, top + 9.0)), one.role, 2.0, dash)
                yield mark(x + 11.0, top + 9.0, place, one.role, 3.5)
            else:
                pattern = pattern_of(place, one.role)
                yield Box(x, top + 3.0, 12.0, 12.0, one.role, 1.0, pattern, one.role == "line", 2.0)
            x -= gap

    # -- values -----------------------------------------------------------------------------------------------

    def values(self, said: Sequence[Said], taken: Sequence[Box], *, floating: bool = False) -> list[Label]:
        """The values over their bars (under those that hang down), the highest first: none over another one, over a bar
        that is not its own, over names or the axis, or outside. Bars that are ``floating`` may have theirs at the other end.
        All in full, or all in brief where more of them find a place so."""
        full = self._placed(said, taken, brief=False, floating=floating)
        if len(full) == len(said) or not any(one.brief for one in said):
            return full
        brief = self._placed(said, taken, brief=True, floating=floating)
        return brief if len(brief) > len(full) else full

    def _placed(
        self, said: Sequence[Said], taken: Sequence[Box], *, brief: bool, floating: bool
    ) -> list[Label]:
        placed: list[Box] = []
        labels = []
        for one in sorted(said, key=lambda one: -abs(one.value)):
            for text, x, y in self._places(one, brief=brief, floating=floating):
                width = self._measure(text) + 4.0
                spot = Box(x, y, width, LINE - 2.0, "panel")
                hidden = any(spot.meets(other) for other in taken if other is not one.bar)
                # in a crowd the highest alone has one: nobody could tell whose the others are
                fits = width <= self.slot * _BROADEST or not placed
                if fits and text and not hidden and not any(spot.meets(other) for other in placed):
                    placed.append(spot)
                    labels.append(Label(x, y, width, LINE - 2.0, text, "ink_2", align="center"))
                    break
        return labels

    def _places(self, one: Said, *, brief: bool, floating: bool) -> Iterator[tuple[str, float, float]]:
        """The texts of a value and where each may begin: over the middle of its bar, or beginning or ending with it beside a
        higher one; what hangs down to the foot has its value above."""
        bar = one.bar
        over, under = bar.y - LINE, bar.bottom + 1.0
        heights: tuple[float, ...] = (over, under) if one.value >= 0 else (under, over)
        lowest = self.plot.bottom - LINE + 2.0
        if not floating:
            heights = heights[:1] if heights[0] <= lowest else heights[1:]
        for text in dict.fromkeys((one.brief,) if brief and one.brief else one.texts):
            width = self._measure(text) + 4.0
            for y in heights:
                if y > lowest:
                    continue
                for x in (bar.middle[0] - width / 2, bar.x, bar.right - width):
                    yield text, max(self.plot.x, min(x, self._width - width)), y
