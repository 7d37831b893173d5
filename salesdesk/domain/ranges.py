"""Numbers put together in ranges that suit them: even ones where they lie close, growing ones where they lie far apart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from salesdesk.value_classes import dataclass

MOST_CUTS = 6
"""Cuts between ranges; the first and the last range are open, so there is one range more."""
_FAR = 20
"""From so many times the small values on the great ones stand in ranges that grow."""
_LEAST, _MOST = 0.05, 0.95
"""The share of the numbers below which, and above which, they no longer say where ranges begin and end."""


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from ``low`` on and below ``high``; None where it is open."""

    low: float | None
    high: float | None


def range_of(value: float, cuts: tuple[float, ...]) -> Range:
    """The range between rising cuts in which a number lies."""
    low = max((cut for cut in cuts if cut <= value), default=None)
    return Range(low, min((cut for cut in cuts if cut > value), default=None))


def cuts_of(values: Mapping[float, int]) -> tuple[float, ...]:
    """Round numbers that part others into ranges, rising; ``values`` says how often each occurs. None without any."""
    if not values:
        return ()
    low, high = _at(values, _LEAST), _at(values, _MOST)
    positive = {value: times for value, times in values.items() if value > 0}
    least = _at(positive, _LEAST) if positive else 0.0
    if low >= 0 and least and high >= _FAR * least:
        return _growing(least, high)
    return _even(low, high) if high > low else _around(high)


def _at(values: Mapping[float, int], share: float) -> float:
    """The number below which a share of all lies."""
    wanted, seen = share * sum(values.values()), 0
    for value in sorted(values):
        seen += values[value]
        if seen >= wanted:
            return value
    return max(values)


def _growing(low: float, high: float) -> tuple[float, ...]:
    for parts in ((1, 2, 5), (1,)):
        cuts = [cut for cut in _rounded(low, high, parts) if low < cut <= high]
        if 0 < len(cuts) <= MOST_CUTS:
            return tuple(cuts)
    return tuple(cuts[:: math.ceil(len(cuts) / MOST_CUTS)])


def _rounded(low: float, high: float, parts: tuple[int, ...]) -> Iterator[float]:
    for power in range(math.floor(math.log10(low)), math.floor(math.log10(high)) + 1):
        yield from (_plain(part, power) for part in parts)


def _even(low: float, high: float) -> tuple[float, ...]:
    rough = (high - low) / (MOST_CUTS - 1)
    power = math.floor(math.log10(rough))
    step = next(_plain(part, power) for part in (1, 2, 5, 10) if _plain(part, power) >= rough * (1 - 1e-9))
    first = math.floor(low / step) + 1
    cuts = [round(place * step, 12) for place in range(first, first + MOST_CUTS)]
    return tuple(cut for cut in cuts if cut <= high) or (cuts[0],)


def _around(value: float) -> tuple[float, ...]:
    """The cuts where all numbers are one."""
    if value <= 0:
        return (0.0,)
    power = math.floor(math.log10(value))
    return (_plain(1, power), _plain(1, power + 1))


def _plain(part: int, power: int) -> float:
    return float(part * 10**power) if power >= 0 else part / 10**-power
