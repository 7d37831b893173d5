"""Forged files go through the program's own door: read, or refused in one sentence, at a bounded cost."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from salesdesk.domain.sheets import SheetRequest
from salesdesk.errors import FileProblem
from salesdesk.exchange.reading.session import ReaderSession
from salesdesk.wording import worded
from tests.exchange.forged_files import SHAPES, forge

SMALL = 20_000  # bytes of a file that may cost
SHARE = 6.0  # seconds of processor time, the start of up to two children included; usually well below two


def _children() -> float:
    times = os.times()
    return times.children_user + times.children_system


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not sum up the time of children")
def test_forged_files_are_read_or_refused_at_a_bounded_cost(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    slow = pytestconfig.getoption("--slow")
    count = 500 if slow else len(SHAPES)
    dear: list[str] = []
    for at, file in enumerate(forge(tmp_path / "forged", count, 2026)):
        if not slow and at % 10:
            continue
        before, sentence = _children(), ""
        try:
            with ReaderSession(home_country="DE") as session:
                session.open(file)
                for sheet in session.sheets[:3]:
                    session.analyse(sheet.name, sample_rows=300)
                    for _ in session.clean(SheetRequest(sheet.name)):
                        pass
        except FileProblem as problem:
            sentence = worded(problem)
        if sentence:
            assert sentence.startswith(f"«{file.name}»")
            assert "\n" not in sentence
        spent = _children() - before
        if spent > SHARE and file.stat().st_size <= SMALL:
            dear.append(f"{file.name}: {spent:.1f} s")
        file.unlink()
    assert dear == []


def test_every_shape_is_forged_and_the_same_again(tmp_path: Path) -> None:
    small = [name for name in SHAPES if name not in ("cell_huge", "zip_bomb", "zip_of_spaces", "shared_huge")]
    assert len(small) > 40
    first = [path.read_bytes() for path in forge(tmp_path / "a", 12, 5)]
    again = [path.read_bytes() for path in forge(tmp_path / "b", 12, 5)]
    assert [len(data) for data in first] == [len(data) for data in again]
