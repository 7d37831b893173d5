"""Calendar files: what is written is read again, and what others write is understood."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from icalendar import Calendar

from salesdesk.domain.calendar.items import CalendarFile, CalendarItem, Guest, entry_uid, read_uid, series_uid
from salesdesk.errors import FileProblem
from salesdesk.exchange.calendars.session import read_calendar_file
from salesdesk.exchange.calendars.writing import write_calendar

CALL = CalendarItem(
    "a.1", "Call; Anna, “Ärger” \\ Österreich", "2026-11-23T13:00:00Z", "2026-11-23T14:00:00Z", body="Line 1\nLine 2",
    place="Halle 5, Tür B", kind="call", kind_named="Call", priority="high", remind_minutes=15,
    guests=(Guest("Ben"),), sequence=3, stamp="2026-11-01T09:00:00Z",
)  # fmt: skip


def written(folder: Path, *items: CalendarItem) -> Path:
    target = folder / "calendar.ics"
    assert write_calendar(target, items, "Work") == len(items)
    return target


def foreign(folder: Path, *lines: str, head: str = "") -> CalendarFile:
    """A file of another program with one event of these lines."""
    target = folder / "foreign.ics"
    body = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        *head.splitlines(),
        "BEGIN:VEVENT",
        *lines,
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    target.write_bytes("\r\n".join(body).encode())
    return read_calendar_file(target)


def only(file: CalendarFile) -> CalendarItem:
    (item,) = file.items
    return item


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    trip = CalendarItem("a.2", "Fair", "2026-11-25", "2026-11-27", stamp=CALL.stamp)
    task = CalendarItem("a.3", "Offer", "2026-11-25", stamp=CALL.stamp)
    weekly = replace(
        CALL, uid="a.4", rule="FREQ=WEEKLY;UNTIL=20270101T120000", first="2026-11-23T13:00:00",
        without=("2026-11-30T13:00:00",), zone="Etc/UTC",
    )  # fmt: skip
    moved = replace(
        CALL, uid="a.4", begins="2026-12-07T15:00:00Z", ends="2026-12-07T16:00:00Z", of="2026-12-07T13:00:00Z"
    )
    path = written(tmp_path, CALL, trip, task, weekly, moved)
    text = path.read_bytes()
    assert text.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert max(map(len, text.split(b"\r\n"))) <= 75
    found = {item.key: item for item in read_calendar_file(path).items}
    kept = ("title", "begins", "ends", "body", "place", "kind", "kind_named", "priority", "remind_minutes")
    for item in (CALL, trip, task, moved):
        assert [getattr(found[item.key], name) for name in kept] == [getattr(item, name) for name in kept]
    again = found["a.4"]
    assert (again.rule, again.first, again.without) == (
        "FREQ=WEEKLY;UNTIL=20270101T120000", "2026-11-23T13:00:00", ("2026-11-30T13:00:00",),
    )  # fmt: skip


def test_every_calendar_finds_the_rules_of_the_zone_in_the_file(tmp_path: Path) -> None:
    weekly = replace(CALL, rule="FREQ=WEEKLY;COUNT=30", first="2026-03-02T10:00:00", zone="Europe/Berlin")
    text = written(tmp_path, weekly).read_text(encoding="utf-8")
    assert "DTSTART;TZID=Europe/Berlin:20260302T100000" in text
    assert "TZID:Europe/Berlin" in text
    assert "BEGIN:DAYLIGHT" in text
    calendar = Calendar.from_ical(text)
    assert calendar.get_missing_tzids() == set()


@pytest.mark.parametrize(
    ("lines", "begins", "ends"),
    [
        (("DTSTART:20261123T140000Z", "DURATION:PT45M"), "2026-11-23T14:00:00Z", "2026-11-23T14:45:00Z"),
        (("DTSTART;TZID=Europe/Berlin:20260720T140000",), "2026-07-20T12:00:00Z", None),
        (("DTSTART;TZID=Europe/Berlin:20261123T140000",), "2026-11-23T13:00:00Z", None),
        (("DTSTART;TZID=Pacific Standard Time:20260720T080000",), "2026-07-20T15:00:00Z", None),
        (("DTSTART;VALUE=DATE:20261123", "DTEND;VALUE=DATE:20261124"), "2026-11-23", None),
        (("DTSTART;VALUE=DATE:20261123", "DTEND;VALUE=DATE:20261126"), "2026-11-23", "2026-11-25"),
        (("DTSTART;VALUE=DATE:20261123", "DURATION:P2D"), "2026-11-23", "2026-11-24"),
        (("DTSTART:20261123T140000Z", "DTEND:20261123T130000Z"), "2026-11-23T14:00:00Z", None),
    ],
)
def test_times_are_understood_in_every_way_they_are_written(
    tmp_path: Path, lines: tuple[str, ...], begins: str, ends: str | None
) -> None:
    item = only(foreign(tmp_path, "UID:x", "SUMMARY:Call", *lines))
    assert (item.begins, item.ends) == (begins, ends)


def test_a_zone_of_the_files_own_counts(tmp_path: Path) -> None:
    zone = """BEGIN:VTIMEZONE
