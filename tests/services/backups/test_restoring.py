"""Putting a backup in the place of a file: all that is committed comes along, and what was there stays whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.errors import (
    CloudFolder,
    DomainError,
    EndsEncryption,
    FileProblem,
    NoPlaceForBackups,
    StoreBusy,
    StoreDamaged,
    StoreTooNew,
    WrongKey,
)
from salesdesk.services.backups.restoring import restore
from salesdesk.services.backups.service import BackupService
from salesdesk.services.services import build_services
from salesdesk.services.setup import set_up
from salesdesk.store.engine import copy_digest, guard
from salesdesk.store.engine.sqlite import FileDatabase
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import Clock, add_contact, add_many, new_store
from tests.conftest import ROOT
from tests.refusals import refusing

pytestmark = pytest.mark.usefixtures("quick_keys")

SECRET = "it's a secret"

WRITER = """
import sys
from pathlib import Path
from salesdesk.store.store import Store
from tests.builders import add_contact
from tests.quick_keys import set_rounds
set_rounds()
store = Store(Path(sys.argv[1]), password=sys.argv[2])
for number in range(int(sys.argv[3])):
    add_contact(store, f"Late {number}")
print("written", flush=True)
sys.stdin.readline()
store.close()
"""

OLD_PROGRAM = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("SELECT count(*) FROM contact").fetchone()
print("written", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def clock() -> Clock:
    return Clock()


def writer(path: Path, password: str = "", count: int = 5) -> subprocess.Popen[str]:
    """A program that has the file open and has written ``count`` people; killed, it leaves them in the -wal."""
    return started(WRITER, str(path), password, str(count))


def started(program: str, *arguments: str) -> subprocess.Popen[str]:
    """A program that has written and waits to be ended."""
    words = [sys.executable, "-X", "utf8", "-c", program, *arguments]
    run = subprocess.Popen(
        words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "written\n"
    return run


def end(run: subprocess.Popen[str], *, kill: bool = True) -> None:
    if kill:
        run.kill()
        run.communicate()
    else:
        run.communicate("\n")


def hot(path: Path, password: str = "", count: int = 5) -> Path:
    """``path`` after its program was killed: ``count`` people are only in its -wal."""
    end(writer(path, password, count))
    assert path.with_name(path.name + "-wal").stat().st_size > 0
    return path


def people(path: Path, password: str = "") -> int:
    store = Store(path, password=password)
    try:
        assert store.database.check() == []
        return store.contacts.count()
    finally:
        store.close()


def files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, without the guard's two files, in which nothing is."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and not path.name.endswith(("-guard", "-mark", "-shm"))
    }


@pytest.fixture
def target(template_file: Path, tmp_path: Path) -> Path:
    """A closed plain file with two people."""
    folder = tmp_path / "target"
    folder.mkdir()
    store = new_store(template_file, folder, "my.salesdesk")
    add_many(store, 2)
    store.close()
    return store.path


@pytest.fixture
def copy(template_file: Path, tmp_path: Path) -> Path:
    """A plain backup with one person."""
    folder = tmp_path / "copies"
    folder.mkdir()
    store = new_store(template_file, folder, "live.salesdesk")
    add_contact(store)
    BackupService(store).write_to(folder / "copy.salesdesk")
    store.close()
    store.path.unlink()
    return folder / "copy.salesdesk"


@pytest.fixture(scope="module")
def secret_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed encrypted file with three people."""
    path = tmp_path_factory.mktemp("secret") / "secret.salesdesk"
    store = Store(path, password=SECRET, clock=Clock())
    set_up(store)
    add_many(store, 3)
    store.close()
    return path


def test_the_backup_comes_and_what_was_there_is_saved(target: Path, copy: Path, clock: Clock) -> None:
    done = restore(target, copy, clock)
    assert done.saved is not None
    assert (people(target), people(done.saved)) == (1, 2)
    assert sorted(path.name for path in target.parent.iterdir()) == ["Backups", "my.salesdesk"]
    assert not done.encryption_ended
    assert not done.encryption_began
    assert not copy_digest.carries(target)


