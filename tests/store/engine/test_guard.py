"""Who has a file open, and whose turn it is, told by locks that SQLite's own have nothing to do with."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from salesdesk.domain.changes import Cause
from salesdesk.errors import StoreBusy
from salesdesk.phrases import said
from salesdesk.services.setup import set_up
from salesdesk.store.engine import guard, sqlite
from salesdesk.store.store import Store
from tests.builders import Clock, add_contact
from tests.conftest import ROOT
from tests.refusals import refusing

WINDOW = """
import sys
from pathlib import Path
from salesdesk.domain.changes import Cause
from salesdesk.phrases import said
from salesdesk.store.store import Store

path = Path(sys.argv[1])
store = Store(path)
print("open", flush=True)
for line in sys.stdin:
    word, name = line.split()
    if word == "add":
        with store.unit_of_work(Cause.EDIT, said("add")) as uow:
            uow.insert("tag", {"name": name, "name_key": name})
    elif word == "hold":
        with store.unit_of_work(Cause.EDIT, said("add")) as uow:
            uow.insert("tag", {"name": name, "name_key": name})
            print("held", flush=True)
            sys.stdin.readline()
    elif word == "drop":  # what a file dialog does: every lock of this process on the file is gone
        for ending in ("", "-shm"):
            with open(f"{path}{ending}", "rb") as file:
                file.read(16)
    elif word == "close":
        store.close()
    print(word, flush=True)
"""


class Window:
    """Another process that has the file open and does what it is told."""

    def __init__(self, path: Path) -> None:
        words = [sys.executable, "-X", "utf8", "-c", WINDOW, str(path)]
        self.process = subprocess.Popen(
            words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert self.answer() == "open"

    def answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def tell(self, word: str, name: str = "-") -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word} {name}\n")
        self.process.stdin.flush()
        return self.answer()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@contextmanager
def window_on(path: Path) -> Iterator[Window]:
    window = Window(path)
    try:
        yield window
    finally:
        window.kill()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "my.salesdesk"
    store = Store(file, clock=Clock())
    set_up(store)
    store.close()
    return file


def beside(path: Path) -> list[str]:
    return sorted(one.name.removeprefix(path.name) for one in path.parent.glob(f"{path.name}?*"))


def tags(store: Store) -> set[str]:
    return {name for (name,) in store.database.rows("SELECT name FROM tag")}


def add_tag(store: Store, name: str) -> None:
    with store.unit_of_work(Cause.EDIT, said("add")) as uow:
        uow.insert("tag", {"name": name, "name_key": name})


def test_the_guard_stands_while_a_file_is_open_and_goes_with_the_last_one(path: Path) -> None:
    assert not guard.in_use(path)
    store = Store(path)
    assert guard.in_use(path)
    assert {"-guard", "-mark"} <= set(beside(path))
    second = Store(path)
    store.close()
    assert guard.in_use(path)
    second.close()
    assert not guard.in_use(path)
    assert beside(path) == []


def test_a_guard_left_by_a_killed_process_keeps_nobody_out(path: Path) -> None:
    with window_on(path) as window:
        window.tell("add", "kept")
        assert guard.in_use(path)
    assert "-guard" in beside(path)
    assert not guard.in_use(path)
    with guard.alone(path):
        pass
    store = Store(path)
    assert "kept" in tags(store)
    store.close()
    assert beside(path) == []


def test_a_newcomer_leaves_the_log_of_a_window_whose_locks_were_dropped(path: Path) -> None:
    with window_on(path) as window:
        window.tell("add", "first")
        window.tell("drop")
        newcomer = Store(path)
        assert "first" in tags(newcomer)
        add_tag(newcomer, "newcomer")
        newcomer.close()
        assert "-wal" in beside(path)
        window.tell("add", "second")
    store = Store(path)
    assert {"first", "newcomer", "second"} <= tags(store)
    assert store.database.check() == []
    assert store.database.warnings == []
    store.close()


def test_a_newcomer_comes_in_while_another_one_writes(path: Path) -> None:
    with window_on(path) as window:
        assert window.tell("hold", "slow") == "held"
        newcomer = Store(path, busy_seconds=0.05)
        assert "slow" not in tags(newcomer)
        with refusing(StoreBusy, match="Another program is writing"):
            add_tag(newcomer, "too early")
        assert window.tell("go") == "hold"
        add_tag(newcomer, "now")
        assert {"slow", "now"} <= tags(newcomer)
        newcomer.close()


def test_a_newcomer_waits_when_the_writer_has_lost_its_locks(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite would let it rebuild the shared memory under the writer's feet."""
    with window_on(path) as window:
        assert window.tell("add", "first") == "add"
        assert guard.shares_locks(path)
        window.tell("drop")
        assert window.tell("hold", "slow") == "held"
        assert not guard.shares_locks(path)
        monkeypatch.setattr(sqlite, "_PATIENCE_ON_OPENING", 0.05)
        with refusing(StoreBusy, match="Another program is writing"):
            Store(path, busy_seconds=0.05)
        assert window.tell("go") == "hold"
        newcomer = Store(path)
        assert {"first", "slow"} <= tags(newcomer)
        newcomer.close()


