"""The last contact follows what happened, also when that is corrected or deleted."""

from __future__ import annotations

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.changes import Cause
from salesdesk.phrases import said
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services, build_services
from salesdesk.store.store import Store
from tests.builders import wrong_rows

CALL = ActivityKind.CALL


@pytest.fixture
def services(store: Store) -> Services:
    return build_services(store)


@pytest.fixture
def anna(services: Services) -> int:
    return services.contacts.create({"full_name": "Anna Berg", "company": "Nordwind"})[0]


def moment(day: int) -> str:
    return f"2026-10-{day:02}T10:00:00Z"


def call(services: Services, contact: int, day: int, **more: str) -> int:
    changes = services.activities.log(CALL, Subject(contact_id=contact), at=moment(day), **more)
    (number,) = next(ids for kind, ids in changes.created.items() if kind == "activity")
    return number


def last(store: Store, contact: int) -> str | None:
    """Of the person, and the same of the company."""
    found = store.contacts.get(contact)
    assert found.company is not None
    assert store.companies.get(found.company.company_id).last_contacted_at == found.last_contacted_at
    return found.last_contacted_at


def test_deleting_a_call_takes_the_last_contact_back(services: Services, store: Store, anna: int) -> None:
    first, second = call(services, anna, 3), call(services, anna, 9)
    assert last(store, anna) == moment(9)
    services.activities.delete(second)
    assert last(store, anna) == moment(3)
    services.activities.delete(first)
    assert last(store, anna) is None
    services.commands.undo()
    assert last(store, anna) == moment(3)
    services.trash.restore([entry for entry in store.trash.all() if entry.id == second])
    assert last(store, anna) == moment(9)
    assert wrong_rows(store) == []


def test_an_older_call_that_is_deleted_changes_nothing(services: Services, store: Store, anna: int) -> None:
    first, _ = call(services, anna, 3), call(services, anna, 9)
    services.activities.delete(first)
    assert last(store, anna) == moment(9)


def test_a_call_with_another_day_moves_the_last_contact_both_ways(
    services: Services, store: Store, anna: int
) -> None:
    call(services, anna, 3)
    second = call(services, anna, 9)
    services.activities.change(second, at=moment(5))
    assert last(store, anna) == moment(5)
    services.activities.change(second, at=moment(1))
    assert last(store, anna) == moment(3)
    services.activities.change(second, at=moment(20))
    assert last(store, anna) == moment(20)


@pytest.mark.parametrize("attempt", ["No answer", "nicht erreicht", "left voicemail", "Busy"])
def test_an_attempt_is_no_contact(services: Services, store: Store, anna: int, attempt: str) -> None:
    call(services, anna, 3)
    second = call(services, anna, 9, outcome=attempt)
    assert last(store, anna) == moment(3)
    services.activities.change(second, outcome="Reached")
    assert last(store, anna) == moment(9)
    services.activities.change(second, outcome=attempt)
    assert last(store, anna) == moment(3)
    services.commands.undo()
    assert (last(store, anna), store.activities.get(second).outcome) == (moment(9), "Reached")


def test_a_call_that_becomes_a_note_or_another_persons_is_none_of_hers(
    services: Services, store: Store, anna: int
) -> None:
    ben = services.contacts.create({"full_name": "Ben Cole"})[0]
    call(services, anna, 3)
    second = call(services, anna, 9)
    services.activities.change(second, kind="note")
    assert last(store, anna) == moment(3)
    services.activities.change(second, kind="call", contact_id=ben, company_id=None)
    assert last(store, anna) == moment(3)
    assert store.contacts.get(ben).last_contacted_at == moment(9)


def test_what_a_file_said_comes_back_when_the_call_after_it_is_deleted(
    services: Services, store: Store, anna: int
) -> None:
    with store.unit_of_work(Cause.EDIT, said("as a file says")) as uow:
        for table in ("contact", "company"):
            uow.update(table, 1, {"last_contacted_at": "2026-09-30T12:00:00Z"})
    number = call(services, anna, 9)
    services.activities.change(number, at=moment(12))
    assert last(store, anna) == moment(12)
    services.activities.delete(number)
    assert last(store, anna) == "2026-09-30T12:00:00Z"


def test_an_outcome_is_kept_by_its_name_whoever_writes_it(
    services: Services, store: Store, anna: int
) -> None:
    number = call(services, anna, 3, outcome="nicht erreicht")
    assert store.activities.get(number).outcome == "No answer"
    services.activities.change(number, outcome="left vm")
    assert store.activities.get(number).outcome == "Left a message"
    services.activities.change(number, outcome="wants to think about it")
    assert store.activities.get(number).outcome == "wants to think about it"
