"""Joins pairs into groups that hold together, and cuts chains of weak links.

Being the same is transitive, a single score is not: A~B and B~C say that A and C are one as well, or that one of
the two links is wrong. Pairs are taken from the strongest to the weakest, and two groups become one only when their
members fit each other on average, not merely at the one pair that brought them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

_CLIP = 12.0
_COMPARED_AT_MOST = 60
_LEAST_MEAN = 0.0

Score = Callable[[int, int], float]


def grouped(
    pairs: Iterable[tuple[float, int, int]], score: Score, apart: Callable[[int, int], bool]
) -> list[list[int]]:
    """Groups of two and more positions. ``pairs`` are (log2 odds, a, b), worth joining by themselves;
    ``score`` gives the log2 odds of any two positions; ``apart``, asked after it, whether two are never one: a person said so,
    or they are colleagues with two names.
    """
    group_of: dict[int, list[int]] = {}
    # Two groups that did not fit do not fit at their next pair either, until one of them has grown: without this
    # a list of near-identical rows (one firm's staff) would compare the same groups at each of its many pairs.
    refused: dict[tuple[int, int], tuple[int, int]] = {}
    for odds, a, b in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        left = group_of.setdefault(a, [a])
        right = group_of.setdefault(b, [b])
        if left is right:
            continue
        if left[0] > right[0]:  # by what they began with: of large groups only some pairs are compared
            left, right = right, left
        meeting, sizes = (left[0], right[0]), (len(left), len(right))
        if refused.get(meeting) == sizes:
            continue
        if not _fit(left, right, odds, score, apart):
            refused[meeting] = sizes
            continue
        if len(left) < len(right):
            left, right = right, left
        left.extend(right)
        for member in right:
            group_of[member] = left
    seen: set[int] = set()
    groups = []
    for members in group_of.values():
        if len(members) > 1 and id(members) not in seen:
            seen.add(id(members))
            groups.append(sorted(members))
    return groups


def _fit(
    left: Sequence[int],
    right: Sequence[int],
    odds: float,
    score: Score,
    apart: Callable[[int, int], bool],
) -> bool:
    count = len(left) * len(right)
    if count == 1:
        return not apart(left[0], right[0])
    step = max(1, count // _COMPARED_AT_MOST)
    total, taken = 0.0, 0
    for number in range(0, count, step):
        a, b = left[number % len(left)], right[number // len(left)]
        fits = score(a, b)
        if apart(a, b):
            return False
        total += min(max(fits, -_CLIP), _CLIP)
        taken += 1
    return total >= _LEAST_MEAN * taken
