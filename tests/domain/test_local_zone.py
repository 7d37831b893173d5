"""The zone of the system, with its rules for every day."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from salesdesk.domain.activities import Repeat
from salesdesk.domain.activities.moments import local, stored
from salesdesk.domain.activities.repeating import begun, occurrences, on_its_clock
from salesdesk.domain.days import day_start, local_day
from salesdesk.domain.local_zone import LocalZone, in_utc


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The system's zone."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin")
def test_every_day_has_its_own_offset() -> None:
    summer = datetime(2026, 7, 1, 12, tzinfo=UTC).astimezone(LocalZone())
    winter = datetime(2026, 12, 1, 12, tzinfo=UTC).astimezone(LocalZone())
    assert (summer.hour, winter.hour) == (14, 13)
    assert (summer.utcoffset(), winter.utcoffset()) == (timedelta(hours=2), timedelta(hours=1))
    assert (summer.tzname(), winter.tzname()) == ("CEST", "CET")
    assert summer.replace(month=12).astimezone(UTC).hour == 13
    assert summer.dst() is None


@pytest.mark.usefixtures("berlin")
def test_an_hour_that_the_clock_skips_counts_on_from_before() -> None:
    """RFC 5545, 3.3.5."""
    skipped = datetime(2027, 3, 28, 2, 30)
    assert in_utc(skipped) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert local(stored(skipped)) == datetime(2027, 3, 28, 3, 30)
    daily = begun(Repeat("FREQ=DAILY;COUNT=4"), stored(datetime(2027, 3, 26, 2, 30)))
    found = occurrences(daily, datetime(2027, 3, 26), datetime(2027, 4, 1))
    assert [on_its_clock(daily, stored(at)) for at in found] == found
    assert [local(stored(at)).strftime("%d %H:%M") for at in found] == [
        "26 02:30",
        "27 02:30",
        "28 03:30",
        "29 02:30",
    ]


@pytest.mark.usefixtures("berlin")
def test_an_hour_that_comes_twice_is_the_first_unless_it_is_said() -> None:
    twice = datetime(2027, 10, 31, 2, 30)
    assert in_utc(twice) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    for moment in (in_utc(twice), in_utc(twice.replace(fold=1))):
        there = moment.astimezone(LocalZone())
        assert there.replace(tzinfo=None) == twice
        assert there.astimezone(UTC) == moment
    assert in_utc(datetime(2027, 3, 28, 9, 0, 0, 5)).microsecond == 5


@pytest.fixture
def havana(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A zone whose clock is put on at midnight."""
    monkeypatch.setenv("TZ", "America/Havana")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("havana")
def test_a_day_that_has_no_midnight_begins_after_the_gap() -> None:
    assert in_utc(datetime(2027, 3, 14)).astimezone(LocalZone()).strftime("%d %H:%M") == "14 01:00"
    assert local_day(day_start(date(2027, 3, 14)).moment) == date(2027, 3, 14)
