"""The program is killed at random instants of an import: the file is sound, and holds all of it or nothing."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from salesdesk.store.store import Store
from tests.conftest import ROOT

ROWS = 600
ROUNDS = 5
KNOWN = 150

PROGRAM = """
import sys
from pathlib import Path
from salesdesk.domain.imports import ImportDecisions, Mode
from salesdesk.services.services import build_services
from salesdesk.store.store import Store
from tests.builders import CancelAfter

store = Store(Path(sys.argv[1]))
services, work = build_services(store), CancelAfter()
decisions = ImportDecisions(default_mode=Mode.OVERWRITE, find_likely=False)
with services.imports.open(Path(sys.argv[2]), work) as file:
    plan = file.plan(decisions, work)
    print("planned", flush=True)
    services.imports.apply(file, plan, decisions, work)
print("acknowledged", flush=True)
store.close()
"""


def name_of(number: int) -> str:
    """A name unlike its neighbours'."""
    syllables = ("ba", "ker", "lo", "min", "tu", "ra", "sel", "vo", "dan", "fi", "gor", "he", "ju")
    mixed = (number * 2_654_435_761) % 2**32
    return "".join(syllables[(mixed >> shift) % len(syllables)] for shift in (3, 11, 19)).capitalize()


def leads(path: Path, rows: int, city: str) -> Path:
    lines = ["First name,Last name,Email,Phone,Company,City,Tags,Shoe size"]
    lines += [
        f"{name_of(n * 7)},{name_of(n * 13 + 5)},a{n}@firm{n % 90}.example,+4930{1000000 + n},Firm {n % 90} GmbH,{city},tag{n % 7},{30 + n % 20}"
        for n in range(rows)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def start(database: Path, file: Path) -> subprocess.Popen[str]:
    words = [sys.executable, "-X", "utf8", "-c", PROGRAM, str(database), str(file)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def dump(database: Path) -> list[tuple[str, tuple[object, ...]]]:
    """Every record but the moments, which differ between two runs."""
    store = Store(database)
    try:
        assert store.database.check() == []
        found = []
        for table, row in store.database.dump():
            found.append(
                (
                    table,
                    tuple(
                        "at" if isinstance(v, str) and v.endswith("Z") and v[:2] == "20" else v for v in row
                    ),
                )
            )
        return found
    finally:
        store.close()


@dataclass(frozen=True)
class Scene:
    """A file before the import, the import, what the file holds without and with it, and how long it takes."""

    base: Path
    leads: Path
    absent: list[tuple[str, tuple[object, ...]]]
    whole: list[tuple[str, tuple[object, ...]]]
    seconds: float


@pytest.fixture(scope="module")
def scene(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    folder = tmp_path_factory.mktemp("kills")
    base = folder / "base.salesdesk"
    shutil.copyfile(template_file, base)
    first, file = leads(folder / "first.csv", KNOWN, "Kiel"), leads(folder / "leads.csv", ROWS, "Berlin")
    with start(base, first) as run:
        assert run.stdout is not None
        assert run.stdout.read().split() == ["planned", "acknowledged"]
    absent = dump(base)
    whole_file = folder / "whole.salesdesk"
    shutil.copyfile(base, whole_file)
    with start(whole_file, file) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "planned\n"
        begun = time.monotonic()
        assert run.stdout.readline() == "acknowledged\n"
        took = time.monotonic() - begun
    whole = dump(whole_file)
    assert len(whole) > len(absent) + ROWS
    return Scene(base, file, absent, whole, took)


@pytest.mark.xdist_group("kills")
@pytest.mark.parametrize("part", range(ROUNDS))
def test_a_killed_import_is_whole_or_absent(scene: Scene, tmp_path: Path, kill_count: int, part: int) -> None:
    draw, outcomes = random.Random(part), {"absent": 0, "whole": 0}
    for number in range(part, kill_count, ROUNDS):
        database = tmp_path / f"killed{number}.salesdesk"
        shutil.copyfile(scene.base, database)
        with start(database, scene.leads) as run:
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(draw.random() * scene.seconds * 1.15)
            run.kill()
            acknowledged = "acknowledged" in run.stdout.read()
        found = dump(database)
        assert found in (scene.absent, scene.whole), f"kill {number} left half an import"
        assert found == scene.whole or not acknowledged, f"kill {number} lost an acknowledged import"
        outcomes["whole" if found == scene.whole else "absent"] += 1
    assert outcomes["absent"] > 0, (
        f"no kill hit the writing ({outcomes}); is the file too small for this machine?"
    )
