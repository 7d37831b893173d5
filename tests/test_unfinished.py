"""What a killed writer leaves goes at the next start, and nothing else does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from salesdesk import file_locks, outputs, unfinished
from salesdesk.paths import unfinished_folder
from tests.conftest import ROOT

PROGRAM = """
import sys
from pathlib import Path
from salesdesk import file_locks, outputs, unfinished

with outputs.whole(Path(sys.argv[1])) as part, unfinished.private_folder() as folder:
    part.write_text("half")
    part.with_name(part.name + "-journal").write_text("half")
    (folder / "plan").write_text("half")
    print("at work", flush=True)
    sys.stdin.read()
"""


@contextmanager
def writer(target: Path) -> Iterator[subprocess.Popen[str]]:
    """A process in the middle of writing ``target``."""
    words = [sys.executable, "-c", PROGRAM, str(target)]
    with subprocess.Popen(
        words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "at work\n"
        yield process
        process.kill()


def left(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.rglob("*") if entry.is_file())


def test_a_killed_writers_files_go_at_the_next_start_and_not_before(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    with writer(target) as process:
        assert len(left(tmp_path)) == 6
        assert unfinished.clean() == 0
        assert len(left(tmp_path)) == 6
        process.kill()
        process.wait()
    assert len(left(tmp_path)) == 6
    assert unfinished.clean() == 2
    assert left(tmp_path) == ["out.csv"]
    assert target.read_text() == "old"
    assert unfinished.clean() == 0


def entry(content: object, name: str = "0123456789abcdef.json") -> Path:
    path = unfinished_folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


@pytest.mark.parametrize(
    "name",
    [
        "diary.txt",
        ".out.csv.salesdesk-part",
        "out.csv.0123456789abcdef.salesdesk-part",
        "a.part",
        "x.salesdesk",
    ],
)
def test_only_what_looks_like_a_part_is_removed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("kept")
    entry({"path": str(tmp_path / name)})
    assert unfinished.clean() == 0
    assert (tmp_path / name).read_text() == "kept"


@pytest.mark.skipif(sys.platform == "win32", reason="there few people may make links")
def test_a_link_with_the_name_of_a_part_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "diary").write_text("kept")
    part = unfinished.part_beside(tmp_path / "out.csv")
    part.symlink_to(tmp_path / "diary")
    entry({"path": str(part)})
    assert unfinished.clean() == 0
    assert part.read_text() == "kept"


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "7", '{"path": 7}', '{"path": "relative"}', '{"other": ""}']
)
def test_an_entry_that_says_nothing_hurts_nobody(content: str) -> None:
    entry(content)
    assert unfinished.clean() == 0


def test_a_part_on_a_drive_that_is_away_is_removed_when_it_is_back(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    part = unfinished.part_beside(stick / "out.csv")
    kept = entry({"path": str(part)})
    assert unfinished.clean() == 0
    assert kept.exists()
    stick.mkdir()
    part.write_text("half")
    assert unfinished.clean() == 1
    assert (left(stick), kept.exists()) == ([], False)


def test_a_start_with_nothing_to_clean_makes_nothing(home: Path) -> None:
    assert unfinished.clean() == 0
    assert list(home.iterdir()) == []


def test_an_entry_taken_away_before_it_is_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, calls = file_locks.try_lock, []

    def late(descriptor: int, *, exclusive: bool) -> bool:
        calls.append(descriptor)
        if len(calls) == 1 and sys.platform != "win32":
            for one in unfinished_folder().iterdir():
                one.unlink()
        return lock(descriptor, exclusive=exclusive)

    monkeypatch.setattr(file_locks, "try_lock", late)
    with outputs.whole(tmp_path / "out.csv"):
        assert len(os.listdir(unfinished_folder())) == 1


def test_a_private_folder_is_private_and_goes(home: Path) -> None:
    with unfinished.private_folder() as folder:
        assert home in folder.parents
        (folder / "x").write_text("x")
        assert sys.platform == "win32" or folder.stat().st_mode & 0o077 == 0
    assert left(home) == []