def test_where_nothing_is_nothing_needs_saving(copy: Path, clock: Clock, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "new.salesdesk"
    assert restore(target, copy, clock).saved is None
    assert people(target) == 1
    assert [path.name for path in target.parent.iterdir()] == ["new.salesdesk"]


@pytest.mark.parametrize("key", ["", SECRET])
def test_what_a_killed_program_left_in_the_log_comes_along(
    target: Path, secret_file: Path, copy: Path, clock: Clock, key: str
) -> None:
    source = copy
    if key:
        source = Path(shutil.copyfile(secret_file, copy.with_name("secret copy.salesdesk")))
    before = people(source, key)
    hot(source, key, 5)
    lying = files(source.parent)
    done = restore(target, source, clock, key)
    assert files(source.parent) == lying, "the backup was changed"
    assert people(target, key) == before + 5
    assert done.encryption_began is bool(key)


def test_a_folder_copied_while_the_file_was_open_is_a_backup(
    target: Path, copy: Path, clock: Clock, tmp_path: Path
) -> None:
    run = writer(copy, count=50)
    copied = tmp_path / "stick"
    copied.mkdir()
    for name in ("copy.salesdesk", "copy.salesdesk-wal"):
        shutil.copyfile(copy.parent / name, copied / name)
    end(run, kill=False)
    os.chmod(copied, 0o555)
    restore(target, copied / "copy.salesdesk", clock)
    os.chmod(copied, 0o755)
    assert people(target) == 51
    assert sorted(path.name for path in copied.iterdir()) == ["copy.salesdesk", "copy.salesdesk-wal"]


def test_a_rollback_journal_comes_along(target: Path, copy: Path, clock: Clock) -> None:
    program = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN")
connection.execute("CREATE TABLE half (a)")
connection.executemany("INSERT INTO half VALUES (?)", [("x" * 900,)] * 2000)
os._exit(0)
"""
    copy_digest.strip(copy)
    subprocess.run([sys.executable, "-c", program, str(copy)], check=True)
    assert copy.with_name(copy.name + "-journal").stat().st_size > 0
    restore(target, copy, clock)
    assert people(target) == 1


@pytest.mark.parametrize("key", ["", SECRET])
def test_a_backup_that_is_open_is_copied_by_the_database(
    target: Path, secret_file: Path, copy: Path, clock: Clock, key: str
) -> None:
    source = Path(shutil.copyfile(secret_file, copy.with_name("s.salesdesk"))) if key else copy
    before = people(source, key)
    run = writer(source, key)
    try:
        restore(target, source, clock, key)
        if key:
            with refusing(StoreBusy, match="open in another"):
                restore(target, source, clock, "wrong", end_encryption=True)
    finally:
        end(run, kill=False)
    assert (people(target, key), people(source, key)) == (before + 5, before + 5)


def test_a_backup_that_this_process_has_open_keeps_its_locks(target: Path, copy: Path, clock: Clock) -> None:
    opened = Store(copy)
    add_contact(opened, "Late")
    restore(target, copy, clock)
    assert guard.in_use(copy)
    add_contact(opened, "Later")
    opened.close()
    assert (people(target), people(copy)) == (2, 3)


@pytest.mark.parametrize(
    "case", ["plain", "encrypted", "wrong password", "damaged", "this process", "old program"]
)
def test_every_other_user_of_the_file_is_noticed(
    target: Path, secret_file: Path, copy: Path, clock: Clock, case: str
) -> None:
    key = SECRET if case in ("encrypted", "wrong password") else ""
    if key:
        shutil.copyfile(secret_file, target)
    opened: Callable[[], object]
    if case == "this process":
        store = Store(target)
        opened = store.close
    elif case == "old program":  # knows nothing of the guard
        run = started(OLD_PROGRAM, str(target))
        opened = lambda: end(run, kill=False)  # noqa: E731
    else:
        run = writer(target, key, 3)
        opened = lambda: end(run, kill=False)  # noqa: E731
    if case == "damaged":
        with target.open("r+b") as file:
            file.write(b"\x00" * 100)
    content = files(target.parent)
    with refusing(StoreBusy, match=r"my\.salesdesk is open"):
        restore(target, copy, clock, "wrong" if case == "wrong password" else key, end_encryption=True)
    assert files(target.parent) == content
    opened()
    if case != "damaged":
        assert people(target, key) == {"this process": 2, "old program": 2, "plain": 5}.get(case, 6)


@pytest.mark.parametrize("case", ["plain", "encrypted", "unknown password", "damaged"])
def test_what_is_replaced_is_saved_with_its_log(
    target: Path, secret_file: Path, copy: Path, clock: Clock, case: str
) -> None:
    key = SECRET if case in ("encrypted", "unknown password") else ""
    if key:
        shutil.copyfile(secret_file, target)
    before = people(target, key)
    hot(target, key, 12)
    if case == "damaged":
        with target.open("r+b") as file:
            file.write(b"\x00" * 100)
    given = SECRET if case == "encrypted" else ""
    if case == "encrypted":
        copy = Path(shutil.copyfile(secret_file, copy))
    lying = files(target.parent)
    done = restore(target, copy, clock, given, end_encryption=True)
    assert done.saved is not None
    assert not target.with_name(target.name + "-wal").exists()
    assert people(target, given) == (3 if given else 1)
    if case in ("unknown password", "damaged"):
        log = done.saved.with_name(done.saved.name + "-wal")
        assert [done.saved.read_bytes(), log.read_bytes()] == [
            lying[target.name],
            lying[target.name + "-wal"],
        ]
    if case == "damaged":
        assert done.encryption_ended is False
    else:
        assert people(done.saved, key) == before + 12


def test_a_damaged_encrypted_file_is_still_known_as_encrypted(
    target: Path, secret_file: Path, copy: Path, clock: Clock
) -> None:
    shutil.copyfile(secret_file, target)
    with target.open("r+b") as file:
        file.write(b"\x00" * 4096)
    with pytest.raises(EndsEncryption):
        restore(target, copy, clock)


def test_a_plain_backup_ends_the_encryption_only_when_that_is_wanted(
    target: Path, secret_file: Path, copy: Path, clock: Clock
) -> None:
    shutil.copyfile(secret_file, target)
    content = files(target.parent)
    for password in ("", SECRET, "wrong"):
        with pytest.raises(EndsEncryption) as error:
            restore(target, copy, clock, password)
        assert copy.name in worded(error.value)
        assert files(target.parent) == content
    done = restore(target, copy, clock, end_encryption=True)
    assert done.encryption_ended
    assert done.saved is not None
    assert (people(target), people(done.saved, SECRET)) == (1, 3)


def test_a_changed_bit_of_a_backup_is_refused(target: Path, copy: Path, clock: Clock) -> None:
    content = bytearray(copy.read_bytes())
    at = content.index(b"Anna")
    content[at] ^= 1
    copy.write_bytes(content)
    before = files(target.parent)
    with refusing(StoreDamaged, match=r"copy\.salesdesk is not what it was.*Choose another backup"):
        restore(target, copy, clock)
    assert files(target.parent) == before


def test_a_log_of_another_file_is_left_out(
    target: Path, template_file: Path, copy: Path, clock: Clock, tmp_path: Path
) -> None:
    other = Store(tmp_path / "other.salesdesk", clock=Clock())
    set_up(other)
    other.close()
    hot(other.path)
    copy_digest.strip(copy)
    shutil.copyfile(f"{other.path}-wal", f"{copy}-wal")
    done = restore(target, copy, clock)
    assert done.log_left_out
    assert people(target) == 1


def test_a_backup_of_another_file_is_told(target: Path, clock: Clock, tmp_path: Path) -> None:
    other = Store(tmp_path / "other.salesdesk", clock=Clock())
    set_up(other)
    other.close()
    assert restore(target, other.path, clock).of_other_file


def test_an_older_batch_after_a_restore_is_no_fault(target: Path, copy: Path, clock: Clock) -> None:
    hot(target, count=20)
    restore(target, copy, clock)
    store = Store(target)
    assert store.database.warnings == []
    add_contact(store)
    store.close()


def test_what_is_no_sound_backup_is_refused_before_anything_happens(
    target: Path, copy: Path, clock: Clock, secret_file: Path, tmp_path: Path
) -> None:
    broken, newer, foreign, empty = (
        tmp_path / name for name in ("broken.db", "newer.db", "leads.csv", "empty.db")
    )
    copy_digest.strip(copy)
    shutil.copyfile(copy, broken)
    with broken.open("r+b") as file:
        file.seek(5 * 4096)
        file.write(b"\xff" * 20 * 4096)
    connection = sqlite3.connect(shutil.copyfile(copy, newer))
    connection.execute("PRAGMA user_version = 999")
    connection.execute("UPDATE file_identity SET schema_version = 999")
    connection.commit()
    connection.close()
    foreign.write_text("name\nAnna\n" * 100, encoding="utf-8")
    empty.touch()
    before = files(target.parent)
    cases = [(broken, StoreDamaged), (newer, StoreTooNew), (foreign, StoreDamaged), (empty, StoreDamaged)]
    for backup, kind in [*cases, (secret_file, WrongKey)]:
        with pytest.raises(kind) as error:
            restore(target, backup, clock)
        assert backup.name in worded(error.value)
        assert "part" not in worded(error.value)
    for backup in (tmp_path / "missing", tmp_path):
        with pytest.raises(FileProblem):
            restore(target, backup, clock)
    with pytest.raises(DomainError):
        restore(target, target, clock)
    with pytest.raises(CloudFolder):
        restore(tmp_path / "Dropbox" / "my.salesdesk", copy, clock)
    assert files(target.parent) == before


def test_a_linked_file_stays_a_link(target: Path, copy: Path, clock: Clock, tmp_path: Path) -> None:
    link = tmp_path / "link.salesdesk"
    link.symlink_to(target)
    restore(link, copy, clock)
    assert link.is_symlink()
    assert people(target) == 1


def test_what_cannot_be_saved_is_not_replaced(target: Path, copy: Path, clock: Clock, tmp_path: Path) -> None:
    (target.parent / "Backups").write_text("notes", encoding="utf-8")
    before = files(target.parent)
    with refusing(NoPlaceForBackups, match="Backups"):
        restore(target, copy, clock)
    assert files(target.parent) == before
    done = restore(target, copy, clock, save_in=tmp_path / "saved")
    assert done.saved is not None
    assert people(done.saved) == 2


def test_saved_files_of_one_second_do_not_replace_each_other(target: Path, copy: Path, clock: Clock) -> None:
    first, second = restore(target, copy, clock).saved, restore(target, copy, clock).saved
    assert first is not None
    assert second is not None
    assert (people(first), people(second)) == (2, 1)


@pytest.fixture
def private(target: Path) -> Path:
    target.chmod(0o640)
    return target


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_the_rights_of_the_file_stay(private: Path, copy: Path, clock: Clock) -> None:
    restore(private, copy, clock)
    assert private.stat().st_mode & 0o777 == 0o640


def test_nothing_is_kept_open(target: Path, copy: Path, clock: Clock) -> None:
    restore(target, copy, clock)
    FileDatabase(target).close()
    assert not guard.in_use(target)


def test_what_was_erased_since_the_backup_is_told(target: Path, clock: Clock, tmp_path: Path) -> None:
    copy = tmp_path / "before.salesdesk"
    with closing(Store(target, clock=clock)) as store:
        zoe = add_contact(store, "Zoe Stern")
        BackupService(store).write_to(copy)
        build_services(store).erasing.erase([zoe])
    assert restore(target, copy, clock).erasures == 1
    assert restore(target, copy, clock).erasures == 0
