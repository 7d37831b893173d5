"""A series that comes again by the clock of another place goes by that clock: summer time may begin there on another day."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from salesdesk.services.calendar.taking_in import Fate
from salesdesk.services.services import Services
from tests.services.calendar.test_files import calendar, take

AUTUMN = (date(2026, 10, 19), date(2026, 11, 30))
NEW_YORK = "UID:n | SUMMARY:Call | DTSTART;TZID=America/New_York:20261026T090000 | DTEND;TZID=America/New_York:20261026T100000"
WEEKLY = f"{NEW_YORK} | RRULE:FREQ=WEEKLY;COUNT=4"


def days(services: Services) -> list[datetime]:
    return [event.begins for event in services.calendar.events(*AUTUMN)]


def test_nine_in_new_york_is_an_hour_later_here_once_summer_time_ends_there(
    services: Services, tmp_path: Path
) -> None:
    take(services, calendar(tmp_path, WEEKLY))
    assert days(services) == [
        datetime(2026, 10, 26, 13), datetime(2026, 11, 2, 14), datetime(2026, 11, 9, 14), datetime(2026, 11, 16, 14),
    ]  # fmt: skip
    assert take(services, calendar(tmp_path, WEEKLY)).count(Fate.SAME) == 1


@pytest.mark.parametrize(
    "without",
    ["EXDATE;TZID=America/New_York:20261102T090000", "EXDATE:20261102T140000Z", "EXDATE;VALUE=DATE:20261102"],
)
def test_what_is_left_out_there_is_left_out_here(services: Services, tmp_path: Path, without: str) -> None:
    take(services, calendar(tmp_path, f"{WEEKLY} | {without}"))
    assert days(services) == [
        datetime(2026, 10, 26, 13),
        datetime(2026, 11, 9, 14),
        datetime(2026, 11, 16, 14),
    ]


def test_one_that_was_moved_alone_stands_once(services: Services, tmp_path: Path) -> None:
    moved = (
        "UID:n | SUMMARY:Call | RECURRENCE-ID;TZID=America/New_York:20261102T090000 | "
        "DTSTART;TZID=America/New_York:20261103T110000"
    )
    take(services, calendar(tmp_path, WEEKLY, moved))
    assert days(services) == [
        datetime(2026, 10, 26, 13), datetime(2026, 11, 3, 16), datetime(2026, 11, 9, 14), datetime(2026, 11, 16, 14),
    ]  # fmt: skip


def test_a_day_of_the_week_or_month_is_one_there(services: Services, tmp_path: Path) -> None:
    late = "UID:m | SUMMARY:Call | DTSTART;TZID=America/New_York:20261005T200000 | RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=3"
    take(services, calendar(tmp_path, late))
    # the first Monday at eight in the evening there is a Tuesday here, in November the third
    assert days(services) == [datetime(2026, 11, 3, 1)]


def test_it_goes_on_by_that_clock_when_one_is_done_and_leaves_so(services: Services, tmp_path: Path) -> None:
    take(services, calendar(tmp_path, WEEKLY))
    (first, *_) = services.calendar.events(*AUTUMN)
    services.activities.finish(first.entry.id, at="2026-10-26T14:00:00Z")
    assert [begin for begin in days(services) if begin.day != 26] == [
        datetime(2026, 11, 2, 14), datetime(2026, 11, 9, 14), datetime(2026, 11, 16, 14),
    ]  # fmt: skip
    out = tmp_path / "out.ics"
    services.calendar_files.save(out, [event.entry.id for event in services.calendar.events(*AUTUMN)])
    text = out.read_text("utf-8")
    assert "DTSTART;TZID=America/New_York:20261102T090000" in text
    assert "TZID:America/New_York" in text


def test_a_foreseen_one_is_left_out_by_that_clock(services: Services, tmp_path: Path) -> None:
    take(services, calendar(tmp_path, WEEKLY))
    (first, second, *_) = services.calendar.events(*AUTUMN)
    services.activities.occurrences.leave_out(first.entry.id, second.occurrence)
    assert days(services) == [
        datetime(2026, 10, 26, 13),
        datetime(2026, 11, 9, 14),
        datetime(2026, 11, 16, 14),
    ]


def test_all_day_series_leave_out_a_midnight_of_any_zone(services: Services, tmp_path: Path) -> None:
    fair = (
        "UID:d | SUMMARY:Fair | DTSTART;VALUE=DATE:20261026 | RRULE:FREQ=WEEKLY;COUNT=3 | "
        "EXDATE;TZID=America/New_York:20261102T000000"
    )
    take(services, calendar(tmp_path, fair))
    assert days(services) == [datetime(2026, 10, 26), datetime(2026, 11, 9)]


def test_of_two_versions_the_newer_counts_wherever_it_stands(services: Services, tmp_path: Path) -> None:
    newer = "UID:v | SEQUENCE:2 | SUMMARY:New | DTSTART:20261027T090000Z"
    older = "UID:v | SEQUENCE:0 | SUMMARY:Old | DTSTART:20261028T090000Z"
    take(services, calendar(tmp_path, newer, older))
    assert [event.entry.subject for event in services.calendar.events(*AUTUMN)] == ["New"]


OWN_RULES = """BEGIN:VTIMEZONE
TZID:Head office
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
"""


def test_a_clock_that_only_the_file_names_goes_as_its_rules_say(services: Services, tmp_path: Path) -> None:
    path = calendar(tmp_path, WEEKLY.replace("America/New_York", "Head office"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("BEGIN:VEVENT", f"{OWN_RULES}BEGIN:VEVENT", 1), encoding="utf-8")
    take(services, path)
    assert days(services) == [
        datetime(2026, 10, 26, 13), datetime(2026, 11, 2, 14), datetime(2026, 11, 9, 14), datetime(2026, 11, 16, 14),
    ]  # fmt: skip
