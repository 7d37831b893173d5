"""The calendar as a file, and files of other calendars as entries: nothing doubles, and one step takes all of it back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityDraft, ActivityKind, Repeat, RepeatBy
from salesdesk.domain.activities.moments import stored
from salesdesk.errors import FileProblem, WrongEnding
from salesdesk.exchange.calendars.session import read_calendar_file
from salesdesk.phrases import phrase
from salesdesk.services.activities import Subject
from salesdesk.services.calendar.taking_in import CalendarPlan, Fate
from salesdesk.services.services import Services
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.records.calendar import MOST_EVENTS
from salesdesk.store.store import Store
from tests.builders import add_contact, wrong_rows

MONDAY = date(2026, 5, 4)
SPAN = (MONDAY, MONDAY + timedelta(days=28))


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    return datetime(2026, 5, 4, hour, minute) + timedelta(days=days)


def calendar(folder: Path, *events: str, name: str = "other.ics") -> Path:
    """A file of another calendar; each event is its lines, separated by spaces beside bars."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event.split(" | "), "END:VEVENT"]
    target = folder / name
    target.write_bytes("\r\n".join([*lines, "END:VCALENDAR", ""]).encode())
    return target


def fates(plan: CalendarPlan) -> list[tuple[str, Fate]]:
    return [(item.title, item.fate) for item in plan.items]


def take(services: Services, path: Path) -> CalendarPlan:
    plan = services.calendar_files.plan(path)
    services.calendar_files.apply(plan)
    return plan


def shown(services: Services) -> list[tuple[str, datetime]]:
    return [(e.entry.subject, e.begins) for e in services.calendar.events(*SPAN)]


def test_the_same_file_again_changes_nothing_and_a_newer_one_updates(
    store: Store, services: Services, tmp_path: Path
) -> None:
    ann = add_contact(store, "Ann Lee", email="ann@example.com")
    first = calendar(
        tmp_path,
        "UID:1 | SUMMARY:Review | DTSTART:20260505T090000Z | DTEND:20260505T100000Z | ATTENDEE:mailto:Ann@example.com",
        "UID:2 | SUMMARY:Fair | DTSTART;VALUE=DATE:20260506 | DTEND;VALUE=DATE:20260509",
        "UID:3 | SUMMARY:Before | DTSTART:20260501T090000Z | DTEND:20260501T093000Z",
    )
    plan = services.calendar_files.plan(first)
    assert shown(services) == [], "a plan writes nothing"
    assert plan.count(Fate.NEW) == 3
    services.calendar_files.apply(plan)
    assert shown(services) == [("Review", at(9, days=1)), ("Fair", at(0, days=2))]
    review = services.calendar.events(*SPAN)[0].entry
    assert (review.contact_id, review.kind) == (ann, ActivityKind.MEETING)
    before = next(e for e in store.activities.of_contact(ann) if e.subject == "Review")
    assert before.is_open
    assert {fate for _, fate in fates(take(services, first))} == {Fate.SAME}
    newer = calendar(
        tmp_path,
        "UID:1 | SUMMARY:Review | DTSTART:20260505T110000Z | DTEND:20260505T120000Z | LOCATION:Hall",
        "UID:2 | SUMMARY:Fair | STATUS:CANCELLED | DTSTART;VALUE=DATE:20260506",
    )
    assert fates(take(services, newer)) == [("Review", Fate.CHANGED), ("Fair", Fate.REMOVED)]
    assert shown(services) == [("Review", at(11, days=1))]
    assert store.activities.get(review.id).place == "Hall"
    services.commands.undo()
    services.commands.undo()
    assert shown(services) == []
    assert wrong_rows(store) == []


