"""Lines through the values of series over categories that follow each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from salesdesk.domain.charts.axis import axis_of
from salesdesk.domain.charts.drawing import Box, Drawing, Path, Point, Shape, Spot
from salesdesk.domain.charts.frame import DASHES, Frame, mark
from salesdesk.domain.charts.model import ChartData, Measure

_MOST_MARKS = 40  # points of a series, beyond which their marks would be one band
_POINT = 4.0
_READABLE = "ink_3"
"""The colour of a line that would be too pale to follow in its own."""


def lines(data: ChartData, width: float, height: float, measure: Measure) -> Drawing:
    """A line for each series, with a dash and a mark of its own; it is broken where there is no value."""
    data = replace(
        data, series=tuple(replace(one, role=_READABLE) if one.role == "line" else one for one in data.series)
    )
    known = [value for one in data.series for value in one.values if value is not None]
    axis = axis_of(known, 0 if data.axis is None else 4 if height >= 150 else 2, whole=data.whole)
    frame = Frame(data, axis, width, height, measure)
    curves: list[Shape] = []
    marks: list[Shape] = []
    spots: list[Spot] = []
    for number, one in enumerate(data.series):
        for run in _runs(one.values, data.alone):
            points = tuple(_point(frame, place, value) for place, value in run)
            if len(points) > 1:
                curves.append(Path(points, one.role, 2.0, DASHES[number % len(DASHES)]))
            for (x, y), (place, _) in zip(points, run, strict=True):
                if len(data.categories) <= _MOST_MARKS or len(points) == 1:
                    marks.append(mark(x, y, number, one.role))
                spots.append(_spot(data, frame, number, place, (x, y)))
    said = [data.series[spot.series].said(spot.category, spot.bar) for spot in spots]
    labels = frame.values(said, [spot.bar for spot in spots]) if data.labelled else ()
    plates = [Box(one.x + 2, one.y + 2, one.width - 4, one.height - 4, "panel") for one in labels]
    shapes = (
        *frame.axis(),
        frame.base(),
        *curves,
        *plates,  # a line through a number would make it another one
        *marks,
        *frame.names(),
        *labels,
        *frame.legend(),
    )
    return Drawing(width, height, shapes, tuple(spots))


def _runs(values: Sequence[float | None], alone: Collection[int] = ()) -> list[list[tuple[int, float]]]:
    """The values that follow each other without a gap; those ``alone`` follow on none."""
    runs: list[list[tuple[int, float]]] = [[]]
    for place, value in enumerate(values):
        if value is None or place in alone:
            runs.append([])
        if value is not None:
            runs[-1].append((place, value))
        if place in alone:
            runs.append([])
    return [run for run in runs if run]


def _point(frame: Frame, place: int, value: float) -> Point:
    return frame.slot_left(place) + frame.slot / 2, frame.y(value)


def _spot(data: ChartData, frame: Frame, number: int, place: int, at: Point) -> Spot:
    x, y = at
    bar = Box(x - _POINT, y - _POINT, 2 * _POINT, 2 * _POINT, data.series[number].role)
    reach = max(2.0, min(frame.slot / 2, 16.0))
    return Spot(
        bar, Box(x - reach, y - 12.0, 2 * reach, 24.0, "panel"), number, place, data.tip(number, place)
    )
