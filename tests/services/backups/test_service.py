"""Dated copies: made by themselves, thinned, looked into, restored."""

from __future__ import annotations

import errno
from datetime import timedelta
from pathlib import Path

import pytest

from salesdesk.domain.backups import Proof, snapshot_name
from salesdesk.errors import FileProblem, NoPlaceForBackups, StoreReadOnly, WrongEnding
from salesdesk.services.backups.places import FOLDER_SETTING
from salesdesk.services.backups.service import BackupService
from salesdesk.services.services import Services
from salesdesk.services.setup import set_up
from salesdesk.store.engine import copy_digest
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import START, Clock, add_contact, services_of
from tests.refusals import refusing

pytestmark = pytest.mark.usefixtures("quick_keys")


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
    assert backups.snapshots()[0].name == second.name
    assert len(backups.snapshots()) == 2


def test_closing_makes_a_copy_only_after_changes(store: Store) -> None:
    backups = BackupService(store)
    assert backups.make_after_changes() is None
    add_contact(store)
    made = backups.make_after_changes()
    assert made is not None
    assert made.size == backups.path_of(made).stat().st_size > 0
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


def test_only_own_copies_are_listed(store: Store) -> None:
    backups = BackupService(store)
    backups.folder.mkdir()
    (backups.folder / f"holiday{store.path.suffix}").touch()
    (backups.folder / f"test 2026-05-04 09-30-15{store.path.suffix}").mkdir()
    assert backups.snapshots() == []