TZID:Somewhere
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0330
TZOFFSETTO:+0330
END:STANDARD
END:VTIMEZONE"""
    item = only(foreign(tmp_path, "UID:x", "DTSTART;TZID=Somewhere:20261123T140000", head=zone))
    assert item.begins == "2026-11-23T10:30:00Z"


def test_what_others_say_of_an_event_is_taken(tmp_path: Path) -> None:
    item = only(
        foreign(
            tmp_path,
            "UID:x",
            "DTSTART:20261123T140000Z",
            "SUMMARY:Review\\, weekly",
            "LOCATION:Room\\n2",
            "CATEGORIES:Visit,Other",
            "PRIORITY:2",
            "STATUS:CANCELLED",
            "ORGANIZER;CN=Ann Lee:mailto:ann@example.com",
            "ATTENDEE;CN=Ben:MAILTO:ben@example.com",
            "ATTENDEE:urn:x",
            "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231",
            "EXDATE:20261130T140000Z,20261207T140000Z",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:-P1D",
            "END:VALARM",
        )
    )
    assert item.title == "Review, weekly"
    assert item.kind_named == "Visit"
    assert (item.priority, item.remind_minutes, item.is_cancelled) == ("high", 1440, True)
    assert item.guests[:2] == (Guest("Ann Lee", "ann@example.com"), Guest("Ben", "ben@example.com"))
    assert item.rule == "FREQ=WEEKLY;UNTIL=20261231T235959;BYDAY=MO"
    assert item.without == ("2026-11-30T14:00:00", "2026-12-07T14:00:00")


def test_further_dates_are_items_of_their_own(tmp_path: Path) -> None:
    found = foreign(
        tmp_path, "UID:x", "DTSTART:20261123T140000Z", "DTEND:20261123T150000Z", "RDATE:20261125T090000Z"
    )
    assert [(item.key, item.begins, item.ends) for item in found.items] == [
        ("x", "2026-11-23T14:00:00Z", "2026-11-23T15:00:00Z"),
        ("x/2026-11-25T09:00:00Z", "2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z"),
    ]


def test_what_cannot_be_understood_is_left_out_and_the_rest_comes_in(tmp_path: Path) -> None:
    target = tmp_path / "mixed.ics"
    good = "BEGIN:VEVENT\r\nUID:g\r\nDTSTART:20261123T140000Z\r\nSUMMARY:Good\r\nEND:VEVENT\r\n"
    bad = "BEGIN:VEVENT\r\nUID:b\r\nDTSTART:soon\r\nSUMMARY:Bad\r\nEND:VEVENT\r\n"
    none = "BEGIN:VEVENT\r\nUID:n\r\nSUMMARY:No time\r\nEND:VEVENT\r\n"
    target.write_bytes(f"BEGIN:VCALENDAR\r\n{bad}{good}{none}END:VCALENDAR\r\n".encode("utf-8-sig"))
    found = read_calendar_file(target)
    assert [item.title for item in found.items] == ["Good"]
    assert found.left_out == ("Bad", "No time")


@pytest.mark.parametrize("content", [b"", b"Name,Mail\nAnn,x@y\n", b"\x00\xff" * 500])
def test_what_is_no_calendar_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    target = tmp_path / "no.ics"
    target.write_bytes(content)
    with pytest.raises(FileProblem) as refused:
        read_calendar_file(target)
    assert refused.value.phrase.code == "reading.no_calendar"


@pytest.mark.parametrize(
    "end", ["", "END:VEVENT", "END:VTODO\r\nEND:VCALENDAR", "END:VCALENDAR\r\nEND:VEVENT"]
)
def test_a_file_that_breaks_off_is_read_or_refused(tmp_path: Path, end: str) -> None:
    target = tmp_path / "broken.ics"
    target.write_bytes(f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261123\r\n{end}".encode())
    with suppress(FileProblem):
        assert len(read_calendar_file(target).items) <= 1


def test_names_of_our_own_are_known_in_their_file_alone() -> None:
    here, there = "0" * 32, "1" * 32
    assert read_uid(here, entry_uid(here, 7)) == ("entry", "7")
    assert read_uid(here, series_uid(here, "12")) == ("series", "12")
    assert read_uid(there, entry_uid(here, 7)) is None
    assert read_uid(here, "salesdesk.x.entry.7") is None
