"""Upright charts: bars beside each other, parts on top of each other, and the steps of a waterfall."""

from __future__ import annotations

from collections.abc import Iterator

from salesdesk.domain.charts.axis import axis_of
from salesdesk.domain.charts.drawing import Box, Drawing, Label, Line, Said, Shape, Spot
from salesdesk.domain.charts.frame import LINE, Frame, pattern_of
from salesdesk.domain.charts.model import ChartData, Measure

_TICKS = 4
_EDGED = 8.0  # how broad a bar has to be for an edge around it
_PARTING = 1.0  # between the parts of a bar
_UP, _DOWN, _LEVEL = "good", "bad", "accent"


def _known(value: float | None) -> float:
    return 0.0 if value is None else value


def _paint(role: str, series: int, width: float, strength: float = 1.0) -> tuple[str, float, int, bool]:
    """Role, strength, pattern and edge of the bars of a series: what is pale gets an edge, or more colour where it is too
    narrow for one."""
    pale = role == "line"
    if pale and width < _EDGED:
        return "ink_3", strength, 0, False
    return role, strength, pattern_of(series, role), pale


def _ticks(data: ChartData, height: float) -> int:
    return 0 if data.axis is None else _TICKS if height >= 150 else 2


def bars(data: ChartData, width: float, height: float, measure: Measure) -> Drawing:
    """A group of bars for each category."""
    axis = axis_of(
        (_known(value) for one in data.series for value in one.values), _ticks(data, height), whole=data.whole
    )
    frame = Frame(data, axis, width, height, measure)
    plot, slot, count = frame.plot, frame.slot, max(1, len(data.series))
    gap = min(4.0, slot * 0.05) if count > 1 else 0.0
    broad, share = (26.0, 0.62) if count > 1 else (48.0, 0.82)
    bar_width = max(0.5, min(broad, (slot * share - gap * (count - 1)) / count))
    top = max((abs(_known(value)) for one in data.series for value in one.values), default=0.0) or 1.0
    spots = []
    for number, one in enumerate(data.series):
        for place, value in enumerate(one.values):
            known = _known(value)
            left = frame.slot_left(place) + (slot - count * bar_width - gap * (count - 1)) / 2
            x = left + number * (bar_width + gap)
            tall = max(2.0 if known else 1.0, abs(frame.y(known) - frame.y(0.0)))
            y = frame.y(0.0) - tall if known >= 0 else frame.y(0.0)
            strength = 0.4 + 0.6 * abs(known) / top if data.shaded and count == 1 else 1.0
            box = Box(x, y, bar_width, tall, *_paint(one.role, number, bar_width, strength))
            area = Box(x - gap / 2, plot.y, bar_width + gap, height - plot.y, "panel")
            spots.append(Spot(box, area, number, place, data.tip(number, place)))
    said = [data.series[spot.series].said(spot.category, spot.bar) for spot in spots]
    labels = frame.values(said, [spot.bar for spot in spots]) if data.labelled else ()
    shapes = (
        *frame.axis(),
        *(spot.bar for spot in spots),
        frame.base(),
        *frame.names(),
        *labels,
        *frame.legend(),
    )
    return Drawing(width, height, shapes, tuple(spots))


