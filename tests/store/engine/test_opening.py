"""Opening says what a file is, and opens for reading what cannot be written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from salesdesk.errors import SalesDeskError, StoreDamaged, StoreError, StoreReadOnly, WrongKey
from salesdesk.services.setup import set_up
from salesdesk.store.engine import opening
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import Clock, add_contact
from tests.refusals import refusing
from tests.store.engine.test_leftovers import edit_and_die

pytestmark = pytest.mark.usefixtures("quick_keys")


def file_of(path: Path, password: str = "") -> Path:
    store = Store(path, password=password, clock=Clock())
    set_up(store)
    for number in range(30):
        add_contact(store, f"Person Number{number}")
    store.close()
    return path


def refused(path: Path, kind: type[StoreError], password: str = "") -> str:
    before = path.read_bytes()
    with pytest.raises(SalesDeskError) as error:
        Store(path, password=password).close()
    assert type(error.value) is kind, worded(error.value)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.glob(f"{path.name}*")] == [path.name]
    return worded(error.value)


def zeroed_header(data: bytes) -> bytes:
    return bytes(100) + data[100:]


def noise_in_front(data: bytes) -> bytes:
    return os.urandom(64) + data[64:]


def cut_off(data: bytes) -> bytes:
    return data[:5000]


def other_page_size(data: bytes) -> bytes:
    return data[:16] + b"\x02\x00" + data[18:]


def root_page_torn(data: bytes) -> bytes:
    return data[:100] + b"\xff" * 200 + data[300:]


@pytest.mark.parametrize("harm", [zeroed_header, noise_in_front, cut_off, other_page_size, root_page_torn])
def test_a_damaged_plain_file_is_not_said_to_lack_a_password(
    tmp_path: Path, harm: Callable[[bytes], bytes]
) -> None:
    path = file_of(tmp_path / "my.salesdesk")
    path.write_bytes(harm(path.read_bytes()))
    said = refused(path, StoreDamaged)
    assert "damaged" in said
    assert "password" not in said
    assert "backup" in said


@pytest.mark.parametrize(
    "content",
    [
        b"x",
        b"name,email\n" * 10,
        b"\x89PNG\r\n\x1a\n" + os.urandom(8184),
        b"PK\x03\x04" + os.urandom(4092),
        b"%PDF-1.7" + os.urandom(8184),
    ],
    ids=["one byte", "text", "picture", "archive", "document"],
)
def test_what_never_was_a_file_of_ours_is_called_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "my.salesdesk"
    path.write_bytes(content)
    assert "is not a SalesDesk file" in refused(path, StoreDamaged)


def test_a_missing_and_a_wrong_password_are_told_apart(tmp_path: Path) -> None:
    path = file_of(tmp_path / "my.salesdesk", "secret")
    assert "is protected by a password. Type its password." in refused(path, WrongKey)
    assert "The password does not open my.salesdesk." in refused(path, WrongKey, "other")


def test_a_wrong_password_drops_no_lock_of_the_open_file(tmp_path: Path) -> None:
    path = file_of(tmp_path / "my.salesdesk", "secret")
    store = Store(path, password="secret")
    store.contacts.count()
    held = locks_of(path)
    for wrong in ("", "other"):
        for read_only in (False, True):
            with pytest.raises(WrongKey):
                Store(path, password=wrong, read_only=read_only)
    assert locks_of(path) == held
    store.close()


def locks_of(path: Path) -> int:
    """How many POSIX locks this process holds on the file (Linux; elsewhere there is nothing to look into)."""
    if not sys.platform.startswith("linux"):
        return 0
    own, inode = str(os.getpid()), str(path.stat().st_ino)
    lines = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    return sum(1 for line in lines if f" {own} " in line and f":{inode} " in line and "POSIX" in line)


def test_creation_that_is_interrupted_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from salesdesk.store.engine import migrations as migrate

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrate, "create", fail)
    path = tmp_path / "new.salesdesk"
    with refusing(StoreError, match="disk is full"):
        Store(path)
    assert [one.name for one in tmp_path.glob("*new*")] == []


@pytest.fixture
def protected() -> Iterator[Path]:
    """A folder that everybody may look into; ``as_nobody`` takes the right to write it."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    if sys.platform != "win32" and os.getuid() == 0:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def as_nobody(folder: Path) -> None:
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    if sys.platform != "win32" and os.geteuid() == 0:
        os.seteuid(65_534)