def test_a_series_comes_in_with_what_it_leaves_out_and_what_was_moved(
    store: Store, services: Services, tmp_path: Path
) -> None:
    file = calendar(
        tmp_path,
        "UID:s | SUMMARY:Stand-up | DTSTART:20260427T090000Z | DTEND:20260427T091500Z | RRULE:FREQ=WEEKLY;COUNT=6"
        " | EXDATE:20260511T090000Z",
        "UID:s | SUMMARY:Stand-up | RECURRENCE-ID:20260518T090000Z | DTSTART:20260519T100000Z | DTEND:20260519T103000Z",
    )
    take(services, file)
    expected = [("Stand-up", at(9)), ("Stand-up", at(10, days=15)), ("Stand-up", at(9, days=21))]
    assert shown(services) == expected
    assert {fate for _, fate in fates(take(services, file))} == {Fate.SAME}
    carrier = next(e for e in services.calendar.events(*SPAN) if e.entry.repeat_rule is not None).entry
    services.activities.finish(carrier.id)
    assert {fate for _, fate in fates(take(services, file))} == {Fate.SAME}, (
        "the next one is known by the same name"
    )
    assert len(shown(services)) == 3
    later = calendar(
        tmp_path,
        "UID:s | SUMMARY:Stand-up | DTSTART:20260427T100000Z | DTEND:20260427T101500Z | RRULE:FREQ=WEEKLY",
    )
    assert fates(take(services, later)) == [("Stand-up", Fate.CHANGED)]
    assert [b.hour for _, b in shown(services)][-2:] == [10, 10]


def test_what_is_saved_is_known_again_and_says_what_others_changed(
    store: Store, services: Services, tmp_path: Path
) -> None:
    person = add_contact(store, "Ann Lee")
    act = services.activities
    act.plan(
        Subject(person),
        "Call back",
        stored(at(14, days=1)),
        kind=ActivityKind.CALL,
        end_at=stored(at(15, days=1)),
        remind_minutes=10,
    )
    act.plan(Subject(person), "", "2026-05-06", kind=ActivityKind.VISIT)
    act.plan(
        Subject(person),
        "Daily",
        stored(at(10)),
        repeat=Repeat("FREQ=DAILY;COUNT=9"),
        end_at=stored(at(10, 15)),
    )
    act.plan(Subject(person), "From done", stored(at(10)), repeat=Repeat("FREQ=DAILY", RepeatBy.COMPLETION))
    act.log(
        ActivityKind.MEETING, Subject(person), subject="Met", at=stored(at(8, days=-2)), duration_minutes=30
    )
    third = next(
        e
        for e in services.calendar.events(*SPAN)
        if e.entry.subject == "Daily" and e.begins == at(10, days=2)
    )
    services.calendar.move(third, at(16, days=2))
    act.occurrences.leave_out(third.entry.id, stored(at(10, days=3)))
    target = tmp_path / "whole.ics"
    assert services.calendar_files.save(target) == 6
    items = {item.title: item for item in read_calendar_file(target).items}
    assert set(items) == {
        "Call back · Ann Lee",
        "Visit · Ann Lee",
        "Daily · Ann Lee",
        "From done · Ann Lee",
        "Met · Ann Lee",
    }
    assert {fate for _, fate in fates(services.calendar_files.plan(target))} == {Fate.SAME}
    text = target.read_text(encoding="utf-8")
    assert text.count("EXDATE") == 2 or text.count(",2026050") >= 1
    target.write_text(text.replace("Call back", "Call her"), encoding="utf-8", newline="")
    plan = services.calendar_files.plan(target)
    assert plan.count(Fate.CHANGED) == 1
    assert plan.count(Fate.NEW) == 0
    services.calendar_files.apply(plan)
    assert ("Call her", at(14, days=1)) in shown(services)


def test_a_file_is_saved_whole_or_not_at_all_and_never_over_the_wrong_thing(
    store: Store, services: Services, tmp_path: Path
) -> None:
    person = add_contact(store)
    services.activities.plan(Subject(person), "Call", stored(at(14)))
    (event,) = services.calendar.events(*SPAN)
    assert services.calendar_files.save(tmp_path / "one.ics", [event.entry.id]) == 1
    with pytest.raises(WrongEnding):
        services.calendar_files.save(tmp_path / "one.xlsx", [event.entry.id])
    for file in store.files:
        with pytest.raises(FileProblem):
            services.calendar_files.save(file, [event.entry.id])
    assert sorted(path.name for path in tmp_path.glob("*.ics*")) == ["one.ics"]


