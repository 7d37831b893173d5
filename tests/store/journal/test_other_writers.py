"""What other windows and commands wrote into the same file is announced like one's own changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.services.services import build_services
from salesdesk.store.store import Store
from tests.builders import add_contact


@pytest.fixture
def other(store: Store) -> Iterator[Store]:
    opened = Store(store.place, clock=store.clock)
    yield opened
    opened.close()


@pytest.fixture
def heard(store: Store) -> list[ChangeSet]:
    found: list[ChangeSet] = []
    store.feed.listen(found.append)
    return found


def test_own_changes_are_told_once(store: Store, heard: list[ChangeSet]) -> None:
    add_contact(store)
    assert not store.others.have_written()
    add_contact(store, "Second Person")
    store.others.announce()
    assert len(heard) == 2
    assert not store.others.have_written()


def test_what_another_made_changed_and_deleted_is_told(
    store: Store, other: Store, heard: list[ChangeSet]
) -> None:
    kept, gone = add_contact(store), add_contact(store, "Goes Away")
    heard.clear()
    services = build_services(other)
    made = add_contact(other, "New Person")
    services.contacts.update(kept, {"city": "Kiel"})
    services.contacts.delete([gone])
    assert store.others.have_written()
    assert heard == []
    store.others.announce()
    [told] = heard
    assert told.created[EntityKind.CONTACT] == {made}
    assert told.updated[EntityKind.CONTACT] == {kept}
    assert told.deleted[EntityKind.CONTACT] == {gone}
    assert not store.others.have_written()
    services.commands.undo()
    store.others.announce()
    assert heard[-1].created[EntityKind.CONTACT] == {gone}


def test_a_change_of_a_part_is_a_change_of_its_owner(
    store: Store, other: Store, heard: list[ChangeSet]
) -> None:
    contact = add_contact(store)
    heard.clear()
    build_services(other).contacts.edit(contact, "email", "someone@firm.example")
    store.others.announce()
    assert contact in heard[0].updated[EntityKind.CONTACT]


def test_own_and_foreign_changes_mixed_are_told_apart(
    store: Store, other: Store, heard: list[ChangeSet]
) -> None:
    first = add_contact(store)
    foreign = add_contact(other, "Foreign Person")
    own = add_contact(store, "Own Person")
    heard.clear()
    assert store.others.have_written()
    store.others.announce()
    assert heard[0].created[EntityKind.CONTACT] == {foreign}
    assert {first, own}.isdisjoint(heard[0].touched(EntityKind.CONTACT))
    assert not store.others.have_written()