def stacked(data: ChartData, width: float, height: float, measure: Measure) -> Drawing:
    """A bar for each category, of parts that add up; what is negative hangs below nought."""
    ups = [sum(max(0.0, _known(one.values[at])) for one in data.series) for at in range(len(data.categories))]
    downs = [
        sum(min(0.0, _known(one.values[at])) for one in data.series) for at in range(len(data.categories))
    ]
    frame = Frame(
        data, axis_of((*ups, *downs), _ticks(data, height), whole=data.whole), width, height, measure
    )
    slot = frame.slot
    bar_width = max(3.0, min(48.0, slot * 0.62))
    spots = []
    for at in range(len(data.categories)):
        up = down = 0.0
        x = frame.slot_left(at) + (slot - bar_width) / 2
        for number, one in enumerate(data.series):
            value = _known(one.values[at])
            begun = up if value >= 0 else down
            high, low = frame.y(max(begun, begun + value)), frame.y(min(begun, begun + value))
            tall = max(1.0 if value else 0.0, low - high - (_PARTING if begun else 0.0))
            box = Box(x, high, bar_width, tall, *_paint(one.role, number, bar_width), 1.5)
            area = Box(x - 2, high, bar_width + 4, max(tall, 3.0), "panel")
            spots.append(Spot(box, area, number, at, data.tip(number, at)))
            up, down = (up + value, down) if value >= 0 else (up, down + value)
    piles = [_pile(spots, at) for at in range(len(data.categories))]
    sums = [
        Said(pile, value, (full,), brief)
        for pile, (value, full, brief) in zip(piles, data.totals, strict=False)
    ]
    shapes = (
        *frame.axis(),
        *(spot.bar for spot in spots if spot.bar.height),
        frame.base(),
        *frame.names(),
        *(frame.values(sums, piles) if data.labelled else ()),
        *(_part_values(data, spots, measure) if data.labelled and len(data.series) > 1 else ()),
        *frame.legend(),
    )
    return Drawing(width, height, shapes, tuple(sorted(spots, key=lambda spot: (spot.series, spot.category))))


def _pile(spots: list[Spot], category: int) -> Box:
    """All parts of a category together."""
    parts = [spot.bar for spot in spots if spot.category == category]
    top, bottom = min(part.y for part in parts), max(part.bottom for part in parts)
    return Box(parts[0].x, top, parts[0].width, bottom - top, "panel")


def _part_values(data: ChartData, spots: list[Spot], measure: Measure) -> Iterator[Shape]:
    """The value of a part on a plate within it, where there is room."""
    for spot in spots:
        for text in dict.fromkeys(data.series[spot.series].texts[spot.category]):
            wide = measure(text) + 6.0
            if text and wide <= spot.bar.width - 2 and spot.bar.height >= LINE:
                x, y = spot.bar.middle[0] - wide / 2, spot.bar.middle[1] - 8.0
                yield Box(x, y, wide, 16.0, "panel", radius=2.0)
                yield Label(x, y, wide, 16.0, text, "ink", align="center")
                break


def waterfall(data: ChartData, width: float, height: float, measure: Measure) -> Drawing:
    """The level of the first row, the changes that follow, and the level of the last row. What adds is solid and what
    takes away hatched, and the values carry their sign."""
    (one,) = data.series[:1]
    values = [_known(value) for value in one.values]
    last = len(values) - 1
    steps: list[tuple[float, float]] = []  # from, to
    level = 0.0
    for at, value in enumerate(values):
        begun = 0.0 if at in (0, last) else level
        level = begun + value
        steps.append((begun, level))
    axis = axis_of((end for step in steps for end in step), _ticks(data, height), whole=data.whole)
    frame = Frame(data, axis, width, height, measure)
    plot, slot = frame.plot, frame.slot
    bar_width = max(3.0, min(56.0, slot * 0.62))
    spots: list[Spot] = []
    links: list[Line] = []
    for at, (begun, ended) in enumerate(steps):
        x = frame.slot_left(at) + (slot - bar_width) / 2
        high, low = frame.y(max(begun, ended)), frame.y(min(begun, ended))
        whole = at in (0, last)
        role = _LEVEL if whole else _UP if values[at] >= 0 else _DOWN
        pattern = 1 if role == _DOWN else 0
        box = Box(x, high, bar_width, max(1.5, low - high), role, 1.0, pattern, radius=2.0)
        area = Box(frame.slot_left(at), plot.y, slot, height - plot.y, "panel")
        spots.append(Spot(box, area, 0, at, data.tip(0, at)))
        if at < last:
            y = frame.y(ended)
            links.append(Line((x + bar_width, y), (x + slot, y), "ink_3", 1.0, (3.0, 3.0)))
    said = [
        one.said(spot.category, spot.bar, "+" if spot.bar.role == _UP and values[spot.category] > 0 else "")
        for spot in spots
    ]
    labels = frame.values(said, [spot.bar for spot in spots], floating=True) if data.labelled else ()
    shapes = (
        *frame.axis(),
        *links,
        *(spot.bar for spot in spots),
        frame.base(),
        *frame.names(),
        *labels,
    )
    return Drawing(width, height, shapes, tuple(spots))