def test_two_copies_of_one_second_are_two_copies(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    backups = BackupService(store)
    first = backups.make()
    add_contact(store)
    content = backups.path_of(first).read_bytes()
    monkeypatch.setattr(backups, "_thin_out", lambda: None)  # which would drop the first one
    second = backups.make()
    assert second.name == f"{first.name} (2)"
    assert [one.name for one in backups.snapshots()] == [second.name, first.name]
    assert backups.path_of(first).read_bytes() == content
    assert backups.path_of(second).read_bytes() != content


def test_a_copy_from_the_future_stops_nothing(store: Store, clock: Clock) -> None:
    add_contact(store)
    backups = BackupService(store)
    clock.forward(days=5000)
    ahead = backups.make()
    clock.now = START
    assert backups.make_if_due() is not None
    for _ in range(12):
        clock.forward(hours=25)
        assert backups.make_if_due() is not None
    kept = [one.name for one in backups.snapshots()]
    assert ahead.name in kept
    assert len(kept) == 1 + 10 + 0


def test_damaged_copies_go_before_sound_ones(store: Store, clock: Clock) -> None:
    backups = BackupService(store)
    made = []
    for _ in range(9):
        made.append(backups.make())
        clock.forward(days=1)
    with backups.path_of(made[2]).open("r+b") as file:
        file.seek(9000)
        file.write(b"\x00\x01\x02")
    junk = (
        backups.folder
        / f"{snapshot_name(store.path.stem, START.replace(tzinfo=None) - timedelta(days=90))}{store.path.suffix}"
    )
    junk.write_bytes(b"no database" * 1000)
    fresh = BackupService(store)
    found = {one.name: one.proof for one in fresh.compared()}
    assert found[made[2].name] is found[junk.stem] is Proof.FAILED
    assert list(found.values()).count(Proof.VERIFIED) == 8
    fresh.make()
    clock.forward(hours=1)
    fresh.make()
    assert junk.exists()  # no sound copy had to go for it
    clock.forward(days=2)
    fresh.make()
    assert not junk.exists()
    assert {one.proof for one in fresh.compared()} == {Proof.VERIFIED}
    assert len(fresh.snapshots()) == 10


def test_copies_of_an_earlier_version_are_checked_and_get_a_digest(store: Store) -> None:
    backups = BackupService(store)
    made = backups.make()
    copy_digest.strip(backups.path_of(made))
    (again,) = BackupService(store).compared()
    assert again.proof is Proof.VERIFIED
    assert copy_digest.carries(backups.path_of(made))


def test_more_than_can_be_read_at_once_is_trusted_by_its_digest(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salesdesk.services.backups.service._COMPARED_BYTES", 0)
    for _ in range(12):
        BackupService(store).make()
        clock.forward(days=1)
    assert len(BackupService(store).snapshots()) == 10


@pytest.mark.parametrize("there", ["file", "dangling link", "file in the way of a chosen one"])
def test_a_folder_that_is_none_is_one_sentence(
    store: Store, services: Services, tmp_path: Path, there: str
) -> None:
    add_contact(store)
    place = tmp_path / "Backups"
    if there == "file":
        place.write_text("notes", encoding="utf-8")
    elif there == "dangling link":
        place.symlink_to(tmp_path / "nowhere")
    else:
        place = tmp_path / "chosen"
        place.write_text("notes", encoding="utf-8")
        services.settings.set({FOLDER_SETTING: str(place)})
    for make in (services.backups.make, services.backups.make_if_due, services.backups.make_after_changes):
        with pytest.raises(NoPlaceForBackups) as error:
            make()
        assert place.name in worded(error.value)
        assert worded(error.value).endswith(".")
    other = tmp_path / "Dropbox" / "copies"
    other.mkdir(parents=True)
    services.settings.set({FOLDER_SETTING: str(other)})
    made = services.backups.make()
    assert services.backups.path_of(made).parent.parent == other


def test_a_full_disk_is_one_sentence_with_another_place(
    store: Store, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(copy_digest, "seal", full)
    with refusing(NoPlaceForBackups, match="disk is full"):
        services.backups.make()
    assert list(services.backups.folder.iterdir()) == []


def test_a_chosen_disk_that_is_not_plugged_in_is_not_made_up(
    store: Store, services: Services, tmp_path: Path
) -> None:
    services.settings.set({FOLDER_SETTING: str(tmp_path / "stick" / "copies")})
    with refusing(NoPlaceForBackups, match="is not there"):
        services.backups.make()
    assert not (tmp_path / "stick").exists()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder that only looks like one")
def test_a_folder_that_takes_no_file_is_refused(store: Store, services: Services) -> None:
    with refusing(NoPlaceForBackups, match="Choose another folder"):
        services.backups.try_folder(Path("/proc"))


@pytest.mark.parametrize("fault", ["writing", "reading", "another content"])
def test_a_folder_is_tried_before_it_is_chosen(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    def fail(*_: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    place = tmp_path / "stick"
    place.mkdir()
    services.backups.try_folder(place)
    services.backups.try_folder(None)
    assert list(place.iterdir()) == []
    if fault == "writing":
        monkeypatch.setattr("salesdesk.services.backups.places.os.fsync", fail)
    else:
        monkeypatch.setattr(Path, "read_bytes", fail if fault == "reading" else lambda _: b"")
    with refusing(NoPlaceForBackups, match="Choose another folder"):
        services.backups.try_folder(place)
    assert list(place.iterdir()) == []
    assert not (tmp_path / "Backups").exists()


def test_copies_beside_the_file_are_listed_when_another_folder_is_chosen(
    store: Store, services: Services, tmp_path: Path, clock: Clock
) -> None:
    backups = services.backups
    first = backups.make()
    services.settings.set({FOLDER_SETTING: str(tmp_path / "not plugged in")})
    (seen,) = backups.compared()
    assert (seen.name, seen.beside, seen.proof) == (first.name, True, Proof.VERIFIED)
    assert backups.path_of(seen).is_file()
    assert backups.last() == backups.everywhere()[0]
    clock.forward(hours=1)
    (tmp_path / "not plugged in").mkdir()
    second = backups.make()
    assert [(one.name, one.beside) for one in backups.everywhere()] == [
        (second.name, False),
        (first.name, True),
    ]


def test_a_copy_about_to_be_restored_is_not_dropped(store: Store, clock: Clock) -> None:
    backups = BackupService(store)
    first = backups.make()
    clock.forward(hours=2)
    backups.make()
    backups.hold(backups.snapshots()[1])
    clock.forward(days=2)
    backups.make()
    assert backups.path_of(first).is_file()
    backups.hold(None)
    backups.make()
    assert not backups.path_of(first).is_file()


def test_files_of_one_name_share_a_chosen_folder_and_no_copies(
    template_file: Path, store: Store, services: Services, tmp_path: Path
) -> None:
    place = tmp_path / "copies"
    place.mkdir()
    services.settings.set({FOLDER_SETTING: str(place)})
    (tmp_path / "other").mkdir()
    other = Store(tmp_path / "other" / store.path.name, clock=Clock())
    set_up(other)
    other_services = services_of(other)
    other_services.settings.set({FOLDER_SETTING: str(place)})
    services.backups.make()
    other_services.backups.make()
    assert len(services.backups.snapshots()) == len(other_services.backups.snapshots()) == 1
    assert len(list(place.iterdir())) == 2
    other.close()


def test_a_copy_is_looked_into_without_being_changed(store: Store) -> None:
    add_contact(store)
    backups = BackupService(store)
    made = backups.make()
    add_contact(store, "Later")
    before = backups.path_of(made).read_bytes()
    copy = Store(backups.path_of(made), read_only=True)
    assert [copy.contacts.page([1])[1]["full_name"], copy.contacts.count()] == ["Anna Berg", 1]
    with pytest.raises(StoreReadOnly):
        add_contact(copy, "No")
    copy.close()
    assert backups.path_of(made).read_bytes() == before


def test_a_backup_has_a_place_of_its_own(store: Store, tmp_path: Path) -> None:
    backups = BackupService(store)
    with pytest.raises(FileProblem):
        backups.write_to(store.path)
    with pytest.raises(FileProblem):
        backups.write_to(tmp_path)
    with pytest.raises(FileProblem):
        backups.write_to(tmp_path / "missing" / "x.salesdesk")


def other_files(store: Store, folder: Path) -> list[Path]:
    """Files that lie closed, as another business, a careless name, or work in a copy leave them."""
    live, locked = folder / "other.salesdesk", folder / "locked.salesdesk"
    for path, password in ((live, ""), (locked, "a secret")):
        other = Store(path, password=password)
        set_up(other)
        add_contact(other, "Somebody else")
        dated = BackupService(other)
        made = dated.path_of(dated.make())
        other.close()
    text = folder / "notes.salesdesk"
    text.write_text("Dear Ms Berg", encoding="utf-8")
    worked_in = folder / "worked in.salesdesk"
    BackupService(store).write_to(worked_in)
    copy = Store(worked_in)
    add_contact(copy, "Only here")
    copy.close()
    sealed = folder / "sealed.salesdesk"
    sealed.write_bytes(made.read_bytes())
    damaged = folder / "damaged.salesdesk"
    BackupService(store).write_to(damaged)
    damaged.write_bytes(damaged.read_bytes()[:-4] + b"#opy")
    return [live, locked, made, text, worked_in, sealed, damaged]


def test_a_backup_replaces_only_an_untouched_copy_of_the_same_file(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "others"
    folder.mkdir()
    for path in other_files(store, folder):
        content = path.read_bytes()
        with refusing(FileProblem, match="Choose another"):
            BackupService(store).write_to(path)
        assert path.read_bytes() == content
        assert not [one for one in path.parent.iterdir() if "part" in one.name]


@pytest.mark.parametrize("password", ["", "a secret"])
def test_a_nightly_backup_replaces_the_one_of_yesterday(tmp_path: Path, password: str) -> None:
    store = Store(tmp_path / "live.salesdesk", password=password)
    set_up(store)
    target = tmp_path / "nightly.salesdesk"
    target.touch()  # nothing is lost with an empty file
    for name in ("Anna Berg", "Bert Berg"):
        add_contact(store, name)
        BackupService(store).write_to(target)
    store.close()
    copy = Store(target, password=password, read_only=True)
    assert copy.contacts.count() == 2
    copy.close()


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_a_log_that_lies_beside_the_name_is_not_mixed_in(store: Store, tmp_path: Path, ending: str) -> None:
    log = tmp_path / f"new.salesdesk{ending}"
    log.write_bytes(b"of another file")
    with refusing(FileProblem, match=f"new.salesdesk{ending}, a log of another file"):
        BackupService(store).write_to(tmp_path / "new.salesdesk")
    assert log.read_bytes() == b"of another file"
    assert not (tmp_path / "new.salesdesk").exists()


@pytest.mark.parametrize("name", ["n.csv", "nx", "n.db", "n.salesdesk-wal"])
def test_a_backup_has_the_ending_of_one(store: Store, tmp_path: Path, name: str) -> None:
    with refusing(WrongEnding, match=r"does not end in \.salesdesk"):
        BackupService(store).write_to(tmp_path / name)
