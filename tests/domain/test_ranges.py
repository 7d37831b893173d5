"""Ranges of numbers: round, few, open at both ends, and every number in one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.ranges import MOST_CUTS, Range, cuts_of, range_of


@pytest.mark.parametrize(
    ("values", "cuts"),
    [
        ((), ()),
        ((5000,), (1000, 10000)),
        ((0,), (0,)),
        ((100, 110, 120, 130, 140, 150), (110, 120, 130, 140, 150)),
        ((0, 900, 5_000, 20_000, 80_000), (1_000, 2_000, 5_000, 10_000, 20_000, 50_000)),
        ((500, 1_500, 15_000, 150_000, 1_500_000), (1_000, 10_000, 100_000, 1_000_000)),
        ((-500, 0, 500), (-400, -200, 0, 200, 400)),
        ((0.1, 0.2, 0.3), (0.15, 0.2, 0.25, 0.3)),
    ],
)
def test_cuts_are_round_and_suit_the_numbers(values: tuple[float, ...], cuts: tuple[float, ...]) -> None:
    assert cuts_of(dict.fromkeys(values, 1)) == pytest.approx(cuts)


def test_a_single_giant_does_not_make_all_others_one_group() -> None:
    values = {float(value): 1 for value in range(1_000, 2_000, 10)} | {9e9: 1}
    assert len({range_of(value, cuts_of(values)) for value in values}) >= 5


def test_ranges_are_open_at_their_ends() -> None:
    cuts = (1_000.0, 10_000.0)
    assert range_of(999, cuts) == Range(None, 1_000)
    assert range_of(1_000, cuts) == Range(1_000, 10_000)
    assert range_of(10_000, cuts) == Range(10_000, None)


@given(
    st.dictionaries(
        st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: round(value, 2)),
        st.integers(1, 9),
        max_size=40,
    )
)
def test_every_number_has_one_range_of_few(values: dict[float, int]) -> None:
    cuts = cuts_of(values)
    assert list(cuts) == sorted(set(cuts))
    assert len(cuts) <= MOST_CUTS
    for value in values:
        found = range_of(value, cuts)
        assert found.low is None or found.low <= value
        assert found.high is None or value < found.high
