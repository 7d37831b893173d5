"""Phrases keep what they tell, over the journal and the pipe as well."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.phrases import Phrase, Value, from_json, phrase, to_json

_NAMES = st.text("abcdefghij_", min_size=1).filter(lambda name: name != "say")
_PLAIN: st.SearchStrategy[Value] = st.one_of(
    st.text(), st.integers(), st.booleans(), st.none(), st.dates(), st.datetimes(), st.floats(allow_nan=False)
)
_VALUES: st.SearchStrategy[Value] = st.recursive(
    _PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple),
        st.builds(Phrase, st.text("abc.", min_size=1), st.dictionaries(_NAMES, inner, max_size=3)),
    ),
    max_leaves=6,
)


@given(st.builds(Phrase, st.text(min_size=1), st.dictionaries(_NAMES, _VALUES, max_size=4)))
def test_a_phrase_comes_back_as_it_was(told: Phrase) -> None:
    assert from_json(to_json(told)) == told


def test_days_and_moments_stay_what_they_are() -> None:
    told = phrase("a.b", day=date(2026, 10, 31), moment=datetime(2026, 10, 31, 9, 30, tzinfo=UTC))
    back = from_json(to_json(told)).values
    assert type(back["day"]) is date
    assert back["moment"] == datetime(2026, 10, 31, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["[]", '"a"', "{}", '{"say": 3}'])
def test_what_is_no_phrase_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no phrase"):
        from_json(text)


def test_a_phrase_is_logged_with_its_values() -> None:
    assert (
        str(phrase("deals.moved", title="Vans", stages=("New", "Won")))
        == "deals.moved(title=Vans, stages=[New, Won])"
    )
