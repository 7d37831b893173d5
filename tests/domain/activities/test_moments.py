"""When entries take place, how they are moved, and when to remind of them."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from salesdesk.domain.activities import Activity, ActivityKind
from salesdesk.domain.activities.answers import deal_meant, step_answered
from salesdesk.domain.activities.moments import (
    checked_end,
    end_of,
    is_due,
    is_overdue,
    lies_ahead,
    minutes_of,
    moved_end,
    moved_to,
    reminder_of,
)
from salesdesk.errors import InputError

NOW, TODAY = "2026-05-04T09:00:00Z", "2026-05-04"
BERLIN = ZoneInfo("Europe/Berlin")


def step(number: int = 1, **values: object) -> Activity:
    """A call that is to be made."""
    made = Activity(
        number, 1, ActivityKind.CALL, "Call", None, 1, "Ann", None, "", None, "", None, None, "",
        None, TODAY, None, None, None, None, None, NOW,
    )  # fmt: skip
    return replace(made, **values)


@pytest.mark.parametrize(
    ("moment", "ahead", "due", "overdue"),
    [
        ("2026-05-03", False, True, True),
        ("2026-05-04", True, True, False),
        ("2026-05-05", True, False, False),
        ("2026-05-04T08:59:59Z", False, True, True),
        ("2026-05-04T09:00:00Z", False, True, False),
        ("2026-05-04T09:00:01Z", True, False, False),
    ],
)
def test_a_day_lasts_until_it_is_over_and_a_moment_until_it_has_passed(
    moment: str, ahead: bool, due: bool, overdue: bool
) -> None:
    assert lies_ahead(moment, NOW, TODAY) is ahead
    assert is_due(moment, NOW, TODAY) is due
    assert is_overdue(moment, NOW, TODAY) is overdue


def test_what_is_moved_is_as_long_as_before() -> None:
    assert end_of("2026-05-04T09:00:00Z", 90) == "2026-05-04T10:30:00Z"
    assert end_of("2026-05-04", 90) is None
    assert minutes_of("2026-05-04T09:00:00Z", "2026-05-04T10:30:00Z") == 90
    assert minutes_of("2026-05-04", "2026-05-06") is None
    assert (
        moved_end("2026-05-04T09:00:00Z", "2026-05-04T10:30:00Z", "2026-06-01T23:00:00Z")
        == "2026-06-02T00:30:00Z"
    )
    assert moved_end("2026-05-04", "2026-05-06", "2026-05-30") == "2026-06-01"
    assert moved_end("2026-05-04", "2026-05-06", "2026-05-30T09:00:00Z") is None
    for start, end in (("2026-05-04", "2026-05-03"), ("2026-05-04", "2026-05-04T09:00:00Z")):
        with pytest.raises(InputError):
            checked_end(start, end)


def test_on_another_day_it_keeps_its_time_on_the_wall() -> None:
    assert moved_to("2026-03-27T09:00:00Z", "2026-03-30", BERLIN) == "2026-03-30T08:00:00Z"
    assert moved_to("2026-03-27", "2026-03-30", BERLIN) == "2026-03-30"
    assert moved_to("2026-03-27T09:00:00Z", "2026-03-30T12:00:00Z", BERLIN) == "2026-03-30T12:00:00Z"
    assert moved_to(None, "2026-03-30", BERLIN) == "2026-03-30"


def test_a_reminder_comes_before_it_or_when_it_was_put_off_to() -> None:
    timed = step(due_at="2026-05-04T12:00:00Z")
    assert reminder_of(timed) is None
    assert reminder_of(replace(timed, remind_minutes=0)) == "2026-05-04T12:00:00Z"
    assert reminder_of(replace(timed, remind_minutes=90)) == "2026-05-04T10:30:00Z"
    put_off = replace(timed, remind_minutes=90, snoozed_until="2026-05-05T07:00:00Z")
    assert reminder_of(put_off) == "2026-05-05T07:00:00Z"
    assert reminder_of(replace(put_off, done_at=NOW)) is None


def test_the_step_that_waited_longest_is_answered_and_none_of_another_deal() -> None:
    waiting = [
        step(1, due_at="2026-05-04"),
        step(2, due_at="2026-05-02", deal_id=8),
        step(3, due_at="2026-05-01", kind=ActivityKind.TASK),
        step(4, due_at="2026-05-20"),
        step(5, due_at="2026-05-03", done_at=NOW),
    ]

    def answered(deal: int | None) -> int | None:
        found = step_answered(waiting, "call", deal, NOW, TODAY)
        return None if found is None else found.id

    assert answered(None) == 2
    assert answered(8) == 2
    assert answered(9) == 1
    assert step_answered(waiting[3:], "call", None, NOW, TODAY) is None


def test_the_only_open_deal_is_meant() -> None:
    assert deal_meant(None, [7]) == 7
    assert deal_meant(3, [7]) == 3
    assert deal_meant(None, []) is None
    assert deal_meant(None, [7, 8]) is None
