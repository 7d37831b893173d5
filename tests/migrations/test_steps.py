"""The steps that bring an older database to the newest version: the same on both engines, from a database that the
program of its time made."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from salesdesk.errors import StoreTooOld
from salesdesk.services.services import build_services
from salesdesk.store.engine import migrations as migrate
from salesdesk.store.engine import told_apart
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from tests.builders import Clock, add_contact, wrong_rows
from tests.migrations.stored import stored_database, stored_file
from tests.postgres import SQLITE, Server
from tests.refusals import refusing

FAXES = "version2.faxes"
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def old(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path | ServerAddress]:
    """A file or database of version 2, in which people's first numbers are faxes."""
    if engine == SQLITE:
        yield stored_file(FAXES, tmp_path)
        return
    with stored_database(FAXES, request.getfixturevalue("server")) as address:
        yield address


def rows(store: Store) -> Rows:
    """Every row of the records and of the history, column by name."""
    found: Rows = {}
    for table, order in (*((t, "id") for t in RECORDS), ("change_entry", "id"), ("change_batch", "id")):
        columns, values = store.database.described(f'SELECT * FROM "{table}" ORDER BY {order}')
        found[table] = [dict(zip([c[0] for c in columns], row, strict=True)) for row in values]
    return found


RECORDS = ("contact", "contact_phone", "contact_email", "company", "import_batch")
PRIMARY = "SELECT id, phone FROM contact ORDER BY id"


def by_rule(store: Store) -> list[tuple[int, str | None]]:
    """What each contact's primary phone should be: the first of its numbers that is no fax."""
    found: dict[int, str] = {}
    for contact, label, number in store.database.rows(
        "SELECT contact_id, label, number FROM contact_phone ORDER BY position, id"
    ):
        if label != "fax":
            found.setdefault(contact, number)
    contacts = store.database.rows("SELECT id FROM contact ORDER BY id")
    return [(contact, found.get(contact)) for (contact,) in contacts]


def version_of(store: Store) -> int:
    return int(store.database.value("SELECT schema_version FROM file_identity"))


def test_a_fax_that_was_a_primary_phone_is_none_any_more(old: Path | ServerAddress) -> None:
    with closing(Store(old, clock=Clock())) as store:
        assert version_of(store) == migrate.SCHEMA_VERSION
        assert store.database.check() == []
        assert store.database.rows(PRIMARY) == by_rule(store)
        assert len([phone for _, phone in by_rule(store) if phone]) == 4
        found = rows(store)
        assert {row["told"] for row in found["change_batch"]} == {""}
        # nobody edited them: neither their versions nor their moments are new
        assert {row["version"] for row in found["contact"] if row["full_name"] == "Dag Dorn"} == {2}
        assert add_contact(store) == 7
        assert store.database.check() == []


def test_both_engines_make_the_same_of_it(tmp_path: Path, server: Server) -> None:
    with (
        stored_database(FAXES, server) as address,
        closing(Store(stored_file(FAXES, tmp_path))) as one,
        closing(Store(address)) as two,
    ):
        left, right = rows(one), rows(two)
    for found in (left, right):  # the order of what is written as JSON is the engine's
        for entry in found["change_entry"]:
            for side in ("before", "after"):
                entry[side] = entry[side] and json.loads(entry[side])
    assert left == right


def test_no_undo_brings_a_fax_back_as_a_primary_phone(old: Path | ServerAddress, engine: str) -> None:
    """To the first change and forward again, nothing is taken for an edit made since."""
    with closing(Store(old, clock=Clock())) as store:
        services = build_services(store)
        first, undone = store.database.dump(), 0
        while services.commands.state().undo:
            undone += 1
            assert services.commands.undo().kept == ()
            assert store.database.rows(PRIMARY) == by_rule(store)
            assert engine != SQLITE or wrong_rows(store) == []
        assert store.database.rows(PRIMARY) == []
        for _ in range(undone):
            assert services.commands.redo().kept == ()
            assert store.database.rows(PRIMARY) == by_rule(store)
        assert store.database.dump() == first
        assert store.database.check() == []


_OPEN = """
import sys
from salesdesk.store.engine.server_address import read_address
from salesdesk.store.store import Store
place = read_address(sys.argv[1])
store = Store(place)
print(store.database.value("SELECT schema_version FROM file_identity"))
store.close()
"""


def test_of_several_programs_one_takes_the_steps_and_the_others_wait(server: Server) -> None:
    with stored_database(FAXES, server) as address:
        running = [
            subprocess.Popen(
                [sys.executable, "-c", _OPEN, str(address)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(3)
        ]
        told = [process.communicate() for process in running]
        assert told == [(f"{migrate.SCHEMA_VERSION}\n", "")] * 3
        with closing(Store(address)) as store:
            assert store.database.check() == []
            assert store.database.rows(PRIMARY) == by_rule(store)


def test_a_step_that_fails_leaves_an_old_database_as_it_was(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(database: Any, add_columns: migrate.AddColumns) -> None:
        add_columns(3)
        raise ZeroDivisionError

    with stored_database(FAXES, server) as address:
        with monkeypatch.context() as broken:
            broken.setitem(migrate.STEPS, 2, fail)
            with pytest.raises(ZeroDivisionError):
                Store(address)
        with closing(Store(address)) as store:
            assert version_of(store) == migrate.SCHEMA_VERSION
            assert store.database.check() == []


def test_who_may_not_change_its_tables_is_told_who_may(server: Server) -> None:
    with stored_database(FAXES, server) as address:
        with refusing(StoreTooOld, match="Let somebody who may write there open it once"):
            Store(address, read_only=True)
        name = f"writer_{address.name}"
        server.run(
            f"CREATE ROLE {name} LOGIN PASSWORD '{server.password}'",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
            database=address.name,
        )
        try:
            with refusing(StoreTooOld, match="Let salesdesk, whom its tables belong to, open it once"):
                Store(replace(address, user=name))
            Store(address).close()
            with closing(Store(replace(address, user=name))) as store:
                assert version_of(store) == migrate.SCHEMA_VERSION
        finally:
            server.run(f"DROP OWNED BY {name}", f"DROP ROLE {name}", database=address.name)


def test_names_that_signs_tell_apart_get_keys_of_their_own(store: Store) -> None:
    person = add_contact(store, tags="C, C++, C#, Neu", owner="Team A+")
    keys = "SELECT name, name_key FROM tag ORDER BY id"
    right = store.database.rows(keys)
    with store.database.transaction():
        digests = store.database.digests(migrate.SCHEMA_VERSION)
        digests.touch("tag", [2])  # as an older program wrote it
        store.database.execute("UPDATE tag SET name_key = 'cplusplus' WHERE id = 2")
        digests.write()
    assert store.database.rows(keys) != right
    with store.database.transaction():
        told_apart.put_right(store.database)
    assert store.database.rows(keys) == right
    assert wrong_rows(store) == []
    assert store.contacts.page([person])[person]["tags"] == ("C", "C#", "C++", "Neu")
