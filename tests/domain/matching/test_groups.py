"""Groups of records that are one: the same whatever the machine's memory looks like."""

from __future__ import annotations

from salesdesk.domain.matching.groups import grouped


def test_members_are_compared_in_the_order_of_the_records() -> None:
    asked: list[tuple[int, int]] = []

    def score(a: int, b: int) -> float:
        asked.append((a, b))
        return 1.0

    # thirty times two pairs that a third one joins, begun with the greater positions first
    pairs = []
    for start in range(0, 120, 4):
        pairs += [(9.0, start + 2, start + 3), (8.0, start, start + 1), (1.0, start + 1, start + 3)]
    groups = grouped(pairs, score, lambda a, b: False)
    assert sorted(groups) == [[start, start + 1, start + 2, start + 3] for start in range(0, 120, 4)]
    assert all(a < b for a, b in asked)
