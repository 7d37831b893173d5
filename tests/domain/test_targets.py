"""Targets: what is typed stands, what is not is added up; pace goes by working days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.money import Money
from salesdesk.domain.rates import Rate, Rates
from salesdesk.domain.targets import Goal, Measure, Period, Target, Targets, month_of, months_between, reached
from salesdesk.domain.working_time import pace, working_days

ANNA, BEN = 1, 2
REVENUE, DEALS = Measure.REVENUE, Measure.DEALS
NOV, Q4, YEAR = month_of(2026, 11), Period(2026, 4), Period(2026)


def made(
    *typed: tuple[int | None, Period, int], currency: str = "EUR", rates: tuple[Rate, ...] = ()
) -> Targets:
    listed = [
        Target(number, owner, REVENUE, period, amount, currency)
        for number, (owner, period, amount) in enumerate(typed, 1)
    ]
    return Targets(listed, (ANNA, BEN), "EUR", Rates(rates, "2026-11-30"))


@pytest.mark.parametrize("key", ["2026", "2026-Q1", "2026-Q4", "2026-01", "2026-12"])
def test_a_period_is_read_as_it_is_written(key: str) -> None:
    period = Period.read(key)
    assert period is not None
    assert period.key == key


@pytest.mark.parametrize("text", ["", "26", "2026-13", "2026-00", "2026-Q5", "2026-1", "1900", "November"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert Period.read(text) is None


def test_a_period_has_its_days_and_parts() -> None:
    assert (NOV.first, NOV.last) == (date(2026, 11, 1), date(2026, 11, 30))
    assert (Q4.first, Q4.last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert (YEAR.first, YEAR.last) == (date(2026, 1, 1), date(2026, 12, 31))
    assert [part.key for part in Q4.parts] == ["2026-10", "2026-11", "2026-12"]
    assert [part.key for part in YEAR.parts] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert [one.key for one in months_between(date(2026, 11, 30), date(2027, 1, 1))] == [
        "2026-11",
        "2026-12",
        "2027-01",
    ]


def test_the_team_is_the_sum_of_its_people_until_it_is_typed_over() -> None:
    people = ((ANNA, NOV, 45_000), (BEN, NOV, 15_000))
    assert made(*people).of(None, REVENUE, NOV) == Goal(60_000)
    assert made(*people, (None, NOV, 70_000)).of(None, REVENUE, NOV) == Goal(70_000, typed=True, over=True)


def test_a_quarter_is_the_sum_of_its_months_and_a_year_of_its_quarters() -> None:
    targets = made((ANNA, month_of(2026, 10), 10), (ANNA, NOV, 20), (ANNA, month_of(2026, 3), 5))
    assert targets.of(ANNA, REVENUE, Q4) == Goal(30)
    assert targets.of(ANNA, REVENUE, YEAR) == Goal(35)
    assert made((ANNA, NOV, 20), (ANNA, Q4, 100)).of(ANNA, REVENUE, Q4) == Goal(100, typed=True, over=True)
    assert made((ANNA, NOV, 20), (ANNA, Q4, 100)).of(ANNA, REVENUE, YEAR) == Goal(100)


def test_a_month_of_the_team_counts_in_its_quarter() -> None:
    targets = made((ANNA, month_of(2026, 10), 10), (ANNA, NOV, 20), (None, NOV, 50))
    assert targets.of(None, REVENUE, Q4) == Goal(60)
    assert targets.of(None, REVENUE, YEAR) == Goal(60)


def test_where_nothing_was_typed_there_is_no_target() -> None:
    assert made().of(None, REVENUE, NOV) is None
    assert made((ANNA, NOV, 10)).of(BEN, REVENUE, NOV) is None
    assert made((ANNA, NOV, 10)).of(ANNA, DEALS, NOV) is None


def test_of_two_in_one_place_the_later_one_counts() -> None:
    assert made((ANNA, NOV, 10), (ANNA, NOV, 20)).of(ANNA, REVENUE, NOV) == Goal(20, typed=True)


def test_a_target_of_another_currency_is_converted_and_never_lost() -> None:
    rate = Rate("USD", "EUR", "2026-01-01", Decimal("0.5"))
    with_rate = made((ANNA, NOV, 100_00), currency="USD", rates=(rate,))
    assert with_rate.of(ANNA, REVENUE, NOV) == Goal(50_00, typed=True)
    without = made((ANNA, NOV, 100_00), (BEN, NOV, 1_00), currency="USD")
    assert without.of(None, REVENUE, NOV) == Goal(0, apart=(Money(101_00, "USD"),))
    assert without.foreign == ("USD",)
    assert reached(5, without.of(None, REVENUE, NOV)) is None


def test_a_span_of_days_is_compared_with_the_months_it_touches() -> None:
    targets = made((ANNA, NOV, 20), (ANNA, month_of(2026, 12), 30))
    assert targets.over(ANNA, REVENUE, date(2026, 11, 1), date(2026, 11, 15)) == Goal(20)
    assert targets.over(None, REVENUE, date(2026, 11, 1), date(2026, 12, 31)) == Goal(50)
    assert targets.over(ANNA, REVENUE, date(2026, 1, 1), date(2026, 1, 31)) is None


def test_a_quarter_that_was_typed_as_a_whole_counts_by_the_working_days_of_a_month() -> None:
    targets = made((ANNA, Q4, 6600))
    assert [working_days(one.first, one.last) for one in Q4.parts] == [22, 21, 23]
    assert targets.over(ANNA, REVENUE, date(2026, 11, 1), date(2026, 11, 30)) == Goal(2100)
    assert targets.over(ANNA, REVENUE, Q4.first, Q4.last) == Goal(6600)


def test_a_quarter_counts_whole_whatever_its_months_have() -> None:
    targets = made((ANNA, Q4, 6600), (ANNA, month_of(2026, 10), 1000))
    assert targets.over(ANNA, REVENUE, Q4.first, Q4.last) == Goal(6600, typed=False)
    # November and December share what October leaves by their 21 and 23 working days
    assert targets.over(ANNA, REVENUE, NOV.first, NOV.last) == Goal(round(5600 * 21 / 44))
    assert targets.over(ANNA, REVENUE, month_of(2026, 10).first, NOV.last) == Goal(
        1000 + round(5600 * 21 / 44)
    )
    beyond = made((ANNA, Q4, 500), (ANNA, month_of(2026, 10), 1000))
    assert beyond.over(ANNA, REVENUE, Q4.first, Q4.last) == Goal(500)
    assert beyond.over(ANNA, REVENUE, NOV.first, NOV.last) == Goal(0)


def test_a_year_counts_whole_whatever_its_quarters_have() -> None:
    targets = made((ANNA, YEAR, 12_000), (ANNA, Period(2026, 1), 3000), (ANNA, NOV, 1000))
    assert targets.over(ANNA, REVENUE, YEAR.first, YEAR.last) == Goal(12_000)
    first_half = targets.over(ANNA, REVENUE, YEAR.first, date(2026, 6, 30))
    second_half = targets.over(ANNA, REVENUE, date(2026, 7, 1), YEAR.last)
    assert first_half is not None
    assert second_half is not None
    assert abs(first_half.amount + second_half.amount - 12_000) <= 6, "rounded by the month"


def test_in_a_month_of_the_team_everybody_counts() -> None:
    targets = made((ANNA, NOV, 1000), (BEN, Q4, 6600))
    assert targets.over(None, REVENUE, NOV.first, NOV.last) == Goal(1000 + 2100)
    assert targets.over(None, REVENUE, Q4.first, Q4.last) == Goal(7600)


def test_what_owners_typed_counts_in_one_way_beside_a_month_of_the_team() -> None:
    """April to June 2026 have 22, 21 and 22 working days, a year 261; the team types one month far from them."""
    second = Period(2026, 2)
    targets = made((ANNA, second, 6500), (BEN, month_of(2026, 4), 1000), (None, NOV, 900))
    # the quarter: all of Anna's, and of Ben the one month that he typed
    assert targets.of(None, REVENUE, second) == targets.over(None, REVENUE, second.first, second.last)
    assert [targets.of(None, REVENUE, one) for one in second.parts] == [
        Goal(2200 + 1000), Goal(2100), Goal(2200),
    ]  # fmt: skip
    assert targets.of(None, REVENUE, second) == Goal(7500)
    year = targets.of(None, REVENUE, YEAR)
    assert year is not None
    assert (year.amount, year.missing_months) == (7500 + 900, 3 + 3 + 2 + 2)


def test_a_month_of_a_typed_year_has_its_part_in_the_grid_too() -> None:
    # Ben's 261,000 are 1,000 for each of the 261 working days of 2026: 21 of them in November
    assert working_days(YEAR.first, YEAR.last) == 261
    targets = made((BEN, YEAR, 261_000), (ANNA, NOV, 4_000))
    assert targets.of(BEN, REVENUE, NOV) == Goal(21_000)
    assert targets.of(None, REVENUE, NOV) == Goal(25_000)
    assert targets.of(BEN, REVENUE, Q4) == Goal(66_000)
    assert targets.of(BEN, REVENUE, YEAR) == Goal(261_000, typed=True)


_PERIODS = [YEAR, *YEAR.parts, *(month for quarter in YEAR.parts for month in quarter.parts)]


@given(
    st.dictionaries(
        st.tuples(st.sampled_from([None, ANNA, BEN]), st.sampled_from(_PERIODS)),
        st.integers(0, 10_000),
        max_size=6,
    )
)
def test_a_report_and_the_grid_say_the_same_of_every_period(
    typed: dict[tuple[int | None, Period], int],
) -> None:
    targets = made(*((owner, period, amount) for (owner, period), amount in typed.items()))
    for owner in (None, ANNA, BEN):
        for period in _PERIODS:
            shown, compared = (
                targets.of(owner, REVENUE, period),
                targets.over(owner, REVENUE, period.first, period.last),
            )
            assert (shown is None) == (compared is None)
            if shown is not None and compared is not None:
                assert (shown.amount, shown.missing) == (compared.amount, compared.missing)


def test_what_is_added_up_of_some_parts_names_the_others() -> None:
    targets = made((ANNA, month_of(2026, 10), 10))
    quarter, year = targets.of(ANNA, REVENUE, Q4), targets.of(None, REVENUE, YEAR)
    assert quarter is not None
    assert [one.key for one in quarter.missing] == ["2026-11", "2026-12"]
    assert year is not None
    assert [one.key for one in year.missing] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-11", "2026-12"]
    span = targets.over(ANNA, REVENUE, Q4.first, Q4.last)
    assert span is not None
    assert [one.key for one in span.missing] == ["2026-11", "2026-12"]
    whole = made((ANNA, Q4, 100), (ANNA, NOV, 10)).of(ANNA, REVENUE, Q4)
    assert whole is not None
    assert whole.missing == ()


def test_working_days_are_monday_to_friday() -> None:
    assert working_days(date(2026, 11, 1), date(2026, 11, 30)) == 21
    assert working_days(date(2026, 11, 24), date(2026, 11, 30)) == 5
    assert working_days(date(2026, 11, 28), date(2026, 11, 29)) == 0
    assert working_days(date(2026, 11, 30), date(2026, 11, 1)) == 0
    assert working_days(date(2026, 11, 28), date(2026, 11, 29), {5}) == 1


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 400), st.sets(st.integers(0, 6)))
def test_working_days_are_those_that_are_counted_one_by_one(first: date, length: int, days: set[int]) -> None:
    last = date.fromordinal(first.toordinal() + length)
    each = (date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1))
    assert working_days(first, last, days) == sum(day.weekday() in (days or set(range(5))) for day in each)


def test_pace_goes_by_working_days_gone() -> None:
    # 16 of the 21 working days of November 2026 are gone at the end of the 23rd
    assert pace(41_250, NOV.first, NOV.last, date(2026, 11, 23)) == round(41_250 * 21 / 16) == 54_141
    assert pace(41_250, NOV.first, NOV.last, NOV.last) == 41_250
    assert pace(0, NOV.first, NOV.last, date(2026, 11, 1)) is None  # a Sunday: nothing of it is gone
    assert pace(10, NOV.first, NOV.last, date(2026, 12, 1)) is None
    assert pace(10, NOV.first, NOV.last, date(2026, 10, 31)) is None
