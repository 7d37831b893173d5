"""The text form of filters: what is typed is what is meant, and it reads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.filters import Condition, Filter, Op, filter_text, parse_filter
from salesdesk.errors import InputError

FIELDS = frozenset({"stage", "owner", "created", "email", "tag", "country"})


def parse(text: str) -> Filter:
    return parse_filter(text, FIELDS)


@pytest.mark.parametrize(
    ("text", "conditions", "words"),
    [
        ("stage:lead,customer", (Condition("stage", Op.IS, ("lead", "customer")),), ""),
        ('owner:"Anna Berg" nordwind', (Condition("owner", Op.IS, ("Anna Berg",)),), "nordwind"),
        ("created>=2026-01-01", (Condition("created", Op.AT_LEAST, ("2026-01-01",)),), ""),
        ("-tag:vip email:?", (Condition("tag", Op.IS, ("vip",), True), Condition("email", Op.FILLED)), ""),
        ("created:30d", (Condition("created", Op.LAST_DAYS, ("30",)),), ""),
        ("email~nordwind", (Condition("email", Op.CONTAINS, ("nordwind",)),), ""),
        ("two words", (), "two words"),
        ("custom.stand:H5", (Condition("custom.stand", Op.IS, ("H5",)),), ""),
        ("https://nordwind.eu", (), "https://nordwind.eu"),
        ("", (), ""),
    ],
)
def test_what_is_typed_is_what_is_meant(text: str, conditions: tuple[Condition, ...], words: str) -> None:
    assert parse(text) == Filter(conditions, words)


def test_an_unknown_field_is_named_with_those_there_are() -> None:
    with pytest.raises(InputError, match=r"“colour”.*country, created"):
        parse("colour:red")


def test_a_comparison_without_a_value_is_refused() -> None:
    with pytest.raises(InputError, match="stage:"):
        parse("stage:")


_TEXT = st.text(
    st.characters(blacklist_characters='"', blacklist_categories=("Cs", "Cc", "Z")), min_size=1, max_size=12
)
_VALUE = st.lists(_TEXT, min_size=1, max_size=3).map(tuple)
_CONDITION = st.one_of(
    st.builds(Condition, st.sampled_from(sorted(FIELDS)), st.just(Op.IS), _VALUE, st.booleans()),
    st.builds(
        Condition,
        st.sampled_from(sorted(FIELDS)),
        st.sampled_from([Op.CONTAINS, Op.AT_LEAST, Op.AT_MOST]),
        _VALUE,
        st.booleans(),
    ),
    st.builds(Condition, st.sampled_from(sorted(FIELDS)), st.just(Op.FILLED), st.just(()), st.booleans()),
    st.builds(
        Condition,
        st.sampled_from(sorted(FIELDS)),
        st.just(Op.LAST_DAYS),
        st.integers(0, 9999).map(lambda n: (str(n),)),
        st.booleans(),
    ),
)


@given(st.lists(_CONDITION, max_size=4).map(tuple))
def test_the_text_form_reads_back(conditions: tuple[Condition, ...]) -> None:
    wanted = Filter(conditions)
    assert parse(filter_text(wanted)) == wanted


@pytest.mark.parametrize("value", ["30d", "?", "?x", "9999d"])
def test_values_that_look_like_signs_are_quoted(value: str) -> None:
    wanted = Filter((Condition("tag", Op.IS, (value,)),))
    assert parse(filter_text(wanted)) == wanted


def test_conditions_are_added_and_taken_away() -> None:
    both = Filter().having(Condition("stage", Op.IS, ("lead",))).having(Condition("owner", Op.IS, ("Mia",)))
    assert both.without("stage") == Filter((Condition("owner", Op.IS, ("Mia",)),))
    assert Filter(text="  ").is_empty
    assert not both.is_empty
