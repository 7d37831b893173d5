"""What an ended program left beside a file is settled before anything of it gets in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import Clock, add_contact
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("quick_keys")

EDITS = """
import os, sys
from pathlib import Path
from salesdesk.store.store import Store
from tests.builders import add_contact
from tests.quick_keys import set_rounds

set_rounds()
store = Store(Path(sys.argv[1]), password=sys.argv[3])
for number in range(int(sys.argv[2])):
    add_contact(store, f"Person Number{number}")
os._exit(9)
"""


def edit_and_die(path: Path, edits: int, password: str = "") -> None:
    """Edits acknowledged by a program that then ends without closing: they lie in the write-ahead log."""
    words = [sys.executable, "-X", "utf8", "-c", EDITS, str(path), str(edits), password]
    assert subprocess.run(words, cwd=ROOT, check=False).returncode == 9


def log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


@pytest.fixture(params=["", "secret"], ids=["plain", "encrypted"])
def password(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def new_file(path: Path, password: str) -> Path:
    store = Store(path, password=password, clock=Clock())
    set_up(store)
    add_contact(store, "Kept Person")
    store.close()
    return path


def opened(path: Path, password: str) -> tuple[int, list[str]]:
    """The number of contacts and what the person is told."""
    store = Store(path, password=password)
    try:
        assert store.database.check() == []
        return store.contacts.count(), [worded(warning) for warning in store.database.warnings]
    finally:
        store.close()


def test_a_killed_program_loses_nothing_and_nothing_is_said(tmp_path: Path, password: str) -> None:
    path = new_file(tmp_path / "my.salesdesk", password)
    edit_and_die(path, 3, password)
    assert opened(path, password) == (4, [])
    assert [one.name for one in tmp_path.glob("my*")] == [path.name]


def test_a_log_that_is_gone_is_missed_and_nothing_more_is_said_after_the_next_change(
    tmp_path: Path, password: str
) -> None:
    path = new_file(tmp_path / "my.salesdesk", password)
    edit_and_die(path, 3, password)
    log_of(path).unlink()
    store = Store(path, password=password)
    assert len(store.database.warnings) == 1
    said = worded(store.database.warnings[0])
    assert said.startswith("The last 3 changes made in my.salesdesk are missing")
    assert "my.salesdesk-wal" in said
    add_contact(store, "Somebody Else")
    store.close()
    assert opened(path, password) == (2, [])


def test_one_missing_change_is_said_in_the_singular(tmp_path: Path) -> None:
    path = new_file(tmp_path / "my.salesdesk", "")
    edit_and_die(path, 1)
    log_of(path).unlink()
    _, said = opened(path, "")
    assert said[0].startswith("The last change made in my.salesdesk is missing")


@pytest.mark.parametrize("kind", ["other file", "noise", "older", "cut"])
def test_a_foreign_log_is_set_aside_whole_and_nothing_of_it_is_taken_in(
    tmp_path: Path, password: str, kind: str
) -> None:
    path = new_file(tmp_path / "my.salesdesk", password)
    log = log_of(path)
    if kind == "other file":
        other = new_file(tmp_path / "other.salesdesk", password)
        edit_and_die(other, 3, password)
        shutil.copyfile(log_of(other), log)
    elif kind == "noise":
        log.write_bytes(os.urandom(50_000))
    else:  # of an earlier state of the same file
        edit_and_die(path, 2, password)
        former = log.read_bytes()
        assert opened(path, password)[0] == 3
        store = Store(path, password=password)
        add_contact(store, "Somebody Later")
        store.close()
        log.write_bytes(former if kind == "older" else former[:-3000])
    content, expected = log.read_bytes(), 1 if kind in ("other file", "noise") else 4
    count, said = opened(path, password)
    assert count == expected
    assert len(said) == 1
    assert "was set aside as" in said[0]
    [aside] = tmp_path.glob("my.salesdesk-wal set aside*")
    assert aside.read_bytes() == content
    assert aside.name in said[0]
    assert opened(path, password) == (expected, [])


def test_a_foreign_log_in_the_place_of_the_own_one_is_set_aside_and_the_missing_is_said(
    tmp_path: Path,
) -> None:
    path, other = new_file(tmp_path / "my.salesdesk", ""), new_file(tmp_path / "other.salesdesk", "")
    edit_and_die(path, 2)
    edit_and_die(other, 3)
    shutil.copyfile(log_of(other), log_of(path))
    count, said = opened(path, "")
    assert count == 1
    assert len(said) == 2
    assert "The last 2 changes" in said[1]


def test_an_older_copy_put_in_the_place_of_the_file_is_no_fault(tmp_path: Path) -> None:
    path = new_file(tmp_path / "my.salesdesk", "")
    copy = tmp_path / "copy.salesdesk"
    shutil.copyfile(path, copy)
    store = Store(path)
    add_contact(store, "Somebody Later")
    store.close()
    shutil.copyfile(copy, path)
    assert opened(path, "") == (1, [])


def test_a_copy_made_with_its_log_is_whole_in_another_folder(tmp_path: Path) -> None:
    path = new_file(tmp_path / "my.salesdesk", "")
    edit_and_die(path, 3)
    elsewhere = tmp_path / "elsewhere" / "copy.salesdesk"
    elsewhere.parent.mkdir()
    shutil.copyfile(path, elsewhere)
    shutil.copyfile(log_of(path), log_of(elsewhere))
    assert opened(elsewhere, "") == (4, [])


def test_a_mark_that_holds_nonsense_is_no_fault(tmp_path: Path) -> None:
    path = new_file(tmp_path / "my.salesdesk", "")
    edit_and_die(path, 1)
    path.with_name("my.salesdesk-mark").write_bytes(b'{"uuid": 5, "batch": "x"' + os.urandom(100))
    assert opened(path, "") == (2, [])


def test_the_log_of_a_copy_that_went_its_own_way_is_set_aside(tmp_path: Path, password: str) -> None:
    """After a crash somebody copies another state of the same file over it by hand: the uuid is the same."""
    path = new_file(tmp_path / "my.salesdesk", password)
    other = tmp_path / "other.salesdesk"
    shutil.copyfile(path, other)
    for edits in (1, 2):  # fewer changes than the log has, and as many
        store = Store(other, password=password)
        for number in range(edits):
            add_contact(store, f"Of The Copy{number}")
        store.close()
        edit_and_die(path, 3, password)
        log = log_of(path).read_bytes()
        shutil.copyfile(other, path)
        expected = path.read_bytes()
        count, said = opened(path, password)
        assert len(said) == 1
        assert "was set aside as" in said[0]
        [aside] = tmp_path.glob("my.salesdesk-wal set aside*")
        assert aside.read_bytes() == log
        aside.unlink()
        assert count == (2 if edits == 1 else 4)
        assert len(path.read_bytes()) == len(expected)
        shutil.copyfile(other, path)


def test_a_log_beside_a_file_that_was_deleted_gets_into_no_new_one(tmp_path: Path, password: str) -> None:
    path = new_file(tmp_path / "my.salesdesk", password)
    edit_and_die(path, 3, password)
    log = log_of(path).read_bytes()
    path.unlink()
    store = Store(path, password=password)
    assert store.contacts.count() == 0
    assert store.database.check() == []
    [said] = store.database.warnings
    assert "was set aside as" in worded(said)
    store.close()
    [aside] = tmp_path.glob("my.salesdesk-wal set aside*")
    assert aside.read_bytes() == log


def test_a_log_half_folded_in_by_a_killed_checkpoint_is_the_files_own(tmp_path: Path, password: str) -> None:
    path = new_file(tmp_path / "my.salesdesk", password)
    edit_and_die(path, 5, password)
    log = log_of(path).read_bytes()
    whole = tmp_path / "whole.salesdesk"
    shutil.copyfile(path, whole)
    shutil.copyfile(log_of(path), log_of(whole))
    assert opened(whole, password) == (6, [])  # what a checkpoint makes of it
    before, after = path.read_bytes(), whole.read_bytes()
    pages = len(after) // 4096
    # in the order of the pages, as SQLite writes them; opening an encrypted file takes long, by design
    for done in range(0, pages, max(1, pages // (2 if password else 5))):
        path.write_bytes(after[: done * 4096] + before[done * 4096 :])
        log_of(path).write_bytes(log)
        path.with_name("my.salesdesk-shm").unlink(missing_ok=True)
        assert opened(path, password) == (6, []), f"after {done} of {pages} pages"