def test_a_series_that_says_the_impossible_is_left_out(
    store: Store, services: Services, tmp_path: Path
) -> None:
    file = calendar(
        tmp_path,
        "UID:h | SUMMARY:Hourly | DTSTART:20260505T090000Z | RRULE:FREQ=HOURLY",
        "UID:g | SUMMARY:Good | DTSTART:20260505T090000Z",
    )
    assert fates(take(services, file)) == [("Hourly", Fate.LEFT_OUT), ("Good", Fate.NEW)]


def test_a_series_of_another_zone_is_shown_by_the_clock_here(
    store: Store, services: Services, tmp_path: Path
) -> None:
    late = "UID:z | SUMMARY:Call | DTSTART;TZID=America/Los_Angeles:20260505T190000 | RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3"
    take(services, calendar(tmp_path, late))
    assert [begins for _, begins in shown(services)] == [at(2, days=2), at(2, days=9), at(2, days=16)]


def test_a_whole_calendar_is_whole_however_much_is_planned(
    store: Store, services: Services, tmp_path: Path
) -> None:
    drafts = [
        ActivityDraft("call", f"Call {n}", due_at=stored(at(0, days=n % 300))) for n in range(MOST_EVENTS + 5)
    ]
    services.commands.run(phrase("changes.settings"), lambda uow: ActivityWriter(uow).add_many(drafts))
    assert services.calendar_files.save(tmp_path / "whole.ics") == MOST_EVENTS + 5


def test_what_was_changed_here_stays_when_an_unchanged_file_is_read_again(
    store: Store, services: Services, tmp_path: Path
) -> None:
    event = "UID:a@x | DTSTART:20260505T080000Z | DTEND:20260505T090000Z | SUMMARY:Visit | LOCATION:Ulm"
    path = calendar(tmp_path, event, "UID:b@x | DTSTART:20260506T080000Z | SUMMARY:Lunch")
    take(services, path)
    visit, lunch = (e.entry for e in services.calendar.events(*SPAN))
    services.activities.reschedule([visit.id], stored(at(15, days=3)))
    services.activities.delete(lunch.id)

    assert fates(services.calendar_files.plan(path)) == [("Visit", Fate.SAME), ("Lunch", Fate.SAME)]
    calendar(tmp_path, event.replace("Ulm", "Bonn"), "UID:b@x | DTSTART:20260507T080000Z | SUMMARY:Lunch")
    take(services, path)

    assert [(e.entry.subject, e.begins, e.entry.place) for e in services.calendar.events(*SPAN)] == [
        ("Lunch", datetime(2026, 5, 7, 8), None),
        ("Visit", at(15, days=3), "Bonn"),
    ]


def test_a_file_of_ours_that_nobody_changed_takes_nothing_back(
    store: Store, services: Services, tmp_path: Path
) -> None:
    about, act = Subject(add_contact(store, "Ann Lee")), services.activities
    act.plan(about, "Once", stored(at(9)))
    act.plan(about, "Weekly", stored(at(10)), repeat=Repeat("FREQ=WEEKLY", RepeatBy.DATE))
    one, week = (event.entry.id for event in services.calendar.events(*SPAN)[:2])
    path = tmp_path / "ours.ics"
    services.calendar_files.save(path, [one, week])
    act.reschedule([one], stored(at(16)))
    act.occurrences.leave_out(week)
    before = shown(services)

    plan = take(services, path)

    assert {fate for _, fate in fates(plan)} == {Fate.SAME}
    assert shown(services) == before
    act.delete(one)
    assert {fate for _, fate in fates(services.calendar_files.plan(path))} == {Fate.SAME}
