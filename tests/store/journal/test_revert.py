"""Taking back a batch when the world moved on: what changed since is kept and listed, the rest goes back."""

from __future__ import annotations

import json

import pytest

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.relations import RelationKind, Tie
from salesdesk.services.services import Services
from salesdesk.store.engine import bulk_load
from salesdesk.store.engine.sqlite import FileDatabase
from salesdesk.store.journal import table_rows
from salesdesk.store.search import fts5
from salesdesk.store.store import Store
from tests.builders import add_contact, add_many


def kept(result: object) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(row.table, row.reason, row.columns) for row in result.kept]  # type: ignore[attr-defined]


def test_a_field_changed_since_keeps_its_newer_value(store: Store, services: Services) -> None:
    number = add_contact(store)
    first = services.contacts.update(number, {"city": "Köln", "job_title": "Buyer"}).batch
    services.contacts.edit(number, "city", "Bonn")
    result = services.commands.undo_batch(first or 0)
    row = store.contacts.page([number])[number]
    assert (row["city"], row["job_title"]) == ("Bonn", None)
    assert kept(result) == [("contact", "changed", ("city",))]


def test_a_new_record_used_since_stays_with_its_parts(store: Store, services: Services) -> None:
    number, changes = services.contacts.create({"full_name": "Anna", "email": "a@x.de", "tags": "vip"})
    services.contacts.add_company(number, "Nordwind GmbH")
    result = services.commands.undo_batch(changes.batch or 0)
    assert store.contacts.get(number).email == "a@x.de"
    assert ("contact", "changed", ()) in kept(result)
    assert {table for table, _, _ in kept(result)} >= {"contact", "contact_email", "contact_tag", "tag"}
    assert store.database.check() == []


def test_a_company_made_by_an_edit_goes_when_the_edit_is_taken_back(store: Store, services: Services) -> None:
    number = add_contact(store, company="Nordwind GmbH")
    before = store.database.dump()
    services.contacts.edit(number, "company", "Brand new Ltd")
    assert services.commands.undo().kept == ()
    assert store.database.dump() == before


def test_a_name_taken_since_is_left_as_it_is(store: Store, services: Services) -> None:
    tag, _ = services.tags.create("old")
    renaming = services.tags.rename(tag, "new").batch
    services.tags.create("old")
    result = services.commands.undo_batch(renaming or 0)
    assert store.tags.names() == {tag: "new", tag + 1: "old"}
    assert [reason for _, reason, _ in kept(result)] == ["changed"]


def test_a_row_deleted_by_the_batch_comes_back_unless_its_target_is_gone(
    store: Store, services: Services
) -> None:
    number = add_contact(store, tags="vip")
    untag = services.contacts.untag([number], "vip").batch
    services.tags.delete(store.tags.find("vip") or 0)
    result = services.commands.undo_batch(untag or 0)
    assert kept(result) == [("contact_tag", "missing", ())]
    assert store.database.check() == []


def test_a_value_that_refers_to_something_gone_is_not_brought_back(store: Store, services: Services) -> None:
    number = add_contact(store, owner="Ben", city="Ulm")
    emptied = services.contacts.update(number, {"owner": "", "city": ""}).batch
    services.owners.delete(store.owners.find("Ben") or 0)
    result = services.commands.undo_batch(emptied or 0)
    contact = store.contacts.get(number)
    assert (contact.owner, contact.values["city"]) == (None, "Ulm")
    assert kept(result) == [("contact", "missing", ("owner_id",))]


def test_many_rows_go_back_and_forth(store: Store, services: Services) -> None:
    before = store.database.dump()
    ids = add_many(store, 1200, companies=30)
    services.contacts.set_owner(ids, "Ben")
    after = store.database.dump()
    services.contacts.purge(ids[:600])
    for _ in range(3):
        assert services.commands.undo().kept == ()
    assert store.database.dump() == before
    for _ in range(2):
        assert services.commands.redo().kept == ()
    assert store.database.dump() == after


@pytest.mark.parametrize("stays", [0, 40])
def test_most_rows_go_as_few_do(
    store: Store, services: Services, monkeypatch: pytest.MonkeyPatch, stays: int
) -> None:
    """Where most of a table goes, its indexes stand aside and the search index is made anew: nobody sees a difference."""
    add_many(store, stays, companies=3)
    before, indexes = store.database.dump(), _indexes(store)
    ids = add_many(store, 700, companies=30)
    after = store.database.dump()
    services.contacts.edit(ids[5], "city", "Ulm")
    services.commands.undo()
    outcomes = []
    for worth_it in (10**9, 1):
        monkeypatch.setattr(bulk_load, "_WORTH_IT", worth_it)
        monkeypatch.setattr(fts5, "_WORTH_IT", worth_it)
        monkeypatch.setattr(table_rows, "_RUN", 500 if worth_it > 1 else 64)
        done = services.commands.undo()
        assert done is not None
        assert done.kept == ()
        assert store.database.dump() == before
        assert _indexes(store) == indexes
        assert store.database.check() == []
        entries = "SELECT table_name, row, before FROM change_entry WHERE batch_id = ? ORDER BY 1, 2"
        found = [
            store.database.search.find(EntityKind.CONTACT, text) for text in ("person", "49301000012", "firm")
        ]
        images = [
            (table, row, _said(image))
            for table, row, image in store.database.rows(entries, (store.journal.latest(),))
        ]
        outcomes.append((images, found))
        services.commands.redo()
        assert store.database.dump() == after
    assert outcomes[0] == outcomes[1]


def _said(image: str | None) -> dict[str, object]:
    """What the image of a row says; of many rows it does not name the columns in which none has a value."""
    return {column: value for column, value in json.loads(image or "{}").items() if value is not None}


def test_images_of_many_rows_say_what_one_of_them_has(store: Store, services: Services) -> None:
    ids = add_many(store, 300, companies=3)
    services.contacts.edit(ids[7], "city", "Ulm")
    after = store.database.dump()
    services.commands.undo()
    services.commands.undo()
    rows = store.database.rows(
        "SELECT before FROM change_entry WHERE batch_id = ? AND table_name = 'contact'",
        (store.journal.latest(),),
    )
    images = [json.loads(image) for (image,) in rows]
    assert len(images) == 300
    assert all("full_name" in image and "nickname" not in image for image in images)
    services.commands.redo()
    services.commands.redo()
    assert store.database.dump() == after


def _indexes(store: Store) -> list[tuple[object, ...]]:
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
    if not isinstance(store.database, FileDatabase):
        query = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1"
    return store.database.rows(query)


@pytest.mark.parametrize("created", [5, 300])
def test_what_others_name_stays_however_few_or_many_there_are(
    store: Store, services: Services, created: int
) -> None:
    """A relation and another person's company, both made since: a few of many rows are named from outside, and what those
    name stays with them."""
    known = add_many(store, 3)
    ids = add_many(store, created, companies=3)
    batch = store.journal.latest()
    services.relations.add(known[1], ids[4], Tie(RelationKind.PARTNER_OF))
    firms = [store.contacts.page([number])[number]["company_id"] for number in (ids[0], ids[4])]
    services.contacts.add_company(known[2], "Firm 0")
    result = services.commands.undo_batch(batch)
    assert set(store.contacts.page(ids)) == {ids[4]}
    assert store.contacts.page([known[2]])[known[2]]["company_id"] == firms[0]
    named = {(row.table, row.row) for row in result.kept if row.reason == "referenced"}
    assert {("contact", ids[4]), ("company", firms[0]), ("company", firms[1])} == {
        (table, number) for table, number in named if table in ("contact", "company")
    }
    assert store.database.check() == []