def reads_but_does_not_write(path: Path, reason: str, password: str = "") -> None:
    store = Store(path, password=password)
    try:
        assert store.database.read_only
        assert store.database.read_only_reason is not None
        assert reason in worded(store.database.read_only_reason)
        assert store.contacts.count() == 30
        assert store.database.check() == []
        with pytest.raises(StoreReadOnly) as error:
            add_contact(store)
        assert worded(error.value) == worded(store.database.read_only_reason)
    finally:
        store.close()


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_file_in_a_folder_that_cannot_be_written_opens_for_reading(protected: Path, password: str) -> None:
    path = file_of(protected / "my.salesdesk", password)
    as_nobody(protected)
    reads_but_does_not_write(path, f"its folder {protected.resolve()} cannot be written", password)
    assert [one.name for one in protected.iterdir()] == [path.name]


def test_a_protected_file_in_a_writable_folder_opens_for_reading(protected: Path) -> None:
    path = file_of(protected / "my.salesdesk")
    as_nobody(protected)
    if sys.platform != "win32" and os.getuid() == 0:
        os.seteuid(0)
        protected.chmod(0o777)
        os.seteuid(65_534)
    else:
        protected.chmod(0o755)
    reads_but_does_not_write(path, "the file is write-protected")


@pytest.mark.parametrize("shared_memory", [True, False])
def test_changes_in_a_log_are_not_left_out_where_nothing_can_be_written(
    protected: Path, shared_memory: bool
) -> None:
    path = file_of(protected / "my.salesdesk")
    edit_and_die(path, 2)
    if not shared_memory:
        path.with_name("my.salesdesk-shm").unlink()
    as_nobody(protected)
    if shared_memory:
        store = Store(path)
        assert store.contacts.count() == 32
        store.close()
    else:
        with refusing(StoreReadOnly, match="Copy both into a folder of yours") as error:
            Store(path)
        assert "my.salesdesk-wal" in worded(error.value)


def test_no_new_file_in_a_folder_that_cannot_be_written(protected: Path) -> None:
    as_nobody(protected)
    with refusing(StoreReadOnly, match="cannot be made"):
        Store(protected / "new.salesdesk")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_a_device_or_a_pipe_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "pipe.salesdesk"
    os.mkfifo(path)
    with refusing(StoreReadOnly, match="a device or a pipe"):
        Store(path)
    assert path.is_fifo()


def test_a_loop_of_links_and_a_long_name_have_their_sentence(tmp_path: Path) -> None:
    loop = tmp_path / "loop.salesdesk"
    loop.symlink_to(loop)
    with refusing(StoreError, match="leads back to itself"):
        Store(loop)
    with refusing(StoreError, match="longer than this system allows"):
        Store(tmp_path / f"{'x' * 300}.salesdesk")


def test_programs_that_make_the_same_file_at_once_make_one(tmp_path: Path) -> None:
    path = tmp_path / "both.salesdesk"
    program = """
import sys
from pathlib import Path
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
print("ready", flush=True)
sys.stdin.readline()
store = Store(Path(sys.argv[1]))
set_up(store)
store.close()
"""
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(path)],
            cwd=Path(__file__).parents[3],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    for run in runs:
        assert run.stdout is not None
        assert run.stdout.readline().strip() == b"ready"
    for run in runs:
        assert run.stdin is not None
        run.stdin.close()
    for run in runs:
        assert run.stdout is not None
        run.stdout.close()
    assert [run.wait() for run in runs] == [0] * 4
    store = Store(path)
    assert store.database.value("SELECT count(*) FROM pipeline") == 1
    store.close()


def test_a_file_with_a_second_name_opens_for_reading(tmp_path: Path) -> None:
    """The two names have logs and guards of their own, so nothing would tell two programs of each other."""
    path = file_of(tmp_path / "my.salesdesk")
    os.link(path, tmp_path / "other.salesdesk")
    reads_but_does_not_write(path, "a hard link")
    assert sorted(one.name for one in tmp_path.glob("*.salesdesk*")) == ["my.salesdesk", "other.salesdesk"]
    (tmp_path / "other.salesdesk").unlink()
    store = Store(path)
    assert not store.database.read_only
    store.close()


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal", "-guard", "-mark"])
def test_no_file_has_the_name_of_a_part_of_another(tmp_path: Path, ending: str) -> None:
    with refusing(StoreReadOnly, match="lies beside a SalesDesk file"):
        Store(tmp_path / f"my.salesdesk{ending}")
    assert list(tmp_path.glob("my*")) == []


def test_a_file_on_a_full_disk_opens_for_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file_of(tmp_path / "my.salesdesk")
    monkeypatch.setattr(opening, "is_full", lambda _path: True)
    reads_but_does_not_write(path, "The disk is full")
    assert [one.name for one in tmp_path.glob("my*")] == [path.name]
