"""The shapes of a chart that is laid out, in units of a screen's pixels at 100 %, from the upper left corner.

Colours are named by the roles of the theme. No shape carries a meaning by its colour alone: series differ by pattern,
mark and dash as well, and their names stand in the legend.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle. ``strength`` mixes its colour with the paper: 1 is all colour. ``pattern`` is the number of the
    hatching drawn over it, 0 for none; an ``outlined`` one is pale and needs an edge."""

    x: float
    y: float
    width: float
    height: float
    role: str
    strength: float = 1.0
    pattern: int = 0
    outlined: bool = False
    radius: float = 3.0

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; ``dash`` are lengths of strokes and gaps."""

    start: Point
    end: Point
    role: str
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points."""

    points: tuple[Point, ...]
    role: str
    width: float = 2.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A small figure at a point: its corners, none for a disc. ``radius`` is that of the circle around it."""

    x: float
    y: float
    radius: float
    corners: tuple[Point, ...]
    role: str


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text within a rectangle, in its middle from top to bottom. ``align`` is "left", "center" or "right"; a
    ``turned`` one is written upwards, its rectangle as seen."""

    x: float
    y: float
    width: float
    height: float
    text: str
    role: str
    bold: bool = False
    align: str = "left"
    turned: bool = False


Shape = Box | Line | Path | Mark | Label


@dataclass(frozen=True, slots=True)
class Spot:
    """A value that can be pointed at: its ``bar``, the larger ``area`` that reacts, its series and category, and its
    words."""

    bar: Box
    area: Box
    series: int
    category: int
    tip: str


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be written over a bar: in full or in short, or ``brief``, as an axis says it."""

    bar: Box
    value: float
    texts: tuple[str, ...]
    brief: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart that is laid out: shapes in the order in which they are painted, and the values among them."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    spots: tuple[Spot, ...]

    @property
    def labels(self) -> list[Label]:
        """The texts."""
        return [shape for shape in self.shapes if isinstance(shape, Label)]


_GAP = 6.0
_HATCH = 1.6


def hatching(box: Box) -> Iterator[Line]:
    """The lines of the pattern of a box, in the colour of the paper."""
    match box.pattern:
        case 1 | 3:
            yield from _slanted(box, rising=box.pattern == 1)
        case 2:
            for place in range(1, int(box.height / _GAP) + 1):
                y = box.bottom - place * _GAP
                yield Line((box.x, y), (box.right, y), "panel", _HATCH)
        case 4:
            for place in range(1, int(box.width / _GAP) + 1):
                x = box.x + place * _GAP
                if x < box.right:
                    yield Line((x, box.y), (x, box.bottom), "panel", _HATCH)


def _slanted(box: Box, *, rising: bool) -> Iterator[Line]:
    """Lines at 45°, cut off at the edges."""
    reach = box.width + box.height
    for place in range(1, int(reach / _GAP) + 1):
        along = place * _GAP  # where the line meets the left edge or the bottom, from the upper left corner
        start = (box.x, box.y + along) if along <= box.height else (box.x + along - box.height, box.bottom)
        end = (box.x + along, box.y) if along <= box.width else (box.right, box.y + along - box.width)
        if not rising:
            start, end = (_mirrored(box, point) for point in (start, end))
        yield Line(start, end, "panel", _HATCH)


def _mirrored(box: Box, point: Point) -> Point:
    return box.x + box.right - point[0], point[1]
