"""Designs are kept as they were, and groups come to what their values come to."""

from __future__ import annotations

import statistics
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.grouping import GroupBy, GroupKey, Numbers, Step, condition_of, span_of_step
from salesdesk.domain.own_reports import Calc, Design, MeasureOf, design_text, normal, read_design
from salesdesk.domain.reports import ChartKind

DEALS = RecordKind.DEALS


def test_a_design_comes_back_as_it_was_kept() -> None:
    design = Design(
        DEALS,
        Filter((Condition("stage_kind", Op.IS, ("lost",)),)),
        (GroupBy("lost_reason"), GroupBy("closed_at", Step.QUARTER)),
        (MeasureOf(), MeasureOf(Calc.MEDIAN, "deal_value"), MeasureOf(Calc.SHARE)),
        ChartKind.STACKED,
        sort=1,
        descending=False,
    )
    assert read_design(DEALS, design.filter, design_text(design)) == design
    none = Design(DEALS, chart=None)
    assert read_design(DEALS, Filter(), design_text(none)) == none


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{",
        '{"groups": 3, "measures": "x", "sort": "a", "chart": 7}',
        '{"groups": [["a"]], "measures": [["power", "x"]], "sort": 99}',
    ],
)
def test_what_cannot_be_read_is_a_plain_design(text: str) -> None:
    found = read_design(DEALS, Filter(), text)
    assert (found.groups, found.measures, found.sort) == ((), (MeasureOf(),), 0)


def test_a_design_stays_within_its_bounds() -> None:
    many = tuple(GroupBy(f"field_{number}") for number in range(5))
    found = normal(Design(DEALS, groups=(*many, many[0]), measures=(MeasureOf(), MeasureOf()), sort=5))
    assert found.groups == many[:2]
    assert found.measures == (MeasureOf(),)
    assert found.sort == 0


@pytest.mark.parametrize(
    ("step", "first", "last"),
    [
        (Step.DAY, "2026-11-25", "2026-11-25"),
        (Step.WEEK, "2026-11-23", "2026-11-29"),
        (Step.MONTH, "2026-11-01", "2026-11-30"),
        (Step.QUARTER, "2026-10-01", "2026-12-31"),
        (Step.YEAR, "2026-01-01", "2026-12-31"),
    ],
)
def test_a_day_lies_in_its_span(step: Step, first: str, last: str) -> None:
    assert [day.isoformat() for day in span_of_step(step, date(2026, 11, 25))] == [first, last]


@given(st.dates(), st.sampled_from(Step))
def test_every_day_has_a_span_that_holds_it(day: date, step: Step) -> None:
    first, last = span_of_step(step, day)
    assert first <= day <= last
    assert span_of_step(step, first) == span_of_step(step, last) == (first, last)


def test_a_group_says_what_holds_for_its_rows() -> None:
    assert condition_of(GroupBy("owner"), None) == (Condition("owner", Op.IS, ("",)),)
    key = GroupKey("2026-11-01", (), date(2026, 11, 1), date(2026, 11, 1))
    assert condition_of(GroupBy("closed_at", Step.MONTH), key) == (
        Condition("closed_at", Op.AT_LEAST, ("2026-11-01",)),
        Condition("closed_at", Op.AT_MOST, ("2026-11-30",)),
    )


@given(st.lists(st.integers(-50, 50)))
def test_the_median_and_the_mean_are_those_of_all_values(values: list[int]) -> None:
    numbers = Numbers()
    for value in values:
        numbers.add(value, 1, keep=True)
    if values:
        assert numbers.median == statistics.median(values)
        assert numbers.average == pytest.approx(statistics.fmean(values))
    else:
        assert numbers.median is None
        assert numbers.average is None
