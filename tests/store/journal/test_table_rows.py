"""Rows by the name of their table: runs and lists of ids, former versions, and rows that something stands in the way of."""

from __future__ import annotations

import json

import pytest

from salesdesk.domain.changes import Cause
from salesdesk.phrases import said
from salesdesk.services.services import Services
from salesdesk.store.engine.statements import Slot, Statement
from salesdesk.store.journal import schema
from salesdesk.store.journal.table_rows import SomeIds, TableRows, some_of
from salesdesk.store.models.contacts import ContactTag
from salesdesk.store.models.journal import ChangeEntry
from salesdesk.store.models.lists import Tag
from salesdesk.store.store import Store

NAMES = ("name", "name_key")


@pytest.fixture
def tags(store: Store) -> list[int]:
    """Five tags in a row, a to e."""
    with store.unit_of_work(Cause.EDIT, said("Tags")) as uow:
        return list(uow.insert_many("tag", NAMES, [(name, name) for name in "abcde"]))


@Statement
def images(table: Slot) -> object:
    gone = ChangeEntry.select(ChangeEntry.row, ChangeEntry.before)
    return gone.where(
        ChangeEntry.table == table, ChangeEntry.after.is_null(), ChangeEntry.before.is_null(False)
    )


def test_ids_without_a_gap_are_asked_for_by_their_ends() -> None:
    assert [some.bound for some in some_of([7, 5, 6, 6])] == [(5, 7)]
    assert [some.bound for some in some_of([7, 5])] == [([5, 7],)]
    assert [some.bound for some in some_of([9])] == [(9, 9)]
    pieces = list(some_of([*range(1, 501), *range(502, 700)]))
    assert [(some.ids[0], some.ids[-1], some.is_run) for some in pieces] == [(1, 500, True), (502, 699, True)]
    assert list(some_of([])) == []


@pytest.mark.parametrize("places", [(0, 1, 2), (0, 2, 4), (3,)])
def test_chosen_rows_are_read_whole_or_in_part(
    store: Store, tags: list[int], places: tuple[int, ...]
) -> None:
    rows, chosen = TableRows(store.database), [tags[place] for place in places]
    found = rows.read("tag", [*reversed(chosen), 10**9], ["name"])
    assert found == {number: {"name": "abcde"[tags.index(number)]} for number in chosen}
    whole = rows.read("tag", chosen, schema.tables()["tag"].columns)[chosen[0]]
    assert whole == {
        "id": chosen[0],
        "version": 1,
        "name": "abcde"[places[0]],
        "name_key": "abcde"[places[0]],
        "touch_weeks": None,
    }


def test_only_rows_of_the_version_that_was_read_change(store: Store, tags: list[int]) -> None:
    rows = TableRows(store.database)
    with store.database.transaction():
        # in another order than the columns of the table stand in
        written = rows.update(
            "tag", ("name_key", "name", "version"), [("x", "X", 2, tags[0], 1), ("y", "Y", 2, tags[1], 7)]
        )
    assert written == 1
    found = rows.read("tag", tags[:2], ("version", *NAMES))
    assert [tuple(row.values()) for row in found.values()] == [(2, "X", "x"), (1, "b", "b")]


def test_a_row_is_left_out_where_another_stands_in_its_way(store: Store, tags: list[int]) -> None:
    rows, last = TableRows(store.database), tags[-1]
    columns = schema.tables()["tag"].columns
    new = [(last + 1, 1, "f", "f", None), (last, 1, "again", "again", None), (last + 2, 1, "g", "a", None)]
    with store.database.transaction():
        rows.insert_free("tag", columns, new)
    found = rows.read("tag", [last, last + 1, last + 2], ["name"])
    assert found == {last: {"name": "e"}, last + 1: {"name": "f"}}


@pytest.mark.parametrize("places", [(0, 1), (0, 2)])
def test_rows_that_go_leave_their_image(store: Store, tags: list[int], places: tuple[int, ...]) -> None:
    gone = [tags[place] for place in places]
    with store.unit_of_work(Cause.EDIT, said("Fewer tags")) as uow:
        uow.delete_many("tag", reversed(gone))
    kept = {row.row: json.loads(row.before) for row in store.database.select(images, table="tag")}
    assert kept == {
        tags[place]: {
            "id": tags[place],
            "version": 1,
            "name": "abcde"[place],
            "name_key": "abcde"[place],
            "touch_weeks": None,
        }
        for place in places
    }
    assert store.database.column(everything) == [number for number in tags if number not in gone]


def test_owners_of_parts_are_told_once(store: Store, services: Services) -> None:
    contact, _ = services.contacts.create({"full_name": "Anna", "tags": "x, y, z"})
    rows, info = TableRows(store.database), schema.tables()["contact_tag"]
    links = store.database.column(linked)
    assert len(links) == 3
    assert rows.owners(info, SomeIds(links)) == [contact]
    assert rows.owners(info, SomeIds([links[0], links[2]])) == [contact]


@Statement
def linked() -> object:
    return ContactTag.select(ContactTag.id).order_by(ContactTag.id)


@Statement
def everything() -> object:
    return Tag.select(Tag.id).order_by(Tag.id)
