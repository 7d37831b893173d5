"""What stands in the calendar, and moving it: each one step to undo, on both engines."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from salesdesk.domain.activities import ActivityKind, Repeat
from salesdesk.domain.activities.moments import stored
from salesdesk.domain.calendar.events import CalendarEvent
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_contact, wrong_rows

MONDAY = date(2026, 5, 4)
WEEK = (MONDAY, MONDAY + timedelta(days=7))


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute)


def plan(store: Store, services: Services, subject: str, due: str, **details: object) -> int:
    person = add_contact(store)
    changes = services.activities.plan(
        Subject(person),
        subject,
        due,
        kind=ActivityKind.CALL,
        **details,  # type: ignore[arg-type]
    )
    (number,) = (number for ids in changes.created.values() for number in ids)
    return number


def shown(services: Services) -> list[tuple[str, datetime, datetime]]:
    return [(e.entry.subject, e.begins, e.ends) for e in services.calendar.events(*WEEK)]


def only(services: Services) -> CalendarEvent:
    (event,) = services.calendar.events(*WEEK)
    return event


def test_a_week_shows_what_is_planned_done_and_met_and_what_series_foresee(
    store: Store, services: Services
) -> None:
    person = add_contact(store)
    act = services.activities
    act.plan(Subject(person), "Call", stored(at(14)), kind=ActivityKind.CALL, end_at=stored(at(15)))
    act.plan(Subject(person), "Offer", "2026-05-06")
    act.plan(Subject(person), "Stand-up", stored(at(9, day=date(2026, 4, 30))), repeat=Repeat("FREQ=DAILY"))
    act.log(ActivityKind.MEETING, Subject(person), subject="Met", at=stored(at(8)), duration_minutes=20)
    act.log(ActivityKind.EMAIL, Subject(person), subject="Mail", at=stored(at(8)))
    act.plan(Subject(person), "Trip", "2026-05-01", end_at="2026-05-05")
    found = shown(services)
    assert ("Call", at(14), at(15)) in found
    assert ("Met", at(8), at(8, 20)) in found
    assert ("Trip", at(0, day=date(2026, 5, 1)), at(0, day=date(2026, 5, 6))) in found
    assert [begins.day for title, begins, _ in found if title == "Stand-up"] == [4, 5, 6, 7, 8, 9, 10]
    assert "Mail" not in [title for title, _, _ in found]
    assert services.calendar.to_place(MONDAY) == [], "a trip takes days, it needs no time"
    assert [step.subject for step in services.calendar.to_place(date(2026, 5, 6))] == ["Offer"]
    assert services.calendar.counts(*WEEK) == {MONDAY: 1, date(2026, 5, 6): 1}


def test_what_is_moved_keeps_its_length_and_undo_puts_it_back(store: Store, services: Services) -> None:
    number = plan(store, services, "Call", stored(at(14)), end_at=stored(at(15)))
    services.calendar.move(only(services), at(10, day=date(2026, 5, 6)))
    assert shown(services) == [("Call", at(10, day=date(2026, 5, 6)), at(11, day=date(2026, 5, 6)))]
    services.calendar.resize(only(services), at(10, day=date(2026, 5, 6)), at(10, 45, day=date(2026, 5, 6)))
    assert only(services).minutes == 45
    services.commands.undo()
    services.commands.undo()
    assert shown(services) == [("Call", at(14), at(15))]
    assert store.activities.get(number).end_at == stored(at(15))
    assert wrong_rows(store) == []


def test_a_task_is_placed_at_a_time_and_goes_back_to_a_day(store: Store, services: Services) -> None:
    number = plan(store, services, "Offer", "2026-05-04")
    services.calendar.move(only(services), at(16, 30), whole=False)
    assert shown(services) == [("Offer", at(16, 30), at(17))]
    assert services.calendar.to_place(MONDAY) == []
    services.calendar.move(only(services), at(0, day=date(2026, 5, 5)), whole=True)
    entry = store.activities.get(number)
    assert (entry.due_at, entry.end_at) == ("2026-05-05", None)


def test_what_takes_days_is_moved_and_made_longer_by_days(store: Store, services: Services) -> None:
    number = plan(store, services, "Fair", "2026-05-05", end_at="2026-05-06")
    services.calendar.move(only(services), at(0, day=date(2026, 5, 7)))
    assert store.activities.get(number).end_at == "2026-05-08"
    services.calendar.resize(only(services), at(0, day=date(2026, 5, 7)), at(0, day=date(2026, 5, 10)))
    assert store.activities.get(number).end_at == "2026-05-09"
    services.calendar.resize(only(services), at(0, day=date(2026, 5, 7)), at(0, day=date(2026, 5, 8)))
    assert store.activities.get(number).end_at is None


def test_one_of_a_series_is_moved_alone(store: Store, services: Services) -> None:
    plan(store, services, "Stand-up", stored(at(9)), repeat=Repeat("FREQ=DAILY;COUNT=5"))
    second = services.calendar.events(*WEEK)[1]
    services.calendar.move(second, at(11, day=date(2026, 5, 5)))
    first = services.calendar.events(*WEEK)[0]
    services.calendar.move(first, at(12))
    assert [(b.day, b.hour) for _, b, _ in shown(services)] == [(4, 12), (5, 11), (6, 9), (7, 9), (8, 9)]
    services.commands.undo()
    services.commands.undo()
    assert [(b.day, b.hour) for _, b, _ in shown(services)] == [(4, 9), (5, 9), (6, 9), (7, 9), (8, 9)]
    assert wrong_rows(store) == []


def test_what_was_logged_is_moved_and_measured(store: Store, services: Services) -> None:
    person = add_contact(store)
    services.activities.log(ActivityKind.CALL, Subject(person), at=stored(at(8)), duration_minutes=20)
    services.calendar.resize(only(services), at(8), at(9))
    assert (only(services).entry.duration_minutes, only(services).minutes) == (60, 60)
    services.calendar.move(only(services), at(7))
    assert (only(services).begins, only(services).minutes) == (at(7), 60)


def test_a_clash_is_told_with_a_free_time(store: Store, services: Services) -> None:
    number = plan(store, services, "Call", stored(at(14)), end_at=stored(at(15)))
    clash = services.calendar.clash(stored(at(14, 30)), 30)
    assert clash is not None
    assert ([e.entry.id for e in clash.events], clash.free) == ([number], at(15))
    assert services.calendar.clash(stored(at(14, 30)), 30, without=number) is None
    assert services.calendar.clash(stored(at(15)), 30) is None
    assert services.calendar.clash("2026-05-04", 30) is None
    services.settings.set({"working_hours": "1 09:00-15:00"})
    clash = services.calendar.clash(stored(at(14, 30)), 30)
    assert clash is not None
    assert clash.free == at(9, day=date(2026, 5, 11))


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The system's zone: on 28 March 2027 there is no time between two and three."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin")
def test_what_comes_into_the_hour_that_the_clock_skips_is_as_long_as_before(
    store: Store, services: Services
) -> None:
    before, night = date(2027, 3, 27), date(2027, 3, 28)
    plan(
        store,
        services,
        "Backup",
        stored(at(2, 30, before)),
        end_at=stored(at(3, 30, before)),
        repeat=Repeat("FREQ=DAILY;COUNT=3"),
    )

    def found() -> list[tuple[datetime, datetime]]:
        return [(e.begins, e.ends) for e in services.calendar.events(before, before + timedelta(days=4))]

    assert found()[1] == (at(3, 30, night), at(4, 30, night))
    first, second, _ = services.calendar.events(before, before + timedelta(days=4))
    assert second.occurrence is not None
    services.activities.occurrences.leave_out(second.entry.id, second.occurrence)
    assert [begins.day for begins, _ in found()] == [27, 29]
    services.calendar.move(first, at(2, 15, night))
    assert found()[0] == (at(3, 15, night), at(4, 15, night))
