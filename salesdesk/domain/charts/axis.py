"""The axis of values: from where to where, and at which round values it is marked."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MOST_PLACES, _LEAST = 1e15, 1e-9


@dataclass(frozen=True, slots=True)
class Axis:
    """From ``low`` to ``high``, nought among them; ``ticks`` are the round values between."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """How far up a value stands, 0..1."""
        return (value - self.low) / (self.high - self.low)


def axis_of(values: Iterable[float], wanted: int = 4, *, whole: bool = False) -> Axis:
    """An axis that holds all values, marked at about ``wanted`` steps; ``whole``: only at whole numbers. Without ticks
    (``wanted`` 0) it ends at the values themselves."""
    known = [value for value in values if math.isfinite(value) and abs(value) < _MOST_PLACES]
    low, high = min([0.0, *known]), max([0.0, *known])
    if high - low < _LEAST:
        low, high = 0.0, 1.0
    if not wanted:
        return Axis(low, high, ())
    step = _step((high - low) / wanted)
    if whole:
        step = max(1.0, math.ceil(step))
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(round(place * step, 10) for place in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks)


def _step(rough: float) -> float:
    """The round step next above."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * 0.999)
