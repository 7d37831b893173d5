"""Changes of one occurrence and all that follow, as phones and other programs write them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from salesdesk.exchange.calendars.reading import read_calendar
from salesdesk.services.calendar.taking_in import Fate
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import wrong_rows
from tests.services.calendar.test_files import at, fates, shown, take

WEEKLY = """UID:5F1C2A7E-0B1D-4C7A-9C55-2B8A3C9D7E11
DTSTAMP:20260420T080000Z
SUMMARY:Jour fixe
DTSTART;TZID=Europe/Berlin:20260427T110000
DTEND;TZID=Europe/Berlin:20260427T113000
RRULE:FREQ=WEEKLY;COUNT=6;BYDAY=MO
SEQUENCE:0"""
"""Six Mondays at eleven in Berlin, nine o'clock UTC, from 27 April on."""

FROM_THE_THIRD = """UID:5F1C2A7E-0B1D-4C7A-9C55-2B8A3C9D7E11
DTSTAMP:20260501T080000Z
SUMMARY:Jour fixe (new room)
RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260511T110000
DTSTART;TZID=Europe/Berlin:20260512T140000
DTEND;TZID=Europe/Berlin:20260512T150000
LOCATION:Room 4
SEQUENCE:1"""
"""From 11 May on it is on Tuesdays at two, for an hour, elsewhere."""

ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
END:VTIMEZONE"""


def ics(folder: Path, *events: str, name: str = "phone.ics") -> Path:
    """A file as phones write it: with the rules of the zone, folded lines and alarms of their own."""
    inside = "\n".join(f"BEGIN:VEVENT\n{event}\nTRANSP:OPAQUE\nEND:VEVENT" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Phone//Calendar 7.1//EN\nCALSCALE:GREGORIAN\nMETHOD:PUBLISH\n{ZONE}\n{inside}\nEND:VCALENDAR\n"
    target = folder / name
    target.write_bytes(text.replace("\n", "\r\n").encode())
    return target


OLD = [("Jour fixe", at(9))]
NEW = [("Jour fixe (new room)", at(12, days=days)) for days in (8, 15, 22)]


def test_from_one_on_all_are_as_it_is_and_those_before_stay(
    store: Store, services: Services, tmp_path: Path
) -> None:
    file = ics(tmp_path, WEEKLY, FROM_THE_THIRD)
    take(services, file)
    assert shown(services) == [*OLD, *NEW]
    assert {fate for _, fate in fates(take(services, file))} == {Fate.SAME}
    event = next(
        e for e in services.calendar.events(at(0).date(), at(0, days=28).date()) if "new" in e.entry.subject
    )
    assert (event.ends - event.begins).total_seconds() == 3600
    assert event.entry.place == "Room 4"
    following = [i for i in read_calendar(file).items if i.uid.endswith("/from/2026-05-11T09:00:00Z")]
    assert [(i.rule, i.of) for i in following] == [("FREQ=WEEKLY;COUNT=4;BYDAY=TU", None)]
    services.commands.undo()
    assert shown(services) == []
    assert wrong_rows(store) == []


def test_a_series_that_is_here_already_is_changed_from_there_on(services: Services, tmp_path: Path) -> None:
    take(services, ics(tmp_path, WEEKLY))
    assert [begins.day for _, begins in shown(services)] == [4, 11, 18, 25]
    take(services, ics(tmp_path, WEEKLY, FROM_THE_THIRD))
    assert shown(services) == [*OLD, *NEW]
    services.commands.undo()
    assert [begins.day for _, begins in shown(services)] == [4, 11, 18, 25]


def test_it_is_found_again_after_the_first_ones_are_done(services: Services, tmp_path: Path) -> None:
    take(services, ics(tmp_path, WEEKLY))
    (first, *_) = services.calendar.events(at(0).date(), at(0, days=28).date())
    services.activities.finish(first.entry.id)
    file = ics(tmp_path, WEEKLY, FROM_THE_THIRD)
    take(services, file)
    open_ones = [begins for _, begins in shown(services) if begins >= at(0, days=1)]
    assert open_ones == [begins for _, begins in NEW], "the one of 11 May is not there twice"
    assert {fate for _, fate in fates(take(services, file))} <= {Fate.SAME, Fate.REMOVED}
    assert [begins for _, begins in shown(services) if begins >= at(0, days=1)] == open_ones


def test_one_changed_alone_within_the_rest_belongs_to_the_rest(services: Services, tmp_path: Path) -> None:
    alone = """UID:5F1C2A7E-0B1D-4C7A-9C55-2B8A3C9D7E11
SUMMARY:Jour fixe at the fair
RECURRENCE-ID;TZID=Europe/Berlin:20260518T110000
DTSTART;TZID=Europe/Berlin:20260520T160000
DTEND;TZID=Europe/Berlin:20260520T170000
SEQUENCE:1"""
    file = ics(tmp_path, WEEKLY, alone, FROM_THE_THIRD)
    take(services, file)
    assert shown(services) == [*OLD, NEW[0], ("Jour fixe at the fair", at(14, days=16)), NEW[2]]
    assert {fate for _, fate in fates(take(services, file))} == {Fate.SAME}


def test_two_changes_of_all_that_follow_come_one_after_the_other(services: Services, tmp_path: Path) -> None:
    again = """UID:5F1C2A7E-0B1D-4C7A-9C55-2B8A3C9D7E11
