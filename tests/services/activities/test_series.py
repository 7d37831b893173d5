"""Steps that come again, and moving and leaving out, each one step to undo."""

from __future__ import annotations

import pytest

from salesdesk.domain.activities import Activity, ActivityKind, Repeat, RepeatBy
from salesdesk.errors import DomainError, InputError
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_contact, wrong_rows

WEEKLY = Repeat("FREQ=WEEKLY")


def steps(store: Store, contact: int) -> list[Activity]:
    """What is to do about a person."""
    return store.activities.open_steps(contact)


def only(store: Store, contact: int) -> Activity:
    (step,) = steps(store, contact)
    return step


def begin(store: Store, services: Services, due: str = "2026-05-04", repeat: Repeat = WEEKLY) -> int:
    person = add_contact(store)
    services.activities.plan(
        Subject(person), "Call", due, kind=ActivityKind.CALL, repeat=repeat, place="Here", priority="high"
    )
    return person


def test_finishing_makes_the_next_one_and_undo_takes_it_back(store: Store, services: Services) -> None:
    person = begin(store, services)
    first = only(store, person)
    services.activities.finish(first.id, outcome="Reached")
    second = only(store, person)
    assert (second.due_at, second.place, second.priority, second.series) == (
        "2026-05-11", "Here", "high", first.series,
    )  # fmt: skip
    assert store.activities.get(first.id).repeat_rule is None
    services.commands.undo()
    assert only(store, person) == first
    assert wrong_rows(store) == []


def test_reopening_by_hand_leaves_one_that_comes_again(store: Store, services: Services) -> None:
    person = begin(store, services)
    first = only(store, person)
    services.activities.finish(first.id)
    services.activities.reopen(first.id)
    assert [step.repeat_rule for step in steps(store, person)] == [None, "FREQ=WEEKLY"]


def test_one_that_was_moved_comes_again_by_its_own_date(store: Store, services: Services) -> None:
    person = begin(store, services)
    services.activities.reschedule([only(store, person).id], "2026-05-06")
    assert only(store, person).due_at == "2026-05-06"
    services.activities.finish(only(store, person).id)
    assert only(store, person).due_at == "2026-05-11"


def test_from_completion(store: Store, services: Services) -> None:
    person = begin(store, services, "2026-04-27", Repeat("FREQ=DAILY;INTERVAL=10", RepeatBy.COMPLETION))
    services.activities.finish(only(store, person).id)  # on the 4th of May
    assert only(store, person).due_at == "2026-05-14"


def test_leaving_out_one_and_ending_the_series(store: Store, services: Services) -> None:
    person = begin(store, services)
    occurrences = services.activities.occurrences
    first = only(store, person)
    occurrences.leave_out(first.id, "2026-05-18")
    occurrences.leave_out(first.id)
    second = only(store, person)
    assert second.due_at == "2026-05-11"
    assert second.repeat_without == "2026-05-18T00:00:00,2026-05-04T00:00:00"
    services.activities.finish(second.id)
    third = only(store, person)
    assert third.due_at == "2026-05-25"
    occurrences.end(third.id, "2026-06-08")
    services.activities.finish(third.id)
    services.activities.finish(only(store, person).id)
    assert steps(store, person) == []
    for _ in range(6):
        services.commands.undo()
    assert only(store, person) == first
    services.activities.plan(Subject(person), "Once", "2026-05-05")
    once = next(step for step in steps(store, person) if step.subject == "Once")
    with pytest.raises(DomainError):
        occurrences.leave_out(once.id)


def test_changing_this_one_alone_lets_the_series_go_on_as_it_was(store: Store, services: Services) -> None:
    person = begin(store, services)
    first = only(store, person)
    services.activities.change(first.id, subject="Call twice", due_at="2026-05-05", only_this=True)
    alone, other = steps(store, person)
    assert (alone.subject, alone.due_at, alone.repeat_rule) == ("Call twice", "2026-05-05", None)
    assert (other.subject, other.due_at, other.repeat_rule) == ("Call", "2026-05-11", "FREQ=WEEKLY")


def test_changing_all_that_follow_moves_them_too(store: Store, services: Services) -> None:
    person = begin(store, services)
    first = only(store, person)
    services.activities.change(first.id, due_at="2026-05-06", repeat=Repeat("FREQ=WEEKLY;INTERVAL=2"))
    services.activities.finish(first.id)
    assert only(store, person).due_at == "2026-05-20"
    services.activities.change(only(store, person).id, repeat=None)
    services.activities.finish(only(store, person).id)
    assert steps(store, person) == []


def test_several_are_moved_to_a_day_each_at_its_time_and_as_long_as_before(
    store: Store, services: Services
) -> None:
    person = add_contact(store)
    activities = services.activities
    activities.plan(Subject(person), "Write", "2026-05-01")
    activities.plan(
        Subject(person), "", "2026-05-02T08:00:00Z", kind=ActivityKind.MEETING, end_at="2026-05-02T09:30:00Z"
    )
    activities.log(ActivityKind.NOTE, Subject(person), body="No step")
    numbers = [entry.id for entry in store.activities.of_contact(person)]
    changes = activities.reschedule(numbers, "2026-05-11")
    moved = {step.subject: (step.due_at, step.end_at) for step in steps(store, person)}
    assert moved == {
        "Write": ("2026-05-11", None),
        "": ("2026-05-11T08:00:00Z", "2026-05-11T09:30:00Z"),
    }
    assert changes.batch is not None
    activities.snooze([step.id for step in steps(store, person)], "2026-05-04T12:00:00Z")
    assert {step.snoozed_until for step in steps(store, person)} == {"2026-05-04T12:00:00Z"}
    services.commands.undo()
    services.commands.undo()
    assert {step.due_at for step in steps(store, person)} == {"2026-05-01", "2026-05-02T08:00:00Z"}
    for step in steps(store, person):
        activities.finish(step.id)
    with pytest.raises(DomainError):
        activities.reschedule(numbers, "2026-05-11")


def test_an_end_lies_behind_its_beginning(store: Store, services: Services) -> None:
    person = add_contact(store)
    for due, end in (
        ("2026-05-05T08:00:00Z", "2026-05-05T07:00:00Z"),
        ("2026-05-05", "2026-05-05T07:00:00Z"),
    ):
        with pytest.raises(InputError):
            services.activities.plan(Subject(person), "Meet", due, end_at=end)
    services.activities.plan(Subject(person), "Fair", "2026-05-05", end_at="2026-05-07")
    fair = only(store, person)
    assert fair.begins == "2026-05-05"
    services.activities.change(fair.id, due_at="2026-05-12")
    assert only(store, person).end_at == "2026-05-14"
