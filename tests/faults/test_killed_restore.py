"""The program is killed at random instants of a backup and of a restore: there is always one whole file, the old or the
new one, and the next start leaves nothing of the killed one behind."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from salesdesk import unfinished
from salesdesk.services.backups.service import BackupService
from salesdesk.store.engine import copying
from salesdesk.store.store import Store
from tests.builders import Clock, add_many, new_store
from tests.conftest import ROOT

PARTS = 6  # each ends within the time a test may take, also with many kills
OLD, LATE, NEW = 300, 40, 200
"""People in the file itself, only in its write-ahead log, and in the backup."""

PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from salesdesk.services.backups.service import BackupService
from salesdesk.services.backups.restoring import restore
from salesdesk.store.store import Store
from tests.builders import add_many

what, path, copy = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
store = Store(path) if what != "restore" else None
if what == "late":
    add_many(store, int(sys.argv[4]))
print("begins", flush=True)
if what == "restore":
    restore(path, copy, lambda: datetime.now(UTC))
elif what == "snapshot":
    BackupService(store).make()
elif what == "backup":
    BackupService(store).write_to(copy)
print("acknowledged", flush=True)
sys.stdin.readline()
"""


def started(what: str, path: Path, copy: Path, *more: str) -> subprocess.Popen[str]:
    words = [sys.executable, "-X", "utf8", "-c", PROGRAM, what, str(path), str(copy), *more]
    return subprocess.Popen(
        words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )


def killed(run: subprocess.Popen[str], after: float) -> bool:
    """Kill the program so many seconds after it began. Returns whether it had acknowledged."""
    assert run.stdout is not None
    assert run.stdout.readline() == "begins\n"
    time.sleep(after)
    run.kill()
    return "acknowledged" in run.communicate()[0]


def people(path: Path) -> int:
    store = Store(path)
    try:
        assert store.database.check() == []
        assert store.database.warnings == []
        return store.contacts.count()
    finally:
        store.close()


@dataclass(frozen=True)
class Scene:
    """A folder with a file whose program was killed, a backup of another state, and how long each act takes."""

    folder: Path
    backup: Path
    seconds: dict[str, float]

    def set_up(self, place: Path) -> Path:
        shutil.copytree(self.folder, place)
        return place / "my.salesdesk"


@pytest.fixture(scope="module")
def scene(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    base = tmp_path_factory.mktemp("killed restores")
    (base / "file").mkdir()
    (base / "copies").mkdir()
    store = new_store(template_file, base / "file", "my.salesdesk", clock=Clock())
    add_many(store, NEW)
    BackupService(store).write_to(base / "copies" / "copy.salesdesk")
    add_many(store, OLD - NEW)
    store.close()
    run = started("late", store.path, base, str(LATE))
    assert run.stdout is not None
    assert [run.stdout.readline(), run.stdout.readline()] == ["begins\n", "acknowledged\n"]
    run.kill()
    run.communicate()
    assert (base / "file" / "my.salesdesk-wal").stat().st_size > 0
    seconds = {}
    for what in ("restore", "snapshot", "backup"):
        shutil.copytree(base / "file", base / what)
        run = started(
            what,
            base / what / "my.salesdesk",
            base / "copies" / ("copy.salesdesk" if what == "restore" else "out.salesdesk"),
        )
        assert run.stdout is not None
        run.stdout.readline()
        begun = time.monotonic()
        assert run.stdout.readline() == "acknowledged\n"
        seconds[what] = time.monotonic() - begun
        run.communicate("\n")
    return Scene(base / "file", base / "copies" / "copy.salesdesk", seconds)


def nothing_left(folder: Path) -> None:
    """The next start has removed what the killed program left."""
    unfinished.clean()
    left = [path.name for path in folder.rglob("*") if "part" in path.name]
    assert left == []


@pytest.mark.xdist_group("kills")
@pytest.mark.parametrize("part", range(PARTS))
def test_a_killed_restore_leaves_the_old_or_the_new_file(
    scene: Scene, tmp_path: Path, kill_count: int, part: int
) -> None:
    draw = random.Random(part)
    for number in range(part, max(PARTS, kill_count // 4), PARTS):
        path = scene.set_up(tmp_path / f"{number}")
        done = killed(started("restore", path, scene.backup), draw.random() * scene.seconds["restore"] * 1.1)
        assert path.exists()
        nothing_left(path.parent)
        found = people(path)
        assert found in (OLD + LATE, NEW), f"kill {number} left half a file"
        assert found == NEW or not done, f"kill {number} lost an acknowledged restore"
        if found == NEW:
            (saved,) = (path.parent / "Backups").glob("*.salesdesk")
            assert copying.verify(saved, "") is True
            assert people(saved) == OLD + LATE
        shutil.rmtree(path.parent)


@pytest.mark.xdist_group("kills")
@pytest.mark.parametrize("part", range(PARTS // 2))
@pytest.mark.parametrize("what", ["snapshot", "backup"])
def test_a_killed_backup_is_whole_or_absent(
    scene: Scene, tmp_path: Path, kill_count: int, what: str, part: int
) -> None:
    draw = random.Random(f"{what} {part}")
    for number in range(part, max(PARTS // 2, kill_count // 8), PARTS // 2):
        path = scene.set_up(tmp_path / f"{number}")
        out = path.with_name("out.salesdesk")
        shutil.copyfile(scene.backup, out)
        done = killed(started(what, path, out), draw.random() * scene.seconds[what] * 1.1)
        nothing_left(path.parent)
        made = [out] if what == "backup" else list((path.parent / "Backups").glob("*"))
        assert made or not done
        for copy in made:
            assert copying.verify(copy, "") is True
            whole = Store(copy, read_only=True)
            assert whole.contacts.count() in ((OLD + LATE, NEW) if what == "backup" else (OLD + LATE,))
            assert not done or whole.contacts.count() == OLD + LATE
            whole.close()
        assert people(path) == OLD + LATE
        shutil.rmtree(path.parent)
