"""Periods and the ones they are compared with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.reports import Period, ReportName, ReportSpec, months_back, months_shown, period_days
from salesdesk.domain.reports.periods import before, last_days, year_before

TODAY = date(2026, 11, 25)  # a Wednesday


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.THIS_WEEK, date(2026, 11, 23), TODAY),
        (Period.LAST_WEEK, date(2026, 11, 16), date(2026, 11, 22)),
        (Period.THIS_QUARTER, date(2026, 10, 1), TODAY),
        (Period.THIS_YEAR, date(2026, 1, 1), TODAY),
        (Period.LAST_YEAR, date(2025, 1, 1), date(2025, 12, 31)),
        (Period.LAST_365_DAYS, date(2025, 11, 26), TODAY),
    ],
)
def test_named_periods(period: Period, first: date, last: date) -> None:
    assert period_days(period, TODAY) == (first, last)


@pytest.mark.parametrize(
    ("first", "last", "earlier"),
    [
        (date(2026, 3, 1), date(2026, 3, 31), (date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 7, 1), date(2026, 9, 30), (date(2026, 4, 1), date(2026, 6, 30))),
        (date(2025, 1, 1), date(2025, 12, 31), (date(2024, 1, 1), date(2024, 12, 31))),
        (date(2026, 11, 23), date(2026, 11, 29), (date(2026, 11, 16), date(2026, 11, 22))),
        (date(2026, 11, 1), date(2026, 11, 23), (date(2026, 10, 9), date(2026, 10, 31))),
    ],
)
def test_the_period_before(first: date, last: date, earlier: tuple[date, date]) -> None:
    assert before(first, last) == earlier


@pytest.mark.parametrize(
    ("first", "last", "earlier"),
    [
        (date(2026, 11, 1), date(2026, 11, 23), (date(2025, 11, 1), date(2025, 11, 23))),
        (date(2025, 2, 1), date(2025, 2, 28), (date(2024, 2, 1), date(2024, 2, 29))),
        (date(2024, 2, 28), date(2024, 2, 29), (date(2023, 2, 28), date(2023, 2, 28))),
    ],
)
def test_the_year_before(first: date, last: date, earlier: tuple[date, date]) -> None:
    assert year_before(first, last) == earlier


@given(st.dates(date(1950, 1, 1), date(2900, 1, 1)), st.integers(0, 1000))
def test_the_period_before_ends_where_the_period_begins(first: date, length: int) -> None:
    start, end = before(first, first + timedelta(days=length))
    assert start <= end == first - timedelta(days=1)


def test_the_last_days_hold_today() -> None:
    assert last_days(1, TODAY) == (TODAY, TODAY)
    assert last_days(14, TODAY) == (date(2026, 11, 12), TODAY)


def test_what_is_asked_keeps_its_owner_and_date_when_it_is_asked_of_another_time() -> None:
    spec = ReportSpec(ReportName.PIPELINE, TODAY, TODAY, "Mia", date(2026, 10, 1))
    assert (spec.previous().owner, spec.year_before().compare) == ("Mia", date(2026, 10, 1))
    assert spec.year_before().last == date(2025, 11, 25)


def test_months_back_end_with_the_one_of_the_day() -> None:
    assert months_back(date(2026, 2, 28), 3) == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


@pytest.mark.parametrize(
    ("first", "last", "count", "shown"),
    [
        ("2026-01-01", "2026-11-30", 12, ("2026-01-01", 11)),
        ("2026-11-01", "2026-11-30", 12, ("2025-12-01", 12)),
        ("2026-07-01", "2026-09-30", 12, ("2025-10-01", 12)),
        ("2026-04-15", "2026-09-02", 12, ("2026-04-01", 6)),
        ("2024-01-01", "2026-11-30", 12, ("2025-12-01", 12)),
        ("2026-01-01", "2026-11-30", 6, ("2026-06-01", 6)),
    ],
)
def test_months_shown_are_those_of_a_long_period(
    first: str, last: str, count: int, shown: tuple[str, int]
) -> None:
    found = months_shown(date.fromisoformat(first), date.fromisoformat(last), count)
    assert (found[0].isoformat(), len(found)) == shown
    assert (found[-1].year, found[-1].month) == (int(last[:4]), int(last[5:7]))
