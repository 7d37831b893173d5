"""Lying bars, one below the other, with their name, their value and what share it is: lists of figures and funnels."""

from __future__ import annotations

from salesdesk.domain.charts.drawing import Box, Drawing, Label, Shape, Spot
from salesdesk.domain.charts.frame import shortened
from salesdesk.domain.charts.model import ChartData, ChartSeries, Measure

ROW = 31.0
_BAR, _SPACE = 22.0, 12.0


_LEAST = 20.0  # for bars
_VALUES = 0.45
"""The most of the width that is left to values in full; a bar beside them says more than their cents."""


def _fitting(one: ChartSeries, room: float, measure: Measure) -> tuple[str, ...]:
    """The values in full, in short or in brief: the longest of these of which all fit, else the last."""
    full, short = (tuple(pair[place] for pair in one.texts) for place in (0, 1))
    brief = tuple(text or short[place] for place, text in enumerate(one.brief)) if one.brief else short
    for texts in (full, short, brief):
        if all(measure(text, bold=True) <= room for text in texts):
            break
    return texts


def rows(data: ChartData, width: float, height: float, measure: Measure) -> Drawing:
    """A row for each category of the first series. ``shaded`` bars grow paler downwards, ``centred`` ones stand on each
    other's middle as a funnel does."""
    (one,) = data.series[:1]
    count = len(data.categories)
    tall = min(ROW, height / max(1, count))
    shares = data.shares or ("",) * count
    marks = data.marks or (None,) * count
    share_width = max((measure(share) for share in shares), default=0.0)
    texts = _fitting(one, width * _VALUES, measure)
    value_width = max((measure(text, bold=True) for text in texts), default=0.0)
    beside = value_width + _SPACE + (share_width + _SPACE if share_width else 0.0)
    named = max((measure(name) for name in data.categories), default=0.0) + 14.0
    left = max(12.0, min(named, width * 0.34, width - beside - _LEAST))  # a name is cut before a value is
    right = max(left, width - beside)
    value_right = width - share_width - (_SPACE if share_width else 0.0)
    top = (
        max([abs(value or 0.0) for value in one.values] + [mark or 0.0 for mark in marks], default=0.0) or 1.0
    )
    shapes: list[Shape] = []
    spots = []
    for place, name in enumerate(data.categories):
        y = place * tall
        value = max(0.0, one.values[place] or 0.0)
        long = max(3.0, (right - left) * value / top)
        x = left + (right - left - long) / 2 if data.centred else left
        bar_height = min(_BAR, tall * 0.72)
        strength = 1.0 - 0.6 * place / (count - 1) if data.shaded and count > 1 else 1.0
        box = Box(x, y + (tall - bar_height) / 2, long, bar_height, one.role, strength)
        shapes.append(box)
        mark = marks[place]
        if mark is not None:
            at = left + (right - left) * mark / top
            shapes.append(Box(at - 1.0, y + 2.0, 2.0, tall - 4.0, "ink_3", radius=0.0))
        share = shares[place]
        tip = data.tip(0, place) if one.name else f"{name}: {one.texts[place][0]}"
        tip += f", {share}" if share else ""
        spots.append(Spot(box, Box(0.0, y, width, tall, "panel"), 0, place, tip))
        shapes.append(Label(0.0, y, left - 12.0, tall, shortened(name, left - 12.0, measure), "ink_2"))
        room = max(0.0, value_right - right)
        value_text = shortened(texts[place], room, measure, bold=True)
        shapes.append(Label(right, y, room, tall, value_text, "ink", bold=True, align="right"))
        if share:
            shapes.append(Label(width - share_width, y, share_width, tall, share, "ink_3", align="right"))
    return Drawing(width, height, tuple(shapes), tuple(spots))
