"""Where entries stand in a calendar: their spans, what lies beside what, and the days that a view shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from salesdesk.domain.activities import Activity, ActivityKind
from salesdesk.domain.calendar.clashes import clashing, free_time
from salesdesk.domain.calendar.events import CalendarEvent, event_of, within
from salesdesk.domain.calendar.lanes import day_layout, strips
from salesdesk.domain.calendar.places import zone_of_number
from salesdesk.domain.calendar.spans import View, add_months, days_shown, stepped
from salesdesk.domain.calendar.working_hours import WorkingHours, read_working_hours

DAY = date(2026, 11, 23)
BERLIN = ZoneInfo("Europe/Berlin")


def entry(number: int = 1, **values: object) -> Activity:
    """A call that is to be made."""
    made = Activity(
        number, 1, ActivityKind.CALL, "Call", None, 1, "Ann", None, "", None, "", None, None, "",
        None, "2026-11-23", None, None, None, None, None, "2026-11-01T09:00:00Z",
    )  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]


def timed(number: int, begins: str, ends: str, **values: object) -> CalendarEvent:
    """An event of the day, from one time to another."""
    at, until = (datetime.fromisoformat(f"2026-11-23T{clock}") for clock in (begins, ends))
    return CalendarEvent(entry(number, due_at=at.isoformat() + "Z", **values), at, until, False)


def test_spans_are_told_by_the_clock_on_the_wall() -> None:
    call = event_of(entry(due_at="2026-11-23T13:00:00Z", end_at="2026-11-23T14:30:00Z"), zone=BERLIN)
    assert call is not None
    assert (call.begins, call.ends) == (datetime(2026, 11, 23, 14), datetime(2026, 11, 23, 15, 30))
    bare = event_of(entry(due_at="2026-11-23T13:00:00Z"), zone=BERLIN)
    assert bare is not None
    assert bare.minutes == 30
    logged = event_of(entry(due_at=None, at="2026-11-23T13:00:00Z", duration_minutes=12), zone=BERLIN)
    assert logged is not None
    assert logged.minutes == 12
    assert logged.is_done
    trip = event_of(entry(end_at="2026-11-25"), zone=BERLIN)
    assert trip is not None
    assert trip.whole
    assert trip.days == (DAY, date(2026, 11, 25))
    later = event_of(entry(due_at="2026-10-19T12:00:00Z"), "2026-10-26T13:00:00Z", BERLIN)
    assert later is not None
    assert later.begins == datetime(2026, 10, 26, 14), "summer time has ended"
    assert event_of(entry(due_at=None)) is None


def test_what_touches_some_days_is_within_them() -> None:
    late = CalendarEvent(entry(2), datetime(2026, 11, 22, 23), datetime(2026, 11, 23, 1), False)
    ends = CalendarEvent(entry(3), datetime(2026, 11, 22, 23), datetime(2026, 11, 23), False)
    morning = timed(4, "09:00", "10:00")
    assert within([morning, ends, late], DAY, DAY + timedelta(days=1)) == [late, morning]


def test_what_overlaps_shares_the_column_and_from_the_fourth_on_is_counted() -> None:
    events = [timed(n, f"09:{n * 5:02}", "11:00") for n in range(5)] + [timed(9, "11:00", "12:00")]
    layout = day_layout(events, DAY)
    assert [(p.event.entry.id, p.lane, p.lanes) for p in layout.placed] == [
        (0, 0, 3),
        (1, 1, 3),
        (2, 2, 3),
        (9, 0, 1),
    ]
    (more,) = layout.more
    assert ([e.entry.id for e in more.events], more.begins) == ([3, 4], 9 * 60 + 15)


def test_a_lane_that_is_free_again_is_taken() -> None:
    layout = day_layout(
        [timed(1, "09:00", "12:00"), timed(2, "09:00", "10:00"), timed(3, "10:00", "11:00")], DAY
    )
    assert [(p.event.entry.id, p.lane, p.lanes) for p in layout.placed] == [(1, 0, 2), (2, 1, 2), (3, 1, 2)]


def test_what_takes_days_lies_above_the_hours_in_rows() -> None:
    days = days_shown(View.WEEK, DAY)
    trip = event_of(entry(1, due_at="2026-11-25", end_at="2026-11-27"))
    before = event_of(entry(2, due_at="2026-11-20", end_at="2026-11-23"))
    task = event_of(entry(3, due_at="2026-11-25"))
    assert trip
    assert before
    assert task
    found = {s.event.entry.id: (s.first, s.last, s.row) for s in strips([task, trip, before], days)}
    assert found == {1: (2, 4, 0), 2: (0, 0, 0), 3: (2, 2, 1)}


def test_a_month_is_shown_in_whole_weeks() -> None:
    assert days_shown(View.DAY, DAY) == (DAY,)
    assert days_shown(View.WEEK, DAY, 6)[0] == date(2026, 11, 22)
    month = days_shown(View.MONTH, DAY)
    assert (month[0], month[-1], len(month)) == (date(2026, 10, 26), date(2026, 12, 6), 42)
    assert len(days_shown(View.MONTH, date(2027, 2, 10))) == 28
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert stepped(View.MONTH, date(2026, 12, 31), -1) == date(2026, 11, 30)
    assert stepped(View.WEEK, date.max, 1) == date.max


@pytest.mark.parametrize(
    "text", ["", "8 09:00-17:00", "1 17:00-09:00", "1 09:00-25:00", "1 09:75-10:00", "12345"]
)
def test_hours_that_cannot_be_are_none(text: str) -> None:
    assert read_working_hours(text) is None


def test_working_hours_are_kept_as_they_were_said() -> None:
    hours = WorkingHours(frozenset({0, 2, 5}), 7 * 60, 12 * 60 + 30)
    assert hours.text == "136 07:00-12:30"
    assert read_working_hours(hours.text) == hours
    assert hours.on(date(2026, 11, 24)) is None


def test_a_clash_has_a_free_time_beside_it_within_the_working_hours() -> None:
    now = datetime(2026, 11, 23, 8)
    events = [timed(1, "14:00", "15:00"), timed(2, "15:00", "17:20"), timed(3, "14:00", "14:30", done_at="x")]
    at = datetime(2026, 11, 23, 14, 15)
    half = timedelta(minutes=30)
    assert [e.entry.id for e in clashing(events, at, at + half)] == [1]
    assert clashing(events, at, at + half, without=1) == []
    hours = WorkingHours()
    assert free_time(events, at, half, hours, now) == datetime(2026, 11, 24, 8, 30), (
        "too short before the end"
    )
    friday = datetime(2026, 11, 27, 17, 0)
    assert free_time([], friday, timedelta(hours=1), hours, now) == datetime(2026, 11, 30, 8, 30)
    assert free_time([], friday, half, WorkingHours(frozenset()), now) is None


@pytest.mark.parametrize(
    ("number", "there"),
    [
        ("+12125550123", datetime(2026, 11, 23, 9)),
        ("+447911123456", datetime(2026, 11, 23, 14)),
        ("+18005550123", None),
        ("nonsense", None),
    ],
)
def test_the_number_of_somebody_tells_their_time_where_it_lies_in_one_zone(
    number: str, there: datetime | None
) -> None:
    zone = zone_of_number(number)
    moment = datetime(2026, 11, 23, 14, tzinfo=UTC)
    assert (None if zone is None else moment.astimezone(zone).replace(tzinfo=None)) == there
