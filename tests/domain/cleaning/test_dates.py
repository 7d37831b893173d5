from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.cleaning.dates import (
    date_text,
    datetime_text,
    detect_date_order,
    from_serial,
    parse_date,
    parse_datetime,
    parse_day_or_moment,
)

TWELFTH = date(2024, 3, 12)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-03-12", "12/03/2024", "12.3.24", "12-03-2024", "12. März 2024", "March 12th, 2024", "12 de marzo de 2024",
        "Tuesday, March 12, 2024", "12 mars 2024", "12 marzo 2024", "12 maart 2024", "12 de março de 2024",
        "2024年3月12日", "12-Mar-24", "Mar 12 24", "2024/3/12", "20240312", 20240312, 45363, 45363.5, "45363", "12 mrt. 2024",
        "12. maaliskuuta 2024", "12 marca 2024", "12. března 2024", "2024-03-12T14:05:33Z", "12.03.2024 um 14:05 Uhr", "Tue Mar 12 2024 14:05:33 GMT+0100 (CET)", "Di 12.03.2024",
        "2024-03-12 14:05:33.120", datetime(2024, 3, 12, 9), TWELFTH, 1710252333, "12/03/2024, 14h05",
    ],
)  # fmt: skip
def test_one_day_in_many_forms(cell: object) -> None:
    assert parse_date(cell, "DMY") == TWELFTH  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell",
    ["", "n/a", "0000-00-00", "0/0/00", "00.00.0000", "31/02/2024", "99/99/9999", "hello", "--03-12", "11.00", "Mayer 5",
     12, 3.5, True, None, "v1.2.3", "12345678901234567890", "2024-13-45"],
)  # fmt: skip
def test_what_is_no_day(cell: object) -> None:
    assert parse_date(cell, "DMY") is None  # type: ignore[arg-type]


def test_the_order_decides_only_what_is_open() -> None:
    assert parse_date("03/04/05", "DMY") == date(2005, 4, 3)
    assert parse_date("03/04/05", "MDY") == date(2005, 3, 4)
    assert parse_date("03/04/05", "YMD") == date(2003, 4, 5)
    assert parse_date("25/12/2024", "MDY") == date(2024, 12, 25)
    assert parse_date("12/25/2024", "DMY") == date(2024, 12, 25)
    assert parse_date("2024-03-04", "DMY") == date(2024, 3, 4)


def test_two_digit_years() -> None:
    assert parse_date("1/2/68", "DMY") == date(2068, 2, 1)
    assert parse_date("1/2/69", "DMY") == date(1969, 2, 1)
    assert parse_date("1/2/68", "DMY", born=True) == date(1968, 2, 1)
    assert parse_date("1/2/24", "DMY", born=True, today=date(2026, 5, 1)) == date(2024, 2, 1)
    assert parse_date("1/2/27", "DMY", born=True, today=date(2026, 5, 1)) == date(1927, 2, 1)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2024-03-12T14:05:33Z", datetime(2024, 3, 12, 14, 5, 33, tzinfo=UTC)),
        ("2024-03-12T14:05:33.123+02:00", datetime(2024, 3, 12, 12, 5, 33, tzinfo=UTC)),
        ("2024-03-12 14:05", datetime(2024, 3, 12, 14, 5, tzinfo=UTC)),
        ("12/03/2024 2:05 PM", datetime(2024, 3, 12, 14, 5, tzinfo=UTC)),
        ("12/03/2024 12:05 am", datetime(2024, 3, 12, 0, 5, tzinfo=UTC)),
        ("Mar 12, 2024 9:05 a.m. EST", datetime(2024, 3, 12, 14, 5, tzinfo=UTC)),
        ("Tue, 12 Mar 2024 14:05:33 +0100", datetime(2024, 3, 12, 13, 5, 33, tzinfo=UTC)),
        ("12/03/2024", datetime(2024, 3, 12, tzinfo=UTC)),
        ("1710252333000", datetime(2024, 3, 12, 14, 5, 33, tzinfo=UTC)),
        (45363.5, datetime(2024, 3, 12, 12, tzinfo=UTC)),
        (
            datetime(2024, 3, 12, 14, tzinfo=timezone(timedelta(hours=2))),
            datetime(2024, 3, 12, 12, tzinfo=UTC),
        ),
        ("12/03/2024 25:00", None),
        ("12/03/2024 10:00 XYZ", None),
    ],
)
def test_moments_are_utc(cell: object, moment: datetime | None) -> None:
    assert parse_datetime(cell, "DMY") == moment  # type: ignore[arg-type]


