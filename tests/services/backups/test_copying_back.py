"""Records copied back out of a backup: those that are not the same any more, as they were, in one step to undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.copying_back import Since
from salesdesk.domain.fields import RecordKind
from salesdesk.errors import StoreDamaged, WrongKey
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.engine.rekeying import rekey
from salesdesk.store.store import Store
from tests.builders import Clock, add_contact, wrong_rows

pytestmark = pytest.mark.usefixtures("quick_keys")

CONTACTS, DEALS = RecordKind.CONTACTS, RecordKind.DEALS


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    opened = Store(tmp_path / "desk.salesdesk", clock=clock)
    set_up(opened)
    yield opened
    opened.close()


@pytest.fixture
def services(store: Store) -> Services:
    return build_services(store)


def backup(services: Services, clock: Clock) -> Path:
    made = services.backups.path_of(services.backups.make())
    clock.forward(hours=1)
    return made


def shown(store: Store, number: int, *keys: str) -> list[object]:
    row = store.contacts.page([number], list(keys))[number]
    return [row[key] for key in keys]


def test_what_differs_is_listed_with_both_sides(store: Store, services: Services, clock: Clock) -> None:
    anna = add_contact(store, "Anna Berg", city="Ulm", email="anna@one.example", tags="vip")
    bert, carl = add_contact(store, "Bert Maurer"), add_contact(store, "Carl Meier")
    same = add_contact(store, "Dora Same")
    copy = backup(services, clock)
    services.contacts.update(anna, {"city": "Bonn", "email": "anna@two.example"})
    services.contacts.delete([bert])
    services.contacts.tag([carl], "new")
    add_contact(store, "Emil New")
    found = services.copying_back.records(copy, CONTACTS)
    assert [(one.title, one.since) for one in found.records] == [
        ("Anna Berg", Since.CHANGED), ("Bert Maurer", Since.TRASHED), ("Carl Meier", Since.CHANGED),
    ]  # fmt: skip
    assert found.total == 3
    assert [one.id for one in services.copying_back.records(copy, CONTACTS, "bert").records] == [bert]
    (sides,) = services.copying_back.sides(copy, CONTACTS, [anna])
    assert (sides.now["city"], sides.then["city"]) == ("Bonn", "Ulm")
    assert (sides.now["email"], sides.then["email"]) == ("anna@two.example", "anna@one.example")
    assert same


def test_copying_back_is_one_step_and_undone_as_one(store: Store, services: Services, clock: Clock) -> None:
    anna = add_contact(
        store, "Anna Berg", city="Ulm", email="anna@one.example", tags="vip, old", company="Nordwind"
    )
    bert = add_contact(store, "Bert Maurer", phone="030 1234567")
    copy = backup(services, clock)
    services.contacts.update(
        anna, {"city": "Bonn", "email": "anna@two.example", "lifecycle_stage": "customer"}
    )
    services.contacts.untag([anna], "vip")
    services.contacts.tag([anna], "new")
    services.contacts.delete([bert])
    before = store.database.dump()
    done = services.copying_back.copy_back(copy, CONTACTS, [anna, bert])
    assert (done.copied, done.left) == ((anna, bert), ())
    assert shown(store, anna, "city", "email", "tags", "company", "lifecycle_stage") == [
        "Ulm", "anna@one.example", ("old", "vip"), "Nordwind", "lead",
    ]  # fmt: skip
    assert [one.address for one in store.contacts.emails(anna)] == ["anna@one.example"]
    assert [hit.id for group in services.search.find("anna@one") for hit in group.hits] == [anna]
    assert set(store.contacts.ids()) == {anna, bert}
    assert not services.copying_back.records(copy, CONTACTS).records
    assert not wrong_rows(store)
    services.commands.undo()
    assert store.database.dump() == before
    services.commands.redo()
    assert shown(store, anna, "city") == ["Ulm"]
    assert not store.database.check()


def test_what_was_taken_back_comes_again_and_what_was_erased_does_not(
    store: Store, services: Services, clock: Clock
) -> None:
    erased = add_contact(store, "Zuzanna Quell")
    made = add_contact(store, "Anna Berg", email="anna@one.example")
    copy = backup(services, clock)
    services.commands.undo()
    services.erasing.erase([erased])
    found = services.copying_back.records(copy, CONTACTS)
    assert [(one.id, one.since) for one in found.records] == [(made, Since.DELETED)]
    services.copying_back.copy_back(copy, CONTACTS, [made])
    assert shown(store, made, "full_name", "email") == ["Anna Berg", "anna@one.example"]
    assert not store.database.check()


def test_a_deal_goes_back_to_its_stage_and_its_way_tells_it(
    store: Store, services: Services, clock: Clock
) -> None:
    anna = add_contact(store, "Anna Berg")
    stages = store.pipelines.all()[0].stages
    deal = services.deals.create("Pilot", stage_id=stages[0].id, contact_id=anna)[0]
    services.activities.log(ActivityKind.CALL, Subject(anna, deal_id=deal), body="first")
    copy = backup(services, clock)
    services.deals.move(deal, stages[1].id)
    done = services.copying_back.copy_back(copy, DEALS, [deal])
    assert done.copied == (deal,)
    assert store.deals.get(deal).stage_id == stages[0].id
    assert not store.database.check()
    services.commands.undo()
    assert store.deals.get(deal).stage_id == stages[1].id


def test_an_encrypted_file_copies_back_from_a_plain_backup_and_asks_for_a_former_password(
    tmp_path: Path, clock: Clock
) -> None:
    path = tmp_path / "desk.salesdesk"
    store = Store(path, clock=clock)
    set_up(store)
    services = build_services(store)
    anna = add_contact(store, "Anna Berg", city="Ulm")
    plain = backup(services, clock)
    services.contacts.edit(anna, "city", "Bonn")
    store.close()
    rekey(path, "", "first password")
    store = Store(path, password="first password", clock=clock)
    services = build_services(store)
    first = backup(services, clock)
    assert [one.id for one in services.copying_back.records(plain, CONTACTS).records] == [anna]
    services.contacts.edit(anna, "city", "Kiel")
    store.close()
    rekey(path, "first password", "second password")
    store = Store(path, password="second password", clock=clock)
    services = build_services(store)
    with pytest.raises(WrongKey):
        services.copying_back.records(first, CONTACTS)
    assert services.copying_back.records(first, CONTACTS, password="first password").total == 1
    services.copying_back.copy_back(first, CONTACTS, [anna], password="first password")
    assert shown(store, anna, "city") == ["Bonn"]
    store.close()


def test_a_backup_of_another_file_is_refused(store: Store, services: Services, tmp_path: Path) -> None:
    other = Store(tmp_path / "other.salesdesk")
    set_up(other)
    other.close()
    with pytest.raises(StoreDamaged):
        services.copying_back.records(other.path, CONTACTS)
