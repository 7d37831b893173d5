"""In which month a deal stands, and on which day it closes when it is put into another one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.forecast import (
    ForecastPlace,
    Span,
    best_case_stages,
    close_at,
    close_moved,
    close_within,
    forecast_places,
    month_end,
    month_later,
    place_of,
)
from salesdesk.domain.pipelines import DEFAULT_STAGES, StageKind

TODAY = date(2026, 11, 23)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def month(year: int, number: int) -> ForecastPlace:
    return ForecastPlace(Span.MONTH, date(year, number, 1))


def test_the_columns_of_a_day() -> None:
    assert forecast_places(TODAY) == (
        ForecastPlace(Span.OVERDUE),
        ForecastPlace(Span.UNDATED),
        month(2026, 11),
        month(2026, 12),
        month(2027, 1),
        month(2027, 2),
        ForecastPlace(Span.LATER, date(2027, 3, 1)),
    )


@pytest.mark.parametrize(
    ("close", "place"),
    [
        (None, ForecastPlace(Span.UNDATED)),
        ("", ForecastPlace(Span.UNDATED)),
        ("2026-11-22", ForecastPlace(Span.OVERDUE)),
        ("2025-11-30", ForecastPlace(Span.OVERDUE)),
        ("2026-11-23", month(2026, 11)),
        ("2026-11-30", month(2026, 11)),
        ("2026-12-01", month(2026, 12)),
        ("2027-02-28", month(2027, 2)),
        ("2027-03-01", ForecastPlace(Span.LATER, date(2027, 3, 1))),
        ("2031-01-01", ForecastPlace(Span.LATER, date(2027, 3, 1))),
    ],
)
def test_a_day_that_has_passed_is_overdue_and_not_of_this_month(
    close: str | None, place: ForecastPlace
) -> None:
    assert place_of(close, TODAY) == place


@pytest.mark.parametrize(
    ("close", "into", "day"),
    [
        ("2026-12-15", date(2027, 1, 1), date(2027, 1, 15)),
        ("2026-12-31", date(2027, 2, 1), date(2027, 2, 28)),
        ("2026-12-29", date(2028, 2, 1), date(2028, 2, 29)),
        (None, date(2027, 1, 1), date(2027, 1, 31)),
        ("2026-11-12", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-10-12", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-10-25", date(2026, 11, 1), date(2026, 11, 25)),
        ("2026-12-23", date(2026, 11, 1), date(2026, 11, 23)),
        ("2026-12-22", date(2026, 11, 1), date(2026, 11, 30)),
    ],
)
def test_a_month_keeps_the_day_where_it_exists_and_is_to_come(
    close: str | None, into: date, day: date
) -> None:
    assert close_within(into, close, TODAY) == day


@given(days, days, st.integers(0, 8))
def test_what_is_put_into_a_column_stands_there(close: date, today: date, column: int) -> None:
    places = forecast_places(today)
    place = places[1 + column % (len(places) - 1)]
    day = close_at(place, close.isoformat(), today)
    assert place_of(day.isoformat() if day else None, today) == place
    assert day is None or day >= today


def test_nothing_is_put_under_overdue() -> None:
    with pytest.raises(ValueError, match="overdue"):
        close_at(ForecastPlace(Span.OVERDUE), None, TODAY)


def test_a_deal_that_is_later_keeps_its_day_when_it_is_put_there() -> None:
    later = ForecastPlace(Span.LATER, date(2027, 3, 1))
    assert close_at(later, "2029-07-14", TODAY) == date(2029, 7, 14)
    assert close_at(later, "2026-12-14", TODAY) == date(2027, 3, 14)


@pytest.mark.parametrize(
    ("close", "step", "day"),
    [
        ("2026-12-31", 1, date(2027, 1, 31)),
        ("2027-01-31", 1, date(2027, 2, 28)),
        ("2026-12-15", -1, date(2026, 11, 30)),
        ("2026-12-28", -1, date(2026, 11, 28)),
        ("2026-11-30", -1, None),
        ("2026-11-02", 1, date(2026, 11, 30)),
        ("2026-11-02", -1, None),
        ("2026-08-24", 1, date(2026, 11, 24)),
        (None, 1, date(2026, 11, 30)),
        (None, -1, None),
        ("2027-06-10", 1, date(2027, 7, 10)),
        ("2027-03-10", -1, date(2027, 2, 10)),
    ],
)
def test_a_deal_goes_one_month_on_or_back_and_never_into_one_that_has_passed(
    close: str | None, step: int, day: date | None
) -> None:
    assert close_moved(close, step, TODAY) == day


@given(days, st.integers(-30, 30))
def test_months_are_counted(day: date, months: int) -> None:
    first = month_later(day.replace(day=1), months)
    assert first.day == 1
    assert (first.year - day.year) * 12 + first.month - day.month == months
    assert month_end(first).month == first.month


def _stages(*named: tuple[str, int, bool | None]) -> list[bool]:
    return best_case_stages([(name, StageKind.OPEN, percent, said) for name, percent, said in named])


def test_the_best_case_begins_at_the_demo() -> None:
    said = [(s.name, s.kind, s.probability, None) for s in DEFAULT_STAGES]
    assert best_case_stages(said) == [False, False, True, True, True, False, False]


def test_without_a_demo_a_stage_called_for_what_comes_later_begins_it() -> None:
    assert _stages(("Neu", 10, None), ("Angebot versendet", 20, None), ("Prüfung", 5, None)) == [
        False,
        True,
        True,
    ]


def test_without_any_such_name_it_is_the_probability() -> None:
    assert _stages(("One", 10, None), ("Two", 50, None), ("Three", 49, None)) == [False, True, False]


def test_what_a_person_says_of_a_stage_counts() -> None:
    assert _stages(("Prospecting", 10, True), ("Demo", 50, False), ("Proposal", 65, None)) == [
        True,
        False,
        True,
    ]
