"""Single bits flipped anywhere in a closed file: those that change a value, a row or the schema are found."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from salesdesk.errors import StoreDamaged, WrongKey
from salesdesk.services.services import build_services
from salesdesk.store.store import Store
from tests.builders import Clock
from tests.faults.bit_flips import changed, content, flip, used_file

PASSWORD = "geheim"
NEEDED = 195 / 200
"""Of the flips that change something, so many have to be found."""


@pytest.fixture
def flip_count(pytestconfig: pytest.Config) -> int:
    """How many bits to flip in each file: 6, with ``--slow`` 200, or as ``--flip-count`` says."""
    return int(pytestconfig.getoption("--flip-count") or (200 if pytestconfig.getoption("--slow") else 6))


@pytest.fixture
def rows(pytestconfig: pytest.Config, flip_count: int) -> int:
    """How many rows the file imports: few, or about 4 MB for a long run."""
    return 3_500 if flip_count > 50 else 60


def found(path: Path, password: str) -> str:
    """What a person is told about the file, "" when it is called sound."""
    try:
        store = Store(path, password=password, clock=Clock())
    except (StoreDamaged, WrongKey) if password else StoreDamaged as error:
        return error.message
    try:
        report = build_services(store).checking.run(repairing=False)
    finally:
        store.close()
    return " ".join(fault.text for fault in report.faults)


def flipped(path: Path, folder: Path, count: int, password: str = "") -> Counter[tuple[str, str]]:
    """How many of ``count`` flips changed something or nothing, and were found or not."""
    before, size = content(path, password), path.stat().st_size
    assert found(path, password) == ""
    numbers: Counter[tuple[str, str]] = Counter()
    chance = random.Random(count)
    for number in range(count):
        place = folder / f"flip {number}"
        place.mkdir()
        copy = place / "copy.salesdesk"
        shutil.copyfile(path, copy)
        bit = chance.randrange(size * 8)
        flip(copy, bit)
        what = changed(before, content(copy, password))
        said = found(copy, password)
        numbers["changed" if what else "unchanged", "found" if said else "not found"] += 1
        if what and not said:
            print(f"not found: bit {bit}, page {bit // 8 // 4096 + 1}, {what}")
        shutil.rmtree(place)
    print(dict(numbers))
    return numbers


def test_flips_that_change_something_are_found(tmp_path: Path, flip_count: int, rows: int) -> None:
    path = used_file(tmp_path / "used.salesdesk", rows)
    numbers = flipped(path, tmp_path, flip_count)
    missed = numbers["changed", "not found"]
    assert numbers["changed", "found"] >= NEEDED * (numbers["changed", "found"] + missed)


def test_with_a_password_every_flip_is_found_and_said_in_words(
    tmp_path: Path, flip_count: int, rows: int
) -> None:
    path = used_file(tmp_path / "used.salesdesk", rows, PASSWORD)
    numbers = flipped(path, tmp_path, 2 if flip_count < 20 else flip_count, PASSWORD)
    assert numbers.keys() <= {("changed", "found"), ("unchanged", "found")}


@pytest.mark.slow
def test_flips_in_the_header_are_said_in_words(tmp_path: Path) -> None:
    path = used_file(tmp_path / "used.salesdesk", 30)
    for bit in range(800):
        place = tmp_path / f"bit {bit}"
        place.mkdir()
        copy = place / "copy.salesdesk"
        shutil.copyfile(path, copy)
        flip(copy, bit)
        said = found(copy, "")
        assert "password" not in said, (bit, said)
        assert "another program" not in said, (bit, said)
        assert "as expected" not in said, (bit, said)
        shutil.rmtree(place)
