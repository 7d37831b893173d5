"""A window and commands on one file, the window's locks dropped on purpose, either killed at random instants: nothing
that was acknowledged is lost, and the file is sound."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_many, new_store
from tests.faults import figures, operations
from tests.faults.conftest import Share
from tests.faults.killing import Child, Stage

NAME = "mine.salesdesk"


@pytest.fixture(scope="module")
def base(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locks")
    store = new_store(template_file, folder, NAME)
    add_many(store, 30, companies=3)
    store.close()
    return folder / NAME


@dataclass
class Round:
    """One file, a window on it and commands beside it. ``seed`` makes the round again."""

    seed: str
    folder: Path
    base: Path
    acknowledged: list[str] = field(default_factory=list)
    kills: int = 0

    def __post_init__(self) -> None:
        self.draw = random.Random(self.seed)
        self.path = Path(shutil.copyfile(self.base, self.folder / NAME))
        self.stop = self.folder.parent / f"{self.folder.name}.stop"

    def start(self, work: Callable[..., None], *arguments: object) -> Child:
        return Child(self.folder.parent, work, self.path, *arguments)

    def play(self, drops: str) -> int:
        """Play the round; returns how many edits of the window were acknowledged."""
        window = self.start(operations.window, 1, drops, self.draw.getrandbits(32), self.stop)
        window.wait_for(Stage.ACKNOWLEDGED)
        for number in range(self.draw.randint(2, 4)):
            self._commands(number)
            time.sleep(self.draw.random() * 0.05)
        if self.draw.random() < 0.7:
            window.kill()
        else:
            self.stop.touch()
        edits = window.end().count
        self.kills += window.killed
        if self.draw.random() < 0.5:
            self._commands(9)
        return edits

    def _commands(self, number: int) -> None:
        """One command or two at once, some of them killed."""
        names = [f"Command{number}{which}" for which in "ab"[: self.draw.randint(1, 2)]]
        running = [(name, self.start(operations.add_contact, name)) for name in names]
        for name, child in running:
            if self.draw.random() < 0.4:
                child.wait_for(self.draw.choice((Stage.BEGUN, Stage.WRITING, Stage.ACKNOWLEDGED)))
                time.sleep(self.draw.random() * 0.01)
                child.kill()
                self.kills += 1
            if child.end().stage is Stage.ACKNOWLEDGED:
                self.acknowledged.append(name)


@pytest.mark.parametrize("drops", operations.DROPS)
def test_nothing_is_lost_when_the_locks_are_dropped(
    drops: str, base: Path, tmp_path: Path, lock_share: Share, request: pytest.FixtureRequest
) -> None:
    bad: list[str] = []
    edits = kills = commands = 0
    for number in range(lock_share.first, lock_share.first + lock_share.count):
        folder = tmp_path / str(number)
        folder.mkdir()
        one = Round(f"{drops} {number}", folder, base)
        shown = one.play(drops)
        edits, kills, commands = edits + shown, kills + one.kills, commands + len(one.acknowledged)
        if found := _wrong(one, shown):
            bad.append(f"{one.seed}: {found}")
        shutil.rmtree(folder)
    figures.record(
        request,
        rounds_of_dropped_locks=lock_share.count,
        kills_in_those_rounds=kills,
        acknowledged_in_those_rounds=edits + commands,
        rounds_with_a_loss=len(bad),
    )
    assert not bad, f"{len(bad)} of {lock_share.count} rounds lost something:\n" + "\n".join(bad)


def _wrong(one: Round, edits: int) -> str:
    """What is wrong with the file after a round, "" when nothing."""
    try:
        store = Store(one.path)
    except Exception as error:
        return f"does not open: {error}"
    try:
        faults = store.database.check()
        said = list(getattr(store.database, "warnings", ()))
        names = {name for (name,) in store.database.rows("SELECT full_name FROM contact")}
        city = int(store.database.value("SELECT city FROM contact WHERE id = 1") or 0)
        written = store.database.value(
            """SELECT count(*) FROM change_batch WHERE told LIKE '%"what":"Person 0%'"""
        )
    except Exception as error:
        return f"cannot be read: {error}"
    finally:
        store.close()
    lost = [name for name in one.acknowledged if name not in names]
    if city not in (edits, edits + 1) or written != city:
        lost.append(f"the window acknowledged {edits} edits, the file holds {written}, the last is {city}")
    return "; ".join([*(worded(fault.told) for fault in faults), *said, *lost])