def test_a_write_of_a_patient_thread_waits_and_of_an_impatient_one_does_not(path: Path) -> None:
    with window_on(path) as window:
        store = Store(path, busy_seconds=30.0)
        assert window.tell("hold", "first") == "held"
        store.database.busy_seconds = 0.0
        with pytest.raises(StoreBusy):
            add_tag(store, "second")
        window.tell("go")
        add_tag(store, "second")
        store.close()


def test_nobody_is_let_in_while_one_is_alone(path: Path) -> None:
    with guard.alone(path), refusing(StoreBusy, match="restored"):
        Store(path, busy_seconds=0.0)
    Store(path).close()


def test_alone_is_refused_whoever_has_the_file_open(path: Path) -> None:
    store = Store(path)
    with refusing(StoreBusy, match="open in another window"), guard.alone(path, 0.05):
        pass
    store.close()
    with (
        window_on(path) as window,
        refusing(StoreBusy, match="open in another window"),
        guard.alone(path, 0.05),
    ):
        window.tell("add", "never")


def test_a_file_under_two_names_has_one_guard(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.salesdesk"
    link.symlink_to(path)
    store = Store(link)
    assert guard.in_use(path)
    store.close()
    assert beside(path) == []
    assert beside(link) == []


def test_nothing_is_lost_when_several_processes_write_at_once(path: Path) -> None:
    with window_on(path) as one, window_on(path) as two:
        for number in range(5):
            one.tell("add", f"one{number}")
            two.tell("drop")
            two.tell("add", f"two{number}")
            one.tell("drop")
        one.tell("close")
        two.tell("add", "last")
    store = Store(path)
    assert tags(store) >= {f"{who}{number}" for who in ("one", "two") for number in range(5)} | {"last"}
    assert store.database.check() == []
    store.close()


def test_a_window_moves_on_when_its_file_was_renamed(store: Store) -> None:
    add_contact(store)
    moved = store.path.with_name("moved.salesdesk")
    os.rename(store.path, moved)
    for ending in ("-wal", "-shm"):
        os.rename(f"{store.path}{ending}", f"{moved}{ending}")
    add_contact(store, "Second Person")
    store.close()
    again = Store(moved)
    assert again.contacts.count() == 2
    again.close()


def test_a_log_deleted_under_a_window_is_no_broken_disk(path: Path) -> None:
    with window_on(path) as window:
        window.tell("add", "first")
        os.unlink(f"{path}-wal")
        with refusing(StoreBusy, match="was deleted while another window"):
            tags(Store(path, busy_seconds=0.05))
        window.tell("add", "second")
        window.tell("close")
    store = Store(path)
    assert {"first", "second"} <= tags(store)
    assert store.database.check() == []
    store.close()
