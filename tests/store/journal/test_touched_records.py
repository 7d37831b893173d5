"""How many records a change is about, and which."""

from __future__ import annotations

import pytest

from salesdesk.domain.changes import Cause
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from tests.builders import add_company, add_contact, add_many


def newest(store: Store) -> int:
    return store.journal.latest()


def count(store: Store, batch: int | None = None) -> int:
    number = newest(store) if batch is None else batch
    return store.journal.record_counts([number]).get(number, 0)


def test_a_record_counts_once_with_all_its_parts(store: Store, services: Services) -> None:
    person = add_contact(store)
    assert count(store) == 1
    services.contacts.edit(person, "email", "anna@berg.example")
    assert count(store) == 1
    services.contacts.edit(person, "job_title", "Boss")
    assert count(store) == 1


def test_a_tag_counts_with_those_who_have_it_also_when_it_is_gone(store: Store, services: Services) -> None:
    people = [add_contact(store) for _ in range(3)]
    firm = add_company(store)
    services.contacts.tag(people, "vip")
    tagged = newest(store)
    services.companies.tag([firm], "vip")
    assert (count(store, tagged), count(store)) == (3, 1)
    services.contacts.untag(people[:2], "vip")
    assert (count(store, tagged), count(store)) == (3, 2)
    services.commands.undo()
    assert (count(store, tagged), count(store)) == (3, 2)


def test_what_is_about_no_record_counts_what_it_is_about(store: Store) -> None:
    setup = next(b for b in store.journal.batches() if b.cause is Cause.SETUP)
    assert count(store, setup.id) > 1  # pipelines, stages, lists of names
    assert count(store, 10_000) == 0


def test_runs_and_single_changes_of_many_count_each_record_once(store: Store, services: Services) -> None:
    people = list(add_many(store, 300))
    made = newest(store)
    services.contacts.set_owner(people, "Mia")
    assert count(store) == 300
    services.contacts.delete(people[::2])
    assert count(store) == 150
    assert count(store, made) == 300
    assert store.journal.records_of(made, 3) == [("contact", number) for number in people[:3]]
    assert store.journal.records_of(newest(store), 2) == [("contact", number) for number in people[:4:2]]


@pytest.mark.parametrize("limit", [1, 2, 500])
def test_no_more_are_listed_than_asked_for(store: Store, services: Services, limit: int) -> None:
    person = add_contact(store)
    services.contacts.edit(person, "company", "Nordwind")
    assert count(store) == 2
    both = [("contact", person), ("company", 1)]
    assert store.journal.records_of(newest(store), limit) == both[:limit]
