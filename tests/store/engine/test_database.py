"""Opening a file: what is wrong with it is said in one sentence, and nothing is harmed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from salesdesk.domain.changes import Cause
from salesdesk.errors import (
    CloudFolder,
    DiskFull,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreReadOnly,
    StoreTooNew,
    WrongKey,
)
from salesdesk.phrases import said
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import Clock, add_contact, add_many, new_store
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("quick_keys")


def refused(path: Path, kind: type[StoreError], **options: object) -> str:
    """Opening fails with that error; the file is left as it was. Returns the sentence."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(kind) as error:
        Store(path, **options)  # type: ignore[arg-type]
    assert (path.read_bytes() if path.is_file() else None) == before
    assert path.name in worded(error.value)
    assert worded(error.value).endswith(".")
    return worded(error.value)


def test_a_new_file_is_made_in_a_new_folder_with_its_defaults(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "my.salesdesk"
    store = Store(path, clock=Clock())
    set_up(store, country="DE")
    set_up(store, country="FR")
    assert store.settings.country == "DE"
    assert [stage for (stage,) in store.database.rows("SELECT name FROM stage ORDER BY position")] == [
        "Prospecting", "Education", "Demo", "Proposal", "Negotiation", "Won", "Lost",
    ]  # fmt: skip
    assert store.journal.next_undo() is None
    store.close()
    assert not path.with_name(path.name + "-wal").exists()
    again = Store(path)
    assert again.database.check() == []
    again.close()


def test_an_empty_file_that_never_held_anything_is_begun_again(tmp_path: Path) -> None:
    path = tmp_path / "my.salesdesk"
    path.touch()
    store = Store(path)
    assert store.contacts.count() == 0
    store.close()
    assert [one.name for one in tmp_path.glob("my*")] == [path.name]


def test_an_empty_file_that_held_something_is_lost(store: Store) -> None:
    kept = store.path.parent / "Backups" / f"{store.path.stem} 2026-05-03 10-00-00.salesdesk"
    kept.parent.mkdir()
    store.database.backup(kept)
    store.close()
    store.path.write_bytes(b"")
    assert "0 bytes" in refused(store.path, StoreDamaged)
    assert store.path.stat().st_size == 0


@pytest.mark.parametrize(
    "content",
    [b"name,email\nAnna,a@x.de\n" * 200, b"PK\x03\x04" + b"\x00" * 9000, b"%PDF-1.7" + b"\x00" * 9000, b"x"],
)
def test_a_foreign_file_is_told_apart(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "leads.xlsx"
    path.write_bytes(content)
    refused(path, StoreDamaged)


def test_a_foreign_database_is_told_apart(tmp_path: Path) -> None:
    from sqlcipher3 import dbapi2

    path = tmp_path / "other.db"
    connection = dbapi2.connect(str(path))
    connection.execute("CREATE TABLE photo (id)")
    connection.commit()
    connection.close()
    assert "a database of another program" in refused(path, StoreDamaged)


def test_a_file_cut_off_in_the_middle_is_damaged(template_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "my.salesdesk"
    shutil.copyfile(template_file, path)
    os.truncate(path, 3 * 4096)
    try:
        store = Store(path)
    except StoreError as error:
        assert isinstance(error, StoreDamaged)  # noqa: PT017
        return
    assert store.database.check() != []
    store.close()


def test_a_file_with_a_torn_page_is_found_by_the_check(template_file: Path, tmp_path: Path) -> None:
    store = new_store(template_file, tmp_path)
    add_many(store, 200)
    store.close()
    with store.path.open("r+b") as file:
        file.seek(20 * 4096)
        file.write(os.urandom(8 * 4096))
    with pytest.raises(StoreDamaged):
        raise_faults(store.path)


def raise_faults(path: Path) -> None:
    store = Store(path)
    try:
        faults = store.database.check()
    finally:
        store.close()
    if faults:
        raise StoreDamaged(faults[0].told)


def test_a_newer_file_is_refused_also_for_reading_only(store: Store) -> None:
    store.database.execute("PRAGMA user_version = 999")
    store.database.execute("UPDATE file_identity SET schema_version = 999")
    store.close()
    assert "newer SalesDesk" in refused(store.path, StoreTooNew)
    assert "newer SalesDesk" in refused(store.path, StoreTooNew, read_only=True)


@pytest.mark.parametrize("version", [0, -1, 1, 2, 4, 999, -(2**31)])
def test_a_header_with_another_version_than_the_tables_is_damaged_and_not_newer(
    store: Store, version: int
) -> None:
    add_contact(store)
    store.database.execute(f"PRAGMA user_version = {version}")
    store.close()
    assert "is damaged" in refused(store.path, StoreDamaged)
    assert "is damaged" in refused(store.path, StoreDamaged, read_only=True)


def test_a_version_without_tables_is_damaged(tmp_path: Path) -> None:
    from sqlcipher3 import dbapi2

    from salesdesk.store.engine.opening import APPLICATION_ID

    path = tmp_path / "my.salesdesk"
    connection = dbapi2.connect(str(path))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 2")
    connection.close()
    assert "has no tables any more" in refused(path, StoreDamaged)


def test_a_file_whose_making_was_interrupted_is_made_now(tmp_path: Path) -> None:
    from sqlcipher3 import dbapi2

    from salesdesk.store.engine.opening import APPLICATION_ID

    path = tmp_path / "my.salesdesk"
    connection = dbapi2.connect(str(path))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.close()
    store = Store(path)
    assert store.contacts.count() == 0
    store.close()


def test_a_password_is_needed_once_set(tmp_path: Path) -> None:
    path = tmp_path / "my.salesdesk"
    store = Store(path, password="it's a secret", clock=Clock())
    set_up(store)
    add_contact(store, "Anna Berg")
    copy = tmp_path / "copy.salesdesk"
    store.database.backup(copy)
    store.close()
    for file in (path, copy):
        assert b"Anna" not in file.read_bytes()
        assert "password" in refused(file, WrongKey)
        refused(file, WrongKey, password="its a secret")
        again = Store(file, password="it's a secret", read_only=file is copy)
        assert again.contacts.count() == 1
        again.close()


def test_a_file_opened_for_reading_only_refuses_every_write(template_file: Path, tmp_path: Path) -> None:
    store = new_store(template_file, tmp_path)
    add_contact(store)
    copy = tmp_path / "copy.salesdesk"
    store.database.backup(copy)
    store.close()
    reading = Store(copy, read_only=True)
    assert reading.contacts.count() == 1
    assert reading.database.check() == []
    with pytest.raises(StoreReadOnly):
        add_contact(reading, "Another")
    reading.close()
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("copy")) == [
        "copy.salesdesk"
    ]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    refused(tmp_path, StoreReadOnly)
    with pytest.raises(StoreReadOnly):
        Store(tmp_path / "missing.salesdesk", read_only=True)


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - Firm", "Google Drive", "Nextcloud"])
def test_a_synchronised_folder_is_refused_for_the_live_file_but_not_for_backups(
    store: Store, tmp_path: Path, folder: str
) -> None:
    synchronised = tmp_path / folder / "sales"
    synchronised.mkdir(parents=True)
    refused(synchronised / "my.salesdesk", CloudFolder)
    store.database.backup(synchronised / "backup.salesdesk")
    assert (synchronised / "backup.salesdesk").stat().st_size > 0


def test_a_second_writer_waits_and_is_told_who_is_in_the_way(store: Store) -> None:
    second = Store(store.path, busy_seconds=0.2, clock=Clock())
    with store.unit_of_work(Cause.EDIT, said("long")) as uow:
        uow.insert("tag", {"name": "x", "name_key": "x"})
        assert second.contacts.count() == 0
        with pytest.raises(StoreBusy) as error:
            add_contact(second)
        assert store.path.name in worded(error.value)
    number = add_contact(second)
    assert store.contacts.get(number).full_name == "Anna Berg"
    second.close()


def test_a_full_disk_loses_nothing_saved_before(store: Store) -> None:
    add_contact(store)
    before, pages = store.database.dump(), store.database.value("PRAGMA page_count")
    store.database.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DiskFull) as error:
        add_many(store, 2000)
    assert "full" in worded(error.value)
    store.database.execute("PRAGMA max_page_count = 1000000")
    assert store.database.dump() == before
    add_contact(store, "Another")
    assert store.database.check() == []


def test_a_backup_that_does_not_fit_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    program = f"""
import resource, signal, sys
from pathlib import Path
from salesdesk.errors import DiskFull, StoreError
from salesdesk.store.store import Store
store = Store(Path({str(store.path)!r}), read_only=True)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
try:
    store.database.backup(Path({str(tmp_path / "out.salesdesk")!r}))
except StoreError as error:
    print(type(error).__name__)
"""
    if sys.platform == "win32":
        pytest.skip("Windows has no limit of this kind")
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stdout.strip() == "DiskFault", run.stderr
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("out")] == []


def test_a_backup_is_whole_while_the_file_is_in_use(store: Store, tmp_path: Path) -> None:
    add_contact(store)
    target = tmp_path / "backup.salesdesk"
    store.database.backup(target)
    store.database.backup(target)  # in the place of the older one
    add_contact(store, "Later")
    copy = Store(target)
    assert copy.database.check() == []
    assert copy.contacts.count() == 1
    copy.close()


def test_the_check_finds_what_the_index_does_not_know(store: Store) -> None:
    number = add_contact(store)
    store.database.execute("DELETE FROM search_contact WHERE rowid = ?", (number,))
    assert [worded(fault.told) for fault in store.database.check()] == [
        "The search index search_contact is damaged: its words differ."
    ]
