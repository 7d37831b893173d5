"""The digests are those of the rows, after whatever was written, and the same in every version of the program."""

from __future__ import annotations

import pytest

from salesdesk.domain.changes import Cause
from salesdesk.phrases import said
from salesdesk.services.services import build_services
from salesdesk.store.engine import row_digests
from salesdesk.store.journal.unit_of_work import UnitOfWork
from salesdesk.store.store import Store
from tests.builders import add_contact, add_many, wrong_rows


def test_a_hash_is_for_ever(store: Store) -> None:
    """A file's digests are compared by later versions of Python and SQLite: this number must not change. When it
    does, because SQLite writes JSON in another way, a migration step has to renew the digests of all files."""
    values = "7, 'Zoë \"Z\"' || char(10, 9, 1, 127, 8232) || '\\/李明', NULL, -3, 9007199254740993, ''"
    rows = store.database.byte_rows(f"SELECT 7, json_array({values})")
    assert row_digests.hashes(rows) == [HASH]
    with_numbers = store.database.byte_rows(f"SELECT 7, json_array({values}), 0.1, NULL, -1e300, 2.0")
    assert row_digests.hashes(with_numbers) == [HASH_WITH_NUMBERS]


HASH, HASH_WITH_NUMBERS = 3267088788, 2109969823


def test_every_table_of_records_and_of_the_journal_is_digested(store: Store) -> None:
    plain = {
        name
        for (name,) in store.database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith(("search_", "phone_", "sqlite_"))
    }
    assert plain - {row_digests.TABLE} == row_digests.digested().keys()


def test_rows_created_changed_and_removed_in_one_change(store: Store) -> None:
    with store.unit_of_work(Cause.EDIT, said("Much at once")) as uow:
        first = uow.insert("tag", {"name": "One", "name_key": "one"})
        uow.update("tag", first, {"name": "Two"})
        second = uow.insert("tag", {"name": "Three", "name_key": "three"})
        uow.delete("tag", first)
        uow.insert_many("tag", ("name", "name_key"), [(f"t{n}", f"t{n}") for n in range(200)])
        uow.delete_many("tag", range(10, 150))
        uow.update("tag", second, {"name": "Four"})
    assert wrong_rows(store) == []
    assert [rows for rows, _ in row_digests.stored(store.database, "tag").values()] == [8, 42, 11]
    with store.unit_of_work(Cause.EDIT, said("Nothing left")) as uow:
        uow.delete_many("tag", [number for (number,) in uow.database.rows("SELECT id FROM tag")])
    assert wrong_rows(store) == []
    assert set(map(tuple, row_digests.stored(store.database, "tag").values())) == {(0, 0)}


def test_a_change_that_fails_leaves_the_digests_as_they_were(store: Store) -> None:
    people = add_many(store, 5)

    def half(uow: UnitOfWork) -> None:
        uow.update("contact", people[0], {"city": "Bonn"})
        uow.delete_many("contact_phone", [1])
        raise RuntimeError

    with pytest.raises(RuntimeError):
        build_services(store).commands.run(said("Half"), half)
    assert wrong_rows(store) == []


def test_what_sqlite_makes_of_a_value_does_not_matter(store: Store) -> None:
    with store.unit_of_work(Cause.EDIT, said("Odd values")) as uow:
        uow.insert("tag", {"name": 5, "name_key": 1.0})
        campaign = uow.insert(
            "campaign",
            {
                "name": "A",
                "name_key": "a",
                "own_hours": "3",
                "budget": 2.0,
                "created_at": "",
                "updated_at": "",
            },
        )
    assert wrong_rows(store) == []
    with store.unit_of_work(Cause.EDIT, said("Odd change")) as uow:
        uow.update("campaign", campaign, {"own_hours": 7, "budget": "12"})
    assert wrong_rows(store) == []


def test_a_damaged_row_does_not_keep_others_from_being_changed(store: Store) -> None:
    number = add_contact(store)
    store.database.execute("UPDATE contact SET notes = CAST('x' AS BLOB) WHERE id = ?", (number,))
    build_services(store).contacts.edit(number, "city", "Bonn")
    build_services(store).contacts.delete([number])
    assert len(wrong_rows(store)) == 1


def test_renewing_takes_the_rows_as_they_are(store: Store) -> None:
    add_many(store, 100)
    store.database.execute("UPDATE contact SET city = 'X' WHERE id > 50")
    assert wrong_rows(store) != []
    with store.database.transaction():
        row_digests.renew(store.database)
    assert wrong_rows(store) == []
