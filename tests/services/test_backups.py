"""Dated copies: made by themselves, thinned, looked into, restored."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from salesdesk.domain.backups import Snapshot, read_snapshot_name, snapshot_name, superfluous
from salesdesk.errors import DomainError, FileProblem, StoreBusy, StoreDamaged, StoreReadOnly, StoreTooNew
from salesdesk.services.backups import BackupService, backup_folder, restore, snapshot_path, snapshots
from salesdesk.store.store import Store
from tests.builders import Clock, add_contact


@pytest.fixture
def clock(store: Store) -> Clock:
    assert isinstance(store.clock, Clock)
    return store.clock


def test_a_copy_is_due_when_the_last_is_older_than_a_day(store: Store, clock: Clock) -> None:
    backups = BackupService(store)
    assert backups.make_if_due() is not None
    clock.forward(hours=23)
    assert backups.make_if_due() is None
    clock.forward(hours=2)
    second = backups.make_if_due()
    assert second is not None
    assert backups.snapshots()[0] == second
    assert len(backups.snapshots()) == 2


def test_closing_makes_a_copy_only_after_changes(store: Store) -> None:
    backups = BackupService(store)
    assert backups.make_after_changes() is None
    add_contact(store)
    made = backups.make_after_changes()
    assert made is not None
    assert made.size == snapshot_path(store.path, made).stat().st_size > 0
    assert backups.make_after_changes() is None


def test_ten_days_and_the_last_of_each_month_are_kept(store: Store, clock: Clock) -> None:
    backups = BackupService(store)
    for _ in range(100):
        backups.make()
        clock.forward(hours=15)
    kept = [one.at.date().isoformat() for one in backups.snapshots()]
    assert len(kept) == len(set(kept))
    assert len(kept) == 10 + 1
    assert (kept[0], kept[9], kept[10]) == ("2026-07-05", "2026-06-26", "2026-05-31")


def test_thinning_keeps_the_newest_of_its_day() -> None:
    day = datetime(2026, 5, 4, 8)
    several = [Snapshot(str(hour), day + timedelta(hours=hour)) for hour in range(5)]
    assert {one.name for one in superfluous(several)} == {"0", "1", "2", "3"}


def test_only_own_copies_are_listed(store: Store) -> None:
    at = datetime(2026, 5, 4, 9, 30, 15)
    assert read_snapshot_name("my sales", snapshot_name("my sales", at)) == at
    for name in ("other 2026-05-04 09-30-15", "my sales 2026-15-04 09-30-15", "my sales", "my sales copy"):
        assert read_snapshot_name("my sales", name) is None
    backup_folder(store.path).mkdir()
    (backup_folder(store.path) / f"holiday{store.path.suffix}").touch()
    assert snapshots(store.path) == []


def test_a_copy_is_looked_into_without_being_changed(store: Store) -> None:
    add_contact(store)
    backups = BackupService(store)
    made = backups.make()
    add_contact(store, "Later")
    before = snapshot_path(store.path, made).read_bytes()
    copy = backups.open_copy(made)
    assert [copy.contacts.page([1])[1]["full_name"], copy.contacts.count()] == ["Anna Berg", 1]
    with pytest.raises(StoreReadOnly):
        add_contact(copy, "No")
    copy.close()
    assert snapshot_path(store.path, made).read_bytes() == before


def test_restoring_brings_the_copy_back_and_saves_what_was_there(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    add_contact(store)
    copy = tmp_path / "copy.salesdesk"
    BackupService(store).write_to(copy)
    add_contact(store, "Later")
    dump = store.database.dump()
    store.close()
    aside = restore(store.path, copy, clock)
    assert aside is not None
    restored, saved = Store(store.path), Store(aside)
    assert (restored.contacts.count(), saved.database.dump() == dump) == (1, True)
    assert restored.database.check() == []
    restored.close()
    saved.close()


def test_restoring_to_where_nothing_is_needs_no_saving(store: Store, clock: Clock, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "new.salesdesk"
    target.parent.mkdir()
    copy = tmp_path / "copy.salesdesk"
    BackupService(store).write_to(copy)
    assert restore(target, copy, clock) is None
    opened = Store(target)
    opened.close()


def test_restoring_replaces_a_file_too_damaged_to_open(store: Store, clock: Clock, tmp_path: Path) -> None:
    copy = tmp_path / "copy.salesdesk"
    BackupService(store).write_to(copy)
    store.close()
    store.path.write_bytes(b"\x00garbage" * 1000)
    aside = restore(store.path, copy, clock)
    assert aside is not None
    assert aside.read_bytes().startswith(b"\x00garbage")
    Store(store.path).close()


def test_an_open_file_is_not_replaced(store: Store, clock: Clock, tmp_path: Path) -> None:
    add_contact(store)
    copy = tmp_path / "copy.salesdesk"
    BackupService(store).write_to(copy)
    other = Store(store.path)
    assert other.contacts.count() == 1
    with pytest.raises(StoreBusy):
        restore(store.path, copy, clock)
    other.close()
    assert store.contacts.count() == 1
    add_contact(store, "Goes on")


def test_what_is_no_sound_backup_is_refused_before_anything_happens(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    broken, newer, foreign = tmp_path / "broken.db", tmp_path / "newer.db", tmp_path / "leads.csv"
    backups = BackupService(store)
    backups.write_to(broken)
    with broken.open("r+b") as file:
        file.seek(5 * 4096)
        file.write(b"\xff" * 20 * 4096)
    backups.write_to(newer)
    with closing(dbapi2.connect(str(newer), isolation_level=None)) as later:
        later.execute("PRAGMA user_version = 999")
        later.execute("UPDATE file_identity SET schema_version = 999")
    foreign.write_text("name\nAnna\n" * 100, encoding="utf-8")
    store.close()
    before = store.path.read_bytes()
    for copy, kind in ((broken, StoreDamaged), (newer, StoreTooNew), (foreign, StoreDamaged)):
        with pytest.raises(kind):
            restore(store.path, copy, clock)
    with pytest.raises(FileProblem):
        restore(store.path, tmp_path / "missing", clock)
    with pytest.raises(DomainError):
        restore(store.path, store.path, clock)
    assert store.path.read_bytes() == before


def test_a_backup_has_a_place_of_its_own(store: Store, tmp_path: Path) -> None:
    backups = BackupService(store)
    with pytest.raises(DomainError):
        backups.write_to(store.path)
    with pytest.raises(FileProblem):
        backups.write_to(tmp_path)
    with pytest.raises(FileProblem):
        backups.write_to(tmp_path / "missing" / "x.salesdesk")
