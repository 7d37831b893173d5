"""Copies of a database carry a digest, are checked when they are made, and any changed bit of one is noticed."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from salesdesk.errors import StoreDamaged, StoreError
from salesdesk.services.setup import set_up
from salesdesk.store.engine import copy_digest, copying, replacing
from salesdesk.store.engine.copy_digest import Digest
from salesdesk.store.store import Store
from tests.builders import Clock, add_contact, add_many, new_store
from tests.refusals import refusing

pytestmark = pytest.mark.usefixtures("quick_keys")

PASSWORDS = ("", "it's a secret")


@pytest.fixture(scope="module", params=PASSWORDS)
def password(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, password: str) -> Path:
    """A copy of a file with some people."""
    folder = tmp_path_factory.mktemp("copies")
    store = Store(folder / "live.salesdesk", password=password, clock=Clock())
    set_up(store)
    add_many(store, 20)
    store.database.backup(folder / "copy.salesdesk")
    store.close()
    return folder / "copy.salesdesk"


@pytest.fixture
def copy(tmp_path: Path, made: Path) -> Path:
    """That copy, for one test."""
    return Path(shutil.copyfile(made, tmp_path / "copy.salesdesk"))


def flip(path: Path, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(bit // 8)
        (value,) = file.read(1)
        file.seek(bit // 8)
        file.write(bytes([value ^ (1 << bit % 8)]))


def test_every_flipped_bit_is_noticed(copy: Path, password: str) -> None:
    draw, size = random.Random(1), copy.stat().st_size * 8
    assert copying.verify(copy, password) is True
    for bit in [0, size - 1, size - 512 * 8, size - 512 * 8 - 1, *(draw.randrange(size) for _ in range(60))]:
        flip(copy, bit)
        assert copying.verify(copy, password) is False, bit
        flip(copy, bit)
    assert copying.verify(copy, password) is True


def test_the_digest_is_in_nobodys_way(copy: Path, password: str) -> None:
    content = copy.read_bytes()
    reading = Store(copy, password=password, read_only=True)
    assert (reading.contacts.count(), reading.database.check()) == (20, [])
    reading.close()
    assert copy.read_bytes() == content
    if not password:
        plain = sqlite3.connect(copy)
        assert plain.execute("SELECT count(*) FROM contact").fetchone() == (20,)
        plain.close()


def test_a_copy_that_is_worked_with_has_no_digest_any_more(copy: Path, password: str) -> None:
    store = Store(copy, password=password)
    assert not copy_digest.carries(copy)  # a look at a copy, while nobody else has it open
    store.close()
    store = Store(copy, password=password)
    add_contact(store)
    assert store.database.check() == []
    store.close()
    assert copy_digest.read(copy) is Digest.NONE
    assert copy.stat().st_size % 4096 == 0


def test_a_wrong_password_leaves_the_digest(copy: Path, password: str) -> None:
    with refusing(StoreError, "password"):
        Store(copy, password=password + "x")
    assert copy_digest.read(copy) is Digest.FITS


def test_a_copy_of_an_earlier_version_is_checked_once_and_gets_a_digest(copy: Path, password: str) -> None:
    copy_digest.strip(copy)
    assert copying.verify(copy, password) is True
    assert copy_digest.read(copy) is Digest.FITS


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[: 10 * 4096]),
        lambda path: path.write_bytes(b"\xff" * 4096 + path.read_bytes()[4096:]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_text("name\nAnna\n" * 200, encoding="utf-8"),
        lambda path: path.with_name(path.name + "-wal").write_bytes(b"changes that are not in the copy"),
    ],
)
def test_an_unsound_copy_of_an_earlier_version_gets_none(
    copy: Path, password: str, damage: Callable[[Path], object]
) -> None:
    copy_digest.strip(copy)
    damage(copy)
    content = copy.read_bytes()
    assert copying.verify(copy, password) is False
    assert copy.read_bytes() == content


def test_an_unsound_copy_does_not_count(template_file: Path, tmp_path: Path) -> None:
    store = new_store(template_file, tmp_path)
    target = tmp_path / "copy.salesdesk"
    store.database.backup(target)
    older = target.read_bytes()
    add_many(store, 200)
    store.close()
    with store.path.open("r+b") as file:
        file.seek(-6 * 4096, 2)
        file.write(b"\x07" * 4 * 4096)
    damaged = Store(store.path)
    with refusing(StoreDamaged, match="itself is damaged"):
        damaged.database.backup(target)
    damaged.close()
    assert target.read_bytes() == older
    assert not [path.name for path in tmp_path.iterdir() if "part" in path.name]


def test_what_the_disk_gives_back_is_compared(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = copy_digest.seal

    def seal_on_a_bad_disk(path: Path) -> None:
        seal(path)
        flip(path, 8 * 30_000)

    monkeypatch.setattr(copy_digest, "seal", seal_on_a_bad_disk)
    with refusing(StoreDamaged, match="not read back as it was written"):
        store.database.backup(tmp_path / "copy.salesdesk")
    assert not (tmp_path / "copy.salesdesk").exists()


def flip_a_name(path: Path) -> None:
    """Change one bit of a name where it stands in a plain file, as a disk may."""
    content = path.read_bytes()
    assert b"Person 7" in content
    path.write_bytes(content.replace(b"Person 7", b"Qerson 7"))


def test_a_damaged_row_gets_into_no_copy(template_file: Path, tmp_path: Path) -> None:
    store = new_store(template_file, tmp_path)
    add_contact(store, "Person 7")
    store.database.backup(target := tmp_path / "copy.salesdesk")
    older = target.read_bytes()
    store.close()
    flip_a_name(store.path)
    damaged = Store(store.path)
    for out in (target, tmp_path / "new.salesdesk"):
        with refusing(StoreDamaged, match=f"{store.path.name} itself is damaged .*contact.*salesdesk check"):
            damaged.database.backup(out)
    damaged.close()
    assert target.read_bytes() == older
    assert not (tmp_path / "new.salesdesk").exists()
    assert not [path.name for path in tmp_path.iterdir() if "part" in path.name]


@pytest.mark.parametrize("sealed", [True, False])
def test_a_copy_with_a_damaged_row_is_not_restored(template_file: Path, tmp_path: Path, sealed: bool) -> None:
    store = new_store(template_file, tmp_path)
    add_contact(store, "Person 7")
    store.database.backup(copy := tmp_path / "copy.salesdesk")
    store.close()
    flip_a_name(copy)
    copy_digest.strip(copy)
    assert copying.verify(copy, "") is False
    if sealed:
        copy_digest.seal(copy)  # as a version did that copied what it found
    before = store.path.read_bytes()
    with refusing(StoreDamaged, match=r"copy\.salesdesk cannot be restored"):
        replacing.put_in_place(store.path, copy, tmp_path / "aside.salesdesk")
    assert store.path.read_bytes() == before
    assert not (tmp_path / "aside.salesdesk").exists()


def test_a_damaged_file_can_be_replaced_by_a_sound_copy(template_file: Path, tmp_path: Path) -> None:
    store = new_store(template_file, tmp_path)
    add_contact(store, "Person 7")
    store.database.backup(copy := tmp_path / "copy.salesdesk")
    store.close()
    flip_a_name(store.path)
    damaged = store.path.read_bytes()
    replacing.put_in_place(store.path, copy, tmp_path / "aside.salesdesk")
    assert (tmp_path / "aside.salesdesk").read_bytes() == damaged
    again = Store(store.path)
    assert again.database.check() == []
    again.close()