SUMMARY:Jour fixe, short
RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260525T110000
DTSTART;TZID=Europe/Berlin:20260525T080000
DTEND;TZID=Europe/Berlin:20260525T081500
SEQUENCE:2"""
    take(services, ics(tmp_path, again, FROM_THE_THIRD, WEEKLY))
    assert shown(services) == [*OLD, *NEW[:2], ("Jour fixe, short", at(6, days=21))]


def test_all_that_follow_are_cancelled(services: Services, tmp_path: Path) -> None:
    off = """UID:5F1C2A7E-0B1D-4C7A-9C55-2B8A3C9D7E11
SUMMARY:Jour fixe
STATUS:CANCELLED
RECURRENCE-ID;RANGE=THISANDFUTURE:20260518T090000Z
DTSTART;TZID=Europe/Berlin:20260518T110000
SEQUENCE:3"""
    take(services, ics(tmp_path, WEEKLY))
    take(services, ics(tmp_path, WEEKLY, off))
    assert [begins.day for _, begins in shown(services)] == [4, 11]


def test_of_what_lasts_all_day_and_ends_on_a_day(services: Services, tmp_path: Path) -> None:
    days = """UID:days@phone
SUMMARY:Fair
DTSTART;VALUE=DATE:20260504
DTEND;VALUE=DATE:20260505
RRULE:FREQ=WEEKLY;UNTIL=20260530
EXDATE;VALUE=DATE:20260518"""
    later = """UID:days@phone
SUMMARY:Fair, Wednesdays
RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20260511
DTSTART;VALUE=DATE:20260513
DTEND;VALUE=DATE:20260514"""
    take(services, ics(tmp_path, days, later))
    assert [(title, begins.day) for title, begins in shown(services)] == [
        ("Fair", 4),
        ("Fair, Wednesdays", 13),
        ("Fair, Wednesdays", 27),
    ]


def test_a_series_split_into_two_as_web_calendars_do_doubles_nothing(
    services: Services, tmp_path: Path
) -> None:
    """The first one ends where the second begins, which has a name of its own."""
    whole = WEEKLY.replace("COUNT=6;", "").replace("UID:", "UID:web-")
    take(services, ics(tmp_path, whole))
    (first, *_) = services.calendar.events(at(0).date(), at(0, days=28).date())
    services.activities.finish(first.entry.id)
    ended = whole.replace("BYDAY=MO", "UNTIL=20260510T215959Z;BYDAY=MO").replace("SEQUENCE:0", "SEQUENCE:1")
    second = """UID:web-5F1C2A7E_R20260511T090000@calendar.example
SUMMARY:Jour fixe later
DTSTART;TZID=Europe/Berlin:20260511T160000
DTEND;TZID=Europe/Berlin:20260511T163000
RRULE:FREQ=WEEKLY;BYDAY=MO"""
    file = ics(tmp_path, ended, second)
    take(services, file)
    after = [(title, begins) for title, begins in shown(services) if begins > at(23)]
    assert after == [("Jour fixe later", at(14, days=days)) for days in (7, 14, 21)]
    take(services, file)
    assert [one for one in shown(services) if one[1] > at(23)] == after


@pytest.mark.parametrize("value", ["THISANDPRIOR", "THISANDFUTURE"])
def test_a_change_without_its_series_is_left_out_and_said(
    services: Services, tmp_path: Path, value: str
) -> None:
    alone = FROM_THE_THIRD.replace("THISANDFUTURE", value)
    file = read_calendar(ics(tmp_path, alone, "UID:1\nSUMMARY:Other\nDTSTART:20260505T090000Z"))
    assert [item.title for item in file.items] == ["Other"]
    assert file.left_out == ("Jour fixe (new room)",)


def test_days_of_the_month_are_those_of_the_changed_one(tmp_path: Path) -> None:
    monthly = "UID:m\nSUMMARY:Rent\nDTSTART:20260105T090000Z\nRRULE:FREQ=MONTHLY;BYMONTHDAY=5"
    second = "UID:n\nSUMMARY:Club\nDTSTART:20260105T090000Z\nRRULE:FREQ=MONTHLY;BYDAY=1MO"
    changes = [
        f"UID:{uid}\nSUMMARY:x\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260{month}T090000Z\nDTSTART:20260{to}T100000Z"
        for uid, month, to in (("m", "505", "506"), ("n", "504", "505"))
    ]
    items = read_calendar(ics(tmp_path, monthly, second, *changes)).items
    assert [item.rule for item in items if "/from/" in item.uid] == ["FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=1TU"]
    assert datetime.fromisoformat(items[1].first or "").day == 6
