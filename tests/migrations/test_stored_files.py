"""A file of every released schema opens: its records are what they were, and its old changes can be undone."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from sqlcipher3 import dbapi2

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.opt_outs import LeftOut, Way
from salesdesk.services.services import build_services
from salesdesk.store.engine import file_identity, row_digests
from salesdesk.store.engine import migrations as migrate
from salesdesk.store.store import Store
from salesdesk.wording import line_of, worded
from tests.builders import Clock, add_contact, wrong_rows
from tests.migrations.stored import FOLDER, STORED, stored_file
from tests.replay import comparison, recording
from tests.replay.comparison import VERSION_2
from tests.replay.lasting import come_back
from tests.replay.script import Desk, held_zone

FAXES = "version2.faxes"
RELEASED = {1, 2, 3, 6, 7, 8}
"""The versions that programs were given out with."""
WITHOUT_PHRASES = [name for name, version in STORED.items() if version < 3]
"""Files of versions that told what was done in words alone."""
Rows = dict[str, list[dict[str, object]]]


def raw_rows(path: Path, like: Rows | None = None) -> Rows:
    """Every row of every plain table, column by name, read without the program; of the tables and columns of ``like``
    where that is given: a later version may have more of both."""
    connection = dbapi2.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' AND name NOT LIKE 'phone%' "
        "AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    found: Rows = {}
    for (name,) in sorted(names):
        cursor = connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')
        columns = [column[0] for column in cursor.description]
        found[name] = [dict(zip(columns, row, strict=True)) for row in cursor]
    connection.close()
    if like is None:
        return found
    return {
        name: [{column: row[column] for column in rows[0]} for row in found[name]] if rows else []
        for name, rows in like.items()
    }


def records(path: Path) -> Rows:
    """The rows of the records and of their history: what only says of which version and how sound a file is left out."""
    return {
        name: rows
        for name, rows in raw_rows(path).items()
        if name not in (file_identity.TABLE, row_digests.TABLE)
    }


def test_there_is_a_stored_file_of_every_former_schema() -> None:
    assert set(STORED.values()) == RELEASED
    assert max(RELEASED) < migrate.SCHEMA_VERSION


@pytest.mark.parametrize("name", [name for name in STORED if name != FAXES])
def test_a_stored_file_keeps_its_records_and_its_history(name: str, tmp_path: Path) -> None:
    path = stored_file(name, tmp_path)
    before = records(path)
    assert len(before["contact"]) > 30
    assert before["change_entry"]

    store = Store(path, clock=Clock())
    assert store.database.check() == []
    assert store.database.schema_version == migrate.SCHEMA_VERSION
    identity = file_identity.read(store.database)
    assert identity is not None
    assert UUID(identity.uuid).version == 4
    assert identity.schema_version == migrate.SCHEMA_VERSION
    assert identity.batch == store.journal.latest()
    store.close()

    after = raw_rows(path, like=before)
    after["id_counter"] = [row for row in after["id_counter"] if row["table_name"] in before]
    assert after == before
    backups = [other for other in tmp_path.glob("*.salesdesk") if other != path]
    assert [other.name for other in backups] == [f"old before version {migrate.SCHEMA_VERSION}.salesdesk"]
    assert records(backups[0]) == before


@pytest.mark.parametrize("name", [name for name in WITHOUT_PHRASES if name != FAXES])
def test_what_an_old_file_says_it_did_stays_in_its_words(name: str, tmp_path: Path) -> None:
    with closing(Store(stored_file(name, tmp_path), clock=Clock())) as store:
        words = dict(store.database.rows("SELECT b.id, b.text FROM change_batch AS b"))
        assert all(words.values())
        batches = store.journal.batches(limit=len(words))
        assert {batch.id: line_of(batch.told) for batch in batches} == words
        undone = store.journal.next_undo()
        assert undone is not None
        result = build_services(store).commands.undo()
        assert line_of(result.told) == words[undone.id]
        (kept,) = store.database.rows(
            "SELECT b.text, b.told FROM change_batch AS b WHERE b.id = ?", (result.changes.batch,)
        )
        assert kept == (words[undone.id], "")


def test_the_changes_of_an_old_file_can_be_undone_to_the_last(tmp_path: Path) -> None:
    store = Store(stored_file(1, tmp_path), clock=Clock())
    services = build_services(store)
    assert store.database.value("SELECT count(*) FROM contact WHERE deleted_at IS NULL") == 32
    while services.commands.state().undo:
        services.commands.undo()
        assert wrong_rows(store) == []
    assert [
        store.database.value(f"SELECT count(*) FROM {table}")
        for table in ("contact", "company", "deal", "activity", "campaign", "saved_view", "custom_field")
    ] == [0] * 7
    assert store.database.check() == []
    store.close()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot hold its time zone")
@pytest.mark.parametrize("name", ["version2", "version2.later"])
def test_what_was_done_in_a_file_of_version_2_is_taken_back_as_it_was_then(name: str, tmp_path: Path) -> None:
    """Its imports, merges and edits, those edited since among them, leave what the program of its time left."""
    with held_zone():
        desk = Desk(stored_file(name, tmp_path, "left.salesdesk"), tmp_path)
        assert desk.store.database.check() == []
        come_back(desk)
        assert wrong_rows(desk.store) == []
        assert desk.store.database.check() == []
        desk.close()
    stored = recording.stored(f"{name}.undone", FOLDER)
    present = comparison.as_wide_as(desk.recording.plain(), stored)
    wrong, unused = comparison.judged(VERSION_2, list(comparison.differences(VERSION_2, stored, present)))
    assert not wrong, f"{len(wrong)} differences:\n{comparison.in_words(wrong)}"
    assert not unused, f"allowed, but there is no such difference: {unused}"


def test_what_is_damaged_in_an_old_file_is_not_taken_for_right_by_migrating(tmp_path: Path) -> None:
    path = stored_file(2, tmp_path)
    with closing(dbapi2.connect(str(path))) as connection:
        connection.execute("UPDATE change_batch SET actor = 'Nobody' WHERE id = 2")
        connection.commit()
    with closing(Store(path, clock=Clock())) as store:
        assert [worded(fault.told)[:30] for fault in store.database.check()] == [
            "change_batch, rows 1 to 63: a "
        ]


@pytest.mark.parametrize("name", STORED)
def test_an_old_file_is_read_and_checked_without_being_changed(name: str, tmp_path: Path) -> None:
    path = stored_file(name, tmp_path)
    before = path.read_bytes()
    with closing(Store(path, read_only=True)) as store:
        assert store.database.check() == []
        told = store.database.rows("SELECT b.id, b.told FROM change_batch AS b ORDER BY b.id")
        assert [number for number, _ in told] == list(range(1, store.journal.latest() + 1))
        assert STORED[name] > 2 or not any(text for _, text in told)
        assert store.opt_outs.audience(Way.EMAIL, store.contacts.ids()).people
        store.quick_search.find("berg")
    assert path.read_bytes() == before


def test_whatever_was_written_in_an_old_file_is_found_once_it_is_migrated(tmp_path: Path) -> None:
    path = stored_file("version3.written", tmp_path)
    with closing(Store(path, read_only=True)) as store:
        assert store.quick_search.ids(EntityKind.CONTACT, "kaffeemaschine", 5) == []
    with closing(Store(path, clock=Clock())) as store:
        for text in ("kaffeemaschine", "kd-4711", "messe", "lindenstrasse", "juergen brien", "baeckerei"):
            assert store.quick_search.ids(EntityKind.CONTACT, text, 5) == [41], text


def test_migrating_again_leaves_the_first_copy_alone(tmp_path: Path) -> None:
    Store(stored_file(1, tmp_path)).close()
    first = tmp_path / f"old before version {migrate.SCHEMA_VERSION}.salesdesk"
    content = first.read_bytes()
    Store(stored_file(1, tmp_path)).close()
    assert first.read_bytes() == content
    assert (tmp_path / f"old before version {migrate.SCHEMA_VERSION} (2).salesdesk").exists()


def test_an_old_file_is_read_without_being_changed(tmp_path: Path) -> None:
    path = stored_file(1, tmp_path)
    before = path.read_bytes()
    store = Store(path, read_only=True)
    assert file_identity.read(store.database) is None
    assert store.contacts.count() == 32
    store.close()
    assert path.read_bytes() == before


def test_every_change_is_noted_in_the_identity(store: Store) -> None:
    first = file_identity.read(store.database)
    assert first is not None
    add_contact(store)
    second = file_identity.read(store.database)
    assert second is not None
    assert (second.uuid, second.batch) == (first.uuid, store.journal.latest())
    assert second.batch > first.batch
    build_services(store).commands.undo()
    third = file_identity.read(store.database)
    assert third is not None
    assert third.batch == store.journal.latest() > second.batch


def test_files_have_different_uuids_and_a_backup_has_that_of_its_file(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path / "other.salesdesk")
    store.database.backup(tmp_path / "copy.salesdesk")
    copy = Store(tmp_path / "copy.salesdesk", read_only=True)
    mine, theirs, kept = (file_identity.read(one.database) for one in (store, other, copy))
    assert mine is not None
    assert theirs is not None
    assert mine.uuid != theirs.uuid
    assert kept == mine
    other.close()
    copy.close()


def test_what_people_refused_in_an_older_file_is_kept_by_address(tmp_path: Path) -> None:
    with closing(Store(stored_file("version3.refused", tmp_path), clock=Clock())) as store:
        assert store.database.check() == []
        refused = store.opt_outs.audience(Way.EMAIL, store.contacts.ids()).left_out
        names = {store.contacts.get(contact).full_name: why for contact, why in refused.items()}
        # two refused themselves, one with a "+tag" in the address; two unsubscribed from a campaign
        assert sorted(names.values()) == [LeftOut.ADDRESS] * 2 + [LeftOut.PERSON] * 3
        # of one that lies in the trash the address is opted out too
        assert store.opt_outs.opted_out(Way.EMAIL, ["p3@firma3.example", "p4@firma4.example"]) == {
            "p3@firma3.example"
        }
        assert store.opt_outs.opted_out(Way.EMAIL, ["ed@xn--bcher-kva.example"])
        assert len(store.opt_outs.audience(Way.PHONE, store.contacts.ids()).left_out) == 2
        add_contact(store)
        assert wrong_rows(store) == []
