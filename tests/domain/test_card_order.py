"""Where a card goes that is dropped between others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.card_order import place_behind, place_of_new, places_with, position_between


@pytest.mark.parametrize(
    ("before", "after", "low", "high"),
    [(None, None, 0, 0), (None, 3.0, -9, 2.9), (3.0, None, 3.1, 9), (1.0, 2.0, 1.01, 1.99)],
)
def test_a_position_lies_between_its_neighbours(
    before: float | None, after: float | None, low: float, high: float
) -> None:
    assert low <= position_between(before, after) <= high


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 1.0000000000000002, 2.0]), min_size=1, max_size=8), st.data())
def test_a_dropped_card_stands_where_it_was_dropped_whatever_the_places_were(
    places: list[float], data: st.DataObject
) -> None:
    column = sorted(enumerate(places), key=lambda one: (one[1], one[0]))
    deal = data.draw(st.integers(0, len(places)))  # one of the column, or one that comes into it
    before = data.draw(st.sampled_from([None, *(number for number, _ in column if number != deal)]))
    shown = [number for number, _ in column if number != deal]
    shown.insert(len(shown) if before is None else shown.index(before), deal)
    changed = dict(column) | places_with(column, deal, before)
    assert deal in places_with(column, deal, before)
    assert sorted(changed, key=lambda number: (changed[number], number)) == shown
    assert len(set(changed.values())) == len(changed) or places_with(column, deal, before).keys() == {deal}


def test_where_there_is_room_only_the_dropped_card_gets_another_place() -> None:
    assert places_with([(1, 0.0), (2, 1.0), (3, 2.0)], 3, 2) == {3: 0.5}


def test_a_new_card_is_no_further_than_the_others_until_somebody_puts_them_in_order() -> None:
    assert place_of_new([]) == 0.0
    assert place_of_new([0.0, 0.0]) == 0.0
    assert place_of_new([0.0, 1.5]) == 2.5
    assert place_behind([]) == 0.0
    assert place_behind([0.0]) == 1.0