@pytest.mark.usefixtures("new_york")
@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2024-07-12 14:05", datetime(2024, 7, 12, 18, 5, tzinfo=UTC)),
        ("2024-01-12 14:05", datetime(2024, 1, 12, 19, 5, tzinfo=UTC)),
        (datetime(2024, 7, 12, 14, 5), datetime(2024, 7, 12, 18, 5, tzinfo=UTC)),
        ("2024-07-12", datetime(2024, 7, 12, 4, tzinfo=UTC)),
        ("2024-07-12T14:05:00Z", datetime(2024, 7, 12, 14, 5, tzinfo=UTC)),
        ("2024-07-12T14:05:00+02:00", datetime(2024, 7, 12, 12, 5, tzinfo=UTC)),
    ],
)
def test_a_time_without_a_zone_is_of_the_place_of_the_person(cell: object, moment: datetime) -> None:
    assert parse_datetime(cell, "YMD") == moment  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("12/03/2024", date(2024, 3, 12)),
        (date(2024, 3, 12), date(2024, 3, 12)),
        (datetime(2024, 3, 12), date(2024, 3, 12)),
        ("2024-03-12 00:00", date(2024, 3, 12)),
        ("2024-03-12T00:00:00Z", date(2024, 3, 12)),
        ("2024-03-12T00:00:00.000Z", date(2024, 3, 12)),
        ("2024-03-12T00:00:00+02:00", datetime(2024, 3, 11, 22, tzinfo=UTC)),
        ("2024-03-12 17:00-07:00", datetime(2024, 3, 13, tzinfo=UTC)),
        ("2024-03-12 14:05", datetime(2024, 3, 12, 14, 5, tzinfo=UTC)),
        ("soon", None),
    ],
)
def test_a_day_stays_a_day_where_no_time_is_written(cell: object, found: object) -> None:
    assert parse_day_or_moment(cell, "DMY") == found  # type: ignore[arg-type]


def test_serial_numbers() -> None:
    assert from_serial(45363.25) == datetime(2024, 3, 12, 6)
    assert from_serial(12) is None


@pytest.mark.parametrize(
    ("values", "country", "found"),
    [
        (["13/02/2024", "01/02/2024"], None, ("DMY", True)), (["01/22/24"], None, ("MDY", True)),
        (["01/02/2024"], None, ("DMY", False)), (["01/02/2024"], "US", ("MDY", False)), (["01.02.2024"], "US", ("DMY", False)),
        (["2024-01-02"], None, ("YMD", True)), (["99/02/14"], None, ("YMD", True)), (["13/02/2024", "02/13/2024"], None, ("DMY", False)),
        ([], "JP", ("YMD", False)), ([], None, ("DMY", False)), (["01/02/2024 13:45"] * 3 + ["28/02/2024 10:00"], None, ("DMY", True)),
    ],
)  # fmt: skip
def test_detect_date_order(values: list[str], country: str | None, found: tuple[str, bool]) -> None:
    assert detect_date_order(values, country=country) == found


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["DMY", "MDY", "YMD"]))
def test_written_days_read_back(day: date, order: str) -> None:
    written = {"DMY": "%d/%m/%Y", "MDY": "%m/%d/%Y", "YMD": "%Y/%m/%d"}[order]
    assert parse_date(day.strftime(written), order) == day
    assert parse_date(date_text(day), order) == day
    assert parse_date(day.strftime("%d %B %Y"), order) == day


@given(st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31)))
def test_stored_moments_read_back(moment: datetime) -> None:
    stored = datetime_text(moment.replace(microsecond=0, tzinfo=UTC))
    read = parse_datetime(stored, "MDY")
    assert read is not None
    assert datetime_text(read) == stored


@given(
    st.one_of(
        st.text(max_size=25),
        st.text(alphabet="0123456789/-.: TZMarch", max_size=25),
        st.floats(),
        st.integers(),
    )
)
def test_any_cell_is_a_day_or_none_and_stays_it(cell: str | float | int) -> None:
    day = parse_date(cell, "DMY")
    if day is not None:
        assert parse_date(date_text(day), "DMY") == day
    moment = parse_datetime(cell, "DMY")
    if moment is not None:
        assert parse_datetime(datetime_text(moment), "DMY") == moment


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5. siječnja 2026", date(2026, 1, 5)),  # Croatian
        ("12 Temmuz 2026", date(2026, 7, 12)),  # Turkish
        ("2026. március 31.", date(2026, 3, 31)),  # Hungarian
        ("31 марта 2026", date(2026, 3, 31)),  # Russian
        ("3 Φεβρουαρίου 2026", date(2026, 2, 3)),  # Greek
        ("14 februarie 2026", date(2026, 2, 14)),  # Romanian
        ("7 Disember 2026", date(2026, 12, 7)),  # Malay
        ("14 lutego 26", date(2026, 2, 14)),  # a usual language needs no long year
        ("14 Temmuz 26", None),
        ("Room 12 2026", None),
        ("Sun 4 2026", None),
    ],
)
def test_month_names_of_every_language_are_read_where_the_year_is_plain(text: str, day: date | None) -> None:
    assert parse_date(text, "DMY") == day
