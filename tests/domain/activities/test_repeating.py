"""What comes again: by date, from completion, over the change of the clocks, with occurrences left out."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from salesdesk.domain.activities import Repeat, RepeatBy
from salesdesk.domain.activities.moments import stored
from salesdesk.domain.activities.repeating import (
    Series,
    after_completion,
    after_leaving_out,
    as_chosen,
    begun,
    checked_repeat,
    due_of,
    ended_before,
    ending_on,
    occurrences,
    parted_end,
)
from salesdesk.errors import InputError

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")


def follow(series: Series, times: int, done: str) -> list[str]:
    """When the next ones are due, each done at the same moment."""
    found = []
    step: Series | None = series
    for _ in range(times):
        assert step is not None
        step = after_completion(step, done, BERLIN)
        found.append("" if step is None else due_of(step, BERLIN))
        if step is None:
            break
    return found


@pytest.mark.parametrize(
    ("rule", "plain", "last"),
    [
        ("FREQ=WEEKLY", "FREQ=WEEKLY", None),
        ("FREQ=WEEKLY;COUNT=4", "FREQ=WEEKLY;COUNT=4", None),
        ("FREQ=WEEKLY;UNTIL=20261231T085959", "FREQ=WEEKLY", date(2026, 12, 31)),
        ("FREQ=WEEKLY;UNTIL=20261231;BYDAY=MO", "FREQ=WEEKLY;BYDAY=MO", date(2026, 12, 31)),
    ],
)
def test_the_last_day_is_parted_from_a_rule(rule: str, plain: str, last: date | None) -> None:
    assert parted_end(rule) == (plain, last)
    assert parted_end(ending_on(plain, last)) == (plain, last)


@pytest.mark.parametrize("by", RepeatBy)
def test_the_last_day_counts_and_nothing_comes_behind_it(by: RepeatBy) -> None:
    weekly = begun(Repeat(ending_on("FREQ=WEEKLY", date(2026, 4, 6)), by), "2026-03-23T09:00:00Z", BERLIN)
    first = after_completion(weekly, "2026-03-23T09:00:00Z", BERLIN)
    assert first is not None
    second = after_completion(first, "2026-03-30T08:00:00Z", BERLIN)
    assert second is not None
    assert due_of(second, BERLIN) == "2026-04-06T08:00:00Z"
    assert after_completion(second, "2026-04-06T08:00:00Z", BERLIN) is None


def test_a_call_at_ten_stays_at_ten_when_summer_time_begins_and_ends() -> None:
    weekly = begun(Repeat("FREQ=WEEKLY"), "2026-03-23T09:00:00Z", BERLIN)  # 10:00 in winter
    assert follow(weekly, 2, "2026-03-23T09:00:00Z") == ["2026-03-30T08:00:00Z", "2026-04-06T08:00:00Z"]
    autumn = begun(Repeat("FREQ=WEEKLY"), "2026-10-19T08:00:00Z", BERLIN)
    assert follow(autumn, 1, "2026-10-19T08:00:00Z") == ["2026-10-26T09:00:00Z"]
    there = begun(Repeat("FREQ=WEEKLY"), "2026-03-02T15:00:00Z", NEW_YORK)
    later = after_completion(there, "2026-03-02T15:00:00Z", NEW_YORK)
    assert later is not None
    assert due_of(later, NEW_YORK) == "2026-03-09T14:00:00Z"


def test_a_time_that_the_clock_skips_comes_an_hour_later_and_not_never() -> None:
    daily = begun(Repeat("FREQ=DAILY"), "2026-03-28T01:30:00Z", BERLIN)  # 02:30, which the 29th has not
    assert follow(daily, 2, "2026-03-28T02:00:00Z") == ["2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"]


@pytest.mark.parametrize(
    ("done", "next_due"),
    [
        ("2026-05-03T09:00:00Z", "2026-05-11"),  # early
        ("2026-05-04T09:00:00Z", "2026-05-11"),  # on the day
        ("2026-05-06T09:00:00Z", "2026-05-11"),  # a bit late
        ("2026-05-25T09:00:00Z", "2026-05-25"),  # three weeks late, on a day when it would be
        ("2026-05-26T09:00:00Z", "2026-06-01"),
    ],
)
def test_by_date_what_was_missed_is_not_made_up_for(done: str, next_due: str) -> None:
    weekly = begun(Repeat("FREQ=WEEKLY"), "2026-05-04", BERLIN)
    assert follow(weekly, 1, done) == [next_due]


def test_from_completion_it_counts_from_the_day_it_was_done() -> None:
    often = begun(Repeat("FREQ=DAILY;INTERVAL=14", RepeatBy.COMPLETION), "2026-05-04", BERLIN)
    assert follow(often, 1, "2026-05-10T20:00:00Z") == ["2026-05-24"]
    timed = begun(Repeat("FREQ=DAILY;INTERVAL=14", RepeatBy.COMPLETION), "2026-05-04T08:00:00Z", BERLIN)
    assert follow(timed, 1, "2026-05-10T20:00:00Z") == ["2026-05-24T08:00:00Z"]


def test_a_count_says_how_many_there_are_with_those_that_were_left_out() -> None:
    three = begun(Repeat("FREQ=WEEKLY;COUNT=3"), "2026-05-04", BERLIN)
    assert follow(three, 3, "2026-05-04T08:00:00Z") == ["2026-05-11", "2026-05-18", ""]
    second = after_leaving_out(three)
    assert second is not None
    assert second.rule == "FREQ=WEEKLY;COUNT=2"
    assert follow(second, 2, "2026-05-04T08:00:00Z") == ["2026-05-18", ""]


def test_every_other_week_keeps_its_weeks_and_the_last_of_a_month_its_day() -> None:
    other = begun(Repeat("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"), "2026-05-07", BERLIN)
    assert follow(other, 3, "2026-05-07T08:00:00Z") == ["2026-05-18", "2026-05-21", "2026-06-01"]
    last = begun(Repeat("FREQ=MONTHLY;BYMONTHDAY=-1"), "2026-01-31", BERLIN)
    assert follow(last, 2, "2026-01-31T08:00:00Z") == ["2026-02-28", "2026-03-31"]


def test_what_is_left_out_is_foreseen_no_more() -> None:
    weekly = begun(Repeat("FREQ=WEEKLY"), "2026-05-04", BERLIN)
    without = Series(weekly.rule, weekly.by, weekly.at, True, (datetime(2026, 5, 11),))
    found = occurrences(without, datetime(2026, 5, 1), datetime(2026, 6, 1))
    assert [at.day for at in found] == [4, 18, 25]
    assert follow(without, 1, "2026-05-04T08:00:00Z") == ["2026-05-18"]


def test_a_series_that_is_ended_has_nothing_after_that() -> None:
    weekly = begun(Repeat("FREQ=WEEKLY;COUNT=20"), "2026-05-04T08:00:00Z", BERLIN)
    ended = Series(ended_before(weekly, datetime(2026, 5, 18, 10)), weekly.by, weekly.at, False)
    found = occurrences(ended, datetime(2026, 5, 1), datetime(2027, 1, 1))
    assert [at.day for at in found] == [4, 11]


@pytest.mark.parametrize(
    "rule",
    ["", "weekly", "FREQ=HOURLY", "FREQ=WEEKLY;COUNT=0", "FREQ=WEEKLY;COUNT=2;UNTIL=20261231", "FREQ=DAILY;BYDAY=XX",
     "FREQ=DAILY\nEXDATE:20260101", "DTSTART:20260101;FREQ=DAILY", "FREQ=DAILY;INTERVAL=0;COUNT=99999"],
)  # fmt: skip
def test_what_is_no_rule_is_refused(rule: str) -> None:
    with pytest.raises(InputError):
        checked_repeat(Repeat(rule))


def test_a_rule_is_kept_in_one_form() -> None:
    assert checked_repeat(Repeat("rrule:freq=weekly;byday=mo")) == Repeat("FREQ=WEEKLY;BYDAY=MO")
    assert checked_repeat(None) is None


@pytest.mark.parametrize(
    ("rule", "first", "following"),
    [
        ("FREQ=MONTHLY", "2026-01-31", ["2026-02-28", "2026-03-31", "2026-04-30"]),
        ("FREQ=MONTHLY", "2026-01-30", ["2026-02-28", "2026-03-30", "2026-04-30"]),
        ("FREQ=MONTHLY;INTERVAL=3", "2026-11-30", ["2027-02-28", "2027-05-30", "2027-08-30"]),
        ("FREQ=YEARLY", "2028-02-29", ["2029-02-28", "2030-02-28", "2031-02-28"]),
        ("FREQ=MONTHLY", "2026-01-15", ["2026-02-15", "2026-03-15", "2026-04-15"]),
    ],
)
def test_every_month_from_a_day_that_not_all_months_have(rule: str, first: str, following: list[str]) -> None:
    series: Series | None = begun(Repeat(rule), first)
    found = []
    for _ in following:
        assert series is not None
        series = after_completion(series, due_of(series))
        assert series is not None
        found.append(due_of(series))
    assert found == following
    assert series is not None
    assert as_chosen(series.rule) == rule
    counted = begun(Repeat(rule, RepeatBy.COMPLETION), first)
    later = after_completion(counted, first)
    assert later is not None
    assert (due_of(later), later.rule) == (following[0], rule)


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1"])
def test_a_rule_that_goes_nowhere_is_none(rule: str) -> None:
    with pytest.raises(InputError):
        checked_repeat(Repeat(rule))


def test_the_last_day_of_a_rule_counts_whatever_the_hour() -> None:
    repeat = checked_repeat(Repeat("FREQ=WEEKLY;UNTIL=20270118"))
    assert repeat is not None
    series = begun(repeat, stored(datetime(2027, 1, 11, 10)))
    assert occurrences(series, datetime(2027, 1, 1), datetime(2027, 2, 1)) == [
        datetime(2027, 1, 11, 10), datetime(2027, 1, 18, 10),
    ]  # fmt: skip
