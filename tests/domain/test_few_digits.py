"""Numbers in few digits lose none of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.few_digits import in_few_digits, in_units


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0, (0, 0, "")),
        (999, (999, 0, "")),
        (0.05, (0.05, 2, "")),
        (1_000, (1, 0, "k")),
        (12_500, (12.5, 1, "k")),
        (-1_250_000, (-1.25, 2, "M")),
        (1_000_050, (1_000_050, 0, "")),
        (1234.5, (1234.5, 1, "")),
    ],
)
def test_the_unit_stands_where_it_shortens(value: float, told: tuple[float, int, str]) -> None:
    assert in_few_digits(value) == told


@given(st.integers(-(10**14), 10**14))
def test_what_is_told_is_the_number_itself(value: int) -> None:
    number, places, unit = in_few_digits(value)
    times = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}[unit]
    assert round(float(f"{number:.{places}f}") * times) == value


def test_an_axis_is_said_in_units() -> None:
    assert [in_units(v) for v in (0, 999, 41_250, -2_500_000, 3e9)] == [
        (0, ""), (999, ""), (41.25, "k"), (-2.5, "M"), (3, "G"),
    ]  # fmt: skip
